"""Which heading of a Markdown page is its title: it stands anywhere, below navigation, a site's name, a notice."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_kinds import without_reply
from qaclean.segments.columns import texts_of
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.columns import columns_of

__all__ = ["title_heading"]

MIN_TITLE = 4  # columns
MAX_TITLE = 200
MIN_ECHO = 4  # code points of a heading that is said again
LOWEST = 3  # level of a heading that may be the title
MAX_HEADINGS = 40  # that are looked at
# Points of a heading: the first of its level, said again on the page, named by the heading of a reply (`Re: Slipping chain`), for each level above the lowest.
FIRST, ECHOED, REPLIED, OF_LEVEL = 1, 3, 6, 2


def title_heading(layout: Layout | None, evidence: Sequence[Evidence]) -> int:
    """The piece that is the title of a page of Markdown, or -1: the heading that the file's declared title names, the declared title itself, or the heading that
    is most likely one: of a high level, the first of it, said again on the page, best of all as what replies are to, no link to the site's front page."""
    if layout is None or layout.named or not evidence:
        return -1
    headings = [i for i, origin in enumerate(layout.origins) if 1 <= origin.level <= LOWEST and i not in layout.homes]
    texts = texts_of(evidence)
    if layout.head.title:
        return next((i for i in headings if _names(texts[i], texts[0])), 0)
    best, chosen = 0, -1
    known: set[int] = set()
    headings = headings[:MAX_HEADINGS]
    replies = {bare for i in headings if (bare := without_reply(texts[i])) != texts[i]}
    for i in headings:
        level, words = layout.origins[i].level, texts[i]
        if not MIN_TITLE <= columns_of(words) <= MAX_TITLE:
            continue
        echoed = len(words) >= MIN_ECHO and any(words in text for text in (*texts[:i], *texts[i + 1 :]))
        points = OF_LEVEL * (LOWEST - level) + FIRST * (level not in known) + ECHOED * echoed
        points += REPLIED * (words in replies)
        known.add(level)
        if points > best:
            best, chosen = points, i
    return chosen


def _names(heading: str, title: str) -> bool:
    """Whether a declared title holds a heading, as its beginning or its greater part."""
    return len(heading) <= len(title) and (
        title.startswith(heading) or (heading in title and 2 * len(heading) > len(title))
    )
