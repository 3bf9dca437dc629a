"""Where the head of a post begins: the lines above its date that tell who wrote it."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_rows import MASS, Gap, Row
from qaclean.posts.line_words import heads_answers

__all__ = ["head_start", "top_gap"]

AROUND = 14  # rows of a head before its anchor


def top_gap(at: int) -> Gap:
    """The rows above the first anchor, as a gap without text: what stands there is all of its head."""
    top = max(0, at - AROUND)
    return Gap(top, top, top, at)


def head_start(rows: Sequence[Row], gap: Gap, at: int) -> int:
    """Where the head of the post with its anchor at a row begins: behind the text above it, or at the head of the answers."""
    above = max(gap.tail if gap.tail > gap.head else gap.start, at - AROUND)
    for i in range(at - 1, max(gap.start, at - AROUND) - 1, -1):
        if rows[i].mass >= 2 * MASS:
            break
        if heads_answers(rows[i].shape):
            return i
    return above
