"""How much a text looks like text that people write, told by how frequent its characters are in each script.

`source` chooses among charsets with it, `repair` proves that undoing a mojibake makes the text better. The tables are
`rules/characters.toml` and the levels of the national character sets, which their codecs already know.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCRIPTS", "chinese_script", "plausibility"]

SCRIPTS = ("simplified", "traditional", "japanese", "korean", "western")

# Weights of one character, from -1 (no sign of this script) to 1 (its commonest). Set by hand on invented strings of
# 8 to 40 bytes in each charset; only their order matters.
_FREQUENT, _ORDINARY, _RARE, _UNLIKELY, _NEVER = 1.0, 0.45, -0.3, -0.7, -2.0
_PUNCTUATION = "、。，．！？：；“”‘’（）《》【】「」『』…—～·・〈〉〔〕％＝＋－／　"
_WESTERN_MARKS = "‘’“”„–—…•€£©®™°±·§«»¿¡²³½¼¾´¨\xa0×µ"
_SCRIPT_SAMPLE = 100_000  # code points
_SIMPLIFIED_LEAD = 4
_NO_TEXT = compile_on_use(r"[\ue000-\uf8ff\ufff0-\uffff\ud800-\udfff\x80-\x9f\U000e0000-\U0010ffff]")
_SHORT = 200  # code points up to which a plain loop is faster than a Counter
_ASCII = frozenset(map(chr, range(128)))


@lru_cache(maxsize=1)
def _pairs() -> tuple[str, str]:
    rows = [row for row in load("characters")["pairs"].split() if row[0] != row[1]]
    return "".join(row[0] for row in rows), "".join(row[1] for row in rows)


@lru_cache(maxsize=2)
def _frequent(script: str) -> frozenset[str]:
    table = load("characters")
    simplified = "".join(table["simplified"].split())
    if script == "simplified":
        return frozenset(simplified + _pairs()[0])
    return frozenset(simplified.translate(str.maketrans(*_pairs())) + _pairs()[1] + table["traditional"])


@lru_cache(maxsize=8)
def _level(codec: str, first: int, last: int) -> frozenset[str]:
    """The characters of a two-byte set whose lead byte is `first` to `last`: its level of ordinary characters."""
    cells = bytearray()
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            cells += bytes((lead, trail, 0x0A))
    return frozenset(_NO_TEXT.sub("", cells.decode(codec, "ignore"))) - _ASCII


@lru_cache(maxsize=8)
def _weights(script: str) -> Mapping[str, float]:
    """Character to weight for one script; what is not in it counts by `_other`."""
    table: dict[str, float] = {}
    if script == "simplified":
        table |= dict.fromkeys(_level("gb2312", 0xD8, 0xF7), _RARE)
        table |= dict.fromkeys(_level("gb2312", 0xB0, 0xD7), _ORDINARY)
        table |= dict.fromkeys(_frequent("traditional"), _ORDINARY / 2) | dict.fromkeys(_frequent(script), _FREQUENT)
    elif script == "traditional":
        table |= dict.fromkeys(_level("cp950", 0xC9, 0xF9), _RARE)
        table |= dict.fromkeys(_level("cp950", 0xA4, 0xC6), _ORDINARY)
        table |= dict.fromkeys(_frequent(script), _FREQUENT)
    elif script == "japanese":
        table |= dict.fromkeys(_level("euc_jp", 0xD0, 0xF4), _UNLIKELY)
        table |= dict.fromkeys(_level("euc_jp", 0xB0, 0xCF), 0.3)
        table |= dict.fromkeys(map(chr, range(0x30A1, 0x30FD)), 0.8) | dict.fromkeys(
            map(chr, range(0x3041, 0x3094)), _FREQUENT
        )
    elif script == "korean":
        table |= dict.fromkeys(_level("euc_kr", 0xB0, 0xC8), 0.15)
        table |= dict.fromkeys("".join(load("characters")["hangul"].split()), _FREQUENT)
    else:
        table |= dict.fromkeys(map(chr, range(0xC0, 0x250)), 0.5) | dict.fromkeys(_WESTERN_MARKS, 0.4)
    if script != "western":
        table |= dict.fromkeys(_PUNCTUATION, 0.8)
    return MappingProxyType(table)


def _other(character: str) -> float:
    """The weight of a character that no table of the script has."""
    if "\uff61" <= character <= "\uff9f" or _NO_TEXT.match(
        character
    ):  # half-width katakana: the usual reading of noise
        return _NEVER if not "\uff61" <= character <= "\uff9f" else _UNLIKELY
    return _RARE if "\u2000" <= character <= "\u33ff" or "\uff01" <= character <= "\uff5e" else -1.0


def plausibility(text: str, script: str | None = None) -> float:
    """The mean weight of the non-ASCII characters of `text` in `script` (one of `SCRIPTS`), or in the script it fits best.

    Between -2.0 and 1.0; 0.0 for text with nothing but ASCII. Running text of a script has 0.5 to 0.9. Linear.

    >>> plausibility("怎么关闭相册") > 0.5 > 0 > plausibility("鐧惧害鐭ラ亾")
    True
    """
    counts = _counts(text)
    total = sum(counts.values())
    if not total:
        return 0.0
    return max([_mean(counts, total, name) for name in ((script,) if script else SCRIPTS)])


def _counts(text: str) -> dict[str, int]:
    if len(text) < _SHORT:
        short: dict[str, int] = {}
        for character in text:
            if character > "\x7f":
                short[character] = short.get(character, 0) + 1
        return short
    counts = Counter(text)
    for character in _ASCII.intersection(counts):
        del counts[character]
    return counts


def _mean(counts: dict[str, int], total: int, script: str) -> float:
    weights = _weights(script)
    return sum([n * (weights[c] if c in weights else _other(c)) for c, n in counts.items()]) / total


@lru_cache(maxsize=1)
def _one_sided() -> tuple[re.Pattern[str], re.Pattern[str]]:
    simplified, traditional = (set(side) for side in _pairs())
    both = simplified & traditional | set(load("characters")["both"])
    return tuple(compile_at_once("[" + "".join(sorted(side - both)) + "]") for side in (simplified, traditional))  # type: ignore[return-value]


def chinese_script(text: str) -> str:
    """ "simplified", "traditional" or "either", by the frequent characters that only one of them uses. Linear.

    Looks at the first 100,000 code points. Simplified takes a lead of four to one, since pages quote traditional words.

    >>> chinese_script("请问你们会来吗"), chinese_script("請問你們會來嗎"), chinese_script("天地人")
    ('simplified', 'traditional', 'either')
    """
    sample = text[:_SCRIPT_SAMPLE]
    simplified, traditional = _one_sided()
    count = len(traditional.findall(sample))
    if not count:  # the usual case, and quick to tell
        return "simplified" if simplified.search(sample) else "either"
    other = len(simplified.findall(sample))
    if other > _SIMPLIFIED_LEAD * count:
        return "simplified"
    return "traditional" if count > other else "either"
