"""The lines of a list of materials: where it begins and ends, and its items."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.counted_steps import begins_named_count
from qaclean.posts.material_items import item_starts
from qaclean.posts.model import Range
from qaclean.posts.step_runs import Marks
from qaclean.posts.step_shapes import is_told
from qaclean.text.amounts import holds_amount, is_box, is_measured, opens_with_amount
from qaclean.text.counted_heads import counted_head
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import begins_part, ends_part, heads_tools, is_howto_button, part_of

__all__ = ["MaterialRun", "read_materials", "read_run", "read_unnamed_materials"]

MAX_LINES = 240
MAX_BOX = 3  # code points of the mark before an item
MAX_ITEM = 160  # code points
MAX_LISTED = 320  # ... of one with a bullet and an amount
MIN_UNNAMED = 3  # items with amounts of a list without a head
APART = 12  # lines between its amounts
FAR = 60  # lines between a list without a head and the steps
CLOSE = 3  # lines from one amount to the next of such a list
MIN_DENSE, MIN_MEASURED = 4, 2  # amounts in it, and those with a known unit
LEAD_LINES = 6  # lines of facts (servings) between the head and the first item
TOLD = 40  # code points of a line that may be a sentence, not an item
_FACTOR = compile_at_once(r"(?:[0-9]/)?[0-9]{1,2}\s?[xX\u00d7]")  # a button of servings
_COUNTED = compile_at_once(r"^[0-9]{1,2}\.\s{1,3}")
_BULLETED = frozenset(f"{bullet} " for bullet in "\u2022\u25aa\u25e6\u00b7*\u25a2\u2610-\u2013")
_ENERGY = compile_at_once(r"[0-9]\s?(?:kcal|kj)\b", re.IGNORECASE)
_NUTRIENT = compile_at_once(r"[0-9]\s?(?:%|mg|mcg|\u00b5g)(?!\w)")
_STOPS = ".!\u3002"
_GOES_ON = compile_on_use(r"[,;)(\u2013&]")


class MaterialRun(NamedTuple):
    """The items as ranges of pieces, how many of them tell an amount, and where the list ends."""

    items: tuple[Range, ...]
    amounts: int
    end: int


def read_materials(
    lines: Sequence[str], head: int, marks: Marks | None = None, walls: Collection[int] = ()
) -> MaterialRun:
    """The items below the head in line `head`, above the first of the `walls`; `marks` as in `read_steps`."""
    first = head + 1
    lead = 0 if heads_tools(lines[head]) else LEAD_LINES
    for k in range(first, min(first + lead, len(lines))):
        part = part_of(lines[k])
        if part in ("steps", "materials") or holds_amount(lines[k]):
            break
        first = k + 1 if part else first
    end = first
    level = marks.levels[head] if marks is not None else 0
    while end < min(len(lines), head + MAX_LINES) and not part_of(lines[end]) and not _ends_list(lines, end, marks):
        if end in walls or (marks is not None and 0 < marks.levels[end] <= level):
            break
        if begins_named_count(lines, end) or counted_head(lines[end]) == 1:
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
    begins = sum(opens_with_amount(line) for line in lines[first:end])
    if amounts < MIN_UNNAMED or begins < MIN_UNNAMED:
        first, end = _last_dense(lines, max(low, end - FAR), end) or (first if amounts >= MIN_UNNAMED else end, end)
    return MaterialRun((), 0, end) if _tells_nutrients(lines[first:end]) else read_run(lines, first, end, marks)


def _tells_nutrients(lines: Sequence[str]) -> bool:
    """Whether lines are a table of what a serving holds: they tell its energy, or shares of a day's needs."""
    told = sum(_NUTRIENT.search(line) is not None for line in lines)
    return told >= MIN_UNNAMED or any(_ENERGY.search(line) for line in lines)


def _last_dense(lines: Sequence[str], low: int, end: int) -> Range | None:
    """The last lines of `[low, end)` that begin with amounts close to each other, some measured, with what stands between and, where bullets lead them,
    the items right below; None for none."""
    held: list[int] = []
    for i in range(end - 1, low - 1, -1):
        if held and held[-1] - i > CLOSE:
            if len(held) >= MIN_DENSE:
                break
            held = []
        if len(lines[i]) <= MAX_ITEM and opens_with_amount(lines[i]) and part_of(lines[i - 1]) != "ends":
            held.append(i)
    if len(held) < MIN_DENSE or sum(is_measured(lines[i]) for i in held) < MIN_MEASURED:
        return None
    last = held[0] + 1
    while (
        last < end and _is_listed(lines, last, None) and _is_listed(lines, last - 1, None) and not is_told(lines[last])
    ):
        last += 1
    return held[-1], last


def _ends_list(lines: Sequence[str], at: int, marks: Marks | None) -> bool:
    """Whether a line is none of a list of materials: it tells something, and no amount comes soon behind it; or it is too long."""
    line = lines[at]
    if len(line) > MAX_ITEM and len(line) <= MAX_LISTED and opens_with_amount(line) and _is_listed(lines, at, marks):
        return False  # an item with what is said of it
    if len(line) > MAX_ITEM or ends_part(line) or begins_part(line) == "steps":
        return True
    if holds_amount(line) or len(line) <= TOLD or not is_told(line):
        return False
    if _is_listed(lines, at, marks) and _is_listed(lines, at - 1, marks) and line[-1] not in _STOPS:
        return False
    if line[0].islower() or line.startswith("(") or _GOES_ON.match(line):
        return False
    return not any(
        holds_amount(after) and len(after) <= TOLD and after[-1] not in _STOPS for after in lines[at + 1 : at + 4]
    )


def _is_listed(lines: Sequence[str], at: int, marks: Marks | None) -> bool:
    """Whether a line is an item of a list by its bullet or by markup."""
    return lines[at][:2] in _BULLETED or (marks is not None and marks.begins[at] is True)


def read_run(lines: Sequence[str], first: int, end: int, marks: Marks | None) -> MaterialRun:
    """The items of the lines `[first, end)`, all of which are of a list of materials."""
    shown = [i for i in range(first, end) if not _is_chrome(lines[i])]
    if not shown:
        return MaterialRun((), 0, end)
    starts = item_starts(lines, shown, marks)
    items: list[list[int]] = []
    for i in shown:
        if i in starts or not items or items[-1][1] != i:
            items.append([i, i + 1])
        else:
            items[-1][1] = i + 1
    rows = [(a, b) for a, b in items if not (b - a == 1 and is_box(lines[a]))]
    amounts = sum(any(holds_amount(_COUNTED.sub("", lines[i])) for i in range(a, b)) for a, b in rows)
    return MaterialRun(tuple(rows), amounts, end)


def _is_chrome(line: str) -> bool:
    """Whether a line is none of an item: a button, a line of a script, or a rule of more marks than stand before one."""
    if (len(line) > MAX_BOX and is_box(line)) or "{" in line:
        return True
    return _FACTOR.fullmatch(line) is not None or is_howto_button(line)
