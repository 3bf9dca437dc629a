"""The title of a dump whose blank lines part its blocks: the last line above the running text that stands alone between two of them."""

from __future__ import annotations

from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.view import MANY_PIECES, View
from qaclean.text.columns import columns_of
from qaclean.text.dates import names_a_date
from qaclean.text.menus import is_menu
from qaclean.text.titles import greets, letters_of

__all__ = ["keep_title_apart"]

REACH = 12  # lines above the first kept running text
LEAST, MOST = 13, 200  # columns of a title
FEWEST_BLANKS = (
    0.1  # share of the lines with a blank line above them: others are dumps whose lines say nothing of blocks
)
MOST_ABOVE = 30  # kept lines above it that go
_CLOSES = "。.;,:：!"
_BULLETS = "•*-·|>"


def keep_title_apart(view: View, labels: Labels) -> Labels:
    """Where the first kept lines of a whole page are running text, the line that stands alone above it stays, and what is kept above that goes."""
    found, pieces = view.found, view.document.pieces
    known = found.thread or found.howto or found.paper or found.pairs or found.empty
    if view.document.layout is not None or len(labels) <= MANY_PIECES or known:
        return labels
    first = next((i for i, label in enumerate(labels) if label is KEEP and view.evidence[i].running), 0)
    kept = [i for i in range(first) if labels[i] is KEEP]
    blanks = sum(piece.gap > 0 for piece in pieces)
    if not first or len(kept) > MOST_ABOVE or blanks < FEWEST_BLANKS * len(pieces):
        return labels
    alone = (
        i
        for i in range(first - 1, max(first - REACH, 0) - 1, -1)
        if _is_alone(view, i) and _reads_like_title(view.evidence[i])
    )
    at = next(alone, -1)
    if at < 0 or any(_stands_for(view, i, at) for i in kept):
        return labels
    return [KEEP if i == at else DROP if i < at and label is KEEP else label for i, label in enumerate(labels)]


def _stands_for(view: View, index: int, at: int) -> bool:
    """Whether a kept line is a title already: it says the words of the line `at`, or stands alone not far above it, or below."""
    seen = view.evidence[index]
    near = (
        index > at - REACH
        and _is_alone(view, index)
        and (_reads_like_title(seen) if index < at else columns_of(seen.text) >= LEAST and not seen.running)
    )
    return near or _says(seen.text, view.evidence[at].text)


def _is_alone(view: View, index: int) -> bool:
    """Whether blank lines stand above and below a line."""
    pieces = view.document.pieces
    return (index == 0 or pieces[index].gap > 0) and index + 1 < len(pieces) and pieces[index + 1].gap > 0


def _reads_like_title(seen: Evidence) -> bool:
    text = seen.text
    if seen.cues or text[-1] in _CLOSES or text[0] in _BULLETS or is_menu(text) or greets(text) or names_a_date(text):
        return False
    return LEAST <= columns_of(text) <= MOST


def _says(line: str, title: str) -> bool:
    """Whether a line says a title, with the site's name beside it or without."""
    return letters_of(title) in letters_of(line)
