"""Names below posts: in the tail of a post, before a counted rank or what follows the names of the page's other posts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.posts.line_names import clean_name, is_rank, is_valid_name
from qaclean.posts.line_rows import Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.post_dates import Place

__all__ = ["name_in_tail"]

TAIL = 16  # rows of a tail that may name the author


def name_in_tail(rows: Sequence[Row], place: Place, follows: Collection[str]) -> str | None:
    """The name in a post's tail: it stands before a counted rank, or what follows the names of the other posts.

    >>> lines = ["Comment", "|", "ann", "|", "LV6"]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> name_in_tail(rows, Place(None, (0, 0), (0, 5)), ())
    'ann'
    """
    high = place.tail[1]
    for i in range(place.tail[0], min(high, place.tail[0] + TAIL)):
        if rows[i].ends:
            return None
        parts = [p for p in rows[i].shape.text.split("|") if p.strip()]
        keys = [shape_of(p.strip()).key for p in parts[1:]]
        if any(_follows_name(key, follows) for key in keys) and is_valid_name(parts[0]):
            return clean_name(parts[0])
        barred = i + 1 < high and rows[i + 1].shape.mark and "|" in rows[i + 1].shape.text
        after = i + 1 + barred
        if after < high and _tells_name(rows[after].shape.key, follows, barred) and is_valid_name(rows[i].shape.text):
            return clean_name(rows[i].shape.text)
    return None


def _follows_name(key: str, follows: Collection[str]) -> bool:
    """Whether a part of a line stands behind names, by the other posts or since it is a rank."""
    return is_rank(key[:2]) or any(
        key == f or key.startswith(f + " ") or f.startswith(key + " ") or _alike(key, f) for f in follows
    )


def _tells_name(key: str, follows: Collection[str], barred: bool) -> bool:
    """Whether a line stands behind a name on a line of its own."""
    if key[:1] == "|":
        return _follows_name(key[1:].strip(), follows)
    return is_rank(key.split(" ")[0]) or (barred and any(_alike(key, f) for f in follows))


def _alike(key: str, other: str) -> bool:
    """Whether two shapes begin with the same counted word: `0级` and `0级 采纳率0%`."""
    first, second = key.split(" ")[0], other.split(" ")[0]
    return bool(first) and (first == second or ("0" in second and len(second) > 1 and first.startswith(second)))
