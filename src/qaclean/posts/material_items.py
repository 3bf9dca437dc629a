"""Which lines of a list of materials begin an item: an amount, its unit, its name and a remark may stand on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.step_runs import Marks
from qaclean.posts.step_shapes import lead_of
from qaclean.text.amounts import is_amount, is_box, is_unit, joints, opens_with_amount
from qaclean.text.section_heads import is_remark, names_unmeasured

__all__ = ["item_starts", "stands_alone"]

SHARE_OF_AMOUNTS = 0.3  # of the lines, where amounts stand on their own
DOUBLED = 0.15  # of the amounts, with another right below, where names and amounts take turns
SMALL = 0.6  # of the lines with letters that begin with small ones, where names do
MAX_MEASURED = 40  # code points of an amount with its unit
FEWEST_BOXES = 2
FEWEST_COUNTED = 3
BOXED = 0.5  # of the dashes on lines of their own, before amounts, where they are bullets
FEWEST_TURNS = 3  # names with their amounts behind
MAX_UNITS = 2  # behind an amount
FEWEST_NAMES = 3  # that show whether names begin with capitals
CAPITAL = 0.8  # ... of them that do
MAX_OPENED = 6  # lines in which a bracket closes
MAX_HEAD = 50  # code points of the head of some of the items
_BULLETS = "\u2022\u25aa\u00b7*-"
_DASHES = "-\u2013"
_GOES_ON = compile_at_once(r"[,;)(\u2013&\[]|-$")
_MEASURED = compile_on_use(
    r"(?=\D{0,3}[0-9]|[\u00bc-\u00be\u2150-\u215e\u534a\u4e00-\u5341])(?:[\W\d_]|[\u00bc-\u00be\u2150-\u215e\u534a]){1,12}"
    r"(?:(?:to|bis|\u00e0|a)\s[0-9]{1,3}\s)?\s{0,24}(?P<unit>[^\W\d_]{1,12})\.?(?:\s?\([^()]{1,12}\))?(?:\s[-\u2013])?"
)
_COUNTED = compile_at_once(r"[0-9]{1,2}[.)]\s")
_WORD = compile_at_once(r"[^\W\d_]+")
_UNIT = compile_at_once(r"[^\W\d_]{1,11}\.?(?:\([^()]{1,4}\))?")


def item_starts(lines: Sequence[str], shown: Sequence[int], marks: Marks | None) -> set[int]:
    """Those of the lines `shown` that an item begins with: by markup, by boxes, else by amounts.

    >>> sorted(item_starts(["2", "cups", "flour", "1", "tsp", "salt", "finely ground"], range(7), None))
    [0, 3]
    """
    if marks is not None and (any(marks.begins[i] is not None for i in shown) or not _is_led(lines, shown)):
        return {i for i in shown if marks.begins[i] is not False}
    return (
        _starts_by_count(lines, shown)
        or _starts_by_boxes(lines, shown)
        or _starts_by_bullets(lines, shown)
        or _starts_by_names(lines, shown)
        or _starts_by_amounts(lines, shown)
    )


def stands_alone(line: str) -> bool:
    """Whether a line is an amount, with its unit or without, and names nothing.

    >>> stands_alone("2 cups"), stands_alone("\u00bd"), stands_alone("2 ripe plums"), stands_alone("\u03b1\u03c5\u03b3\u03ac")
    (True, True, False, False)
    """
    return is_amount(line) or _measured_unit(line) is not None


def _measured_unit(line: str) -> str | None:
    """`cups` of `2 cups`: what stands behind an amount where that is one word; None elsewhere."""
    if line[:1] in _BULLETS or len(line) > MAX_MEASURED:
        return None
    match = _MEASURED.fullmatch(line)
    return match["unit"] if match else None


def _is_led(lines: Sequence[str], shown: Sequence[int]) -> bool:
    """Whether amounts stand on lines of their own, so that markup without a list does not tell where an item begins."""
    held = [stands_alone(lines[i]) for i in shown]
    return SHARE_OF_AMOUNTS * len(shown) <= sum(held) and not any(a and b for a, b in pairwise(held))


def _starts_by_count(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The lines that count from 1 on, where most do. Empty elsewhere."""
    counted = [i for i in shown if _COUNTED.match(lines[i])]
    if len(counted) < max(FEWEST_COUNTED, BOXED * len(shown)):
        return set()
    numbers = [lead_of(lines[i])[1] for i in counted]
    return set(counted) if numbers == list(range(1, len(counted) + 1)) else set()


