"""From kept pieces of a text to blocks: paragraphs, headings, step lists, images.

A region (a body, an answer) is a run of pieces, each a kept part of one line. Headings and list items cut the pieces; what
stands between the cuts are paragraphs. Blocks leave here as rows of the record, with spans of the repaired text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple, TypeVar

from qaclean.parser.headings import (
    HeadingSpan,
    action_share,
    is_heading_line,
    names_instructions,
    names_steps,
    tells_facts,
    tells_procedure,
)
from qaclean.parser.images import Fragment
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.outline import Outline
from qaclean.parser.steps.tree import ListNode, flat_nodes, list_trees
from qaclean.records.rows import BlockRow, ImageRow, Role, StepRow, StepsRow
from qaclean.text.one_line import one_line
from qaclean.text.quote_marks import unmarked

__all__ = ["code_text", "region_blocks", "role_of"]

_Span = TypeVar("_Span", HeadingSpan, Fragment)
ROLE_THRESHOLD = 0.5  # half of the items act: a procedure; a tie goes to the lead-in


def region_blocks(outline: Outline, pieces: Sequence[KeptSpan], *, headings: bool = True) -> list[BlockRow]:
    """The blocks of a region: `pieces` in order. Their spans hold every non-white character of the pieces."""
    out: list[BlockRow] = []
    run: list[KeptSpan] = []
    for piece in pieces:
        if piece.broken and run:
            out.extend(_Builder(outline, run, headings).blocks())
            run = []
        run.append(piece)
    if run:
        out.extend(_Builder(outline, run, headings).blocks())
    return out


def code_text(text: str, start: int, end: int) -> str:
    """The text of code at `[start, end)` with its line breaks, from the start of its first line on: indentation tells in code."""
    first = text.rfind("\n", 0, start) + 1
    return text[first if not text[first:start].strip() else start : end].replace("\r\n", "\n")


class _Whole(NamedTuple):
    """A run of pieces that are one block: code, or a quote."""

    start: int
    end: int
    lines: list[KeptSpan]
    code: bool


def _whole_runs(pieces: Sequence[KeptSpan]) -> list[_Whole]:
    """The runs of code and the quotes among pieces; each ends where something was taken out of it."""
    runs: list[list[KeptSpan]] = []
    for _, same in groupby(pieces, key=lambda piece: (piece.code, 0 if piece.code else piece.quote)):
        for number, piece in enumerate(same):
            if number == 0 or piece.apart:
                runs.append([])
            runs[-1].append(piece)
    return [_Whole(run[0].start, run[-1].end, run, run[0].code > 0) for run in runs if run[0].code or run[0].quote]


class _Builder:
    def __init__(self, outline: Outline, pieces: Sequence[KeptSpan], line_headings: bool) -> None:
        self.text = outline.text
        self.pieces = pieces
        self.line_headings = line_headings
        self.starts = [p.start for p in pieces]
        first, last = pieces[0].start, pieces[-1].end
        self.headings = _inside(outline.headings, first, last)
        self.fragments = _inside(outline.fragments, first, last)
        self.fragment_starts = [f.start for f in self.fragments]
        self.items = outline.items
        self.lists = list_trees(self.items, self.starts, first, last)
        self.whole = _whole_runs(pieces)
        self.stops = sorted(
            [h.start for h in self.headings]
            + [nodes[0].item.marker.start for nodes in self.lists]
            + [run.start for run in self.whole]
        )

    def _piece_at(self, position: int) -> int:
        return bisect_right(self.starts, position) - 1

    # -- blocks --------------------------------------------------------------------------------------------------

    def blocks(self) -> list[BlockRow]:
        out: list[BlockRow] = []
        heading_words = ""
        at = self.pieces[0].start
        cuts: list[tuple[int, HeadingSpan | list[ListNode] | _Whole]] = [(h.start, h) for h in self.headings]
        cuts += [(run.start, run) for run in self.whole]
        cuts += [(nodes[0].item.marker.start, nodes) for nodes in self.lists]
        for start, cut in sorted(cuts, key=lambda c: c[0]):
            if start < at:
                continue
            out.extend(self._between(at, start))
            if isinstance(cut, HeadingSpan):
                heading_words = self.text[cut.start : cut.words_end]
                out.append({"type": "heading", "span": (cut.start, cut.end), "text": heading_words})
                at = cut.end
            elif isinstance(cut, _Whole):
                out.append(self._whole(cut))
                at = cut.end
            else:
                block, at = self._steps(cut, _lead_in(out, heading_words), heading_words)
                out.append(block)
        out.extend(self._between(at, self.pieces[-1].end))
        return out

    def _whole(self, run: _Whole) -> BlockRow:
        span = (run.start, run.end)
        if run.code:
            return {"type": "code", "span": span, "text": code_text(self.text, *span)}
        lines = [one_line(self.text[piece.start : piece.end]) for piece in run.lines]
        return {"type": "quote", "span": span, "text": "\n".join(unmarked(lines))}

    def _steps(self, nodes: list[ListNode], lead_in: str, heading: str) -> tuple[StepsRow, int]:
        end = self._list_end(nodes)
        self._set_ends(nodes, end)
        flat = flat_nodes(nodes)
        for node in flat:
            node.words = self._words(node.item.marker.end, self._own_end(node))
        role = role_of([node.words for node in flat], lead_in, heading)
        steps = [self._step(n) for n in nodes]
        if names_steps(steps[0]["marker"]):
            role = "procedure"
        start = nodes[0].item.marker.start
        span = (start, _rstrip(self.text, start, end))
        block: StepsRow = {"type": "steps", "span": span, "role": role, "style": steps[0]["marker"], "steps": steps}
        holes = self._holes(*span)
        if holes:
            block["holes"] = holes
        return block, end

    def _list_end(self, nodes: list[ListNode]) -> int:
        deepest = max(n.item.marker.start for n in flat_nodes(nodes))
        after = bisect_right(self.stops, deepest)
        piece = self._piece_at(deepest)
        piece = min(piece + self._carried(nodes), len(self.pieces) - 1)
        end = self.pieces[piece].end
        return min([end, *self.stops[after : after + 1]])

    def _carried(self, nodes: list[ListNode]) -> int:
        """Lines after the last marker that are still its item's: as many as every item before it carried."""
        if len(nodes) < 3:
            return 0
        counts = []
        for one, other in pairwise(nodes):
            last = max(n.item.marker.start for n in flat_nodes([one]))
            counts.append(self._piece_at(other.item.marker.start) - self._piece_at(last) - 1)
        return min(counts) if min(counts) == max(counts) and counts[0] > 0 else 0

    def _set_ends(self, nodes: list[ListNode], end: int) -> None:
        for node, following in zip(nodes, [*nodes[1:], None], strict=True):
            node.end = following.item.marker.start if following else end
            for index, rows in enumerate(node.children):
                after = node.children[index + 1][0].item.marker.start if index + 1 < len(node.children) else node.end
                self._set_ends(rows, after)

    def _own_end(self, node: ListNode) -> int:
        return node.children[0][0].item.marker.start if node.children else node.end

    def _step(self, node: ListNode) -> StepRow:
        marker = node.item.marker
        start, end = marker.end, self._own_end(node)
        span = (marker.start, _rstrip(self.text, marker.start, node.end))
        step: StepRow = {
            "span": span,
            "marker": self.text[marker.start : marker.end].strip(),
            "number": marker.number,
            "text": node.words,
        }
        images = [_image(f) for f in self._fragments_in(start, end)]
        if images:
            step["images"] = images
        if node.children:
            step["steps"] = [self._step(child) for rows in node.children for child in rows]
        return step

    # -- text ----------------------------------------------------------------------------------------------------

    def _holes(self, start: int, end: int) -> list[tuple[int, int]]:
        first, last = self._piece_at(start), self._piece_at(max(start, end - 1))
        holes = []
        for one, other in zip(self.pieces[first:last], self.pieces[first + 1 : last + 1], strict=True):
            if other.joined or other.hollow:
                holes.append((_rstrip_gap(self.text, one.end), other.start))
        return [(a, b) for a, b in holes if self.text[a:b].strip()]

    def _words(self, start: int, end: int) -> str:
        """The text of `[start, end)` without image fragments and removed lines, white space folded, lines kept apart."""
        lines = []
        pieces = self.pieces[max(self._piece_at(start), 0) : bisect_left(self.starts, end)]
        if len(pieces) == 1 and not self.fragments:
            return one_line(self.text[max(pieces[0].start, start) : min(pieces[0].end, end)])
        for piece in pieces:
            line = self._without_fragments(max(piece.start, start), min(piece.end, end))
            if line:
                lines.append(line)
        return "\n".join(lines)

    def _fragments_in(self, start: int, end: int) -> list[Fragment]:
        return self.fragments[bisect_left(self.fragment_starts, start) : bisect_left(self.fragment_starts, end)]

    def _without_fragments(self, start: int, end: int) -> str:
        kept = []
        at = start
        for fragment in self._fragments_in(start, end):
            kept.append(self.text[at : max(at, fragment.start)])
            at = fragment.end
        kept.append(self.text[at:end] if at < end else "")
        return one_line(" ".join(kept))

    def _between(self, start: int, end: int) -> list[BlockRow]:
        """Paragraphs, line headings and images of `[start, end)`."""
        out: list[BlockRow] = []
        for index in range(max(self._piece_at(start), 0), bisect_left(self.starts, end)):
            piece = self.pieces[index]
            a, b = max(piece.start, start), min(piece.end, end)
            if a >= b or not self.text[a:b].strip():
                continue
            whole = a == piece.start and b == piece.end
            out.extend(self._line(a, b, self._following(index) if whole else ""))
        return out

    def _following(self, index: int) -> str:
        return (
            self.text[self.pieces[index + 1].start : self.pieces[index + 1].end] if index + 1 < len(self.pieces) else ""
        )

    def _line(self, start: int, end: int, following: str) -> list[BlockRow]:
        if not self.fragments:
            return self._paragraph(start, end, following)
        out: list[BlockRow] = []
        at = start
        for fragment in self._fragments_in(start, end):
            out.extend(self._paragraph(at, fragment.start, ""))
            out.append(_image(fragment))
            at = fragment.end
        out.extend(self._paragraph(at, end, following))
        return out

    def _paragraph(self, start: int, end: int, following: str) -> list[BlockRow]:
        while start < end and self.text[start].isspace():
            start += 1
        end = _rstrip(self.text, start, end)
        if start >= end:
            return []
        words = one_line(self.text[start:end])
        heads = self.line_headings and following and is_heading_line(words, following)
        return [{"type": "heading" if heads else "paragraph", "span": (start, end), "text": words}]


