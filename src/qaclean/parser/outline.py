"""What the kept pieces of a page hold, found once for the whole page: list items, headings, image fragments.

The blocks of a region are made of it by `qaclean.parser.region_blocks`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.parser.headings import HeadingSpan, find_headings, may_hold_headings
from qaclean.parser.images import Fragment, find_fragments, may_hold_fragments
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.section_blocks import Places
from qaclean.parser.steps.markers import Marker, find_markers
from qaclean.parser.steps.named_items import line_labels
from qaclean.parser.steps.sequence import Item, find_items
from qaclean.segments.document import Document

__all__ = ["Outline", "outline_of"]


class Outline(NamedTuple):
    """What the pieces of a page hold, found once for the whole page: items, headings, image fragments.

    `text` is what records are cut from, `folded` what rules look at (see `Document`); `layout` is that of what is kept, where there is one,
    `places` those of the pieces in the parts of a how-to.
    """

    text: str
    folded: str
    items: list[Item]
    headings: list[HeadingSpan]
    fragments: list[Fragment]
    layout: KeptLayout | None = None
    places: Places | None = None


def outline_of(
    document: Document,
    pieces: Sequence[KeptSpan],
    layout: KeptLayout | None = None,
    without: Sequence[tuple[int, int]] = (),
) -> Outline:
    """Find image fragments, headings and list items in `pieces`; lists never cross a heading.

    No marker that begins in a span of `without` is an item (the numbers of a FAQ's questions).
    """
    text = document.folded
    fragments: list[Fragment] = []
    headings: list[HeadingSpan] = []
    markers: list[Marker] = []
    words = [piece for piece in pieces if not (piece.code or piece.quote)]
    # Seldom: one look at the page for all its pieces.
    broken, headed = may_hold_fragments(text), may_hold_headings(text)
    for piece in words:
        inside = find_fragments(text, piece.start, piece.end) if broken else []
        fragments.extend(inside)
        found = find_headings(text, piece.start, piece.end) if headed else ()
        headings.extend(h for h in found if not any(f.start < h.end and h.start < f.end for f in inside))
        markers.extend(_markers_between(text, piece, inside))
    named = line_labels(text, [(piece.start, piece.end) for piece in words])
    if named:
        markers = _with_named(markers, _outside(named, fragments))
    if without:
        spans = sorted(without)
        starts = [start for start, _ in spans]
        within = (bisect_right(starts, m.start) - 1 for m in markers)
        markers = [m for m, at in zip(markers, within, strict=True) if at < 0 or m.start >= spans[at][1]]
    stops = sorted({h.start for h in headings})
    layout = layout.with_holders(pieces) if layout is not None else None
    return Outline(document.text, text, find_items(text, markers, tuple(stops)), headings, fragments, layout)


def _outside(markers: list[Marker], fragments: list[Fragment]) -> list[Marker]:
    """The markers that touch no fragment: an address whose end was cut off holds what stands behind it, up to a quotation mark."""
    ends = [fragment.end for fragment in fragments]  # in order and apart
    behind = [bisect_right(ends, marker.start) for marker in markers]
    return [
        marker
        for marker, at in zip(markers, behind, strict=True)
        if at == len(fragments) or marker.end <= fragments[at].start
    ]


def _with_named(markers: list[Marker], named: list[Marker]) -> list[Marker]:
    """The markers and the named ones, in order; a numeral inside a named one is part of it."""
    starts = [m.start for m in named]
    rest = []
    for marker in markers:
        at = bisect_right(starts, marker.start) - 1
        if at < 0 or marker.start >= named[at].end:
            rest.append(marker)
    return sorted([*rest, *named], key=lambda m: m.start)


def _markers_between(text: str, piece: KeptSpan, fragments: list[Fragment]) -> list[Marker]:
    """Markers of a piece outside its image fragments; a fragment's end is as good a place as a sentence's."""
    if not fragments:
        return find_markers(text, piece.start, piece.end)
    markers: list[Marker] = []
    at = piece.start
    for fragment in [*fragments, None]:
        end = fragment.start if fragment else piece.end
        if end > at:
            markers.extend(find_markers(text, at, end, piece.start))
        at = fragment.end if fragment else end
    return markers
