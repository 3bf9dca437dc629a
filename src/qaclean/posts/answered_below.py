"""Answers above the line that says when they were answered: comments on the one before, each with its date, stand between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.line_rows import MASS, Anchors, Row
from qaclean.posts.line_words import heads_answers

__all__ = ["answered_below", "behind_dates"]

NEAR_HEAD = 600  # rows of a first answer between the head of answers and its anchor


def answered_below(rows: Sequence[Row], anchors: Anchors) -> bool:
    """Whether running text stands between a head of answers and the first line that says `answered`: it can only be the first answer."""
    first = anchors.clusters[0][0]
    if anchors.kind != "answered":
        return False
    head = next((i for i in range(first - 1, max(first - NEAR_HEAD, 0), -1) if heads_answers(rows[i].shape)), first)
    return sum(row.mass for row in rows[head + 1 : first] if row.mass >= MASS) >= 2 * MASS


def behind_dates(rows: Sequence[Row], start: int, end: int) -> Iterator[int]:
    """Where the words of an answer may begin between two anchors: behind each date there, the last first."""
    for i in range(end - 1, start - 1, -1):
        if rows[i].shape.date and rows[i].mass == 0:
            yield i + 1