def _inside(spans: list[_Span], first: int, last: int) -> list[_Span]:
    """Of spans in order those that begin in `[first, last)`."""
    if not spans:
        return []
    return spans[bisect_left(spans, first, key=attrgetter("start")) : bisect_left(spans, last, key=attrgetter("start"))]


def _lead_in(blocks: list[BlockRow], heading: str) -> str:
    """What announces a list: the end of the paragraph before it, or the heading."""
    last = blocks[-1] if blocks else None
    if last is not None and (last["type"] == "paragraph" or last["type"] == "heading"):
        return last["text"][-40:]
    return heading


def role_of(items: list[str], lead_in: str, heading: str) -> Role:
    if heading and tells_facts(heading):
        return "enumeration"
    if names_instructions(lead_in) or names_instructions(heading):
        return "procedure"
    share = action_share(items)
    if tells_procedure(lead_in) and not tells_facts(lead_in[-12:]):
        share += 0.25
    elif tells_facts(lead_in[-12:]):
        share -= 0.25
    return "procedure" if share >= ROLE_THRESHOLD else "enumeration"


def _image(fragment: Fragment) -> ImageRow:
    image: ImageRow = {
        "type": "image",
        "span": (fragment.start, fragment.end),
        "url": fragment.url,
        "thumbnail_url": fragment.thumbnail_url,
        "alt": fragment.alt,
        "title": fragment.title,
    }
    if not fragment.sure:
        image["confidence"], image["raw"] = "low", fragment.raw
    return image


def _rstrip(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _rstrip_gap(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position
