"""What the chain sees in a line of a dump besides (`text_features.py`): phrases in which a site speaks of itself.

A dump has no elements: its words alone tell what a line is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qaclean.segments.phrases import phrases_in
from qaclean.segments.signals import Evidence
from qaclean.stripper.text_features import LENGTHS, piece_features, position_of
from qaclean.stripper.text_view import place_of, zones_of

__all__ = ["dump_features", "dump_names"]

_MANY = 5  # phrases that cover a fifth of a line are most of what it says


def dump_features(evidence: Sequence[Evidence]) -> list[list[str]]:
    """The features of every block of a dump, in order (what the training reads)."""
    last = len(evidence) - 1
    rows = zip(piece_features(evidence), evidence, zones_of(evidence), strict=True)
    return [names + dump_names(e, place_of(zone), position_of(i, last - i)) for i, (names, e, zone) in enumerate(rows)]


def dump_names(e: Evidence, place: str, position: str) -> list[str]:
    """Features of a block; `place` is its zone without the distance, `position` one of the first or last lines or the middle."""
    row: list[str] = []
    for kind, (count, covered) in phrases_in(e.text).items():
        size = bisect_right(LENGTHS, e.length)
        name = f"phrase:{kind}"
        row += [name, f"{name}:{min(count, 3)}", f"{name}:{place}", f"{name}:L{size}", f"{name}:{position}"]
        if covered * _MANY >= e.length:
            row.append(f"{name}:most")
    return row
