"""A Markdown source as a page: its text without markup, and what each line of it knows, as for a rendered page of HTML.

All positions of a record count in the source. The reader takes the markup out by recorded edits, as repairs are made (`qaclean.repairs`), and the
same map leads back. A piece of markup inside what is kept (`**` in a paragraph) is inside its leaf, an edit of kind `markup`; one outside of any leaf
(`#`, fences, a front matter) is a removed span with reason `markup`: the pipeline's ledger finds those, `rule_at` names their rules.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from qaclean.html.images import image_at
from qaclean.markdown.blocks import resolve_blocks
from qaclean.markdown.containers import Container
from qaclean.markdown.cuts import Cut, outermost
from qaclean.markdown.front_matter import FileHead, read_file_head
from qaclean.markdown.inline import Inline, read_inline
from qaclean.markdown.lines import SourceLine, read_lines
from qaclean.markdown.links import read_definition
from qaclean.markdown.nodes import NodeMaker
from qaclean.markdown.table_seams import table_seams
from qaclean.patterns import compile_at_once
from qaclean.repairs.repair import Edit, Repaired
from qaclean.segments.certain_places import barred_places
from qaclean.segments.layout import Layout, Nodes, Origin, PageHead, PlacedImage
from qaclean.surrogates import without_surrogates
from qaclean.text.columns import WIDE

__all__ = ["MarkdownPage", "read_markdown"]

WRAP = 50  # columns of the shortest line that may be wrapped
MAX_WRAP = 110
_EMPTY_LINK = compile_at_once(r"\[\]\([^()\n]{0,1000}\)")
MAX_TITLE = 1_100  # code points of a line that is a link and a number
_HOME = compile_at_once(r"(?:https?://[^/]{1,200})?\.?/?(?:index\.[a-z]{3,5})?")
_RULES = {
    "code": "markdown-code",
    "fence": "markdown-code",
    "heading": "markdown-heading",
    "underline": "markdown-heading",
    "rule": "markdown-rule",
    "delimiter": "markdown-table",
    "row": "markdown-table",
    "cells": "markdown-table",
    "definition": "markdown-reference",
    "raw": "markdown-html",
}


class MarkdownPage(NamedTuple):
    """A page read from Markdown.

    `rendered` holds the text and the edits from the source, `rules` the rule of each edit; `layout` belongs to the lines of the text that are not empty.
    `image_spans` is where each image of the layout stands in the source, `markers` where the marker of each list item does, by its line; `head` is
    what the file says of itself.
    """

    rendered: Repaired
    rules: tuple[str, ...]
    layout: Layout
    image_spans: tuple[tuple[int, int], ...]
    markers: dict[int, tuple[int, int]]
    head: FileHead

    def rules_in(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """The edits that touch `[start, end)` of the source, each with its rule."""
        edits = self.rendered.edits
        at = max(bisect_right(edits, start, key=lambda edit: edit.start) - 1, 0)
        rows = []
        while at < len(edits) and edits[at].start < end:
            if edits[at].end > start:
                rows.append((max(edits[at].start, start), min(edits[at].end, end), self.rules[at]))
            at += 1
        return rows


def read_markdown(text: str, url: str | None = None) -> MarkdownPage:
    """Read a Markdown source; `url` is where it came from, for addresses that are relative. Linear.

    >>> page = read_markdown("# 修灯\\n\\n1. 先**断电**。\\n2. 再换[灯泡](/b)。\\n")
    >>> page.rendered.text.split(), [(o.level, o.ordinal, o.link) for o in page.layout.origins]
    (['修灯', '先断电。', '再换灯泡。'], [(1, 0, 0), (0, 1, 0), (0, 2, 2)])
    """
    head = read_file_head(text)
    lines, containers = resolve_blocks(text, *read_lines(text, head.end))
    defined = read_definition(text[line.body : line.stop] for line in lines if line.kind == "definition")
    inline = read_inline(text, lines, defined)
    cuts = outermost([*_of_head(text, head), *_of_lines(text, lines, containers), *inline.cuts])
    rendered = _rendered(text, cuts)
    if seams := table_seams(text, lines, rendered):
        cuts = outermost([*cuts, *seams])
        rendered = _rendered(text, cuts)
    return _assembled(_Read(head, lines, containers, inline, cuts), _Places(rendered), url or head.url or None)


# -- edits -----------------------------------------------------------------------------------------------------------


def _of_head(text: str, head: FileHead) -> list[Cut]:
    """The head goes, but for its title."""
    if not head.end:
        return []
    start, end = head.title_span
    if start == end:
        return [Cut(0, head.end, "", head.rule)]
    return [Cut(0, start, "", head.rule), Cut(end, head.end, "\n", head.rule)]


def _of_lines(text: str, lines: Sequence[SourceLine], containers: Sequence[Container]) -> list[Cut]:
    """The markup of blocks: what stands before and behind the words of each line, and whole lines of markup."""
    cuts: list[Cut] = []
    wrapped = _wrapped(text, lines)
    for index, line in enumerate(lines):
        rule = _RULES.get(line.kind, "markdown-quote")
        if line.kind in ("fence", "underline", "rule", "delimiter", "definition", "raw"):
            cuts.append(Cut(line.start, line.end, "", rule))
            continue
        first = line.start
        if line.begins and _is_number_again(text, lines, index, containers):
            cuts.append(Cut(first, line.end, "", "markdown-list"))
            continue
        if index and wrapped[index]:
            above = lines[index - 1]
            glue = "" if _is_wide(text[above.stop - 1]) and _is_wide(text[line.body]) else " "
            cuts.append(Cut(above.stop, line.body, glue, "markdown-wrap"))
        elif line.body > first and (line.kind == "code" or text[first : line.body].strip()):
            if line.kind == "text":
                rule = "markdown-list" if line.begins else "markdown-quote"
            cuts.append(Cut(first, line.body, "", rule))
        if line.kind in ("text", "row", "cells"):
            cuts += [
                Cut(place.start, place.end, "\n", "markdown-table")
                for place in barred_places(text, line.body, line.stop)
            ]
        if text[line.stop : line.end].strip() and not (index + 1 < len(lines) and wrapped[index + 1]):
            cuts.append(Cut(line.stop, line.end, "", rule))
    return cuts


def _is_number_again(text: str, lines: Sequence[SourceLine], index: int, containers: Sequence[Container]) -> bool:
    """Whether an item's first line is but its number once more, from a box of its own on the page (`1. 1`), with its words below."""
    line = lines[index]
    number = containers[line.holder].number if line.holder >= 0 else -1
    words = _EMPTY_LINK.sub("", text[line.body : line.stop][:MAX_TITLE]).strip()
    if number < 0 or words != str(number):
        return False
    following = next((row for row in lines[index + 1 : index + 4] if row.kind != "blank"), None)
    return following is not None and following.holder == line.holder and not following.begins


