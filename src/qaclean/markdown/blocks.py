"""What only shows once all lines of a Markdown source are read: which indented blocks are code, which tables data, and which items make a list.

Converters number each item `1.` where a picture or a block of code stands between two (all-equal numbers), and do not indent what stands
between; such items are one list, and what is between belongs to the item before it. An item that stays alone is text with its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qaclean.markdown.containers import Container
from qaclean.markdown.lines import SourceLine
from qaclean.patterns import compile_at_once
from qaclean.segments.code_runs import is_code

__all__ = ["resolve_blocks"]

MAX_BETWEEN = 2  # lines of text between two items of a list, where these are not indented
MAX_ASIDE = 300  # code points of one of them
MAX_CELL = 300  # of the longest cell of a data table (as for HTML)
MEAN_CELL = 60  # ... and of the mean cell
_ASKS = ("?", "\uff1f")
_ADDRESS = compile_at_once(r"<?https?://[^\s<>]{1,2000}>?$")
_DESTINATION = compile_at_once(r"\]\([^()\n]{0,1000}\)")


def resolve_blocks(
    text: str, lines: Sequence[SourceLine], containers: list[Container]
) -> tuple[list[SourceLine], list[Container]]:
    """The lines and containers as they are meant.

    >>> from qaclean.markdown.lines import read_lines
    >>> source = "1. Open it.\\n\\n![](/a.png)\\n\\n1. Close it.\\n"
    >>> lines, containers = resolve_blocks(source, *read_lines(source))
    >>> [c.parent for c in containers if c.tag == "li"], [line.holder for line in lines if line.kind == "text"]
    ([0, 0], [1, 1, 3])
    """
    rows = _blocks(text, lines)
    rows, containers = _joined(text, rows, list(containers))
    return _alone(rows, containers)


def _blocks(text: str, lines: Sequence[SourceLine]) -> list[SourceLine]:
    rows: list[SourceLine] = []
    for _, run in groupby(lines, key=lambda line: line.leaf):
        leaf = list(run)
        kinds = {line.kind for line in leaf}
        if "indented" in kinds:
            kind = "code" if _is_code(text, leaf) else "text"
            leaf = [_indented(text, line, kind) if line.kind == "indented" else line for line in leaf]
        elif "row" in kinds and not _is_data(text, [line for line in leaf if line.kind == "row"]):
            leaf = [line._replace(kind="cells") if line.kind == "row" else line for line in leaf]
        rows += leaf
    return rows


def _is_code(text: str, leaf: Sequence[SourceLine]) -> bool:
    """Lines that look like code, none of them broken as prose is, and not all of them addresses."""
    own = [line for line in leaf if line.kind == "indented"]
    if any(line.hard for line in own) or all(_ADDRESS.match(text, line.body, line.stop) for line in own):
        return False
    return is_code([text[line.body : line.stop] for line in own])


def _indented(text: str, line: SourceLine, kind: str) -> SourceLine:
    if kind == "text":
        return line._replace(kind="text", hard=True)
    body, column = line.start, 0
    while column < 4 and text[body] in " \t":
        column = 4 if text[body] == "\t" else column + 1
        body += 1
    return line._replace(kind="code", body=body)


def _is_data(text: str, rows: Sequence[SourceLine]) -> bool:
    """Rows of short cells in more than one row and column, as many in each."""
    counts: list[int] = []
    sizes: list[int] = []
    for row in rows:
        words = _DESTINATION.sub("", text[row.body : row.stop]).strip("| ")
        cells = words.split("|")
        counts.append(len(cells))
        sizes += [len(cell.strip()) for cell in cells]
    if len(rows) < 2 or max(counts) < 2 or max(counts) - min(counts) > 1 or max(sizes) > MAX_CELL:
        return False
    return sum(sizes) <= MEAN_CELL * len(sizes)


# -- lists -----------------------------------------------------------------------------------------------------------


class _Item:
    """An ordered item: its container, and the range of the lines in it."""

    __slots__ = ("first", "index", "last", "number")

    def __init__(self, index: int, number: int, line: int) -> None:
        self.index, self.number, self.first, self.last = index, number, line, line


def _joined(
    text: str, lines: list[SourceLine], containers: list[Container]
) -> tuple[list[SourceLine], list[Container]]:
    """Ordered lists that go on below text that is not indented are one list."""
    lists = _ordered(lines, containers)
    last: dict[int, int] = {}  # by the container around a list: the latest list in it
    for owner in sorted(lists, key=lambda key: lists[key][0].first):
        parent = containers[owner].parent
        before = last.get(parent)
        if before is None or not _goes_on(text, lines, lists[before], lists[owner], parent):
            last[parent] = owner
            continue
        item = lists[before][-1]
        first = lists[owner][0].first
        for at in range(item.last + 1, first):
            if lines[at].holder == parent:
                lines[at] = lines[at]._replace(holder=item.index)
        for index in range(item.index + 1, owner):
            if containers[index].parent == parent:
                containers[index] = containers[index]._replace(parent=item.index)
        for following in lists[owner]:
            containers[following.index] = containers[following.index]._replace(parent=before)
        lists[before] += lists[owner]
    for owner, rows in lists.items():
        if len(rows) > 1 and containers[rows[-1].index].parent == owner:  # none that went on with another
            _hold_words_below(text, lines, rows[-1], containers[owner].parent)
    return lines, containers


def _hold_words_below(text: str, lines: list[SourceLine], item: _Item, parent: int) -> None:
    """Put the paragraph below the last item of a list into it, where the item shows nothing but its number: `3. 3`."""
    told = [
        text[line.body : line.stop].strip("*_ ") for line in lines[item.first : item.last + 1] if line.kind != "blank"
    ]
    if told != [str(item.number)]:
        return
    below = next((at for at in range(item.last + 1, len(lines)) if lines[at].kind != "blank"), -1)
    if below < 0 or lines[below].kind != "text" or lines[below].holder != parent:
        return
    for at in range(below, len(lines)):
        if lines[at].leaf != lines[below].leaf:
            break
        lines[at] = lines[at]._replace(holder=item.index)


def _ordered(lines: Sequence[SourceLine], containers: Sequence[Container]) -> dict[int, list[_Item]]:
    """The ordered lists: items by the list's container."""
    items: dict[int, _Item] = {}
    lists: dict[int, list[_Item]] = {}
    for at, line in enumerate(lines):
        index, hops = line.holder, 0
        while index >= 0 and hops < 64:
            container = containers[index]
            if container.tag == "li" and container.number >= 0:
                if index in items:
                    items[index].last = at
                else:
                    items[index] = _Item(index, container.number, at)
                    lists.setdefault(container.parent, []).append(items[index])
            index, hops = container.parent, hops + 1
    return lists


