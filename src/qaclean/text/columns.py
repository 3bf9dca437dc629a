"""How wide a line is: characters of scripts that write no spaces take two columns."""

from __future__ import annotations

from qaclean.patterns import compile_at_once

__all__ = ["WIDE", "columns_of", "fills_columns"]

WIDE = "\u2e7f"  # what comes after it takes two columns
_WIDE = compile_at_once("[\u2e80-\U0010ffff]{1,1000}")


def columns_of(line: str) -> int:
    """The columns of a line.

    >>> columns_of("oak"), columns_of("橡木")
    (3, 4)
    """
    return len(line) + sum(map(len, _WIDE.findall(line)))


def fills_columns(line: str, least: int) -> bool:
    """Whether a line has so many columns; a count of its characters tells most apart.

    >>> fills_columns("oak", 4), fills_columns("橡木", 4)
    (False, True)
    """
    return len(line) >= least or (2 * len(line) >= least and columns_of(line) >= least)
