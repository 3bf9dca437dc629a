"""Zones of a site: a line that recurs, and below it lines that vary from page to page and nearly always go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.learning.model import Furniture, Known, Zone, at_least, names_of
from qaclean.learning.observed import Line, Observed
from qaclean.text.titles import asks

__all__ = ["find_zones"]

MAX_ZONES = 12
MAX_ZONE = 60  # lines
OFTEN, NEARLY = 0.25, 0.95  # a share of the pages; of characters that the general rules drop
LIKE = 3  # how many times as long as the middle one the longest zone is
MEAN = 3  # lines of a list of links; where fewer stand, one may be a short answer
ENDS = 0.95  # share of a zone's ends that are named


class _Below(NamedTuple):
    """What stands below a head on one page: the lines up to the next that recurs, and that one ("" at the page's end)."""

    lines: tuple[Line, ...]
    end: str


def find_zones(sample: Sequence[Observed], found: Furniture) -> Iterator[Zone]:
    """The zones, those of the most lines first: below their heads the general rules drop nearly all, and no running text is kept."""
    below: dict[str, list[_Below]] = {}
    names = names_of(found)
    for page in sample:
        marks = [at for at, line in enumerate(page.lines) if names.fit(line, page.title)]
        if not marks:
            continue
        for at, stop in zip(marks, [*marks[1:], len(page.lines)], strict=True):
            end = page.lines[stop].text if stop < len(page.lines) else ""
            below.setdefault(page.lines[at].text, []).append(_Below(page.lines[at + 1 : stop], end))
    heads = {known.words: known for known in found.lines}
    zones = [
        zone for words, rows in below.items() if words in heads and (zone := _zone(heads[words], rows, len(sample)))
    ]
    zones.sort(key=lambda row: (-row[0], row[1].head.words))
    yield from (zone for _, zone in zones[:MAX_ZONES])


def _zone(head: Known, rows: Sequence[_Below], pages: int) -> tuple[int, Zone] | None:
    """The zone of a head, with the lines that it holds on all pages."""
    full = [row for row in rows if row.lines]
    held = [line for row in full for line in row.lines]
    if len(full) < at_least(OFTEN, pages) or any(line.prose and not line.gone for line in held):
        return None
    characters = sum(len(line.text) for line in held)
    gone = sum(len(line.text) for line in held if line.gone)
    lengths = sorted(len(row.lines) for row in full)
    longest = lengths[-1]
    if len(full) < NEARLY * len(rows) or longest > LIKE * lengths[len(lengths) // 2]:
        return None
    if len(held) < MEAN * len(full) or gone < NEARLY * characters or longest > MAX_ZONE or not head.gone:
        return None
    if any(line.heads and not line.gone for line in held):
        return None
    ends = Counter(row.end for row in full)
    named = [words for words, count in ends.items() if words and count > 1]
    if (
        head.words in ends
        or any(asks(words) for words in (head.words, *named))
        or ends[""] > (1 - ENDS) * len(full)
        or not named
    ):  # it ends where the page does: what comes there is not known
        return None
    return len(held), Zone(head, tuple(sorted(named)), longest + 1)