def _wrapped(text: str, lines: Sequence[SourceLine]) -> list[bool]:
    """Which lines go on with the sentence of the line above: paragraphs whose lines, but the last, fill the same width."""
    rows = [False] * len(lines)
    at = 0
    while at < len(lines):
        stop = at + 1
        while stop < len(lines) and lines[stop].leaf == lines[at].leaf and lines[stop].kind == "text" == lines[at].kind:
            stop += 1
        if stop - at > 1 and _fills(text, lines[at:stop]):
            rows[at + 1 : stop] = [True] * (stop - at - 1)
        at = stop
    return rows


def _fills(text: str, lines: Sequence[SourceLine]) -> bool:
    if any(line.hard for line in lines[:-1]) or any(line.begins for line in lines[1:]):
        return False
    widths = [_width(text[line.body : line.stop]) for line in lines]
    return min(widths[:-1]) >= WRAP and max(widths) <= MAX_WRAP and min(widths[:-1]) >= 0.75 * max(widths)


def _width(words: str) -> int:
    return len(words) if words.isascii() else len(words) + sum(map(_is_wide, words))


def _is_wide(character: str) -> bool:
    return character > WIDE


def _rendered(text: str, cuts: Sequence[Cut]) -> Repaired:
    parts, edits, at = [], [], 0
    for cut in cuts:
        parts += [text[at : cut.start], cut.after]
        edits.append(Edit(cut.start, cut.end, cut.after, "markup", text[cut.start : cut.end]))
        at = cut.end
    parts.append(text[at:])
    return Repaired(text, "".join(parts), tuple(edits))


class _Places:
    """The place in the rendered text of each place in the source."""

    def __init__(self, rendered: Repaired) -> None:
        self.rendered = rendered
        edits = rendered.edits
        self.starts = [edit.start for edit in edits]
        self.shifts = list(accumulate((len(e.after) - (e.end - e.start) for e in edits), initial=0))

    def of(self, position: int) -> int:
        """What is taken out is where it would stand."""
        index = bisect_right(self.starts, position) - 1
        if index < 0:
            return position
        edit = self.rendered.edits[index]
        if position < edit.end:
            return edit.start + self.shifts[index]
        return position + self.shifts[index + 1]


# -- lines of the page -----------------------------------------------------------------------------------------------


class _Read(NamedTuple):
    """What was read of a source, before it is put together."""

    head: FileHead
    lines: Sequence[SourceLine]
    containers: Sequence[Container]
    inline: Inline
    cuts: Sequence[Cut]


