"""Step markers: every place of a text that could start an item of a numbered list.

A marker alone proves nothing (damage notes: a pattern alone gives 83 false items in 158 dumps); it carries a
*prior* from its surroundings, and `qaclean.parser.steps.sequence` decides over the whole list.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.named_tuples import made_of
from qaclean.parser.steps.numbering import SPACES, Numbering, Style, numbering
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["BARE", "Marker", "find_markers"]

_SENTENCE_END = frozenset("。;;!!??……")
_LINE_HEAD = "\r-•·*#>|◆■●★▶" + SPACES
_OPENERS = {"(": ")", "“": "”", "《": "》", "「": "」", "『": "』", "[": "]"}
_OPENER = compile_at_once("[" + re.escape("".join(_OPENERS)) + "]")
_UNSPACED = compile_on_use(r"[\u3040-\u9fff\uac00-\ud7a3]")
_CLOSERS = frozenset(_OPENERS.values())

BARE, GLUED, SQUARE = "bare", "glued", "square"  # styles of `rules/numbering.toml` that their surroundings decide


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


_made = made_of(Marker)


def find_markers(text: str, start: int, end: int, region_start: int | None = None) -> list[Marker]:
    """All candidates in `text[start:end]`, left to right. Their line begins at `region_start` (or at `start`).

    >>> [(m.style, m.number) for m in find_markers("1、开机 2、v10.2.13 ①", 0, 18)]
    [('arabic', 1), ('arabic', 2), ('circled', 1)]
    """
    found: list[Marker] = []
    region_start = start if region_start is None else region_start
    table = numbering()
    for match in table.pattern.finditer(text, start, end):
        style = table.styles[match.lastgroup] if match.lastgroup else None
        if style is not None and style.id == GLUED and match.start() > start:
            before = text[match.start() - 1]
            if before not in table.before_glued and not before.isspace():
                continue  # inside words or numbers: the commonest case
        written = _as_written(table, text, match, style, start, end)
        if written is not None:
            marker = _marker(table, text, written, region_start)
            if marker is not None:
                found.append(marker)
    return found


class _Written(NamedTuple):
    """A marker as written: `form` (`paren`, `ordinal`, `named`, or nothing), its style if it has one, its numeral, its span."""

    form: str
    style: Style | None
    numeral: str
    start: int
    end: int


def _as_written(
    table: Numbering, text: str, match: re.Match[str], style: Style | None, start: int, end: int
) -> _Written | None:
    """The marker around a numeral: with its bracket, its 第 or 步骤, its delimiter."""
    a, b = match.span()
    numeral = match.group().rstrip(table.delimiters)
    before = text[a - 1] if a > start else ""
    opening = a - 1
    if before and before in SPACES and a - 1 > start and text[a - 2] == "(":
        before, opening = "(", a - 2
    if before == "(":
        closing = _after_spaces(text, b if style is None else a + len(numeral), end)
        if closing < end and text[closing] == ")":
            closing += 1
            closing += closing < end and text[closing] in "、."
            return _Written("paren", None, numeral, opening, closing)
    if style is not None and style.alone:
        return _Written("", style, numeral, a, b)
    if style is not None and style.id == SQUARE:
        alone = before == "[" and (a - 2 < start or text[a - 2].isspace())
        return _Written("", style, numeral, a - 1, b + 1) if alone else None
    if before == table.ordinal:
        return _ordinal(table, text, numeral, a, end)
    if before in table.name_ends and text.endswith(table.names, start, a):
        name = next(n for n in table.names if text.endswith(n, start, a))
        if _names_items(table, text, name, a, start, end):
            tail_end = a + len(numeral)
            tail_end += tail_end < end and text[tail_end] in "、.,:"
            return _Written("named", None, numeral, a - len(name), tail_end)
    if style is None:
        return _closed(table, text, numeral, a, before, end)
    if before in table.numerals[numeral[0]].not_behind:
        return None
    if style.list == BARE:
        if before and not before.isspace() and (style.id == BARE or before not in "。;!?…>"):
            return None
        return _Written("", style, numeral, a, a + len(numeral)) if len(numeral) <= 2 else None
    return _Written("", style, numeral, a, b)


def _names_items(table: Numbering, text: str, name: str, at: int, start: int, end: int) -> bool:
    """Whether a word is the name of items (`方法1:…方法2:…`), not the end of what leads to them (`有四种方法1.…2.…`)."""
    if at - len(name) <= start or not text[at - len(name) - 1].isalpha():
        return True
    other = text.find(name, start, end - 1)
    while other >= 0:
        behind = other + len(name)
        if behind != at and text[behind : behind + 1] in table.numerals:
            return True
        other = text.find(name, behind, end - 1)
    return False


def _ordinal(table: Numbering, text: str, numeral: str, a: int, end: int) -> _Written | None:
    """`第3步`, `第三,`: with a word for steps, a delimiter or white space behind the numeral."""
    at = a + len(numeral)
    tail = table.ordinal_tail.match(text, at, end)
    tail_end = tail.end() if tail else at
    closed = (tail_end > at and text[tail_end - 1] in "、,:") or (tail_end < end and text[tail_end] in SPACES)
    if closed or table.ordinal_steps.match(text, at, end):
        return _Written("ordinal", None, numeral, a - 1, tail_end)
    return None


def _closed(table: Numbering, text: str, numeral: str, a: int, before: str, end: int) -> _Written | None:
    """`1)`: with nothing but a closing bracket."""
    closing = _after_spaces(text, a + len(numeral), end)
    if closing >= end or text[closing] != ")":
        return None
    numerals = table.numerals[numeral[0]]
    if before in numerals.not_behind:
        return None
    closing += 1
    return _Written("", numerals.plain, numeral, a, closing + (closing < end and text[closing] in "、."))


def _after_spaces(text: str, at: int, end: int) -> int:
    return at + 1 if at < end and text[at] in SPACES else at


def _style_of(table: Numbering, written: _Written, raw: str) -> str:
    """The numeral style, finer than the form: `(一)` and `(1)` never share a list."""
    numerals = table.numerals[written.numeral[0]].id
    if written.form == "named":
        return f"named-{raw[:2].lower()}-{numerals}"
    if written.form == "ordinal":
        return f"ordinal-{'step' if any(word in raw for word in table.step_words) else 'plain'}-{numerals}"
    if written.form:
        return f"{written.form}-{numerals}"
    return (written.style.list if written.style else "") or numerals


def _marker(table: Numbering, text: str, written: _Written, region_start: int) -> Marker | None:
    number = table.number(written.numeral)
    if not 1 <= number <= 99:
        return None
    start, end = written.start, written.end
    raw = text[start:end]
    style = _style_of(table, written, raw)
    delimiter = BARE if style == BARE else ")" if not written.form and ")" in raw else raw[-1]
    at_line_start = _is_line_start(text, start, region_start)
    prior = _before(text, start, region_start, at_line_start)
    fresh = at_line_start or _is_behind_a_gap(text, start, region_start)
    prior += _after(text, end, written.style, delimiter, fresh)
    prior += table.priors[written.form] if written.form else written.style.prior if written.style else 0.0
    return _made((start, end, style, delimiter, number, prior, at_line_start))


def _is_line_start(text: str, start: int, region_start: int) -> bool:
    if start > region_start and text[start - 1] != "\n" and text[start - 1] not in _LINE_HEAD:
        return False
    line = text.rfind("\n", max(region_start, start - 24), start) + 1 or region_start
    return start - line < 24 and not text[line:start].strip(_LINE_HEAD)


def _before(text: str, start: int, region_start: int, at_line_start: bool) -> float:
    if at_line_start:
        return 1.5
    last = text[start - 1]
    if last == "." and start - 1 > region_start and _UNSPACED.match(text[start - 2]):
        return 0.9 - 2.5 * _inside_bracket(text, start, region_start)  # no decimal point: it ends a sentence
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
    elif last in numbering().figures:
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
            closed = window.rfind(closer, 0, at)  # `”name“`: quotes typed the wrong way round
            if opener != "“" or closed < 0 or window.find(opener, 0, closed) >= 0:
                return True
    return False


def _is_behind_a_gap(text: str, start: int, region_start: int) -> bool:
    """Whether a marker stands behind a sentence and two blanks: what stood between step boxes (a picture's link) is gone from there."""
    return (
        start - region_start > 2
        and text[start - 2 : start] == "  "
        and text[max(region_start, start - 8) : start].rstrip(" ")[-1:] in _SENTENCE_END
    )


def _after(text: str, end: int, style: Style | None, delimiter: str, at_line_start: bool) -> float:
    table = numbering()
    score = table.delimiter_scores.get(delimiter, 0.0)
    following = text[end : end + 6]
    if not following or following[0] == "\n":
        return score - 1.0
    first = following[0]
    if first in ",。;、.)!?:%":
        return score - 2.5
    if style is not None and style.before_digit and first.isdigit():
        score += style.before_digit
    if delimiter == "." and first.isascii() and first.islower():
        score -= 2.5  # `Python 3.x`
    if style is None or style.list != BARE:
        return score
    if style.id == GLUED:
        return score - 4.0 if first in table.units else score
    if at_line_start and table.step_box.match(following):
        return score + table.step_box_prior
    word = following.lstrip()[:1]
    if word in table.units and not following.lstrip().startswith(table.verbs):
        return score - 2.0
    if word.isascii() and word.isalpha() and not (at_line_start and word.isupper()):
        return score - 2.5  # `1 to 3 gallons`: quantities of Latin text; a step box begins a line with `1 Open`
    return score
