"""The inline markup of a Markdown source: links, images, emphasis, code, escapes and HTML elements, each as an edit that takes it out.

Brackets may match across the lines and blocks of a card that converters wrap into one link; emphasis matches inside its paragraph. More
lenient than CommonMark's rules for emphasis, which leave `**注意：**内容` as it is, since `：` is punctuation and `内` a letter. What has no
counterpart is text and stays, but for the empty emphasis (`__`, `****`) that html2text writes for icons.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.markdown.lines import INLINE, SourceLine
from qaclean.markdown.links import Target, find_target, label_of
from qaclean.rules import load

__all__ = ["Cut", "FoundImage", "Inline", "read_inline"]

MAX_ACROSS = 4_000  # code points between the brackets of a link
MAX_BOLD = 2_000  # code points
LOOKED_BACK = 10  # open marks of emphasis that a closing one may match
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_TOKEN = re.compile(
    rf"(?P<escape>{_ESCAPE})|(?P<ticks>`+)|(?P<open>!?\[)|(?P<close>\])|(?P<marks>\*+|_+|~~+)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000})>|(?P<comment><!--.{0,4000}?-->)"
    r"|<(?P<slash>/?)(?P<element>[A-Za-z][A-Za-z0-9]{0,11})(?P<attributes>(?:\s[^<>]{0,2000})?)/?>"
    r"|(?P<plain>https?://[^\s<>\[\]()*`|\u3000-\u9fff\uff00-\uffef]{1,2000})|(?P<pipe>\|)"
)
_ATTRIBUTE = re.compile(r"([a-z-]{2,16})\s{0,3}=\s{0,3}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9_]+")
MIN_STRAYS = 3  # empty emphasis of a source whose converter writes it
_HTML2TEXT = re.compile(r"^  \* |^\* \* \*$", re.MULTILINE)  # such a converter


class Cut(NamedTuple):
    """Markup `[start, end)` of the source, what stands there in the rendered text, and the id of the rule."""

    start: int
    end: int
    after: str
    rule: str


class FoundImage(NamedTuple):
    """An image and its markup `[start, end)`; `linked` is where the link around it leads, if it holds nothing else."""

    start: int
    end: int
    url: str
    alt: str
    title: str
    linked: str


class Inline(NamedTuple):
    """What is inline in a source; the links, with where they lead, and the bold parts are ranges of the source."""

    cuts: list[Cut]
    links: list[tuple[int, int, str]]
    bold: list[tuple[int, int]]
    images: list[FoundImage]


class _Bracket(NamedTuple):
    start: int
    image: bool
    cuts: int  # how many cuts there were before it
    images: int


class _Mark(NamedTuple):
    """Open emphasis: `size` marks from `start` on."""

    character: str
    start: int
    size: int


def read_inline(text: str, lines: Sequence[SourceLine], defined: Mapping[str, Target]) -> Inline:
    """The inline markup of the lines; `defined` are the targets of reference links. Linear.

    >>> from qaclean.markdown.lines import read_lines
    >>> source = "Press **Start**, see [the page](http://x.example)."
    >>> [source[cut.start : cut.end] for cut in read_inline(source, read_lines(source)[0], {}).cuts]
    ['**', '**', '[', '](http://x.example)']
    """
    reader = _Reader(text, defined)
    leaf = -1
    for line in lines:
        if line.kind not in INLINE:
            continue
        if line.leaf != leaf or line.kind != "text":
            leaf = line.leaf
            reader.leave()
        reader.read(line)
    reader.leave()
    found = reader.found
    if len(reader.strays) >= MIN_STRAYS or (reader.strays and _HTML2TEXT.search(text)):
        found.cuts.extend(Cut(at, at + 2, "", "markdown-emphasis") for at in reader.strays)
    found.cuts.sort(key=lambda cut: (cut.start, -cut.end))
    found.links.sort()
    return Inline(_outermost(found.cuts), found.links, sorted(found.bold), found.images)


def _outermost(cuts: Sequence[Cut]) -> list[Cut]:
    """The cuts in order without those inside another."""
    rows: list[Cut] = []
    at = 0
    for cut in cuts:
        if cut.start >= at:
            rows.append(cut)
            at = cut.end
    return rows


class _Reader:
    def __init__(self, text: str, defined: Mapping[str, Target]) -> None:
        self.text, self.defined = text, defined
        self.found = Inline([], [], [], [])
        self.brackets: list[_Bracket] = []
        self.links_below = 0  # brackets from the bottom that hold a link, and so are none
        self.marks: list[_Mark] = []
        self.strays: list[int] = []  # empty emphasis (`__`)
        self.ticks: dict[int, list[int]] = {}  # of the line, by length
        self.elements: list[int] = []  # open `<a>`
        self.cells = ""

    def cut(self, start: int, end: int, rule: str, after: str = "") -> None:
        self.found.cuts.append(Cut(start, end, after, rule))

    def leave(self) -> None:
        """Emphasis ends with its paragraph: what was opened and not closed is text, or empty."""
        for mark in self.marks:
            if mark.character == "_" and mark.size == 2:
                name = _NAME.match(self.text, mark.start + 2)
                if name is None or not name.group().endswith("__"):
                    self.strays.append(mark.start)
        self.marks.clear()

    def read(self, line: SourceLine) -> None:
        """The markup of one line."""
        text, at, stop = self.text, line.body, line.stop
        self.ticks = {}
        if "`" in text[at:stop]:
            for run in re.finditer("`+", text[at:stop]):
                self.ticks.setdefault(len(run.group()), []).append(at + run.start())
        self.cells = {"row": "\t", "cells": "\n"}.get(line.kind, "")
        while True:
            match = _TOKEN.search(text, at, stop)
            if match is None:
                break
            at = self._token(match, line)

    def _token(self, match: re.Match[str], line: SourceLine) -> int:
        """Take one token; where to go on."""
        kind = match.lastgroup
        start, end = match.span()
        if kind == "escape":
            self.cut(start, start + 1, "markdown-escape")
        elif kind == "ticks":
            return self._code(start, end)
        elif kind == "open":
            self.brackets.append(_Bracket(start, end - start == 2, len(self.found.cuts), len(self.found.images)))
        elif kind == "close":
            return self._close(start, line.stop)
        elif kind == "marks":
            self._emphasis(start, end, line)
        elif kind == "address":
            self.cut(start, start + 1, "markdown-link")
            self.cut(end - 1, end, "markdown-link")
            self.found.links.append((start + 1, end - 1, match["address"]))
        elif kind == "comment":
            self.cut(start, end, "markdown-html")
        elif kind == "pipe":
            self._cell(start, end, line)
        elif kind != "plain":
            self._element(match)
        return end

    def _cell(self, start: int, end: int, line: SourceLine) -> None:
        """A pipe of a table, with the blanks around it."""
        if not self.cells:
            return
        outer = start == line.body or end == line.stop
        while start > line.body and self.text[start - 1] in " \t":
            start -= 1
        while end < line.stop and self.text[end] in " \t":
            end += 1
        self.cut(start, end, "markdown-table", "" if outer else self.cells)

    def _code(self, start: int, end: int) -> int:
        """A code span: its words stay as they are."""
        same = self.ticks[end - start]
        place = bisect_left(same, end)
        if place == len(same):
            return end
        close = same[place]
        self.cut(start, end, "markdown-code")
        self.cut(close, close + end - start, "markdown-code")
        return close + end - start

    # -- links and images --------------------------------------------------------------------------------------------

    def _close(self, start: int, stop: int) -> int:
        """A closing bracket: of a link, an image, or none."""
        if not self.brackets:
            return start + 1
        bracket = self.brackets.pop()
        inner = len(self.brackets) < self.links_below
        self.links_below = min(self.links_below, len(self.brackets))
        if (inner and not bracket.image) or start - bracket.start > MAX_ACROSS:
            return start + 1
        target = self._target(bracket, start, stop)
        if target is None:
            return start + 1
        if bracket.image:
            self._image(bracket, start, target)
        else:
            self._link(bracket, start, target)
        return target.end

    def _target(self, bracket: _Bracket, close: int, stop: int) -> Target | None:
        text, after = self.text, close + 1
        if after < stop and text[after] == "(":
            found = find_target(text, after, stop)
            if found is not None:
                return found
        if not self.defined:
            return None
        words = text[bracket.start + 1 + bracket.image : close]
        end = after
        if after < stop and text[after] == "[":
            second = text.find("]", after, min(stop, after + 200))
            if second > 0:
                words, end = text[after + 1 : second] or words, second + 1
        known = self.defined.get(label_of(words))
        return known._replace(end=end) if known is not None and len(words) <= 200 else None

    def _link(self, bracket: _Bracket, close: int, target: Target) -> None:
        start = bracket.start
        words = self.text[start + 1 : close]
        if words.strip() in _captions():
            return self.cut(start, target.end, "markdown-link")
        self.cut(start, start + 1, "markdown-link")
        self.cut(close, target.end, "markdown-link")
        self.found.links.append((start + 1, close, target.url))
        self.links_below = max(self.links_below, len(self.brackets))
        inside = self.found.images[bracket.images :]
        if len(inside) == 1 and words.strip() == self.text[inside[0].start : inside[0].end]:
            self.found.images[-1] = inside[0]._replace(linked=target.url)
        return None

    def _image(self, bracket: _Bracket, close: int, target: Target) -> None:
        del self.found.cuts[bracket.cuts :]
        del self.found.images[bracket.images :]
        self.cut(
            bracket.start, target.end, "markdown-image", " " if self._between_words(bracket.start, target.end) else ""
        )
        alt = self.text[bracket.start + 2 : close]
        self.found.images.append(FoundImage(bracket.start, target.end, target.url, alt, target.title, ""))

    def _between_words(self, start: int, end: int) -> bool:
        before, after = self.text[max(start - 1, 0) : start], self.text[end : end + 1]
        return before.isascii() and before.isalnum() and after.isascii() and after.isalnum()

    # -- emphasis ----------------------------------------------------------------------------------------------------

    def _emphasis(self, start: int, end: int, line: SourceLine) -> None:
        text, count = self.text, end - start
        before = text[start - 1] if start > line.body else " "
        after = text[end] if end < line.stop else " "
        character = text[start]
        if count > 3:
            if count == 4 and character == "*":
                self.cut(start, end, "markdown-emphasis")
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
            words = self.text[inner:start]
            if not words.strip() or (character == "_" and both == 2 and _NAME.fullmatch(words)):
                continue  # `__init__` is a name
            self.cut(first, inner, "markdown-emphasis")
            self.cut(start, start + both, "markdown-emphasis")
            if both > 1 and character != "~" and start - inner <= MAX_BOLD:
                self.found.bold.append((inner, start))
            del self.marks[place:]
            if mark.size > both:
                self.marks.append(mark._replace(size=mark.size - both))
            return both
        return 0

    # -- HTML --------------------------------------------------------------------------------------------------------

    def _element(self, match: re.Match[str]) -> None:
        """An element of HTML goes, its words stay; one that is none of HTML's is text."""
        name = match["element"].lower()
        known = _elements().get(name)
        if known is None:
            return
        start, end = match.span()
        after = "\n" if known == "block" else ""
        if name == "img" and not match["slash"]:
            said = {key.lower(): one or two for key, one, two in _ATTRIBUTE.findall(match["attributes"])}
            url = said.get("data-src") or said.get("src", "")
            self.found.images.append(FoundImage(start, end, url, said.get("alt", ""), said.get("title", ""), ""))
            self.cut(start, end, "markdown-image")
            return
        if name == "a":
            if match["slash"] and self.elements:
                self.found.links.append((self.elements.pop(), start, ""))
            elif not match["slash"] and "href" in match["attributes"].lower():
                self.elements = [end]
        self.cut(start, end, "markdown-html", " " if after and self.cells == "\t" else after)


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


@lru_cache(maxsize=1)
def _captions() -> frozenset[str]:
    return frozenset(load("markdown")["links"]["captions"])


@lru_cache(maxsize=1)
def _elements() -> dict[str, str]:
    data = load("markdown")["html"]
    return {**dict.fromkeys(data["blocks"], "block"), **dict.fromkeys(data["inline"], "inline")}
