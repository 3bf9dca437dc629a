"""Attribution lines of a page: which lines only say who posted, and where they part the posts.

A line that the stripper kept is one only where the page proves it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION
from qaclean.posts.attributions import (
    MAX_LINE,
    Attribution,
    is_head,
    may_attribute,
    member_line,
    read_attribution,
    read_name,
)
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.text.followup_prefixes import opening_followup_prefix

__all__ = ["AttributionLine", "find_attribution_lines", "part_at_attributions"]

NEAR = 3  # pieces between an attribution and its post: badges, signatures, buttons
MIN_GROUPS = 3  # attributions that a line of its own must stand above, each time, to be the name
_CLOSED = frozenset({"duplicate", "breadcrumb", "comment_form"})  # what stands there is of no post


class AttributionLine(NamedTuple):
    """An attribution and the piece it stands in; `[start, end)` is its span, `kept` tells that the stripper left it.

    `inside` tells that it was cut off the end of a line whose other words stay.
    """

    piece: int
    start: int
    end: int
    said: Attribution
    kept: bool
    inside: bool = False


def find_attribution_lines(
    document: Document, evidence: Sequence[Evidence], removals: Sequence[Removal], *, reference: datetime | None = None
) -> list[AttributionLine]:
    """The attribution lines of a page, in order; kept ones only where the page proves what they are."""
    whole = {removal.start: removal for removal in removals}
    starts = [block.start for block in document.pieces]
    touched = {bisect_right(starts, removal.start) - 1 for removal in removals}
    attributions = []
    for index, (block, line) in enumerate(zip(document.pieces, texts_of(evidence), strict=True)):
        if index == 0 or len(line) > MAX_LINE or not may_attribute(line) or opening_followup_prefix(line):
            continue
        removal = whole.get(block.start)
        kept = index not in touched
        if not kept and (removal is None or removal.end != block.end or removal.reason in _CLOSED):
            continue
        said = read_attribution(line, reference=reference)
        if said is not None:
            attributions.append(AttributionLine(index, block.start, block.end, said, kept))
    dated = sum(attribution.said.dated for attribution in attributions)
    floors = sum(attribution.said.floor is not None for attribution in attributions)
    proven = [row for row in attributions if not row.kept or _proves(row, document, dated, floors)]
    tails = _tails(document, removals, reference)
    return sorted([*_with_names(document, evidence, proven, whole, touched), *tails])


def _tails(document: Document, removals: Sequence[Removal], reference: datetime | None) -> list[AttributionLine]:
    """What was cut off the ends of lines: `… 发表于 2013-4-5 12:00`."""
    found = []
    for removal in removals:
        if removal.reason != "metadata":
            continue
        block = bisect_right(document.pieces, removal.start, key=lambda b: b.start) - 1
        if document.pieces[block].start < removal.start:
            said = read_attribution(document.folded[removal.start : removal.end], reference=reference)
            if said is not None:
                found.append(AttributionLine(block, removal.start, removal.end, said, False, True))
    return found


def _proves(attribution: AttributionLine, document: Document, dated: int, floors: int) -> bool:
    said = attribution.said
    if said.accepted is not None or said.votes is not None:
        return True
    if said.dated:
        return dated > 1 or is_head(document.folded[attribution.start : attribution.end])
    return said.floor is None or floors > 1


def _with_names(
    document: Document,
    evidence: Sequence[Evidence],
    attributions: list[AttributionLine],
    whole: dict[int, Removal],
    touched: set[int],
) -> list[AttributionLine]:
    """Names on lines of their own: a line above every dated head of the page that has none."""
    at = {attribution.piece for attribution in attributions}
    bare = [row for row in attributions if (row.said.dated or row.said.floor is not None) and row.piece - 1 not in at]
    if len(bare) < MIN_GROUPS or any(row.said.author for row in attributions):
        return attributions
    names = []
    for attribution in bare:
        above = attribution.piece - 1
        while above > 0 and member_line(evidence[above].text):
            above -= 1
        name = read_name(evidence[above].text) if above > 0 else None
        block = document.pieces[above]
        if name is None or (above in touched and block.start not in whole):
            return attributions
        said = Attribution(name, None, None, None, None, False, "", "down")
        names.append(AttributionLine(above, block.start, block.end, said, above not in touched))
    return sorted([*attributions, *names]) if len({row.piece for row in names} - at) == len(names) else attributions


def part_at_attributions(
    pieces: Sequence[KeptSpan], roles: Sequence[int], attributions: Sequence[AttributionLine]
) -> tuple[list[KeptSpan], list[int], list[Removal]]:
    """Take the kept heads out of the pieces, and let a new answer begin where two heads prove that posts end."""
    roles = _below_accepted(pieces, roles, attributions)
    gone = {attribution.piece for attribution in attributions if attribution.kept}
    marks = [row.piece for row in attributions if not row.inside and (row.said.dated or row.said.votes is not None)]
    marks = marks if len(marks) > 1 else []
    left: list[KeptSpan] = []
    settled: list[int] = []
    cut: list[Removal] = []
    opened = False
    for piece, role in zip(pieces, roles, strict=True):
        if piece.piece in gone:
            cut.append(Removal(piece.start, piece.end, "metadata", "attribution"))
            opened = opened or role == ANSWER
            continue
        before = left[-1].piece if left else -1
        if cut and cut[-1].start > (left[-1].start if left else -1):
            piece = piece._replace(removed=(*piece.removed, "metadata"), joined=False)
        apart = bisect_right(marks, before) < bisect_right(marks, piece.piece)
        if role == MORE and not piece.prefix and (apart or opened):
            role = ANSWER
        left.append(piece)
        settled.append(role)
        opened = False
    return left, _posted(left, settled, marks), cut


def _below_accepted(
    pieces: Sequence[KeptSpan], roles: Sequence[int], attributions: Sequence[AttributionLine]
) -> Sequence[int]:
    """The roles, where a line that calls an answer the accepted one stands below the first piece of a text without roles: the first piece asks."""
    at = next((row.piece for row in attributions if row.said.accepted and not row.inside), -1)
    first = next((i for i, piece in enumerate(pieces) if piece.piece > at >= 0), len(pieces))
    if not 1 <= first < len(pieces) or any(role != OTHER for role in roles):
        return roles
    return [QUESTION, *[DETAIL] * (first - 1), ANSWER, *[MORE] * (len(pieces) - first - 1)]


def _posted(pieces: list[KeptSpan], roles: list[int], marks: list[int]) -> list[int]:
    """What stands beside a mark under a question is a post: an answer, not loose text."""
    if not marks or QUESTION not in roles:
        return roles
    first = roles.index(QUESTION)
    out = [*roles]
    for i in range(first + 1, len(pieces)):
        low = pieces[i - 1].piece
        high = pieces[i + 1].piece if i + 1 < len(pieces) else pieces[i].piece + NEAR
        if roles[i] == OTHER and bisect_right(marks, low) < bisect_right(marks, high):
            out[i] = ANSWER
    return out
