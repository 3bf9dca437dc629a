"""The types of single values in rules files: each a function that says what is wrong with a value, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

from qaclean.patterns import compile_at_once
from qaclean.rules.repetition import unbounded_repetitions

__all__ = [
    "Check",
    "characters",
    "flag",
    "groups",
    "identifier",
    "integer",
    "lists",
    "name",
    "number",
    "one_of",
    "pattern",
    "pattern_of_runs",
    "text",
    "texts",
]

Check = Callable[[object], str]


def text(value: object) -> str:
    """Any words."""
    return "" if isinstance(value, str) and value else "is no text"


def name(value: object) -> str:
    """An id: small letters, digits and hyphens."""
    return (
        "" if isinstance(value, str) and re.fullmatch(r"[a-z][a-z0-9-]{0,40}", value) else "is no id (a-z, 0-9 and -)"
    )


def identifier(value: object) -> str:
    """An id that can name a group of a pattern."""
    return "" if isinstance(value, str) and re.fullmatch(r"[a-z]{1,40}", value) else "is no id of one word (a-z)"


def texts(value: object) -> str:
    """A list of words, at least one."""
    if not isinstance(value, list) or not value:
        return "is no list with at least one text"
    return next((f"has {item!r}, which is no text" for item in value if text(item)), "")


def lists(*types: type) -> Check:
    """A list of lists of just these types, at least one."""

    def wrong(value: object) -> str:
        if not isinstance(value, list) or not value:
            return "is no list with at least one entry"
        for row in value:
            if not isinstance(row, list) or [*map(type, row)] != [*types]:
                return f"has {row!r}, which is not a list of {', '.join(t.__name__ for t in types)}"
        return ""

    return wrong


def groups(value: object) -> str:
    """A list of lists of words."""
    if not isinstance(value, list) or not value:
        return "is no list of lists"
    return next((f"has {item!r}: it {wrong}" for item in value if (wrong := texts(item))), "")


def flag(value: object) -> str:
    """`true`; what is not so is left out."""
    return "" if value is True else "is not true (leave it out where it is not so)"


def integer(value: object) -> str:
    """A whole number above 0."""
    return "" if type(value) is int and value > 0 else "is no whole number above 0"


def number(value: object) -> str:
    """A number."""
    return "" if type(value) in (int, float) else "is no number"


def pattern(value: object) -> str:
    """A regular expression in which every repetition is bounded."""
    return _wrong_pattern(value, runs=False)


def pattern_of_runs(value: object) -> str:
    """... or is a run of one class, of which nothing else is repeated."""
    return _wrong_pattern(value, runs=True)


def _wrong_pattern(value: object, *, runs: bool) -> str:
    if not isinstance(value, str) or not value:
        return "is no pattern"
    try:
        compile_at_once(value, re.VERBOSE if "\n" in value else 0)
    except re.error as error:
        return f"is no pattern: {error}"
    found = unbounded_repetitions(value, runs=runs)
    return f"repeats without a bound: {', '.join(found)} (write {{0,20}} instead of *)" if found else ""


def characters(value: object) -> str:
    """The inside of a character class."""
    if not isinstance(value, str) or not value:
        return "is no set of characters"
    try:
        compile_at_once(f"[{value}]")
    except re.error as error:
        return f"is no set of characters: {error}"
    return ""


def one_of(*words: str) -> Check:
    """One of these words."""
    return lambda value: "" if value in words else f"is none of {', '.join(words)}"
