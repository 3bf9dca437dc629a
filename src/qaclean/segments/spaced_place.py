"""A place of a cut with the white space around it, which belongs to neither block."""

from __future__ import annotations

from qaclean.segments.boundaries import Place

__all__ = ["spaced_place"]


def spaced_place(text: str, at: int, start: int, end: int) -> Place:
    """The place at a code point of `text[start:end]`, with the white space on both sides of it.

    >>> spaced_place("a  b", 2, 0, 4)
    Place(start=1, end=3)
    """
    low = high = at
    while low > start and text[low - 1].isspace():
        low -= 1
    while high < end and text[high].isspace():
        high += 1
    return Place(low, high)
