"""The lines of a Markdown source and what each is: heading, list item, quote, code, table row, rule, definition.

A reader of the block structure of CommonMark (spec 0.31) and GitHub's tables, made for what converters of web pages write, so it is
more lenient where they are: a list item may be indented by any two columns, an ordered item goes on below text that is not indented,
an indented block is code only if it looks so (html2text indents every `<pre>`, and Baidu's answers stand in one), `---` under a long
line is a rule. One pass, a line at a time; nothing nests deeper than `MAX_DEPTH`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["INLINE", "Container", "SourceLine", "read_lines"]

MAX_DEPTH = 20  # of lists and quotes; deeper ones count as that deep
MAX_MARKERS = 8  # list markers on one line: `* * text`
NESTS = 2  # columns by which the lines of an item, and the items in it, are indented at least
MAX_HEADING = 120  # code points of a line over `---` that is a heading
TAB = 4
MAX_COLUMN = 40  # of a fence
INLINE = frozenset(("text", "heading", "row", "cells"))  # kinds of lines with inline markup

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_QUOTE = re.compile(r"[ \t]*>(?:[ \t]{0,3}>)*[ \t]?")
_PROMPT = re.compile(r"[ \t]*>>>[ \t]")
_MARKER = re.compile(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?=[ \t]|$)")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)|(#{2,6})(?=[\u3400-\u9fff])")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`\n]{0,200})$")
_RULE = re.compile(r"([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*$")
_DELIMITER = re.compile(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-*:?[ \t]*)$")
_DEFINITION = re.compile(r"\[(?P<label>[^\]\n\^][^\]\n]{0,200})\]:[ \t]{0,9}(?P<url><[^<>\n]{0,2000}>|[^\s<]\S{0,4000})(?:[ \t]+[\"'(][^\n]{0,400})?[ \t]*$")  # fmt: skip
_RAW = re.compile(r"(?i)<(?P<name>script|style)\b|<!--")


class SourceLine(NamedTuple):
    """One line of the source: `[start, end)` without its line end, its words `[body, stop)` without the markup around them.

    `kind`: text, heading, row (of a table), cells (of a table that is no data), code, fence, delimiter, underline, rule, definition, raw
    (scripts, comments) or blank. Lines of one paragraph, table or code block share `leaf`. `level` is the heading's, `holder` the
    index of the `Container` around it; `begins` tells that an item begins with it, `hard` that the line ends where it ends.
    """

    start: int
    end: int
    body: int
    stop: int
    kind: str
    leaf: int
    level: int
    holder: int
    begins: bool
    hard: bool


class Container(NamedTuple):
    """A quote, list or list item: `tag` is blockquote, ul, ol or li, `parent` an index or -1. Of an item: where its marker stands, its number
    (-1 for a bullet)."""

    tag: str
    parent: int
    marker: tuple[int, int] = (0, 0)
    number: int = -1


class _Open(NamedTuple):
    """An item that is open: its column, the index of its container and of its list's."""

    column: int
    item: int
    list: int


def read_lines(text: str, start: int = 0) -> tuple[list[SourceLine], list[Container]]:
    """The lines of `text` from `start` on, and the containers they stand in. Linear.

    >>> lines, containers = read_lines("# a\\n\\n* b\\n  c\\n\\n```py\\nx\\n```")
    >>> [(line.kind, text) for line in lines if (text := "# a\\n\\n* b\\n  c\\n\\n```py\\nx\\n```"[line.body : line.stop])]
    [('heading', 'a'), ('text', 'b'), ('text', 'c'), ('fence', '```py'), ('code', 'x'), ('fence', '```')]
    >>> [container.tag for container in containers]
    ['ul', 'li']
    """
    reader = _Reader(text)
    for match in _LINE.finditer(text, start):
        first, last = match.span()
        end = last
        while end > first and text[end - 1] in "\r\n":
            end -= 1
        if last > first:
            reader.feed(first, end)
    return reader.lines, reader.containers


