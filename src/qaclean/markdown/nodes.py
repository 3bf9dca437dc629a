"""The elements that the lines of a Markdown source would be in HTML: what layout features, posts and blocks are read from."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.markdown.containers import Container
from qaclean.markdown.lines import SourceLine
from qaclean.segments.layout import Nodes, Origin

__all__ = ["NodeMaker"]


class NodeMaker:
    """The block elements that the lines stand in, as `Nodes` has them. A page's lines are given in order, once each."""

    def __init__(self, containers: Sequence[Container]) -> None:
        self.containers = containers
        self.parents: list[int] = []
        self.tags: list[str] = []
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        self.of_container: dict[int, int] = {}
        self.of_leaf: tuple[int, int, int] = (-1, -1, -1)  # leaf, holder, node
        self.codes: dict[int, int] = {}
        self.tables: dict[int, int] = {}
        self.last_number: dict[int, int] = {}
        self.equal = _all_equal(containers)
        self._open("body", -1, 0)

    def origin(self, line: SourceLine | None, index: int, linked: int, bold: bool) -> tuple[Origin, int]:
        """The origin of a line of the page, and the item that it stands in."""
        if line is None:
            return Origin(0, 0, 0, 0, 0, 0, 0, linked, bold), -1
        items, quotes, item = self._depths(line.holder)
        code = self._count(self.codes, line.leaf) if line.kind == "code" else 0
        table = self._count(self.tables, line.leaf) if line.kind == "row" else 0
        level = line.level if line.kind == "heading" else 0
        node = self._node(line, index)
        return Origin(node, level, items, 0, quotes, code, table, linked, bold, pre=code), item

    def ordinal(self, item: int) -> int:
        """The number of an ordered item: as written, or counted where all are equal; 0 for a bullet."""
        container = self.containers[item]
        if container.number < 0:
            return 0
        number = self.last_number.get(container.parent, 0) + 1
        if container.parent not in self.equal:
            number = max(container.number, 1)
        self.last_number[container.parent] = number
        return min(number, 9999)

    def nodes(self, count: int) -> Nodes:
        """All of them; elements of HTML there are none."""
        self.lasts[0] = count
        return Nodes(self.parents, self.tags, [""] * len(self.tags), self.firsts, self.lasts, [None] * len(self.tags))

    @staticmethod
    def _count(known: dict[int, int], leaf: int) -> int:
        return known.setdefault(leaf, len(known) + 1)

    def _depths(self, holder: int) -> tuple[int, int, int]:
        items = quotes = 0
        own = -1
        while holder >= 0:
            container = self.containers[holder]
            if container.tag == "li" and container.number > -2:
                items += 1
                own = holder if own < 0 else own
            quotes += container.tag == "blockquote"
            holder = container.parent
        return items, quotes, own

    def _node(self, line: SourceLine, index: int) -> int:
        parent = self._container(line.holder, index)
        if (line.leaf, parent) != self.of_leaf[:2] or line.kind in ("row", "cells"):
            tag = {"heading": f"h{line.level}", "code": "pre", "row": "tr", "cells": "td"}.get(line.kind, "p")
            self.of_leaf = (line.leaf, parent, self._open(tag, parent, index))
        node = self.of_leaf[2]
        while node >= 0 and self.lasts[node] <= index:
            self.lasts[node] = index + 1
            node = self.parents[node]
        return self.of_leaf[2]

    def _container(self, holder: int, index: int) -> int:
        chain = []
        while holder >= 0 and holder not in self.of_container:
            chain.append(holder)
            holder = self.containers[holder].parent
        node = self.of_container[holder] if holder >= 0 else 0
        for inner in reversed(chain):
            node = self.of_container[inner] = self._open(self.containers[inner].tag, node, index)
        return node

    def _open(self, tag: str, parent: int, index: int) -> int:
        self.parents.append(parent)
        self.tags.append(tag)
        self.firsts.append(index)
        self.lasts.append(index)
        return len(self.tags) - 1


def _all_equal(containers: Sequence[Container]) -> set[int]:
    """The ordered lists of several items that all have one number."""
    numbers: dict[int, list[int]] = {}
    for container in containers:
        if container.tag == "li" and container.number >= 0:
            numbers.setdefault(container.parent, []).append(container.number)
    return {owner for owner, row in numbers.items() if len(row) > 1 and len(set(row)) == 1}
