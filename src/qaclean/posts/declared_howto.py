"""A how-to that a page declares, looked up in its lines: the line that says its name, and those of each material.

Materials are found whatever the order of their words: a page may show `flour` above `200 g`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.material_items import stands_alone
from qaclean.posts.model import Range, TitleSpan
from qaclean.posts.step_shapes import lead_of
from qaclean.posts.structured_data import Declared
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.amounts import holds_amount
from qaclean.text.titles import BETWEEN

__all__ = ["counted_on", "declared_materials", "declared_title", "in_one_telling"]

MAX_LINE = 160  # code points of a line that is of a material
WINDOW = 5  # lines of one material
SPREAD = 6  # lines of a list for each material
FEWEST = 2  # materials found
SHARE = 0.5  # ... of those that are declared
_WHOLE = compile_at_once(r"(?<=[0-9])\.0{1,3}(?![0-9])")  # of `800.0 g`
_SOLID = compile_at_once(r"[\W_]+")


def declared_title(document: Document, evidence: Sequence[Evidence], declared: Declared) -> TitleSpan | None:
    """Where the page says the name of the how-to that it declares: on a line of its own, else in its title."""
    name = _folded(declared.title)
    if declared.kind != "howto" or not name or document.layout is None:
        return None
    piece = document.pieces[0]
    at = document.folded[piece.start : piece.end].casefold().find(declared.title.casefold())
    behind = document.folded[piece.start + at + len(declared.title) : piece.end].lstrip()[:1]
    if at != 0 or not document.layout.head.title or behind not in BETWEEN:  # also where nothing stands behind it
        for i, seen in enumerate(evidence):
            if seen.length <= 2 * len(declared.title) and _folded(seen.text) == name:
                piece = document.pieces[i]
                return TitleSpan(i, piece.start, piece.end)
    if at < 0:
        return None
    return TitleSpan(0, piece.start + at, min(piece.start + at + len(declared.title), piece.end))


def declared_materials(materials: Sequence[str], lines: Sequence[str]) -> tuple[Range, ...]:
    """The lines of each declared material, in the list that shows most of them; empty where it shows too few.

    >>> declared_materials(["200 g flour", "1 egg"], ["You need", "Flour", "200g", "Egg", "1", "Mix."])
    ((1, 3), (3, 5))
    """
    wanted = {key: number for number, words in enumerate(materials) if (key := _letters(words))}
    if len(wanted) < FEWEST:
        return ()
    shown = _occurrences(lines, wanted)
    best: list[Range] = []
    for place, (start, _, _) in enumerate(shown):
        held = _listed(shown[place:], start + SPREAD * len(wanted))
        if len(held) > len(best):
            best = held
    return _with_amounts(best, lines) if len(best) >= max(FEWEST, SHARE * len(wanted)) else ()


def _with_amounts(rows: Sequence[Range], lines: Sequence[str]) -> tuple[Range, ...]:
    """The lines of materials that are declared by name alone, with the amounts that stand on lines of their own below or above them."""
    if 2 * sum(any(holds_amount(line) for line in lines[first:last]) for first, last in rows) > len(rows):
        return tuple(rows)
    taken = {i for first, last in rows for i in range(first, last)}
    below = {last for _, last in rows if last < len(lines) and last not in taken and stands_alone(lines[last])}
    above = {first - 1 for first, _ in rows if first and first - 1 not in taken and stands_alone(lines[first - 1])}
    if len(below) > len(above):
        return tuple((first, last + (last in below)) for first, last in rows)
    return tuple((first - (first - 1 in above), last) for first, last in rows)


def counted_on(steps: Sequence[Range], lines: Sequence[str]) -> tuple[Range, ...]:
    """The declared steps, and behind the last the lines that count on where the page counts them.

    >>> counted_on([(0, 1), (1, 2)], ["1. Boil.", "2. Knead.", "3. Wait.", "Enjoy."])
    ((0, 1), (1, 2), (2, 3))
    """
    rows = list(steps)
    if rows and lead_of(lines[rows[-1][0]])[1] == len(rows):
        while rows[-1][1] < len(lines) and lead_of(lines[rows[-1][1]])[1] == len(rows) + 1:
            rows.append((rows[-1][1], rows[-1][1] + 1))
    return tuple(rows)


def in_one_telling(steps: Sequence[Range], tellings: Sequence[Sequence[Range]], declared: int) -> Sequence[Range]:
    """The declared steps as they were found; where the first were found above a telling of all the `declared` ones that holds the last, those of that telling.

    >>> in_one_telling([(5, 6), (6, 7), (42, 44)], [[(40, 41), (41, 42), (43, 44)]], 3)
    [(40, 41), (41, 42), (42, 44)]
    """
    for rows in tellings:
        if steps and len(rows) == declared and steps[0][1] <= rows[0][0] <= steps[-1][0] < rows[-1][1]:
            held = [row for row in steps if row[0] >= rows[0][0]]
            free = [row for row in rows if all(row[1] <= a or b <= row[0] for a, b in held)]
            if len(held) + len(free) == declared:
                return sorted([*held, *free])
    return steps


def _listed(shown: Sequence[tuple[int, int, int]], end: int) -> list[Range]:
    """Of the occurrences up to line `end` one of each material, none in the lines of another."""
    held: list[Range] = []
    seen: set[int] = set()
    for first, last, number in shown:
        if last > end:
            break
        if number not in seen and (not held or first >= held[-1][1]):
            seen.add(number)
            held.append((first, last))
    return held


def _occurrences(lines: Sequence[str], wanted: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """The runs of lines whose letters and digits are those of a material: first, last, which one."""
    sizes = {len(key) for key in wanted}
    most = max(sizes)
    parts = [_SOLID.sub("", line).casefold() if len(line) <= MAX_LINE else None for line in lines]
    found = []
    for first, part in enumerate(parts):
        if not part:
            continue
        joined = ""
        for last in range(first, min(first + WINDOW, len(parts))):
            words = parts[last]
            if words is None or len(joined) + len(words) > most:
                break
            joined += words
            number = wanted.get("".join(sorted(joined))) if words and len(joined) in sizes else None
            if number is not None:
                found.append((first, last + 1, number))
                break
    return found


def _letters(words: str) -> str:
    return "".join(sorted(_SOLID.sub("", _WHOLE.sub("", words)).casefold()))


def _folded(words: str) -> str:
    return _SOLID.sub("", words).casefold()
