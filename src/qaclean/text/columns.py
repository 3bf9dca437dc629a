"""How wide a line is: characters of scripts that write no spaces take two columns."""

from __future__ import annotations

__all__ = ["WIDE", "columns_of"]

WIDE = "\u2e7f"  # what comes after it takes two columns


def columns_of(line: str) -> int:
    """The columns of a line.

    >>> columns_of("oak"), columns_of("橡木")
    (3, 4)
    """
    return len(line) + sum(character > WIDE for character in line)
