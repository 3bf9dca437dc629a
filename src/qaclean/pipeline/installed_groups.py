"""Which groups of ours installed packages name entry points for (rules, site profiles): looked up once a process, and mostly without `importlib.metadata`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib.machinery import PathFinder
from typing import Any

__all__ = ["PROFILES", "RULES", "installed_groups"]

RULES, PROFILES = "qaclean.rules", "qaclean.profiles"
_NAMED = (RULES.encode(), PROFILES.encode())


@lru_cache(maxsize=1)
def installed_groups() -> frozenset[str]:
    """Those of our groups that have an entry point.

    >>> installed_groups() <= {RULES, PROFILES}
    True
    """
    if not _may_be_named():
        return frozenset()
    from importlib import metadata

    known: Any = metadata.entry_points()  # its type is another in each version of Python
    return frozenset(group for group in (RULES, PROFILES) if known.select(group=group))


def _may_be_named() -> bool:
    """Whether a package's list of entry points may hold one of the groups. `importlib.metadata` knows, and takes a tenth of the time to a first record:
    this reads the same lists of the folders on the path. Whatever else packages may be found in may hold one."""
    others = [finder for finder in sys.meta_path if finder is not PathFinder]
    return any(hasattr(finder, "find_distributions") for finder in others) or any(map(_may_name, sys.path))


def _may_name(place: str) -> bool:
    try:
        folders = os.listdir(place or os.curdir)
    except NotADirectoryError:  # an archive
        return True
    except OSError:
        return False
    if any(name.lower().endswith(".egg") for name in folders):
        return True
    return any(group in listed for listed in _lists(place, folders) for group in _NAMED)


def _lists(place: str, folders: list[str]) -> Iterator[bytes]:
    for name in folders:
        if name.lower().endswith((".dist-info", ".egg-info")):
            try:
                with open(os.path.join(place, name, "entry_points.txt"), "rb") as file:
                    yield file.read()
            except OSError:  # it names none
                continue
