"""Steps of a page of markup, each below a heading of one level that counts on: `Step 1: Cut the boards`, `第一步：裁布`."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.counted_elements import end_of_last
from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import is_told
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.counted_heads import counted_head

__all__ = ["with_headed_steps"]

FEWEST = 2  # steps
MAX_LINES = 24  # of one step


def with_headed_steps(
    howto: HowTo | None, materials: Sequence[HowToPart], evidence: Sequence[Evidence], layout: Layout
) -> HowTo | None:
    """The how-to of a page, or, where none was found or none whose steps a head names, the one whose steps headings count, with the `materials` above them."""
    if howto is not None and any(part.kind == "steps" and (part.certain or part.declared) for part in howto.parts):
        return howto
    rows = _headed(evidence, layout)
    if not rows:
        return howto
    first, end = rows[0][0], rows[-1][1]
    parts = materials if howto is None else [part for part in howto.parts if part.kind == "materials"]
    kept = [part for part in parts if all(b <= first or a >= end for a, b in part.items)]
    return HowTo(tuple(sorted([*kept, _part(rows)], key=lambda part: part.items[0])), sure=True)


def _headed(evidence: Sequence[Evidence], layout: Layout) -> list[Range]:
    """The ranges of the steps, each from its heading on; empty where headings do not count from 1 on, or where one tells nothing, or holds code:
    what a chapter shows is more than one thing to do."""
    runs: dict[int, list[int]] = {}
    for i, origin in enumerate(layout.origins):
        if origin.level and counted_head(evidence[i].text) == len(runs.get(origin.level, ())) + 1:
            runs.setdefault(origin.level, []).append(i)
    for run in sorted(runs.values(), key=len, reverse=True):
        if len(run) < FEWEST or (end := end_of_last(run, layout)) <= run[-1]:
            continue
        rows = list(zip(run, [*run[1:], end], strict=True))
        if all(_is_step(row, evidence, layout) for row in rows):
            return rows
    return []


def _is_step(row: Range, evidence: Sequence[Evidence], layout: Layout) -> bool:
    first, last = row
    if not 1 < last - first <= MAX_LINES or any(layout.origins[i].code for i in range(first, last)):
        return False
    return any(is_told(seen.text) for seen in evidence[first + 1 : last])


def _part(rows: Sequence[Range]) -> HowToPart:
    """The steps: where more than one line stands below some heading, it heads these as a section."""
    if all(b - a == 2 for a, b in rows):
        return HowToPart("steps", -1, tuple(rows), marked=True)
    items = tuple((i, i + 1) for a, b in rows for i in range(a + 1, b))
    return HowToPart("steps", -1, items, marked=True, sections=tuple((a, a + 1) for a, _ in rows))
