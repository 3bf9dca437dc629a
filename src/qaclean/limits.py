"""The limits of one call, in one frozen value."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


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
