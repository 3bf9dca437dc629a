"""Section headings: the ones inside a line (`…。注意事项 …`) and lines that are headings themselves."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_on_use
from qaclean.rules import any_of, load
from qaclean.text.section_heads import part_of

__all__ = [
    "HeadingSpan",
    "find_headings",
    "is_heading_line",
    "may_hold_headings",
    "names_instructions",
    "names_steps",
    "tells_facts",
    "tells_procedure",
]

_BEFORE = frozenset("。!?!?.;;】>”」牋…")
_MAX_HEADING = 30
_SENTENCE = compile_on_use(r"[。,,;;!?!?…]|\.\s")


class HeadingSpan(NamedTuple):
    """A heading at `[start, end)`, its colon included; its words are `[start, words_end)`."""

    start: int
    words_end: int
    end: int


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    return any_of(load("headings")["words"], then=r"(?=[::\s]|$)")


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    data = load("headings")
    return tuple(data["facts"]), tuple(data["procedures"]), tuple(data["verbs"])


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return any_of(load("headings")["words"])


def may_hold_headings(text: str) -> bool:
    """A cheap test: can any line of a text hold such headings?"""
    return _words().search(text) is not None


def find_headings(text: str, start: int, end: int) -> list[HeadingSpan]:
    """Headings of the word list in the line `text[start:end]`.

    >>> find_headings("点退出。注意事项 先备份。", 0, 13)
    [HeadingSpan(start=4, words_end=8, end=8)]
    >>> find_headings("请看注意事项 吧", 0, 8)
    []
    """
    found = []
    for match in _word_pattern().finditer(text, start, end):
        at = match.start()
        if at > start and text[at - 1] not in _BEFORE and not text[at - 1].isspace():
            continue
        words_end = match.end()
        if text[words_end : words_end + 2].strip() == "|" or text[max(start, at - 2) : at].strip() == "|":
            continue  # a cell of a table
        colon = words_end < end and text[words_end] in "::"
        found.append(HeadingSpan(at, words_end, words_end + colon))
    return found


def is_heading_line(line: str, following: str) -> bool:
    """Is a whole line the heading of what follows? Short, no sentence, and before a longer block.

    >>> is_heading_line("关闭前的准备", "先确认照片已经备份到电脑里,再继续下面的步骤。")
    True
    """
    if not 2 <= len(line) <= _MAX_HEADING or not following:
        return False
    if _SENTENCE.search(line[:-1]) or line[-1] in "。,,;;!!…":
        return False
    return len(following) > len(line) * 1.5


def tells_facts(words: str) -> bool:
    """Does this heading or lead-in announce facts rather than things to do?"""
    return any(word in words for word in _vocabulary()[0])


def tells_procedure(words: str) -> bool:
    """Does this lead-in promise things to do?"""
    lowered = words.lower()
    return any(word in lowered for word in _vocabulary()[1])


def names_steps(marker: str) -> bool:
    """Does a marker say itself that its item is a step?

    >>> names_steps("第一步"), names_steps("Schritt 2:"), names_steps("1、")
    (True, True, False)
    """
    return any(word in marker.casefold() for word in load("headings")["step_words"])


def names_instructions(heading: str) -> bool:
    """Is this a section of things to do, by its whole name?

    >>> names_instructions("Instructions:"), names_instructions("How to make it"), names_instructions("Method of payment")
    (True, True, False)
    """
    return part_of(heading) == "steps"


def action_share(items: list[str]) -> float:
    """Share of the items with an action verb near their start (within 14 code points of a clause start)."""
    if not items:
        return 0.0
    return sum(_acts(item[:80].lower()) for item in items) / len(items)


@lru_cache(maxsize=1)
def _verbs() -> tuple[tuple[str, ...], re.Pattern[str]]:
    verbs = _vocabulary()[2]
    return verbs, any_of([verb for verb in verbs if len(verb) > 1])


def _acts(item: str) -> bool:
    verbs, long_verbs = _verbs()
    first = long_verbs.search(item)
    if item.startswith(verbs) or (first is not None and first.end() <= 14):
        return True
    return first is not None and len(set(long_verbs.findall(item))) >= 2
