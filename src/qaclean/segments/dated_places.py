"""Dates that come again in one form in a line as long as a page: the heads of its posts, with the name before each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.rules import load
from qaclean.segments.boundaries import Place

__all__ = ["dated_places"]

MIN_LINE = 1000  # code points of a line that may hold several posts
FEWEST = 3  # dates of one form
APART = 60  # code points between two of them, in half of the cases
MAX_NAME = 32  # code points of what stands between a sentence's end and a date
NAMED = 0.4  # share of the dates with a name right behind a sentence's end, from which on those of the others are looked for
LEARNED = 2  # times a name stands so before it is known
_CLOCK = re.compile(r"[0-9]:[0-9]{2}(?![0-9])")
_AFTER = r"(?:\s?[AaPp]\.?[Mm]\b\.?)?(?:\s(?:UTC|GMT|[+-][0-9]{2}:?[0-9]{2})\b)?(?:\s#[0-9]{1,5}(?=\s))?"
_DIGITS = re.compile(r"[0-9]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_SENTENCE_END = re.compile(r"[.!?\u3002\u2026)\]}\"\u201d\u300d|»·•>]\s+(?=[^\s.!?])")
_NO_NAME = re.compile(r"[.!?,;:\u3002\u3001]\s|[\u3002\u3001\"(){}\[\]=<>|]")
_GOES_ON = re.compile(
    r"[^\s|,。!?]{1,24} {0,3}\||[.,:/\u3400-\u9fff-]"
)  # date, name, bar, level; a fraction; a sentence
_NO_POST = re.compile(r"\s?(?:[A-Z]{4,8}\b|\[[\w.]{1,40}\]|<)")  # what a program logs at that moment


class _Head(NamedTuple):
    """A date: `start` and `end` of its words, and where the words before it begin that may be a name, or -1."""

    start: int
    end: int
    name: int


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    pattern = next(row["pattern"] for row in load("segments")["shape"] if row["id"] == "date")
    return re.compile(f"(?:{pattern}){_AFTER}")


def dated_places(text: str, start: int, end: int) -> list[Place]:
    """Where a line is cut around its dates with a time of day, where three or more are of one form; none in other lines.

    >>> said = "I would oil the chain first, and then look at the cables once more, they stretch. "
    >>> line = "".join(f"{name} 2019-04-0{day} 10:2{day} {said * 6}" for day, name in enumerate(("ann", "tom", "ann"), 1))
    >>> places = [*(place.start for place in dated_places(line, 0, len(line))), len(line)]
    >>> [line[a:b].strip()[:20] for a, b in zip(places, places[1:]) if "2019" in line[a:b]]
    ['2019-04-01 10:21', 'tom 2019-04-02 10:22', 'ann 2019-04-03 10:23']
    """
    if end - start < MIN_LINE or len(_CLOCK.findall(text, start, end)) < FEWEST:
        return []
    forms: dict[str, list[_Head]] = {}
    for match in _dates().finditer(text, start, end):
        said = match.group()
        if ":" in said and text[match.end() : match.end() + 1].isspace() and not _goes_on(text, match.end()):
            form = _LETTERS.sub("a", _DIGITS.sub("0", said.partition(" #")[0]))
            forms.setdefault(form, []).append(
                _Head(match.start(), match.end(), _name_before(text, start, match.start()))
            )
    places: set[Place] = set()
    for heads in forms.values():
        if _are_heads(heads):
            places |= {place for head in _with_names(text, start, heads) for place in _around(text, head, start, end)}
    return sorted(places)


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind a date belongs to it: the name and level of a head, the message of a log."""
    return _GOES_ON.match(text, end + 1) is not None or _NO_POST.match(text, end) is not None


def _name_before(text: str, start: int, date: int) -> int:
    """Where the words between the last end of a sentence and a date begin, where those are few; else -1."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(start, date - MAX_NAME - 2), date)]
    at = ends[-1] if ends else -1
    return at if 0 <= at < date and _is_name(text[at:date]) else -1


def _is_name(words: str) -> bool:
    words = words.strip()
    return 0 < len(words) <= MAX_NAME and len(words.split()) <= 3 and _NO_NAME.search(words) is None


def _are_heads(heads: Sequence[_Head]) -> bool:
    """Whether so many dates of one form stand as far apart as posts do."""
    gaps = sorted(after.start - before.end for before, after in pairwise(heads))
    return len(heads) >= FEWEST and gaps[len(gaps) // 2] >= APART


def _with_names(text: str, start: int, heads: Sequence[_Head]) -> Sequence[_Head]:
    """The heads, where those of posts that end without a mark have their names too: one that is known, or as many words as the others have."""
    named = [text[head.name : head.start].strip() for head in heads if head.name >= 0]
    if len(named) < NAMED * len(heads):
        return [head._replace(name=-1) for head in heads]
    count = Counter(named)
    known = sorted((name for name, n in count.items() if n >= LEARNED), key=len, reverse=True)
    words, _ = Counter(len(name.split()) for name in named).most_common(1)[0]
    return [head if head.name >= 0 else head._replace(name=_found(text, start, head, known, words)) for head in heads]


def _found(text: str, start: int, head: _Head, known: Sequence[str], words: int) -> int:
    """Where the name before a date begins."""
    before = text[max(start, head.start - MAX_NAME - 2) : head.start].rstrip()
    for name in known:
        if before.endswith(name) and not before[: -len(name)][-1:].isalnum():
            return head.start - len(text[max(start, head.start - MAX_NAME - 2) : head.start]) + len(before) - len(name)
    parts = before.rsplit(maxsplit=words)
    own = before[len(before) - len(before.removeprefix(parts[0]).lstrip()) :] if len(parts) > words else ""
    return text.rindex(own, start, head.start) if own and _is_name(own) else -1


def _around(text: str, head: _Head, start: int, end: int) -> list[Place]:
    """The places before a head, or its date, and behind it."""
    first = head.start if head.name < 0 else head.name
    low = first
    while low > start and text[low - 1].isspace():
        low -= 1
    high = head.end
    while high < end and text[high].isspace():
        high += 1
    return [place for place in (Place(low, first), Place(head.end, high)) if start < place.start and place.end < end]
