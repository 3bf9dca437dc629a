"""Simplified Chinese in GBK that was read as Big5, also where bytes without a character of Big5 were lost, and the proof that reading it right makes the text better."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.text.plausibility import plausibility

__all__ = ["big5_trigger", "find_gbk_as_big5"]

_LOST = "\ufffd"  # stands for a byte that began no character of Big5
_UNKNOWN = b"\xff"  # ... among the bytes again: neither charset has it
_RUN = compile_at_once("[^\x00-\x7f]+")
_DIFFERENT = 5  # characters of a run that proves itself
_WELL, _WORSE = 0.65, 0.4  # plausibility of a run when it is read right, and by how much it was less before
_ALSO = 0.3  # plausibility of shorter runs of a line with a proof
_COMMON = 200  # of the commonest characters tell


@lru_cache(maxsize=1)
def big5_trigger() -> str:
    """Characters (a class body) without one of which hardly any text is GBK read as Big5: what the commonest ones of simplified Chinese become, and GB2312 lacks.

    >>> "腔" in big5_trigger(), "珨" in big5_trigger(), "的" in big5_trigger()
    (False, True, False)
    """
    common = "".join(load("characters")["simplified"].split())[:_COMMON]
    return "".join(sorted({c for c in common.encode("gbk").decode("big5", "ignore") if not _is_simple(c)}))


def _is_simple(character: str) -> bool:
    return len(character.encode("gb2312", "ignore")) > 0


def find_gbk_as_big5(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run that is proven to be GBK read as Big5, with the text it was: `(start, end, after)`, code points. Linear.

    A run of a line must prove it: five different characters that read well. Then shorter ones of the line count too (`祭紬1:`).

    >>> list(find_gbk_as_big5("祭紬1:萸僻扂腔珜醱"))
    [(0, 2, '步骤'), (4, 10, '点击我的页面')]
    """
    at = 0
    for line in text.splitlines(keepends=True):
        runs = [(match, _undone(match.group())) for match in _RUN.finditer(line)]
        if any(_proves(match.group(), after) for match, after in runs):
            for match, after in runs:
                if after and (_proves(match.group(), after) or _goes_along(match.group(), after)):
                    yield at + match.start(), at + match.end(), after
        at += len(line)


def _undone(run: str) -> str:
    """What a run was: pairs of bytes, of which one that was lost makes one U+FFFD; nothing where it cannot have been GBK."""
    try:
        data = b"".join(_UNKNOWN if character == _LOST else character.encode("big5") for character in run)
    except UnicodeEncodeError:
        return ""
    if len(data) % 2:
        return ""
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    told = [_LOST if _UNKNOWN in pair else pair.decode("gbk", "replace") for pair in pairs]
    return "".join(told) if all(len(character) == 1 for character in told) else ""


def _proves(before: str, after: str) -> bool:
    told = after.replace(_LOST, "")
    if len(set(told)) < _DIFFERENT or 2 * len(told) < len(after):
        return False
    good = plausibility(told, "simplified")
    return good >= _WELL and good - plausibility(before.replace(_LOST, ""), "traditional") >= _WORSE


def _goes_along(before: str, after: str) -> bool:
    told = after.replace(_LOST, "")
    bare = before.replace(_LOST, "")
    return bool(told) and plausibility(told, "simplified") >= max(_ALSO, plausibility(bare, "simplified"))
