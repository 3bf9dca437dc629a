"""Where a link of Markdown leads: the part in parentheses behind `]`, and reference definitions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["Target", "find_target", "label_of", "read_definition"]

MAX_TARGET = 4_000  # code points of an address with its title
MAX_DATA = 4_000_000  # ... of a picture that stands in its own address
MAX_NESTED = 8  # parentheses in an address
_USUAL = compile_on_use(
    r"\([ \t]{0,9}(?:<([^<>\n]{0,2000})>|([^\s()\\<]{0,2000}))(?:[ \t\n]{1,9}(?:\"([^\"\n]{0,500})\"|'([^'\n]{0,500})'))?[ \t]{0,9}\)"
)
_DATA = compile_at_once(r"\([ \t]{0,9}<?data:")
_SPECIAL = compile_at_once(r"[()\\\r\n]")
_TITLE = compile_at_once(r"\s+[\"']([^\n]{0,500})[\"']\s*$")
_ESCAPED = compile_at_once(r"\\([!-/:-@\[-`{-~])")
_DEFINED = compile_at_once(r"\[([^\]\n]{1,200})\]:[ \t]{0,9}<?([^\s>]{1,4000})>?(?:[ \t]+[\"'(]([^\n]{0,400})[\"')])?")


class Target(NamedTuple):
    """Where a link leads, its title, and where its part of the source ends."""

    url: str
    title: str
    end: int


def find_target(text: str, at: int, end: int) -> Target | None:
    """The target whose `(` stands at `at`, closed before `end`; None where there is none.

    An address may hold spaces and balanced parentheses, since converters escape neither always.

    >>> find_target('[a](http://x.example/b_(c) "t")', 3, 31)
    Target(url='http://x.example/b_(c)', title='t', end=31)
    """
    match = _USUAL.match(text, at, end)
    if match:
        title = match.group(3) or match.group(4) or ""
        return Target(match.group(1) or match.group(2) or "", title, match.end())
    if _DATA.match(text, at, end):
        close = text.find(")", at, min(end, at + MAX_DATA))
        return Target("data:", "", close + 1) if close >= 0 else None
    close = _balanced(text, at, min(end, at + MAX_TARGET))
    if close < 0:
        return None
    words = text[at + 1 : close].strip()
    title_match = _TITLE.search(words[-600:])
    title = title_match.group(1) if title_match else ""
    if title_match:
        words = words[: len(words) - (title_match.end() - title_match.start())]
    return Target(_ESCAPED.sub(r"\1", words.strip(" <>")), title, close + 1)


def _balanced(text: str, at: int, end: int) -> int:
    """Where the parenthesis at `at` closes, or -1."""
    depth = 0
    while True:
        match = _SPECIAL.search(text, at, end)
        if match is None or match.group() in "\r\n":
            return -1
        at = match.end()
        if match.group() == "\\":
            at += 1
        elif match.group() == "(":
            depth += 1
            if depth > MAX_NESTED:
                return -1
        else:
            depth -= 1
            if depth == 0:
                return match.start()


def label_of(words: str) -> str:
    """The label of a reference as labels are compared."""
    return " ".join(words.split()).casefold()


def read_definition(lines: Iterable[str]) -> dict[str, Target]:
    """The targets that `[label]: address` lines define, the first of each label.

    >>> read_definition(["[A b]: http://x.example 't'"])
    {'a b': Target(url='http://x.example', title='t', end=0)}
    """
    defined: dict[str, Target] = {}
    for line in lines:
        match = _DEFINED.match(line)
        if match:
            defined.setdefault(label_of(match.group(1)), Target(match.group(2), match.group(3) or "", 0))
    return defined
