"""The part of a page around places with all digits 0: numbers count on from post to post, and what stands around them stays the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once

__all__ = ["Evened", "evened"]

_DIGIT = compile_at_once("[1-9]")


class Evened(NamedTuple):
    """Such a part; `first` is where it begins on the page, in code points, as all places count."""

    text: str
    first: int

    def all_before(self, places: Sequence[tuple[int, int]], many: int) -> Iterator[str]:
        """The characters before each of the places, at most so many."""
        text, first = self
        return (text[max(0, start - many - first) : start - first] for start, _ in places)

    def all_behind(self, places: Sequence[tuple[int, int]], many: int) -> Iterator[str]:
        """The characters behind each of the places, at most so many."""
        text, first = self
        return (text[end - first : end + many - first] for _, end in places)


def evened(text: str, places: Sequence[tuple[int, int]], many: int) -> Evened:
    """The part of a page with these places, `[start, end)` and in order, and so many characters on either side.

    >>> line = evened("a 12 b 34 c", [(4, 5), (6, 7)], 2)
    >>> line, [*line.all_before([(6, 7)], 2)], [*line.all_behind([(6, 7)], 2)]
    (Evened(text='00 b 00', first=2), [' b'], ['00'])
    """
    if not places:
        return Evened("", 0)
    first = max(0, places[0][0] - many)
    return Evened(_DIGIT.sub("0", text[first : places[-1][1] + many]), first)
