"""The language of a text: what its script and words prove, else what its page declares and its script does not contradict; None where neither tells."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

if TYPE_CHECKING:
    import regex

__all__ = ["language_of"]

SAMPLE = 400  # code points looked at
MIN_LETTERS = 4
# One look for most texts: whatever is kana or hangul is of one of these blocks.
_MAY_BE_KANA_OR_HANGUL = compile_at_once(
    "[\u1100-\u11ff\u302e-\u30ff\u3130-\u318f\u31f0-\u33ff\ua960-\ua97f\uac00-\ud7ff\uff66-\uffdc\U0001aff0-\U0001b2ff\U0001f200]"
)
# Runs, not letters: a match a run costs a tenth of a match a letter. Scripts as Unicode has them, whole: `regex` knows them, and is as fast
# as `re` with ranges here. Most pages are told by one look, so that it is not imported with this module.
_KANA, _HAN, _HANGUL, _LATIN = r"[\p{Hiragana}\p{Katakana}]+", r"\p{Han}+", r"\p{Hangul}+", r"\p{Latin}+"
_HANZI = compile_at_once("[\u4e00-\u9fa5]+")
PART = 3  # a third of the sample tells of most pages that they are Chinese

_TAG = compile_on_use(r"(?P<primary>[a-z]{2,3})(?P<rest>(?:-[a-z0-9]{1,8}){0,6})", re.IGNORECASE)
FITS = 0.5  # of a page's letters that are of the script of the language it declares


class _Words(NamedTuple):
    traditional: re.Pattern[str]
    simplified: re.Pattern[str]
    german: re.Pattern[str]
    english: re.Pattern[str]
    others: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("languages")
    traditional, simplified = frozenset(data["traditional"]), frozenset(data["simplified"])
    german, english, others = (rf"\b(?:{'|'.join(data[name])})\b" for name in ("german", "english", "others"))
    return _Words(
        compile_at_once(f"[{''.join(sorted(traditional - simplified))}]"),
        compile_on_use(f"[{''.join(sorted(simplified - traditional))}]"),
        compile_on_use(german),
        compile_on_use(english, re.IGNORECASE),
        compile_on_use(others, re.IGNORECASE),
    )


@lru_cache(maxsize=1)
def _scripts() -> dict[str, str]:
    """A pattern of the letters of a language, by its primary tag; Latin for those that are not named."""
    return {tag: rf"\p{{{script}}}+" for script, tags in load("languages")["scripts"].items() for tag in tags}


@cache  # a pattern a script
def _compiled(letters: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(letters)


def language_of(text: str, declared: str = "") -> str | None:
    """BCP 47 tag: what the letters and words prove (zh, zh-Hant, ja, ko, en, de), else what the page declares, where its letters are of that language's script.

    None for too little text, or another language that nothing declares: there is no guess.

    >>> [language_of(t) for t in ("怎么关闭相册", "どうやって消しますか", "어떻게 끄나요", "how to turn it off and the rest", "1")]
    ['zh', 'ja', 'ko', 'en', None]
    >>> [language_of("Comment changer la pile de ma montre ?", tag) for tag in ("", "fr-FR", "ru", "not a tag")]
    [None, 'fr-FR', None, None]
    """
    sample = text[:SAMPLE]
    return _proved(sample) or _fitting(sample, declared)


def _proved(sample: str) -> str | None:
    may_be_others = _MAY_BE_KANA_OR_HANGUL.search(sample) is not None
    if not may_be_others and _is_chinese(sample):
        return _chinese(sample)
    han, kana, hangul = _letters(_HAN, sample), 0, 0
    if may_be_others:
        kana, hangul = _letters(_KANA, sample), _letters(_HANGUL, sample)
    latin = _letters(_LATIN, sample) // 4  # a Latin word is about four letters
    if han + kana + hangul + latin < MIN_LETTERS:
        return None
    if hangul > max(han, kana, latin):
        return "ko"
    if kana > 0.1 * (han + kana) and han + kana > latin:
        return "ja"
    if han > latin:
        return _chinese(sample)
    german, english, others = (len(words.findall(sample)) for words in _words()[2:])
    if max(german, english) <= others or german == english:
        return None
    return "de" if german > english else "en"


def _is_chinese(sample: str) -> bool:
    """Whether the hanzi of a third of a sample are more than all else can be: the usual page, told without counting any other letters."""
    han = sum(map(len, _HANZI.findall(sample, 0, len(sample) // PART)))
    return han >= MIN_LETTERS and han > (len(sample) - han) // 4


def _chinese(sample: str) -> str:
    traditional = set(_words().traditional.findall(sample))  # seldom any: most texts are told by one look
    told = traditional and len(traditional) > len(set(_words().simplified.findall(sample)))
    return "zh-Hant" if told else "zh"


def _fitting(sample: str, declared: str) -> str | None:
    """The declared tag in its usual form, where most letters are of its script."""
    tag = _TAG.fullmatch(declared.strip().replace("_", "-"))
    if tag is None:
        return None
    primary = tag["primary"].lower()
    of_script = _letters(_scripts().get(primary, _LATIN), sample)
    if of_script < MIN_LETTERS or of_script < FITS * sum(map(str.isalpha, sample)):
        return None
    parts = tag["rest"].split("-")[1:]
    return "-".join([primary, *(p.title() if len(p) == 4 else p.upper() if len(p) == 2 else p.lower() for p in parts)])


def _letters(script: str, sample: str) -> int:
    return sum(map(len, _compiled(script).findall(sample)))
