"""Shapes of lines: what is left of a line when its slots are empty: numbers, and the title of the page it stands on."""

from __future__ import annotations

import re

__all__ = ["ANY", "NUMBER", "label_of", "label_pattern", "letters_of", "pattern_of", "shape_of"]

NUMBER, TITLE, ANY = "\ue000", "\ue001", "\ue002"  # private characters stand for the slots
MIN_TITLE = 5  # code points of a title that makes a slot
MAX_TITLE, MAX_ANY = 120, 40
BESIDE_TITLE = 6  # letters that a line says besides the page's title
_NUMBERS = re.compile(r"[0-9]{1,12}")
_LABEL = re.compile(r"[^\W\d_][^:]{1,14}:(?=[ ]?\S)")
_BOTH = {c: f"[{re.escape(c)}{chr(ord(c) + 0xFEE0)}]" for c in ",:;?!()|-/.[]"}
_LETTERS = re.compile(r"[^\W\d_]")


def shape_of(line: str, title: str) -> str | None:
    """The shape of a line; None for one without slots, or with hardly anything else.

    >>> shape_of("浏览 123 次", "").replace(NUMBER, "N")
    '浏览 N 次'
    >>> shape_of("浏览次数", "") is None, shape_of("12:30", "") is None
    (True, True)
    """
    shape = line
    if len(title) >= MIN_TITLE and title in line:
        shape = line.replace(title, TITLE)
    shape = _NUMBERS.sub(NUMBER, shape)
    if shape == line or letters_of(shape) < (BESIDE_TITLE if TITLE in shape else 2):
        return None
    return shape


def letters_of(words: str) -> int:
    """How many letters there are, slots aside."""
    return len(_LETTERS.findall(words))


def pattern_of(shape: str) -> str:
    """The pattern of the lines of a shape, from end to end; every repetition is bounded.

    >>> import regex
    >>> pattern = pattern_of(shape_of("浏览 123 次(今天:4)", ""))
    >>> bool(regex.search(pattern, "浏览  7 次(今天:99)")), bool(regex.search(pattern, "请浏览 7 次(今天:9)"))
    (True, False)
    """
    parts = []
    for character in shape:
        if character == NUMBER:
            parts.append("[0-9０-９]{1,12}")
        elif character == TITLE:
            parts.append(f".{{1,{MAX_TITLE}}}")
        elif character == ANY:
            parts.append(f".{{1,{MAX_ANY}}}")
        elif character == " ":
            parts.append(r"\s{1,9}")
        else:
            parts.append(_BOTH.get(character) or re.escape(character))
    return f"^{''.join(parts)}$"


def label_of(line: str) -> str | None:
    """The label that a line begins with, its colon included.

    >>> label_of("来源:晚报"), label_of("12:30"), label_of("来源:")
    ('来源:', None, None)
    """
    found = _LABEL.match(line)
    return found.group() if found else None


def label_pattern(label: str, longest: int) -> str:
    """The pattern of the lines that begin with a label, as long as those that were seen, and half as long again.

    >>> import regex
    >>> bool(regex.search(label_pattern("来源:", 8), "来源:城市晚报")), bool(regex.search(label_pattern("来源:", 8), "来源:" + "很" * 30))
    (True, False)
    """
    return f"{pattern_of(label)[:-1]}.{{1,{longest * 3 // 2}}}$"
