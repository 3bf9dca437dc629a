"""Step markers: every place of a text that could start an item of a numbered list.

A marker alone proves nothing (damage notes: a pattern alone gives 83 false items in 158 dumps); it carries a
*prior* from its surroundings, and `qaclean.parser.steps.sequence` decides over the whole list.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Marker", "cjk_number", "find_markers"]

_CJK = "一二三四五六七八九十"
_CIRCLES = "①-⑳❶-❿⑴-⒇⒈-⒛㈠-㈩"
_SPACE = " \\t\u3000\u00a0"

# One pass over the text. The first character alone is a class, so that the engine skips to numerals; which numeral it
# is, the look-behinds tell. Look-aheads keep out 2.5GB, 10:1, 192.168 and quantities.
_NUMERAL = re.compile(
    rf"""
    [0-9{_CJK}{_CIRCLES}A-Ha-h]
    (?:
      (?<=[0-9])(?<![0-9][0-9])[0-9]{{0,2}}
        (?:
          (?=[{_SPACE}]?[))])
        | (?P<square>(?=\]))
        | (?P<arabic>[{_SPACE}]?[、..,,::\\。](?![0-9]{{1,2}}(?![0-9年个月天小分元秒步])))
        | (?=[{_SPACE}]?(?:步|招|种?方法))
        | (?P<bare>(?=[{_SPACE}]+[^\s0-9\-~\uff5e/.,:%+=×*<>)]|[{_SPACE}]+[0-9①-⑳]{{1,2}}[、.]|[{_SPACE}]+[①-⑳]))
        | (?P<glued>(?=[\u4e00-\u9fff“《【「『]))
        )
    | (?<=[{_CJK}])(?<![{_CJK}][{_CJK}])[{_CJK}]{{0,2}}
        (?:(?=[{_SPACE}]?[))])|(?P<cjk>[{_SPACE}]?[、..,,::])|(?=[{_SPACE}]?(?:步|招|种?方法|名|天|[;;])|[{_SPACE}]))
    | (?P<circled>(?<=[{_CIRCLES}]))
    | (?<=[A-Ha-h])(?:(?P<letter>[、.](?![A-Za-z0-9]))|(?=[))](?![A-Za-z0-9])))
    )
    """,
    re.VERBOSE,
)
_NAMES = ("步骤", "步驟", "方法", "方案", "办法", "技巧", "方式", "篇", "step", "Step", "STEP", "症状", "情况", "原因")
_NAME_ENDS = frozenset(name[-1] for name in _NAMES)
_NOT_BEFORE = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-/_&#%$¥=~\uff5e+×*")
_NOT_BEFORE_CJK = frozenset("百千万几零〇两第0123456789" + _CJK)
_TAIL = re.compile(rf"[{_SPACE}]?(?:步骤|步|种?方法|招|名|天)?[{_SPACE}]?[、..,,::;;]?")
_STEP_WORD = re.compile(rf"[{_SPACE}]?(?:步骤|步|种?方法|招)")

_VALUES = {c: i for i, c in enumerate(_CJK, 1)}
_CIRCLED = {
    chr(first + i): i + 1
    for first, count in ((0x2460, 20), (0x2776, 10), (0x2474, 20), (0x2488, 20), (0x3220, 10))
    for i in range(count)
}

# What a counted thing looks like: `3个`, `一、两`; after a bare numeral it is a quantity, not a marker.
_UNITS = frozenset(
    "个年月日天号点分秒元块次种位名人岁张条只台件家楼层米斤克度折倍代届集章节页类级项期周万千百亿多余%°℃、"
)
_SPACES = " \t\u3000\u00a0"
_DELIMITERS = "、..,,::\\。" + _SPACES
_SENTENCE_END = frozenset("。;;!!??……")
_BEFORE_GLUED = _NAME_ENDS | frozenset(
    "第(。;!?…>"
)  # and white space: a bare numeral glued to words stands behind nothing else
_LINE_HEAD = "\r-•·*#>|◆■●★▶" + _SPACES
_OPENERS = {"(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "[": "]"}
_OPENER = re.compile("[" + re.escape("".join(_OPENERS)) + "]")
_CLOSERS = frozenset(_OPENERS.values())


_OWN_NUMBER = re.compile(rf"[{_SPACE}]+(?:[{_CJK}]{{1,2}}[、.]|[①-⑳])")
STEP_BOX = 3.0


class Marker(NamedTuple):
    """A candidate: `[start, end)` of the marker as written, its numeral style and number.

    `prior` is the evidence of its surroundings in the units of `qaclean.parser.steps.sequence` (about log-odds).
    """

    start: int
    end: int
    style: str
    delimiter: str
    number: int
    prior: float
    line_start: bool


def find_markers(text: str, start: int, end: int, region_start: int | None = None) -> list[Marker]:
    """All candidates in `text[start:end]`, left to right. Their line begins at `region_start` (or at `start`).

    >>> [(m.style, m.number) for m in find_markers("1、开机 2、v10.2.13 ①", 0, 18)]
    [('arabic', 1), ('arabic', 2), ('circled', 1)]
    """
    found: list[Marker] = []
    region_start = start if region_start is None else region_start
    for match in _NUMERAL.finditer(text, start, end):
        at = match.start()
        if (
            at > start
            and match.lastgroup == "glued"
            and text[at - 1] not in _BEFORE_GLUED
            and not text[at - 1].isspace()
        ):
            continue
        written = _as_written(text, match, start, end)
        if written is not None:
            marker = _marker(text, *written, region_start)
            if marker is not None:
                found.append(marker)
    return found


def _as_written(text: str, match: re.Match[str], start: int, end: int) -> tuple[str, str, int, int] | None:
    """Kind, numeral, start and end of the marker around a numeral: with its bracket, its 第 or 步骤, its delimiter."""
    a, b = match.span()
    kind = match.lastgroup or ""
    numeral = match.group().rstrip(_DELIMITERS)
    before = text[a - 1] if a > start else ""
    if before in _SPACES and before and a - 1 > start and text[a - 2] in "((":
        before = text[a - 2]
        opening = a - 2
    else:
        opening = a - 1
    if before in ("(", "(") and before:
        closing = _after_spaces(text, b if not kind else a + len(numeral), end)
        if closing < end and text[closing] in "))":
            closing += 1
            closing += closing < end and text[closing] in "、.."
            return "paren", numeral, opening, closing
    if kind == "circled":
        return kind, numeral, a, b
    if kind == "square":
        alone = before == "[" and (a - 2 < start or text[a - 2].isspace())
        return (kind, numeral, a - 1, b + 1) if alone else None
    if before == "第":
        tail = _TAIL.match(text, a + len(numeral), end)
        tail_end = tail.end() if tail else a + len(numeral)
        if (
            _STEP_WORD.match(text, a + len(numeral), end)
            or (tail_end > a + len(numeral) and text[tail_end - 1] in "、,,::")
            or (tail_end < end and text[tail_end] in _SPACES)
        ):
            return "ordinal", numeral, a - 1, tail_end
        return None
    if before in _NAME_ENDS and text.endswith(_NAMES, start, a):
        name = next(n for n in _NAMES if text.endswith(n, start, a))
        tail_end = a + len(numeral)
        tail_end += tail_end < end and text[tail_end] in "、..,,::"
        return "named", numeral, a - len(name), tail_end
    return _plain(text, kind, numeral, a, b, before, end)


def _plain(
    text: str, kind: str, numeral: str, a: int, b: int, before: str, end: int
) -> tuple[str, str, int, int] | None:
    if not kind:
        closing = _after_spaces(text, b, end)
        if closing >= end or text[closing] not in "))":
            return None
        kind, b = (
            ("letter" if numeral.isalpha() and numeral.isascii() else "arabic" if numeral.isascii() else "cjk"),
            closing + 1,
        )
        b += b < end and text[b] in "、."
    if kind == "cjk":
        return None if before and before in _NOT_BEFORE_CJK else (kind, numeral, a, b)
    if before and before in _NOT_BEFORE:
        return None
    if kind in ("bare", "glued"):
        if before and not before.isspace() and (kind == "bare" or before not in "。;;!!??…>"):
            return None
        return (kind, numeral, a, a + len(numeral)) if len(numeral) <= 2 else None
    return kind, numeral, a, b


def _after_spaces(text: str, at: int, end: int) -> int:
    return at + 1 if at < end and text[at] in _SPACES else at


def cjk_number(numeral: str) -> int:
    """Value of a Chinese numeral below 100.

    >>> [cjk_number(n) for n in ("三", "十", "十二", "二十", "二十一")]
    [3, 10, 12, 20, 21]
    """
    if "十" not in numeral:
        return _VALUES[numeral] if len(numeral) == 1 else 0
    tens, _, ones = numeral.partition("十")
    return (_VALUES.get(tens, 0) if tens else 1) * 10 + (_VALUES.get(ones, 0) if ones else 0)


def _number(kind: str, numeral: str) -> int:
    if kind == "circled":
        return _CIRCLED[numeral]
    if numeral.isascii():
        return int(numeral) if numeral.isdigit() else ord(numeral.lower()) - ord("a") + 1
    return cjk_number(numeral)


def _style(kind: str, raw: str, numeral: str) -> str:
    """The numeral style, finer than the kind: `(一)` and `(1)` never share a list."""
    if kind in ("paren", "named", "ordinal"):
        inner = "cjk" if not numeral.isascii() else "letter" if numeral.isalpha() else "arabic"
        if kind == "named":
            return f"named-{raw[:2].lower()}-{inner}"
        if kind == "ordinal":
            return f"ordinal-{'step' if '步' in raw or '招' in raw or '法' in raw else 'plain'}-{inner}"
        return f"paren-{inner}"
    if kind == "letter":
        return "letter-upper" if numeral.isupper() else "letter-lower"
    if kind == "circled":
        return next(name for name, first in _CIRCLE_STYLES if numeral >= first)
    return "bare" if kind == "glued" else kind


_CIRCLE_STYLES = (
    ("circled-cjk", "㈠"),
    ("circled-black", "❶"),
    ("circled-dot", "⒈"),
    ("circled-paren", "⑴"),
    ("circled", "①"),
)


def _marker(text: str, kind: str, numeral: str, start: int, end: int, region_start: int) -> Marker | None:
    number = _number(kind, numeral)
    if not 1 <= number <= 99:
        return None
    raw = text[start:end]
    delimiter = "bare" if kind in ("bare", "glued") else raw[-1]
    at_line_start = _is_line_start(text, start, region_start)
    prior = _before(text, start, region_start, at_line_start) + _after(text, end, kind, delimiter, at_line_start)
    prior += _PRIOR.get(kind, 0.0)
    return Marker(start, end, _style(kind, raw, numeral), delimiter, number, prior, at_line_start)


_PRIOR = {
    "bare": -0.9,
    "glued": -1.6,
    "letter": -0.8,
    "circled": 0.8,
    "ordinal": 0.3,
    "named": 0.0,
    "paren": 0.3,
    "square": -0.3,
}


def _is_line_start(text: str, start: int, region_start: int) -> bool:
    if start > region_start and text[start - 1] != "\n" and text[start - 1] not in _LINE_HEAD:
        return False
    line = text.rfind("\n", max(region_start, start - 24), start) + 1 or region_start
    return start - line < 24 and not text[line:start].strip(_LINE_HEAD)


def _before(text: str, start: int, region_start: int, at_line_start: bool) -> float:
    if at_line_start:
        return 1.5
    last = text[start - 1]
    if last in "((/-~\uff5e.":
        return -3.0
    score = 0.0
    if last.isspace():
        score = 0.5
        held = text[max(region_start, start - 8) : start].rstrip()
        last = held[-1] if held else " "
        if last in _SENTENCE_END or last in "::>":
            score = 1.0
    elif last in _SENTENCE_END or last in "::>":
        score = 0.9
    elif last in ",,、":
        score = -0.4 if last != "、" else -1.2
    elif last in _CLOSERS or last in "】]":
        score = 0.1
    elif last in "图表第":
        return -4.0
    else:
        score = -0.9
    if _inside_bracket(text, start, region_start):
        score -= 2.5
    return score


def _inside_bracket(text: str, start: int, region_start: int) -> bool:
    """True in `LAN口(1、2、3、4)`: a bracket opened within 24 characters and not yet closed."""
    window = text[max(region_start, start - 24) : start]
    if _OPENER.search(window) is None:
        return False
    for opener, closer in _OPENERS.items():
        at = window.rfind(opener)
        if at >= 0 and window.find(closer, at) < 0 and "\n" not in window[at:]:
            return True
    return False


def _after(text: str, end: int, kind: str, delimiter: str, at_line_start: bool) -> float:
    score = {",": -0.8, ":": -1.2, "\\": -1.0, "。": -0.6}.get(delimiter, 0.0)
    following = text[end : end + 6]
    if not following or following[0] == "\n":
        return score - 1.0
    first = following[0]
    if first in ",。;、,.;))!?::%":
        return score - 2.5
    if kind in ("arabic", "cjk") and first.isdigit():
        score -= 0.8
    if delimiter == "." and first.isascii() and first.islower():
        score -= 2.5  # `Python 3.x`
    if kind == "glued" and first in _UNITS:
        return score - 4.0
    if kind == "bare":
        if at_line_start and _OWN_NUMBER.match(following):
            return score + STEP_BOX  # `1 七、…`: a step box's numeral before the text's own
        word = following.lstrip()[:1]
        if word in _UNITS:
            return score - 2.0
        if word.isascii() and word.isalpha() and not (at_line_start and word.isupper()):
            return score - 2.5  # `1 to 3 gallons`: quantities of Latin text; a step box begins a line with `1 Open`
    return score
