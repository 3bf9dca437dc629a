"""Where the bytes of a page of markup that are no text stand in its rendered text."""

from __future__ import annotations

from bisect import bisect_left

from qaclean.decoding.decode import LOST
from qaclean.patterns import compile_at_once
from qaclean.surrogates import LONE

__all__ = ["surrogates_in", "traced"]

_NO_NEIGHBOUR = compile_at_once(r"[\s<>&;\ufffd]|\Z")  # what rendering may change
Run = tuple[int, int, str]  # start and end in code points, the bytes in hexadecimal digits
Pair = tuple[str, str]  # the characters beside a run; empty where rendering may have changed it


def surrogates_in(markup: str) -> list[Run]:
    """The lone surrogates of a text with the bytes that UTF-8 would write for them, were it allowed to.

    >>> surrogates_in("关\\ud800机")
    [(1, 2, 'eda080')]
    """
    return [(m.start(), m.end(), m.group().encode("utf-8", "surrogatepass").hex()) for m in LONE.finditer(markup)]


def traced(markup: str, runs: list[Run], text: str) -> tuple[Run, ...]:
    """The runs of the markup that the text shows, with their spans there; both in order, told by the characters beside them. Linear.

    Runs in scripts, tags and hidden parts are not in the text, so they are in no record either.

    >>> traced("<p title='\ufffd'>关\ufffd机<b>\ufffd</b>", [(10, 11, "ff"), (14, 15, "fe"), (19, 20, "fd")], "关\ufffd机\ufffd")
    ((1, 2, 'fe'), (3, 4, 'fd'))
    """
    found: list[Run] = []
    beside = _Beside([_neighbours(markup, run[0]) for run in runs])
    at = 0
    place = text.find(LOST)
    while place >= 0 and at < len(runs):
        index = beside.first(_neighbours(text, place), at)
        if index < len(runs):
            found.append((place, place + 1, runs[index][2]))
            at = index + 1
        place = text.find(LOST, place + 1)
    return tuple(found)


class _Beside:
    """The numbers of runs by the characters beside them, so that the next one that agrees is found without a look at the others."""

    def __init__(self, pairs: list[Pair]) -> None:
        self.total = len(pairs)
        self.pairs: dict[Pair, list[int]] = {}
        self.before: dict[str, list[int]] = {}
        self.after: dict[str, list[int]] = {}
        for number, pair in enumerate(pairs):
            self.pairs.setdefault(pair, []).append(number)
            self.before.setdefault(pair[0], []).append(number)
            self.after.setdefault(pair[1], []).append(number)

    def first(self, pair: Pair, at: int) -> int:
        """The first run from number `at` on of which no character beside says that it is another one; their count where there is none.

        A character that a tag or an entity stands for, an empty one, says nothing.
        """
        before, after = pair
        if before and after:
            rows = [self.pairs.get(known, ()) for known in (pair, ("", after), (before, ""), ("", ""))]
        elif before:
            rows = [self.before.get(known, ()) for known in (before, "")]
        elif after:
            rows = [self.after.get(known, ()) for known in (after, "")]
        else:
            return at
        nexts = ((row, bisect_left(row, at)) for row in rows)
        return min((row[place] for row, place in nexts if place < len(row)), default=self.total)


def _neighbours(text: str, place: int) -> Pair:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before if not _NO_NEIGHBOUR.match(before) else "", after if not _NO_NEIGHBOUR.match(after) else ""
