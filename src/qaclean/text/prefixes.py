"""Prefixes in the text itself: `问:`, `答:`, `Q.`, `回答:` at the start of a line or inside it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import load

__all__ = ["PrefixSpan", "find_prefixes", "has_pairs", "is_question_word"]

_ENDS = frozenset("。.!?;)”")  # and white space: an inline prefix stands right behind it
_COLON = r"\s{0,2}(?:[::]|[、..](?=\s|[^\s0-9]))\s{0,2}"


class PrefixSpan(NamedTuple):
    """A prefix at `[start, end)`, its colon and the white space behind it included; `asks` tells 问 from 答."""

    start: int
    end: int
    asks: bool


class _Patterns(NamedTuple):
    start: re.Pattern[str]
    inline: re.Pattern[str]
    inline_questions: frozenset[str]
    pairs: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load("prefixes")

    def alternation(words: list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True))

    start = re.compile(
        rf"[\[【(〔]?(?:(?P<q>{alternation(data['question'])})|(?P<a>{alternation(data['answer'])}))[0-9]{{0,2}}[\]】)〕]?{_COLON}"
    )
    questions = data["inline_question"]
    # Begins with its literals, so that the engine skips to them; what stands before is looked at behind it.
    inline = re.compile(rf"({alternation(questions + data['inline_answer'])})\s?[::]\s{{0,2}}")
    return _Patterns(start, inline, frozenset(questions), frozenset(data["pairs"]))


def has_pairs(lines: list[str]) -> bool:
    """Do lines of a page begin with both `Q:` and `A:`? Only then are the single letters prefixes."""
    heads = {line[0] for line in lines if (len(line) > 2 and line[1] in "::..、") or line[1:2].isdigit()}
    return {"Q", "A"} <= heads


def find_prefixes(text: str, start: int, end: int, pairs: bool) -> list[PrefixSpan]:
    """Prefixes in the line `text[start:end]`.

    >>> find_prefixes("问:能退吗?答:能。", 0, 10, False)
    [PrefixSpan(start=0, end=2, asks=True), PrefixSpan(start=6, end=8, asks=False)]
    """
    at_start, inline, questions, letters = _patterns()
    found = []
    at = start
    match = at_start.match(text, start, end)
    if match and match.end() <= end:
        word = match.group("q") or match.group("a")
        dotted = not match.group().rstrip().endswith((":", ":"))
        if (word not in letters or pairs) and not (dotted and word not in letters):
            found.append(PrefixSpan(start, match.end(), match.group("q") is not None))
            at = match.end()
    if ":" in text[at:end] or ":" in text[at:end]:
        for match in inline.finditer(text, at, end):
            before = text[match.start() - 1 : match.start()]
            if before in _ENDS or before.isspace():
                found.append(PrefixSpan(match.start(), match.end(), match.group(1) in questions))
    return found


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
