"""Where the head of a post begins: the lines above its date that tell who wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.line_fields import Place
from qaclean.posts.line_rows import MASS, Gap, Row
from qaclean.posts.line_words import heads_accepted, heads_answers

__all__ = ["TAIL", "head_start", "rows_around", "top_gap"]

TAIL = 16  # rows of a tail
AROUND = 14  # rows of a head before its anchor


def top_gap(at: int) -> Gap:
    """The rows above the first anchor, as a gap without text: what stands there is all of its head."""
    top = max(0, at - AROUND)
    return Gap(top, top, top, at)


def head_start(rows: Sequence[Row], gap: Gap, at: int) -> int:
    """Where the head of the post with its anchor at a row begins: behind the text above it, or at the head of the answers."""
    if heads_accepted(rows[at].shape):
        return at
    above = max(gap.tail if gap.tail > gap.head else gap.start, at - AROUND)
    for i in range(at - 1, max(gap.start, at - AROUND) - 1, -1):
        if rows[i].mass >= 2 * MASS:
            break
        if heads_answers(rows[i].shape):  # of several heads the first
            return next((j + 1 for j in range(i - 1, gap.start - 1, -1) if not heads_answers(rows[j].shape)), gap.start)
    return above


def rows_around(places: Sequence[Place], title: int) -> list[int]:
    """The rows beside all posts that tell of them; the head of the first goes up to the title at most."""
    first = next((place for place in places if place.anchor is not None), None)
    if first is None or first.anchor is None:
        return [i for place in places for i in _around(place)]
    top = title + 1 if 0 <= title < first.anchor[0] else first.anchor[0]
    return [i for place in places for i in _around(place) if i >= top or place.anchor is None]


def _around(place: Place) -> Iterator[int]:
    """The rows beside a post that tell of it: its head, and the beginning of its tail."""
    yield from range(*place.head)
    yield from range(place.tail[0], min(place.tail[1], place.tail[0] + TAIL))
