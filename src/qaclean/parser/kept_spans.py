"""Kept spans: what is left of each piece after the stripper, cut at the prefixes 问/答 inside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from typing import NamedTuple

from qaclean.named_tuples import made_of
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.text.prefixes import PrefixSpan, find_prefixes, has_pairs
from qaclean.text.titles import asks as asks_in_words

__all__ = ["KeptSpan", "kept_spans", "parted", "without_title"]

ELSEWHERE = "elsewhere"  # before a span: what stood there went to another part of the record
MAX_ASKED = 80  # code points of a question that stands before its answer's prefix on one line


class KeptSpan(NamedTuple):
    """A kept part `[start, end)` of the document's piece `piece`.

    `asks` is True after a question prefix, False after an answer prefix, None without one. `removed` are the reasons removed
    right before it, `gap` the empty lines; `joined` where only captions were removed before it; `hollow` where a silent removal stands before it. `prefix` is "followup" behind 追问
    or 追答, "detail" behind 问题补充 (see `qaclean.parser.followups`). `code` is the number of its run of code, `quote` that of its quote,
    or 0.
    """

    start: int
    end: int
    piece: int
    asks: bool | None
    removed: tuple[str, ...]
    gap: int
    joined: bool
    cues: tuple[str, ...]
    prefix: str = ""
    code: int = 0
    quote: int = 0
    hollow: bool = False

    @property
    def broken(self) -> bool:
        """Whether something but a caption was removed right before it: no block may hold both sides of that place."""
        return bool(self.removed) and not self.joined

    @property
    def apart(self) -> bool:
        """Whether anything was removed right before it: a block that holds both sides has a hole."""
        return bool(self.removed) or self.hollow


_kept = made_of(KeptSpan)


def without_title(spans: Sequence[KeptSpan], title: KeptSpan | None) -> list[KeptSpan]:
    """The spans but that of the title. Where it stood between others, no block holds both sides of it."""
    at = next((number for number, span in enumerate(spans) if title is not None and span.start == title.start), None)
    if at is None:
        return [*spans]
    rest = [*spans[:at], *spans[at + 1 :]]
    if 0 < at < len(rest):
        rest[at] = rest[at]._replace(removed=(*rest[at].removed, ELSEWHERE), joined=False)
    return rest


def parted(spans: Sequence[KeptSpan], starts: Sequence[int]) -> list[KeptSpan]:
    """The spans of one part of the record, marked where one of another part stands between two of them: no block holds both sides of that place.

    `starts` are those of all spans of the page, in order.
    """
    places = [bisect_right(starts, span.start) for span in spans]
    return [
        span._replace(removed=(*span.removed, ELSEWHERE), joined=False)
        if number and place > places[number - 1] + 1
        else span
        for number, (span, place) in enumerate(zip(spans, places, strict=True))
    ]


def kept_spans(
    document: Document, evidence: Sequence[Evidence], removals: Sequence[Removal], *, prefixes: bool = True
) -> tuple[list[KeptSpan], list[Removal]]:
    """The kept pieces in order, and the removals of the prefixes themselves (reason `marker`).

    Without `prefixes` words such as `问:` cut nothing: a page's markup has said what asks and what answers.
    """
    pairs = has_pairs(texts_of(evidence)) if prefixes else None
    cutter = _Cutter(document.folded)
    gone = 0
    for index, (piece, seen) in enumerate(zip(document.pieces, evidence, strict=True)):
        cues, gap, at = seen.cues, piece.gap, piece.start
        cut = None if piece.code or piece.quote else pairs
        code, quote = piece.code, piece.quote
        while gone < len(removals) and removals[gone].start < piece.end:
            removal = removals[gone]
            gone += 1
            if removal.start > at:
                cutter.add(_kept((at, removal.start, index, None, (), gap, False, cues, "", code, quote, False)), cut)
                gap = 0
            if removal.silent:
                cutter.hollow = True
            else:
                cutter.before.append(removal.reason)
            at = removal.end
        if at < piece.end:
            cutter.add(_kept((at, piece.end, index, None, (), gap, False, cues, "", code, quote, False)), cut)
    return cutter.spans, cutter.markers


class _Cutter:
    """Gathers the kept spans of a page, cut at prefixes; `before` are the reasons removed since the last one, `label` whether a prefix that
    stood alone on its line asks: it is that of the next span."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[KeptSpan] = []
        self.markers: list[Removal] = []
        self.before: list[str] = []
        self.hollow = False
        self.label: bool | None = None

    def add(self, span: KeptSpan, pairs: Collection[str] | None) -> None:
        """Add what is kept of a piece; `pairs` as in `find_prefixes`, None to look for none."""
        removed, gap = tuple(self.before), span.gap
        joined = bool(removed) and all(reason == "image_alt" for reason in removed)
        hollow = self.hollow
        self.before, self.hollow = [], False
        asks, self.label = self.label, None
        at = span.start
        found = [] if pairs is None else find_prefixes(self.text, span.start, span.end, pairs)
        if (
            not found
            and not removed
            and not hollow
            and asks is None
            and not (self.text[at].isspace() or self.text[span.end - 1].isspace())
        ):
            self.spans.append(span)  # the usual one: as the piece is
            return
        for prefix in [*found, PrefixSpan(span.end, span.end, False)]:
            a, b = _trim(self.text, at, prefix.start)
            if asks is None and b - a <= MAX_ASKED and b < prefix.start < prefix.end and not prefix.asks:
                asks = asks_in_words(self.text[a:b]) or None  # `新生儿能办吗 答:能` asks without a prefix of its own
            if a < b:
                whole = ("", span.code, span.quote, hollow)
                self.spans.append(KeptSpan(a, b, span.piece, asks, removed, gap, joined, span.cues, *whole))
                removed, gap, joined, hollow = (), 0, True, False
            if prefix.start < prefix.end:
                a, b = _trim(self.text, prefix.start, prefix.end)
                self.markers.append(Removal(a, b, "marker", "question-label" if prefix.asks else "answer-label"))
                removed, joined = ("marker",), False
            at, asks = prefix.end, prefix.asks
        if found and found[-1].end == span.end:
            self.label = found[-1].asks
            self.before.append("marker")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
