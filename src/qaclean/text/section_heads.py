"""Heads of the parts of a how-to: what is needed, what to do, and what ends such a part (`rules/sections.toml`)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from qaclean.rules import load

__all__ = ["Part", "begins_part", "ends_part", "is_howto_button", "part_of"]

Part = Literal["steps", "materials", "ends", ""]
MAX_HEAD = 60  # code points of a line that may be a head
MAX_BEGUN = 90  # ... of one that goes on
_AROUND = " \t\u00a0:*#_\u3002.!?\u2022\u25aa\u25ba\u27a4\uff1a\uff1f[]【】▼■◆"


def part_of(line: str) -> Part:
    """Which part of a how-to a line is the head of, by its whole words.

    >>> part_of("Instructions:"), part_of("Zutaten"), part_of("Method of payment")
    ('steps', 'materials', '')
    """
    return _whole().get(line.strip(_AROUND).casefold(), "") if len(line) <= MAX_HEAD else ""


def begins_part(line: str) -> Part:
    """Which part the words are of that a line begins with; weaker than `part_of`.

    >>> begins_part("How to make lemon curd"), begins_part("It is easy")
    ('steps', '')
    """
    if len(line) > MAX_BEGUN:
        return ""
    words = line.strip(_AROUND).casefold()
    if len(words) > 2 and words[0] not in _firsts():
        return ""
    return next((part for start, part in _starts() if words.startswith(start)), "")


def ends_part(line: str) -> bool:
    """Whether a line ends a part of a how-to: as the head of what stands below, or by its label.

    >>> ends_part("Tip: use fresh ones, they are better."), ends_part("Tip the bowl out.")
    (True, False)
    """
    return begins_part(line) == "ends" or line[:40].lstrip(_AROUND).casefold().startswith(_labels())


def is_howto_button(line: str) -> bool:
    """Whether a line is a button or a switch of a how-to's page and nothing else.

    >>> is_howto_button("Jump to Recipe"), is_howto_button("Print the label")
    (True, False)
    """
    return len(line) <= MAX_HEAD and line.strip(_AROUND).casefold() in _buttons()


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("sections")["buttons"]["whole"])


@lru_cache(maxsize=1)
def _labels() -> tuple[str, ...]:
    return tuple(words.casefold() for words in load("sections")["ends"]["labels"])


@lru_cache(maxsize=1)
def _whole() -> dict[str, Part]:
    data = load("sections")
    parts: tuple[Part, ...] = ("ends", "materials", "steps")
    return {words.casefold().strip(_AROUND): part for part in parts for words in data[part]["whole"]}


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[str, Part], ...]:
    data = load("sections")
    parts: tuple[Part, ...] = ("ends", "materials", "steps")
    return tuple((words.casefold(), part) for part in parts for words in data[part]["starts"])


@lru_cache(maxsize=1)
def _firsts() -> frozenset[str]:
    return frozenset(start[0] for start, _ in _starts())
