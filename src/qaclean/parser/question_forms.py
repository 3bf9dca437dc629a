"""Manner: lines of a page that ask in the same manner (numbered, underlined, bulleted), as the questions of a FAQ do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.rules import load
from qaclean.text.titles import asks

__all__ = ["asking_manners", "is_rule", "manner_of"]

MAX_ASKED = 160  # code points; a longer line is text
FEWEST = 2
_MANNERS = (
    r"(?P<bracket>[\[(\u3010][0-9]{1,3}(?:[.-][0-9]{1,3}){0,3}[\])\u3011])"
    r"|(?P<deep>[0-9]{1,3}(?:\.[0-9]{1,3}){1,3}[.):\u3001]?\s)"
    r"|(?P<number>[0-9]{1,3}[.):\u3001]\s?(?![0-9]))"
    r"|(?P<han>[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}[\u3001.:])"
    r"|(?P<bullet>[-*\u2022\u25cf\u25a0\u25c6\u25bc\u25b6\u203b>+]\s?)"
)
_RULE = re.compile(r"([-=~_*^+#.\u2500\u2501\u2550\u2014\u2026])\1{2,}\s*$")


@lru_cache(maxsize=1)
def _manners() -> re.Pattern[str]:
    return re.compile(rf"(?P<labelled>(?:{load('roles')['question_forms']})[.:)\]\uff1a])|{_MANNERS}")


def is_rule(line: str) -> bool:
    """Is a line nothing but a drawn rule, as under a heading?

    >>> is_rule("======"), is_rule("-- 2"), is_rule("")
    (True, False, False)
    """
    return bool(line) and line[0] == line[-1] and _RULE.match(line) is not None


def manner_of(text: str, underlined: bool) -> str:
    """How a line begins or is set off: `underlined`, `labelled`, `bracket`, `deep` (1.2), `number`, `han`, `bullet`, `plain`.

    >>> manner_of("9.1. Where is my order?", False), manner_of("Can I pay later?", True)
    ('deep', 'underlined')
    """
    match = _manners().match(text)
    return match.lastgroup or "" if match else "underlined" if underlined else "plain"


def asking_manners(lines: Sequence[str], underlined: Sequence[bool]) -> list[str]:
    """For each line the manner it shares with lines that ask, or nothing.

    A manner counts where at least `FEWEST` lines are of it and half of them ask; a plain line must ask itself.

    >>> asking_manners(["1.1 Why?", "Because.", "1.2 How so?", "No.", "1.3 It fails"], [False] * 5)
    ['deep', '', 'deep', '', 'deep']
    """
    manners: list[str] = []
    asking: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for i, line in enumerate(lines):
        asked = len(line) <= MAX_ASKED and (asks(line) or _asks_wrapped(line, lines, i))
        manner = manner_of(line, underlined[i]) if len(line) <= MAX_ASKED else ""
        if manner == "plain" and not (asked and ends_asking(line, lines, i)):
            manner = ""
        manners.append(manner)
        if manner:
            count[manner] += 1
            asking[manner] += asked
    good = {m for m in count if count[m] >= FEWEST and 2 * asking[m] >= count[m]}
    return [m if m in good else "" for m in manners]


def ends_asking(line: str, lines: Sequence[str], i: int) -> bool:
    """Does the line, or the short line it is wrapped into, end with a question mark?"""
    return line.endswith(("?", "\uff1f")) or _asks_wrapped(line, lines, i)


def _asks_wrapped(line: str, lines: Sequence[str], i: int) -> bool:
    if i + 1 >= len(lines) or len(line) < 40 or not line[-1].isalnum() or not line.isascii():
        return False
    return len(lines[i + 1]) < len(line) and lines[i + 1].endswith("?")
