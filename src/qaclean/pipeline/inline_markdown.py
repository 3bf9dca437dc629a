"""`markdown` beside the plain text of a block: its words with the targets of links, inline code, emphasis and formulas that the page's markup has.

It is written where the markup says more than the text, and where the words of both are the same, white space apart: nothing is guessed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urljoin

from qaclean.export.markdown_escapes import escape_part, image_url
from qaclean.html.inline_markup import Mark, code_language, holds_marks, inline_text
from qaclean.patterns import compile_at_once
from qaclean.records.rows import BlockRow, PageRow, Span
from qaclean.records.walk import row_lists, step_rows_in_depth
from qaclean.segments.layout import Layout

__all__ = ["add_markdown"]

HIDDEN = 500  # characters of an element between two of its lines that are not shown
_SOLID = compile_at_once(r"\S+")
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


class _LineMarks:
    """The marks of a line, in order and each within another or apart from it; those of a part are found without a look at the others."""

    def __init__(self, rows: list[Mark]) -> None:
        self.rows = rows
        self.starts = [row.start for row in rows]
        self.outer: list[int] = []  # the mark that each is in, or -1
        around: list[int] = []
        for number, row in enumerate(rows):
            while around and rows[around[-1]].end <= row.start:
                around.pop()
            self.outer.append(around[-1] if around else -1)
            if row.end > row.start:
                around.append(number)
        self.read = (0, 0)  # as far as its characters were counted: code points, and characters without white space

    def solid_before(self, line: str, place: int) -> int:
        """How many characters without white space stand before a place of the line. Places that are asked for in order cost no second look."""
        read, solid = self.read if place >= self.read[0] else (0, 0)
        self.read = (place, solid + len("".join(line[read:place].split())))
        return self.read[1]

    def touching(self, start: int, end: int) -> list[Mark]:
        """The marks that touch the characters `[start, end)`, outer ones first."""
        first = bisect_left(self.starts, start)
        around: list[Mark] = []
        number = first - 1
        while number >= 0:
            around.append(self.rows[number])
            number = self.outer[number]
        rows = [*reversed(around), *self.rows[first : bisect_right(self.starts, end)]]
        return [row for row in rows if _touches(row, start, end)]


class _Reader:
    """The inline content of a page's blocks, line by line. Each element is walked once, whatever number of lines it holds."""

    def __init__(self, layout: Layout, base: str | None) -> None:
        self.layout, self.base = layout, base or ""
        self.starts = [0, *accumulate(len(line) + 1 for line in layout.lines)]
        self.known: dict[int, Mapping[int, _LineMarks]] = {}

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
        found = [self.marks(line) for line in lines]
        if not any(found):
            return None
        marks: list[Mark] = []
        whole = ""
        for line, rows in zip(lines, found, strict=True):
            words, start = self.layout.lines[line], self.starts[line]
            first = max(span[0] - start, 0)
            part = "".join(words[first : span[1] - start].split())
            if rows is not None:
                begin = rows.solid_before(words, first)
                shift = len(whole) - begin
                touched = rows.touching(begin, begin + len(part))
                marks += (row._replace(start=row.start + shift, end=row.end + shift) for row in touched)
            whole += part
        solid = "".join(text.split())
        at = whole.find(solid)
        if at < 0 or not solid:
            return None
        placed = _placed([mark for mark in marks if _touches(mark, at, at + len(solid))], text, at, self.base)
        return _written(text, placed) if placed else None

    def marks(self, line: int) -> _LineMarks | None:
        """The marks of a line, in its characters without white space."""
        node = self.layout.origins[line].node
        if node not in self.known:
            self.known[node] = self.marks_of(node) if node >= 0 else {}
        return self.known[node].get(line)

    def marks_of(self, node: int) -> dict[int, _LineMarks]:
        """The marks of each line of an element, cut at its ends."""
        nodes = self.layout.nodes
        if not holds_marks(nodes.elements[node]):
            return {}
        inline = inline_text(nodes.elements[node])
        if not inline.marks:
            return {}
        own = (line for line in range(nodes.firsts[node], nodes.lasts[node]) if self.layout.origins[line].node == node)
        places = list(_places_of_lines(inline.solid, [(line, self.layout.lines[line]) for line in own]))
        starts = [start for _, start, _ in places]
        found: dict[int, list[Mark]] = {}
        for mark in inline.marks:
            for index in range(max(bisect_right(starts, mark.start) - 1, 0), len(places)):
                line, start, end = places[index]
                if start > mark.end or (start == mark.end and mark.kind != "math"):
                    break
                if _touches(mark, start, end):
                    cut = mark._replace(start=max(mark.start, start) - start, end=min(mark.end, end) - start)
                    found.setdefault(line, []).append(cut)
                    if mark.kind == "math":
                        break
        return {line: _LineMarks(rows) for line, rows in found.items()}


