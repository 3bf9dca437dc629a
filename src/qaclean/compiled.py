"""Which form of the package runs: pure Python, or the hot folders compiled by mypyc (see `hatch_build.py`)."""

from __future__ import annotations

from importlib.machinery import EXTENSION_SUFFIXES, PathFinder
from pathlib import Path

__all__ = ["is_compiled"]


def is_compiled() -> bool:
    """Whether the compiled form runs. Both give the same records; nothing is imported to tell.

    >>> is_compiled() in (True, False)
    True
    """
    found = PathFinder.find_spec("chain", [str(Path(__file__).parent / "segments")])
    return found is not None and str(found.origin).endswith(tuple(EXTENSION_SUFFIXES))
