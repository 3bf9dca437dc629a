"""The words around places with all digits 0: numbers count on from post to post, and what stands around them stays the same."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from typing import overload

from qaclean.patterns import compile_at_once
from qaclean.segments.said_again import MANY

__all__ = ["words_beside"]

_DIGIT = compile_at_once("[1-9]")


class _Words(Sequence[str]):
    """Words of so many code points (fewer at the ends of the text), cut out of a large text where they are asked for: all of them together take more room than the text."""

    __slots__ = ("firsts", "many", "text")

    def __init__(self, text: str, firsts: array[int], many: int) -> None:
        self.text, self.firsts, self.many = text, firsts, many

    def __len__(self) -> int:
        return len(self.firsts)

    def __iter__(self) -> Iterator[str]:
        return map(self._word_at, self.firsts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        return (
            [*map(self._word_at, self.firsts[index])] if isinstance(index, slice) else self._word_at(self.firsts[index])
        )

    def _word_at(self, first: int) -> str:
        return _DIGIT.sub("0", self.text[max(0, first) : first + self.many])


def words_beside(text: str, places: Sequence[tuple[int, int]], many: int) -> tuple[Sequence[str], Sequence[str]]:
    """The characters before and behind each of the places, `[start, end)` and in order, at most so many. Of very many places they are cut out of the text when they are asked for.

    >>> words_beside("a 12 b 34 c", [(4, 5), (6, 7)], 2)
    (['00', ' b'], ['b ', '00'])
    """
    if len(places) >= MANY:
        firsts = array("i", (start - many for start, _ in places))
        return _Words(text, firsts, many), _Words(text, array("i", (end for _, end in places)), many)
    if not places:
        return [], []
    first = max(0, places[0][0] - many)
    part = _DIGIT.sub("0", text[first : places[-1][1] + many])
    before = [part[max(0, start - many - first) : start - first] for start, _ in places]
    return before, [part[end - first : end + many - first] for _, end in places]
