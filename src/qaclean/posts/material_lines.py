"""The lines of a list of materials: which make one item (an amount, its unit, its name on lines of their own), and where the list ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from qaclean.posts.model import Range
from qaclean.posts.step_lines import Marks
from qaclean.posts.step_shapes import is_told
from qaclean.text.amounts import holds_amount, is_amount, is_box, opens_with_amount
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import begins_part, ends_part, part_of

__all__ = ["MaterialRun", "read_materials", "read_run", "read_unnamed_materials", "stands_alone"]

MAX_LINES = 240
MAX_BOX = 3  # code points of the mark before an item
MAX_ITEM = 160  # code points
MIN_UNNAMED = 3  # items with amounts of a list without a head
APART = 12  # lines between its amounts
LEAD_LINES = 6  # lines of facts (servings) between the head and the first item
TOLD = 40  # code points of a line that may be a sentence, not an item
SHARE_OF_AMOUNTS = 0.3  # of the lines, where amounts stand on their own
TURNS = 0.8  # amounts for each name, where they take turns
SMALL = 0.6  # of the lines with letters that begin with small ones, where names do
MAX_MEASURED = 40  # code points of an amount with its unit
_FACTOR = re.compile(r"(?:[0-9]/)?[0-9]{1,2}\s?[xX\u00d7]")  # a button of servings
_COUNTED = re.compile(r"^[0-9]{1,2}\.\s{1,3}")
_BULLETS = "\u2022\u25aa\u00b7*-"
_GOES_ON = re.compile(r"[,;)(\u2013&]")
_MEASURED = re.compile(
    r"(?=\D{0,3}[0-9]|[\u00bc-\u00be\u2150-\u215e\u534a\u4e00-\u5341])(?:[\W\d_]|[\u00bc-\u00be\u2150-\u215e\u534a]){1,12}\s?[^\W\d_]{1,12}\.?(?:\s?\([^()]{1,12}\))?"
)
_UNIT = re.compile(r"[^\W\d_]{1,11}\.?(?:\([^()]{1,4}\))?")


class MaterialRun(NamedTuple):
    """The items as ranges of pieces, how many of them tell an amount, and where the list ends."""

    items: tuple[Range, ...]
    amounts: int
    end: int


def read_materials(lines: Sequence[str], head: int, marks: Marks | None = None) -> MaterialRun:
    """The items below the head in line `head`; `marks` as in `read_steps`."""
    first = head + 1
    for k in range(first, min(first + LEAD_LINES, len(lines))):
        part = part_of(lines[k])
        if part in ("steps", "materials") or holds_amount(lines[k]):
            break
        first = k + 1 if part else first
    end = first
    level = marks.levels[head] if marks is not None else 0
    while end < min(len(lines), head + MAX_LINES) and not part_of(lines[end]) and not _ends_list(lines, end):
        if marks is not None and 0 < marks.levels[end] <= level:
            break
        end += 1
    return read_run(lines, first, end, marks)


def read_unnamed_materials(lines: Sequence[str], end: int, low: int, marks: Marks | None = None) -> MaterialRun:
    """The items right above line `end`, behind `low`, where no head names them: from the first amount on of those that follow each other closely."""
    at, first, amounts = end, end, 0
    while at > max(low, end - MAX_LINES) and first - at <= APART:
        at -= 1
        if (
            len(lines[at]) > MAX_ITEM
            or part_of(lines[at])
            or names_a_date(lines[at])
            or (len(lines[at]) > 40 and is_told(lines[at]) and not holds_amount(lines[at]))
        ):
            break
        if holds_amount(lines[at]):
            first, amounts = at, amounts + 1
    return read_run(lines, first, end, marks) if amounts >= MIN_UNNAMED else MaterialRun((), 0, end)


def _ends_list(lines: Sequence[str], at: int) -> bool:
    """Whether a line is none of a list of materials: it tells something, and no amount comes soon behind it; or it is too long."""
    line = lines[at]
    if len(line) > MAX_ITEM or ends_part(line) or begins_part(line) == "steps":
        return True
    if holds_amount(line) or len(line) <= TOLD or not is_told(line):
        return False
    if line[0].islower() or line.startswith("(") or _GOES_ON.match(line):
        return False
    return not any(holds_amount(after) and len(after) <= TOLD for after in lines[at + 1 : at + 4])


def read_run(lines: Sequence[str], first: int, end: int, marks: Marks | None) -> MaterialRun:
    """The items of the lines `[first, end)`, all of which are of a list of materials."""
    shown = [i for i in range(first, end) if not _FACTOR.fullmatch(lines[i]) and not _is_rule(lines[i])]
    if not shown:
        return MaterialRun((), 0, end)
    starts = _starts(lines, shown, marks)
    items: list[list[int]] = []
    for i in shown:
        if i in starts or not items or items[-1][1] != i:
            items.append([i, i + 1])
        else:
            items[-1][1] = i + 1
    rows = [(a, b) for a, b in items if not (b - a == 1 and is_box(lines[a]))]
    amounts = sum(any(holds_amount(_COUNTED.sub("", lines[i])) for i in range(a, b)) for a, b in rows)
    return MaterialRun(tuple(rows), amounts, end)


def _is_rule(line: str) -> bool:
    """Whether a line is a rule between items: marks, more than stand before one."""
    return len(line) > MAX_BOX and is_box(line)


def _starts(lines: Sequence[str], shown: Sequence[int], marks: Marks | None) -> set[int]:
    """The lines that an item begins with: by markup, by boxes, else by amounts."""
    if marks is not None and (any(marks.begins[i] is not None for i in shown) or not _is_led(lines, shown)):
        return {i for i in shown if marks.begins[i] is not False}
    boxes = {i for i in shown if is_box(lines[i])}
    if len(boxes) >= 2:
        heads = {i for i in shown if lines[i].endswith(":")}
        return boxes | heads | {i + 1 for i in heads}
    return _starts_by_bullets(lines, shown) or _starts_by_names(lines, shown) or _starts_by_amounts(lines, shown)


def _is_led(lines: Sequence[str], shown: Sequence[int]) -> bool:
    """Whether amounts stand on lines of their own, so that markup without a list does not tell where an item begins."""
    held = [stands_alone(lines[i]) for i in shown]
    return SHARE_OF_AMOUNTS * len(shown) <= sum(held) and not any(a and b for a, b in pairwise(held))


def _starts_by_bullets(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The lines with bullets and the heads between them, where bullets stand before amounts whose names are in the lines below. Empty elsewhere."""
    led = {i for i in shown if lines[i][:1] in _BULLETS and lines[i][1:2] == " "}
    if sum(stands_alone(lines[i][2:].strip()) for i in led) < SHARE_OF_AMOUNTS * len(shown):
        return set()
    return led | {i for i in shown if i not in led and (i - 1 not in led or lines[i].endswith(":"))}


