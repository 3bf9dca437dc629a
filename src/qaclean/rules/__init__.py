"""Rules as data: the TOML files of this folder, and their loader, which checks them (`schema.py`, `schemas.py`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from qaclean.errors import RuleError
from qaclean.rules.schema import check
from qaclean.rules.schemas import SCHEMAS
from qaclean.rules.value_types import characters, pattern, pattern_of_runs

__all__ = ["any_of", "characters_of", "load"]

_PATTERNS = frozenset((pattern, pattern_of_runs, characters))


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml in this package; `RuleError` names the file and the rule where one is faulty.

    Patterns are not compiled here to see whether they are patterns, which would take longer than reading all else; the tests check them (`check`).
    """
    source = files("qaclean.rules").joinpath(name + ".toml").read_text("utf-8")
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"rules/{name}.toml: {error}") from error
    check(name, data, SCHEMAS.get(name), source, unasked=_PATTERNS)
    return data


def any_of(words: list[str], then: str = "") -> re.Pattern[str]:
    """A pattern for any of these literals, the longest first, grouped by their first character.

    One class of first characters, so that the engine skips to them; where no word is a single character, one of second characters
    throws out most of those before any branch is tried. Four times faster than a flat alternation. `then`: a look-ahead.

    >>> any_of(["上一篇", "上一页", "下载"]).findall("看上一篇或下载")
    ['上一篇', '下载']
    """
    second = f"(?=[{_class_of({word[1] for word in words})}])" if min(map(len, words)) > 1 else ""
    by_first: dict[str, set[str]] = {}
    for word in words:
        by_first.setdefault(word[:2] if second else word[0], set()).add(word)
    groups = []
    for begin, members in sorted(by_first.items()):
        rests = sorted((word[len(begin) :] for word in members), key=lambda rest: (-len(rest), rest))
        tail = f"(?:{'|'.join(map(re.escape, rests))})" if rests != [""] else ""
        groups.append(f"{re.escape(begin[1])}(?<={re.escape(begin)}){tail}" if second else re.escape(begin) + tail)
    if not second:
        return re.compile(f"(?:{'|'.join(groups)}){then}")
    return re.compile(f"[{_class_of({word[0] for word in words})}]{second}(?:{'|'.join(groups)}){then}")


def _class_of(characters: set[str]) -> str:
    return "".join(map(re.escape, sorted(characters)))


def characters_of(written: str) -> list[str]:
    r"""The characters of a class as rules files write it: ranges written out, `\` before one that stands for itself.

    >>> "".join(characters_of(r"A-C.\-"))
    'ABC.-'
    """
    found: list[str] = []
    for match in re.finditer(r"\\(?P<own>.)|(?P<first>[^\\])-(?P<last>[^\\])|(?P<one>.)", written):
        if match["first"]:
            found.extend(map(chr, range(ord(match["first"]), ord(match["last"]) + 1)))
        else:
            found.append(match["own"] or match["one"])
    return found
