"""Words of lines around posts (`rules/post_lines.toml`): section heads, buttons, what stands behind the last post."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.posts.line_shapes import Shape
from qaclean.rules import load

__all__ = [
    "counts_answers",
    "heads_answers",
    "heads_others",
    "heads_tail",
    "is_button",
    "is_end",
    "names_nobody",
    "says_answered",
    "title_lead",
]

MAX_ORIGIN = 24  # code points of a line that says from where a post was sent
MAX_END = 60  # code points of a line that ends the posts
_TRIM = " \xa0\t:|·>»<\u200b()[]「」【】+-*"


class _Words(NamedTuple):
    answers: frozenset[str]
    buttons: frozenset[str]
    tails: frozenset[str]
    answered: re.Pattern[str]
    nobody: frozenset[str]
    title_lead: re.Pattern[str]
    origins: tuple[str, ...]
    ends: re.Pattern[str]
    end_starts: frozenset[str]  # their first characters: most lines begin with another
    related: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    return _Words(
        frozenset(w.strip(_TRIM) for w in data["answers"]),
        frozenset(w.strip(_TRIM) for w in data["buttons"]),
        frozenset(w.strip(_TRIM) for w in data["tails"]),
        _anywhere(load("attributions")["answers"]),
        frozenset(load("attributions")["nobody"]),
        re.compile(rf"(?:[0-9]{{1,6}}\u4eba)?(?:{'|'.join(map(re.escape, data['title_leads']))})\s+(?=\S)"),
        tuple(data["origins"]),
        _beginnings([*data["ends"], *data["related"]]),
        frozenset(word[0] for word in (*data["ends"], *data["related"])),
        _beginnings(data["related"]),
    )


def _anywhere(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(w)}\b" if w[0].isascii() else re.escape(w) + "(?![0-9])" for w in words))


def _beginnings(words: list[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=lambda w: (-len(w), w))
    return re.compile("|".join(re.escape(w) + (r"\b" if w[-1].isascii() and w[-1].isalpha() else "") for w in ordered))


def heads_others(shape: Shape) -> bool:
    """Whether a line heads a list of other pages."""
    return is_end(shape) and _words().related.match(shape.text.lower().lstrip(_TRIM)) is not None


def is_end(shape: Shape) -> bool:
    """Whether a line heads what stands behind the posts."""
    if not shape.key or len(shape.text) > MAX_END or shape.date:
        return False
    line = shape.text.lower().lstrip(_TRIM)
    return line[:1] in _words().end_starts and _words().ends.match(line) is not None


def heads_answers(shape: Shape) -> bool:
    """Whether a line stands between the question and its answers; some templates say the count twice (`14 Answers 14`)."""
    if not shape.key:
        return False
    line = shape.key.lower().strip(_TRIM)
    return line in _words().answers or (line[:1] == line[-1:] == "0" and line[:-1].rstrip() in _words().answers)


def heads_tail(shape: Shape) -> bool:
    """Whether a line stands below a post's words and heads more about it."""
    return bool(shape.key) and shape.key.lower().strip(_TRIM) in _words().tails


def says_answered(shape: Shape) -> bool:
    """Whether a line says of a moment that somebody answered then."""
    told = bool(shape.key) and len(shape.text) <= MAX_END and not heads_answers(shape)
    return told and _words().answered.search(shape.text) is not None


def names_nobody(shape: Shape) -> bool:
    """Whether a line is what a site writes for one without a name (`热心网友`)."""
    return shape.text in _words().nobody


def title_lead(line: str) -> int:
    """The length of the button that a title's line begins with, with the space behind it.

    >>> title_lead("同问 怎么关机"), title_lead("3人同问 怎么关机"), title_lead("同问这个")
    (3, 5, 0)
    """
    match = _words().title_lead.match(line)
    return match.end() if match else 0


def counts_answers(shape: Shape) -> bool:
    """Whether a line heads the answers and says how many there are."""
    return "0" in shape.key and heads_answers(shape)


def is_button(shape: Shape) -> bool:
    """Whether a line is only a button of a post."""
    if not shape.key:
        return False
    line = shape.key.lower().strip(_TRIM).rstrip(".")
    return line in _words().buttons or (len(line) <= MAX_ORIGIN and line.startswith(_words().origins))
