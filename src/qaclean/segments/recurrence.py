"""How often the words beside a place come again on the page, and how varied what stands on the other side of the place is then: what a template
writes around each post comes again with other words before or behind it, whatever the language and the site."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from qaclean.patterns import compile_on_use

__all__ = ["Recurrence", "read_recurrence", "recurrence_features"]

_WORD = compile_on_use(
    r"A?a{1,40}|A{1,40}(?!a)|9{1,20}|[HK]|G{1,20}|[^ S\n]"
)  # in the classes of characters; one of Han is a word
_NEAR = 8  # words on either side among which capitals are counted
_LONG = 4  # words of the longer stretch
_TIMES = ((10, "10"), (5, "5"), (3, "3"), (2, "2"))  # as often or more, and how it is told
_TOLD = ("1", *(f"{words}{sign}" for _, words in _TIMES for sign in "=-+"))  # of a run by the code that is held of it
_NO_WORD = -1  # before the first word and behind the last
_HALF = 16  # what is told of a run by what stands before it and by what stands behind are the halves of one byte
_STRETCH = 1024  # code points whose words are counted again where a place is looked up


class _Runs(NamedTuple):
    """What is told (as a place in `_TOLD`) of the run of so many words that begins at each word: by what stands before it `_HALF` times, and by what stands behind."""

    size: int
    told: bytearray


class Recurrence(NamedTuple):
    """The words of a page with digits made equal: where they begin (1 at each such code point; `before` has how many begin before each stretch of the
    page), which of them have capitals (1), and what recurs.

    A page has as many words as Chinese characters, so that nothing here is an object for each, nor a number of four bytes.
    """

    starts: bytearray
    before: array[int]
    capitals: bytearray
    two: _Runs
    four: _Runs


def read_recurrence(text: str, shape: str) -> Recurrence:
    """What recurs on a folded page with these classes of characters. Linear."""
    words = array("i")
    starts, capitals = bytearray(len(text)), bytearray()
    known: dict[str, int] = {}
    for match in _WORD.finditer(shape):
        start, end = match.span()
        first = shape[start]
        starts[start] = 1
        words.append(known.setdefault("0" if first == "9" else text[start:end], len(known)))
        capitals.append(first == "A")
    two, four = (_Runs(many, bytearray(len(words) + 1)) for many in (2, _LONG))
    grouped = _by_word(words, len(known))
    del known
    words.extend([_NO_WORD] * _LONG)
    for places in grouped:
        for again in _parted(places, [words[at + 1] for at in places]):
            _tell(two, words, again)
            for longer in _parted(again, [(words[at + 2], words[at + 3]) for at in again]):
                _tell(four, words, longer)
    counts = (starts.count(1, at, at + _STRETCH) for at in range(0, len(starts), _STRETCH))
    return Recurrence(starts, array("i", accumulate(counts, initial=0)), capitals, two, four)


def _word_at(page: Recurrence, place: int) -> int:
    """How many words begin before a place: the number of the one that begins there."""
    stretch = place // _STRETCH
    return page.before[stretch] + page.starts.count(1, stretch * _STRETCH, place)


def _by_word(words: array[int], many: int) -> Iterator[array[int]]:
    """The places of each word that comes again."""
    times = Counter(words)
    ends = [*accumulate(times[word] for word in range(many))]
    places = array("i", [0]) * len(words)
    following = [0, *ends]
    for at, word in enumerate(words):
        places[following[word]] = at
        following[word] += 1
    return (places[end - times[word] : end] for word, end in enumerate(ends) if times[word] > 1)


def _parted(places: array[int], keys: Sequence[object]) -> Iterable[array[int]]:
    """The places with the same key, where they are more than one."""
    times = Counter(keys)
    parts = {key: array("i") for key, many in times.items() if many > 1}
    if parts:
        for at, key in zip(places, keys, strict=True):
            if key in parts:
                parts[key].append(at)
    return parts.values()


def _tell(runs: _Runs, words: array[int], places: array[int]) -> None:
    """Note of a run, at all of its places, how often it comes and how varied the words before it and behind it are."""
    times, size = len(places), runs.size
    row = next(row for row, (least, _) in enumerate(_TIMES) if times >= least)
    before = _code(row, times, len({words[at - 1] for at in places}))  # the last of them all is no word
    behind = _code(row, times, len({words[at + size] for at in places}))
    both = _HALF * before + behind
    for at in places:
        runs.told[at] = both


def _code(row: int, times: int, others: int) -> int:
    return 1 + 3 * row + (0 if others == 1 else 1 if others <= 0.5 * times else 2)


def recurrence_features(page: Recurrence, end: int, space: str) -> list[str]:
    """The features of the place whose right side begins at `end`: how often the two and the four words behind and before it come on the page and how varied
    their other side is, and how many words around it have capitals."""
    at = _word_at(page, end)
    two, four = _told(page.two, at), _told(page.four, at)
    before = page.capitals.count(1, max(0, at - _NEAR), at)
    behind = page.capitals.count(1, at, at + _NEAR)
    return [
        f"again {two[0]} {space}",
        f"again 4 {four[0]} {space}",
        f"said {two[1]} {space}",
        f"said 4 {four[1]} {space}",
        f"both {two[1]}|{two[0]} {space}",
        f"both 4 {four[1]}|{four[0]} {space}",
        f"capitals {before}|{behind} {space}",
    ]


def _told(runs: _Runs, at: int) -> tuple[str, str]:
    """What is told of the run that begins at a word, and of the one that ends before it."""
    first = at - runs.size
    return _TOLD[runs.told[at] // _HALF], _TOLD[runs.told[first] % _HALF if first >= 0 else 0]
