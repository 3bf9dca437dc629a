"""Lines that hold more than one of the steps that a page declares are cut between them, and what a page glues (`2dl`, `milk`) is parted as declared.

A page may show in one paragraph what it declares as five steps, or part an amount from its unit by style alone: the words agree, white space does not.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.shown_steps import step_titles
from qaclean.posts.structured_data import Declared
from qaclean.segments.layout import Layout, PlacedImage, Rendered

__all__ = ["with_declared_seams"]

MAX_LINE = 4000  # code points of a line of several steps
MAX_MATERIAL = 160
MOST = 3  # steps that begin alike which a line is held against
BEGIN = 24  # letters and digits that show which step a line begins with
SHORTEST = 6  # letters and digits of a step that shows where it begins
_MESSAGE = "the page declares names of steps that it does not show: they stand above those, as declared"
_SOLID = compile_at_once(r"[\W_]+")


class _Seams(NamedTuple):
    """Where a line is cut, and the name of its step that goes above it."""

    cuts: Sequence[int] = ()
    name: str = ""


def with_declared_seams(rendered: Rendered, declared: Declared) -> Rendered:
    """The page, its lines cut and parted as it declares its steps and materials, with the names of steps that it does not show above them."""
    layout = rendered.layout
    materials = {_solid(words): words for words in declared.materials if len(words) <= MAX_MATERIAL}
    solid = [_solid(line) if len(line) <= MAX_LINE else "" for line in layout.lines]
    lines = [_parted(line, letters, materials) for line, letters in zip(layout.lines, solid, strict=True)]
    seams = _Cutter(lines, solid, declared, 1 if layout.head.title else 0).seams()
    warnings = rendered.warnings
    if any(row.name for row in seams):
        warnings = (*warnings, ("declared-only", _MESSAGE))
    if any(row.cuts or row.name for row in seams):
        layout = _cut(layout._replace(lines=tuple(lines)), seams)
    elif lines != list(layout.lines):
        layout = layout._replace(lines=tuple(lines))
    else:
        return rendered
    return Rendered("\n".join(layout.lines), layout, warnings)


def _solid(words: str) -> str:
    """The letters and digits, a fraction as its digits."""
    return _SOLID.sub("", unicodedata.normalize("NFKC", words)).casefold()


def _parted(line: str, solid: str, materials: Mapping[str, str]) -> str:
    """The line, whose letters and digits are `solid`, with a blank where the material that it is has white space and it has none.

    >>> _parted("1½cupsmilk", "112cupsmilk", {"112cupsmilk": "1 1/2 cups milk"})
    '1 ½ cups milk'
    """
    words = materials.get(solid) if len(line) <= MAX_MATERIAL else None
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


class _Cutter:
    """Finds the seams of a page's lines, from line `first` on; `solid` are their letters and digits."""

    def __init__(self, lines: Sequence[str], solid: Sequence[str], declared: Declared, first: int) -> None:
        self.lines, self.solid, self.first = lines, solid, first
        titles = step_titles(declared.steps)
        self.names = [name if name in titles else "" for name, _ in declared.steps]
        self.steps = [(_solid(name), _solid(text)) for name, (_, text) in zip(self.names, declared.steps, strict=True)]
        self.begun: dict[str, list[int]] = {}
        for number, row in enumerate(self.steps):
            for words in row:
                if len(words) >= SHORTEST:
                    self.begun.setdefault(words[:SHORTEST], []).append(number)

    def seams(self) -> list[_Seams]:
        """The seams of each line."""
        shown = "\n".join(["", *self.solid[self.first :], ""])
        wanted = {i for i, (name, _) in enumerate(self.steps) if name and not _is_shown(name, shown)}
        rows = []
        for i, solid in enumerate(self.solid):
            numbers = self.begun.get(solid[:SHORTEST], ())[:MOST] if i >= self.first else ()
            named = next((k for k in numbers if k in wanted and solid.startswith(self.steps[k][1][:BEGIN])), None)
            wanted.discard(-1 if named is None else named)
            cuts = next((cuts for k in numbers if (cuts := self._cuts(i, k))), ())
            rows.append(_Seams(cuts, "" if named is None else " ".join(self.names[named].split())))
        return rows

    def _cuts(self, line: int, number: int) -> Sequence[int]:
        """Where in the line words begin that step `number`, its name left out, and those that follow it say."""
        solid, ends, at = self.solid[line], [], 0
        for name, words in self.steps[number:]:
            if name and solid.startswith(name, at) and solid.startswith(words[:BEGIN], at + len(name)):
                at += len(name)
                ends.append(at)
            if not words or not solid.startswith(words, at):
                break
            at += len(words)
            ends.append(at)
        return _places(self.lines[line], [end for end in ends if end < len(solid)])


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


def _cut(layout: Layout, seams: Sequence[_Seams]) -> Layout:
    """The layout with its lines cut at these places; what knew of a line knows of its parts."""
    firsts = [0, *accumulate(len(row.cuts) + 1 + bool(row.name) for row in seams)]
    lines: list[str] = []
    origins = []
    for line, origin, row in zip(layout.lines, layout.origins, seams, strict=True):
        parts = [row.name] if row.name else []
        parts += [line[a:b].strip() for a, b in zip([0, *row.cuts], [*row.cuts, len(line)], strict=True)]
        lines += parts
        for k, part in enumerate(parts):
            link = min(origin.link, len(part)) if k or not row.name else 0
            origins.append(
                origin._replace(link=link, ordinal=0 if k else origin.ordinal, begins=origin.begins and not k)
            )
    nodes = layout.nodes._replace(
        firsts=[firsts[i] for i in layout.nodes.firsts], lasts=[firsts[i] for i in layout.nodes.lasts]
    )
    images = tuple(_moved(layout.images, seams, firsts))
    return layout._replace(lines=tuple(lines), origins=tuple(origins), nodes=nodes, images=images)


def _moved(images: Sequence[PlacedImage], seams: Sequence[_Seams], firsts: Sequence[int]) -> Iterable[PlacedImage]:
    for image in images:
        row = seams[image.line] if image.line < len(seams) else _Seams()
        part = sum(image.offset >= place for place in row.cuts)
        start = row.cuts[part - 1] if part else 0
        yield image._replace(line=firsts[image.line] + part + bool(row.name), offset=image.offset - start)


def _is_shown(name: str, shown: str) -> bool:
    """Whether a line begins or ends with a name."""
    return f"\n{name}" in shown or f"{name}\n" in shown
