"""The parts of a how-to: its lists of materials and of steps, by their heads and by the shapes of their lines.

A page whose body is one is no thread: what people say below it are comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from qaclean.posts.counted_steps import above_counted, introduced
from qaclean.posts.cut_rows import cut_rows
from qaclean.posts.cut_steps import read_cut_steps, read_without
from qaclean.posts.listed_needs import needs_below
from qaclean.posts.material_lines import MaterialRun, read_materials, read_unnamed_materials
from qaclean.posts.model import Post, Range, TitleSpan
from qaclean.posts.retold_parts import is_retold
from qaclean.posts.step_lines import read_steps
from qaclean.posts.step_needs import solid, without_needs
from qaclean.posts.step_runs import Marks, StepRun, marks_of
from qaclean.posts.step_shapes import BULLETED, ends_sentence, is_told
from qaclean.posts.unheaded_howtos import are_paragraphs, are_told_below, read_unheaded
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.amounts import opens_with_amount
from qaclean.text.markdown_marks import without_marks
from qaclean.text.section_heads import begins_part, part_of, tabs_below

__all__ = ["HowTo", "HowToPart", "find_howto"]

NEAR = 100  # lines between the end of the materials and the head of the steps
FEWEST_AMOUNTS = 2
SHARE = 0.3  # of the materials with an amount
BEGUN = 12  # ... and a line that only begins with the words of that head
LAST_PARTS = 12  # whose materials the steps below may say again
MOST_TOOLS, MAX_TOOL = 12, 40  # lines of a list without amounts, code points of each
MAX_NAMED = 120  # code points of an item of a list that no head names
FEWEST_STEPS = 3  # where no materials are named
FEWEST_UNHEADED, SHARE_UNHEADED = 4, 0.6  # items of a list with an amount, where no head names materials

_STOPS = ".!?。"


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
    what is said below, `retold` the first line of its steps told another time, above (-1 for none)."""

    parts: tuple[HowToPart, ...]
    sure: bool
    title: TitleSpan | None = None
    comments: tuple[Range, ...] = ()
    retold: int = -1

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


def find_howto(evidence: Sequence[Evidence], layout: Layout | None = None) -> HowTo | None:
    """The how-to of a page, or None."""
    heads = {i: part for i, seen in enumerate(evidence) if seen.length <= 60 and (part := part_of(seen.text))}
    lines = [without_marks(seen.text) for seen in evidence]
    named = layout if layout is not None and layout.named else None
    if named is not None and "steps" not in heads.values() and (found := _unheaded(evidence, named)):
        return found
    first = _first_head(lines, heads)
    if first >= 0:
        found = _whole(_Finder(lines, heads, marks_of(layout), dump=named is None).parts(first), lines)
        if found is not None:
            return found
    return None if named else _without_heads(lines, marks_of(layout))


def _first_head(lines: Sequence[str], heads: Mapping[int, str]) -> int:
    """The first line that is the head of a part for certain; else, of two lines that begin or end with the words of heads (`Ingredients for a plum cake`), that
    of the materials above that of the steps; -1 for none."""
    certain = next((i for i, part in heads.items() if part in ("steps", "materials")), -1)
    if certain >= 0 or sum(map(opens_with_amount, lines)) < FEWEST_AMOUNTS:
        return certain
    materials = -1 - NEAR
    for i, line in enumerate(lines):
        part = begins_part(line)
        if part == "steps" and i <= materials + NEAR:
            return materials
        if part == "materials" and i > materials + NEAR:
            materials = i
    return -1


def _unheaded(evidence: Sequence[Evidence], layout: Layout) -> HowTo | None:
    """The how-to of a page of HTML that names neither part: a list of items that have amounts, and right below it paragraphs that are steps."""
    marks = marks_of(layout)
    at = 0
    while marks is not None and at < len(evidence):
        end = at
        while end < len(evidence) and marks.begins[end] and evidence[end].length <= MAX_NAMED:
            end += 1
        if end - at >= FEWEST_UNHEADED and evidence[end - 1].text:
            amounts = sum(opens_with_amount(seen.text) and not seen.text.isnumeric() for seen in evidence[at:end])
            if amounts >= max(FEWEST_UNHEADED, SHARE_UNHEADED * (end - at)):
                run = read_steps([seen.text for seen in evidence], end - 1, marks)
                if len(run.items) >= FEWEST_STEPS and run.items[0][0] == end and are_paragraphs(run.items, layout):
                    materials = HowToPart("materials", -1, tuple((i, i + 1) for i in range(at, end)))
                    return HowTo(
                        (materials, HowToPart("steps", -1, run.items, False, run.marked, asides=run.asides)), sure=True
                    )
        at = end + 1
    return None


