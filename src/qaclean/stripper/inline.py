"""Chrome inside a content line: cut off its ends by the patterns of `rules/inline.toml`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load
from qaclean.segments.document import Removal

__all__ = ["cut_inside", "may_cut_inside"]

WINDOW = 160  # code points looked at from either end of a line
MIN_LEFT = 2  # code points that a cut must leave


class _Cut(NamedTuple):
    id: str
    reason: str
    needs: re.Pattern[str]
    head: re.Pattern[str] | None
    tail: re.Pattern[str] | None
    titles: bool  # only for a page's title


@lru_cache(maxsize=1)
def _cuts() -> tuple[re.Pattern[str], tuple[_Cut, ...]]:
    """A pattern for what any cut needs, and the cuts."""
    rows = load("inline")["cut"]
    return any_of([word for row in rows for word in row["needs"]]), tuple(
        _Cut(
            row["id"],
            row["reason"],
            any_of(row["needs"]),
            compile_at_once(row["head"]) if "head" in row else None,
            compile_at_once(row["tail"]) if "tail" in row else None,
            row.get("where") == "title",
        )
        for row in rows
    )


def may_cut_inside(text: str) -> bool:
    """A cheap test: can any line of a text hold such chrome?"""
    return _cuts()[0].search(text) is not None


def cut_inside(text: str, start: int, end: int, *, title: bool = False) -> list[Removal]:
    """Removals inside the kept line `text[start:end]`, which may be known as the page's title, in order; something always stays."""
    needed, cuts = _cuts()
    if needed.search(text, start, end if end - start <= 2 * WINDOW else start + WINDOW) is None and (
        end - start <= 2 * WINDOW or needed.search(text, end - WINDOW, end) is None
    ):
        return []
    edges = text[start : start + WINDOW] + text[max(start, end - WINDOW) : end]
    heads: list[Removal] = []
    tails: list[Removal] = []
    for cut in cuts:
        if (cut.titles and not title) or not cut.needs.search(edges):
            continue
        if cut.tail is not None:
            start_of_window = max(start, end - WINDOW)
            match = cut.tail.search(text[start_of_window:end])
            if match and match.end() > match.start() and start_of_window + match.start() - start >= MIN_LEFT:
                at = start_of_window + match.start()
                tails.append(Removal(at, end, cut.reason, cut.id))
                end = at
        if cut.head is not None:
            match = cut.head.search(text[start : min(end, start + WINDOW)])
            if match and match.end() and end - start - match.end() >= MIN_LEFT:
                heads.append(Removal(start, start + match.end(), cut.reason, cut.id))
                start += match.end()
    return [*heads, *reversed(tails)]
