"""Pieces: what is left of each line after the stripper, cut at the labels 问/答 inside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.text.prefixes import LabelSpan, find_labels, has_pairs
from qaclean.text.titles import asks as asks_in_words

__all__ = ["KeptPiece", "kept_pieces"]

MAX_ASKED = 80  # code points of a question that stands before its answer's label on one line


class KeptPiece(NamedTuple):
    """A kept part `[start, end)` of block `block`.

    `asks` is True after a question label, False after an answer label, None without one. `removed` are the reasons removed
    right before it, `gap` the empty lines; `joined` where only captions were removed before it. `turn` is "followup" behind 追问
    or 追答, "detail" behind 问题补充 (see `qaclean.parser.followups`).
    """

    start: int
    end: int
    block: int
    asks: bool | None
    removed: tuple[str, ...]
    gap: int
    joined: bool
    cues: tuple[str, ...]
    turn: str = ""


def kept_pieces(
    document: Document, evidence: Sequence[Evidence], removals: Sequence[Removal], *, labels: bool = True
) -> tuple[list[KeptPiece], list[Removal]]:
    """The kept pieces in order, and the removals of the labels themselves (reason `marker`).

    Without `labels` words such as `问:` cut nothing: a page's markup has said what asks and what answers.
    """
    text = document.folded
    pairs = has_pairs([e.text for e in evidence]) if labels else None
    pieces: list[KeptPiece] = []
    markers: list[Removal] = []
    before: list[str] = []
    gone = 0
    for index, block in enumerate(document.blocks):
        at = block.start
        gap = block.gap
        while gone < len(removals) and removals[gone].start < block.end:
            removal = removals[gone]
            gone += 1
            if removal.start > at:
                _add(pieces, markers, text, at, removal.start, index, before, gap, evidence[index].cues, pairs)
                before, gap = [], 0
            before.append(removal.reason)
            at = removal.end
        if at < block.end:
            _add(pieces, markers, text, at, block.end, index, before, gap, evidence[index].cues, pairs)
            before = []
    return pieces, markers


def _add(
    pieces: list[KeptPiece],
    markers: list[Removal],
    text: str,
    start: int,
    end: int,
    block: int,
    before: list[str],
    gap: int,
    cues: tuple[str, ...],
    pairs: bool | None,
) -> None:
    removed = tuple(before)
    joined = bool(before) and all(reason == "image_alt" for reason in before)
    asks: bool | None = None
    at = start
    found = [] if pairs is None else find_labels(text, start, end, pairs)
    for label in [*found, LabelSpan(end, end, False)]:
        a, b = _trim(text, at, label.start)
        if asks is None and b - a <= MAX_ASKED and b < label.start < label.end and not label.asks:
            asks = asks_in_words(text[a:b]) or None  # `新生儿能办吗 答:能` asks without a label of its own
        if a < b:
            pieces.append(KeptPiece(a, b, block, asks, removed, gap, joined, cues))
            removed, gap, joined = (), 0, True
        if label.start < label.end:
            a, b = _trim(text, label.start, label.end)
            markers.append(Removal(a, b, "marker", "question-label" if label.asks else "answer-label"))
            removed, joined = ("marker",), False
        at, asks = label.end, label.asks


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
