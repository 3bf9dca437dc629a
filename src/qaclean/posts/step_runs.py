"""What a run of steps is: the ranges of its lines, and what markup shows of each line."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qaclean.posts.model import Range
from qaclean.posts.step_shapes import lead_of
from qaclean.segments.layout import Layout
from qaclean.text.amounts import is_amount, opens_with_amount

__all__ = ["Marks", "StepRun", "asides_in", "marks_of"]


class StepRun(NamedTuple):
    """The steps below a head as ranges of pieces (what numbers one is the first of its pieces), where the run ends,
    whether numbers or bullets stand before the steps, the lines inside of some that are none of them (captions), whether numbers
    on lines of their own count them, and the heads between them."""

    items: tuple[Range, ...]
    end: int
    marked: bool = False
    asides: tuple[int, ...] = ()
    counted: bool = False
    sections: tuple[Range, ...] = ()


class Marks(NamedTuple):
    """What markup shows of each line: whether an item of a list or a paragraph `begins` there (None for a line of no list that begins one), and
    the level of a heading, or 0; whether most of it is a link, where markup tells."""

    begins: Sequence[bool | None]
    levels: Sequence[int]
    linked: Sequence[bool] = ()


def asides_in(lines: Sequence[str], items: Sequence[Range], taken: Collection[int]) -> Iterator[int]:
    """The lines inside of steps that were not `taken` for any, but for what they need."""
    taken = set(taken)
    for at in (at for first, last in items for at in range(first, last)):
        line = lines[at]
        if at not in taken and not opens_with_amount(line) and not is_amount(line) and not lead_of(line)[0]:
            yield at


def marks_of(layout: Layout | None) -> Marks | None:
    """What the markup of a layout shows of each line, or None without one."""
    if layout is None:
        return None
    begins: list[bool | None] = []
    before = -1
    for origin in layout.origins:
        same = not layout.named and origin.node == before and origin.node >= 0  # lines of one paragraph
        begins.append(False if same else origin.begins if origin.item else None)
        before = origin.node
    linked = [2 * origin.link > len(line) for origin, line in zip(layout.origins, layout.lines, strict=True)]
    return Marks(begins, [origin.level for origin in layout.origins], linked)
