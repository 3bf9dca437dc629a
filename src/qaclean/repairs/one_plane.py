"""A large text in the characters of the first plane: one emoji makes Python hold each character of a text in four bytes where two are enough, in all forms that a page goes through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qaclean.limits import LARGE
from qaclean.patterns import compile_on_use
from qaclean.repairs.repair import Repaired

__all__ = ["in_one_plane", "with_meant"]

_HIGH = compile_on_use("[\U00010000-\U0010ffff]")
_FIRST, _LAST = 0xE000, 0xF8FF  # characters of private use, which repairs take out of every page
_STAND_INS = compile_on_use("[\ue000-\uf8ff]")


def in_one_plane(repaired: Repaired, least: int = LARGE) -> Repaired:
    """The repaired text with a character of private use that neither it nor its source holds for each one above the first plane. As it is where it has fewer code points than
    `least`, no such character, or one that words are made of (a rare hanzi): those have properties of their own.

    >>> plane = in_one_plane(Repaired("开😀", "开😀", ()), least=1)
    >>> plane.text, plane.meant, in_one_plane(Repaired("𠮷😀", "𠮷😀", ()), least=1).meant
    ('开\ue000', {'\ue000': '😀'}, {})
    """
    text = repaired.text
    high = sorted({*_HIGH.findall(text)}) if len(text) >= least else []
    if not high or any(character.isalnum() for character in high):
        return repaired
    taken = {*_STAND_INS.findall(text), *_STAND_INS.findall(repaired.source)}
    free = [character for character in map(chr, range(_FIRST, _LAST + 1)) if character not in taken]
    if len(free) < len(high):
        return repaired
    stands = dict(zip(high, free, strict=False))
    told = _HIGH.sub(lambda match: stands[match.group()], text)
    return replace(repaired, text=told, meant={stand: own for own, stand in stands.items()})


def with_meant(value: Any, meant: Mapping[str, str]) -> Any:
    """A text with the characters that are meant, or lists and dicts of such, which are changed in place.

    >>> with_meant({"text": "好\ue000", "span": (0, 2), "items": ["\ue000"]}, {"\ue000": "😀"})
    {'text': '好😀', 'span': (0, 2), 'items': ['😀']}
    """
    if isinstance(value, str):
        held = meant and _STAND_INS.search(value) is not None
        return _STAND_INS.sub(lambda match: meant.get(match.group(), match.group()), value) if held else value
    places = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for place, held in places:
        if isinstance(held, str | dict | list):
            value[place] = with_meant(held, meant)
    return value
