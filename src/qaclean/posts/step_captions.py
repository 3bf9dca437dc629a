"""Credits below the pictures inside of steps: what a `<figcaption>` says again and again, or in a dump a short line behind the words of most steps, is none of their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.posts.howto_model import HowTo, HowToPart
from qaclean.posts.step_shapes import is_told, numbers_step
from qaclean.segments.layout import Layout

__all__ = ["without_captions", "without_credits"]

MANY = 3  # times that captions say the same
MAX_CREDIT = 60  # code points of a credit in a dump
SHARE = 0.5  # of the steps of a part that say it


def without_captions(howto: HowTo, layout: Layout) -> HowTo:
    """The how-to, its steps without the captions that many of their pictures share; a step of such alone stays as it is."""
    held = _captions(layout)
    if not held:
        return howto
    parts = [_without(part, held) if part.kind == "steps" else part for part in howto.parts]
    return howto._replace(parts=tuple(parts))


def without_credits(howto: HowTo, lines: Sequence[str]) -> HowTo:
    """The how-to of a dump, its steps without the line that most of them say again behind their own words: whose the pictures are."""
    parts = [_without(part, held) if (held := _credits(part, lines)) else part for part in howto.parts]
    return howto._replace(parts=tuple(parts))


def _credits(part: HowToPart, lines: Sequence[str]) -> set[int]:
    """The lines inside of the steps of a part, none of them its first, that so many of these steps say and that tell nothing."""
    if part.kind != "steps" or len(part.items) < MANY:
        return set()
    inside = [i for first, last in part.items for i in range(first + 1, last) if len(lines[i]) <= MAX_CREDIT]
    below = part.items[-1][1]  # the last one may stand outside
    times = Counter(lines[i] for i in (*inside, *range(below, min(below + 1, len(lines)))))
    fewest = max(MANY, SHARE * len(part.items))
    return {i for i in inside if times[lines[i]] >= fewest and not is_told(lines[i]) and not numbers_step(lines[i], "")}


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
