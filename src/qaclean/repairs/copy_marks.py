"""What Q&A sites plant in the text of their answers so that copies name them: marks in hexadecimal, in jumbled letters, in syllables.

The words that marks are made of are data (`rules/repairs.toml`, `[copy_marks]`). Each finder asks for a whole mark: a run of
hexadecimal digits that is none is text (a picture's id, a hash, a user's portrait).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["find_hex_marks", "find_letter_marks", "find_syllable_marks"]

Finding = tuple[int, int, str]

_ID = 4  # hexadecimal digits before a mark that make it the inside of an id: a portrait's begins with as many
_HEX_AROUND = compile_at_once("[0-9a-f]{0,64}")
_NAMES_AN_ID = compile_at_once(r"(?:/|%2[Ff]|\b(?:id|Id|ID|uid|imId|pic|src)\W{1,3})$")
_HANZI = "\u3400-\u9fff"
_ENDS_SENTENCE = frozenset("。！？；：.!?;:…”’」』）)】")
MAX_BESIDE = 3  # letters on either side of a mark of letters
SYLLABLES_WITHIN = 120  # code points between two syllables of a mark


@lru_cache(maxsize=1)
def _hex_mark() -> re.Pattern[str]:
    """An optional lead, a name, an optional tail, `13` and five hexadecimal digits, all as the hexadecimal of their UTF-8."""
    leads, names, tails = ("|".join(_as_hex(load("repairs")["copy_marks"][key])) for key in ("leads", "names", "tails"))
    return compile_at_once(f"(?:{leads})?(?:{names})(?:{tails})?3133(?:3[0-9]|6[1-6]){{5}}")


def _as_hex(words: Iterable[str]) -> list[str]:
    """Longer words first: 抄袭 before 抄."""
    return [word.encode().hex() for word in sorted(words, key=lambda word: (-len(word), word))]


def find_hex_marks(text: str) -> Iterator[Finding]:
    """Each whole mark: `(start, end, "")`, code points, with the white space that parted the two halves of a word. Linear.

    A mark inside a longer id is none: four or more hexadecimal digits before it, or the name of an id.

    >>> text = "游戏62616964757a686964616fe4b893e5b19e31333431343666地图"
    >>> [text[:start] + text[end:] for start, end, _ in find_hex_marks(text)]
    ['游戏地图']
    >>> list(find_hex_marks("portrait/item/fd897a6431333431343666970d.jpg"))
    []
    """
    for match in _hex_mark().finditer(text):
        if not _in_an_id(text, *match.span()):
            yield (*_with_gap(text, *match.span()), "")


def _in_an_id(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 64) : start]
    digits = len(before) - len(before.rstrip("0123456789abcdef"))
    around = _HEX_AROUND.match(text, end)
    behind = around.end() - end if around else 0
    if digits >= _ID and behind:
        return True
    return bool(_NAMES_AN_ID.search(before[: len(before) - digits])) and (digits >= _ID or _goes_on(text, end))


def _goes_on(text: str, end: int) -> bool:
    """Whether what stands behind is the rest of an address: its end, digits, or the file's ending."""
    return end == len(text) or not "\u2e80" <= text[end] <= "\uffef"


def _with_gap(text: str, start: int, end: int) -> tuple[int, int]:
    """The span with the one space, or the one line break, on both sides, where a sentence goes on behind it."""
    if start < 2 or end + 1 >= len(text):
        return start, end
    gap, last, first = text[start - 1], text[start - 2], text[end + 1]
    if gap == text[end] and gap in " \n" and _is_hanzi(first) and (_is_hanzi(last) or last in "，、,"):
        return start - 1, end + 1
    return start, end


