"""The language of a text by its script and commonest words; None where it is too short to tell."""

from __future__ import annotations

import re

__all__ = ["language_of"]

SAMPLE = 400  # code points looked at
MIN_LETTERS = 4
# Runs, not letters: a match a run costs a tenth of a match a letter.
_KANA = re.compile(r"[\u3040-\u30ff]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_HANGUL = re.compile(r"[\uac00-\ud7a3]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
# Hanzi that only one of the two scripts uses, the commonest ones (character frequency lists).
_TRADITIONAL = frozenset(
    "這個們來時說對為會沒還後過開關點問題機電話網頁與應設選擇進裡國學樣實將現發經將讓幾號員應該請謝"
)
_SIMPLIFIED = frozenset("这个们来时说对为会没还后过开关点问题机电话网页与应设选择进里国学样实将现发经让几号员该请谢")
_ONLY_TRADITIONAL, _ONLY_SIMPLIFIED = _TRADITIONAL - _SIMPLIFIED, _SIMPLIFIED - _TRADITIONAL
_GERMAN = re.compile(r"\b(?:und|der|die|das|ist|nicht|mit|für|auf|ein|eine|wie|Sie)\b")
_ENGLISH = re.compile(r"\b(?:the|and|of|to|is|in|that|for|you|with|how|are)\b", re.IGNORECASE)


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
        letters = set(sample)
        return "zh-Hant" if len(letters & _ONLY_TRADITIONAL) > len(letters & _ONLY_SIMPLIFIED) else "zh"
    german, english = len(_GERMAN.findall(sample)), len(_ENGLISH.findall(sample))
    if max(german, english) == 0:
        return None
    return "de" if german > english else "en"


def _letters(script: re.Pattern[str], sample: str) -> int:
    return sum(map(len, script.findall(sample)))
