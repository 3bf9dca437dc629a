"""Readings that were put into running text: pinyin after each of some characters, kana after every word.

`設(shè)置` is left by sites that turned simplified text into traditional by machine, `漢字(かんじ)` by ruby whose tags were lost. Both stand
rightly in dictionaries, lessons and beside names, so that a whole page must prove that they do not belong to its text.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = ["find_kana", "find_pinyin"]

_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_PINYIN = compile_on_use(rf"[(（](?<=[\u3400-\u9fff][(（])([a-zü]{{0,3}}[{_TONES}][a-zü]{{0,3}})[)）]")
_HANZI = compile_at_once("[\u3400-\u9fff]")
MIN_CHARACTERS = 3  # different frequent characters with pinyin
TRADITIONAL_SHARE = 0.8  # of the characters with pinyin: a lesson annotates the others too
INSIDE_SHARE = 0.5  # of the readings that the text goes on right after

_KANA = compile_on_use("[(（](?<=[\u3400-\u9fff々][(（])[ぁ-ゖー]{1,16}[)）]")
_KANJI = compile_on_use("[\u3400-\u9fff々]+")
_GOES_ON = compile_on_use("[ぁ-ヶー\u3400-\u9fff々A-Za-z0-9]")
MIN_WORDS = 6  # words with kana
WORD_SHARE = 0.6  # of the words in kanji: a dictionary or an article annotates those of interest


def find_pinyin(text: str) -> Iterator[tuple[int, int, str]]:
    """Each pinyin in brackets after a traditional character, where the page proves that a machine put it there. Linear.

    Proof: at least three different frequent characters have it, nearly only characters that simplified Chinese does not have,
    none with two readings, and half of them inside running text.

    >>> [text for _, _, text in find_pinyin("手機(jī)的設(shè)置里打開(kāi)時(shí)鐘")]
    ['', '', '', '']
    >>> list(find_pinyin("多音字:長(cháng)短,長(zhǎng)大"))
    []
    """
    found = list(_PINYIN.finditer(text))
    rows = [match for match in found if not _in_gb2312(text[match.start() - 1])]
    if len(rows) < max(MIN_CHARACTERS, TRADITIONAL_SHARE * len(found)):
        return
    readings = {(text[match.start() - 1], match[1]) for match in rows}
    characters = {character for character, _ in readings}
    inside = sum([_HANZI.match(text, match.end()) is not None for match in rows])
    frequent = len(characters & _frequent())
    if len(readings) == len(characters) and frequent >= MIN_CHARACTERS and inside >= INSIDE_SHARE * len(rows):
        yield from ((*match.span(), "") for match in rows)


def find_kana(text: str) -> Iterator[tuple[int, int, str]]:
    """Each reading in kana and brackets after kanji, where most words of the page have one, inside running text. Linear.

    >>> text = "手(て)を洗(あら)い、水(みず)を止(と)めて、布(ぬの)で拭(ふ)く"
    >>> len(list(find_kana(text))), len(list(find_kana("東京(とうきょう)は日本の首都である。")))
    (6, 0)
    """
    rows = list(_KANA.finditer(text))
    if len(rows) < MIN_WORDS or len(rows) < WORD_SHARE * len(_KANJI.findall(text)):
        return
    inside = sum([_GOES_ON.match(text, match.end()) is not None for match in rows])
    if inside >= INSIDE_SHARE * len(rows):
        yield from ((*match.span(), "") for match in rows)


def _in_gb2312(character: str) -> bool:
    return character.encode("gb2312", "ignore") != b""


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    """The frequent characters that only traditional Chinese uses."""
    table = load("characters")
    return frozenset(row[1] for row in table["pairs"].split()).union(table["traditional"])