def _places_of_lines(solid: str, lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int, int]]:
    """Each line and where its characters stand in those of its element, which may hold more: what is hidden."""
    at = 0
    for line, text in lines:
        words = "".join(text.split())
        start = solid.find(words, at, at + len(words) + HIDDEN)
        if start >= 0:
            at = start + len(words)
            yield line, start, at


def _touches(mark: Mark, start: int, end: int) -> bool:
    return start <= mark.start <= end if mark.kind == "math" else mark.start < end and mark.end > start


def _placed(marks: Sequence[Mark], text: str, at: int, base: str) -> list[_Placed]:
    """Marks in code points of the text, without those that say nothing; `at`: where its characters begin."""
    runs = [(run.start(), run.end()) for run in _SOLID.finditer(text)]
    before = [0, *accumulate(end - start for start, end in runs)]
    count = before[-1]

    def place_of(number: int) -> int:
        """Where a character stands, of those that are not white space."""
        run = bisect_right(before, number) - 1
        return runs[run][0] + number - before[run]

    found = []
    for mark in marks:
        first, last = max(mark.start - at, 0), min(mark.end - at, count)
        target = mark.target
        if mark.kind == "link":
            target = _address(mark.target, base) or ""
            if not target:
                continue
        if mark.kind == "math":
            place = place_of(first) if first < count else len(text)
            found.append(_Placed(place, place, "math", target))
        elif text.find("\n", (start := place_of(first)), (end := place_of(last - 1))) < 0:
            found.append(_Placed(start, end + 1, mark.kind, target))
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
    around: list[_Placed] = []  # of different kinds, each within the one before: never more than there are kinds
    for mark in sorted(marks, key=lambda row: (row.start, -row.end)):
        while around and around[-1].end <= mark.start:
            around.pop()
        if all(mark.end <= row.end and row.kind != "code" and row.kind != mark.kind for row in around):
            rows.append(mark)
            if mark.kind != "math":
                around.append(mark)
    return _inside(text, (0, len(text)), rows, (0, len(rows)))


def _inside(text: str, span: Span, rows: Sequence[_Placed], own: tuple[int, int]) -> str:
    """The text of a span with the marks `own`, which are all within it; the marks within one follow it."""
    parts: list[str] = []
    at, (number, last) = span[0], own
    while number < last:
        mark = rows[number]
        parts.append(_part(text, at, mark.start))
        number += 1
        first = number
        while number < last and rows[number].start < mark.end:
            number += 1
        if mark.kind == "math":
            space = " " if parts[-1] and not parts[-1][-1].isspace() else ""
            parts.append(f"{space}${mark.target}${' ' if text[mark.start : mark.start + 1].isalnum() else ''}")
        elif mark.kind == "code":
            parts.append(_code(text[mark.start : mark.end]))
        else:
            words = _inside(text, (mark.start, mark.end), rows, (first, number))
            fence = _FENCES.get(mark.kind)
            parts.append(f"[{words}]({mark.target})" if fence is None else f"{fence}{words}{fence}")
        at = mark.end
    return "".join([*parts, _part(text, at, span[1])])


def _part(text: str, start: int, end: int) -> str:
    return escape_part(text[start:end], begins=start == 0 or text[start - 1] == "\n")


def _code(words: str) -> str:
    fence = "`" * (words.count("`") + 1)
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"
