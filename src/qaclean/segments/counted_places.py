"""Numbers of posts that count on in a line which holds several (`#1 … #2 … #3`, `1楼 … 2楼 …`): what a template writes beside each post, whatever the language and the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.segments.boundaries import Place
from qaclean.segments.spaced_place import spaced_place

__all__ = ["counted_places"]

FEWEST = 3  # numbers that count on
APART = 30  # code points between two of them, on average
_NUMBER = compile_at_once(r"[0-9]{1,5}")


@lru_cache(maxsize=1)
def _signs() -> re.Pattern[str]:
    return compile_at_once(load("segments")["counted"]["pattern"])


def counted_places(text: str, start: int, end: int) -> list[Place]:
    """Before and behind each number of a post, where three or more of one form count on from 0, 1 or 2; none in other lines.

    >>> line = "怎么拆洗 #0 阿土伯 前两天还好好的,今天早上突然就不行了,在更多功能里也找不到。 #1 林小满 先看你用的是什么牌子,不同型号的按键不一样,千万不要用力掰。 #2 卫澜 谢谢。"
    >>> [line[place.end :][:2] for place in counted_places(line, 0, len(line))]
    ['#0', '阿土', '#1', '林小', '#2', '卫澜']
    """
    forms: dict[str, list[tuple[int, int, int]]] = {}
    for match in _signs().finditer(text, start, end):
        number = _NUMBER.search(match.group())
        if number is not None:
            form = _NUMBER.sub("0", match.group())
            forms.setdefault(form, []).append((match.start(), match.end(), int(number.group())))
    edges = {at for found in forms.values() for low, high in _counting(found) for at in (low, high)}
    return sorted({spaced_place(text, at, start, end) for at in edges if start < at < end})


def _counting(found: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, int]]:
    """The numbers that count on from one of the first, if they are enough and stand as far apart as posts do."""
    counted: list[tuple[int, int]] = []
    expected = -1
    for low, high, number in found:
        if number == expected or (not counted and number <= 2):
            counted.append((low, high))
            expected = number + 1
    if len(counted) >= FEWEST and counted[-1][0] - counted[0][1] >= APART * (len(counted) - 1):
        yield from counted
