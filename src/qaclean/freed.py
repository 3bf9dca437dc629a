"""Room that a large page takes and leaves: what was remembered of it goes with it, and what the C library keeps free for itself goes back to the system. Python lays what it makes next of
small objects beside both."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar
from weakref import WeakSet

from qaclean.limits import LARGE

__all__ = ["give_back", "remembered"]

_Result = TypeVar("_Result")
_CACHES: WeakSet[_lru_cache_wrapper[Any]] = WeakSet()


def remembered(most: int) -> Callable[[Callable[..., _Result]], _lru_cache_wrapper[_Result]]:
    """`functools.lru_cache` for a pure function of what pages say: so many results are kept from page to page, but not behind a large page, whose lines take all the places.

    >>> remembered(2)(len)("abc")
    3
    """

    def keep(function: Callable[..., _Result]) -> _lru_cache_wrapper[_Result]:
        cache = lru_cache(maxsize=most)(function)
        _CACHES.add(cache)
        return cache

    return keep


def give_back(size: int) -> None:
    """Give back what is free behind a step that took a page of so many code points through; nothing for one that is not large.

    >>> give_back(10)
    """
    if size < LARGE:
        return
    for cache in [*_CACHES]:
        cache.cache_clear()
    if (trim := _trim()) is not None:
        trim(0)


@lru_cache(maxsize=1)
def _trim() -> Callable[[int], int] | None:
    """`malloc_trim` of glibc; None where the C library has no such call."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim
