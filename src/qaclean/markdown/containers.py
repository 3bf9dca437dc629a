"""The quotes and lists that are open while the lines of a Markdown source are read."""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.patterns import compile_at_once

__all__ = ["MAX_DEPTH", "NESTS", "Container", "OpenContainers", "behind_marks", "column_of", "skip_blanks"]

MAX_DEPTH = 20  # of lists and quotes; deeper ones count as that deep
MAX_MARKERS = 8  # list markers on one line: `* * text`
NESTS = 2  # columns by which the lines of an item, and the items in it, are indented at least
TAB = 4
_MARKS = compile_at_once(r"[ \t]*>[ \t>]*")
_APART = compile_at_once(r"[ \t]{4}")  # so many blanks part a mark from those before it
_PROMPT = compile_at_once(r"[ \t]*>>>[ \t]")
_MARKER = compile_at_once(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?=[ \t]|$)")


class Container(NamedTuple):
    """A quote, list or list item: `tag` is blockquote, ul, ol or li, `parent` an index or -1. Of an item: where its marker stands, its number
    (-1 for a bullet, -2 for an item that is none)."""

    tag: str
    parent: int
    marker: tuple[int, int] = (0, 0)
    number: int = -1


class _Open(NamedTuple):
    """An item that is open: its column, the index of its container and of its list's."""

    column: int
    item: int
    list: int


class OpenContainers:
    """What is open around the line that is read; `all` holds every container there was."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.all: list[Container] = []
        self.items: list[_Open] = []
        self.quotes: list[int] = []  # indexes of the open quotes
        self.counted = (0, -1)  # the column and the number of the last item with a number

    def holder(self) -> int:
        """The index of the innermost container, or -1."""
        if self.items and (not self.quotes or self.items[-1].item > self.quotes[-1]):
            return self.items[-1].item
        return self.quotes[-1] if self.quotes else -1

    def base(self) -> int:
        """The column from which on a line is in the innermost item."""
        return self.items[-1].column + NESTS if self.items else 0

    def close(self, column: int) -> bool:
        """Close the items that a line at this column does not belong to; whether there were any."""
        count = len(self.items)
        while self.items and column < self.items[-1].column + NESTS:
            self.items.pop()
        return len(self.items) < count

    def quote(self, start: int, at: int, end: int, *, lazy: bool) -> tuple[int, bool]:
        """Open and close quotes as the marks of the line `[start, end)`, whose words begin at `at`, say: where they begin behind the marks, and
        whether anything changed. With `lazy` a line without marks goes on with the quote."""
        text = self.text
        behind = start  # the marks
        if text[at] == ">" and not _PROMPT.match(text, start, end):
            if self.items and column_of(text, start, at) < self.items[-1].column + NESTS:
                self.items.clear()
            behind = behind_marks(text, start, end)
        marked = behind > start
        depth = min(text.count(">", at, behind), MAX_DEPTH) if marked else 0
        if depth == len(self.quotes) or not (marked or not lazy):
            return behind, False
        if not (marked and self.items):
            self.items.clear()
        del self.quotes[depth:]
        while len(self.quotes) < depth:
            around = self.quotes[-1] if self.quotes else (self.items[-1].item if self.items else -1)
            self.quotes.append(len(self.all))
            self.all.append(Container("blockquote", around))
        return behind, True

    def mark(self, start: int, at: int, end: int, *, within: bool) -> tuple[int, bool]:
        """Open the items whose markers begin the line: where its words begin, and whether there were any. `within` a paragraph a number other
        than 1 begins no list, but goes on with one: the next number at the same column."""
        text, begins = self.text, False
        for _ in range(MAX_MARKERS):
            match = _MARKER.match(text, at, end)
            if match is None or not (begins or not within or self._may_begin(match, column_of(text, start, at))):
                break
            self._item(column_of(text, start, at), match)
            begins = True
            at = skip_blanks(text, match.end(), end)
        return at, begins

    def _may_begin(self, match: re.Match[str], column: int) -> bool:
        if match["number"] is None:
            return True
        number, (before, counted) = int(match["number"]), self.counted
        if number == 1 or (number == counted + 1 and before == column):
            return True
        return any(abs(item.column - column) < NESTS for item in self.items)

    def _item(self, column: int, match: re.Match[str]) -> None:
        number = int(match["number"]) if match["number"] is not None else -1
        while self.items and self.items[-1].column - column >= NESTS:
            self.items.pop()
        same = self.items and self.items[-1].column > column - NESTS
        before = self.items.pop() if same or len(self.items) >= MAX_DEPTH else None
        tag = "ol" if number >= 0 else "ul"
        if before is not None and self.all[before.list].tag == tag:
            owner = before.list
        else:
            owner = len(self.all)
            self.all.append(Container(tag, self.holder()))
        self.counted = (column, number) if number >= 0 else self.counted
        self.items.append(_Open(column, len(self.all), owner))
        self.all.append(Container("li", owner, match.span(), number))


def behind_marks(text: str, start: int, end: int) -> int:
    """Where the words of a quote's line begin: behind its marks, which at most three blanks part, and one blank; `start` where it has no mark.

    >>> behind_marks("> >  > a", 0, 8), behind_marks(">     > a", 0, 9), behind_marks("a > b", 0, 5)
    (7, 2, 0)
    """
    marks = _MARKS.match(text, start, end)
    if marks is None:
        return start
    stop = marks.end()
    parted = _APART.search(text, text.index(">", start), stop)
    last = text.rindex(">", start, parted.start() if parted else stop) + 1
    return last + (last < end and text[last] in " \t")


def skip_blanks(text: str, at: int, end: int) -> int:
    """Where the first character from `at` on stands that is no blank."""
    while at < end and text[at] in " \t\u00a0\u3000\ufeff\x0b\x0c":
        at += 1
    return at


def column_of(text: str, start: int, at: int) -> int:
    """The column of a position in the line that begins at `start`: tabs go to the next fourth."""
    column = 0
    for index in range(start, at):
        column = column + TAB - column % TAB if text[index] == "\t" else column + 1
    return column