def _without_heads(lines: Sequence[str], marks: Marks | None) -> HowTo | None:
    """The how-to of a dump in which no head names the parts."""
    runs = read_unheaded(lines, marks)
    if runs is None:
        return None
    materials, steps = runs
    told = _part_of(steps, -1, certain=False)
    return HowTo((HowToPart("materials", -1, materials.items), told), sure=False)


def _part_of(run: StepRun, head: int, *, certain: bool) -> HowToPart:
    """The part that steps below a head are."""
    return HowToPart(
        "steps", head, run.items, certain, run.marked, sections=run.sections, asides=run.asides, counted=run.counted
    )


class _Finder:
    """Finds the parts of a page from head to head."""

    def __init__(self, lines: Sequence[str], heads: Mapping[int, str], marks: Marks | None, *, dump: bool) -> None:
        self.lines, self.heads, self.marks, self.dump = lines, heads, marks, dump
        self.cut = cut_rows(lines) if marks is None else None
        self.prose = self.cut.prose(lines) if self.cut is not None else frozenset[int]()
        self.found: list[HowToPart] = []
        self.at = 0  # the first line that is in no part yet

    def parts(self, first: int) -> list[HowToPart]:
        """The parts below the head in line `first`."""
        for i in sorted(self._candidates(first)):
            if i >= self.at:
                part = self.heads.get(i) or begins_part(self.lines[i])
                if part == "materials":
                    self._materials(i)
                elif part == "steps":
                    self._steps(i)
        return self.found

    def _candidates(self, first: int) -> set[int]:
        """Lines that may be heads: what only begins with the words of one counts behind the first of all."""
        certain = [i for i, part in self.heads.items() if part in ("steps", "materials")]
        tabs = tabs_below(self.heads)
        certain = [i for i in certain if i not in tabs]
        begun = (
            i
            for i in range(first + 1, len(self.lines))
            if begins_part(self.lines[i]) in ("steps", "materials") and self.heads.get(i + 1) != "steps"
        )
        return {first, *certain, *begun}

    def _materials(self, head: int) -> None:
        run = read_materials(self.lines, head, self.marks, self.prose)
        measured = len(run.items) > 1 and run.amounts >= max(FEWEST_AMOUNTS, SHARE * len(run.items))
        if not measured and not self._are_tools(head, run):
            return
        self.found.append(HowToPart("materials", head, run.items))
        self.at = run.items[-1][1]
        begun = any(begins_part(line) == "steps" for line in self.lines[self.at : self.at + BEGUN])
        if not begun and not any(self.heads.get(i) == "steps" for i in range(self.at, self.at + NEAR)):
            told, counted = self._read_steps(run.end - 1), self._counted_below(run.end)
            free = counted is None or told.marked
            below = told if free and are_told_below(told, run, self.lines) else counted
            if below is not None:
                self.found.append(_part_of(below, -1, certain=False))
                self.at = below.end

    def _are_tools(self, head: int, run: MaterialRun) -> bool:
        """Whether a few short lines fill what stands between a head of materials and that of the steps, both by their whole words: tools have no amounts."""
        if not self.dump or self.heads.get(head) != "materials" or self.heads.get(run.end) != "steps":
            return False
        told = [row for part in self.found if part.kind == "materials" for row in part.items]
        if any(opens_with_amount(self.lines[first]) for first, _ in told):
            return False  # a row of buttons below what they lead to
        rows = self.lines[head + 1 : run.end]
        return 0 < len(rows) <= MOST_TOOLS and all(len(row) <= MAX_TOOL and row[-1] not in _STOPS for row in rows)

    def _read_steps(self, head: int) -> StepRun:
        needs = needs_below(self.lines, head, self._needs())
        if needs:
            return read_without(self.lines, head, self.marks, needs)
        return read_steps(self.lines, head, self.marks) if self.cut is None else read_cut_steps(self.cut, head)

    def _above_first(self, head: int) -> int:
        """The line above the first step below a head: where more stands between them in a dump, the number of what a step needs counts none."""
        above = introduced(self.lines, head) if self.dump else head
        return head if above > head and above + 1 in needs_below(self.lines, head, self._needs()) else above

    def _needs(self) -> set[str]:
        """What the materials of the last parts are, an item each."""
        rows = (row for part in self.found[-LAST_PARTS:] if part.kind == "materials" for row in part.items)
        return {solid(" ".join(self.lines[a:b])) for a, b in rows}

    def _counted_below(self, first: int) -> StepRun | None:
        """The steps that numbers on lines of their own count below materials, however far, though no head names them."""
        above = above_counted(self.lines, first - 1, NEAR) if self.dump else -2
        run = self._read_steps(above) if above >= first - 1 else None
        return run if run is not None and run.counted and len(run.items) >= FEWEST_STEPS else None

    def _steps(self, head: int) -> None:
        run = self._read_steps(self._above_first(head))
        if self.dump:
            run = without_needs(run, self.lines, self._needs())
        rows = [self.lines[j] for a, b in run.items for j in range(a, b)]
        if not any(map(is_told, rows)) or (self.lines[head][:2] in BULLETED and not any(map(ends_sentence, rows))):
            return  # a table of contents has heads too
        if not self.found or self.found[-1].kind == "steps":
            low = self.found[-1].items[-1][1] if self.found else 0
            above = read_unnamed_materials(self.lines, head, low, self.marks)
            if above.items:
                self.found.append(HowToPart("materials", -1, above.items))
        self.found.append(_part_of(run, head, certain=head in self.heads))
        self.at = run.end


