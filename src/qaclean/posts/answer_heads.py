"""Headings of answers, read by their parts: whose or which answers, the word for them, how many (vocabulary in `rules/answer_heads.toml`).

Lines of dumps and headings of HTML are read by the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load

__all__ = ["AnswerHead", "read_answer_head"]

MAX_HEAD = 40  # code points of a heading
MAX_UNSPACED = 20  # ... in a language without spaces


class AnswerHead(NamedTuple):
    """What a heading says of the answers below: whether an accepted one stands there, or those beside it; whether they may as well be the replies
    of a thread; whether it says more of them than how many; whether it does and begins with how many, as links to other questions do (`4位律师解答`)."""

    accepted: bool = False
    others: bool = False
    any_posts: bool = False
    led: bool = False
    listed: bool = False


def read_answer_head(line: str) -> AnswerHead | None:
    """What a line says that heads answers; None where it heads none. `line`: folded, in lower case, numbers as `0`.

    >>> read_answer_head("weitere antworten (0)"), read_answer_head("0 antworten"), read_answer_head("antworten")
    (AnswerHead(accepted=False, others=True, any_posts=False, led=True, listed=False), AnswerHead(accepted=False, others=False, any_posts=True, led=False, listed=False), None)
    >>> read_answer_head("최고 답변"), read_answer_head("满意答案")
    (None, AnswerHead(accepted=True, others=False, any_posts=False, led=True, listed=False))
    """
    return _known(line) if 2 < len(line) <= MAX_HEAD else None


class _Language(NamedTuple):
    """The pattern of a language's headings, and its words by what they say."""

    spaced: bool
    pattern: re.Pattern[str]
    accepted: tuple[str, ...]
    others: tuple[str, ...]
    who: tuple[str, ...]
    answers: frozenset[str]
    either: frozenset[str]
    posts: frozenset[str]


@remembered(REMEMBERED_NAMES)
def _known(line: str) -> AnswerHead | None:
    if _nouns().search(line) is None:
        return None
    for language in _languages():
        if not language.spaced and (len(line) > MAX_UNSPACED or line.isascii()):
            continue
        match = language.pattern.fullmatch(line)
        if match is not None:
            return _told(language, match)
    return None


def _told(language: _Language, match: re.Match[str]) -> AnswerHead | None:
    """What the parts of a heading say; a word for answers alone is none."""
    lead = match["lead"] or match["led"] or ""
    counted = match["before"] or match["behind"]
    if not (lead or counted or match["place"]) or (match["colon"] and not lead):
        return None
    accepted, others, who = (
        any(word in lead for word in words) for words in (language.accepted, language.others, language.who)
    )
    noun = match["noun"]
    if noun in language.posts and not who:
        return None
    sure = noun in language.answers or who or (noun in language.either and (accepted or others))
    return AnswerHead(accepted, others, not sure, bool(lead), bool(who and match["before"]))


@lru_cache(maxsize=1)
def _languages() -> tuple[_Language, ...]:
    return tuple(
        _Language(
            "spaced" in row,
            compile_at_once(_spaced(row) if "spaced" in row else _unspaced(row)),
            tuple(row.get("chosen", ())),
            tuple(row.get("others", ())),
            tuple(row.get("who", ())),
            frozenset(row.get("answers", ())),
            frozenset(row.get("either", ())),
            frozenset(row.get("posts", ())),
        )
        for row in load("answer_heads")["language"]
    )


@lru_cache(maxsize=1)
def _nouns() -> re.Pattern[str]:
    """The words for answers in all languages: one look at a line that heads none."""
    rows = load("answer_heads")["language"]
    return any_of(sorted({word for row in rows for key in ("answers", "either", "posts") for word in row.get(key, ())}))


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def _words(row: dict[str, Any]) -> tuple[str, str]:
    lead = _any(word for key in ("who", "chosen", "others", "all") for word in row.get(key, ()))
    return lead, _any(word for key in ("answers", "either", "posts") for word in row.get(key, ()))


def _spaced(row: dict[str, Any]) -> str:
    lead, noun = _words(row)
    return (
        rf"(?P<before>0\s)?(?:(?P<lead>{lead})\s)?(?P<noun>{noun})(?:\s(?P<led>{lead}))?(?:\s(?:{_any(row.get('behind', ()))}))?"
        r"(?P<place>(?!))?(?P<colon>(?!))?(?:\s?(?P<behind>\(\s?0\s?\)?))?!?"
    )


def _unspaced(row: dict[str, Any]) -> str:
    lead, noun = _words(row)
    units, between = _any(row.get("units", ())), _any(row.get("between", ()))
    count = rf"\(?\s?(?:(?:{units})\s?){{0,2}}0\s?(?:{units})?\s?\)?"
    return (
        rf"(?P<before>{count})?(?:{between})?\s?(?P<lead>(?:(?:{lead})\s?){{1,2}}(?:{count})?)?(?:{between})?\s?(?P<noun>{noun})\s?"
        rf"(?P<place>{_any(row.get('place', ()))})?\s?(?P<colon>:)?\s?(?P<behind>{count})?(?:\s?(?:{noun}))?(?P<led>(?!))?(?:{_any(row.get('behind', ()))})?!?"
    )
