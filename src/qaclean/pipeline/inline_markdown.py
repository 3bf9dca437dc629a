"""`markdown` beside the plain text of a block: its words with the targets of links, inline code, emphasis and formulas that the page's markup has.

It is written where the markup says more than the text, and where the words of both are the same, white space apart: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urljoin

from qaclean.export.markdown import escape_part, image_url
from qaclean.html.inline_markup import InlineText, Mark, code_language, inline_text
from qaclean.records.rows import BlockRow, PageRow, Span
from qaclean.records.walk import row_lists, step_rows_in_depth
from qaclean.segments.layout import Layout

__all__ = ["add_markdown"]

_FENCES = {"strong": "**", "emphasis": "*"}


def add_markdown(record: PageRow, layout: Layout, url: str | None) -> None:
    """Give the blocks of a page of HTML their `markdown`, and code its `language`; `url` is the base of addresses."""
    reader = _Reader(layout, layout.head.meta.get("base") or url or layout.head.canonical)
    for place in row_lists(record["questions"], record["body"]):
        for block in place.blocks:
            _complete(block, reader)


def _complete(block: BlockRow, reader: _Reader) -> None:
    if block["type"] == "steps":
        for step in step_rows_in_depth(block["steps"]):
            if told := reader.markdown(step["text"], step["span"]):
                step["markdown"] = told
    elif block["type"] == "list":
        told = reader.markdown("\n".join(block["items"]), block["span"])
        if told and told.count("\n") == len(block["items"]) - 1:
            block["markdown"] = "\n".join(f"- {line}" for line in told.split("\n"))
    elif block["type"] == "code":
        if language := reader.language(block["span"]):
            block["language"] = language
    elif (
        block["type"] != "table"
        and block["type"] != "image"
        and (told := reader.markdown(block["text"], block["span"]))
    ):
        block["markdown"] = told


class _Placed(NamedTuple):
    """A mark in code points of a block's text."""

    start: int
    end: int
    kind: str
    target: str


class _Reader:
    """The inline content of a page's blocks by the places of their words."""

    def __init__(self, layout: Layout, base: str | None) -> None:
        self.layout, self.base = layout, base or ""
        self.starts = [0, *accumulate(len(line) + 1 for line in layout.lines)]
        self.known: dict[int, InlineText] = {}

    def lines(self, span: Span) -> range:
        """The lines that a span touches."""
        first = bisect_right(self.starts, span[0]) - 1
        return range(first, min(bisect_right(self.starts, max(span[0], span[1] - 1)), len(self.layout.lines)))

    def language(self, span: Span) -> str | None:
        """The language of the box of code that a span begins in."""
        node = self.layout.origins[self.lines(span)[0]].node if self.lines(span) else -1
        return code_language(self.layout.nodes.elements[node]) if node >= 0 else None

    def markdown(self, text: str, span: Span) -> str | None:
        """A text, which stands at the span, with its markup; None where there is none."""
        lines = self.lines(span)
        nodes = list(dict.fromkeys(self.layout.origins[line].node for line in lines))
        inlines = [self.inline(node) for node in nodes if node >= 0]
        if not any(inline.marks for inline in inlines):
            return None
        solid = "".join(text.split())
        whole = "".join(inline.solid for inline in inlines)
        at = whole.find(solid, self.before(lines[0], nodes[0]))
        at = whole.find(solid) if at < 0 else at
        if at < 0 or not solid:
            return None
        marks = [
            mark
            for mark in _joined(inlines)
            if (mark.start < at + len(solid) and mark.end > at) or _stands_in(mark, at, solid)
        ]
        placed = _placed(marks, text, at, self.base)
        return _written(text, placed) if placed else None

    def inline(self, node: int) -> InlineText:
        if node not in self.known:
            self.known[node] = inline_text(self.layout.nodes.elements[node])
        return self.known[node]

    def before(self, line: int, node: int) -> int:
        """How many characters of the same block, white space left out, stand in lines before this one."""
        if node < 0:
            return 0
        rows = range(self.layout.nodes.firsts[node], line)
        return sum(len("".join(self.layout.lines[i].split())) for i in rows if self.layout.origins[i].node == node)


def _stands_in(mark: Mark, at: int, solid: str) -> bool:
    return mark.kind == "math" and at <= mark.start <= at + len(solid)


def _joined(inlines: Sequence[InlineText]) -> Iterator[Mark]:
    """The marks of several contents that follow each other."""
    before = 0
    for inline in inlines:
        yield from (mark._replace(start=mark.start + before, end=mark.end + before) for mark in inline.marks)
        before += len(inline.solid)


def _placed(marks: Sequence[Mark], text: str, at: int, base: str) -> list[_Placed]:
    """Marks in code points of the text, without those that say nothing; `at`: where its characters begin."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    found = []
    for mark in marks:
        first, last = max(mark.start - at, 0), min(mark.end - at, len(places))
        target = mark.target
        if mark.kind == "link":
            target = _address(mark.target, base) or ""
            if not target:
                continue
        if mark.kind == "math":
            place = places[first] if first < len(places) else len(text)
            found.append(_Placed(place, place, "math", target))
        elif "\n" not in text[places[first] : places[last - 1] + 1]:
            found.append(_Placed(places[first], places[last - 1] + 1, mark.kind, target))
    return found


def _address(target: str, base: str) -> str | None:
    """A link's http(s) address, or None: a place in the page, a script."""
    if not target.strip() or target.strip().startswith("#"):
        return None
    try:
        return image_url(urljoin(base, target.strip()))
    except ValueError:
        return None


def _written(text: str, marks: Sequence[_Placed]) -> str:
    """The text as CommonMark with its marks; those that cross another are left out."""
    rows: list[_Placed] = []
    for mark in sorted(marks, key=lambda row: (row.start, -row.end)):
        outer = [row for row in rows if row.start <= mark.start < row.end]
        if all(mark.end <= row.end and row.kind != "code" and row.kind != mark.kind for row in outer):
            rows.append(mark)
    return _inside(text, 0, len(text), rows)


def _inside(text: str, start: int, end: int, marks: Sequence[_Placed]) -> str:
    parts: list[str] = []
    at = start
    for number, mark in enumerate(marks):
        if mark.start < at or mark.end > end:
            continue
        parts.append(_part(text, at, mark.start))
        inner = [row for row in marks[number + 1 :] if row.end <= mark.end]
        if mark.kind == "math":
            space = " " if parts[-1] and not parts[-1][-1].isspace() else ""
            parts.append(f"{space}${mark.target}${' ' if text[mark.start : mark.start + 1].isalnum() else ''}")
        elif mark.kind == "code":
            parts.append(_code(text[mark.start : mark.end]))
        else:
            words = _inside(text, mark.start, mark.end, inner)
            fence = _FENCES.get(mark.kind)
            parts.append(f"[{words}]({mark.target})" if fence is None else f"{fence}{words}{fence}")
        at = mark.end
    return "".join([*parts, _part(text, at, end)])


def _part(text: str, start: int, end: int) -> str:
    return escape_part(text[start:end], begins=start == 0 or text[start - 1] == "\n")


def _code(words: str) -> str:
    fence = "`" * (words.count("`") + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"
