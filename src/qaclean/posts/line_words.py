"""Words of lines around posts (`rules/post_lines.toml`): section heads, buttons, what stands behind the last post."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.posts.line_shapes import Shape
from qaclean.rules import load

__all__ = ["heads_answers", "heads_others", "heads_tail", "is_button", "is_end", "says_answered", "title_lead"]

MAX_ORIGIN = 24  # code points of a line that says from where a post was sent
MAX_END = 60  # code points of a line that ends the posts
_COUNTED = re.compile(r"[0-9]{1,5}\s?人")  # who pressed a button
_TRIM = " \t:|·>»<\u200b()[]「」【】+-*"


class _Words(NamedTuple):
    answers: frozenset[str]
    buttons: frozenset[str]
    tails: frozenset[str]
    answered: re.Pattern[str]
    origins: tuple[str, ...]
    ends: re.Pattern[str]
    related: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    return _Words(
        frozenset(w.strip(_TRIM) for w in data["answers"]),
        frozenset(w.strip(_TRIM) for w in data["buttons"]),
        frozenset(w.strip(_TRIM) for w in data["tails"]),
        _anywhere(load("attributions")["answers"]),
        tuple(data["origins"]),
        _beginnings([*data["ends"], *data["related"]]),
        _beginnings(data["related"]),
    )


def _anywhere(words: list[str]) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"\b{re.escape(w)}\b" if w[0].isascii() else re.escape(w) + "(?![0-9]|采纳)" for w in words)
    )


def _beginnings(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile("|".join(re.escape(w) + (r"\b" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered))


def heads_others(shape: Shape) -> bool:
    """Whether a line heads a list of other pages."""
    return is_end(shape) and _words().related.match(shape.text.lower().lstrip(_TRIM)) is not None


def is_end(shape: Shape) -> bool:
    """Whether a line heads what stands behind the posts."""
    return (
        bool(shape.key)
        and len(shape.text) <= MAX_END
        and not shape.date
        and _words().ends.match(shape.text.lower().lstrip(_TRIM)) is not None
    )


def heads_answers(shape: Shape) -> bool:
    """Whether a line stands between the question and its answers."""
    return bool(shape.key) and shape.key.lower().strip(_TRIM) in _words().answers


def heads_tail(shape: Shape) -> bool:
    """Whether a line stands below a post's words and heads more about it."""
    return bool(shape.key) and shape.key.lower().strip(_TRIM) in _words().tails


def says_answered(shape: Shape) -> bool:
    """Whether a line says of a moment that somebody answered then."""
    told = bool(shape.key) and len(shape.text) <= MAX_END and not heads_answers(shape)
    return told and _words().answered.search(shape.text) is not None


def title_lead(line: str) -> int:
    """The length of the button that a title's line begins with, with the space behind it.

    >>> title_lead("同问 怎么关机"), title_lead("3人同问 怎么关机"), title_lead("同问这个")
    (3, 5, 0)
    """
    counted = _COUNTED.match(line)
    at = counted.end() if counted else 0
    for word in load("post_lines")["title_leads"]:
        end = at + len(word)
        if line.startswith(word, at) and line[end : end + 1].isspace():
            return len(line) - len(line[end:].lstrip())
    return 0


def is_button(shape: Shape) -> bool:
    """Whether a line is only a button of a post."""
    if not shape.key:
        return False
    line = shape.key.lower().strip(_TRIM)
    return line in _words().buttons or (len(line) <= MAX_ORIGIN and line.startswith(_words().origins))
