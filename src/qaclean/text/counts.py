"""Counts as pages write them: `1,204`, `(12)`, `2.9k`, `1.2万`, `-3`. What is no count is None, never a guess."""

from __future__ import annotations

from qaclean.patterns import compile_on_use
from qaclean.rules import load

__all__ = ["COUNT", "count_of", "find_count", "read_count", "whole_count"]

_SCALES: dict[str, int] = load("numbering")["scales"]
# A Latin letter is no scale before others: `5 km`.
_SCALE = "|".join(f"[{s}{s.upper()}](?![A-Za-z])" if s.isascii() else s for s in _SCALES)
COUNT = rf"(?:[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,10}}(?:(?:\.[0-9]{{1,2}})?\s?(?:{_SCALE}))?)"  # to stand in larger patterns
_BEGINS = compile_on_use(rf"\s?\(?\s?({COUNT})(?![0-9/.-])")
_SIGNED = compile_on_use(rf"-?{COUNT}")
_WHOLE = compile_on_use(rf"\s*[+(]?\s?(-?{COUNT})\s?\)?\s*")


def count_of(written: str) -> int:
    """The number that a text which `COUNT` has matched, with or without a sign, stands for.

    >>> count_of("1,204"), count_of("2.9k"), count_of("-3")
    (1204, 2900, -3)
    """
    digits = written.lstrip("-").replace(",", "")
    scale = _SCALES.get(digits[-1].lower(), 1)
    whole, _, part = digits.rstrip("".join(_SCALES) + "K ").partition(".")
    value = int(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0)
    return -value if written.startswith("-") else value


def read_count(text: str) -> int | None:
    """The count that a text begins with: `3,582次`, `(12)`, `1.2万`; None where it is empty or a date.

    >>> read_count("1.2万"), read_count("次"), read_count("2016-3-4")
    (12000, None, None)
    """
    match = _BEGINS.match(text)
    return count_of(match[1]) if match else None


def find_count(text: str) -> int | None:
    """The first count of a text, with its sign.

    >>> find_count("-3"), find_count("2.9k points"), find_count("votes: 1,204"), find_count("like")
    (-3, 2900, 1204, None)
    """
    match = _SIGNED.search(text)
    return count_of(match[0]) if match else None


def whole_count(text: str) -> int | None:
    """The count that is all of a text, but for brackets and a plus.

    >>> whole_count(" (12) "), whole_count("+5"), whole_count("5 of 12")
    (12, 5, None)
    """
    match = _WHOLE.fullmatch(text)
    return count_of(match[1]) if match else None
