"""The ledger: proves that every non-white character is in exactly one kept leaf or one removed span.

Leaves are the title, question texts and the top-level blocks of bodies, answers and follow-ups; a title that is a question's
text counts once, and the `holes` of a step list belong to the removed spans that fill them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qaclean.records.walk import row_lists

__all__ = ["LedgerFault", "check", "leaves"]


class LedgerFault(NamedTuple):
    """Characters `[start, end)` that are in no span (`unaccounted`) or in two (`twice`)."""

    kind: str
    start: int
    end: int


def leaves(record: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The spans of all kept leaves of a page record (as a mapping), sorted, holes cut out."""
    spans = {tuple(q["span"]) for q in record["questions"]}
    if record.get("title_span"):
        spans.add(tuple(record["title_span"]))
    flat = [(a, b) for a, b in spans]
    for place in row_lists(record["questions"], record.get("body") or []):
        for block in place.blocks:
            if block.get("holes"):
                flat.extend(_without_holes(block))
            elif block["span"][0] < block["span"][1]:
                flat.append((block["span"][0], block["span"][1]))
    return sorted(flat)


def _without_holes(block: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    at, end = block["span"]
    for a, b in sorted(block.get("holes") or ()):
        if a > at:
            yield at, a
        at = max(at, b)
    if at < end:
        yield at, end


def check(text: str, kept: Sequence[tuple[int, int]], removed: Iterable[tuple[int, int]]) -> list[LedgerFault]:
    """All faults of a page: `text` is its source text, `kept` its leaves, `removed` its removed spans. Linear.

    >>> check("问 答", [(0, 1)], [])
    [LedgerFault(kind='unaccounted', start=2, end=3)]
    """
    faults: list[LedgerFault] = []
    at = 0
    for start, end in sorted([*kept, *removed]):
        if start > at:
            if not text[at:start].isspace():
                faults.extend(_solid(text, "unaccounted", at, start))
        elif start < at:
            faults.extend(_solid(text, "twice", start, min(at, end)))
        at = max(at, end)
    faults.extend(_solid(text, "unaccounted", at, len(text)))
    return faults


def _solid(text: str, kind: str, start: int, end: int) -> Iterator[LedgerFault]:
    part = text[start:end]
    bare = part.strip()
    if bare:
        first = start + len(part) - len(part.lstrip())
        yield LedgerFault(kind, first, first + len(bare))
