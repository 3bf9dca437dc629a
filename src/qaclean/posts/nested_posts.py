"""Posts that answer another one: what a line in the head of each ends with tells how deep it stands (`level 2`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.line_rows import Row
from qaclean.posts.model import Post
from qaclean.posts.post_dates import Place
from qaclean.rules import load

__all__ = ["depth_told", "nested"]

MAX_LINE = 80  # code points: buttons may be glued before it
MOST, GROWS = (
    0.65,
    0.9,
)  # share of the posts that must tell their depth (one that is gone may not), and of those at most one deeper


@lru_cache(maxsize=1)
def _depth() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("post_lines")["depths"]))
    return compile_at_once(rf"(?:^|\s)(?i:{words})\s([1-9][0-9]?)(?:\s\[\w{{1,16}}\])?$")


def depth_told(rows: Sequence[Row], place: Place) -> int:
    """How deep the head of a post says that it stands, from 1 on; 0 where it does not. A post that is gone may leave its line above."""
    for i in reversed(range(*place.head)):
        match = _depth().search(rows[i].shape.text) if rows[i].length <= MAX_LINE else None
        if match is not None:
            return int(match[1])
    return 0


def nested(posts: Sequence[Post], depths: Sequence[int]) -> list[Post]:
    """The posts of the first depth, each with those that stand deeper below it as its follow-ups; all where some do not tell their depth, or
    it is none since it grows by more than one (the level of a member).

    >>> [len(post.followups) for post in nested([Post([(0, 1)]), Post([(1, 2)]), Post([(2, 3)])], [1, 2, 1])]
    [1, 0]
    """
    told = [depth for depth in depths if depth]
    if not told or len(told) < MOST * len(posts) or told[0] != min(told) or min(told) == max(told):
        return list(posts)
    if sum(after <= before + 1 for before, after in pairwise(told)) < GROWS * (len(told) - 1):
        return list(posts)
    top: list[Post] = []
    for post, depth in zip(posts, depths, strict=True):
        if depth > min(told) and top:
            top[-1] = top[-1]._replace(followups=[*top[-1].followups, post.ranges, *post.followups])
        else:
            top.append(post)
    return top
