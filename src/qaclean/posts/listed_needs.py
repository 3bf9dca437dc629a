"""The lists of what one step needs that stand among the steps: below its number, or below its words. They are no steps, nor words of one.

A line is of such a list where it has an amount and names a material of the page; what stands between such lines (units, `, diced`, tools) is of it too.
An amount in the middle of a sentence that links or bold words part is none: the sentence goes on below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.material_items import stands_alone
from qaclean.posts.model import Range
from qaclean.posts.step_needs import solid
from qaclean.posts.step_shapes import ends_sentence, goes_on, is_told, lead_of, numbers
from qaclean.text.amounts import is_amount, is_box, is_unit, opens_with_amount
from qaclean.text.section_heads import part_of, speaks_of_site

__all__ = ["REACH", "is_disclosure", "needs_below"]

REACH = 400  # lines below the head of the steps
MAX_RUN = 40  # lines of one list
MAX_NEED = 100  # code points of one line of it
MIN_NAME = 3  # letters of the name of a material
SHORTEST = 3  # letters of a word that only joins two others (`and`) in a sentence
FEWEST = 2  # materials of a list below a line that no full stop ends
_AMOUNT = compile_at_once(
    r"[^\w]{0,4}(?:[0-9\u00bc-\u00be\u2150-\u215e][0-9\u00bc-\u00be\u2150-\u215e.,/\u2044\s\u2013-]{0,12})?"
)
_WORD = compile_at_once(r"[^\W\d_]{1,14}\.?(?:\s|$)")
_PARTS = compile_at_once(r"\s[\u2013\u2014\u2022|+]\s|\s-\s|;\s")
_CLOSED, _STOPS = (")", "\uff09"), (".", "!", "\u3002", "\uff01")
_HEADING = (":", "\uff1a")
_REMARKS = (",", "(", "\uff08")


def needs_below(lines: Sequence[str], head: int, materials: Collection[str]) -> frozenset[int]:
    """The lines below line `head` that are of a list of what a step needs; `materials` are those of the page, only letters and digits (`solid`).

    >>> lines = ["Steps", "1", "80", "g", "oats", "Toast the oats.", "2", "Serve."]
    >>> sorted(needs_below(lines, 0, {solid("80 g oats")}))
    [2, 3, 4]
    >>> sorted(needs_below(["Steps", "Toast", "80 g oats", "in a pan."], 0, {solid("80 g oats")}))
    []
    """
    found: set[int] = set()
    for first, last in _runs(lines, head + 1):
        found.update(_needs_in(lines, first, last, materials))
        found.update(at for at in range(first, last) if is_disclosure(lines[at]))
    return frozenset(found)


def is_disclosure(line: str) -> bool:
    """Whether a line in brackets says that a link is paid for.

    >>> is_disclosure("(affiliate link)"), is_disclosure("(or more)")
    (True, False)
    """
    return line[:1] == "(" and line[-1:] == ")" and speaks_of_site(line)


def _runs(lines: Sequence[str], first: int) -> Iterator[Range]:
    """The runs of lines that tell nothing, up to the next head of a part."""
    start = first
    for at in range(first, min(first + REACH, len(lines))):
        part = part_of(lines[at])
        if part or _tells(lines[at]):
            if at > start:
                yield start, at
            start = at + 1
        if part in ("materials", "steps"):
            return


def _tells(line: str) -> bool:
    """Whether a line tells something; an amount with what it is of does not, however long, nor does a name with a remark in brackets."""
    words = line[:-1] if line.endswith(_CLOSED) else line
    if len(line) > MAX_NEED or words[-1:] in _STOPS:
        return True
    return is_told(words) and not opens_with_amount(line)


def _needs_in(lines: Sequence[str], first: int, last: int, materials: Collection[str]) -> range:
    """The lines of a run that are a list of needs; none where they are not."""
    if last - first > MAX_RUN:
        return range(0)
    named = [at for at in range(first, last) if _names_all(lines[at], materials, is_amount(lines[at - 1]))]
    held = [at for at in range(first, last) if at in named or stands_alone(lines[at]) or opens_with_amount(lines[at])]
    if not named:
        return range(0)
    begin, end = held[0], max(at for at in held if at in named or not is_amount(lines[at])) + 1
    if not any(opens_with_amount(line) for line in lines[begin:end]):
        return range(0)
    if end - begin == FEWEST and lines[begin].isdigit():
        return range(0)  # the number of a step and its name
    if lines[begin].isdigit() and begin + 1 < last and opens_with_amount(lines[begin + 1]):
        begin += 1  # the number of the step
    numbered = begin > 0 and _is_number(lines, begin - 1)
    if begin < end and numbered and last < len(lines) and _tells(lines[last]):
        return range(begin, last)
    return range(begin, end) if begin < end and _is_list(lines, begin, end, len(named)) else range(0)


def _is_number(lines: Sequence[str], at: int) -> bool:
    return numbers(lines[at]) or (lead_of(lines[at])[1] is not None and not opens_with_amount(lines[at]))


def _is_list(lines: Sequence[str], begin: int, end: int, named: int) -> bool:
    """Whether the lines are a list: no sentence goes on into them, in them or behind them."""
    above = lines[begin - 1] if begin else ""
    ended = not above or ends_sentence(above) or part_of(above) != "" or (begin > 0 and _is_number(lines, begin - 1))
    if not ended and named < FEWEST:
        return False
    if end < len(lines) and not opens_with_amount(lines[end]) and goes_on(lines[end - 1], lines[end]):
        return False
    return not any(
        line.isalpha() and line.islower() and len(line) <= SHORTEST and not is_unit(line) for line in lines[begin:end]
    )


def _names_all(line: str, materials: Collection[str], measured: bool) -> bool:
    """Whether each part of a line is a material, with an amount or without, or behind the amount in the line above (`measured`)."""
    parts = [part for part in _PARTS.split(line) if part]
    return bool(parts) and not is_box(line) and all(_names(part, materials, measured) for part in parts)


def _names(words: str, materials: Collection[str], measured: bool) -> bool:
    """Whether words are a material, behind their amount and its unit."""
    if words.startswith(_REMARKS) or words.endswith(_HEADING):
        return False
    amount = _AMOUNT.match(words)
    name = words[amount.end() :] if amount is not None else words
    measured = measured or (amount is not None and any(c.isnumeric() for c in amount[0]))
    unit = _WORD.match(name) if measured else None
    name = solid(name[unit.end() :] if unit is not None and is_unit(unit[0].strip()) else name)
    return len(name) >= MIN_NAME and any(name in material for material in materials)
