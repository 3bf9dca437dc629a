"""Cards of members behind the head of a post: ranks, and labels with their values (`Junior Member`, `Join Date`, `May 2013`, `Posts`, `5`), above its words."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_names import is_told_of_member, ranks_member
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import is_button

__all__ = ["end_of_card"]

MOST_ROWS = 16  # of such a card
MAX_VALUE = 24  # code points of what stands behind a label


def end_of_card(rows: Sequence[Row], start: int, end: int) -> int:
    """The row behind the card that begins at `start`, or `start` where none does.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> lines = ["Junior Member", "Join Date", "May 2013", "Posts", "5", "It starts and dies."]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> end_of_card(rows, 0, 6), end_of_card(rows, 5, 6)
    (5, 5)
    """
    i = behind = start
    while i < min(end, start + MOST_ROWS):
        row = rows[i]
        if row.mass >= MASS:
            break
        if row.shape.mark:
            i += 1
            continue
        step = _told(rows, i, end)
        if not step:
            break
        i += step
        behind = i
    return behind if any(_says(row) for row in rows[behind:end]) else start


def _told(rows: Sequence[Row], at: int, end: int) -> int:
    """How many rows tell something of a member at a row: a rank, a label with its value on the line or below it; 0 where none does."""
    text = rows[at].shape.text
    label, colon, value = text.partition(":")
    if colon and value.strip():
        return int(len(value) <= MAX_VALUE and is_told_of_member(label))
    if ranks_member(text):
        return 1
    below = rows[at + 1] if at + 1 < end else None
    counts = below is not None and below.length <= MAX_VALUE and "0" in below.shape.key and not below.shape.sentence
    return 2 if counts and is_told_of_member(text) else 0


def _says(row: Row) -> bool:
    return not row.shape.mark and not row.ends and not is_button(row.shape)
