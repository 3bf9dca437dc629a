"""Characters that a line begins with where it looks like an item of a list: a feature of both chains (`rules/numbering.toml`)."""

from __future__ import annotations

from functools import lru_cache

from qaclean.rules import characters_of, load

__all__ = ["item_marks"]


@lru_cache(maxsize=1)
def item_marks() -> frozenset[str]:
    """The characters.

    >>> sorted(item_marks() & set("1a\u4e00-"))
    ['-', '1', '\u4e00']
    """
    return frozenset(characters_of(load("numbering")["marks"]))
