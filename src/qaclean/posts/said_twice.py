"""Posts whose beginning stands above them once more: a teaser, a button that shows the rest, and then all of it."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_rows import Row

__all__ = ["without_teaser"]

FEWEST = 40  # code points that are said again: fewer may be said twice in earnest
MOST = 40  # lines of a teaser
_CUT = " .\u2026"  # what a cut line ends with


def without_teaser(rows: Sequence[Row], post: Sequence[int]) -> Sequence[int]:
    """The rows of a post without those that it begins with and that come again, all of them, in this order and as far as they go, behind a line of the
    site.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> lines = ["Oil the chain, then turn the pedals.", "Wipe it...", "Read on", "Oil the chain, then turn the pedals.", "Wipe it with a rag."]
    >>> rows = [Row(i, shape_of(line), len(line), 9.0, 0, False, False) for i, line in enumerate(lines)]
    >>> without_teaser(rows, [0, 1, 3, 4]), without_teaser(rows, [0, 3, 4])
    ([3, 4], [0, 3, 4])
    """
    length = 0
    for size in range(1, min(MOST, len(post) // 2) + 1):
        length += rows[post[size - 1]].length
        apart = post[size] > post[size - 1] + 1
        if (
            apart
            and length >= FEWEST
            and all(_goes_on(rows[a], rows[b]) for a, b in zip(post, post[size : 2 * size], strict=False))
        ):
            return post[size:]
    return post


def _goes_on(cut: Row, whole: Row) -> bool:
    """Whether a line says another and more, or the same."""
    return whole.shape.text.startswith(cut.shape.text.rstrip(_CUT))
