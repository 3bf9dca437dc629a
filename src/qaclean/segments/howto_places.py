"""Places in a line in which tools that drop tags glued a how-to: behind the head of its materials or steps, before each box or amount, and between
sentences without a space."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.boundaries import Place
from qaclean.text.section_heads import Part, may_begin_head, part_of

__all__ = ["AMOUNT", "CAPITAL", "apart", "glued_howtos", "howto_places"]

MIN_LINE = 40  # code points
FEWEST_PLACES = 2  # inside of a part, which prove that it is glued
CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de\u0386-\u03ab\u0410-\u042f"
AMOUNT = "0-9\u00bc-\u00be\u2150-\u215e"
_BOX = "\u25a2\u2610\u25a1\u2022"
_INNER_HEAD = compile_on_use(rf"(?<=[^\W_{CAPITAL}])[{CAPITAL}][^\W\d_]{{3,24}}?(?=:?\s?[{CAPITAL}{AMOUNT}{_BOX}])")
_BEHIND_STOP = compile_on_use(rf"(?<=[.!?)])[{CAPITAL}][^\W\d_]{{3,24}}?(?=:?\s?[{CAPITAL}{AMOUNT}{_BOX}])")
_FIRST_HEAD = compile_at_once(rf"[^\W\d_](?:[^\W\d_]|[\s'\u2019-]){{2,28}}?(?=:?\s?[{CAPITAL}{AMOUNT}{_BOX}])")
_STOP = compile_at_once(
    rf"[.!?](?:(?<=[^\s.!?{CAPITAL}].)\)?(?=[{CAPITAL}]|[0-9]{{1,2}}\.?\s?[{CAPITAL}])|(?<=\.)\)(?=[{CAPITAL}]))"
)
_SPACE = compile_at_once(r"\s{1,3}")
_BOX_SEEN = compile_at_once(f"[{_BOX}]")
_BOXES = compile_at_once(rf"\s?(?=[{_BOX}])")
_AMOUNTS = compile_at_once(rf"(?<=[^\W\d_)])(?=[{AMOUNT}])")


def glued_howtos(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, list[Place]]:
    """Where lines are cut, by their starts. On a page without a glued sentence or a box only a line's beginning can be the head of a part."""
    glued = any(map(text.__contains__, _BOX)) or _STOP.search(text) is not None
    likely = ((s, e) for s, e in lines if e - s >= MIN_LINE and (glued or may_begin_head(text[s])))
    return {start: places for start, end in likely if (places := howto_places(text, start, end))}


def howto_places(text: str, start: int, end: int) -> list[Place]:
    """Where the line `[start, end)` is cut; empty where no head of a part stands in it, or nothing below it is glued. Linear.

    >>> line = "InstructionsHeat the oven to 200 degrees.Stir the flour in with a spoon.Bake it until it is brown."
    >>> [line[place.end :][:4] for place in howto_places(line, 0, len(line))]
    ['Heat', 'Stir', 'Bake']
    """
    if end - start < MIN_LINE:
        return []
    heads = list(_heads(text, start, end))
    places: list[Place] = []
    for k, (at, behind, part) in enumerate(heads):
        last = heads[k + 1][0] if k + 1 < len(heads) else end
        inner = _inner_places(text, behind, last, part) if part != "ends" else []
        if len(inner) >= FEWEST_PLACES or (part == "ends" and places):
            behind += text.startswith(":", behind)
            gap = _SPACE.match(text, behind, end)
            places += [Place(at, at)] if at > start else []
            places += [Place(behind, gap.end() if gap else behind), *inner]
    return list(apart(text, sorted(places), start, end))


def apart(text: str, places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    """The places between which something stands."""
    last = start
    for place in places:
        if text[last : place.start].strip() and text[place.end : end].strip():
            yield place
            last = place.end


def _heads(text: str, start: int, end: int) -> Iterator[tuple[int, int, Part]]:
    """The heads of parts in a line, as where they begin and end: at its beginning, and glued into it."""
    first = start
    head = _FIRST_HEAD.match(text, start, end) if may_begin_head(text[start]) else None
    if head is not None and (part := part_of(head[0])):
        yield start, head.end(), part
        first = head.end()
    if _STOP.search(text, first, end) is None and _BOX_SEEN.search(text, first, end) is None:
        return
    found = {match.span() for pattern in (_INNER_HEAD, _BEHIND_STOP) for match in pattern.finditer(text, first, end)}
    for at, behind in sorted(found):
        if part := part_of(text[at:behind]):
            yield at, behind, part


def _inner_places(text: str, start: int, end: int, part: Part) -> list[Place]:
    """Where the items of a part are glued: between sentences, or before boxes, else amounts."""
    if part == "steps":
        return [Place(match.end(), match.end()) for match in _STOP.finditer(text, start, end) if match.end() < end]
    boxes = [Place(match.start(), match.end()) for match in _BOXES.finditer(text, start, end) if match.start() > start]
    if len(boxes) >= FEWEST_PLACES:
        return boxes
    return [Place(match.end(), match.end()) for match in _AMOUNTS.finditer(text, start, end) if match.end() > start]
