"""Rules as data: the TOML files of this folder, and their loader, which checks them (`schema.py`, `schemas.py`). A wheel has them as one JSON file, too."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from qaclean.errors import RuleError
from qaclean.patterns import compile_at_once
from qaclean.shipped import find_shipped, read_shipped

__all__ = ["any_of", "characters_of", "literals", "load"]

BUNDLE = 32  # second characters that a class stands before; 24 to 60 are as fast


@cache
def _of_wheel() -> dict[str, dict[str, Any]]:
    """The rules as JSON, which `hatch_build.py` puts into a wheel: one file in a tenth of the time. A checkout has none, and reads what was edited last."""
    data = find_shipped("rules/rules.json")
    return {} if data is None else json.loads(data)


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml in this package; `RuleError` names the file and the rule where one is faulty.

    Patterns are not compiled here to see whether they are patterns, which would take longer than reading all else; the tests check them (`check`).
    """
    if name in (rules := _of_wheel()):
        return rules[name]
    import tomllib

    from qaclean.rules.schema import check
    from qaclean.rules.schemas import SCHEMAS
    from qaclean.rules.value_types import characters, pattern, pattern_of_runs

    source = read_shipped(f"rules/{name}.toml").decode()
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"rules/{name}.toml: {error}") from error
    check(name, data, SCHEMAS.get(name), source, unasked=frozenset((pattern, pattern_of_runs, characters)))
    return data


def any_of(words: list[str], then: str = "") -> re.Pattern[str]:
    """A pattern for any of these literals, the longest first, grouped by their first character.

    One class of first characters, so that the engine skips to them; where no word is a single character, one of second characters throws out
    most of those before any branch is tried, and the branches stand in bundles behind a class of their second characters: 860 words cost
    no more than 30. Ten times faster than a flat alternation. `then`: a look-ahead.

    >>> any_of(["上一篇", "上一页", "下载"]).findall("看上一篇或下载")
    ['上一篇', '下载']
    """
    return compile_at_once(literals(words) + then)


def literals(words: list[str]) -> str:
    """The pattern of `any_of` as text, to stand in others."""
    if min(map(len, words)) == 1:
        heads = {word[0]: [other[1:] for other in words if other[0] == word[0]] for word in sorted(words)}
        return f"(?:{'|'.join(re.escape(head) + _any_rest(rests) for head, rests in heads.items())})"
    branches: dict[str, dict[str, list[str]]] = {}  # by second character: what follows each pair that ends with it
    for word in sorted(words):
        branches.setdefault(word[1], {}).setdefault(word[:2], []).append(word[2:])
    seconds = sorted(branches)
    bundles = [seconds[i : i + BUNDLE] for i in range(0, len(seconds), BUNDLE)]
    body = "|".join(
        f"(?=[{_class_of(bundle)}])(?:{'|'.join(_branch(second, branches[second]) for second in bundle)})"
        for bundle in bundles
    )
    return f"[{_class_of(sorted({word[0] for word in words}))}](?=[{_class_of(seconds)}])(?:{body})"


def _branch(second: str, pairs: dict[str, list[str]]) -> str:
    """The words with this second character, from there on."""
    words = "|".join(f"(?<={re.escape(pair)}){_any_rest(rests)}" for pair, rests in pairs.items())
    return f"{re.escape(second)}(?:{words})"


def _any_rest(rests: list[str]) -> str:
    """What may follow, the longest first."""
    ordered = sorted(set(rests), key=lambda rest: (-len(rest), rest))
    return "" if ordered == [""] else f"(?:{'|'.join(map(re.escape, ordered))})"


def _class_of(characters: list[str]) -> str:
    return "".join(map(re.escape, characters))


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
