"""The segmenter: a text becomes pieces. A line is one piece; a line that holds several blocks, or a page, becomes several.

Tools that drop tags put nothing in their place (`soup.get_text()`) or a space (`get_text(" ")`). Where such a line may be cut is judged by
`boundary_model`; here stands which lines are looked at and what becomes of the white space and the separators between two pieces.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.segments.boundaries import PageView, Place, find_places, view_page
from qaclean.segments.boundary_model import boundary_scores
from qaclean.segments.document import Block, Removal, fold
from qaclean.segments.lines import read_text

__all__ = ["Segmented", "segment"]

MIN_LINE = 120  # code points; a shorter line is left whole: a menu in one piece goes as one
MIN_SIGNS = 3  # of a line that was glued: one date or two spaces stand in prose too
MIN_CUTS = 3  # sure boundaries in a line before it counts as glued
SURE = 2.0  # log odds (0.88)
CUT = 0.0  # log odds above which a glued line is cut
_SIGNS = re.compile(
    r"(?<=\S)[ \t\u00a0]{2,}(?=\S)|\s[|·»›>•]\s|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}|(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9:])|\u3000\u3000|[\u200b\u2060]"
    r"|(?<=[a-z])(?=[A-Z][a-z])|(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])"
)


class Segmented(NamedTuple):
    """The pieces of a text in order, and the separators between them (reason `markup`)."""

    pieces: tuple[Block, ...]
    removals: tuple[Removal, ...]


def segment(text: str) -> Segmented:
    """Cut a (repaired) text into pieces: lines, and the parts of lines that hold several blocks. Linear in the text.

    Pieces never overlap; every non-white character is in one of them or in a separator.

    >>> [(b.start, b.end) for b in segment("问\\n\\n  答 \\n").pieces]
    [(0, 1), (5, 6)]
    """
    blocks = read_text(text).blocks
    glued = [block for block in blocks if _may_be_glued(text, block)]
    if not glued:
        return Segmented(blocks, ())
    view = view_page(fold(text))
    cuts = {block.start: _cuts(view, block) for block in glued}
    pieces: list[Block] = []
    removals: list[Removal] = []
    for block in blocks:
        _cut(text, block, cuts.get(block.start, ()), pieces, removals)
    return Segmented(tuple(pieces), tuple(removals))


def _may_be_glued(text: str, block: Block) -> bool:
    if block.end - block.start < MIN_LINE:
        return False
    found = _SIGNS.finditer(text, block.start, block.end)
    return next((True for count, _ in enumerate(found, 1) if count == MIN_SIGNS), False)


def _cuts(view: PageView, block: Block) -> list[Place]:
    places = find_places(view, block.start, block.end)
    scores = boundary_scores(view, places)
    if sum(score > SURE for score in scores) < MIN_CUTS:
        return []
    return [place for place, score in zip(places, scores, strict=True) if score > CUT]


def _cut(text: str, block: Block, places: list[Place] | tuple[()], pieces: list[Block], removals: list[Removal]) -> None:
    """Add the pieces of one line, and what stood between them."""
    at, indent, gap = block.start, block.indent, block.gap
    for place in places:
        pieces.append(Block(at, place.start, indent, gap))
        separator = text[place.start : place.end]
        if separator and not separator.isspace():
            start = place.start + len(separator) - len(separator.lstrip())
            removals.append(Removal(start, start + len(separator.strip()), "markup", "separator"))
        at, indent, gap = place.end, 0, 0
    pieces.append(Block(at, block.end, indent, gap))
