"""Dates of posts: of the dated lines around each those at the place where they differ from post to post and go up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qaclean.posts.line_rows import Row
from qaclean.text.date_order import day_and_month, year_first
from qaclean.text.dates import read_date

__all__ = ["Place", "dates_of"]


class Place(NamedTuple):
    """Where a post stands: its anchor's rows, the rows `[low, high)` of its head, those of its tail."""

    anchor: tuple[int, int] | None
    head: tuple[int, int]
    tail: tuple[int, int]


def dates_of(rows: Sequence[Row], places: Sequence[Place], reference: datetime | None) -> list[str | None]:
    """The date of each post: of the dated lines of the heads those at the place where they differ and go up."""
    found: dict[str, dict[int, str]] = {}
    month = day_and_month(row.shape.text for row in rows if row.shape.date)
    for n, place in enumerate(places):
        if place.anchor is None:
            continue
        low, high = min(place.head[0], place.anchor[0]), max(place.head[1], place.anchor[1] + 1)
        dated = [(i, year_first(rows[i].shape.text, month)) for i in range(low, high) if rows[i].shape.date]
        read = [(i, r) for i, line in dated if (r := read_date(line, reference=reference, short=True))]
        at = [(i, r) for i, r in read if place.anchor[0] <= i <= place.anchor[1]]
        behind = [(i, r) for i, r in read if i >= place.anchor[0]]
        slots = (("first", read), ("last", read[::-1]), ("anchor", at), ("anchor-last", at[::-1]), ("behind", behind))
        for slot, entries in slots:
            if entries:
                found.setdefault(slot, {})[n] = entries[0][1]
    if not found:
        return [None] * len(places)
    best = max(sorted(found), key=lambda slot: _goes_up(found[slot]))
    return [found[best].get(n) or found.get("anchor", {}).get(n) for n in range(len(places))]


def _goes_up(dates: dict[int, str]) -> float:
    """How much the dates of a place look like those of posts."""
    values = [dates[n] for n in sorted(dates)]
    up = sum(a[:10] <= b[:10] for a, b in itertools.pairwise(values)) / max(len(values) - 1, 1)
    return len(values) + 0.5 * len(values) * up + sum("T" in v for v in values) / len(values)