def _starts_by_boxes(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The boxes on lines of their own, and the heads of items between them. Empty without boxes."""
    boxes = {i for i in shown if is_box(lines[i])}
    if len(boxes) < FEWEST_BOXES:
        return set()
    dashes = {i for i in boxes if lines[i] in _DASHES}
    if sum(
        opens_with_amount(lines[i + 1]) for i in dashes if i < shown[-1] and not is_amount(lines[i - 1])
    ) < BOXED * len(dashes):
        boxes -= dashes
    if len(boxes) < FEWEST_BOXES:
        return set()
    heads = {i for i in shown if lines[i].endswith(":")}
    heads |= {
        i for i in shown if _is_head(lines, shown, i) and (i + 1 in boxes or i > max(boxes)) and _is_named(lines, i)
    }
    return boxes | heads | {i + 1 for i in heads}


def _is_head(lines: Sequence[str], shown: Sequence[int], at: int) -> bool:
    """Whether a line without an amount is the head of some of the items: in capitals, where not all are, or with a capital where names have none."""
    line = lines[at]
    if len(line) > MAX_HEAD or opens_with_amount(line) or is_box(line) or not line[:1].isupper() or line[-1:] in ".,)":
        return False
    rows = [lines[i] for i in shown]
    if line.isupper() and len(line) > 3 and sum(row.isupper() for row in rows) < SHARE_OF_AMOUNTS * len(rows):
        return True
    return _are_small(rows)


def _is_named(lines: Sequence[str], at: int) -> bool:
    """Whether the item above line `at` has a name: its last line is no box, amount or unit."""
    above = lines[at - 1]
    return not (is_box(above) or _awaits_name(above) or _goes_on(above, lines[at]))


def _awaits_name(line: str) -> bool:
    """Whether a line is an amount, with known units (`12 oz can`) or none, or such a unit."""
    if is_amount(line) or is_unit(_measured_unit(line) or line):
        return True
    words = _WORD.findall(line) if len(line) <= MAX_MEASURED and opens_with_amount(line) else []
    if words and words[-1] in joints():
        return len(words) <= MAX_UNITS
    return 0 < len(words) <= MAX_UNITS and all(is_unit(word) for word in words)


def _are_small(rows: Sequence[str]) -> bool:
    """Whether the names begin with small letters."""
    return sum(row[:1].islower() for row in rows) > SMALL * sum(row[:1].isalpha() for row in rows)


def _starts_by_bullets(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The lines with bullets and the heads between them, where bullets stand before amounts whose names are in the lines below. Empty elsewhere."""
    led = {i for i in shown if lines[i][:1] in _BULLETS and lines[i][1:2] == " "}
    if sum(stands_alone(lines[i][2:].strip()) for i in led) < SHARE_OF_AMOUNTS * len(shown):
        return set()
    return led | {i for i in shown if i not in led and (i - 1 not in led or lines[i].endswith(":"))}


def _starts_by_names(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The first lines of items whose name stands above the amount: names and amounts take turns. Empty where the amounts lead."""
    shown = [i for i, above in zip(shown, [-1, *shown], strict=False) if not _is_unit_below(lines, i, above)]
    held = [stands_alone(lines[i]) for i in shown]
    turns = sum(after and not before for before, after in pairwise(held))
    doubled = sum(before and after for before, after in pairwise(held))
    if turns < FEWEST_TURNS or sum(held) < SHARE_OF_AMOUNTS * len(held) or doubled > DOUBLED * sum(held):
        return set()
    if held[-1]:
        if held[0] and is_amount(lines[shown[-1]]):
            return set()
    elif held[0] or not _has_foreign_tail(lines, shown, held):
        return set()
    return {i for place, i in enumerate(shown) if not held[place]}


def _is_unit_below(lines: Sequence[str], at: int, above: int) -> bool:
    """Whether a line is the unit of the amount in the line above it."""
    return above == at - 1 >= 0 and is_amount(lines[above]) and is_unit(lines[at])


def _has_foreign_tail(lines: Sequence[str], shown: Sequence[int], held: Sequence[bool]) -> bool:
    """Whether the first name begins with a small letter, and with capitals what stands behind the last amount: none of the list. Where units stand below
    amounts on lines of their own, the names follow these."""
    if sum(_is_unit_below(lines, i + 1, i) for i in shown if i < len(lines) - 1) >= FEWEST_TURNS:
        return False
    tail = shown[max(place for place, alone in enumerate(held) if alone) + 1 :]
    return lines[shown[0]][:1].islower() and len(tail) > 1 and all(lines[i][:1].isupper() for i in tail)


def _starts_by_amounts(lines: Sequence[str], shown: Sequence[int]) -> set[int]:
    """The first lines of items where amounts tell them: amounts on lines of their own lead an item each, or each line is one."""
    rows = [lines[i] for i in shown]
    leads, whole = _leads(rows)
    led = sum(leads)
    small, capital = _are_small(rows), _are_capital(rows, leads)
    starts: set[int] = set()
    named = False  # whether the item's name has come
    opened = 0  # brackets of the item that are not closed
    for place, i in enumerate(shown):
        row, above = rows[place], rows[place - 1] if place else ""
        free = named and not _goes_on(above, row) and not (is_amount(above) and is_amount(row))
        if not place:
            begins = True
        elif opened or (above in _DASHES and place > 1 and is_amount(rows[place - 2])):
            begins = False
        elif free:
            told = led > whole and not opens_with_amount(row)
            tail = told and row[:1].islower() and (small or capital)
            begins = not (tail and not names_unmeasured(row)) and not _is_remark(rows, place, told)
        else:
            begins = opens_with_amount(row) and not is_amount(above)
        if begins:
            starts.add(i)
            named = not leads[place]
        elif not named and not is_amount(row):
            named = not leads[place] and not _is_unit(
                row, "".join(rows[place + 1 : place + 2]), small or not is_amount(above)
            )
        opened = _opened(row, 0 if begins else opened, "".join(rows[place + 1 : place + 1 + MAX_OPENED]))
    return starts


def _is_remark(rows: Sequence[str], place: int, told: bool) -> bool:
    """Whether a line says something of the material above and does not go on in the next line; `told` where amounts lead the items."""
    return is_remark(rows[place], begun=told) and not "".join(rows[place + 1 : place + 2])[:1].islower()


def _are_capital(rows: Sequence[str], leads: Sequence[bool]) -> bool:
    """Whether the names below amounts begin with capitals."""
    names = [row for (before, alone), row in zip(pairwise(leads), rows[1:], strict=True) if before and not alone]
    return len(names) >= FEWEST_NAMES and sum(row[:1].isupper() for row in names) >= CAPITAL * len(names)


def _opened(row: str, opened: int, below: str) -> int:
    """How many brackets are open behind a line, where the lines below close them."""
    opened = max(0, opened + row.count("(") - row.count(")"))
    before, bracket, _ = below.partition(")")
    return opened if bracket and "(" not in before else 0


def _leads(rows: Sequence[str]) -> tuple[list[bool], int]:
    """Which lines are amounts whose names are in the next lines, and how many lines have an amount and a name. A number and a word that is no known unit
    (`2 eggs`) is the one or the other as most lines are."""
    units = [_measured_unit(row) for row in rows]
    sure = [_awaits_name(row) for row in rows]
    whole = sum(opens_with_amount(row) and not held for row, held in zip(rows, sure, strict=True))
    named = whole - sum(unit is not None and not held for unit, held in zip(units, sure, strict=True))
    if named > sum(sure):
        return sure, whole
    return [held or unit is not None for held, unit in zip(sure, units, strict=True)], named


def _goes_on(above: str, line: str) -> bool:
    """Whether a line goes on in the next: by marks at its end or at the other's start."""
    return _GOES_ON.match(line) is not None or above.endswith((",", "(", "/", "&")) or above in ("-", "\u2013")


def _is_unit(line: str, after: str, small: bool) -> bool:
    """Whether a line behind an amount is its unit, and the name comes still: a known one, or, where names have capitals, one word in small letters before
    one that is not."""
    if not after or opens_with_amount(after):
        return False
    if is_unit(line):
        return True
    return not small and line[:1].islower() and _UNIT.fullmatch(line) is not None
