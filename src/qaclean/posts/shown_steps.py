"""The lines in which a page shows the steps that it declares: by their names and texts, whatever else is shown of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import numbers_step
from qaclean.segments.layout import Layout
from qaclean.text.text_index import TextIndex

__all__ = ["shown_steps", "step_titles"]

STEP_LINES = 60  # of one step
NEAR = 3  # lines between the name of a step and its text
MAX_TITLE = 120  # code points
_SOLID = compile_at_once(r"[\W_]+")


def shown_steps(steps: Sequence[tuple[str, str]], index: TextIndex, at: int, layout: Layout) -> Iterator[Range]:
    """The lines of each declared step (its name, its text) that stand from line `at` on.

    One that is declared with all others in one text, or that the page shows as several items of a list, is a step an item or a line.
    """
    found = list(_found(steps, index, at))
    if len(steps) == 1:
        yield from (part for first, last, _ in found for part in _parts((first, last), layout))
        return
    for first, last in _whole(found, at, layout):
        items = range(first, last)
        if len(items) > 1 and all(layout.origins[i].begins for i in items) and _are_level(layout, items):
            yield from ((i, i + 1) for i in items)
        else:
            yield first, last


def _whole(found: Sequence[tuple[int, int, bool]], at: int, layout: Layout) -> list[Range]:
    """The rows with the numbers above them; where a name alone is found, with what stands below it up to the next step, below the last as much as
    below the others."""
    lines = layout.lines
    rows: list[Range] = []
    for number, (first, last, named) in enumerate(found):
        low = rows[-1][1] if rows else at
        while first > low and numbers_step(lines[first - 1], ""):
            first -= 1
        if named and number + 1 < len(found):
            last = _goes_on(last, found[number + 1][0], lines)
        elif named and rows and not any(origin.level for origin in layout.origins[last : last + 1]):
            last = min(last + min(b - a for a, b in rows) - (last - first), len(lines))
        rows.append((first, max(last, first + 1)))
    return rows


def _found(steps: Sequence[tuple[str, str]], index: TextIndex, at: int) -> Iterator[tuple[int, int, bool]]:
    """The lines of each step in their order, and whether its name alone stands there."""
    for name, text in steps:
        named = index.find(name, at) if name else None
        if named is not None and not index.begins_line(name, named[0]):
            named = None
        told = index.find(text, at) if text else None
        if named is not None and told is not None and not named[0] <= told[0] <= named[1] + NEAR:
            below = index.find(text, named[1])  # a page may tell its steps twice, once with their names
            near = below is not None and below[0] <= named[1] + NEAR
            named, told = (named, below) if near else (None, told)
        found = [row for row in (named, told) if row is not None]
        if found:
            first, last = min(row[0] for row in found), max(row[1] for row in found)
            if name and first > at and index.is_line(name, first - 1):  # a name too short to be looked up
                first -= 1
            if last - first <= STEP_LINES:
                yield first, last, told is None and bool(text) and index.is_line(name, first)
                at = last


def _goes_on(last: int, end: int, lines: Sequence[str]) -> int:
    """The end of a step whose text is not shown as declared: above the next step and its number."""
    while end > last and numbers_step(lines[end - 1], ""):
        end -= 1
    return end if end - last <= STEP_LINES else last


def _parts(row: Range, layout: Layout) -> list[Range]:
    """The lines of steps that are declared in one text, without headings and numbers between them."""
    lines = [i for i in range(*row) if not layout.origins[i].level and not numbers_step(layout.lines[i], "")]
    return [(i, i + 1) for i in lines] if len(lines) > 1 else [row]


def _are_level(layout: Layout, items: Sequence[int]) -> bool:
    return all(layout.origins[a].item == layout.origins[b].item for a, b in pairwise(items))


def step_titles(steps: Sequence[tuple[str, str]]) -> frozenset[str]:
    """The names of steps that say more than their number or how their text begins.

    >>> sorted(step_titles([("Step 1", "Boil it."), ("Boil", "Boil it."), ("The broth", "Boil it."), ("The rice", "Rinse it.")]))
    ['The broth', 'The rice']
    """
    rows = []
    for name, text in steps:
        words, told = _SOLID.sub("", name).casefold(), _SOLID.sub("", text).casefold()
        if words and told and len(name) <= MAX_TITLE and not told.startswith(words) and not numbers_step(name, ""):
            rows.append(name)
    return frozenset(rows) if len(rows) > 1 else frozenset()