def _starts_by_names(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The first lines of items whose name stands above the amount: names and amounts take turns. Empty where the amounts lead."""
    held = [stands_alone(lines[i]) for i in shown]
    if held[0] or not held[-1] or not _is_led(lines, shown) or sum(held) < TURNS * (len(held) - sum(held)):
        return set()
    return {i for place, i in enumerate(shown) if not held[place]}


def stands_alone(line: str) -> bool:
    """Whether a line is an amount, with its unit or without, and names nothing.

    >>> stands_alone("2 cups"), stands_alone("\u00bd"), stands_alone("2 ripe plums"), stands_alone("\u03b1\u03c5\u03b3\u03ac")
    (True, True, False, False)
    """
    return is_amount(line) or _is_only_measured(line)


def _starts_by_amounts(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The first lines of items where amounts tell them: amounts on lines of their own lead an item each, or each line is one."""
    rows = [lines[i] for i in shown]
    led = sum(is_amount(row) or _is_only_measured(row) for row in rows)
    whole = sum(opens_with_amount(row) for row in rows) - led
    small = sum(row[:1].islower() for row in rows) > SMALL * sum(row[:1].isalpha() for row in rows)
    starts: set[int] = set()
    named = False  # whether the item's name has come
    for place, i in enumerate(shown):
        row, above = rows[place], rows[place - 1] if place else ""
        if not place or not (_goes_on(above, row) or (is_amount(above) and is_amount(row)) or not named):
            if opens_with_amount(row) or not (led > whole and small and row[:1].islower()):
                starts.add(i)
        elif opens_with_amount(row) and not is_amount(above) and not above.endswith("("):
            starts.add(i)
        if i in starts:
            named = not (is_amount(row) or _is_only_measured(row))
        elif not named and not is_amount(row):
            after = rows[place + 1] if place + 1 < len(rows) else ""
            named = small or not _is_unit(row, after)
    return starts


def _goes_on(above: str, line: str) -> bool:
    """Whether a line goes on in the next: by marks at its end or at the other's start."""
    return _GOES_ON.match(line) is not None or above.endswith((",", "(", "/", "&"))


def _is_unit(line: str, after: str) -> bool:
    """Whether a line behind an amount is its unit, and the name comes still: one word in small letters before one that is not."""
    return bool(after) and not opens_with_amount(after) and line[:1].islower() and _UNIT.fullmatch(line) is not None


def _is_only_measured(line: str) -> bool:
    """`2 cups`, `600 g`: an amount with its unit, and no name behind."""
    return line[:1] not in _BULLETS and len(line) <= MAX_MEASURED and _MEASURED.fullmatch(line) is not None
