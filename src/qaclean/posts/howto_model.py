"""What a how-to is: its lists of materials and of steps, its title, its questions, and what is said below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from qaclean.posts.model import Post, Range, TitleSpan

__all__ = ["HowTo", "HowToPart"]

FEWEST_STEPS = 3  # that make a list of steps certain


class HowToPart(NamedTuple):
    """A list of a how-to: the piece of its head (-1 for none) and the ranges of its items; `certain` where the head is one by its whole words,
    `marked` where numbers or bullets stand before the items,
    `declared` where the page declares them: its layout has them as a list; `sections` are the ranges of the heads between the items, `asides` are lines inside of
    items that are none of them, `counted` where a line of its own with the number stands above each."""

    kind: Literal["steps", "materials"]
    head: int
    items: tuple[Range, ...]
    certain: bool = True
    marked: bool = False
    declared: bool = False
    sections: tuple[Range, ...] = ()
    asides: tuple[int, ...] = ()
    counted: bool = False


class HowTo(NamedTuple):
    """The parts of a page's how-to, in order; `sure` where both what is needed and what to do stand there;
    `title` is where a dump says what it is called, `comments` are
    what is said below, `questions` the pairs of question and answer that it tells besides, `retold` the first line of its steps told another time, above (-1 for none)."""

    parts: tuple[HowToPart, ...]
    sure: bool
    title: TitleSpan | None = None
    comments: tuple[Range, ...] = ()
    retold: int = -1
    questions: tuple[tuple[Range, Range], ...] = ()

    @property
    def content(self) -> list[Range]:
        """The ranges of pieces of the parts."""
        heads = [(part.head, part.head + 1) for part in self.parts if part.head >= 0]
        return [
            *heads,
            *(head for part in self.parts for head in part.sections),
            *(item for part in self.parts for item in part.items),
        ]

    @property
    def has_certain_steps(self) -> bool:
        """Whether a part is several steps below a head by its whole words."""
        return any(part.kind == "steps" and part.certain and len(part.items) >= FEWEST_STEPS for part in self.parts)

    @property
    def has_steps(self) -> bool:
        """Whether a part is one of steps."""
        return any(part.kind == "steps" for part in self.parts)

    @property
    def end(self) -> int:
        """The end of the last part."""
        return max(last for _, last in self.content)

    def with_declared(self, steps: Sequence[Range], declared: int, *, titled: bool = False) -> HowTo:
        """The how-to with the steps that the page declares where it shows some, unless one of its parts has just as many as are `declared` (a page
        may tell them in other places too) or more than the page shows of less than half. Where they are `titled` the declared ones know what belongs
        to a step."""
        same = [part for part in self.parts if part.kind == "steps" and len(part.items) == declared]
        materials = [part for part in self.parts if part.kind == "materials"]
        if same and not (titled and steps and same[-1].items[0][0] < steps[-1][1]):
            return self._replace(parts=(*materials, same[-1]))
        told = [part for part in self.parts if part.kind == "steps" and part.certain and len(part.items) > len(steps)]
        if not steps or (told and 2 * len(steps) < declared):
            return self
        kept = [part for part in materials if all(b <= steps[0][0] or a >= steps[-1][1] for a, b in part.items)]
        return self._replace(parts=(*kept, HowToPart("steps", -1, tuple(steps), declared=True)))

    def with_materials(self, items: Sequence[Range]) -> HowTo:
        """The how-to with the lines of the materials that the page declares as the items of a list, and between them what was one before."""
        steps = [held for part in self.parts if part.kind == "steps" for held in part.items]
        items = [row for row in items if not any(a < row[1] and row[0] < b for a, b in steps)]
        if len(items) < 2:
            return self
        low, high = items[0][0], items[-1][1]
        taken = {i for first, last in items for i in range(first, last)}
        parts: list[HowToPart] = []
        head = -1
        for part in self.parts:
            if part.kind == "materials" and part.items[-1][1] > low and part.items[0][0] < high:
                head = part.head if head < 0 else head
                free = ([i for i in range(a, b) if i not in taken] for a, b in part.items)
                items += [(rest[0], rest[-1] + 1) for rest in free if rest and rest[-1] - rest[0] == len(rest) - 1]
            else:
                parts.append(part)
        held = HowToPart("materials", head, tuple(sorted(items)))
        return self._replace(parts=tuple(sorted([*parts, held], key=lambda part: part.items[0])), sure=True)

    def stands_above(self, posts: Sequence[Post]) -> bool:
        """Whether all posts stand below the how-to, which has materials and steps that are counted or listed: they are comments."""
        counted = any(part.kind == "steps" and part.marked and len(part.items) > FEWEST_STEPS for part in self.parts)
        materials = any(part.kind == "materials" for part in self.parts)
        return counted and materials and all(a >= self.end for post in posts for a, _ in post.all_ranges())

    @property
    def first(self) -> int:
        """The first piece of the parts, also where they tell the steps another time."""
        first = min(first for first, _ in self.content)
        return min(first, self.retold) if self.retold >= 0 else first
