"""Marks of an accepted answer that are words of many other things too (`✓`, `Solution`): they count where they stand beside few posts of a page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.line_rows import Row
from qaclean.posts.line_votes import Beside
from qaclean.rules import load

__all__ = ["marked_posts"]

MAX_LINE = 40  # code points of a mark
NEAR = 6  # rows from a post's words to a mark; between two posts it belongs to the nearer one
MOST = 0.34  # share of the posts beside which a mark may stand: one beside each is a button
FEWEST = 3  # posts that show that
_TRIM = " \xa0\t:.!|()[]【】★☆·"
_VARIANT = "\ufe0f"  # behind marks that are shown as pictures


@lru_cache(maxsize=1)
def _marks() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("post_lines")
    return frozenset(data["accepted_marks"]), tuple(data["accepted_by"])


def marked_posts(rows: Sequence[Row], posts: Sequence[Beside]) -> dict[int, int]:
    """Which of the posts have a mark near above their words or below them, or as their last line, and its row; none where most have it."""
    found: dict[int, int] = {}
    ends = [(post.first, post.last) for post in posts]
    for n, (first, last) in enumerate(ends):
        before = ends[n - 1][1] if n else first - NEAR
        behind = ends[n + 1][0] if n + 1 < len(ends) else last + NEAR
        above = range(max(first - (first - before - 1) // 2, first - NEAR, 0), first)
        below = range(
            last if last > first else last + 1, min(last + (behind - last) // 2, last + NEAR, len(rows) - 1) + 1
        )
        row = next((i for i in (*above, *below) if _is_mark(rows, i)), -1)
        if row >= 0:
            found[n] = row
    few = len(found) == 1 if len(posts) < FEWEST else len(found) <= max(1, MOST * len(posts))
    return found if few else {}


def _is_mark(rows: Sequence[Row], i: int) -> bool:
    words, by = _marks()
    if rows[i].length > MAX_LINE or rows[i].shape.text[-1:] == ":":
        return False
    line = rows[i].shape.text.replace(_VARIANT, "").strip(_TRIM).lower()
    return line.startswith(by) or (line in words and not _counted(rows, i))


def _counted(rows: Sequence[Row], i: int) -> bool:
    """Whether a number stands behind a mark: so many readers gave it."""
    return i + 1 < len(rows) and rows[i + 1].shape.key == "0"