def _whole(parts: Sequence[HowToPart], lines: Sequence[str]) -> HowTo | None:
    """The how-to of the parts: where some of the steps stand below what they need, others that only tell of them again are none."""
    below = {i for i, part in enumerate(parts) if part.kind == "steps" and i and _is_below(parts[i - 1], part)}
    if any(parts[i].certain for i in below):
        below = {i for i in below if parts[i].certain}
    held = {i for i, part in enumerate(parts) if part.kind == "steps" and (not below or i in below or _is_own(part))}
    if any(parts[i].certain for i in held):
        held = {i for i in held if parts[i].certain or parts[i].marked}
    every, held = held, _once(parts, held, below, lines)
    retold = [parts[i].items[0][0] for i in every - held if len(parts[i].items) >= FEWEST_STEPS]
    if not held or (not below and not any(_is_known(parts[i]) for i in held)):
        return None
    kept = [part for i, part in enumerate(parts) if part.kind == "materials" or i in held]
    return HowTo(tuple(kept), bool(below), retold=min(retold, default=-1))


def _is_known(part: HowToPart) -> bool:
    """Whether steps make a page a how-to without materials above them."""
    return (part.certain or part.counted) and len(part.items) >= FEWEST_STEPS


def _is_own(part: HowToPart) -> bool:
    """Whether steps that stand below no materials are some all the same: under a head by its whole words, each behind its number or bullet."""
    return part.certain and part.marked


def _once(parts: Sequence[HowToPart], steps: set[int], below: set[int], lines: Sequence[str]) -> set[int]:
    """The steps without those that others tell again: of two tellings the one below its materials, else the later one."""
    told = {i: [lines[k] for a, b in parts[i].items for k in range(a, b)] for i in steps}
    kept: set[int] = set()
    for i in sorted(steps, key=lambda i: (i in below, i), reverse=True):
        if not any(is_retold(told[i], told[k]) for k in kept):
            kept.add(i)
    return kept


def _is_below(materials: HowToPart, steps: HowToPart) -> bool:
    first = steps.head if steps.head >= 0 else steps.items[0][0]
    return materials.kind == "materials" and 0 <= first - materials.items[-1][1] <= NEAR
