"""Lines that hold more than one of the steps that a page declares are cut between them, and what a page glues (`2dl`, `milk`) is parted as declared.

A page may show in one paragraph what it declares as five steps, or part an amount from its unit by style alone: the words agree, white space does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from qaclean.posts.structured_data import Declared
from qaclean.segments.layout import Layout, PlacedImage, Rendered

__all__ = ["with_declared_seams"]

FEWEST = 2  # steps in a line
MAX_LINE = 4000  # code points of a line of several steps
MAX_MATERIAL = 160
SHORTEST = 8  # letters and digits of a step that shows where it begins
_SOLID = re.compile(r"[\W_]+")


def with_declared_seams(rendered: Rendered, declared: Declared) -> Rendered:
    """The page, its lines cut and parted as it declares its steps and materials."""
    layout = rendered.layout
    materials = {_solid(words): words for words in declared.materials if len(words) <= MAX_MATERIAL}
    lines = [_parted(line, materials) if len(line) <= MAX_MATERIAL else line for line in layout.lines]
    steps = [key for _, text in declared.steps if len(key := _solid(text)) >= SHORTEST]
    begun: dict[str, list[int]] = {}
    for number, key in enumerate(steps[:-1]):
        begun.setdefault(key[:SHORTEST], []).append(number)
    first = 1 if layout.head.title else 0
    cuts = [_cuts(line, steps, begun) if i >= first else [] for i, line in enumerate(lines)]
    if any(cuts):
        layout = _cut(layout._replace(lines=tuple(lines)), cuts)
    elif lines != list(layout.lines):
        layout = layout._replace(lines=tuple(lines))
    else:
        return rendered
    return Rendered("\n".join(layout.lines), layout, rendered.warnings)


def _solid(words: str) -> str:
    """The letters and digits, a fraction as its digits."""
    return _SOLID.sub("", unicodedata.normalize("NFKC", words)).casefold()


def _parted(line: str, materials: Mapping[str, str]) -> str:
    """The line with a blank where the material that it is has white space and it has none.

    >>> _parted("1½cupsmilk", {"112cupsmilk": "1 1/2 cups milk"})
    '1 ½ cups milk'
    """
    words = materials.get(_solid(line))
    if words is None:
        return line
    ends = set(accumulate(len(_solid(part)) for part in words.split()))
    rows, size = [], 0
    for i, char in enumerate(line):
        if size in ends and i and char.isalnum() and line[i - 1].isalnum():
            rows.append(" ")
        rows.append(char)
        size += len(_solid(char))
    return "".join(rows)


def _cuts(line: str, steps: Sequence[str], begun: Mapping[str, Sequence[int]]) -> list[int]:
    """Where in the line another step begins, if it begins with a step and holds more of those that follow; `begun` are the numbers of steps by their
    first letters."""
    if not SHORTEST * FEWEST <= len(line) <= MAX_LINE:
        return []
    solid = _solid(line)
    for number in begun.get(solid[:SHORTEST], ())[:FEWEST]:
        if solid.startswith(steps[number]) and len(solid) > len(steps[number]):
            ends, at = [], 0
            for words in steps[number:]:
                if not solid.startswith(words, at):
                    break
                at += len(words)
                ends.append(at)
            if len(ends) >= FEWEST:
                return _places(line, ends if at < len(solid) else ends[:-1])
    return []


def _places(line: str, ends: Sequence[int]) -> list[int]:
    """Where the words begin that stand behind so many letters and digits."""
    places: list[int] = []
    size, wanted = 0, list(ends)
    for i, char in enumerate(line):
        if wanted and size >= wanted[0] and (char.isalnum() or char in "([\u201c\u00ab"):
            places.append(i)
            wanted.pop(0)
        size += len(_solid(char))
    return places


def _cut(layout: Layout, cuts: Sequence[Sequence[int]]) -> Layout:
    """The layout with its lines cut at these places; what knew of a line knows of its parts."""
    firsts = [0, *accumulate(len(row) + 1 for row in cuts)]
    lines: list[str] = []
    origins = []
    for line, origin, row in zip(layout.lines, layout.origins, cuts, strict=True):
        parts = [line[a:b].strip() for a, b in zip([0, *row], [*row, len(line)], strict=True)]
        lines += parts
        origins += [
            origin._replace(link=min(origin.link, len(part)), ordinal=0 if k else origin.ordinal)
            for k, part in enumerate(parts)
        ]
    nodes = layout.nodes._replace(
        firsts=[firsts[i] for i in layout.nodes.firsts], lasts=[firsts[i] for i in layout.nodes.lasts]
    )
    images = tuple(_moved(layout.images, cuts, firsts))
    return layout._replace(lines=tuple(lines), origins=tuple(origins), nodes=nodes, images=images)


def _moved(
    images: Sequence[PlacedImage], cuts: Sequence[Sequence[int]], firsts: Sequence[int]
) -> Iterable[PlacedImage]:
    for image in images:
        row = cuts[image.line] if image.line < len(cuts) else ()
        part = sum(image.offset >= place for place in row)
        start = row[part - 1] if part else 0
        yield image._replace(line=firsts[image.line] + part, offset=image.offset - start)
