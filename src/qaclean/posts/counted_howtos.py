"""How-tos of dumps that no head names: below a title that asks how, numbers on lines of their own count what is told, anew for each method."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.counted_steps import counts_from, next_number
from qaclean.posts.howto_model import HowToPart
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import is_told
from qaclean.text.dates import names_a_date
from qaclean.text.titles import asks_how

__all__ = ["counted_parts"]

TOP, MAX_TITLE = 60, 120  # first lines of which one may ask how, and its code points
MOST_ASKING = 3  # different lines among them: the title with the site's name, the way to the page, and again
FEWEST, FEWEST_AGAIN = 3, 2  # steps of the first count, and of one more
MAX_LINES = 12  # of a step
NEAR = 2  # lines between a number and what is told


def counted_parts(lines: Sequence[str]) -> list[HowToPart]:
    """The steps, a part for each count; empty where no title asks how, or where a number counts something else.

    >>> told = ["Switch it off at the wall.", "Lift the lid with both hands.", "Wipe the blades until they shine."]
    >>> rows = ["How to clean a fan", *(row for n, text in enumerate(told, 1) for row in (str(n), text))]
    >>> [part.items for part in counted_parts(rows)], counted_parts(rows[1:])
    ([((1, 3), (3, 5), (5, 7))], [])
    """
    asked = {line.casefold() for line in lines[:TOP] if len(line) <= MAX_TITLE and asks_how(line)}
    if not 0 < len(asked) <= MOST_ASKING:
        return []  # other pages ask, too
    parts: list[HowToPart] = []
    at = 0
    while at < len(lines) - 1:
        items = _count(lines, at) if counts_from(lines, at) >= (FEWEST_AGAIN if parts else FEWEST) else []
        if len(items) >= (FEWEST_AGAIN if parts else FEWEST):
            parts.append(HowToPart("steps", -1, tuple(items), certain=False, marked=True, counted=True))
            at = items[-1][1]
        else:
            at += 1
    return parts


def _count(lines: Sequence[str], first: int) -> list[Range]:
    """The steps that numbers count from line `first` on; empty where one tells nothing, or a day as posts do."""
    starts = [first]
    while (after := next_number(lines, starts[-1], len(starts) + 1)) >= 0:
        starts.append(after)
    items: list[Range] = []
    for at, below in zip(starts, [*starts[1:], min(len(lines), starts[-1] + 1 + MAX_LINES)], strict=True):
        told = next((i for i in range(at + 1, min(below, at + 1 + NEAR)) if is_told(lines[i])), -1)
        if told < 0 or any(names_a_date(lines[i]) for i in range(at, told)):
            return items
        last = told + 1
        while last < min(below, at + MAX_LINES) and is_told(lines[last]):
            last += 1
        items.append((at, last))
    return items
