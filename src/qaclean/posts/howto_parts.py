"""The parts of a how-to: its lists of materials and of steps, by their heads and by the shapes of their lines.

A page whose body is one is no thread: what people say below it are comments.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qaclean.posts.counted_howtos import counted_parts
from qaclean.posts.counted_steps import above_counted, begins_named_count, introduced
from qaclean.posts.cut_rows import cut_rows
from qaclean.posts.cut_steps import read_cut_steps, read_without
from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.listed_needs import needs_below
from qaclean.posts.material_lines import MaterialRun, read_materials, read_unnamed_materials
from qaclean.posts.retold_parts import is_retold
from qaclean.posts.step_lines import read_steps
from qaclean.posts.step_needs import solid, without_needs
from qaclean.posts.step_runs import Marks, StepRun, marks_of
from qaclean.posts.step_shapes import BULLETED, ends_sentence, is_told
from qaclean.posts.unheaded_howtos import are_paragraphs, are_told_below, read_unheaded
from qaclean.segments.columns import texts_of
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.amounts import opens_with_amount
from qaclean.text.counted_heads import counted_head
from qaclean.text.markdown_marks import without_marks
from qaclean.text.section_heads import begins_part, heads_tools, part_of, tabs_below

__all__ = ["counted_howto", "find_howto", "howto_or_materials", "materials_of"]

NEAR = 100  # lines between the end of the materials and the head of the steps
FEWEST_AMOUNTS = 2
SHARE = 0.3  # of the materials with an amount
BEGUN = 12  # ... and a line that only begins with the words of that head
APART = 4  # lines between a list of tools and the next part
LAST_PARTS = 12  # whose materials the steps below may say again
MOST_TOOLS, MAX_TOOL = 20, 40  # lines of a list without amounts, code points of each
MAX_LISTED_TOOL = 80  # ... of one that markup lists
MAX_NAMED = 120  # code points of an item of a list that no head names
FEWEST_STEPS = 3  # where no materials are named
FEWEST_UNHEADED, SHARE_UNHEADED = 4, 0.6  # items of a list with an amount, where no head names materials

_STOPS = ".!?。"


def find_howto(evidence: Sequence[Evidence], layout: Layout | None = None) -> HowTo | None:
    """The how-to of a page, or None."""
    if layout is not None and layout.named:
        return howto_or_materials(evidence, layout)[0]
    heads, lines = _heads_of(evidence), [without_marks(seen.text) for seen in evidence]
    first = _first_head(lines, heads)
    found = _whole(_Finder(lines, heads, marks_of(layout), dump=True).parts(first), lines) if first >= 0 else None
    return found or _without_heads(lines, marks_of(layout))


def howto_or_materials(evidence: Sequence[Evidence], layout: Layout) -> tuple[HowTo | None, list[HowToPart]]:
    """The how-to of a page of HTML, or None and its lists of materials, whatever stands below them: both are looked for in the same heads."""
    heads, lines = _heads_of(evidence), [without_marks(seen.text) for seen in evidence]
    if "steps" not in heads.values() and (found := _unheaded(evidence, layout)):
        return found, []
    parts = _parts_of(lines, heads, layout)
    howto = _whole(parts, lines) if parts else None
    return howto, [] if howto is not None else [part for part in parts if part.kind == "materials"]


def materials_of(evidence: Sequence[Evidence], layout: Layout) -> list[HowToPart]:
    """The lists of materials of a page of markup, whatever stands below them."""
    lines = [without_marks(seen.text) for seen in evidence]
    return [part for part in _parts_of(lines, _heads_of(evidence), layout) if part.kind == "materials"]


def _parts_of(lines: Sequence[str], heads: dict[int, str], layout: Layout) -> list[HowToPart]:
    first = _first_head(lines, heads)
    return _Finder(lines, heads, marks_of(layout), dump=False).parts(first) if first >= 0 else []


def _heads_of(evidence: Sequence[Evidence]) -> dict[int, str]:
    """The lines that are the heads of parts, and of which."""
    return {i: part for i, seen in enumerate(evidence) if seen.length <= 60 and (part := part_of(seen.text))}


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
                run = read_steps(texts_of(evidence), end - 1, marks)
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


def counted_howto(evidence: Sequence[Evidence], layout: Layout | None) -> HowTo | None:
    """The how-to of a dump whose title asks how and whose steps numbers count, with what it needs."""
    lines = [without_marks(seen.text) for seen in evidence]
    steps = counted_parts(lines)
    if not steps:
        return None
    heads = _heads_of(evidence)
    finder = _Finder(lines, heads, marks_of(layout), dump=True)
    finder.found = [*steps]
    needed = [part for head in sorted(heads) for part in finder.listed(head)]
    held = {i for part in steps for a, b in part.items for i in range(a, b)}
    needed = [part for part in needed if held.isdisjoint(i for a, b in part.items for i in range(a, b))]
    return HowTo(tuple(sorted([*steps, *needed], key=lambda part: part.items[0])), sure=True)


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
        self.tools: set[int] = set()  # the heads of lists without amounts
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
        return [part for k, part in enumerate(self.found) if part.head not in self.tools or self._has_steps_near(k)]

    def listed(self, head: int) -> list[HowToPart]:
        """The materials below a head, where these are tools and steps are known."""
        if self.heads[head] != "materials":
            return []
        run = read_materials(self.lines, head, self.marks, self.prose)
        return (
            [HowToPart("materials", head, run.items)]
            if self._are_tools(head, run) or self._are_listed(head, run)
            else []
        )

    def _has_steps_near(self, place: int) -> bool:
        """Whether another part begins right below a list of tools, or, however far, steps stand above it; in a dump others are menus."""
        if not self.dump:
            return True
        above, end = self.found[max(place - LAST_PARTS, 0) : place], self.found[place].items[-1][1]
        if any(part.kind == "steps" for part in above):
            return True
        below = self.found[place + 1] if place + 1 < len(self.found) else None
        return below is not None and (below.head if below.head >= 0 else below.items[0][0]) <= end + APART

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
        few = len(run.items) <= MOST_TOOLS or not heads_tools(self.lines[head])
        measured = few and len(run.items) > 1 and run.amounts >= max(FEWEST_AMOUNTS, SHARE * len(run.items))
        if not measured:
            if not self._are_tools(head, run) and not self._are_listed(head, run):
                return
            self.tools.add(head)
        self.found.append(HowToPart("materials", head, run.items))
        self.at = run.items[-1][1]
        begun = any(begins_part(line) == "steps" for line in self.lines[self.at : self.at + BEGUN])
        if not begun and not any(self.heads.get(i) == "steps" for i in range(self.at, self.at + NEAR)):
            told, counted = self._read_steps(run.end - 1), self._counted_below(run.end)
            free = counted is None or told.marked
            told_below = measured and free and are_told_below(told, run, self.lines)
            below = told if told_below else counted
            if below is not None:
                self.found.append(_part_of(below, -1, certain=False))
                self.at = below.end

    def _are_tools(self, head: int, run: MaterialRun) -> bool:
        """Whether a few short lines fill what stands between a head of materials by its whole words and the next part: tools have no amounts."""
        if not self.dump or not run.items or self.heads.get(head) != "materials" or not self._ends_tools(run.end):
            return False
        told = [row for part in self.found[-LAST_PARTS:] if part.kind == "materials" for row in part.items]
        rows = self.lines[head + 1 : run.end]
        if any(opens_with_amount(self.lines[first]) for first, _ in told) and not any(map(opens_with_amount, rows)):
            return False  # a row of buttons below what they lead to
        return 0 < len(rows) <= MOST_TOOLS and all(len(row) <= MAX_TOOL and row[-1] not in _STOPS for row in rows)

    def _ends_tools(self, end: int) -> bool:
        """Whether a list of tools may end at a line: the head of materials or steps, the first of counted ones; below steps, also of what is told besides."""
        part = self.heads.get(end)
        if part == "ends" or end == len(self.lines):
            return any(held.kind == "steps" for held in self.found[-LAST_PARTS:])
        return part is not None or (counted_head(self.lines[end]) == 1 or begins_named_count(self.lines, end))

    def _are_listed(self, head: int, run: MaterialRun) -> bool:
        """Whether the short items of one list of the markup stand right below a head of materials by its whole words: tools, supplies."""
        if self.marks is None or self.heads.get(head) != "materials" or not 1 < len(run.items) <= MOST_TOOLS:
            return False
        if run.items[0][0] != head + 1 or not all(self.marks.begins[a] for a, _ in run.items):
            return False
        if self.marks.linked and any(self.marks.linked[a] for a, _ in run.items):
            return False  # a menu
        return all(len(row := self.lines[a]) <= MAX_LISTED_TOOL and row[-1] not in _STOPS for a, _ in run.items)

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
