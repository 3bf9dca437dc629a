"""UTF-8 that was read as GBK or as cp1252, GBK that was read as cp1252, and the proof that reading it right makes the text better.

A run is a candidate when its characters have the shape that UTF-8 bytes take in the wrong charset; it is repaired when
the bytes decode as strict UTF-8 and what comes out is clearly more plausible than what stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.text.plausibility import SCRIPTS, plausibility

__all__ = ["find_gbk_as_cp1252", "find_utf8_as_cp1252", "find_utf8_as_gbk", "gbk_trigger"]

GOOD = 0.5  # plausibility that a repaired run needs
BETTER = 0.4  # ... and by how much it must be better than before
ONE_PAIR_GOOD = 0.7  # a single unit of two hanzi is little evidence: it must be as good as this
ONE_PAIR_BAD = 0.2  # ... and must have been as bad as that

_LEADS, _CONTINUATIONS, _ASCII_TRAILS = range(0xE2, 0xF0), range(0x80, 0xC0), range(0x40, 0x7F)
_ABOVE_GB2312 = range(0x80, 0xA1)  # second bytes that only GBK uses: rare characters and traditional ones

# cp1252 with the Latin-1 control characters where it has no character, as browsers read it.
_CP1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0)}
_TO_BYTE = {ord(character): byte for byte, character in _CP1252.items()}
_LOST = "\ufffd"  # stands for a byte that cp1252 has no character for
_TAIL = "[\x80-\x9f" + _LOST + re.escape("".join(_CP1252.values())) + "]"
_LEAD = "[\xc2-\xf4]"  # one class at the start of the pattern, so that `re` can look for it at C speed
_CP1252_UNIT = rf"{_LEAD}(?:(?<=[\xc2-\xdf]){_TAIL}|(?<=[\xe0-\xef]){_TAIL}{{2}}|(?<=[\xf0-\xf4]){_TAIL}{{3}})"
_CP1252_RUN = compile_on_use(f"{_CP1252_UNIT}(?:{_CP1252_UNIT})*")
_ONE_UNIT = compile_on_use(_CP1252_UNIT)
# Of the five bytes that cp1252 lacks (81, 8d, 8f, 90, 9d) behind these two the last alone makes a character of prose.
_LOST_QUOTE = "â€" + _LOST
_CLOSING = "»”’…–—\xa0º"  # what stands behind a word that ends in `Ã`
# `à` whose second byte, a no-break space, was folded to a space; where other letters of the page prove it so often.
_FOLDED = compile_at_once(r"(?:(?<!\S)|(?<=[a-z]))\xc3(?: (?= )|(?= [^ ]))")
_PROVED = 3
_MAX_ROUNDS = 3  # text can be misread and saved more than once


def _cells(leads: range, trails: range) -> str:
    """The GBK characters with these first and second bytes, as the body of a character class.

    With GB18030, which also has the private-use characters that stand for the user-defined cells of GBK.
    """
    cells = b"".join(bytes((lead, trail)) + b"\n" for lead in leads for trail in trails if lead != 0x80)
    return "".join(sorted(set(cells.decode("gb18030", "ignore")) - set(map(chr, range(128)))))


def gbk_trigger() -> str:
    """Characters (a class body) without one of which no text is UTF-8 read as GBK: those that GB2312 lacks.

    >>> "鐧" in gbk_trigger(), "百" in gbk_trigger()
    (True, False)
    """
    low = range(0x81, 0xA1)
    cells = _cells(_LEADS, _ABOVE_GB2312) + _cells(low, _LEADS) + _cells(low, _CONTINUATIONS)
    return cells.replace(
        "牋", ""
    )  # stands alone on many pages, and never in hanzi read as GBK without another of these


@lru_cache(maxsize=1)
def _gbk_run() -> re.Pattern[str]:
    """Runs of UTF-8 three-byte characters read as GBK.

    Two of them are six bytes, three GBK characters: `lead continuation`, `continuation lead`, `continuation continuation`. An ASCII
    letter after the first is swallowed as a second byte; a byte 80 stands alone, as the euro sign of Windows. 聽 is a no-break space.
    """
    first, middle = f"[{_cells(_LEADS, _CONTINUATIONS)}]", f"[{_cells(_CONTINUATIONS, _LEADS)}]"
    last, swallowed = f"[{_cells(_CONTINUATIONS, _CONTINUATIONS)}]", f"[{_cells(_CONTINUATIONS, _ASCII_TRAILS)}]"
    return compile_at_once(f"(?:{first}(?:{middle}€)*(?:{middle}{last}|{swallowed}|€)聽?)+")


def find_utf8_as_gbk(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run that is proven to be UTF-8 read as GBK, with the text it was: `(start, end, after)`, code points. Linear.

    >>> list(find_utf8_as_gbk("鐧惧害鐭ラ亾和涓涓细流"))
    [(0, 6, '百度知道')]
    """
    for match in _gbk_run().finditer(text):
        before = match.group()
        after = _utf8(_gbk_bytes(before))
        if after is not None and _gbk_proof(before, after):
            yield *match.span(), after.replace("\ufeff", "")


