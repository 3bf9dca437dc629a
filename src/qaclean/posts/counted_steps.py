"""Where steps that numbers count begin: far below the materials without a head, or below what introduces them."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.step_shapes import MORE_LINES, count_follows, is_told, lead_of, number_of, numbers
from qaclean.text.amounts import is_amount, opens_with_amount
from qaclean.text.section_heads import part_of

__all__ = ["above_counted", "begins_named_count", "counts_from", "introduced", "next_number"]

_FIRST_STEP = compile_at_once(r"([^\W\d_]{3,14})\s?#?1\s?[.:]?(?:\s?/\s?[0-9]{1,2})?")
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


def counts_from(lines: Sequence[str], at: int) -> int:
    """How many steps numbers on lines of their own count from line `at` on; 0 where it has not the first number.

    >>> counts_from(["1", "Toast them.", "2", "Serve.", "Enjoy them."], 0), counts_from(["2", "Serve."], 0)
    (2, 0)
    """
    if at + 1 >= len(lines) or not numbers(lines[at], lines[at + 1]) or number_of(lines[at], lines[at + 1]) != 1:
        return 0
    number, last = 1, at
    while (after := next_number(lines, last, number + 1)) >= 0:
        number, last = number + 1, after
    return number


def begins_named_count(lines: Sequence[str], at: int) -> bool:
    """Whether a line is the word of the first step with its number, or with that below it, and the second step with the same word comes soon.

    >>> begins_named_count(["Step", "1", "Stir it.", "Step", "2", "Bake it."], 0), begins_named_count(["Onion 1", "Eggs 2"], 0)
    (True, False)
    """
    first = _FIRST_STEP.fullmatch(" ".join(lines[at : at + 2]) if lines[at].isalpha() else lines[at])
    if first is None:
        return False
    for k in range(at + 1, min(at + 1 + MORE_LINES, len(lines))):
        line = lines[k]
        if line.startswith(first[1]) and line[len(first[1]) :].strip(" #.:")[:1] in ("2", ""):
            return number_of(line, "".join(lines[k + 1 : k + 2])) == 2
    return False


def next_number(lines: Sequence[str], at: int, number: int) -> int:
    """The line soon behind line `at` that is only that number, above the head of another part; -1 for none."""
    for k in range(at + 1, min(at + 1 + MORE_LINES, len(lines) - 1)):
        if part_of(lines[k]):
            return -1
        if numbers(lines[k], lines[k + 1]) and number_of(lines[k], lines[k + 1]) == number:
            return k
    return -1


def _begins(lines: Sequence[str], at: int) -> bool:
    """Whether a line has the first number, and the next comes soon."""
    counted = number_of(lines[at], lines[at + 1]) == 1 and (is_amount(lines[at]) or not opens_with_amount(lines[at]))
    return counted and count_follows(lines, at, 2)
