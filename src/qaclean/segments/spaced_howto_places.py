"""Places in a line in which tools that put a space for each tag (`get_text(" ")`) wrote a how-to: around the heads of its parts, before each box or
amount, between its sentences, or before the numbers that count them.

Only amounts with units between two heads, and sentences behind the second, prove such a line; running prose is left whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.segments.boundaries import Place
from qaclean.segments.howto_places import AMOUNT, CAPITAL, apart
from qaclean.text.amounts import is_unit
from qaclean.text.section_heads import Part, names_unmeasured

__all__ = ["spaced_howto_places"]

MIN_LINE = 200  # code points
FEWEST_AMOUNTS = 2  # with units, between the heads
FAR = 6000  # code points from one head to the other
APART = 400  # code points of one material, and of what stands between the heads for each amount
FEWEST_SENTENCES = 2  # behind the head of the steps
LONGEST = 900  # code points of a sentence of the steps
FEWEST_COUNTED = 3
FEWEST_BOXES = 2
NEAR = 12  # heads above and below one of steps that are looked at
_MEASURED = compile_at_once(rf"[{AMOUNT}]\s?([^\W\d_]{{1,14}})")
_AMOUNT = compile_at_once(rf"(?<=\s)[~\u2248]?[{AMOUNT}]")
_JOINED = compile_at_once(
    rf"(?:[{AMOUNT}]|[-\u2013\u2014/+\u00d7(,:&]|\b(?:[^\W\d_]{{1,2}}|about|plus|each|into|note|step))\s?$",
    re.IGNORECASE,
)
_AMOUNT_FIRST = compile_at_once(rf"[{AMOUNT}\u25a2\u2610]")
_FACTOR = compile_at_once(r"(?:(?:[0-9.]?/?[0-9]{1,2}|[\u00bc-\u00be])[xX]\s){1,6}")  # buttons of servings
_TAIL = 12  # code points before an amount that tell whether it goes on from there
_STOP = compile_at_once(
    rf"(?<=[^\s.!?].[.!?])[)\"'\u201d\u2019]?\s(?=[\u201c\"'(]?[{CAPITAL}{AMOUNT}])|(?<=[\u3002\uff01])\s?"
)
_WORD_BEFORE = compile_at_once(r"([^\W\d_]{1,12})\.[)\"'\u201d\u2019]?$")
_STEP_NUMBER = compile_at_once(rf"(?<!\S)(?:[^\W\d_]{{3,9}}\s)?([0-9]{{1,2}})(?:\s?[.):])?\s(?=[{CAPITAL}])")
_SENTENCE_ENDS = (".", "!", "?", ")", "\u3002")
_ENDED = '.!?)"\u201d:\u3002'
_BOX = compile_at_once("[\u25a2\u2610\u25a1]")
_CAPITAL_WORD = compile_at_once(rf"(?<=[^,(&]\s)[{CAPITAL}][^\W\d_]{{1,12}}(?:\s[^\W\d_]{{2,10}}){{0,2}}")
_BEHIND = compile_at_once(r"\s?[:\uff1a]?\s{0,2}")


class _Head(NamedTuple):
    """The head of a part: where it begins and ends, with its colon and the white space behind it."""

    start: int
    end: int
    part: Part


def spaced_howto_places(text: str, start: int, end: int) -> list[Place]:
    """Where the line `[start, end)` is cut; empty where no how-to is proved in it. Linear.

    >>> line = "Rye loaf Ingredients 2 cups rye flour 1 tsp salt 1 cup water Directions Stir it all in a bowl. Knead it well. Bake it." + " It is brown then." * 8
    >>> [line[place.end :][:6] for place in spaced_howto_places(line, 0, len(line))][:6]
    ['Ingred', '2 cups', '1 tsp ', '1 cup ', 'Direct', 'Stir i']
    """
    if end - start < MIN_LINE or not _is_measured(text, start, end, FEWEST_AMOUNTS):
        return []
    heads = list(_heads(text, start, end))
    places: list[Place] = []
    for k, head in enumerate(heads):
        if head.part == "steps":
            low = max(places[-1].end if places else start, head.start - FAR)
            above = [i for i in range(max(0, k - NEAR), k) if heads[i].part == "materials" and heads[i].start >= low]
            below = next(
                (heads[i] for i in range(k + 1, min(k + 1 + NEAR, len(heads))) if _ends(text, heads[i])),
                _Head(end, end, "ends"),
            )
            places += next((found for i in reversed(above) if (found := _of_both(text, heads[i : k + 1], below))), [])
    return list(apart(text, sorted(places), start, end))


def _of_both(text: str, heads: Sequence[_Head], below: _Head) -> list[Place]:
    """The places of one how-to from the first of the heads, which names materials, to the last, of steps that end before `below` at the latest; empty where
    its parts are none."""
    materials, *between, steps = heads
    gap = steps.start - materials.end
    fewest = max(FEWEST_AMOUNTS, gap // APART, 2 * sum(1 for _ in _stops(text, materials.end, steps.start)))
    if not _is_measured(text, materials.end, steps.start, fewest):
        return []
    told = _steps(text, steps.end, below.start)
    if len(told) < FEWEST_SENTENCES:
        return []
    places = [
        _before(text, materials.start),
        _before(text, materials.end),
        _before(text, steps.start),
        _before(text, steps.end),
    ]
    places += [_before(text, below.end)] if told[-1].end == below.start else []
    places += [_before(text, at) for other in between if other.part == "ends" for at in (other.start, other.end)]
    return sorted({*places, *_materials(text, materials.end, steps.start), *told})


def _is_measured(text: str, start: int, end: int, fewest: int) -> bool:
    """Whether so many amounts with units stand there."""
    found = 0
    for match in _MEASURED.finditer(text, start, end):
        found += is_unit(match[1])
        if found >= fewest:
            return True
    return False


def _heads(text: str, start: int, end: int) -> Iterator[_Head]:
    """What may be heads: their words with a capital, between spaces, and behind them what begins like an item, a sentence or a number."""
    parts = _parts()
    for match in _pattern().finditer(text, start, end):
        part = parts.get(match[0].casefold(), "")
        behind = _BEHIND.match(text, match.end(), end)
        after = behind.end() if behind is not None else match.end()
        following, small = text[after : after + 1], match[0][0].islower()
        if (part == "materials" and (not small or _AMOUNT_FIRST.match(following))) or (
            part and not small and not following.islower()
        ):
            yield _Head(match.start(), after, part)


def _ends(text: str, head: _Head) -> bool:
    """Whether a head ends the steps above it: a sentence is over, or materials are named again."""
    if head.part == "materials" and not text[head.end : head.end + 1].islower():
        return True
    return text[max(0, head.start - 3) : head.start].rstrip().endswith(_SENTENCE_ENDS)


def _before(text: str, at: int) -> Place:
    """The place before `at`, with the white space there."""
    start = at
    while start and text[start - 1].isspace():
        start -= 1
    return Place(start, at)


def _materials(text: str, start: int, end: int) -> list[Place]:
    """Before each box, else before each amount that goes on from nothing, and before what is needed without one."""
    boxes = [match.start() for match in _BOX.finditer(text, start, end)]
    if len(boxes) >= FEWEST_BOXES:
        return [_before(text, at) for at in boxes if at > start]
    found = [match.start() for match in _AMOUNT.finditer(text, start, end) if _begins(text, start, match.start())]
    found += [at for match in _FACTOR.finditer(text, start, end) for at in match.span()]
    found += [match.start() for match in _CAPITAL_WORD.finditer(text, start, end) if names_unmeasured(match[0])]
    return [_before(text, at) for at in found if at > start and not _is_bracketed(text, start, at)]


def _begins(text: str, start: int, at: int) -> bool:
    """Whether an amount begins an item: no number, mark or small word stands before it."""
    return _JOINED.search(text[max(start, at - _TAIL) : at]) is None


def _is_bracketed(text: str, start: int, at: int) -> bool:
    """Whether a bracket is open at `at`."""
    low = max(start, at - APART)
    return text.rfind("(", low, at) > text.rfind(")", low, at)


def _steps(text: str, start: int, end: int) -> list[Place]:
    """Before the numbers that count the steps, else between their sentences, and behind the last of them."""
    stops: list[int] = []
    last = start
    for at in _stops(text, start, min(end, start + FAR)):
        if at - last > LONGEST:
            break
        stops.append(at)
        last = at
    close = last if end - last > LONGEST else end
    counted = [match.start() for match in _counted(text, start, close)]
    inner = counted if len(counted) >= FEWEST_COUNTED else stops
    return [_before(text, at) for at in sorted({*inner, close}) if at > start]


def _stops(text: str, start: int, end: int) -> Iterator[int]:
    """Where sentences end before a capital or a number: not behind a unit or a letter with a full stop."""
    for match in _STOP.finditer(text, start, end):
        word = _WORD_BEFORE.search(text[max(start, match.start() - 14) : match.end()].rstrip())
        if word is None or not (len(word[1]) == 1 or is_unit(word[1])):
            yield match.end()


def _counted(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """The numbers 1, 2, 3 ... before sentences."""
    number = 1
    for match in _STEP_NUMBER.finditer(text, start, end):
        if int(match[1]) == number and (match.start() == start or text[match.start() - 2] in _ENDED):
            number += 1
            yield match


@lru_cache(maxsize=1)
def _parts() -> dict[str, Part]:
    """The heads' words, small, and their parts."""
    parts: tuple[Part, ...] = ("ends", "materials", "steps")
    return {words: part for part in parts for words in load("sections")[part]["whole"]}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(map(re.escape, _parts()), key=lambda word: (-len(word), word))
    return compile_at_once(rf"(?<!\S)(?:{'|'.join(words)})(?=[\s:\uff1a])", re.IGNORECASE)
