"""The limits of one call, in one frozen value, and of what a process remembers from call to call."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LARGE", "REMEMBERED", "REMEMBERED_LENGTH", "REMEMBERED_NAMES", "Limits"]

# Results of pure functions are remembered, since lines of templates come again on page after page. A process that cleans pages without end must not grow:
# each function keeps so many results, few enough that all tables are full after some thousand pages, and none of a longer text.
REMEMBERED = 2048  # of lines
REMEMBERED_NAMES = 1024  # of names of elements, and of what takes much room
REMEMBERED_LENGTH = 256  # code points
LARGE = 200_000  # code points of a page for which room is looked after: what it goes through is not held twice


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call of `qaclean.clean` may take on.

    `max_bytes` bounds a source given as bytes, `max_characters` (code points) one given as str.
    An input over a limit raises `SourceTooLargeError` before any work is done.

    >>> Limits().max_bytes
    67108864
    """

    max_bytes: int = 64 * 1024 * 1024
    max_characters: int = 64 * 1024 * 1024
