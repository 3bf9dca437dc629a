"""How-tos whose parts no head names: a list of lines with measured amounts, and right below what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.posts.cut_rows import CutRows, cut_rows
from qaclean.posts.cut_steps import read_cut_steps
from qaclean.posts.material_lines import MaterialRun, read_run
from qaclean.posts.model import Range
from qaclean.posts.step_lines import read_steps
from qaclean.posts.step_runs import Marks, StepRun
from qaclean.posts.step_shapes import ends_sentence, is_told, lead_of, numbers
from qaclean.segments.layout import Layout
from qaclean.text.amounts import holds_amount, is_measured
from qaclean.text.section_heads import ends_part, part_of

__all__ = ["are_paragraphs", "are_told_below", "read_unheaded"]

FEWEST_MEASURED = 3
FEW = 4  # measured ones, of which fewer need more steps, each with its full stop
MORE_STEPS = 4
SHARE = 0.4  # of the items that are measured
APART = 3  # lines between two measured ones
BELOW = 3  # lines between the list and the first step
FEWEST_STEPS = 3
NEAR = 6  # lines between the materials and steps right below
LONG = 80  # code points of each of two steps
FEWEST_AMOUNTS = 4  # above these
MAX_ITEM = 120  # code points


def read_unheaded(lines: Sequence[str], marks: Marks | None) -> tuple[MaterialRun, StepRun] | None:
    """The materials and the steps of lines in which no head names them, or None.

    >>> told = ["Mix it all in a bowl.", "Knead it for some minutes.", "Bake it until it is brown."]
    >>> [run.items for run in read_unheaded(["250 g flour", "1 tsp salt", "7 g yeast", "150 ml water", *told], None)]
    [((0, 1), (1, 2), (2, 3), (3, 4)), ((4, 5), (5, 6), (6, 7))]
    """
    cut: CutRows | None = None
    for first, last in _measured(lines):
        cut = cut_rows(lines) if cut is None and marks is None else cut
        end = last
        while end < min(len(lines), last + APART) and _may_be_item(lines[end]):
            end += 1
        steps = read_steps(lines, end - 1, marks) if cut is None else read_cut_steps(cut, end - 1)
        if len(steps.items) < FEWEST_STEPS or steps.items[0][0] - end > BELOW:
            continue
        if last - first < FEW or sum(map(is_measured, lines[first:last])) < FEW:
            ended = [b for _, b in steps.items if ends_sentence(lines[b - 1])]
            if len(ended) < max(MORE_STEPS, len(steps.items)):
                continue
        materials = read_run(lines, first, min(end, steps.items[0][0]), marks)
        if len(materials.items) >= FEWEST_MEASURED:
            return materials, steps
    return None


def are_told_below(steps: StepRun, run: MaterialRun, lines: Sequence[str]) -> bool:
    """Whether what stands below materials are steps though no head says so: three, or, right below many amounts and above the head of another part, two."""
    if not steps.items or steps.items[0][0] - run.end >= NEAR:
        return False
    if len(steps.items) >= FEWEST_STEPS:
        return True
    told = all(ends_sentence(lines[b - 1]) and len(lines[a]) > LONG for a, b in steps.items)
    after = "".join(lines[steps.end : steps.end + 1])
    right = steps.items[0][0] == run.end and run.amounts >= FEWEST_AMOUNTS
    return told and right and bool(part_of(after) or ends_part(after)) and len(steps.items) > 1


def are_paragraphs(items: Sequence[Range], layout: Layout) -> bool:
    """Whether the items follow each other, none a link."""
    links = sum(layout.origins[i].link for i in range(items[0][0], items[-1][1]))
    letters = sum(len(layout.lines[i]) for i in range(items[0][0], items[-1][1]))
    return items[-1][1] - items[0][0] == sum(b - a for a, b in items) and 4 * links < letters


def _may_be_item(line: str) -> bool:
    if len(line) > MAX_ITEM or line[-1:] == ":" or numbers(line) or lead_of(line)[1] is not None:
        return False
    return holds_amount(line) or not is_told(line)


def _measured(lines: Sequence[str]) -> Iterator[Range]:
    """The runs of lines that are measured, or stand close between such."""
    held: list[int] = []
    for i, line in enumerate(lines):
        if held and i - held[-1] > APART:
            yield from _as_run(held)
            held = []
        if len(line) <= MAX_ITEM and is_measured(line):
            held.append(i)
    yield from _as_run(held)


def _as_run(held: Sequence[int]) -> Iterator[Range]:
    if len(held) >= FEWEST_MEASURED and len(held) >= SHARE * (held[-1] + 1 - held[0]):
        yield held[0], held[-1] + 1
