"""Room that a large page leaves free: the C library keeps it for itself, and what Python makes next of small objects is laid beside it, unless it is told to give it back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import lru_cache

from qaclean.limits import LARGE

__all__ = ["give_back"]


def give_back(size: int) -> None:
    """Give back to the system what is free, behind a step that took a page of so many code points through; nothing for one that is not large, and where the C library has no call for it.

    >>> give_back(10)
    """
    if size >= LARGE and (trim := _trim()) is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """`malloc_trim` of glibc."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
