"""Prefixes in the text itself: `问:`, `答:`, `Q.`, `回答:` at the start of a line or inside it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["PrefixSpan", "find_prefixes", "has_pairs", "is_question_word"]

_BRACKETS = frozenset("[【〔")
FEWEST_SPACED = 2  # lines of each that begin with a letter and white space, or with a counted word and a dot
_COLONS = "::"
_LETTERS = frozenset("QA")
_SPACED_COUNT = compile_at_once(r" [0-9]{1,2}\s?[::..、](?=.)")
_ENDS = frozenset("。.!?;)”")  # and white space: an inline prefix stands right behind it
_COLON = r"\s{0,2}(?:[::]|[、..](?=\s|[^\s0-9]|$))\s{0,2}"


class PrefixSpan(NamedTuple):
    """A prefix at `[start, end)`, its colon and the white space behind it included; `asks` tells 问 from 答."""

    start: int
    end: int
    asks: bool


class _Patterns(NamedTuple):
    start: re.Pattern[str]
    bare: re.Pattern[
        str
    ]  # without a colon, in brackets or before white space: on pages that have both a question's and an answer's
    inline: re.Pattern[str]
    inline_questions: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load("prefixes")

    def alternation(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted({*words, *map(str.upper, words)}, key=len, reverse=True))

    start = compile_at_once(
        rf"[\[【(〔]?(?:(?P<q>{alternation(data['question'])})|(?P<a>{alternation(data['answer'])}))"
        rf"(?P<count>\s?[0-9]{{1,2}})?[\]】)〕]?(?:{_COLON}|(?<=[QA0-9])\)\s{{1,2}})"
    )
    single = [alternation([word for word in data[key] if len(word) == 1]) for key in ("question", "answer")]
    bare = compile_at_once(
        rf"[\[【〔](?:(?P<q>{alternation(data['question'])})|(?P<a>{alternation(data['answer'])}))[\]】〕](?:{_COLON}|\s{{0,2}})"
        rf"|(?:(?P<spaced_q>{single[0]})|(?P<spaced_a>{single[1]}))[0-9]{{0,2}}\s{{1,2}}(?=[^\s0-9])"
    )
    questions = data["inline_question"]
    # Begins with its literals, so that the engine skips to them; what stands before is looked at behind it.
    inline = compile_at_once(rf"({alternation(questions + data['inline_answer'])})\s?[::]\s{{0,2}}")
    return _Patterns(start, bare, inline, frozenset(questions), frozenset(data["pairs"]))


def has_pairs(lines: Sequence[str]) -> frozenset[str]:
    """The forms of bare prefixes that a page's lines begin with, for a question and for an answer: `letters` (`Q:` and `A:`), `closed` (`Q)` and `A)`, where no
    `B)` shows that these are options), `counted` (`問1.` and `答1.`), `brackets` without a colon (`[问]` and `[答]`), `spaces` (`Q` and `A`, or 问 and 答, before
    white space). Only then are they prefixes.

    >>> sorted(has_pairs(["Q: Is it free?", "A: No."])), sorted(has_pairs(["A white one."]))
    (['letters'], [])
    """
    heads = {line[0] for line in lines if (len(line) > 2 and line[1] in "::..、") or line[1:2].isdigit()}
    heads |= {line[0] for line in lines if line[:1] in _LETTERS and _SPACED_COUNT.match(line, 1)}
    forms = {"letters"} if {"Q", "A"} <= heads else set()
    closed = {line[0] for line in lines if line[1:3] == ") "}
    if {"Q", "A"} <= closed and "B" not in closed:
        forms.add("closed")
    bare, first = _patterns().bare, _first_of_bare()
    found = [match.lastgroup for line in lines if line[:1] in first and (match := bare.match(line))]
    if _are_counted(lines):
        forms.add("counted")
    if "q" in found and "a" in found:
        forms.add("brackets")
    if min(found.count("spaced_q"), found.count("spaced_a")) >= FEWEST_SPACED:
        forms.add("spaces")
    return frozenset(forms)


def _are_counted(lines: Sequence[str]) -> bool:
    """Whether words of questions and of answers are counted, each often enough (`問1. ...`, `答1. ...`)."""
    start, first = _patterns().start, _first_letters()
    heads = [match for line in lines if line[:1] in first and (match := start.match(line)) and match["count"]]
    asked = sum(match["q"] is not None for match in heads)
    return min(asked, len(heads) - asked) >= FEWEST_SPACED


@lru_cache(maxsize=1)
def _first_letters() -> frozenset[str]:
    data = load("prefixes")
    words = [word for key in ("question", "answer") for word in data[key]]
    return _BRACKETS | {word[0] for word in words} | {word[0].upper() for word in words}


@lru_cache(maxsize=1)
def _first_of_bare() -> frozenset[str]:
    data = load("prefixes")
    return _BRACKETS | {word for key in ("question", "answer") for word in data[key] if len(word) == 1}


def find_prefixes(text: str, start: int, end: int, forms: Collection[str] = ()) -> list[PrefixSpan]:
    """Prefixes in the line `text[start:end]`; `forms` are those of the page (see `has_pairs`).

    >>> find_prefixes("问:能退吗?答:能。", 0, 10)
    [PrefixSpan(start=0, end=2, asks=True), PrefixSpan(start=6, end=8, asks=False)]
    """
    patterns = _patterns()
    found = []
    at = start
    match = patterns.bare.match(text, start, end) if forms and text[start] in _first_of_bare() else None
    if match is not None and ("spaces" if match.lastgroup in ("spaced_q", "spaced_a") else "brackets") in forms:
        found.append(PrefixSpan(start, match.end(), match.lastgroup in ("q", "spaced_q")))
        at = match.end()
    elif (match := patterns.start.match(text, start, end)) is not None and _is_prefix(match, patterns.pairs, forms):
        found.append(PrefixSpan(start, match.end(), match.group("q") is not None))
        at = match.end()
    if ":" in text[at:end] or ":" in text[at:end]:
        for match in patterns.inline.finditer(text, at, end):
            before = text[match.start() - 1 : match.start()]
            if before in _ENDS or before.isspace():
                found.append(PrefixSpan(match.start(), match.end(), match.group(1) in patterns.inline_questions))
    return found


def _is_prefix(match: re.Match[str], letters: Collection[str], forms: Collection[str]) -> bool:
    """Whether what a line begins with is a prefix on a page that has these forms."""
    letter, mark = (match["q"] or match["a"]) in letters, match.group().rstrip()[-1]
    if mark == ")":
        return "closed" in forms if letter and not match["count"] else "counted" in forms
    if letter:
        return "letters" in forms
    return mark in _COLONS or (match["count"] is not None and "counted" in forms)


def is_question_word(word: str) -> bool:
    """Is a word a prefix of questions or answers (`Q`, `Frage`, `\u95ee`)? Its count is no item's.

    >>> is_question_word("Frage"), is_question_word("Schritt")
    (True, False)
    """
    return word.casefold() in _casefolded()


@lru_cache(maxsize=1)
def _casefolded() -> frozenset[str]:
    data = load("prefixes")
    return frozenset(word.casefold() for key in ("question", "answer") for word in data[key])
