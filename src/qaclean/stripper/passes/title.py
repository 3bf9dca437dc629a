"""The title of a page with layout: its first piece stays, headings that say it again go; a page that is empty keeps nothing else."""

from __future__ import annotations

from qaclean.stripper.labels import DROP, KEEP, TELL, TITLE_AGAIN, Labels, proof
from qaclean.stripper.page_title import own_title
from qaclean.stripper.view import View
from qaclean.text.titles import letters_of, split_title

__all__ = [
    "drop_title_again",
    "drop_title_below_title",
    "empty_page",
    "keep_longer_heading",
    "keep_title",
    "says_title",
    "tell_title_again",
]

MIN_SAID = 4  # code points of a piece that says the title again
NEAR_TITLE, LEAST_KEPT = 4, 2  # lines below a title of which one may say it again, and how many of them are kept
MIN_CUT = 8  # code points of a title that may be cut
END = ".\u2026?!\u3002 "  # how a title ends, also one that was cut


def keep_title(view: View, labels: Labels) -> Labels:
    """The page's declared title stays."""
    return [KEEP, *labels[1:]] if view.titled else labels


def drop_title_again(view: View, labels: Labels) -> Labels:
    """Kept pieces that begin the title's words, or say all of them, are duplicates of it."""
    if not view.titled or (view.found.thread is not None and view.found.thread.exact):
        return labels
    title = view.evidence[0].text
    again = proof("duplicate", TITLE_AGAIN)
    return [
        again if i and label is KEEP and seen.length >= MIN_SAID and title.startswith(seen.text) else label
        for i, (label, seen) in enumerate(zip(labels, view.evidence, strict=True))
    ]


def drop_title_below_title(view: View, labels: Labels) -> Labels:
    """The first kept line of a dump below its title goes if it says the title's own words again, whatever marks stand around them."""
    if view.layout is not None or not labels or labels[0] is not KEEP or view.found.thread is not None:
        return labels
    kept = [i for i, label in enumerate(labels[: 1 + NEAR_TITLE]) if i and label is KEEP]
    if len(kept) < LEAST_KEPT:
        return labels
    title, line = view.evidence[0].text, view.evidence[kept[0]].text
    own = letters_of(title[: split_title(title).length])
    if len(own) < MIN_SAID or len(line) > 2 * len(title) or letters_of(line) != own:
        return labels
    return [proof("duplicate", TITLE_AGAIN) if i == kept[0] else label for i, label in enumerate(labels)]


def tell_title_again(view: View, labels: Labels) -> Labels:
    """A first-level heading that was dropped, and says the title's words, went since it says them again."""
    layout = view.layout
    if layout is None or not view.titled:
        return labels
    title = view.evidence[0].text
    again = proof("duplicate", TITLE_AGAIN)
    return [
        again
        if i and (label is DROP or label is TELL) and origin.level == 1 and says_title(seen.text, title)
        else label
        for i, (label, seen, origin) in enumerate(zip(labels, view.evidence, layout.origins, strict=True))
    ]


def keep_longer_heading(view: View, labels: Labels) -> Labels:
    """A first-level heading that begins with the title's own words and goes on says more than the title, which was cut: it stays."""
    layout = view.layout
    if layout is None or not view.titled:
        return labels
    own = own_title(view, layout).rstrip(END)
    new = list(labels)
    for i, (seen, origin) in enumerate(zip(view.evidence, layout.origins, strict=True)):
        longer = len(seen.text.rstrip(END)) > len(own) >= MIN_CUT
        if i and origin.level == 1 and longer and seen.text.startswith(own):
            new[i] = KEEP
    return new


def says_title(words: str, title: str) -> bool:
    """Whether words are the title's: its beginning, or most of it."""
    words = words.rstrip(END)
    return len(words) >= MIN_SAID and (title.startswith(words) or (words in title and 2 * len(words) > len(title)))


def empty_page(view: View, labels: Labels) -> Labels:
    """Of a page that holds nothing only the title stays."""
    empty = view.found.empty
    if empty is None:
        return labels
    gone, first = proof(empty.reason, empty.rule), int(view.titled or view.layout is None)
    return [gone if i >= first and label is KEEP else label for i, label in enumerate(labels)]
