"""Steps of a page that says in its title how something is done and shows counted lists of it, which no head names: `<ol>`, or `1.` in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import is_told
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.titles import asks_how

__all__ = ["listed_howto"]

FEWEST = 3  # steps
TOLD = 0.8  # of the steps that tell something
MAX_LINES = 12  # of one step
LINKED = 0.5  # of a list's code points, where it leads to other pages


def listed_howto(materials: Sequence[HowToPart], evidence: Sequence[Evidence], layout: Layout) -> HowTo | None:
    """The how-to of a page whose title or first heading asks how, with its `materials`; None where it counts no steps."""
    if not any(asks_how(name) for name in _names(evidence, layout)):
        return None
    parts = [part for rows in _lists(layout) if (part := _steps(rows, evidence, layout)) is not None]
    if not parts:
        return None
    return HowTo(tuple(sorted([*materials, *parts], key=lambda part: part.items[0])), sure=False)


def _names(evidence: Sequence[Evidence], layout: Layout) -> list[str]:
    heading = next((seen.text for seen, origin in zip(evidence, layout.origins, strict=True) if origin.level == 1), "")
    return [layout.head.title, heading]


def _lists(layout: Layout) -> list[list[Range]]:
    """The counted items that follow each other from 1 on, as ranges of lines: of one depth, with what stands inside of each."""
    lists: list[list[Range]] = []
    origins = layout.origins
    run: list[int] = []
    depth = 0
    for i, origin in enumerate(origins):
        if run and origin.item < depth:
            lists.append(_ranges(run, i))
            run = []
        if origin.ordinal == 1 and (not run or origin.item <= depth):
            if run:
                lists.append(_ranges(run, i))
            run, depth = [i], origin.item
        elif run and origin.ordinal == len(run) + 1 and origin.item == depth:
            run.append(i)
    return [*lists, _ranges(run, len(origins))] if run else lists


def _ranges(starts: Sequence[int], end: int) -> list[Range]:
    return list(zip(starts, [*starts[1:], end], strict=True))


def _steps(rows: Sequence[Range], evidence: Sequence[Evidence], layout: Layout) -> HowToPart | None:
    """The part that the items of a list are, or None: a table of contents, a list of other pages, code."""
    if len(rows) < FEWEST or any(b - a > MAX_LINES for a, b in rows):
        return None
    first, last = rows[0][0], rows[-1][1]
    origins = layout.origins[first:last]
    letters = sum(seen.length for seen in evidence[first:last])
    told = sum(any(is_told(seen.text) for seen in evidence[a:b]) for a, b in rows)
    linked = sum(origin.link for origin in origins) > LINKED * letters
    if linked or told < TOLD * len(rows) or any(origin.code for origin in origins):
        return None
    return HowToPart("steps", -1, tuple(rows), certain=False, marked=True)
