"""Nested lists: which list items stand in which, inside one region of a page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from qaclean.parser.steps.markers import BARE, Marker
from qaclean.parser.steps.sequence import Item

__all__ = ["ListNode", "flat_nodes", "list_trees"]

BEHIND = 2  # code points from the number of a step box to the text's own number of the same step


class ListNode:
    """A list item while the tree is built: its children list by list; `end` and `words` are filled in by who makes steps of it."""

    __slots__ = ("children", "end", "item", "parent", "words")

    def __init__(self, item: Item) -> None:
        self.item = item
        self.parent: ListNode | None = None
        self.children: list[list[ListNode]] = []
        self.end = 0
        self.words = ""


def list_trees(items: Sequence[Item], starts: Sequence[int], first: int, last: int) -> list[list[ListNode]]:
    """The lists of a region `[first, last)`: its outermost items, the others under theirs. `starts` are those of its pieces, `items` in order."""
    begin = bisect_left(items, first, key=_item_start)
    until = bisect_left(items, last, key=_item_start)
    if begin == until:
        return []
    nodes = {i: ListNode(items[i]) for i in range(begin, until)}
    by_list: dict[int, list[int]] = {}
    for i, node in nodes.items():
        by_list.setdefault(node.item.list_id, []).append(i)
    parents = {key: _parent_of(nodes, by_list, members, starts) for key, members in by_list.items()}
    top = []
    for key, members in by_list.items():
        parent = parents[key]
        if parent is None:
            top.append([nodes[i] for i in members])
            continue
        around = by_list[
            nodes[parent].item.list_id
        ]  # a list that was taken up again (`1 ①… 2 ②…`) is in several of them
        for _, part in groupby(members, key=lambda i: bisect_right(around, i)):
            rows = [*part]
            nodes[around[bisect_right(around, rows[0]) - 1]].children.append([nodes[i] for i in rows])
    trees = _untangled(top)
    for tree in trees:
        for node in flat_nodes(tree):
            node.children = _untangled(node.children)
        _keep_within(tree)
        for siblings in (tree, *(below for node in flat_nodes(tree) for below in node.children)):
            _take_own_numbers(siblings)
    return trees


def _take_own_numbers(rows: list[ListNode]) -> None:
    """Step boxes (`1 1、Open it. 2 2、Rinse it.`) each with the same number of the text's own right behind it: both are one marker of one step."""
    own = [node.children[0][0] for node in rows if len(node.children) == 1 and len(node.children[0]) == 1]
    if len(rows) == len(own) > 1 and all(
        node.item.marker.style == BARE
        and node.item.marker.number == number.item.marker.number
        and number.item.marker.start - node.item.marker.end <= BEHIND
        for node, number in zip(rows, own, strict=True)
    ):
        for node, number in zip(rows, own, strict=True):
            node.item = node.item._replace(marker=node.item.marker._replace(end=number.item.marker.end))
            node.children = number.children


def _parent_of(
    nodes: dict[int, ListNode], by_list: dict[int, list[int]], members: list[int], starts: Sequence[int]
) -> int | None:
    """The item a list is nested in: its parent while that list goes on, or on the parent's own line."""
    parent = nodes[members[0]].item.parent
    while parent >= 0 and parent in nodes:
        goes_on = by_list[nodes[parent].item.list_id][-1] > members[0]
        if goes_on or _same_line(starts, nodes[parent].item.marker, nodes[members[0]].item.marker):
            return parent
        parent = nodes[parent].item.parent
    return None


def _same_line(starts: Sequence[int], one: Marker, other: Marker) -> bool:
    return bisect_right(starts, other.start) - bisect_right(starts, one.start) <= 1


def _untangled(lists: list[list[ListNode]]) -> list[list[ListNode]]:
    """Lists of one region or item that run through each other (`③… 2 ④… 3 ⑤…`): items of the later one go under the item they stand in."""
    out: list[list[ListNode]] = []
    starts: list[int] = []  # of the last of them: those before it end before it begins
    for rows in sorted(lists, key=lambda rows: rows[0].item.marker.start):
        if not starts or starts[-1] <= rows[0].item.marker.start:
            out.append(rows)
            starts = [node.item.marker.start for node in rows]
            continue
        for node in rows:
            out[-1][bisect_right(starts, node.item.marker.start) - 1].children.append([node])
    for rows in out:
        for node in rows:
            node.children.sort(key=lambda part: part[0].item.marker.start)
    return out


def _keep_within(rows: list[ListNode]) -> None:
    """Items below a step that stand behind where the next one begins (a list that a nested one took up again) go under the step that they stand in."""
    starts = [node.item.marker.start for node in rows]
    for node, limit in zip(rows, starts[1:], strict=False):
        for item in _taken_behind(node, limit):
            rows[bisect_right(starts, item.item.marker.start) - 1].children.append([item])
    for node in rows:
        node.children.sort(key=lambda part: part[0].item.marker.start)
        for below in node.children:
            _keep_within(below)


def _taken_behind(node: ListNode, limit: int) -> list[ListNode]:
    """The items below a node that begin at `limit` or behind it; they are no longer below it."""
    taken = [item for part in node.children for item in part if item.item.marker.start >= limit]
    kept = ([item for item in part if item.item.marker.start < limit] for part in node.children)
    node.children = [part for part in kept if part]
    return taken + [item for part in node.children for below in part for item in _taken_behind(below, limit)]


def _item_start(item: Item) -> int:
    return item.marker.start


def flat_nodes(nodes: list[ListNode]) -> list[ListNode]:
    """Nodes, each before those below it."""
    out = []
    for node in nodes:
        out.append(node)
        for rows in node.children:
            out.extend(flat_nodes(rows))
    return out
