"""Labels of pieces while a page is stripped: kept, dropped, telling of the page; or dropped with a proof of its own."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

__all__ = ["DROP", "KEEP", "TELL", "TITLE_AGAIN", "Label", "Labels", "Verdict", "proof", "verdicts"]


class Label(IntEnum):
    """What the chain says of a piece, in the order of its weights: content, furniture, a line of metadata."""

    KEEP = 0
    DROP = 1
    TELL = 2


class Verdict(NamedTuple):
    """A piece's label; with `reason` (one of the contract's) and `rule` where a pass knows why, else the emitter finds them."""

    label: Label
    reason: str = ""
    rule: str = ""


TITLE_AGAIN = "title-again"  # rule of what says the page's title once more
KEEP, DROP, TELL = map(Verdict, Label)
Labels = list[Verdict]
"""A verdict a piece. `KEEP`, `DROP` and `TELL` are the only ones without a proof: they may be compared by `is`."""


def verdicts(path: Iterable[int]) -> Labels:
    """The verdicts of a path of the chain.

    >>> verdicts([0, 2])[1].label.name
    'TELL'
    """
    return [(KEEP, DROP, TELL)[label] for label in path]


def proof(reason: str, rule: str) -> Verdict:
    """The verdict of a piece that goes for a reason of its own."""
    return Verdict(Label.DROP, reason, rule)
