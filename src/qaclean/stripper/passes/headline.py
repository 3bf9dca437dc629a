"""The title of an HTML article is the headline that the page shows, where its declared title (`<title>`) says it in other words: shorter, for searchers, or not at all."""

from __future__ import annotations

from qaclean.patterns import compile_at_once
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.stripper.labels import DROP, KEEP, Labels, proof
from qaclean.stripper.page_title import own_title
from qaclean.stripper.view import View
from qaclean.text.columns import WIDE
from qaclean.text.titles import BETWEEN, letters_of

__all__ = ["headline_as_title", "keep_headline_of_untitled"]

MAX_HEADLINE = 200  # code points
MIN_WORDS = 3  # of a headline that says nothing of the declared title; a character without spaces around it is a third of a word
SHARED = 0.5  # of the words of the shorter one of headline and title
LEVELS = (1, 2)
MOST_ABOVE = 12  # kept lines above the headline that are a menu: more are text
DECLARED_OTHERWISE = "declared-title"
_WORD = compile_at_once(r"[a-z0-9\u00c0-\u024f\u0370-\u1fff\uac00-\ud7a3]+|[\u3040-\u30ff\u3400-\u9fff]")


def headline_as_title(view: View, labels: Labels) -> Labels:
    """The headline above all that is kept is the title, and the declared one a duplicate in other words.

    A declared title that begins with what parts it from the site's name (`- Site`) lacks the page's own words: any heading of the first level is more.
    """
    layout, found = view.layout, view.found
    if layout is None or not view.titled or found.exact or found.empty is not None or found.title_span is not None:
        return labels
    if layout.head.title[0] in BETWEEN:
        at, told = (
            next((i for i, origin in enumerate(layout.origins) if origin.level == 1), 0),
            ("site_chrome", "title-suffix"),
        )
        return _instead(labels, at, told)
    if found.thread is not None or labels[0] is not KEEP:
        return labels
    kept = [i for i, label in enumerate(labels) if i and label is KEEP]
    text = next((i for i in kept if view.evidence[i].running), kept[0] if kept else len(labels) - 1)
    at = _headline(view, layout, text)
    above = [i for i in kept if i < at]
    if not at or len(above) > MOST_ABOVE:
        return labels
    return [
        DROP if i in above else label for i, label in enumerate(_instead(labels, at, ("duplicate", DECLARED_OTHERWISE)))
    ]


def keep_headline_of_untitled(view: View, labels: Labels) -> Labels:
    """Where a page declares no title, the line that says its `og:title` stays, else the heading of the first level above its text; what is kept above goes."""
    layout, found = view.layout, view.found
    known = found.thread or found.howto or found.paper or found.pairs or found.empty or found.title_span
    if layout is None or view.titled or known:
        return labels
    kept = [i for i, label in enumerate(labels) if label is KEEP]
    text = next((i for i in kept if view.evidence[i].running), kept[0] if kept else -1)
    shared = letters_of(layout.head.meta.get("og:title", ""))
    lines = [i for i in range(text + 1) if view.evidence[i].length <= MAX_HEADLINE]
    said = [i for i in lines if shared and letters_of(view.evidence[i].text) == shared]
    heads = [i for i in lines if layout.origins[i].level == 1 and layout.origins[i].link < view.evidence[i].length]
    at = next(iter(said or heads), -1)
    above = [i for i in kept if i < at]
    if at < 0 or len(above) > MOST_ABOVE:
        return labels
    return [KEEP if i == at else DROP if i in above else label for i, label in enumerate(labels)]


def _instead(labels: Labels, at: int, told: tuple[str, str]) -> Labels:
    """The labels with the headline instead of the declared title."""
    new = [proof(*told), *labels[1:]]
    if at:
        new[at] = KEEP
    return new


def _headline(view: View, layout: Layout, text: int) -> int:
    """The heading above (or as) the first kept text that is the headline and says other words than the declared title; 0 for none."""
    own = own_title(view, layout)
    letters, whole, shared = (
        letters_of(own),
        letters_of(layout.head.title),
        letters_of(layout.head.meta.get("og:title", "")),
    )
    for level in LEVELS:
        at = [i for i, origin in enumerate(layout.origins[: text + 1]) if i and origin.level == level]
        at = [i for i in at if view.evidence[i].length <= MAX_HEADLINE]
        if any(letters_of(view.evidence[i].text) == letters for i in at):
            return 0
        at = [i for i in at if not _is_part_or_more(letters_of(view.evidence[i].text), whole, letters)]
        named = [i for i in at if shared and shared.startswith(letters_of(view.evidence[i].text))]
        if named:
            return named[-1]
        best = max(at, key=lambda i: (_shared(view.evidence[i].text, own), i), default=0)
        if best and _shared(view.evidence[best].text, own) >= SHARED:
            return best
        if best and level == 1 and _is_alone(view, layout, at[-1]):
            return at[-1]
    return 0


def _is_part_or_more(heading: str, whole: str, own: str) -> bool:
    """Whether a heading is a part of the declared title (the name of the site, of a section), or the title with a byline behind it."""
    return heading in whole or (bool(own) and heading.startswith(own))


def _is_alone(view: View, layout: Layout, at: int) -> bool:
    """Whether a heading is the only one of the first level, no link, and more than a name: the site's, a section's."""
    seen, origin = view.evidence[at], layout.origins[at]
    only = sum(row.level == 1 for row in layout.origins) == 1
    site = fold(layout.head.meta.get("og:site_name", ""))
    return (
        only
        and origin.link < seen.length
        and _size(seen.text) >= MIN_WORDS
        and seen.text.casefold() not in site.casefold()
    )


def _size(words: str) -> float:
    """How many words a line has; three characters of a script without spaces are one."""
    return sum(1 / 3 if word > WIDE and len(word) == 1 else 1 for word in _WORD.findall(words.lower()))


def _shared(headline: str, title: str) -> float:
    """Share of the words of the shorter one that the other has."""
    mine, its = set(_WORD.findall(headline.lower())), set(_WORD.findall(title.lower()))
    least = min(len(mine), len(its))
    return len(mine & its) / least if least > 1 else 0.0
