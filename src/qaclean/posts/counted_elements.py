"""Steps of a how-to whose numbers stand in elements of one kind: `1`, a title, what to do, `2`, ..., wherever on the page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import is_told, numbers_step
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence

__all__ = ["end_of_last", "with_counted_elements"]

FEWEST = 3  # steps
MAX_NUMBER = 12  # code points of a line that numbers one
MAX_LINES = 40  # of one step


def with_counted_elements(howto: HowTo, evidence: Sequence[Evidence], layout: Layout) -> HowTo:
    """The how-to with the steps that elements count, where its own were found without a head, or none was."""
    if any(part.kind == "steps" and (part.certain or part.declared) for part in howto.parts):
        return howto
    rows = _counted(evidence, layout)
    if not rows:
        return howto
    first, end = rows[0][0], rows[-1][1]
    kept = [part for part in howto.parts if part.kind == "materials" and not _meets(part, first, end)]
    return howto._replace(parts=tuple(sorted([*kept, _part(rows, layout)], key=lambda part: part.items[0])))


def _meets(part: HowToPart, first: int, end: int) -> bool:
    return any(a < end and first < b for a, b in part.items)


def _counted(evidence: Sequence[Evidence], layout: Layout) -> list[Range]:
    """The steps, each from its number on; empty where no elements count from 1 with something told below each number."""
    runs: dict[tuple[str, str], list[int]] = {}
    for i, seen in enumerate(evidence):
        node = layout.origins[i].node
        if node < 0 or seen.length > MAX_NUMBER or not numbers_step(seen.text, ""):
            continue
        run = runs.setdefault((layout.nodes.tags[node], layout.nodes.names[node]), [])
        digits = "".join(c for c in seen.text.split("/")[0] if c.isdecimal())
        if digits and int(digits) == len(run) + 1:
            run.append(i)
    for run in sorted(runs.values(), key=len, reverse=True):
        if len(run) >= FEWEST and (end := end_of_last(run, layout)) > run[-1]:
            rows = list(zip(run, [*run[1:], end], strict=True))
            if all(b - a <= MAX_LINES and any(is_told(seen.text) for seen in evidence[a:b]) for a, b in rows):
                return rows
    return []


def end_of_last(run: Sequence[int], layout: Layout) -> int:
    """The end of the last step: that of the outermost element that holds its number and not the one before; where each number stands beside
    what it numbers, the next heading or the end of what holds them all."""
    nodes = layout.nodes
    node = layout.origins[run[-1]].node
    while (above := nodes.parents[node]) >= 0 and nodes.firsts[above] > run[-2]:
        node = above
    if nodes.lasts[node] > run[-1] + 1:
        return nodes.lasts[node]
    end = nodes.lasts[above] if above >= 0 else run[-1] + 1
    level = layout.origins[run[-1]].level
    heads = (i for i in range(run[-1] + 1, end) if 0 < layout.origins[i].level <= (level or 6))
    return min(next(heads, end), run[-1] + 1 + max(b - a - 1 for a, b in pairwise(run)))


def _part(rows: Sequence[Range], layout: Layout) -> HowToPart:
    """The steps; where each has a heading as its title, that heads the lines below as a section."""
    levels = [origin.level for origin in layout.origins]
    if not all(b - a > 2 and levels[a + 1] for a, b in rows):
        return HowToPart("steps", -1, tuple(rows), marked=True)
    items = tuple((i, i + 1) for a, b in rows for i in range(a + 2, b))
    return HowToPart("steps", -1, items, marked=True, sections=tuple((a, a + 2) for a, _ in rows))
