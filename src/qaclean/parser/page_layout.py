"""The layout of what is kept: the origin of each piece, and the images that stand in what stays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

from qaclean.parser.kept_spans import KeptSpan
from qaclean.records.rows import Span
from qaclean.segments.document import Document, Removal
from qaclean.segments.layout import Layout, Origin, PlacedImage

__all__ = ["KeptLayout", "kept_layout"]

MIN_AROUND = 2  # lines of an element whose words tell what its images are
MAX_AROUND = 40  # elements outwards from an image


class KeptLayout(NamedTuple):
    """The origin of each piece of the document, and the images: index of the piece, position in the text, image; of those in a piece that is
    kept in several spans `holders` has the one that holds it, by position. `marked` where the page is
    Markdown: its elements have no names, and pieces of one node are lines of one paragraph; `levels` are those of its headings, by position.
    `paragraphs` are the pieces of HTML that are a `<p>` right behind another of the same element."""

    origins: tuple[Origin, ...]
    images: tuple[tuple[int, int, PlacedImage], ...]
    marked: bool = False
    levels: Mapping[int, int] = MappingProxyType({})
    paragraphs: frozenset[int] = frozenset()
    holders: Mapping[int, Span] = MappingProxyType({})

    def with_holders(self, spans: Sequence[KeptSpan]) -> KeptLayout:
        """The layout that knows which of the kept `spans` holds an image of a line that is parted among them: two answers share the line, not the image."""
        if not self.images:
            return self
        held: dict[int, list[Span]] = {}
        for span in spans:
            held.setdefault(span.piece, []).append((span.start, span.end))
        parted = ((held[piece], at) for piece, at, _ in self.images if len(held.get(piece, ())) > 1)
        return self._replace(
            holders={at: rows[max(bisect_right(rows, at, key=itemgetter(0)) - 1, 0)] for rows, at in parted}
        )


def kept_layout(document: Document, removals: Sequence[Removal]) -> KeptLayout | None:
    """The layout that is left of a document's when the removals are gone; None for a document without."""
    if document.layout is None:
        return None
    layout = document.layout
    origins = _carried(document, layout, removals)
    if not layout.named:
        levels = {p.start: o.level for p, o in zip(document.pieces, origins, strict=True) if o.level}
        return KeptLayout(origins, _images_beside(document, layout, removals), marked=True, levels=levels)
    return KeptLayout(origins, _images(document, layout, removals), paragraphs=_paragraphs(layout))


def _paragraphs(layout: Layout) -> frozenset[int]:
    tags, parents = layout.nodes.tags, layout.nodes.parents
    nodes = [origin.node for origin in layout.origins]
    return frozenset(
        i
        for i, (one, other) in enumerate(pairwise(nodes), 1)
        if min(one, other) >= 0 and tags[one] == tags[other] == "p" and (one == other or parents[one] == parents[other])
    )


def _carried(document: Document, layout: Layout, removals: Sequence[Removal]) -> tuple[Origin, ...]:
    """The origins, where a list item whose first line goes (its number in a box) begins with the next line of it that stays."""
    gone = {removal.start: removal.end for removal in removals}
    new = list(layout.origins)
    for index, piece in enumerate(document.pieces[:-1]):
        origin, after = new[index], new[index + 1]
        if origin.begins and gone.get(piece.start, -1) >= piece.end and not after.begins and after.item >= origin.item:
            new[index + 1] = after._replace(begins=True, ordinal=origin.ordinal)
    return tuple(new)


def _images(
    document: Document, layout: Layout, removals: Sequence[Removal]
) -> tuple[tuple[int, int, PlacedImage], ...]:
    """The images of what is kept: piece, position in the text, image."""
    gone = {removal.start: removal.end for removal in removals}
    kept = list(accumulate((gone.get(piece.start, -1) < piece.end for piece in document.pieces), initial=0))
    rows = []
    for image in layout.images:
        if _is_furniture(layout, image, kept):
            continue
        if image.line < len(document.pieces):
            piece = document.pieces[image.line]
            rows.append((image.line, min(piece.start + image.offset, piece.end), image))
        else:
            rows.append((image.line, len(document.text), image))
    return tuple(rows)


def _images_beside(
    document: Document, layout: Layout, removals: Sequence[Removal]
) -> tuple[tuple[int, int, PlacedImage], ...]:
    """The images in a kept piece, at its end, or right above one."""
    gone = {removal.start: removal.end for removal in removals}
    kept = [gone.get(piece.start, -1) < piece.end for piece in document.pieces]
    rows = []
    for image in layout.images:
        line = image.line
        if line < len(kept) and kept[line]:
            piece = document.pieces[line]
            rows.append((line, min(piece.start + image.offset, piece.end), image))
        elif line + 1 < len(kept) and kept[line + 1]:
            rows.append((line + 1, document.pieces[line + 1].start, image))
    return tuple(rows)


def _is_furniture(layout: Layout, image: PlacedImage, kept: Sequence[int]) -> bool:
    """Whether nothing is kept of the smallest element around an image that has words of its own; one line may be its caption."""
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    node = image.node
    for _ in range(MAX_AROUND):
        if node < 0 or lasts[node] - firsts[node] >= MIN_AROUND:
            return node >= 0 and kept[lasts[node]] == kept[firsts[node]]
        node = layout.nodes.parents[node]
    return False
