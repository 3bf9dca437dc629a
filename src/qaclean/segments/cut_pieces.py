"""A line that is cut at places becomes pieces; the separators that stood between these are set aside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_at_once
from qaclean.segments.boundaries import Place
from qaclean.segments.document import Piece, Removal

__all__ = ["cut_pieces"]

_TAG = compile_at_once(r"(?:[/\"']|</[A-Za-z][A-Za-z0-9]{0,9})$")  # before the `>` that closes it: that parts nothing
TAG = 12  # code points


def cut_pieces(text: str, line: Piece, places: Sequence[Place], removals: list[Removal]) -> Iterator[Piece]:
    """The pieces of one line; what stood between them is added to the removals.

    >>> aside: list[Removal] = []
    >>> line = 'Oil it | Reply <img src="a.png" /> Then'
    >>> [line[p.start : p.end] for p in cut_pieces(line, Piece(0, 39, 0, 0), [Place(6, 9), Place(33, 35)], aside)]
    ['Oil it', 'Reply <img src="a.png" />', 'Then']
    >>> [line[removal.start : removal.end] for removal in aside]
    ['|']
    """
    at, indent, gap, code = line.start, line.indent, line.gap, line.code
    for place in places:
        start = place.start + (place.end > place.start and text[place.start] == ">" and _closes_tag(text, place.start))
        yield Piece(at, start, indent, gap)
        separator = text[start : place.end]
        if separator and not separator.isspace():
            first = start + len(separator) - len(separator.lstrip())
            removals.append(Removal(first, first + len(separator.strip()), "markup", "separator"))
        at, indent, gap = place.end, 0, 0
    yield Piece(at, line.end, indent, gap, code)


def _closes_tag(text: str, at: int) -> bool:
    """Whether the `>` at a place closes a tag."""
    return _TAG.search(text[max(at - TAG, 0) : at]) is not None
