"""Where the way to a page (`Home > Garden > Topic`) begins and ends in a line that is a whole page: what stands behind it is the page's title, with nothing but a space between."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import literals, load
from qaclean.segments.boundaries import Place
from qaclean.segments.spaced_place import spaced_place
from qaclean.text.columns import columns_of

__all__ = ["trail_places"]

TOP = 800  # code points from the line's start in which the way stands
MAX_ENTRY = 24  # code points of an entry
MOST_WORDS = 3  # ... and its words, where nothing else tells how many
BOUNDED = 16  # columns from the last mark to the next cut, within which all is the last entry
_WORD = compile_at_once(r"[^\s]{1,40}")
_MARK = r"(?:\s{0,2}(?:>{1,2}|»|›|→|\u226b)\s{0,2}|\s(?:::|/)\s)"
_ENTRY = rf"[^\s>»›→/:|。!?](?:[^>»›→/:|。!?\n]{{0,{MAX_ENTRY}}}[^\s>»›→/:|。!?])?"


@lru_cache(maxsize=1)
def _way() -> re.Pattern[str]:
    """From the first entry to behind the last mark: a first entry that is known or labelled, or several marks, or one that hardly stands in sentences."""
    homes = literals(load("segments")["trail"]["homes"])
    labels = literals(next(row["starts"] for row in load("cues")["cue"] if row["id"] == "breadcrumb"))
    last = rf"{_MARK}(?=[^\s>»›→/:|。!?])(?!{_ENTRY}{_MARK})"
    known = rf"(?:{homes}|(?:{labels})[是:\s]{{1,3}}[^\s>»›→/:|。!?]{{1,{MAX_ENTRY}}})(?:{_MARK}{_ENTRY}){{0,6}}?{last}"
    first = rf"[^\s>»›→/:|。!?0-9]{{2,{MAX_ENTRY}}}"
    several = rf"{first}(?:{_MARK}{_ENTRY}){{1,6}}?{last}|{first}\s[»›\u226b]\s(?=[^\s>»›→/:|。!?0-9])"
    return compile_on_use(rf"(?i)(?<![\w>/])(?:{known}|{several})")


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    return compile_at_once(rf"(?i)(?:{literals(load('segments')['trail']['ends'])})(?=\s)")


def trail_places(text: str, start: int, end: int, cuts: Sequence[Place]) -> list[Place]:
    """The cuts of a line, in order, with places before and behind each way to the page at the line's top, and none inside of it.

    >>> line = "Menu Home » Garden » Topic Chain slips ann 2019-04-01 Oil it."
    >>> [line[place.end :][:5] for place in trail_places(line, 0, len(line), [Place(9, 10)])]
    ['Home ', 'Chain']
    """
    found = [*cuts]
    for match in _way().finditer(text, start, min(end, start + TOP)):
        behind = _end_of_last(text, match, end, cuts)
        inside = behind if behind >= 0 else match.end()
        edges = [spaced_place(text, at, start, end) for at in (match.start(), behind) if start < at < end]
        taken = {at for edge in edges for at in range(edge.start, edge.end + 1)}
        outside = (cut for cut in found if not match.start() <= cut.start < inside)
        found = [*(cut for cut in outside if taken.isdisjoint(range(cut.start, cut.end + 1))), *edges]
    return sorted(set(found))


def _end_of_last(text: str, way: re.Match[str], end: int, cuts: Sequence[Place]) -> int:
    """Where the last entry of a way ends; -1 where the cuts show that already, or nothing does."""
    at = way.end()
    known = _ends().match(text, at, end)
    if known is not None:
        return known.end()
    following = bisect_left(cuts, Place(at, at))
    limit = cuts[following].start if following < len(cuts) else end
    words = [*_WORD.finditer(text, at, min(limit, at + 4 * MAX_ENTRY))]
    if columns_of(text[at : min(limit, at + BOUNDED + 1)]) <= BOUNDED or len(words) < 2:
        return -1
    said = [text[at : word.end()] for word in words[:MOST_WORDS]]
    again = [words[n].end() for n, phrase in enumerate(said) if _stands_elsewhere(text, phrase, at)]
    return again[-1] if again else words[0].end()


def _stands_elsewhere(text: str, phrase: str, at: int) -> bool:
    """Whether a phrase stands above the way too, as an entry of a menu does."""
    found = text.find(phrase, max(0, at - TOP), at)
    return found >= 0 and not text[found - 1 : found].isalnum() and not text[found + len(phrase)].isalnum()
