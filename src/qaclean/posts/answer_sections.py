"""Answers below a heading that says so (`最佳答案`, `医生回复`, `Other answers`), whatever their elements are called: one alone in a section of
its own, others as records that repeat in theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.posts.answer_heads import read_answer_head
from qaclean.posts.class_words import sets_of
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_only_answers, heads_others
from qaclean.posts.placed_names import placed_names
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.dates import names_a_date

__all__ = ["MIN_ANSWER", "MIN_ANSWERED", "AnswerSections", "answer_sections"]

MAX_HEAD = 24  # code points of a heading
MAX_DATED = 100  # code points of a line that dates an answer
MOST_LEVELS = 8  # elements between a section and its records
LINKED = 0.5  # of a text that only leads elsewhere
SHARE = 0.6  # of a section's own text that its records hold
MOST_AGAIN = 2  # sections below the same heading: above more it is the label of each answer
MIN_ANSWER = 4  # code points outside links
MIN_ANSWERED = 0.1  # of a page's text outside links stands in its answers
_NUMBER = compile_at_once("[0-9]{1,5}")
_RECORDS = frozenset(("div", "li", "article", "section", "dl", "dd", "td", "tr", "table"))


class AnswerSections(NamedTuple):
    """The elements of the answers (indexes of `Layout.nodes`), in order, and those that stand alone below the heading of an accepted one."""

    nodes: tuple[int, ...]
    accepted: tuple[int, ...] = ()


class _Head(NamedTuple):
    """A line that heads answers: its place, its words without counts, whether an accepted one stands below it."""

    line: int
    words: str
    accepted: bool


def _head(layout: Layout, line: int) -> _Head | None:
    text, origin = layout.lines[line], layout.origins[line]
    if len(text) > MAX_HEAD or origin.node < 0 or origin.link > LINKED * len(text):
        return None
    words = fold(text).strip()
    told = read_answer_head(_NUMBER.sub("0", words.lower()))
    if (told is None or (told.any_posts and not told.led)) and not heads_only_answers(shape_of(words)):
        return None
    return _Head(line, re.sub(r"[\s0-9():]+", "", words), told is not None and told.accepted)


def answer_sections(layout: Layout, own: Sequence[int]) -> AnswerSections | None:
    """The answers below headings of a page, or None where it has none or they are no answers to one question; `own` sums up the code points outside links of
    the lines before each. Linear in the page's elements for each heading.

    >>> from itertools import accumulate
    >>> from qaclean.html.render import read_html
    >>> section = "<div><h3>{}</h3><ul>{}</ul></div>"
    >>> rows = [f"<li><p>{name}<p>2020-01-02<p>{said}" for name, said in (("a", "先断电。"), ("b", "换个灯泡试试。"), ("c", "谢谢你们。"))]
    >>> layout = read_html("<title>灯不亮</title><h1>灯不亮</h1>" + section.format("最佳答案", rows[0]) + section.format("其他回答(2)", "".join(rows[1:]))).layout
    >>> found = answer_sections(layout, list(accumulate(map(len, layout.lines), initial=0)))
    >>> [layout.nodes.tags[node] for node in found.nodes], len(found.accepted)
    (['li', 'li', 'li'], 1)
    """
    heads = [head for line in range(1, len(layout.lines)) if (head := _head(layout, line)) is not None]
    if not heads or max(Counter(head.words for head in heads).values()) > MOST_AGAIN:
        return None
    sections = _Sections(layout, own, [head.line for head in heads])
    nodes: list[int] = []
    accepted: list[int] = []
    end = 0
    for head in heads:
        records = [node for node in sections.records(head.line) if layout.nodes.firsts[node] >= end]
        if not records:
            continue
        nodes += records
        end = max(layout.nodes.lasts[node] for node in records)
        if head.accepted and len(records) == 1:
            accepted += records
    held = sum(own[layout.nodes.lasts[n]] - own[layout.nodes.firsts[n]] for n in nodes)
    return AnswerSections(tuple(nodes), tuple(accepted)) if nodes and held >= MIN_ANSWERED * own[-1] else None


class _Sections:
    """The sections of a page that headings open."""

    def __init__(self, layout: Layout, own: Sequence[int], heads: Sequence[int]) -> None:
        self.layout, self.own, self.heads = layout, own, frozenset(heads)
        self.children: dict[int, list[int]] = {}
        for index, parent in enumerate(layout.nodes.parents):
            self.children.setdefault(parent, []).append(index)

    def records(self, line: int) -> list[int]:
        """The elements of the answers below a heading; none where what stands there is none."""
        nodes = self.layout.nodes
        above, branch = self.layout.origins[line].node, -1
        while above >= 0 and nodes.lasts[above] <= line + 1:
            above, branch = nodes.parents[above], above
        if above < 0 or branch < 0:
            return []
        kids = [kid for kid in self.children.get(above, ()) if line < nodes.firsts[kid] < nodes.lasts[kid]]
        open_end = next((n for n, kid in enumerate(kids) if self._opens(kid)), len(kids))
        alone = nodes.firsts[above] >= nodes.firsts[branch] and open_end == len(kids)
        kids = [kid for kid in kids[:open_end] if self._says(kid)]
        return self._parted(kids, above if alone else -1)

    def _parted(self, kids: list[int], around: int) -> list[int]:
        """The records among elements, or in the only one of them; all of them as one, if one element holds no more than them."""
        for _ in range(MOST_LEVELS):
            rows = self._repeated(kids)
            if rows:
                return rows
            if len(kids) != 1:
                break
            around = kids[0]
            kids = [kid for kid in self.children.get(around, ()) if self._says(kid)]
        return [around] if around >= 0 and self._is_alone(around) else []

    def _repeated(self, kids: Sequence[int]) -> list[int]:
        """Those of neighbours that share tag and class, where they hold most of what is said and each tells a day or a name."""
        nodes = self.layout.nodes
        keys = [self._key(kid) for kid in kids if nodes.tags[kid] in _RECORDS]
        if not keys:
            return []
        key, count = Counter(keys).most_common(1)[0]
        rows = [kid for kid in kids if self._key(kid) == key]
        told = sum(self._own(kid) for kid in rows)
        if count < 2 or told < SHARE * sum(map(self._own, kids)):
            return []
        return rows if self._are_records(rows) else []

    def _key(self, node: int) -> tuple[str, str]:
        tag = self.layout.nodes.tags[node]
        return next(iter(sets_of(tag, self.layout.nodes.names[node])), (tag, ""))

    def _own(self, node: int) -> int:
        return self.own[self.layout.nodes.lasts[node]] - self.own[self.layout.nodes.firsts[node]]

    def _says(self, node: int) -> bool:
        """Whether an element holds text of its own, not links alone."""
        first, last = self.layout.nodes.firsts[node], self.layout.nodes.lasts[node]
        return self._own(node) >= max(MIN_ANSWER, LINKED * sum(map(len, self.layout.lines[first:last])))

    def _are_records(self, rows: Sequence[int]) -> bool:
        """Whether each of some elements tells a day or a name."""
        if all(map(self._is_dated, rows)):
            return True
        return all(placed_names([self.layout.nodes.elements[node] for node in rows]))

    def _is_alone(self, node: int) -> bool:
        """Whether an element is one answer, with its day, and not all answers of the page."""
        first, last = self.layout.nodes.firsts[node], self.layout.nodes.lasts[node]
        if self.layout.nodes.tags[node] not in _RECORDS or not self._is_dated(node) or not self._says(node):
            return False
        return self.heads.isdisjoint(range(first + 1, last))

    def _is_dated(self, node: int) -> bool:
        first, last = self.layout.nodes.firsts[node], self.layout.nodes.lasts[node]
        return any(len(line) < MAX_DATED and names_a_date(line) for line in self.layout.lines[first:last])

    def _opens(self, node: int) -> bool:
        """Whether a section of its own begins with an element: other answers, or what is related."""
        first = self.layout.nodes.firsts[node]
        return first in self.heads or heads_others(shape_of(fold(self.layout.lines[first])))
