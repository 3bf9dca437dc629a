"""Headings that count the steps of a how-to: `Step 1: Cut the boards`, `第一步：裁布` (`rules/sections.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import literals, load

__all__ = ["counted_head"]

MAX_HEAD = 120  # code points


def counted_head(line: str) -> int:
    """The number of the step that a heading counts; 0 for another.

    >>> counted_head("Step 2: Build the frame"), counted_head("第三步：压线"), counted_head("Stepping stones"), counted_head("Day 1")
    (2, 3, 0, 0)
    """
    match = _counted().match(line.lstrip("#* ")) if len(line) <= MAX_HEAD else None
    if match is None:
        return 0
    digits = match["before"] or match["behind"]
    return int(digits) if digits.isdecimal() else load("sections")["counted"]["digits"].index(digits) + 1


@lru_cache(maxsize=1)
def _counted() -> re.Pattern[str]:
    """The word of a step with its number, and what may follow a number."""
    data = load("sections")["counted"]
    number = rf"[0-9]{{1,2}}|{literals(data['digits'])}"
    words, behind = literals(data["words"]), literals(data["behind"])
    return compile_at_once(
        rf"(?:(?:{words})\s?#?(?P<before>{number})|第?\s?(?P<behind>{number})\s?(?:{behind}))(?=$|[\s:：.、)—–-])",
        re.IGNORECASE,
    )
