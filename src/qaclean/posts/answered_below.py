"""Answers above the line that says when they were answered: comments on the one before, each with its date, stand between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.line_rows import MASS, Anchors, Row
from qaclean.posts.line_words import counts_answers, heads_answers, is_button

__all__ = ["answered_below", "behind_seams", "counted_above"]

NEAR_HEAD = 600  # rows of a first answer between the head of answers and its anchor


def answered_below(rows: Sequence[Row], anchors: Anchors) -> bool:
    """Whether running text stands between a head of answers and the first line that says `answered`: it can only be the first answer."""
    first = anchors.clusters[0][0]
    if anchors.kind == "counted":
        return True
    if anchors.kind != "answered":
        return False
    head = next((i for i in range(first - 1, max(first - NEAR_HEAD, 0), -1) if heads_answers(rows[i].shape)), first)
    said = [row for row in rows[head + 1 : first] if row.mass >= MASS]
    if sum(row.mass for row in said) >= 2 * MASS:
        return True
    brief = any(row.shape.sentence and row.mass > 0 for row in rows[head + 1 : first])
    return head < first and brief and not _says(rows[anchors.clusters[-1][1] + 1 :])


def behind_seams(rows: Sequence[Row], start: int, end: int) -> Iterator[int]:
    """Where the words of an answer may begin between two anchors: behind each date there, and behind each two lines side by side of which one
    is a button or a head of answers and the other no text, the last first."""
    for i in range(end - 1, start - 1, -1):
        if rows[i].mass == 0 and (rows[i].shape.date or (i > start and _parts(rows[i - 1], rows[i]))):
            yield i + 1


def _parts(row: Row, other: Row) -> bool:
    """Whether two lines side by side part an answer from the comments on the one above it."""
    told = any(is_button(shape) or heads_answers(shape) for shape in (row.shape, other.shape))
    return told and all(r.shape.key == "0" or is_button(r.shape) or heads_answers(r.shape) for r in (row, other))


def counted_above(rows: Sequence[Row], clusters: Sequence[tuple[int, int]], told: int) -> Sequence[tuple[int, int]]:
    """The anchors below a head that counts as many answers, where running text stands between it and the first: each is below its answer."""
    if told < 2:
        return ()
    for n, (first, _) in enumerate(clusters):
        low = clusters[n - 1][1] + 1 if n else max(first - NEAR_HEAD, 0)
        head = next((i for i in range(first - 1, low - 1, -1) if counts_answers(rows[i].shape)), -1)
        if head >= 0:
            below = (
                len(clusters) - n == told and _says(rows[head + 1 : first]) and not _says(rows[clusters[-1][1] + 1 :])
            )
            return clusters[n:] if below else ()
    return ()


def _says(rows: Sequence[Row]) -> bool:
    """Whether running text stands in the rows, up to the end of the posts."""
    end = next((n for n, row in enumerate(rows) if row.ends), len(rows))
    return sum(row.mass for row in rows[:end] if row.mass >= MASS and row.shape.sentence) >= 2 * MASS
