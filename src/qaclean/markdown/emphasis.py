"""Emphasis in Markdown: `*a*`, `**a**`, `_a_`, `__a__`, `~~a~~`.

Marks match inside their paragraph, more leniently than in CommonMark, whose rules leave `**注意：**内容` as it is (`：` is punctuation and `内`
a letter), and more strictly where text is meant: `5*3*2`, `snake_case`, `__init__`. What has no counterpart is text and stays, but for the empty emphasis
(`__`, `****`) that html2text writes for icons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from qaclean.markdown.cuts import Cut
from qaclean.markdown.lines import SourceLine
from qaclean.patterns import compile_at_once

__all__ = ["Emphasis"]

MAX_BOLD = 2_000  # code points
LOOKED_BACK = 10  # open marks that a closing one may match
LOOKED_AT = 64  # code points behind an opening mark
MIN_STRAYS = 3  # empty emphasis of a source whose converter writes it
_HTML2TEXT = compile_at_once(r"^  \* |^\* \* \*$", re.MULTILINE)  # such a converter
_NAME = compile_at_once(r"[A-Za-z0-9_]+")


class _Mark(NamedTuple):
    """Open emphasis: `size` marks from `start` on."""

    character: str
    start: int
    size: int


class Emphasis:
    """The open marks of the paragraph at hand, and what was found; `bold` are ranges of the source."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.bold: list[tuple[int, int]] = []
        self.cuts: list[Cut] = []
        self.marks: list[_Mark] = []
        self.strays: list[int] = []  # empty emphasis (`__`)

    def found(self) -> Iterator[Cut]:
        """The marks that go, those of empty emphasis where the source is of a converter that writes it."""
        yield from self.cuts
        if len(self.strays) >= MIN_STRAYS or (self.strays and _HTML2TEXT.search(self.text)):
            yield from (Cut(at, at + 2, "", "markdown-emphasis") for at in self.strays)

    def leave(self) -> None:
        """The paragraph ends: what was opened and not closed is text, or empty."""
        for mark in self.marks:
            if mark.character == "_" and mark.size == 2:
                name = _NAME.match(self.text, mark.start + 2)
                if name is None or not name.group().endswith("__"):
                    self.strays.append(mark.start)
        self.marks.clear()

    def read(self, start: int, end: int, line: SourceLine) -> None:
        """Take the marks `[start, end)` of a line: they close what is open, and open anew with the rest."""
        text, count = self.text, end - start
        before = text[start - 1] if start > line.body else " "
        after = text[end] if end < line.stop else " "
        character = text[start]
        if count > 3:
            if count == 4 and character == "*":
                self._cut(start, end)
            return
        inside = _is_word(before) and _is_word(after) and (character == "_" or count == 1)
        if inside:
            return
        while count:
            closed = self._closes(character, end - count, count, before, after)
            if not closed:
                break
            count -= closed
        if count and not after.isspace() and not (character == "_" and _is_word(before)):
            self.marks.append(_Mark(character, end - count, count))
        elif count == 2 and character == "_" and before.isspace():
            self.strays.append(end - 2)
        elif count == 2 and character == "*":
            self.marks.append(_Mark(character, end - 2, 2))  # `** 注意**`

    def _closes(self, character: str, start: int, count: int, before: str, after: str) -> int:
        """How many marks from `start` close open ones."""
        if character == "_" and _is_word(after):
            return 0
        for place in range(len(self.marks) - 1, max(len(self.marks) - 1 - LOOKED_BACK, -1), -1):
            mark = self.marks[place]
            if mark.character != character or (before.isspace() and mark.size != count):
                continue
            both = min(mark.size, count)
            first, inner = mark.start + mark.size - both, mark.start + mark.size
            words = self.text[inner : min(start, inner + LOOKED_AT)]
            if not words.strip() or (character == "_" and both == 2 and _NAME.fullmatch(words)):
                continue  # `__init__` is a name
            self._cut(first, inner)
            self._cut(start, start + both)
            if both > 1 and character != "~" and start - inner <= MAX_BOLD:
                self.bold.append((inner, start))
            del self.marks[place:]
            if mark.size > both:
                self.marks.append(mark._replace(size=mark.size - both))
            return both
        return 0

    def _cut(self, start: int, end: int) -> None:
        self.cuts.append(Cut(start, end, "", "markdown-emphasis"))


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
