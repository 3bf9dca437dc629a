"""Posts below names that stand there twice, one below the other: the text of the member's picture and the link to the member, where no date heads posts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.posts.line_kinds import is_name
from qaclean.posts.line_names import is_valid_name
from qaclean.posts.line_rows import MASS, Anchors, Row
from qaclean.posts.line_words import counts_answers, heads_answers

__all__ = ["named_twice"]

SCORE = 2.0
FEWEST = 2  # different names


def named_twice(rows: Sequence[Row], closed: Sequence[bool]) -> list[Anchors]:
    """The names said twice below a head of answers, each with running text below it; none where they are no heads of posts."""
    head = next((row.at for row in rows if heads_answers(row.shape) or counts_answers(row.shape)), len(rows))
    pairs = [
        (one.at, other.at)
        for one, other in pairwise(rows[head:])
        if one.shape.key and one.shape.text == other.shape.text and not closed[one.at] and _is_name(one)
    ]
    pairs = pairs[: next((n for n, (a, _) in enumerate(pairs) if rows[a - 1].ends), len(pairs))]  # a card of the author
    if len({rows[a].shape.text for a, _ in pairs}) < FEWEST:
        return []
    ends = [*(a for a, _ in pairs[1:]), len(rows)]
    told = [_says(rows[b + 1 : end]) for (_, b), end in zip(pairs, ends, strict=True)]
    return [Anchors(tuple(pairs), SCORE, "named")] if all(told) else []


def _is_name(row: Row) -> bool:
    return is_name(row) and is_valid_name(row.shape.text)


def _says(rows: Sequence[Row]) -> bool:
    """Whether running text stands in the rows."""
    return any(row.mass >= 2 * MASS and row.shape.sentence for row in rows)
