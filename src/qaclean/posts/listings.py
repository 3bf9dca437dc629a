"""Dumps that only list other pages: results of a search, the threads of a forum. Nobody asks or answers there.

What such lines say is data (`rules/listings.toml`). A list is proved by many rows of one sort, and by hardly any text of the page's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.counted_rows import counts_rows, leads_on
from qaclean.rules import load
from qaclean.segments.columns import texts_of
from qaclean.segments.signals import Evidence
from qaclean.text.columns import fills_columns

__all__ = ["find_listing"]

FEWEST_RESULTS = 4  # teasers of a page of results
FEWEST_THREADS = 5  # rows of a list of threads
THREAD_SHARE = 0.3  # of the lines: rows of a list of threads; a thread of posts has more text than heads
OWN_SHARE = 0.15  # of the characters: text that is no teaser
MIN_TEASER = 20  # code points
MAX_SOURCE = 300  # code points of a line that says whence a result is
FEWEST_LED = 5  # beginnings of articles that are led on to the rest
MAX_LEAD = 60  # code points of a line that leads on
MAX_TEASED, MAX_TEASER = 12, 900  # lines and code points of such a beginning
OWN, OWN_TEASED = 160, 0.04  # code points of running text beside them, or its share
LISTED_SHARE = 0.4  # of the characters: they are the page
RUNNING = 60  # columns of a line of running text: a wide character takes two
_DATED = compile_at_once(
    r"\s{0,4}(?:[12][0-9]{3}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}日?|[0-9]{1,3}\s?(?:天|小时|分钟|days?|hours?|Tage?)\s?(?:前|ago)?)\s{0,3}(?:\.{3}|…|[-—–·]\s)"
)
_CUT = ("...", "…")
_AROUND = " \t•-*·|[(»›"


class _Words(NamedTuple):
    source: re.Pattern[str]
    counts: re.Pattern[str]
    counters: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("listings")
    return _Words(compile_at_once(data["source"]), compile_at_once(data["counts"]), frozenset(data["counters"]))


def find_listing(evidence: Sequence[Evidence]) -> str | None:
    """What a dump lists, `results`, `threads`, `boards` or `teasers`, or None where it has text of its own. Linear."""
    lines = texts_of(evidence)
    if len(lines) < FEWEST_RESULTS:
        return None
    if _are_results(lines):
        return "results"
    if _are_threads(lines):
        return "threads"
    if counts_rows(lines):
        return "boards"
    return "teasers" if _are_teasers(lines) else None


def _are_results(lines: Sequence[str]) -> bool:
    """Teasers that a date opens or dots end, beside lines that say whence they are."""
    teasers = [len(line) >= MIN_TEASER and _is_teaser(line) for line in lines]
    if sum(teasers) < FEWEST_RESULTS:
        return False
    sources = [len(line) <= MAX_SOURCE and _words().source.search(line) is not None for line in lines]
    dated = sum(_DATED.match(line) is not None for line in lines)
    if dated + sum(sources) < FEWEST_RESULTS:
        return False
    ours = [not (teaser or source) for teaser, source in zip(teasers, sources, strict=True)]
    own = sum(len(line) for line, is_own in zip(lines, ours, strict=True) if is_own and _runs(line))
    return own <= OWN_SHARE * sum(map(len, lines))


def _is_teaser(line: str) -> bool:
    return line.endswith(_CUT) or ((line[0].isdigit() or line[0].isspace()) and _DATED.match(line) is not None)


def _are_teasers(lines: Sequence[str]) -> bool:
    """Beginnings of articles, each led on to the rest (`Read more`), and hardly any running text besides."""
    if len(lines) < 2 * FEWEST_LED:
        return False
    led = [i for i, line in enumerate(lines) if len(line) <= MAX_LEAD and leads_on(line.lower().lstrip(_AROUND))]
    if len(led) < FEWEST_LED:
        return False
    usual = min(MAX_TEASED, sorted(below - above for above, below in pairwise(led))[len(led) // 2])
    listed: set[int] = set()  # lines of the beginnings, of which none is much longer than the others
    for above, below in pairwise([-1, *led]):
        first = max(above + 1, below - usual)
        if sum(map(len, lines[first : below + 1])) <= MAX_TEASER:
            listed.update(range(first, below + 1))
    whole = sum(map(len, lines))
    own = sum(len(line) for i, line in enumerate(lines) if i not in listed and _runs(line))
    return own <= max(OWN, OWN_TEASED * whole) and sum(len(lines[i]) for i in listed) >= LISTED_SHARE * whole


def _runs(line: str) -> bool:
    return fills_columns(line, RUNNING) and ("。" in line or "." in line or "!" in line or "?" in line)


def _are_threads(lines: Sequence[str]) -> bool:
    """Titles, each with a row that counts its replies and views; or columns of such counters."""
    if len(lines) < 2 * FEWEST_THREADS:
        return False
    running = sum([len(line) for line in lines if _runs(line)])
    if running > OWN_SHARE * sum(map(len, lines)):
        return False
    words = _words()
    rows = sum(len(line) < RUNNING and words.counts.search(line) is not None for line in lines)
    counters = sum(a.isdigit() and b in words.counters for a, b in pairwise(lines))
    return rows + counters // 2 >= FEWEST_THREADS and rows + 2 * counters >= THREAD_SHARE * len(lines)
