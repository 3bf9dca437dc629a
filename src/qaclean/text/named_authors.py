"""The author that a line names: `By Jane Roe`, `Author:` with the name on the line or below (`rules/sections.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.rules import any_of, load
from qaclean.text.section_heads import part_of

__all__ = ["named_author"]

MAX_NAME, MAX_WORDS = 40, 5
_CUT = re.compile(
    r"\s{0,3}(?:[|\u00b7\u2022\u23af,/(\u2014]|\s-\s|\s{3}|[0-9]|\bon\s|\bfrom\s|\bpublished\b|\bupdated\b)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[.!?:;]\s|[!?:;{}@#\"]|https?|\b(?:the|a|this|your|our|my)\s", re.IGNORECASE)
_BULLETS = "\u2022*#\u00b7 \u00a0_\u00a9"


def named_author(line: str, below: str = "") -> tuple[str, bool] | None:
    """The author that a line names, or the one `below` it, and whether it says so clearly.

    >>> named_author("Author: Jane Roe"), named_author("By", "Jane Roe"), named_author("By the way, this works.")
    (('Jane Roe', True), ('Jane Roe', False), None)
    """
    words = line.strip(_BULLETS)
    match = _labels().match(words)
    if match is None:
        return None
    rest = words[match.end() :].strip(_BULLETS + ":")
    name = _name(rest) if rest else _name(below.strip(_BULLETS))
    return (name, match.lastgroup == "clear") if name is not None else None


def _name(words: str) -> str | None:
    cut = _CUT.search(words, 1)
    name = (words[: cut.start()] if cut else words).strip(" *_-")
    if not 2 <= len(name) <= MAX_NAME or name.count(" ") >= MAX_WORDS or _NO_NAME.search(name) or part_of(name):
        return None
    return name if name[0].isupper() or (name.isalnum() and " " not in name) or not name.isascii() else None


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    data = load("sections")["author"]
    clear, short = any_of(data["clear"]).pattern, any_of(data["short"]).pattern
    return re.compile(rf"(?:(?P<clear>{clear})|(?P<short>{short}))(?=[\s::\u00a0*]|$)", re.IGNORECASE)
