"""Where steps that numbers count begin: far below the materials without a head, or below what introduces them."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.step_shapes import count_follows, is_told, lead_of, number_of, numbers
from qaclean.text.amounts import is_amount, opens_with_amount
from qaclean.text.section_heads import part_of

__all__ = ["above_counted", "introduced"]

INTRODUCED = 6  # lines between the head of counted steps and the first


def above_counted(lines: Sequence[str], head: int, reach: int) -> int:
    """The line above the first of steps that numbers on lines of their own count, within `reach` lines below line `head`; -2 for none.

    >>> above_counted(["80 g oats", "Allergens", "1", "Toast them.", "2", "Serve."], 0, 9)
    1
    """
    for i in range(head + 1, min(head + 1 + reach, len(lines) - 1)):
        if numbers(lines[i], lines[i + 1]) and _begins(lines, i):
            return i - 1
    return -2


def introduced(lines: Sequence[str], head: int) -> int:
    """The line above the first of counted steps, where sentences stand between it and the head in line `head`; else the head.

    >>> introduced(["Steps", "This one is for two.", "1. Toast it.", "2. Serve it."], 0)
    1
    """
    for i in range(head + 1, min(head + 1 + INTRODUCED, len(lines) - 1)):
        if part_of(lines[i]):
            break
        if _begins(lines, i):
            above = lines[head + 1 : i]
            return i - 1 if any(map(is_told, above)) and not any(lead_of(row)[0] for row in above) else head
    return head


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether a line has the first number, and the next comes soon."""
    counted = number_of(lines[at], lines[at + 1]) == 1 and (is_amount(lines[at]) or not opens_with_amount(lines[at]))
    return counted and count_follows(lines, at, 2)
