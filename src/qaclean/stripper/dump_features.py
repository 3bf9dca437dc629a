"""What the chain sees in a line of a dump besides (`text_features.py`): a dump has no elements, its lines alone tell what they are.

Phrases in which a site speaks of itself, the pairs of characters of lines too long for `w`, names of links that are about the same,
tables of contents and boxes of facts run together in one line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from operator import add

from qaclean.segments.phrases import phrases_in
from qaclean.segments.signals import SHORT_LINE, Evidence
from qaclean.stripper.text_features import LENGTHS, PAIRS_TO, piece_features, position_of
from qaclean.stripper.text_view import place_of, zones_of

__all__ = ["dump_features", "dump_names"]

_MANY = 5  # phrases that cover a fifth of a line are most of what it says
_LINKS = (3, 40)  # names of links in a line: fewest, and most that are looked at
_NAME = 4  # code points of the name of a link, at least
_GAPS = re.compile("\u3000|  ")
_COUNTED = re.compile("[0-9]{1,2}")
_FACT = re.compile(r"\S{1,8} \S")


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
    if PAIRS_TO < e.length <= SHORT_LINE:
        row.extend(dict.fromkeys(map("x".__add__, map(add, e.text, e.text[1:]))))
    if e.words >= _LINKS[0] and not e.text.isascii():  # words of Latin script share pairs by chance
        row.extend(_kin(e, place))
    if "_" in e.text:
        row.append(f"underscores{min(e.text.count('_'), 3)}")
    if e.words > 1 or "\u3000" in e.text:
        row.extend(_columns(e.text))
    return row


def _kin(e: Evidence, place: str) -> list[str]:
    """How many of the names of links in a line, in quarters, share the pair of characters that most of them have."""
    names = [word for word in e.text.split() if len(word) >= _NAME][: _LINKS[1]]
    if len(names) < _LINKS[0]:
        return []
    pairs = Counter(chain.from_iterable({*map(add, name, name[1:])} for name in names))
    share = max(pairs.values()) * 4 // len(names)
    return [f"kin{share}", f"kin{share}:{place}", f"kin{share}:{'plain' if e.sentences + e.commas == 0 else 'text'}"]


def _columns(text: str) -> list[str]:
    """What parts of a line that stand apart are: they count on (`1 Use  2 Care`), or are facts (`Name Anna  Place Bonn`)."""
    parts = [part for part in _GAPS.split(text) if part.strip()]
    if len(parts) < 2:
        return []
    row = []
    numbers = [int(found[0]) for part in parts if (found := _COUNTED.match(part.strip()))]
    if len(numbers) >= 2 and all(b == a + 1 for a, b in pairwise(numbers)):
        row.append("columns:counted")
    if sum(_FACT.match(part.strip()) is not None for part in parts) * 4 >= len(parts) * 3:
        row += ["columns:facts", f"columns:facts{min(len(parts), 4)}"]
    if "▪" in text:
        row.append("columns:below")
    return row
