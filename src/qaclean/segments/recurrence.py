"""How often the words beside a place come again on the page, and how varied what stands on the other side of the place is then: what a template
writes around each post comes again with other words before or behind it, whatever the language and the site."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from itertools import chain
from typing import NamedTuple

from qaclean.patterns import compile_on_use

__all__ = ["Recurrence", "read_recurrence", "recurrence_features"]

_WORD = compile_on_use(
    r"A?a{1,40}|A{1,40}(?!a)|9{1,20}|[HK]|G{1,20}|[^ S\n]"
)  # in the classes of characters; one of Han is a word
_NEAR = 8  # words on either side among which capitals are counted
_LONG = 4  # words of the longer stretch


class _Runs(NamedTuple):
    """The runs of so many words of a page: the number of the run that begins at each word, how often each of those comes that comes again, and with how
    many different words before and behind it."""

    size: int
    numbers: array[int]
    times: dict[int, int]
    before: dict[int, int]
    behind: dict[int, int]


class Recurrence(NamedTuple):
    """The words of a page with digits made equal: where they begin, how many of those before each have capitals, and what recurs.

    Words and runs of words are numbers, since a page has many of them.
    """

    starts: array[int]
    capitals: array[int]
    two: _Runs
    four: _Runs


def read_recurrence(text: str, shape: str) -> Recurrence:
    """What recurs on a folded page with these classes of characters. Linear."""
    starts, capitals = array("q"), array("q", (0,))
    known: dict[str, int] = {}
    words = array("q")
    for match in _WORD.finditer(shape):
        first = match[0][0]
        starts.append(match.start())
        word = "0" if first == "9" else text[match.start() : match.end()]
        words.append(known.setdefault(word, len(known)))
        capitals.append(capitals[-1] + (first == "A"))
    pairs = _numbered(words, words[1:], len(known))
    fours = _numbered(pairs, pairs[2:], len(pairs))
    return Recurrence(starts, capitals, _counted(pairs, words, 2), _counted(fours, words, _LONG))


def _numbered(firsts: array[int], seconds: array[int], many: int) -> array[int]:
    """A number for each two that stand at one place, the same for the same two; `many` is more than any of the second."""
    known: dict[int, int] = {}
    return array("q", [known.setdefault(a * many + b, len(known)) for a, b in zip(firsts, seconds, strict=False)])


def _counted(runs: array[int], words: array[int], size: int) -> _Runs:
    times = {run: many for run, many in Counter(runs).items() if many > 1}
    none = len(words)  # stands before the first word and behind the last
    before = {run * (none + 1) + word for run, word in zip(runs, chain((none,), words), strict=False) if run in times}
    behind = {
        run * (none + 1) + word for run, word in zip(runs, chain(words[size:], (none,)), strict=False) if run in times
    }
    return _Runs(size, runs, times, *(Counter(key // (none + 1) for key in keys) for keys in (before, behind)))


def recurrence_features(page: Recurrence, end: int, space: str) -> list[str]:
    """The features of the place whose right side begins at `end`: how often the two and the four words behind and before it come on the page and how varied
    their other side is, and how many words around it have capitals."""
    at = bisect_left(page.starts, end)
    two, four = _told(page.two, at), _told(page.four, at)
    capitals = page.capitals
    last = len(page.starts)
    before = capitals[at] - capitals[max(0, at - _NEAR)]
    behind = capitals[min(last, at + _NEAR)] - capitals[at]
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
    numbers, first = runs.numbers, at - runs.size
    right = _again(runs.times, runs.before, numbers[at]) if at < len(numbers) else "1"
    return right, _again(runs.times, runs.behind, numbers[first]) if first >= 0 else "1"


def _again(all_times: dict[int, int], beside: dict[int, int], run: int) -> str:
    times = all_times.get(run, 1)
    if times < 2:
        return "1"
    many = "2" if times == 2 else "3" if times < 5 else "5" if times < 10 else "10"
    others = beside[run]
    return many + ("=" if others == 1 else "-" if others <= 0.5 * times else "+")