def _gbk_bytes(run: str) -> bytes:
    return b"\x80".join(part.encode("gb18030") for part in run.split("€"))


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _gbk_proof(before: str, after: str) -> bool:
    if after.isspace():
        return False  # nothing to prove it with; `gbk_nbsp` knows the ideographic space
    bad = plausibility(before, "simplified")
    if len(after) <= 2:
        return bad <= ONE_PAIR_BAD and _reads(after, ONE_PAIR_GOOD)
    return _reads(after, max(GOOD, bad + BETTER))


def _reads(text: str, bar: float) -> bool:
    """Whether a text is plausible in a script whose pages are misread; the likely ones first."""
    return any(plausibility(text, script) >= bar for script in SCRIPTS)


def find_utf8_as_cp1252(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run that is proven to be UTF-8 read as cp1252 or Latin-1: `(start, end, after)`, code points. Linear.

    >>> list(find_utf8_as_cp1252("itâ€™s 20 Â°C, « café\xa0»"))
    [(2, 5, '’'), (10, 12, '°')]
    >>> [after for _, _, after in find_utf8_as_cp1252("rÃ©pÃ©tÃ©e Ã  l'Ã©cole")]
    ['é', 'é', 'é', 'à', 'é']
    >>> list(find_utf8_as_cp1252("â€œyesâ€\ufffd"))
    [(0, 3, '“'), (6, 9, '”')]
    """
    found = [
        (*match.span(), after)
        for match in _CP1252_RUN.finditer(text)
        if (after := _undo_cp1252(match.group(), text[match.start() - 1 : match.start()])) is not None
    ]
    if sum(text[start] == "\xc3" for start, _, _ in found) >= _PROVED:
        found += ((*match.span(), "à") for match in _FOLDED.finditer(text))
    yield from sorted(found)


def _undo_cp1252(run: str, previous: str) -> str | None:
    if _LOST in run:
        return _undo_with_lost(_ONE_UNIT.findall(run), previous)
    result: str | None = None
    for _ in range(_MAX_ROUNDS):
        if not _CP1252_RUN.fullmatch(run):
            break
        after = _utf8(_bytes_of(run))
        if after is None or not _cp1252_proof(run, after, previous):
            break
        result = run = after
    return result


def _undo_with_lost(units: list[str], previous: str) -> str | None:
    """What units were of which some lost a byte: one character each. Those that are whole prove it, or closing quotes alone: nothing else looks like these."""
    whole = "".join(unit for unit in units if _LOST not in unit)
    if not (_undo_cp1252(whole, previous) if whole else {*units} == {_LOST_QUOTE}):
        return None
    told = ("”" if unit == _LOST_QUOTE else _LOST if _LOST in unit else _utf8(_bytes_of(unit)) for unit in units)
    return "".join(character or _LOST for character in told)


def _bytes_of(run: str) -> bytes:
    """The bytes that these characters of cp1252 stand for."""
    return run.translate(_TO_BYTE).encode("latin-1")


def _cp1252_proof(before: str, after: str, previous: str) -> bool:
    """A lone unit must be one that pages show and no language writes; several must read better together."""
    if all(_telling(character) for character in after):
        if not previous.isupper() or not "\xc2" <= before[0] <= "\xc3":
            return True
        # GBK read as cp1252 has capitals side by side, Portuguese has one before a closing quote
        return previous.isascii() and before[-1] not in _CLOSING
    if len(after) < 2:
        return False
    letters = sum(map(str.isalpha, after))
    foreign = len(after) >= 3 and letters >= 0.8 * len(after) and min(after) > "\u0370" and max(after) < "\u0700"
    return foreign or _reads(after, max(GOOD, plausibility(before, "western") + BETTER / 2))


def _telling(character: str) -> bool:
    return (
        "\xa0" <= character <= "\xff"
        or "\u2010" <= character <= "\u2044"
        or character in "€™"
        or "\U0001f300" <= character <= "\U0001faff"
    )


_LETTERS = compile_at_once("[\xa1-\xfe]+")
_DIFFERENT = 4  # characters of a run that proves itself
_WELL = 0.65  # plausibility of a run of GBK


def find_gbk_as_cp1252(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run of GBK read as cp1252 or Latin-1: `(start, end, after)`, code points. Linear.

    One run must prove it: four different characters that read well. Then shorter ones of the page count too (`µÚ1²½`).

    >>> list(find_gbk_as_cp1252("\xc8\xe7\xba\xce\xc9\xe8\xd6\xc3\xc2\xb7\xd3\xc9? \xb5\xda1\xb2\xbd"))
    [(0, 12, '如何设置路由'), (14, 16, '第'), (17, 19, '步')]
    """
    runs = [(match.start(), match.end(), _gbk(match.group())) for match in _LETTERS.finditer(text)]
    well = [(start, end, after) for start, end, after in runs if plausibility(after, "simplified") >= _WELL]
    if any(len(set(after)) >= _DIFFERENT for _, _, after in well):
        yield from well


def _gbk(letters: str) -> str:
    """The GBK text of these letters, or nothing."""
    if len(letters) % 2:
        return ""
    return letters.encode("latin-1").decode("gb18030", "ignore")
