"""Floors whose line with number and date stands below the words, with the author's name and rank above them.

Between one such floor and the next stand the comments of the first, each with a date of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.line_kinds import is_name
from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import is_button

__all__ = ["Floor", "read_floors"]

FEWEST_ALIKE = 3  # floors that say the same
MOST = 0.8  # share of the floors that must have a name and a rank
_RANK = compile_at_once(r"(?:[^\W\d_]{1,8}\s?)?(?:[Ll][Vv]\.?\s?)?[0-9]{1,2}")
_LEVEL = compile_at_once(r"[0-9]{1,2}")


class Floor(NamedTuple):
    """The row of the author's name, the rows of the words, those of the comments below, and where the floor's lines begin."""

    name: int
    rows: tuple[int, ...]
    comments: tuple[int, ...]
    start: int


def read_floors(rows: Sequence[Row], clusters: Sequence[tuple[int, int]], asked: Sequence[int]) -> list[Floor]:
    """The floors of a page, the first of them the question's, whose words are the rows `asked`; none where they are not made so.

    `clusters` are the first and last rows of the lines with number and date.
    """
    floors: list[Floor] = []
    bounds = [last + 1 for _, last in clusters]
    for n, (at, _) in enumerate(clusters):
        low = bounds[n - 1] if n else max(asked[0] - 3, 0) if asked else at
        comments, start = _comments(rows, low, at) if n else ((), low)
        if comments:
            floors[-1] = floors[-1]._replace(comments=comments)
        floors.append(_floor(rows, start, at))
    last = next((i for i in range(bounds[-1], len(rows)) if rows[i].ends), bounds[-1])
    floors[-1] = floors[-1]._replace(comments=_comments(rows, bounds[-1], last)[0])
    floors = _without_template(rows, floors)
    named = sum(floor.name >= 0 for floor in floors)
    return floors if named >= MOST * len(floors) and all(floor.rows for floor in floors[1:]) else []


def _without_template(rows: Sequence[Row], floors: Sequence[Floor]) -> list[Floor]:
    """The floors without the lines that nearly all of them say."""
    said = Counter(key for floor in floors for key in {rows[i].shape.key for i in floor.rows if rows[i].repeated})
    common = {key for key, count in said.items() if count >= max(FEWEST_ALIKE, MOST * len(floors))}
    return [floor._replace(rows=tuple(i for i in floor.rows if rows[i].shape.key not in common)) for floor in floors]


def _comments(rows: Sequence[Row], low: int, high: int) -> tuple[tuple[int, ...], int]:
    """The rows of comments from `low` on, up to the last date of one, and the row behind that."""
    dated = [i for i in range(low, high) if rows[i].shape.date and rows[i].mass == 0]
    end = dated[-1] + 1 if dated else low
    return tuple(i for i in range(low, end) if i not in dated and not _is_furniture(rows[i])), end


def _is_furniture(row: Row) -> bool:
    return is_button(row.shape) or row.shape.mark


def _floor(rows: Sequence[Row], start: int, at: int) -> Floor:
    """The floor of the rows `[start, at)`: name, rank, words."""
    own = [i for i in range(start, at) if not _is_furniture(rows[i])]
    if len(own) < 3 or not is_name(rows[own[0]]):
        return Floor(-1, tuple(own), (), start)
    words = [rows[i].shape.text.strip() for i in own[1:3]]
    if _RANK.fullmatch(words[0]):
        return Floor(own[0], tuple(own[2:]), (), start)
    if len(own) > 3 and is_name(rows[own[1]]) and _LEVEL.fullmatch(words[1]):
        return Floor(own[0], tuple(own[3:]), (), start)
    return Floor(-1, tuple(own), (), start)
