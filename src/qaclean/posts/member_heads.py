"""Heads that tell of members: how many posts each wrote, since when, with what rank. Forums show this beside each post, no site does beside comments on an article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.line_names import ranks_member
from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import DATE
from qaclean.rules import load

__all__ = ["show_members", "tells_member"]

FEWEST, MOST = 3, 0.6  # posts in whose heads such lines stand, and their share of all
ABOVE = 16  # rows above the date of the first post
MAX_LINE = 60  # code points
_PARTED = compile_at_once(r"\s?[·•|,]\s|\s{2,8}")
_COUNT = compile_at_once(rf"(?<!\w)0(?!\w)|{DATE}")  # in a shape
_TRIM = " \xa0\t:：*"


def show_members(rows: Sequence[Row], posts: Sequence[LinePost]) -> bool:
    """Whether the heads of most posts tell of members."""
    held = [post for post in posts if post.rows]
    if len(held) < FEWEST:
        return False
    top = held[0].place.anchor[0] if held[0].place.anchor is not None else held[0].rows[0]
    starts = [max(top - ABOVE, 0), *(post.rows[-1] + 1 for post in held[:-1])]
    told = sum(
        any(tells_member(rows, i) for i in range(low, post.rows[0])) for low, post in zip(starts, held, strict=True)
    )
    return told >= max(FEWEST, MOST * len(held))


def tells_member(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is a member's rank, or counts what he wrote: on one line or with the number on the next.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> lines = ["Senior Member", "1,430 posts · Joined 2022", "Messages", "196", "3 replies"]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> [tells_member(rows, i) for i in range(5)]
    [True, True, True, False, False]
    """
    row = rows[at]
    if row.length > MAX_LINE or row.shape.mark or row.shape.sentence:
        return False
    if ranks_member(row.shape.text):
        return True
    words = _words()
    if row.shape.text.lower().strip(_TRIM) in words:
        below = rows[at + 1].shape if at + 1 < len(rows) else None
        return below is not None and _COUNT.match(below.key) is not None
    parts = _PARTED.split(row.shape.key.lower())
    return any(_COUNT.sub("", part).strip(_TRIM) in words for part in parts if _COUNT.search(part))


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(load("post_lines")["member_counts"])
