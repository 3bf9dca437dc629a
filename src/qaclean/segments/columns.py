"""Pieces and evidence of a large page in columns: numbers in arrays, and a row made where one is asked for.

As a tuple a piece takes 160 bytes, and what is seen of it 130 and its words; in columns they take 24 and 32, and the words are those of the text.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import sub
from typing import Any, TypeVar, cast, overload

from qaclean.named_tuples import made_of
from qaclean.segments.document import Document, Piece
from qaclean.segments.evidence import Evidence

__all__ = ["held_evidence", "held_pieces", "held_rows", "held_scores", "held_spans", "texts_of"]

# Code points of a text whose pieces are held so: below it they take little room either way, and columns of very short lines cost half as much time again.
LARGE = 1_000_000
# Code points of a line of such a text, on average. Pieces of shorter lines are held as tuples: what is asked for of each would take half as much time again, and what is made of each takes so
# much room that columns save hardly any of it.
SHORT = 20
_AT_ONCE = 512  # rows that are put into columns together
_Row = TypeVar("_Row")
_piece, _seen = made_of(Piece), made_of(Evidence)
_span = cast("Callable[[tuple[int, ...]], tuple[int, int]]", tuple)
_scores = cast("Callable[[tuple[float, ...]], Sequence[float]]", tuple)


class _Rows(Sequence[_Row]):
    """Rows of numbers, a column of its type for each; `made` makes one of a tuple of them."""

    __slots__ = ("columns", "made")

    def __init__(self, made: Callable[[tuple[Any, ...]], _Row], types: str, rows: Iterable[Iterable[Any]]) -> None:
        self.made = made
        self.columns: tuple[array[Any], ...] = tuple(map(array, types))
        rest = iter(rows)
        while part := [*islice(rest, _AT_ONCE)]:
            for column, values in zip(self.columns, zip(*part, strict=True), strict=True):
                column.extend(values)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[_Row]:
        return map(self.made, zip(*self.columns, strict=True))

    @overload
    def __getitem__(self, index: int) -> _Row: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[_Row, ...]: ...
    def __getitem__(self, index: int | slice) -> _Row | tuple[_Row, ...]:
        if isinstance(index, slice):
            return tuple(map(self.made, zip(*(column[index] for column in self.columns), strict=True)))
        return self.made(tuple([column[index] for column in self.columns]))


class _Lines(Sequence[str]):
    """The words of pieces, cut out of the text."""

    __slots__ = ("ends", "starts", "text")

    def __init__(self, text: str, starts: array[int], ends: array[int]) -> None:
        self.text, self.starts, self.ends = text, starts, ends

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[str]:
        return map(self.text.__getitem__, map(slice, self.starts, self.ends))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [*map(self.text.__getitem__, map(slice, self.starts[index], self.ends[index]))]
        return self.text[self.starts[index] : self.ends[index]]


class _Evidence(Sequence[Evidence]):
    """What is seen of pieces: a column for each count, and the number of what few pieces differ in: cues and what is told by them."""

    __slots__ = ("cues", "fired", "lines", "numbers", "running", "signs", "whole")

    def __init__(self, rows: Iterable[Evidence], lines: _Lines) -> None:
        self.lines = lines
        self.numbers = tuple(array("i") for _ in range(5))
        self.signs = array("i")
        known: dict[tuple[Any, ...], int] = {}
        rest = iter(rows)
        while part := [*islice(rest, _AT_ONCE)]:
            _, _, *counts, cues, covered, whole, running, fired = zip(*part, strict=True)
            for column, values in zip(self.numbers, (*counts, covered), strict=True):
                column.extend(values)
            signs = zip(cues, whole, running, fired, strict=True)
            self.signs.extend([known.setdefault(sign, len(known)) for sign in signs])
        told = [*zip(*known, strict=True)] or [()] * 4
        self.cues, self.whole, self.running, self.fired = told

    def __len__(self) -> int:
        return len(self.signs)

    def __iter__(self) -> Iterator[Evidence]:
        return self._rows(self.lines, self.lines.starts, self.lines.ends, self.numbers, self.signs)

    def __reversed__(self) -> Iterator[Evidence]:
        lines = _Lines(self.lines.text, self.lines.starts[::-1], self.lines.ends[::-1])
        return self._rows(lines, lines.starts, lines.ends, [column[::-1] for column in self.numbers], self.signs[::-1])

    def _rows(
        self,
        lines: Iterable[str],
        starts: Sequence[int],
        ends: Sequence[int],
        numbers: Sequence[Sequence[int]],
        signs: Sequence[int],
    ) -> Iterator[Evidence]:
        *counts, covered = numbers
        cues, whole, running, fired = (
            map(told.__getitem__, signs) for told in (self.cues, self.whole, self.running, self.fired)
        )
        lengths = map(sub, ends, starts)
        return map(_seen, zip(lines, lengths, *counts, cues, covered, whole, running, fired, strict=True))

    @overload
    def __getitem__(self, index: int) -> Evidence: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Evidence, ...]: ...
    def __getitem__(self, index: int | slice) -> Evidence | tuple[Evidence, ...]:
        held = self.lines
        if isinstance(index, slice):
            numbers = [column[index] for column in self.numbers]
            return tuple(self._rows(held[index], held.starts[index], held.ends[index], numbers, self.signs[index]))
        line, sign = held[index], self.signs[index]
        sentences, commas, words, digits, covered = [column[index] for column in self.numbers]
        cues, whole, running, fired = self.cues[sign], self.whole[sign], self.running[sign], self.fired[sign]
        return _seen((line, len(line), sentences, commas, words, digits, cues, covered, whole, running, fired))


def held_pieces(pieces: Iterable[Piece], size: int) -> Sequence[Piece]:
    """The pieces of a text of so many code points, as they are held: a tuple, or columns of a large text whose lines are not very short.

    >>> held_pieces(iter([Piece(0, 4)]), 4) == (Piece(0, 4),) == held_pieces(iter([Piece(0, 4)]), LARGE)[:]
    True
    """
    if size < LARGE:
        return tuple(pieces)
    held = _Rows(_piece, "iiiiii", pieces)
    return held if SHORT * len(held) <= size else tuple(held)


def held_spans(spans: Iterable[tuple[int, int]], size: int) -> Sequence[tuple[int, int]]:
    """Spans of a text of so many code points, as they are held: a tuple, or columns of a large text.

    >>> [*held_spans(iter([(0, 4)]), LARGE)]
    [(0, 4)]
    """
    return tuple(spans) if size < LARGE else _Rows(_span, "ii", spans)


def held_rows(rows: Iterable[_Row], made: Callable[[tuple[int, ...]], _Row], size: int) -> Sequence[_Row]:
    """Rows of two numbers of a text of so many code points, as they are held: a list, or columns of a large text; `made` makes one of a tuple of them.

    >>> held_rows(iter([(0, 4)]), _span, 4)
    [(0, 4)]
    """
    return [*rows] if size < LARGE else _Rows(made, "ii", cast("Iterable[Iterable[int]]", rows))


def held_evidence(rows: Iterable[Evidence], document: Document) -> Sequence[Evidence]:
    """What is seen of each piece of a document, in order, as it is held: a tuple, or columns of a large text."""
    pieces = document.pieces
    if not isinstance(pieces, _Rows):
        return tuple(rows)
    return _Evidence(rows, _Lines(document.folded, *pieces.columns[:2]))


def held_scores(
    rows: Iterable[Sequence[float]], labels: int, evidence: Sequence[Evidence]
) -> Sequence[Sequence[float]]:
    """The scores of so many labels for each piece of which that is seen, as they are held: a list, or columns of a large text."""
    return _Rows(_scores, "d" * labels, rows) if isinstance(evidence, _Evidence) else [*rows]


def texts_of(evidence: Sequence[Evidence]) -> Sequence[str]:
    """The words of each piece; those of a large page are cut out of its text where they are asked for."""
    return evidence.lines if isinstance(evidence, _Evidence) else [seen.text for seen in evidence]
