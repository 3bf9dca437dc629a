"""Named tuples made of plain ones, where a page has many: a call of the class costs twice as much."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

__all__ = ["made_of"]

_Kind = TypeVar("_Kind", bound="tuple[Any, ...]")


def made_of(kind: type[_Kind]) -> Callable[[tuple[Any, ...]], _Kind]:
    """What makes a named tuple of a tuple of all its fields, in order. It does not look whether there are as many.

    >>> from qaclean.segments.document import Piece
    >>> made_of(Piece)((3, 9, 0, 0, 0, 0)) == Piece(3, 9)
    True
    """
    return cast("Callable[[tuple[Any, ...]], _Kind]", partial(tuple.__new__, kind))
