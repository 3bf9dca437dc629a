"""Edges of posts: rows that stand at the beginning or the end of what somebody wrote and are none of it.

The title said again above a post, the signature below a drawn line, the links to the thread's other pages behind the last post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import is_gone

__all__ = ["own_rows", "page_links"]

MAX_SIGNATURE = 8  # rows
_LINE = re.compile(r"_{5,80}")
_NUMBER = re.compile("0")
MIN_NUMBERS = 2  # of a row of page links


def own_rows(rows: Sequence[Row], post: Sequence[int], said: Sequence[bool], links: frozenset[str]) -> tuple[int, ...]:
    """The rows of a post that are its own, none of one that was deleted; `said` are those that say the page's title, `links` the shapes of page links."""
    if post and is_gone(rows[post[0]].shape):
        return ()
    first = next((k for k, i in enumerate(post) if not said[i]), 0)
    end = next((k for k, i in enumerate(post) if k > first and rows[i].shape.key in links), len(post))
    for k in range(first + 1, end):
        if _LINE.fullmatch(rows[post[k]].shape.text) and end - k <= MAX_SIGNATURE + 1:
            end = k
            break
    return tuple(post[first:end])


def page_links(rows: Sequence[Row], first: int) -> frozenset[str]:
    """The shapes of rows of numbers that stand above the first anchor and come again: links to the pages of a thread."""
    return frozenset(
        row.shape.key
        for row in rows[:first]
        if row.repeated and not row.shape.sentence and len(_NUMBER.findall(row.shape.key)) >= MIN_NUMBERS
    )
