"""The lines of a Markdown source and what each is: heading, list item, quote, code, table row, rule, definition.

A reader of the block structure of CommonMark (spec 0.31) and GitHub's tables, made for what converters of web pages write, so it is
more lenient where they are: a list item may be indented by any two columns, an ordered item goes on below text that is not indented,
an indented block is code only if it looks so (html2text indents every `<pre>`, and Baidu's answers stand in one), `---` under a long
line is a rule. One pass, a line at a time; nothing nests deeper than 20.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.markdown.containers import Container, OpenContainers, behind_marks, column_of, skip_blanks
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["INLINE", "SourceLine", "read_lines"]

MAX_HEADING = 120  # code points of a line over `---` that is a heading
TAB = 4
MAX_COLUMN = 40  # of a fence
INLINE = frozenset(("text", "heading", "row", "cells"))  # kinds of lines with inline markup

_LINE = compile_at_once(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_HEADING = compile_on_use(r"(#{1,6})(?=[ \t]|$)|(#{2,6})(?=[\u3400-\u9fff])")
_CLOSING = compile_at_once(r"(?<![ \t])[ \t]+#+[ \t]*$")
_FENCE = compile_at_once(r"(`{3,}|~{3,})[ \t]*([^`\n]{0,200})$")
_INTERRUPTS = compile_at_once(r"#{1,6}(?=[ \t]|$)|(?:`{3}|~{3})")  # the words of an item
_RULE = compile_at_once(r"(?:-[ \t]*-[ \t]*-[- \t]*|\*[ \t]*\*[ \t]*\*[* \t]*|_[ \t]*_[ \t]*_[_ \t]*)$")
_UNDERLINE = compile_at_once(r"(?:={3,}|-{3,})[ \t]*$")
_DELIMITER = compile_at_once(r"\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-*:?[ \t]*)$")
_DEFINITION = compile_on_use(r"\[(?P<label>[^\]\n\^][^\]\n]{0,200})\]:[ \t]{0,9}(?P<url><[^<>\n]{0,2000}>|[^\s<]\S{0,4000})(?:[ \t]+[\"'(][^\n]{0,400})?[ \t]*$")  # fmt: skip
_RAW = compile_at_once(r"(?i)<(?P<name>script|style)\b|<!--")


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
    return reader.lines, reader.around.all


class _Reader:
    """The open blocks while lines are read; `start` and `end` are those of the line at hand."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: list[SourceLine] = []
        self.around = OpenContainers(text)
        self.start = self.end = 0
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
        self.start, self.end = start, end
        if start < self.raw_until:
            return self._add("raw", start, end)
        if self.fence:
            return self._code()
        at = skip_blanks(text, start, end)
        if at == end:
            if self.open != "indented":
                self.open = ""
            self.blank = True
            return self._add("blank", end, end)
        at, changed = self.around.quote(start, at, end, lazy=self.open == "text" and not self.blank)
        if changed:
            self.open = ""
        at = skip_blanks(text, at, end)
        if at == end:
            self.open, self.blank = "", True
            return self._add("rule", end, end)
        self._block(at)
        self.blank = False
        return None

    def _block(self, at: int) -> None:
        text, end = self.text, self.end
        column = column_of(text, self.start, at)
        if self.open == "indented" and column >= self.around.base() + TAB:
            return self._add("indented", at, end)
        if _UNDERLINE.match(text, at, end) and self._underlines(at):
            return None
        if _RULE.match(text, at, end):
            self.around.close(column)
            self.open = ""
            return self._add("rule", at, end)
        first = at
        at, begins = self.around.mark(self.start, at, end, within=self.open == "text" and not self.blank)
        if begins:
            column = column_of(text, self.start, at)
        elif (self.blank or self.open != "text" or _INTERRUPTS.match(text, at, end)) and self.around.close(column):
            self.open = ""  # a line right below the words of an item goes on with them
        if at == end:
            self.open = ""
            return self._add("text", end, end, begins=begins)
        if not begins and self.blank and self.open != "text" and column >= self.around.base() + TAB:
            return self._leaf("indented", first, end)
        return self._words(at, begins, column)

    def _words(self, at: int, begins: bool, column: int) -> None:
        text, end = self.text, self.end
        fence = _FENCE.match(text, at, end)
        if fence and self._opens(fence.group(1)):
            self.fence, self.fence_column = fence.group(1), min(column, MAX_COLUMN)
            return self._leaf("fence", at, end, begins=begins)
        heading = _HEADING.match(text, at, end)
        if heading:
            closing = _CLOSING.search(text, heading.end(), end)
            stop = closing.start() if closing else end
            body = min(skip_blanks(text, heading.end(), end), stop)
            self._leaf("heading", body, stop, begins=begins, level=len(heading.group().strip()))
            self.open = ""
            return None
        if self._raw(at) or self._definition(at):
            return None
        if "|" in text[at:end] and self._table(at):
            return None
        if self.open == "text" and not begins:
            return self._add("text", at, end)
        if not begins and text[at] not in "*_[!<" and self._fills_title():
            self._leaf("heading", at, end, level=1)
            self.open = ""
            return None
        return self._leaf("text", at, end, begins=begins)

    def _fills_title(self) -> bool:
        """Whether the title above is empty, and no more than one blank line below it: html2text writes a `<p>` or a `<div>` of an `<h1>` there. Bold words or a link there
        invite whoever is no member."""
        lines = self.lines[-1:] if not self.blank else self.lines[-2:-1]
        return any(line.kind == "heading" and line.level == 1 and line.body == line.stop for line in lines)

    # -- leaves ------------------------------------------------------------------------------------------------------

    def _leaf(self, kind: str, body: int, stop: int, *, begins: bool = False, level: int = 0) -> None:
        self.leaf += 1
        self.open = kind
        self._add(kind, body, stop, begins=begins, level=level)

    def _add(self, kind: str, body: int, stop: int, *, begins: bool = False, level: int = 0) -> None:
        hard = self.text.endswith(("  ", "\\"), body, self.end)
        while stop > body and self.text[stop - 1].isspace():
            stop -= 1
        holder = self.around.holder()
        self.lines.append(SourceLine(self.start, self.end, body, stop, kind, self.leaf, level, holder, begins, hard))

    def _underlines(self, at: int) -> bool:
        """Whether the line makes a heading of the one above, which then is one."""
        if self.open != "text" or not self.lines or self.lines[-1].kind != "text":
            return False
        above = self.lines[-1]
        second = self.text[at] == "-"
        alone = len(self.lines) < 2 or self.lines[-2].leaf != above.leaf or self.lines[-2].kind != "text"
        if second and (not alone or above.hard or above.stop - above.body > 4 * MAX_HEADING or _told(self.text, above)):
            return False
        self.lines[-1] = above._replace(kind="heading", level=2 if second else 1)
        self._add("underline", at, self.end)
        self.open = ""
        return True

    def _opens(self, fence: str) -> bool:
        """Whether a fence is closed further down; one that is not is a stray, and the rest of the page no code."""
        least = self.unclosed.get(fence[0], 1 << 30)
        if len(fence) >= least:
            return False
        if compile_at_once(rf"[\r\n][ \t>]{{0,40}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*(?:[\r\n]|\Z)").search(self.text, self.end):  # fmt: skip
            return True
        self.unclosed[fence[0]] = min(least, len(fence))
        return False

    def _code(self) -> None:
        """A line between fences, or the closing one."""
        text, start, end = self.text, self.start, self.end
        at = skip_blanks(text, start, end)
        if self.around.quotes and at < end and text[at] == ">":
            start_of_words = behind_marks(text, start, end)
        else:
            start_of_words = start
        at = skip_blanks(text, start_of_words, end)
        mark = text[at:end].rstrip()
        if len(mark) >= len(self.fence) and not mark.strip(self.fence[0]):
            self.fence, self.open = "", ""
            self.blank = True
            return self._add("fence", at, end)
        body = start_of_words
        while body < at and column_of(text, start, body) < self.fence_column:
            body += 1
        return self._add("code", body, end)

    def _raw(self, at: int) -> bool:
        """A comment, script or style sheet, to its end; one that has none is text."""
        end = self.end
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
        self._leaf("raw", at, end)
        self.open = ""
        return True

    def _definition(self, at: int) -> bool:
        if (
            self.text[at] != "["
            or (self.open == "text" and not self.blank)
            or not _DEFINITION.match(self.text, at, self.end)
        ):
            return False
        self._leaf("definition", at, self.end)
        self.open = ""
        return True

    def _table(self, at: int) -> bool:
        """A line of a table: rows below a delimiter line, which makes a row of the line above it."""
        if self.open == "row":
            self._add("row", at, self.end)
            return True
        if not _DELIMITER.match(self.text, at, self.end):
            return False
        above = self.lines[-1] if self.lines else None
        if self.open == "text" and above is not None and above.kind == "text" and above.end + 2 >= self.start:
            self.leaf += 1
            self.lines[-1] = above._replace(kind="row", leaf=self.leaf)
            self.open = "row"
            self._add("delimiter", at, self.end)
        else:
            self._leaf("delimiter", at, self.end)
            self.open = "row"
        return True


def _told(text: str, line: SourceLine) -> bool:
    return text[line.stop - 1] in "。.;；,，" and line.stop - line.body > MAX_HEADING // 3
