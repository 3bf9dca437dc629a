"""Credits below the pictures inside of the steps of a page of HTML: what a `<figcaption>` says again and again is none of a step's words."""

from __future__ import annotations

from collections import Counter

from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.step_shapes import numbers_step
from qaclean.segments.layout import Layout

__all__ = ["without_captions"]

MANY = 3  # times that captions say the same


def without_captions(howto: HowTo, layout: Layout) -> HowTo:
    """The how-to, its steps without the captions that many of their pictures share; a step of such alone stays as it is."""
    held = _captions(layout)
    if not held:
        return howto
    parts = [_without(part, held) if part.kind == "steps" else part for part in howto.parts]
    return howto._replace(parts=tuple(parts))


def _without(part: HowToPart, captions: set[int]) -> HowToPart:
    """The part: an item that is a caption goes beside others below the same head, captions inside of one are asides."""
    items = [row for row in part.items if not captions.issuperset(range(*row))]
    if not items or (len(items) < len(part.items) and not part.sections):
        items = [*part.items]
    kept = [row for row in items if captions.issuperset(range(*row))]
    low, high = part.items[0][0], part.items[-1][1]
    alone = {i for row in kept for i in range(*row)}
    return part._replace(
        items=tuple(items), asides=tuple(sorted({*part.asides, *(captions & set(range(low, high)) - alone)}))
    )


def _captions(layout: Layout) -> set[int]:
    nodes = layout.nodes
    rows = [n for n, tag in enumerate(nodes.tags) if tag == "figcaption"]
    lines = [i for n in rows for i in range(nodes.firsts[n], nodes.lasts[n])]
    times = Counter(layout.lines[i] for i in lines)
    return {i for i in lines if times[layout.lines[i]] >= MANY and not numbers_step(layout.lines[i], "")}
