"""The source text of a page cut at every place where something begins or ends, and what each piece is: of which field, removed, repaired.

Several pages of the same text (two versions of a record) are cut at the places of all of them, so that their pieces can be held side by side.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from qaclean.records import Page, Removed, Repair, Span, Warning
from qaclean.report.fields import Field, fields_of

__all__ = ["Marked", "Range", "View", "marks_of", "shown"]

Range = tuple[int, int]  # of pieces, [first, last)

# What has no shape of its own, or changes the order in which others are shown: controls, bidirectional controls, zero-width and tag characters.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


class View(NamedTuple):
    """What one record makes of the text: its parts, the range of pieces of each (None: it stands in no text that is shown), and for each piece the
    place of its innermost field, of its removal and of its repair (-1: none)."""

    fields: list[tuple[Field, Range | None]]
    removed: list[tuple[Removed, Range]]
    repairs: list[tuple[Repair, Range]]
    warnings: list[tuple[Warning, Range | None]]
    owners: list[int]
    gone: list[int]
    mended: list[int]


class Marked(NamedTuple):
    """The pieces of a text in order, made visible by `shown`, a view for each record, and how many code points at the end are left out."""

    texts: list[str]
    views: list[View]
    left_out: int


def shown(text: str) -> str:
    """`text` with what cannot be seen written by its code points; line feeds and tabs stay.

    >>> shown("a\\u202eb\\x1b[2J")
    'a⟨U+202E⟩b⟨U+001B⟩[2J'
    """
    return _UNSEEN.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text)


def marks_of(text: str, pages: Sequence[Page], *, most: int | None = None, pieces: int | None = None) -> Marked:
    """The pieces of `text`, which the spans of all `pages` count in, at most `most` code points of it and about as many `pieces`.

    >>> from qaclean import clean
    >>> page = clean("怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通")
    >>> marked = marks_of(page.source_text, [page])
    >>> view = marked.views[0]
    >>> [(text, view.fields[at][0].kind) for text, at in zip(marked.texts, view.owners) if at >= 0]
    [('怎么退订?', 'question'), ('发短信TD。', 'paragraph')]
    >>> [text for text, at in zip(marked.texts, view.gone) if at >= 0]
    ['相关阅读:', '怎么开通']
    """
    fields = [fields_of(page) for page in pages]
    spans = [_clipped(span, len(text)) for page, rows in zip(pages, fields, strict=True) for span in _spans(page, rows)]
    places = sorted({0, len(text), *(place for span in spans for place in span)})
    end = min(len(text), most if most is not None else len(text))
    if pieces is not None and len(places) > pieces:
        end = min(end, places[pieces])
    cuts = _Cuts([place for place in places if place < end] + [end], {start for start, stop in spans if start == stop})
    views = [_view(page, rows, cuts) for page, rows in zip(pages, fields, strict=True)]
    return Marked([_piece(text, span) for span in cuts.spans], views, len(text) - end)


def _spans(page: Page, fields: Iterable[Field]) -> Iterable[Span]:
    yield from (row.span for row in fields if row.span is not None)
    for rows in (page.removed, page.repairs):
        yield from (row.span for row in rows)
    yield from (row.span for row in page.warnings if row.span is not None)


def _clipped(span: Span, length: int) -> Span:
    """A span inside the text, also where a record of another origin says otherwise."""
    start = min(max(span[0], 0), length)
    return start, min(max(span[1], start), length)


class _Cuts:
    """The pieces between places; at the places in `empty` stands one without text besides, for what was put there or left a mark there."""

    def __init__(self, places: Sequence[int], empty: set[int]) -> None:
        self.end = places[-1]
        self.spans: list[Span] = []
        self._empty: dict[int, int] = {}
        self._first: dict[int, int] = {}
        for number, place in enumerate(places):
            if place in empty:
                self._empty[place] = len(self.spans)
                self.spans.append((place, place))
            self._first[place] = len(self.spans)
            if number + 1 < len(places):
                self.spans.append((place, places[number + 1]))

    def range_of(self, span: Span | None) -> Range | None:
        """The pieces of a span; None where it begins behind the end of what is shown."""
        if span is None:
            return None
        start, stop = _clipped(span, max(span[1], self.end))
        if start == stop:
            return (self._empty[start], self._empty[start] + 1) if start in self._empty else None
        if start >= self.end:
            return None
        last = min(stop, self.end)
        return self._first[start], self._empty.get(last, self._first[last])


def _view(page: Page, fields: Sequence[Field], cuts: _Cuts) -> View:
    ranged = [(row, cuts.range_of(row.span)) for row in fields]
    removed = [(row, found) for row in page.removed if (found := cuts.range_of(row.span)) is not None]
    repairs = [(row, found) for row in page.repairs if (found := cuts.range_of(row.span)) is not None]
    warnings = [(row, cuts.range_of(row.span)) for row in page.warnings]
    size = len(cuts.spans)
    return View(
        ranged,
        removed,
        repairs,
        warnings,
        innermost([found for _, found in ranged], size),
        innermost([found for _, found in removed], size),
        innermost([found for _, found in repairs], size),
    )


def innermost(ranges: Sequence[Range | None], size: int) -> list[int]:
    """For each of `size` pieces the place of the shortest range around it (of two as long the later), or -1.

    >>> innermost([(0, 4), None, (1, 2)], 5)
    [0, 2, 0, 0, -1]
    """
    begin: dict[int, list[int]] = {}
    for place, found in enumerate(ranges):
        if found is not None:
            begin.setdefault(found[0], []).append(place)
    open_ones: list[tuple[int, int, int]] = []  # length, place from behind, end
    result = []
    for piece in range(size):
        for place in begin.get(piece, ()):
            first, last = ranges[place] or (0, 0)
            heapq.heappush(open_ones, (last - first, -place, last))
        while open_ones and open_ones[0][2] <= piece:
            heapq.heappop(open_ones)
        result.append(-open_ones[0][1] if open_ones else -1)
    return result


def _piece(text: str, span: Span) -> str:
    """A piece to be shown: every line ends with one line feed."""
    piece = text[span[0] : span[1]]
    if "\r" in piece:
        piece = piece.replace("\r\n", "\n")
        if piece.endswith("\r") and text[span[1] : span[1] + 1] == "\n":
            piece = piece[:-1]
        piece = piece.replace("\r", "\n")
    return shown(piece)
