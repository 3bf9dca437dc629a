"""The inline markup of a Markdown source: links, images, emphasis, code, escapes and HTML elements, each as an edit that takes it out.

Brackets may match across the lines and blocks of a card that converters wrap into one link. What has no counterpart is text and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.markdown.cuts import Cut, outermost
from qaclean.markdown.emphasis import Emphasis
from qaclean.markdown.lines import INLINE, SourceLine
from qaclean.markdown.links import Target, find_target, label_of
from qaclean.patterns import compile_on_use
from qaclean.rules import load

__all__ = ["FoundImage", "Inline", "read_inline"]

MAX_ACROSS = 4_000  # code points between the brackets of a link
_ESCAPE = r"\\[!-/:-@\[-`{-~]"
_TOKEN = compile_on_use(
    rf"(?P<escape>{_ESCAPE})|(?P<ticks>`+)|(?P<open>!?\[)|(?P<close>\])|(?P<marks>\*+|_+|~~+)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000})>|(?P<comment><!--.{0,4000}?-->)"
    r"|<(?P<slash>/?)(?P<element>[A-Za-z][A-Za-z0-9]{0,11})(?P<attributes>(?:\s[^<>]{0,2000})?)/?>"
    r"|(?P<plain>https?://[^\s<>\[\]()*`|\u3000-\u9fff\uff00-\uffef]{1,2000})|(?P<pipe>\|)"
)
_ATTRIBUTE = compile_on_use(r"([a-z-]{2,16})\s{0,3}=\s{0,3}(?:\"([^\"]{0,4000})\"|'([^']{0,4000})')", re.IGNORECASE)


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
            reader.emphasis.leave()
        reader.read(line)
    reader.emphasis.leave()
    found = reader.found
    cuts = outermost([*found.cuts, *reader.emphasis.found()])
    return Inline(cuts, sorted(found.links), sorted(reader.emphasis.bold), found.images)


class _Reader:
    def __init__(self, text: str, defined: Mapping[str, Target]) -> None:
        self.text, self.defined = text, defined
        self.found = Inline([], [], [], [])
        self.brackets: list[_Bracket] = []
        self.links_below = 0  # brackets from the bottom that hold a link, and so are none
        self.emphasis = Emphasis(text)
        self.ticks: dict[int, list[int]] = {}  # of the line, by length
        self.last_parenthesis = -1  # of the line, that closes
        self.elements: list[int] = []  # open `<a>`
        self.cells = ""

    def cut(self, start: int, end: int, rule: str, after: str = "") -> None:
        self.found.cuts.append(Cut(start, end, after, rule))

    def read(self, line: SourceLine) -> None:
        """The markup of one line."""
        text, at, stop = self.text, line.body, line.stop
        self.ticks = {}
        if "`" in text[at:stop]:
            for run in re.finditer("`+", text[at:stop]):
                self.ticks.setdefault(len(run.group()), []).append(at + run.start())
        self.cells = {"row": "\t", "cells": "\n"}.get(line.kind, "")
        self.last_parenthesis = text.rfind(")", at, stop)
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
            self.emphasis.read(start, end, line)
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
        same = self.ticks.get(end - start, [])  # behind an escaped one a run is shorter
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
        if len(self.found.images) > bracket.images and self._ends_with_image(target.end, stop):
            self.cut(target.end, stop, "markdown-image")
        return target.end

    def _ends_with_image(self, at: int, stop: int) -> bool:
        """Whether what follows an image on its line is what sites write there."""
        while at < stop and self.text[at].isspace():
            at += 1
        words = _behind_image()
        return stop - at <= max(map(len, words)) and self.text[at:stop].strip() in words

    def _target(self, bracket: _Bracket, close: int, stop: int) -> Target | None:
        text, after = self.text, close + 1
        if after < self.last_parenthesis and text[after] == "(":
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


@lru_cache(maxsize=1)
def _behind_image() -> frozenset[str]:
    return frozenset(load("markdown")["links"]["behind_image"])


@lru_cache(maxsize=1)
def _captions() -> frozenset[str]:
    return frozenset(load("markdown")["links"]["captions"])


@lru_cache(maxsize=1)
def _elements() -> dict[str, str]:
    data = load("markdown")["html"]
    return {**dict.fromkeys(data["blocks"], "block"), **dict.fromkeys(data["inline"], "inline")}
