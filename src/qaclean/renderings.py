"""Where the methods of a page find what makes their result: records stand below the output forms and cannot import them, so the package's top level
names them here, and each loads when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

__all__ = ["find_rendering", "register_rendering"]

_LOADERS: dict[str, Callable[[], Callable[..., Any]]] = {}


def register_rendering(name: str, load: Callable[[], Callable[..., Any]]) -> None:
    """Name what makes a rendering of a page; `load` gives the function, whose first argument is the page."""
    _LOADERS[name] = load


def find_rendering(name: str) -> Callable[..., Any]:
    """The function that was registered under a name.

    >>> import qaclean
    >>> find_rendering("text")(qaclean.clean("怎么办?\\n重启。"))
    'Q: 怎么办?\\n\\nA: 重启。'
    """
    return _LOADERS[name]()
