"""Signs that elements which repeat are posts to each other, whatever they are called: each has a button to answer or report it, or its floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["are_talk"]

FEWEST = 2  # posts
FEWEST_FLOORS = 3
EACH = 0.9  # of the posts that show it
MAX_TEXT = 16  # code points
MAX_ELEMENTS = 400  # of a post that are looked at
_SHOWN_BY = ("a", "button", "span", "em", "li", "div", "p", "strong", "b", "img", "input")
_FLOOR = compile_at_once(r"#?([0-9]{1,5})\s?[#\u697c\u5c42]?")
_AROUND = " \t\xa0()[]|·:\uff08\uff09\u3010\u30110123456789"


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("layout")["reply_buttons"])


def are_talk(posts: Sequence[Any]) -> bool:
    """Whether elements are posts to each other.

    >>> from lxml import etree
    >>> row = "<li>{}<a>举报</a><a>回复(2)</a>"
    >>> are_talk(etree.HTML("<ul>" + row.format("先断电") + row.format("再换灯")).findall(".//li"))
    True
    """
    if len(posts) < FEWEST:
        return False
    shown = [list(_texts(post)) for post in posts]
    answered = sum(any(text.strip(_AROUND).lower() in _buttons() for text in texts) for texts in shown)
    return answered >= EACH * len(posts) or _counted(shown)


def _counted(shown: Sequence[Sequence[str]]) -> bool:
    """Whether each post shows its own number, one more than the one before it."""
    floors = [{int(match[1]) for text in texts if (match := _FLOOR.fullmatch(text))} for texts in shown]
    if len(floors) < FEWEST_FLOORS:
        return False
    return any(all(first + n in row for n, row in enumerate(floors)) for first in floors[0])


def _texts(post: Any) -> Iterator[str]:
    """The short texts of a post's elements, and those in place of its pictures."""
    for count, inner in enumerate(post.iter(*_SHOWN_BY)):
        if count > MAX_ELEMENTS:
            return
        text = inner.get("alt") or inner.get("value") if inner.tag in ("img", "input") else inner.text
        if text and len(text) <= 2 * MAX_TEXT and (words := " ".join(text.split())) and len(words) <= MAX_TEXT:
            yield words
