"""How often the words beside a place come again on the page, and how varied what stands on the other side of the place is then: what a template
writes around each post comes again with other words before or behind it, whatever the language and the site."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from qaclean.patterns import compile_on_use

__all__ = ["Recurrence", "read_recurrence", "recurrence_features"]

_WORD = compile_on_use(
    r"A?a{1,40}|A{1,40}(?!a)|9{1,20}|[HK]|G{1,20}|[^ S\n]"
)  # in the classes of characters; one of Han is a word
_NEAR = 8  # words on either side among which capitals are counted
_LONG = 4  # words of the longer stretch


class _Side(NamedTuple):
    """Of the words on one side of each word's beginning: how often so many come on the page, and with how many different words before or behind."""

    times: dict[tuple[str, ...], int]
    beside: dict[tuple[str, ...], int]


class Recurrence(NamedTuple):
    """The words of a page with digits made equal: where they begin, the words, how many of those before each have capitals, and what is counted."""

    starts: list[int]
    words: list[str]
    capitals: list[int]
    right: tuple[_Side, _Side]
    left: tuple[_Side, _Side]


def read_recurrence(text: str, shape: str) -> Recurrence:
    """What recurs on a folded page with these classes of characters. Linear."""
    starts, words, capital = [], [], []
    for match in _WORD.finditer(shape):
        first = match[0][0]
        starts.append(match.start())
        words.append("0" if first == "9" else text[match.start() : match.end()])
        capital.append(first == "A")
    padded = ["", *words, ""]
    right = tuple(_counted(_runs(words, size), padded) for size in (2, _LONG))
    behind = [_counted(_runs(words, size), padded[size + 1 :]) for size in (2, _LONG)]
    return Recurrence(starts, words, [*accumulate(capital, initial=0)], (right[0], right[1]), (behind[0], behind[1]))


def _runs(words: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [*zip(*(words[at:] for at in range(size)), strict=False)]


def _counted(runs: Sequence[tuple[str, ...]], beside: Sequence[str]) -> _Side:
    return _Side(Counter(runs), Counter(run for run, _ in set(zip(runs, beside, strict=False))))


def recurrence_features(page: Recurrence, end: int, space: str) -> list[str]:
    """The features of the place whose right side begins at `end`: how often the two and the four words behind and before it come on the page and how varied
    their other side is, and how many words around it have capitals."""
    at = bisect_left(page.starts, end)
    words = page.words
    two = [_told(page.right[0], tuple(words[at : at + 2])), _told(page.left[0], tuple(words[max(0, at - 2) : at]))]
    four = [
        _told(page.right[1], tuple(words[at : at + _LONG])),
        _told(page.left[1], tuple(words[max(0, at - _LONG) : at])),
    ]
    capitals = page.capitals
    last = len(words)
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


def _told(side: _Side, run: tuple[str, ...]) -> str:
    times = side.times.get(run, 1)
    if times < 2:
        return "1"
    many = "2" if times == 2 else "3" if times < 5 else "5" if times < 10 else "10"
    others = side.beside[run]
    return many + ("=" if others == 1 else "-" if others <= 0.5 * times else "+")