class _Reader:
    """The open blocks while lines are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[SourceLine] = []
        self.containers: list[Container] = []
        self.items: list[_Open] = []
        self.quotes: list[int] = []  # containers of the open quotes
        self.leaf = 0
        self.open = ""  # kind of the leaf that may go on: text, row, indented
        self.blank = True  # whether the line before is blank
        self.fence = ""
        self.fence_column = 0
        self.unclosed: dict[str, int] = {}  # fences that nothing closes, by character: their least length
        self.raw_until = -1
        self.no_end: set[str] = set()  # ends of raw blocks that come no more

    # -- lines -------------------------------------------------------------------------------------------------------

    def feed(self, start: int, end: int) -> None:
        """Take the line `[start, end)`."""
        text = self.text
        if start < self.raw_until:
            return self._add(start, end, start, end, "raw")
        if self.fence:
            return self._code(start, end)
        at = _skip(text, start, end)
        if at == end:
            if self.open != "indented":
                self.open = ""
            self.blank = True
            return self._add(start, end, end, end, "blank")
        at = self._quoted(start, at, end)
        at = _skip(text, at, end)
        if at == end:
            self.open, self.blank = "", True
            return self._add(start, end, end, end, "rule")
        self._block(start, at, end)
        self.blank = False
        return None

    def _block(self, start: int, at: int, end: int) -> None:
        text, column = self.text, _column(self.text, start, at)
        if self.open == "indented" and column >= self._base() + TAB:
            return self._add(start, end, at, end, "indented")
        if _UNDERLINE.match(text, at, end) and self._underlines(start, at, end):
            return None
        if _RULE.match(text, at, end):
            self._close(column)
            self.open = ""
            return self._add(start, end, at, end, "rule")
        first = at
        at, begins = self._markers(start, at, end)
        column = _column(text, start, at) if begins else column
        if not begins:
            self._close(column)
        if at == end:
            self.open = ""
            return self._add(start, end, end, end, "text", begins=begins)
        if not begins and self.blank and self.open != "text" and column >= self._base() + TAB:
            return self._leaf("indented", start, end, first, end)
        return self._words(start, at, end, begins, column)

    def _words(self, start: int, at: int, end: int, begins: bool, column: int) -> None:
        text = self.text
        fence = _FENCE.match(text, at, end)
        if fence and self._opens(fence.group(1), end):
            self.fence, self.fence_column = fence.group(1), min(column, MAX_COLUMN)
            return self._leaf("fence", start, end, at, end, begins=begins)
        heading = _HEADING.match(text, at, end)
        if heading:
            closing = _CLOSING.search(text, heading.end(), end)
            stop = closing.start() if closing else end
            self._leaf("heading", start, end, min(_skip(text, heading.end(), end), stop), stop, begins=begins, level=len(heading.group().strip()))  # fmt: skip
            self.open = ""
            return None
        if self._raw(start, at, end) or self._definition(start, at, end):
            return None
        if "|" in text[at:end] and self._table(start, at, end):
            return None
        if self.open == "text" and not begins:
            return self._add(start, end, at, end, "text")
        return self._leaf("text", start, end, at, end, begins=begins)

    # -- containers --------------------------------------------------------------------------------------------------

    def _quoted(self, start: int, at: int, end: int) -> int:
        """Open and close quotes as the marks of the line say; where its words begin."""
        text = self.text
        match = None
        if text[at] == ">" and not _PROMPT.match(text, start, end):
            if self.items and _column(text, start, at) < self.items[-1].column + NESTS:
                self.items.clear()
            match = _QUOTE.match(text, start, end)
        depth = min(text.count(">", at, match.end()), MAX_DEPTH) if match else 0
        if depth != len(self.quotes) and (match or self.blank or self.open != "text"):
            self.open = ""
            if not (match and self.items):
                self.items.clear()
            del self.quotes[depth:]
            while len(self.quotes) < depth:
                self.quotes.append(len(self.containers))
                self.containers.append(Container("blockquote", self._around(len(self.quotes) - 2)))
        return match.end() if match else start

    def _around(self, outer: int) -> int:
        if outer >= 0:
            return self.quotes[outer]
        return self.items[-1].item if self.items else -1

    def _holder(self) -> int:
        if self.items and (not self.quotes or self.items[-1].item > self.quotes[-1]):
            return self.items[-1].item
        return self.quotes[-1] if self.quotes else (self.items[-1].item if self.items else -1)

    def _base(self) -> int:
        return self.items[-1].column + NESTS if self.items else 0

    def _close(self, column: int) -> None:
        """Close the items that a line at this column does not belong to; a line right below the words of an item goes on with them."""
        if not self.blank and self.open == "text":
            return
        while self.items and column < self.items[-1].column + NESTS:
            self.items.pop()
            self.open = ""

    def _markers(self, start: int, at: int, end: int) -> tuple[int, bool]:
        """Open the items whose markers stand at the beginning of the line; where its words begin, and whether there were any."""
        text, begins = self.text, False
        for _ in range(MAX_MARKERS):
            match = _MARKER.match(text, at, end)
            if match is None or not (begins or self._may_begin(match, _column(text, start, at))):
                break
            self._item(_column(text, start, at), match)
            begins = True
            at = _skip(text, match.end(), end)
        return at, begins

    def _may_begin(self, match: re.Match[str], column: int) -> bool:
        """Whether a marker may stand here: a number in the middle of a paragraph begins no list but with 1."""
        if match["number"] is None or self.open != "text" or self.blank:
            return True
        return int(match["number"]) == 1 or any(abs(item.column - column) < NESTS for item in self.items)

    def _item(self, column: int, match: re.Match[str]) -> None:
        number = int(match["number"]) if match["number"] is not None else -1
        while self.items and self.items[-1].column > column - NESTS and self.items[-1].column != column:
            if abs(self.items[-1].column - column) < NESTS:
                break
            self.items.pop()
        same = self.items and abs(self.items[-1].column - column) < NESTS
        before = self.items.pop() if same or len(self.items) >= MAX_DEPTH else None
        tag = "ol" if number >= 0 else "ul"
        if before is not None and self.containers[before.list].tag == tag:
            owner = before.list
        else:
            owner = len(self.containers)
            self.containers.append(Container(tag, self._holder()))
        self.items.append(_Open(column, len(self.containers), owner))
        self.containers.append(Container("li", owner, match.span(), number))

    # -- leaves ------------------------------------------------------------------------------------------------------

    def _leaf(
        self, kind: str, start: int, end: int, body: int, stop: int, *, begins: bool = False, level: int = 0
    ) -> None:
        self.leaf += 1
        self.open = kind
        self._add(start, end, body, stop, kind, begins=begins, level=level)

    def _add(
        self, start: int, end: int, body: int, stop: int, kind: str, *, begins: bool = False, level: int = 0
    ) -> None:
        hard = self.text.endswith(("  ", "\\"), body, end)
        while stop > body and self.text[stop - 1].isspace():
            stop -= 1
        self.lines.append(SourceLine(start, end, body, stop, kind, self.leaf, level, self._holder(), begins, hard))

    def _underlines(self, start: int, at: int, end: int) -> bool:
        """Whether the line makes a heading of the one above, which then is one."""
        if self.open != "text" or not self.lines or self.lines[-1].kind != "text":
            return False
        above = self.lines[-1]
        second = self.text[at] == "-"
        alone = len(self.lines) < 2 or self.lines[-2].leaf != above.leaf or self.lines[-2].kind != "text"
        if second and (not alone or above.hard or above.stop - above.body > 4 * MAX_HEADING or _told(self.text, above)):
            return False
        self.lines[-1] = above._replace(kind="heading", level=2 if second else 1)
        self._add(start, end, at, end, "underline")
        self.open = ""
        return True

    def _opens(self, fence: str, end: int) -> bool:
        """Whether a fence is closed further down; one that is not is a stray, and the rest of the page no code."""
        least = self.unclosed.get(fence[0], 1 << 30)
        if len(fence) >= least:
            return False
        if re.compile(rf"[\r\n][ \t>]{{0,40}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*(?:[\r\n]|\Z)").search(self.text, end):  # fmt: skip
            return True
        self.unclosed[fence[0]] = min(least, len(fence))
        return False

    def _code(self, start: int, end: int) -> None:
        """A line between fences, or the closing one."""
        text = self.text
        at = _skip(text, start, end)
        if self.quotes and at < end and text[at] == ">":
            match = _QUOTE.match(text, start, end)
            start_of_words = match.end() if match else start
        else:
            start_of_words = start
        at = _skip(text, start_of_words, end)
        mark = text[at:end].rstrip()
        if len(mark) >= len(self.fence) and not mark.strip(self.fence[0]):
            self.fence, self.open = "", ""
            self.blank = True
            return self._add(start, end, at, end, "fence")
        body = start_of_words
        while body < at and _column(text, start_of_words, body) < self.fence_column:
            body += 1
        return self._add(start, end, body, end, "code")

    def _raw(self, start: int, at: int, end: int) -> bool:
        """A comment, script or style sheet, to its end; one that has none is text."""
        match = _RAW.match(self.text, at, end)
        if match is None:
            return False
        ending = f"</{match['name'].lower()}>" if match["name"] else "-->"
        found = -1 if ending in self.no_end else self.text.find(ending, at)
        if found < 0:
            self.no_end.add(ending)
            return False
        self.raw_until = found + len(ending)
        if self.raw_until < end and self.text[self.raw_until : end].strip():
            self.raw_until = -1
            return False  # words behind it: the inline reader takes it out
        self._leaf("raw", start, end, at, end)
        self.open = ""
        return True

    def _definition(self, start: int, at: int, end: int) -> bool:
        if (
            self.text[at] != "["
            or (self.open == "text" and not self.blank)
            or not _DEFINITION.match(self.text, at, end)
        ):
            return False
        self._leaf("definition", start, end, at, end)
        self.open = ""
        return True

    def _table(self, start: int, at: int, end: int) -> bool:
        """A line of a table: rows below a delimiter line, which makes a row of the line above it."""
        if self.open == "row":
            self._add(start, end, at, end, "row")
            return True
        if not _DELIMITER.match(self.text, at, end):
            return False
        above = self.lines[-1] if self.lines else None
        if self.open == "text" and above is not None and above.kind == "text" and above.end + 2 >= start:
            self.leaf += 1
            self.lines[-1] = above._replace(kind="row", leaf=self.leaf)
            self.open = "row"
            self._add(start, end, at, end, "delimiter")
        else:
            self._leaf("delimiter", start, end, at, end)
            self.open = "row"
        return True


def _told(text: str, line: SourceLine) -> bool:
    return text[line.stop - 1] in "。.;；,，" and line.stop - line.body > MAX_HEADING // 3


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \t\u00a0\u3000\ufeff\x0b\x0c":
        at += 1
    return at


def _column(text: str, start: int, at: int) -> int:
    """The column of a position: tabs go to the next fourth."""
    column = 0
    for index in range(start, at):
        column = column + TAB - column % TAB if text[index] == "\t" else column + 1
    return column
