"""Markup to take out of a source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["Cut", "outermost"]


class Cut(NamedTuple):
    """Markup `[start, end)` of the source, what stands there in the rendered text, and the id of the rule."""

    start: int
    end: int
    after: str
    rule: str


def outermost(cuts: Iterable[Cut]) -> list[Cut]:
    """The cuts in order, without those inside another and those that do nothing; of two that overlap the first.

    >>> [cut.start for cut in outermost([Cut(4, 5, "", "b"), Cut(3, 6, "", "a"), Cut(7, 7, "", "c")])]
    [3]
    """
    rows: list[Cut] = []
    at = 0
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end)):
        if cut.start >= at and (cut.end > cut.start or cut.after):
            rows.append(cut)
            at = cut.end
    return rows
