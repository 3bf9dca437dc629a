"""The votes of posts in a text without layout: lines that say a count of them, and numbers beside the button that gives one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.posts.attributions import read_attribution
from qaclean.posts.line_rows import Row
from qaclean.rules import load
from qaclean.text.counts import whole_count

__all__ = ["Beside", "read_votes"]

MAX_LINE = 24  # code points of a line that counts votes
TAIL = 16  # rows of a tail that are looked at


class Beside(NamedTuple):
    """The rows `[low, high)` above a post's words and below them, and its first row."""

    head: tuple[int, int]
    tail: tuple[int, int]
    first: int


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("post_lines")["beside_votes"])


def read_votes(rows: Sequence[Row], posts: Sequence[Beside], *, numbered: bool) -> list[int | None]:
    """The votes of each post: of the places above and below the posts the one that tells more of them.

    What is below one post is above the next too: only the first post and the last one show which it is. `numbered`: a number alone right
    above the words counts where each post has one.
    """
    below = [_first(rows, range(post.tail[0], min(post.tail[1], post.tail[0] + TAIL))) for post in posts]
    above = [_first(rows, range(post.head[1] - 1, post.head[0] - 1, -1)) for post in posts]
    told = max((below, above), key=lambda votes: sum(vote is not None for vote in votes))
    if numbered and all(vote is None for vote in told):
        numbers = [_number(rows, post.first - 1) for post in posts]
        return numbers if None not in numbers else told
    return told


def _first(rows: Sequence[Row], at: range) -> int | None:
    return next((votes for i in at if (votes := _votes(rows, i)) is not None), None)


def _votes(rows: Sequence[Row], i: int) -> int | None:
    """The votes that a row tells: `赞(3)`, `286 人赞同了该回答`, or a number with the button on the line before or behind."""
    row = rows[i]
    if row.length > MAX_LINE or "0" not in row.shape.key or row.shape.date:
        return None
    if row.shape.key.strip("()+") != "0":
        said = read_attribution(row.shape.text)
        return said.votes if said is not None and said.floor is None else None
    beside = (rows[j].shape.text.strip(" :()").lower() for j in (i - 1, i + 1) if 0 <= j < len(rows))
    return whole_count(row.shape.text) if any(word in _buttons() for word in beside) else None


def _number(rows: Sequence[Row], i: int) -> int | None:
    return whole_count(rows[i].shape.text) if i >= 0 and rows[i].shape.key.lstrip("-") == "0" else None
