"""How often the words beside a place come again on the page, and how varied what stands on the other side of the place is then: what a template
writes around each post comes again with other words before or behind it, whatever the language and the site."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate, count
from typing import NamedTuple

from qaclean.freed import give_back
from qaclean.patterns import compile_on_use

__all__ = ["Again", "Recurrence", "again_at", "again_names", "read_recurrence"]

_WORD = compile_on_use(
    r"[HK]{1,400}|A?a{1,40}|A{1,40}(?!a)|9{1,20}|G{1,20}|[^ S\n]"
)  # in the classes of characters; each one of Han in a run of them is a word
_NEAR = 8  # words on either side among which capitals are counted
_LONG = 4  # words of the longer stretch
_TIMES = ((10, "10"), (5, "5"), (3, "3"), (2, "2"))  # as often or more, and how it is told
_TOLD = ("1", *(f"{words}{sign}" for _, words in _TIMES for sign in "=-+"))  # of a run by the code that is held of it
_MOST = _TIMES[0][0]
_ROWS = tuple(next((row for row, (least, _) in enumerate(_TIMES) if times >= least), 0) for times in range(_MOST + 1))
_HALF = 16  # what is told of a run by what stands before it and by what stands behind are the halves of one byte
_MANY_WORDS = 1_000_000  # of a large page
_AT_ONCE = 4_000  # words of which what recurs is counted together
_STRETCH = 1024  # code points whose words are counted again where a place is looked up


Again = tuple[
    int, int, int, int, int, int, str
]  # told of two words behind and before a place, and of four; words with capitals before and behind; what is between


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


def read_recurrence(text: str, shape: str, ends: Sequence[int] | None = None) -> Recurrence:
    """What recurs on a folded page with these classes of characters; with `ends` only what `again_at` asks of places that end there. Linear."""
    words = array("i")
    starts, capitals = bytearray(len(text)), bytearray()
    known: defaultdict[str, int] = defaultdict(count().__next__)  # a number for each word
    for match in _WORD.finditer(shape):
        start, end = match.span()
        first = shape[start]
        if first == "H" or first == "K":
            many = end - start
            starts[start:end] = b"\1" * many
            words.extend(map(known.__getitem__, text[start:end]))
            capitals.extend(bytes(many))
        else:
            starts[start] = 1
            words.append(known["0" if first == "9" else text[start:end]])
            capitals.append(first == "A")
    two, four = (_Runs(size, bytearray(len(words) + 1)) for size in (2, _LONG))
    no_word = len(known)  # before the first and behind the last
    del known
    give_back(len(text))
    together = _together(words, no_word) if len(words) > _AT_ONCE else [range(len(words))]
    words.extend([no_word] * _LONG)
    base = no_word + 1
    counts = (starts.count(1, at, at + _STRETCH) for at in range(0, len(starts), _STRETCH))
    page = Recurrence(starts, array("i", accumulate(counts, initial=0)), capitals, two, four)
    asked = None if ends is None else {_word_at(page, end) - back for end in ends for back in (0, 2, _LONG)}
    for places in together:
        runs = [(at, words[at] * base + words[at + 1]) for at in places]
        again = _tell(two, words, runs if asked is None else _of_asked(runs, asked))
        _tell(four, words, [(at, (pair * base + words[at + 2]) * base + words[at + 3]) for at, pair in again])
    return page


def _of_asked(places: Sequence[tuple[int, int]], asked: Set[int]) -> list[tuple[int, int]]:
    """The places of the runs that begin at one of the words that are asked for."""
    runs = {run for at, run in places if at in asked}
    return [place for place in places if place[1] in runs]


def _word_at(page: Recurrence, place: int) -> int:
    """How many words begin before a place: the number of the one that begins there."""
    stretch = place // _STRETCH
    return page.before[stretch] + page.starts.count(1, stretch * _STRETCH, place)


def _together(words: array[int], many: int) -> Iterator[array[int]]:
    """The places of words that come again, of `many` different ones, those of one word together, about so many at once: what is counted of them takes much more room than they do.
    Of a large page half is looked at first, since the places of all words take as much room as the words."""
    counted = Counter(words)
    times = array("i", map(counted.__getitem__, range(many)))
    del counted
    share = len(words) if len(words) < _MANY_WORDS else len(words) // 2
    part = array("i")
    first = 0
    while first < many:
        following = [0]  # where the next place of each of these words goes
        for last in range(first, many):
            following.append(following[-1] + times[last])
            if following[-1] >= share:
                break
        places = array("i", [0]) * following.pop()
        for at, word in enumerate(words):
            if first <= word <= last:
                places[following[word - first]] = at
                following[word - first] += 1
        for word, end in enumerate(following, first):
            if times[word] > _AT_ONCE:
                yield from _by_next(words, places[end - times[word] : end], times[word] // _AT_ONCE + 1)
            elif times[word] > 1:
                part.extend(places[end - times[word] : end])
            if len(part) > _AT_ONCE:
                yield part
                part = array("i")
        first = last + 1
        del places, following  # before those of the other half are made
    yield part


def _by_next(words: array[int], places: array[int], parts: int) -> Iterator[array[int]]:
    """The places of one word in so many parts, those with the same word behind them together."""
    for part in range(parts):
        yield array("i", (at for at in places if words[at + 1] % parts == part))


def _tell(runs: _Runs, words: array[int], places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Note of each run that comes again, at all of its places, how often it comes and how varied the words before it and behind it are. `places` have the
    number of the run that begins there; those of runs that come again are given back."""
    times = Counter([run for _, run in places])
    again = [place for place in places if times[place[1]] > 1]
    before = Counter([run for run, _ in {(run, words[at - 1]) for at, run in again}])  # the last of them all is no word
    behind = Counter([run for run, _ in {(run, words[at + runs.size]) for at, run in again}])
    told = {run: _HALF * _code(times[run], many) + _code(times[run], behind[run]) for run, many in before.items()}
    for at, run in again:
        runs.told[at] = told[run]
    return again


def _code(times: int, others: int) -> int:
    """The place in `_TOLD` of a run that comes so often, beside so many different words."""
    return 1 + 3 * _ROWS[min(times, _MOST)] + (0 if others == 1 else 1 if others <= 0.5 * times else 2)


def again_at(page: Recurrence, end: int, space: str) -> Again:
    """What recurs around the place whose right side begins at `end`."""
    at, two, four = _word_at(page, end), page.two.told, page.four.told
    return (
        two[at] // _HALF,
        two[at - 2] % _HALF if at >= 2 else 0,
        four[at] // _HALF,
        four[at - _LONG] % _HALF if at >= _LONG else 0,
        page.capitals.count(1, max(0, at - _NEAR), at),
        page.capitals.count(1, at, at + _NEAR),
        space,
    )


def again_names(again: Again) -> tuple[str, ...]:
    """The features of what recurs: how often the two and the four words behind and before it come on the page and how varied
    their other side is, and how many words around it have capitals."""
    after, said = _TOLD[again[0]], _TOLD[again[1]]
    after_four, said_four = _TOLD[again[2]], _TOLD[again[3]]
    before, behind, space = again[4:]
    return (
        f"again {after} {space}",
        f"again 4 {after_four} {space}",
        f"said {said} {space}",
        f"said 4 {said_four} {space}",
        f"both {said}|{after} {space}",
        f"both 4 {said_four}|{after_four} {space}",
        f"capitals {before}|{behind} {space}",
    )
