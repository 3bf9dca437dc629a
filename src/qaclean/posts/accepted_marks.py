"""Marks of an accepted answer that are words of many other things too (`✓`, `Solution`): they count where they stand beside few posts of a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.line_rows import Row
from qaclean.posts.line_votes import Beside
from qaclean.rules import load

__all__ = ["marked_posts"]

MAX_LINE = 40  # code points of a mark
ABOVE = 5  # rows above a post's words
BELOW = 8  # ... below them
MOST = 0.34  # share of the posts beside which a mark may stand: one beside each is a button
FEWEST = 3  # posts that show that
_TRIM = " \xa0\t:.!|()[]【】★☆·"
_VARIANT = "\ufe0f"  # behind marks that are shown as pictures


@lru_cache(maxsize=1)
def _marks() -> tuple[frozenset[str], tuple[str, ...]]:
    data = load("post_lines")
    return frozenset(data["accepted_marks"]), tuple(data["accepted_by"])


def marked_posts(rows: Sequence[Row], posts: Sequence[Beside]) -> frozenset[int]:
    """Which of the posts have a mark above their words or below them; none where most have it."""
    words, by = _marks()
    found: Counter[int] = Counter()
    for n, post in enumerate(posts):
        low, high = _around(posts, n)
        high = min(high, len(rows))
        for i in [*range(low, post.first), *range(post.last + 1, high)]:
            row = rows[i]
            if row.length <= MAX_LINE:
                line = row.shape.text.replace(_VARIANT, "").strip(_TRIM).lower()
                if line.startswith(by) or (line in words and not _counted(rows, i)):
                    found[n] += 1
                    break
    few = len(found) == 1 if len(posts) < FEWEST else len(found) <= max(1, MOST * len(posts))
    return frozenset(found) if few else frozenset()


def _counted(rows: Sequence[Row], i: int) -> bool:
    """Whether a number stands behind a mark: so many readers gave it."""
    return i + 1 < len(rows) and rows[i + 1].shape.key == "0"


def _around(posts: Sequence[Beside], n: int) -> tuple[int, int]:
    """The first row above a post's words that is its own, and the row behind the last one below them: between two posts the head parts them."""
    post = posts[n]
    before = posts[n - 1].last + 1 if n else max(0, post.first - ABOVE)
    behind = posts[n + 1].first if n + 1 < len(posts) else post.last + 1 + BELOW
    if post.head[1] <= post.first:  # the head stands above the words
        low = max(before, min(post.head[0], post.first))
        after = posts[n + 1].head[0] if n + 1 < len(posts) else behind
        return low, min(after, behind, post.last + 1 + BELOW)
    return max(before, post.first - ABOVE), min(post.head[1], behind)
