"""Lines that count on go together: of the items 1, 2, 3 of one list none is furniture where the others are content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.view import View

__all__ = ["keep_counted_lines"]

REACH = 8  # lines from an item to the next
LEAST = 8  # code points of an item that tells something: page numbers and ranks are shorter
SHARE = 0.5  # of the items that are kept: where fewer are, the list is one of teasers
_FIRST = frozenset("0123456789(\uff08")  # what a count begins with
_COUNTED = re.compile(r"[(\uff08]?(?P<number>[0-9]{1,2})(?P<mark>[\u3001.\uff0e)\uff09:\uff1a])\s{0,3}(?=[^\s0-9])")


def keep_counted_lines(view: View, labels: Labels) -> Labels:
    """In a dump, the items of a counted list, where half of them or more are kept and nothing proves the others to be none."""
    if view.layout is not None:
        return labels
    new = list(labels)
    for run in _runs(view.evidence):
        dropped = [i for i in run if labels[i] is not KEEP]
        if 0 < len(dropped) <= (1 - SHARE) * len(run):
            for i in dropped:
                if not labels[i].reason and view.evidence[i].length >= LEAST:
                    new[i] = KEEP
    return new


def _runs(evidence: Sequence[Evidence]) -> Iterator[list[int]]:
    """Runs of lines that count from 1 on in one manner, at most `REACH` lines apart; of two items at least."""
    run: list[int] = []
    mark, number = "", 0
    for i, seen in enumerate(evidence):
        match = _COUNTED.match(seen.text) if seen.text[0] in _FIRST else None
        if match is None:
            continue  # most lines
        if run and match["mark"] == mark and int(match["number"]) == number + 1 and i - run[-1] <= REACH:
            run.append(i)
            number += 1
            continue
        if len(run) > 1:
            yield run
        run = [i] if int(match["number"]) == 1 else []
        mark, number = match["mark"], 1
    if len(run) > 1:
        yield run
