"""Edges of posts: rows that stand at the beginning or the end of what somebody wrote and are none of it.

The title said again above a post, the signature below a drawn line, the links to the thread's other pages behind the last post.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import is_gone

__all__ = ["cut_edges"]

MAX_SIGNATURE = 8  # rows
_LINE = re.compile(r"_{5,80}")
_BAR = re.compile(r"\s[|·•]\s")
MENU_ENTRIES, MENU_WORDS = 4, 24  # of a menu in one row, and code points of an entry
_NUMBER = re.compile("0")
MIN_NUMBERS = 2  # of a row of page links


def cut_edges(
    rows: Sequence[Row], posts: Sequence[Sequence[int]], said: Sequence[bool], first: int
) -> list[tuple[int, ...]]:
    """The rows of each post that are its own; `said` are those that say the page's title, `first` is the first anchor's row."""
    *above, last = posts
    own = [_own_rows(rows, post, said, frozenset()) for post in above]
    return [*own, _without_menu(rows, _own_rows(rows, last, said, _page_links(rows, first)))]


def _own_rows(rows: Sequence[Row], post: Sequence[int], said: Sequence[bool], links: frozenset[str]) -> tuple[int, ...]:
    """The own rows of a post, none of one that was deleted; `links` are the shapes of page links."""
    if post and is_gone(rows[post[0]].shape):
        return ()
    first = next((k for k, i in enumerate(post) if not said[i]), 0)
    end = next((k for k, i in enumerate(post) if k > first and rows[i].shape.key in links), len(post))
    return _without_signature(rows, post[first:end])


def _without_menu(rows: Sequence[Row], post: Sequence[int]) -> tuple[int, ...]:
    """The rows of the last post up to the page's menu."""
    end = next((k for k, i in enumerate(post) if _is_menu(rows[i])), len(post))
    return tuple(post[:end])


def _is_menu(row: Row) -> bool:
    """Whether a row is short words with bars or dots between them."""
    parts = _BAR.split(row.shape.text)
    return len(parts) >= MENU_ENTRIES and max(map(len, parts)) <= MENU_WORDS and not row.shape.sentence


def _without_signature(rows: Sequence[Row], post: Sequence[int]) -> tuple[int, ...]:
    for k in range(1, len(post)):
        if _LINE.fullmatch(rows[post[k]].shape.text) and len(post) - k <= MAX_SIGNATURE + 1:
            return tuple(post[:k])
    return tuple(post)


def _page_links(rows: Sequence[Row], first: int) -> frozenset[str]:
    """The shapes of rows of numbers that stand above the first anchor and come again: links to the pages of a thread."""
    return frozenset(
        row.shape.key
        for row in rows[:first]
        if row.repeated and not row.shape.sentence and len(_NUMBER.findall(row.shape.key)) >= MIN_NUMBERS
    )