def _goes_on(
    text: str, lines: Sequence[SourceLine], before: Sequence[_Item], after: Sequence[_Item], parent: int
) -> bool:
    """Whether a list is the rest of the one before: its numbers go on, or all are equal, and hardly any text is between."""
    equal = all(item.number == before[0].number for item in (*before, *after))
    if not (equal or after[0].number == before[-1].number + 1):
        return False
    between = lines[before[-1].last + 1 : after[0].first]
    if len(between) > 200 or any(line.kind in ("heading", "rule") for line in between):
        return False
    told = [text[line.body : line.stop] for line in between if line.kind in ("text", "row", "cells")]
    asides = [words for words in told if not words.startswith(("![", "[!["))]
    if len(asides) > MAX_BETWEEN or any(len(words) > MAX_ASIDE for words in asides):
        return False
    first = lines[before[-1].first]
    return not (asides and text[first.body : first.stop].rstrip("* _").endswith(_ASKS))


def _alone(lines: list[SourceLine], containers: list[Container]) -> tuple[list[SourceLine], list[Container]]:
    """An ordered item without another is text, and its number stays in it."""
    counts: dict[int, int] = {}
    for container in containers:
        if container.tag == "li":
            counts[container.parent] = counts.get(container.parent, 0) + 1
    for at, line in enumerate(lines):
        if not line.begins or line.holder < 0:
            continue
        item = containers[line.holder]
        if item.tag == "li" and item.number >= 0 and counts[item.parent] == 1 and line.kind in ("text", "heading"):
            lines[at] = line._replace(body=item.marker[0], begins=False)
            containers[line.holder] = item._replace(number=-2)
    return lines, containers
