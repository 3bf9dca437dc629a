"""Marks of an accepted answer that are words of many other things too (`✓`, `Solution`): they count where they stand beside few posts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from qaclean.patterns import compile_at_once
from qaclean.posts.line_rows import Row
from qaclean.posts.line_votes import Beside
from qaclean.rules import load

__all__ = ["marked_elements", "marked_posts"]

MAX_LINE = 56  # code points of a mark
NEAR = 6  # rows from a post's words to a mark; between two posts it belongs to the nearer one
MOST = 0.34  # share of the posts beside which a mark may stand: one beside each is a button
FEWEST = 3  # posts that show that
MAX_ELEMENTS = 400  # of a post that are looked at
_NO_MARKS = frozenset(("script", "style", "blockquote", "pre", "code", "textarea", "option"))
_TRIM = " \xa0\t:.!|()[]【】★☆·"
_VARIANT = "\ufe0f"  # behind marks that are shown as pictures


@lru_cache(maxsize=1)
def _marks() -> tuple[frozenset[str], tuple[str, ...], re.Pattern[str]]:
    data, said = load("post_lines"), load("attributions")
    words = {word.lower().strip(_TRIM) for key in ("accepted", "above", "below") for word in said[key]}
    return (
        frozenset((*data["accepted_marks"], *words)),
        tuple(data["accepted_by"]),
        compile_at_once(data["accepted_said"]),
    )


def marked_posts(rows: Sequence[Row], posts: Sequence[Beside]) -> dict[int, int]:
    """Which of the posts have a mark near above their words or below them, or as their first or last line, and its row; none where most have it."""
    found: dict[int, int] = {}
    ends = [(post.first, post.last) for post in posts]
    for n, (first, last) in enumerate(ends):
        before = ends[n - 1][1] if n else first - NEAR
        behind = ends[n + 1][0] if n + 1 < len(ends) else last + NEAR
        above = range(max(first - (first - before - 1) // 2, first - NEAR, 0), first + (last > first))
        below = range(
            last if last > first else last + 1, min(last + (behind - last) // 2, last + NEAR, len(rows) - 1) + 1
        )
        row = next((i for i in (*above, *below) if _is_mark(rows, i)), -1)
        if row >= 0:
            found[n] = row
    few = len(found) == 1 if len(posts) < FEWEST else len(found) <= max(1, MOST * len(posts))
    return found if few else {}


def _is_mark(rows: Sequence[Row], i: int) -> bool:
    if rows[i].length > MAX_LINE:
        return False
    return _says_accepted(rows[i].shape.text) and not _counted(rows, i)


def _says_accepted(text: str) -> bool:
    """Whether a short text says that an answer was accepted.

    >>> [_says_accepted(text) for text in ("✓", "Accepted by ann", "本回答被题主选为最佳回答", "Vom Fragesteller als hilfreich ausgezeichnet", "Solution:", "网友采纳")]
    [True, True, True, True, False, False]
    """
    if text[-1:] == ":":
        return False
    words, by, told = _marks()
    line = text.replace(_VARIANT, "").strip(_TRIM).lower()
    return line in words or line.startswith(by) or told.fullmatch(line) is not None


def marked_elements(posts: Sequence[Any]) -> list[bool]:
    """Which of the elements of posts hold an element whose whole text is such a mark; none where many do, for then it is a button.

    >>> from lxml import etree
    >>> page = etree.HTML("<div><p><i>Best answer</i>Switch it off.</div><div><p>No idea.</div>")
    >>> marked_elements(page.findall(".//div"))
    [True, False]
    """
    marked = [any(map(_says_accepted, _texts(post))) for post in posts]
    few = sum(marked) <= 1 if len(posts) < FEWEST else sum(marked) <= max(1, MOST * len(posts))
    return marked if few else [False] * len(posts)


def _texts(post: Any) -> Iterator[str]:
    for count, inner in enumerate(post.iter()):
        if count > MAX_ELEMENTS:
            return
        if type(inner.tag) is str and len(inner) <= 1 and inner.tag not in _NO_MARKS:
            text = inner.text if not len(inner) else inner[0].tail
            if text and len(text) <= 2 * MAX_LINE and (words := " ".join(text.split())) and len(words) <= MAX_LINE:
                yield words


def _counted(rows: Sequence[Row], i: int) -> bool:
    """Whether a number stands behind a mark: so many readers gave it."""
    return i + 1 < len(rows) and rows[i + 1].shape.key == "0"
