"""A page whose content ends in the middle of a sentence: cut by whoever saved it, and worth a warning.

Most lines without a mark at their end are whole: list items, forum posts, signatures. So the line must be one of several sentences,
and its end must be one that hardly any line has.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = ["HARD_CUT", "find_hard_cut"]

HARD_CUT = "hard-cut"
_ENDERS = compile_at_once("[。!?！？;；]|[.](?=\\s)")
_OPEN_MARK = compile_on_use("[,，、（《“【]|\\((?<=\\w.)")  # `:-(` is no bracket
_GOES_ON = compile_at_once("[^\\S\\n]*\\S")  # what was removed from the end of the line belongs to no cut
_HANZI = compile_on_use("[\u3400-\u9fff]")
MAX_LINE = 2_000  # code points of the last line that are looked at
MIN_LENGTH, MIN_SENTENCES = 60, 2  # code points and ended sentences of the line before the cut
MIN_REST = 3  # code points of the sentence that was cut
MIN_OTHERS = 4  # other places of the page where the last character always begins one and the same pair


def find_hard_cut(text: str, end: int) -> tuple[int, int] | None:
    """The span of the sentence that breaks off at `end`, where the kept content of a page ends; None where it may be whole.

    Proof: the line holds ended sentences before it, and the end is a comma, an opening mark, a character that hardly any line
    ends with (`不`, `以`), or one that everywhere else on the page begins the same pair (`端` where the page says only `端午`).
    Positions in code points.

    >>> line = "粽叶要先用开水煮软。糯米提前泡一夜,红枣去核洗净备用。包的时候把两片叶子叠在一起卷成漏斗的形状。先放一颗红枣,再放米,最后用绳子扎紧,以"
    >>> find_hard_cut(line, len(line)), find_hard_cut(line[:-2], len(line) - 2)
    ((48, 68), None)
    """
    start = max(text.rfind("\n", 0, end) + 1, end - MAX_LINE)
    line = text[start:end].rstrip()
    if len(line) < MIN_LENGTH or _ENDERS.match(line, len(line) - 1) or _GOES_ON.match(text, end):
        return None
    sentences = [match.end() for match in _ENDERS.finditer(line)]
    if len(sentences) < MIN_SENTENCES or len(line) - sentences[-1] < MIN_REST:
        return None
    if not _OPEN_MARK.match(line, len(line) - 1) and not _breaks_off(line[-1], text):
        return None
    return start + sentences[-1], start + len(line)


def _breaks_off(last: str, text: str) -> bool:
    if last in _never_last():
        return True
    if not _HANZI.match(last):
        return False
    following = re.findall(f"{last}(?!$)(.)", text)
    return len(following) >= MIN_OTHERS and len(set(following)) == 1 and _HANZI.match(following[0]) is not None


@lru_cache(maxsize=1)
def _never_last() -> frozenset[str]:
    return frozenset(load("characters")["never_last"])
