"""GBK text that lost one byte, so that every pair of bytes after it is read off by one: 白了很多 becomes 琢撕芏.

A run is a candidate where a character stands that running text hardly ever has. It is repaired on one of two proofs: the text
right after it stands elsewhere on the page, and what stands before it there gives just these bytes; or the run is long, makes no
sense as it stands, and reads well when shifted back. In the second case the characters at its ends are lost: U+FFFD.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.text.plausibility import plausibility

__all__ = ["find_gbk_shifts", "shift_trigger"]

BEFORE, AFTER = 24, 96  # characters before and after a candidate that its run may reach; a line has ASCII in it by then
ECHO = 5  # characters after the run that must stand elsewhere on the page
MAX_ECHOES = 16  # candidates per page whose echo is looked for: each is a search through the page
MAX_ENDS, MAX_PLACES = 4, 4  # places after the candidate where its run may end; places of the page that are compared
LONG = 6  # characters of a run that needs no echo, with this plausibility after and before:
GOOD, BAD = 0.7, 0.25
DUBIOUS = 0.3  # plausibility of the characters beside a candidate up to which its run is looked at
DOUBT = 0.4  # loss of plausibility at the ends of a run that its stretch may take in


def shift_trigger() -> str:
    """The characters (a class body) one of which every candidate has: a shift brings them about, and text hardly ever.

    They are of the second level of GB2312, with a lead byte that is a common second byte, and the other way round.

    >>> "芏" in shift_trigger(), "嘛" in shift_trigger()
    (True, False)
    """
    cells = b"".join(bytes((lead, trail)) + b"\n" for lead in range(0xD8, 0xF8) for trail in range(0xB0, 0xD8))
    known = "\n" + load("characters")["second_level"]
    return "".join(sorted(set(cells.decode("gb2312", "ignore")).difference(known)))


class _Run(NamedTuple):
    start: int
    end: int
    after: str


@lru_cache(maxsize=1)
def _candidate() -> re.Pattern[str]:
    return compile_at_once(f"[{shift_trigger()}]")


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    """A run of characters of two bytes, both above A0: those that GB2312 text can turn into."""
    cells = b"".join(bytes((lead, trail)) for lead in range(0xA1, 0xFF) for trail in range(0xA1, 0xFF))
    return compile_at_once(f"[{re.escape(cells.decode('gb18030'))}]*")


def find_gbk_shifts(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run that is proven to be GBK read off by one byte, with the text it was: `(start, end, after)`, code points. Linear.

    >>> list(find_gbk_shifts("我白了很多,真的很好了\\n琢撕芏真的很好了"))
    [(12, 15, '白了很多,')]
    """
    done = read = echoes = 0
    for match in _candidate().finditer(text):
        at, run = match.start(), None
        if at < done:
            continue
        if echoes < MAX_ECHOES:
            echoes += 1
            run = _by_echo(text, at, done)
        if run is None and at >= read and plausibility(text[max(0, at - 3) : at + 4], "simplified") < DUBIOUS:
            first, read = _around(text, at, done)
            run = _by_reading(text, first, read)
        if run:
            yield run.start, run.end, run.after
            done = run.end


def _by_echo(text: str, at: int, floor: int) -> _Run | None:
    """The run around `at` whose following text stands elsewhere, after what the run is a shift of."""
    for end in range(at + 1, at + 1 + MAX_ENDS):
        echo = text[end : end + ECHO]
        if len(echo) < ECHO or "\n" in echo:
            return None
        place = -1
        for _ in range(MAX_PLACES):
            place = text.find(echo, place + 1)
            if place < 0:
                break
            if place != end:
                run = _compare(text, at, floor, end, place)
                if run:
                    return run
    return None


def _compare(text: str, at: int, floor: int, end: int, place: int) -> _Run | None:
    """The run that ends at `end`, if its bytes are those before `place`, off by one: up to two bytes were swallowed at its end."""
    original = text[max(0, place - BEFORE) : place].rpartition("\n")[2]
    data = original.encode("gb18030", "replace")
    for swallowed in (2, 1, 0):
        stop, start = len(data) - swallowed, end
        while start > floor and stop >= 2 and data[stop - 2 : stop] == text[start - 1].encode("gb18030", "replace"):
            start, stop = start - 1, stop - 2
        if start <= at:
            return _restored(original, stop, start, end)
    return None


def _restored(original: str, skipped: int, start: int, end: int) -> _Run | None:
    """The characters of `original` but for its first `skipped` bytes; None where those end between characters: no shift."""
    count = 0
    for index, character in enumerate(original):
        size = len(character.encode("gb18030", "replace"))
        if count + size > skipped:
            return _Run(start, end, original[index:]) if count < skipped else None
        count += size
    return None


def _around(text: str, at: int, floor: int) -> tuple[int, int]:
    """The characters of two bytes around `at`, within bounds: `(start, end)`."""
    low = max(floor, at - BEFORE)
    before = _run().match(text[low:at][::-1])
    after = _run().match(text, at, at + AFTER)
    return at - (before.end() if before else 0), after.end() if after else at


def _by_reading(text: str, first: int, last: int) -> _Run | None:
    """The run within these bounds that gains most from shifting it back, if it is long and the gain is beyond doubt."""
    run = text[first:last]
    if len(run) < LONG:
        return None
    shifted = [_decoded(pair) for pair in _pairs(run.encode("gb18030"))]
    gains = [_weight(new) - _weight(old) for old, new in zip(run, shifted, strict=False)]
    start, end = _to_the_ends(gains, *_best_stretch(gains))
    after = "".join(shifted[start:end])
    if end - start < LONG or plausibility(after, "simplified") < GOOD:
        return None
    if plausibility(run[start : end + 1], "simplified") > BAD:
        return None
    return _Run(first + start, first + end + 1, f"\ufffd{after}\ufffd")


def _pairs(data: bytes) -> Iterator[bytes]:
    """The pairs of bytes off by one: one for each gap between two characters."""
    return (data[index : index + 2] for index in range(1, len(data) - 1, 2))


def _decoded(pair: bytes) -> str:
    character = pair.decode("gb18030", "replace")
    return character if len(character) == 1 else "\ufffd"


@remembered(REMEMBERED_NAMES)
def _weight(character: str) -> float:
    return plausibility(character, "simplified")


def _to_the_ends(gains: list[float], start: int, end: int) -> tuple[int, int]:
    """The stretch, to the ends of the run where hardly anything speaks against it."""
    return (0 if sum(gains[:start]) > -DOUBT else start), (len(gains) if sum(gains[end:]) > -DOUBT else end)


def _best_stretch(gains: list[float]) -> tuple[int, int]:
    """The stretch of the largest sum: `(start, end)`."""
    best, best_sum, start, running = (0, 0), 0.0, 0, 0.0
    for index, gain in enumerate(gains):
        if running < 0:
            start, running = index, 0.0
        running += gain
        if running > best_sum:
            best, best_sum = (start, index + 1), running
    return best