def _is_hanzi(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@lru_cache(maxsize=1)
def _letter_mark() -> re.Pattern[str]:
    """Two names of the site behind each other, letters strewn between their characters."""
    pairs = load("repairs")["copy_marks"]["strewn"]
    rows = ["[a-z]{0,3}".join(one + other) for one in pairs for other in pairs if one != other]
    return compile_at_once("|".join(rows))


@lru_cache(maxsize=1)
def _letters_inside() -> re.Pattern[str]:
    """One name with letters in it."""
    pairs = load("repairs")["copy_marks"]["strewn"]
    return compile_at_once("|".join(f"(?<={one})[a-z]{{1,3}}(?={other})" for one, other in pairs))


def find_letter_marks(text: str) -> Iterator[Finding]:
    """Marks of letters: `iu知p道百度f` goes whole, of `知p道` the letter goes: `(start, end, "")`, code points. Linear.

    A whole mark has letters inside one of its names; behind someone who knows (`我知p道百度`) only the letters go. Up to three
    letters beside it are part of it.

    >>> [(start, end) for start, end, _ in find_letter_marks("打开设iu知p道百度f置,再保存")]
    [(3, 11)]
    >>> list(find_letter_marks("我知道百度网盘,不知道nba"))
    []
    """
    at = 0
    for match in _letter_mark().finditer(text):
        start, end = match.span()
        if _letters_inside().search(text, start, end) is None:
            continue
        yield from _letters(text, at, start)
        if start and text[start - 1] in load("repairs")["copy_marks"]["knows"]:
            yield from _letters(text, start, end)
        else:
            yield (
                start - _beside(text[max(0, start - MAX_BESIDE - 1) : start][::-1]),
                end + _beside(text[end : end + MAX_BESIDE + 1]),
                "",
            )
        at = end
    yield from _letters(text, at, len(text))


def _beside(beside: str) -> int:
    """How many of the letters beside a mark, nearest first, are part of it: none of a longer run, which is a word."""
    count = next((i for i, letter in enumerate(beside) if not "a" <= letter <= "z"), len(beside))
    return count if count <= MAX_BESIDE else 0


def _letters(text: str, start: int, end: int) -> Iterator[Finding]:
    for match in _letters_inside().finditer(text, start, end):
        yield match.start(), match.end(), ""


@lru_cache(maxsize=1)
def _syllable() -> re.Pattern[str]:
    """A syllable of a mark glued between Chinese characters or marks."""
    words = load("repairs")["copy_marks"]
    rows = sorted({*words["syllables"], *words["last_syllables"]}, key=lambda word: (-len(word), word))
    around = f"[{_HANZI}\u3001-\u3011\uff01-\uff1f“”‘’]"
    return compile_at_once(f"(?<={around})(?:{'|'.join(rows)})(?={around})")


def find_syllable_marks(text: str) -> Iterator[Finding]:
    """A site's name in syllables, strewn in order into a text (`写段代bai码你看一du下`): `(start, end, "")`, code points. Linear.

    Proof: all syllables of the name, in order, each between Chinese characters and near the one before.

    >>> text = "写段代bai码你看一du下吧,用于zhi从文件指dao定的位置"
    >>> [text[start:end] for start, end, _ in find_syllable_marks(text)]
    ['bai', 'du', 'zhi', 'dao']
    >>> list(find_syllable_marks("把bai念成第二声,du念第四声"))
    []
    """
    words = load("repairs")["copy_marks"]
    name, tails = list(words["syllables"]), frozenset(words["last_syllables"])
    run: list[re.Match[str]] = []
    for match in _syllable().finditer(text):
        near = bool(run) and match.start() - run[-1].end() <= SYLLABLES_WITHIN
        following = match.group() in tails if len(run) >= len(name) else match.group() == name[len(run)]
        if near and following:
            run.append(match)
        else:
            yield from _whole(run, len(name))
            run = [match] if match.group() == name[0] else []
    yield from _whole(run, len(name))


def _whole(run: list[re.Match[str]], length: int) -> Iterator[Finding]:
    if len(run) >= length:
        for match in run:
            yield match.start(), match.end(), ""
