"""The language of a text by its script and commonest words; None where it is too short to tell."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import regex

from qaclean.rules import load

__all__ = ["language_of"]

SAMPLE = 400  # code points looked at
MIN_LETTERS = 4
# Runs, not letters: a match a run costs a tenth of a match a letter. Scripts as Unicode has them, whole: `regex` knows them, and is as fast
# as `re` with ranges here.
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]+")
_HAN = regex.compile(r"\p{Han}+")
_HANGUL = regex.compile(r"\p{Hangul}+")
_LATIN = regex.compile(r"\p{Latin}+")


class _Words(NamedTuple):
    traditional: frozenset[str]
    simplified: frozenset[str]
    german: re.Pattern[str]
    english: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("languages")
    traditional, simplified = frozenset(data["traditional"]), frozenset(data["simplified"])
    german, english = (rf"\b(?:{'|'.join(data[name])})\b" for name in ("german", "english"))
    return _Words(
        traditional - simplified, simplified - traditional, re.compile(german), re.compile(english, re.IGNORECASE)
    )


def language_of(text: str) -> str | None:
    """BCP 47 tag: zh, zh-Hant, ja, ko, en, de; None for too little text or another language.

    >>> [language_of(t) for t in ("怎么关闭相册", "どうやって消しますか", "어떻게 끄나요", "how to turn it off and the rest", "1")]
    ['zh', 'ja', 'ko', 'en', None]
    """
    sample = text[:SAMPLE]
    han, kana, hangul = _letters(_HAN, sample), _letters(_KANA, sample), _letters(_HANGUL, sample)
    latin = _letters(_LATIN, sample) // 4  # a Latin word is about four letters
    if han + kana + hangul + latin < MIN_LETTERS:
        return None
    if hangul > max(han, kana, latin):
        return "ko"
    if kana > 0.1 * (han + kana) and han + kana > latin:
        return "ja"
    if han > latin:
        letters, words = set(sample), _words()
        return "zh-Hant" if len(letters & words.traditional) > len(letters & words.simplified) else "zh"
    german, english = len(_words().german.findall(sample)), len(_words().english.findall(sample))
    if max(german, english) == 0:
        return None
    return "de" if german > english else "en"


def _letters(script: regex.Pattern[str], sample: str) -> int:
    return sum(map(len, script.findall(sample)))
