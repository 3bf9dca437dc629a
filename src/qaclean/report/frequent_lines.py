"""Which lines were removed from the most documents, in bounded memory: the counts of Misra and Gries, exact as long as the lines are few.

Where more than `CAPACITY` different lines wait, the count of the one that stands last of those that stay is taken off all, and who has none left goes.
A count is then too low by at most what was taken off (`short`); two such tables add up to one with the sum of both (Agarwal et al., Mergeable Summaries).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

__all__ = ["CAPACITY", "FrequentLines", "LineCount"]

CAPACITY = 20_000  # lines that stay; twice as many wait
MOST_RULES = 4  # names of rules that are kept of one line


class LineCount(NamedTuple):
    """A line, the documents that lost it (at least), the reasons and rules that took it there, and the name of one such document."""

    line: str
    documents: int
    rules: tuple[str, ...]
    example: str


class FrequentLines:
    """A table of lines and the documents that lost them.

    >>> table = FrequentLines()
    >>> table.add({"分享到微博": "share share-buttons", "上一篇": "navigation previous-next"}, "a.txt")
    >>> table.add({"分享到微博": "share share-buttons"}, "b.txt")
    >>> table.top(1), table.short
    ([LineCount(line='分享到微博', documents=2, rules=('share share-buttons',), example='a.txt')], 0)
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity = capacity
        self.short = 0  # what counts may lack
        self._rows: dict[str, tuple[int, tuple[str, ...], str]] = {}

    def add(self, lines: Mapping[str, str], document: str) -> None:
        """Count a document that lost these lines, each with the reason and rule that took it."""
        for line, rule in lines.items():
            self._count(line, 1, (rule,), document)
        self._bound()

    def merge(self, other: FrequentLines) -> None:
        """Count the documents of another table too."""
        for line, (count, rules, example) in other._rows.items():
            self._count(line, count, rules, example)
        self.short += other.short
        self._bound()

    def top(self, most: int) -> list[LineCount]:
        """The lines that most documents lost, one that stands first in the alphabet before its equals."""
        rows = sorted(self._rows.items(), key=lambda row: (-row[1][0], row[0]))[:most]
        return [LineCount(line, *found) for line, found in rows]

    def as_json(self) -> dict[str, Any]:
        """The table as plain values, for `from_json`."""
        return {"short": self.short, "rows": [[line, *row] for line, row in self._rows.items()]}

    @classmethod
    def from_json(cls, value: Mapping[str, Any], capacity: int = CAPACITY) -> FrequentLines:
        """The table that `as_json` wrote."""
        table = cls(capacity)
        table.short = value["short"]
        table._rows = {line: (count, tuple(rules), example) for line, count, rules, example in value["rows"]}
        return table

    def _count(self, line: str, count: int, rules: Iterable[str], example: str) -> None:
        before, named, first = self._rows.get(line, (0, (), example))
        both = tuple(dict.fromkeys((*named, *rules)))[:MOST_RULES]
        self._rows[line] = (before + count, both, first)

    def _bound(self) -> None:
        if len(self._rows) <= 2 * self.capacity:
            return
        counts = sorted((row[0] for row in self._rows.values()), reverse=True)
        off = counts[self.capacity]
        self.short += off
        self._rows = {
            line: (count - off, rules, example) for line, (count, rules, example) in self._rows.items() if count > off
        }
