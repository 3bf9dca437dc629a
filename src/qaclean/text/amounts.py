"""Shapes of lines in a list of materials: an amount, a number with its unit, a box to tick."""

from __future__ import annotations

from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = ["holds_amount", "is_amount", "is_box", "is_measured", "is_unit", "joints", "opens_with_amount"]

_NUMBER = r"(?:[0-9]{1,4}(?:[.,/\u2044][0-9]{1,3})?|[\u00bc-\u00be\u2150-\u215e\u00bd])"
_RANGE = rf"{_NUMBER}(?:\s?{_NUMBER})?(?:\s?(?:-|\u2013|\u2014|/|x|to|bis|\u00e0|a|~)\s?{_NUMBER}(?:\s?{_NUMBER})?)?"
_ALONE = compile_on_use(rf"[~\u2248(]?\s?{_RANGE}\s?[-)]?|\u2044")
_OPENS = compile_at_once(
    rf"(?:[\u2022\u25aa\u25a2\u2610\u25a1*\u00b7\u2013-]\s{{0,3}}){{0,3}}(?:ca\.?\s|~\s?)?{_RANGE}(?=[^\d.,:)]|$)"
)
_FIRST = frozenset("0123456789\u2022\u25aa\u25a2\u2610\u25a1*\u00b7\u2013-c~") | {
    *map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F)))
}  # what `_OPENS` begins with: most lines are told by it
_UNIT_BEHIND = compile_on_use(
    rf"{_NUMBER}\s?[^\W\d_]{{1,12}}\.?\)?$|[0-9](?:g|ml|kg|dl|cl|l|oz|lb|cc)(?!\w)|[0-9\u534a\u4e00\u4e24]\s?[\u3400-\u9fff\uac00-\ud7a3]{{1,3}}$"
)
_PLURAL = compile_at_once(r"\([^\W\d_]{1,3}\)$")  # `slice(s)`
_WORD_BEHIND = compile_at_once(r"\s?([^\W\d_]{1,14})")
_BOX = frozenset(" _=\u25a2\u2610\u25a1\u25fb\u2751\u2713\u2022\u25cf\u25aa\u00b7\u25e6-\u2013*\u25cb\u25ef")


def is_amount(line: str) -> bool:
    """Whether a line is an amount and nothing else.

    >>> is_amount("1 \u00bd"), is_amount("2-3"), is_amount("2 cups"), is_amount("1.")
    (True, True, False, False)
    """
    return len(line) <= 16 and _ALONE.fullmatch(line) is not None


def opens_with_amount(line: str) -> bool:
    """Whether a line begins with an amount.

    >>> opens_with_amount("250 g flour"), opens_with_amount("\u2022 \u00bd cup milk"), opens_with_amount("1. Stir")
    (True, True, False)
    """
    return line[:1] in _FIRST and _OPENS.match(line) is not None


def holds_amount(line: str) -> bool:
    """Whether a line has an amount in front or at its end.

    >>> holds_amount("Flour 250 g"), holds_amount("Salt")
    (True, False)
    """
    return opens_with_amount(line) or _UNIT_BEHIND.search(line) is not None


def is_measured(line: str) -> bool:
    """Whether a line begins with an amount and its unit (`rules/sections.toml`).

    >>> is_measured("250 g flour"), is_measured("\u2022 1-2 tsp. salt"), is_measured("8 posts")
    (True, True, False)
    """
    amount = _OPENS.match(line) if line[:1] in _FIRST else None
    unit = _WORD_BEHIND.match(line, amount.end()) if amount is not None else None
    return unit is not None and unit[1].casefold() in _units()


def is_unit(line: str) -> bool:
    """Whether a line is a unit and nothing else (`rules/sections.toml`).

    >>> is_unit("tbsp."), is_unit("EL"), is_unit("slice(s)"), is_unit("egg")
    (True, True, True, False)
    """
    return _PLURAL.sub("", line.rstrip(".")).casefold() in _units()


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(load("sections")["units"]["whole"])


@lru_cache(maxsize=1)
def joints() -> frozenset[str]:
    """Words between an amount and what it is of: `2 cups of`."""
    return frozenset(load("sections")["units"]["joints"])


def is_box(line: str) -> bool:
    """Whether a line is only a box or bullets, in front of an item or as a rule between some."""
    return len(line) <= 12 and all(c in _BOX for c in line)