def _assembled(read: _Read, places: _Places, base: str | None) -> MarkdownPage:
    rendered = places.rendered
    spans, numbers = _line_spans(rendered.text)
    starts = [line.start for line in read.lines]
    at = [bisect_right(starts, rendered.to_source(start)) - 1 for start, _ in spans]  # the source line of each line
    origins, markers, nodes = _origins(read, places, spans, at)
    images, image_spans = _placed(read, places, spans, base)
    counts, homes = _link_lines(read.inline.links, places, spans)
    lines = tuple(rendered.text[start:end] for start, end in spans)
    titled = PageHead(read.head.title, "", {}, "", ())
    layout = Layout(
        lines, origins, nodes, images, titled, None, named=False, link_counts=counts, homes=homes, numbers=numbers
    )
    return MarkdownPage(rendered, tuple(cut.rule for cut in read.cuts), layout, image_spans, markers, read.head)


def _origins(
    read: _Read, places: _Places, spans: Sequence[tuple[int, int]], at: Sequence[int]
) -> tuple[tuple[Origin, ...], dict[int, tuple[int, int]], Nodes]:
    """The origin of each line, the markers of the items that begin with lines, and the elements."""
    nodes = NodeMaker(read.containers)
    linked = _covered([link[:2] for link in read.inline.links], places, spans)
    bold = _covered(read.inline.bold, places, spans)
    origins: list[Origin] = []
    markers: dict[int, tuple[int, int]] = {}
    begun: set[int] = set()
    for index, (start, end) in enumerate(spans):
        line = read.lines[at[index]] if at[index] >= 0 else None
        origin, item = nodes.origin(line, index, linked[index], 10 * bold[index] >= 9 * (end - start))
        if item >= 0 and item not in begun:
            begun.add(item)
            origin = origin._replace(begins=True, ordinal=nodes.ordinal(item))
            markers[index] = read.containers[item].marker
        origins.append(origin)
    return tuple(origins), markers, nodes.nodes(len(spans))


def _line_spans(text: str) -> tuple[list[tuple[int, int]], tuple[int, ...]]:
    """Where the words of each line stand that has any, cut as `cut_lines` cuts them, and the numbers of these lines."""
    spans, numbers, at = [], [], 0
    for number, line in enumerate(text.replace("\r", "\n").split("\n")):
        body = line.strip()
        if body:
            start = at + line.find(body[0])
            spans.append((start, start + len(body)))
            numbers.append(number)
        at += len(line) + 1
    return spans, tuple(numbers)


def _covered(ranges: Sequence[tuple[int, int]], places: _Places, spans: Sequence[tuple[int, int]]) -> list[int]:
    """How many code points of each line stand in one of the ranges of the source."""
    counts = [0] * len(spans)
    starts = [start for start, _ in spans]
    for first, last in ranges:
        a, b = places.of(first), places.of(last)
        index = max(bisect_right(starts, a) - 1, 0)
        while index < len(spans) and spans[index][0] < b:
            counts[index] += max(min(spans[index][1], b) - max(spans[index][0], a), 0)
            index += 1
    return [min(count, end - start) for count, (start, end) in zip(counts, spans, strict=True)]


def _link_lines(
    links: Sequence[tuple[int, int, str]], places: _Places, spans: Sequence[tuple[int, int]]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """How many links begin in each line, and the lines that lead to a front page."""
    ends = [end for _, end in spans]
    counts = [0] * len(spans)
    homes = set()
    for first, last, url in links:
        at = places.of(first)
        index = bisect_right(ends, at)  # a link may begin with a space that stands before its line: `* [ Home ](/)`
        if index < len(spans) and places.of(last) > max(at, spans[index][0]):
            counts[index] += 1
            if _HOME.fullmatch(url):
                homes.add(index)
    return tuple(counts), frozenset(homes)


def _placed(
    read: _Read, places: _Places, spans: Sequence[tuple[int, int]], base: str | None
) -> tuple[tuple[PlacedImage, ...], tuple[tuple[int, int], ...]]:
    """The images that have a safe address and are no decoration, at their places in the lines.

    One that stands between lines belongs to the one above it, but where an item begins with it.
    """
    starts = [start for start, _ in spans]
    first = [line.start for line in read.lines]
    rows, where = [], []
    for image in sorted(read.inline.images):
        url, linked, alt, title = map(without_surrogates, (image.url, image.linked, image.alt, image.title))
        placed = image_at(url, linked, alt, title, base)
        if placed is None:
            continue
        at = places.of(image.start)
        index = bisect_right(starts, at) - 1
        if index < 0 or (at > spans[index][1] and read.lines[bisect_right(first, image.start) - 1].begins):
            index, offset = index + 1, 0
        else:
            offset = min(at, spans[index][1]) - spans[index][0]
        rows.append(placed._replace(line=index, offset=offset))
        where.append((image.start, image.end))
    return tuple(rows), tuple(where)
