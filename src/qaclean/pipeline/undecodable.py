"""Where the bytes of a page of markup that are no text stand in its rendered text."""

from __future__ import annotations

import re

from qaclean.decoding.decode import LOST
from qaclean.surrogates import LONE

__all__ = ["surrogates_in", "traced"]

_NO_NEIGHBOUR = re.compile(r"[\s<>&;\ufffd]|\Z")  # what rendering may change
Run = tuple[int, int, str]  # start and end in code points, the bytes in hexadecimal digits


def surrogates_in(markup: str) -> list[Run]:
    """The lone surrogates of a text with the bytes that UTF-8 would write for them, were it allowed to.

    >>> surrogates_in("关\\ud800机")
    [(1, 2, 'eda080')]
    """
    return [(m.start(), m.end(), m.group().encode("utf-8", "surrogatepass").hex()) for m in LONE.finditer(markup)]


def traced(markup: str, runs: list[Run], text: str) -> tuple[Run, ...]:
    """The runs of the markup that the text shows, with their spans there; both in order, told by the characters beside them. Linear.

    Runs in scripts, tags and hidden parts are not in the text, so they are in no record either.

    >>> traced("<p title='\ufffd'>关\ufffd机<b>\ufffd</b>", [(10, 11, "ff"), (14, 15, "fe"), (19, 20, "fd")], "关\ufffd机\ufffd")
    ((1, 2, 'fe'), (3, 4, 'fd'))
    """
    found: list[Run] = []
    at = 0
    place = text.find(LOST)
    while place >= 0 and at < len(runs):
        beside = _neighbours(text, place)
        for index in range(at, len(runs)):
            if _agree(_neighbours(markup, runs[index][0]), beside):
                found.append((place, place + 1, runs[index][2]))
                at = index + 1
                break
        place = text.find(LOST, place + 1)
    return tuple(found)


def _neighbours(text: str, place: int) -> tuple[str, str]:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return before if not _NO_NEIGHBOUR.match(before) else "", after if not _NO_NEIGHBOUR.match(after) else ""


def _agree(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether no character beside says that they are two; one that a tag or an entity stands for says nothing."""
    return all(a == b or not a or not b for a, b in zip(one, other, strict=True))
