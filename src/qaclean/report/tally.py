"""What a report counts while the documents go by, in memory that does not grow with them: sums, the list of documents, the most removed lines, a sample.

Two tallies of two halves add up to one; where nothing had to be left out, that is the tally of the whole.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from qaclean.records import Page
from qaclean.report.comparison import compare, same_text
from qaclean.report.documents import document_of
from qaclean.report.frequent_lines import FrequentLines
from qaclean.report.marks import shown
from qaclean.report.rows import Row, removed_lines, row_of
from qaclean.report.sample import Sample, Wish

__all__ = ["BINS", "LISTED", "Tally"]

BINS = 20  # of the histogram of kept shares
LISTED = 10_000  # documents in the list
FAILURES = 100  # that are named
COUNTERS = (
    *("kinds", "sites", "languages", "media", "histogram", "lists", "steps", "list_documents", "warnings"),
    *("rule_size", "rule_spans", "rule_documents", "reason_documents", "repairs", "repair_documents", "compared"),
)
LINES = ("lines", "lines_lost", "lines_gained")  # removed; of a comparison by this record alone; by the other alone


class Tally:
    """The counts of many documents.

    >>> from qaclean import clean
    >>> tally = Tally()
    >>> tally.add(clean("怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通"), "a.txt")
    >>> tally.documents, tally.size, tally.removed, tally.counts["kinds"]
    (1, 20, 9, Counter({'article': 1}))
    """

    def __init__(self) -> None:
        self.documents = self.size = self.removed = self.failed = 0
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTERS}
        self.lines, self.lines_lost, self.lines_gained = FrequentLines(), FrequentLines(), FrequentLines()
        self.failures: list[tuple[str, str]] = []
        self.sample = Sample()
        self._rows: list[tuple[int, int, Row]] = []  # a heap: rank with the sign turned, number, row

    def add(self, page: Page, name: str, other: Page | None = None) -> None:
        """Count a document; `other` is a record of the same source by another version or with other options, to compare with."""
        pages = [page] if other is None or not same_text(page, other) else [page, other]
        row = self._compared(row_of(page, name), pages)
        self._count(row)
        self.lines.add(removed_lines(page), row.name)
        number = self.documents
        self.documents += 1
        self._list(number, row)
        self.sample.offer(row.rank, wishes_of(row), lambda: {"number": number, "row": row, **document_of(pages)})

    def _compared(self, row: Row, pages: Sequence[Page]) -> Row:
        if len(pages) < 2:
            self.counts["compared"]["alone"] += 1
            return row
        found = compare(*pages)
        counts = self.counts["compared"]
        counts.update({"same" if not found.changed else "changed": 1, "lost": found.lost, "gained": found.gained})
        self.lines_lost.add(found.lines_lost, row.name)
        self.lines_gained.add(found.lines_gained, row.name)
        return replace(row, changed=found.changed)

    def fail(self, name: str, message: str) -> None:
        """Count a document that has no page."""
        self.failed += 1
        if len(self.failures) < FAILURES:
            self.failures.append((shown(name), shown(message)))

    def rows(self) -> list[tuple[int, Row]]:
        """The numbers and rows of the documents that are listed, in their order."""
        found = {number: row for _, number, row in self._rows}
        found.update((document["number"], document["row"]) for _, document in self.sample.items())
        return sorted(found.items())

    def merge(self, other: Tally) -> None:
        """Add what was counted of the documents that come after these."""
        before = self.documents
        for name in ("documents", "size", "removed", "failed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in COUNTERS:
            self.counts[name].update(other.counts[name])
        for name in LINES:
            getattr(self, name).merge(getattr(other, name))
        self.failures = (self.failures + other.failures)[:FAILURES]
        for _, number, row in sorted(other._rows, key=lambda entry: entry[1]):
            self._list(before + number, row)
        for rank, document in sorted(other.sample.items()):
            moved = {**document, "number": before + document["number"]}
            self.sample.offer(rank, wishes_of(moved["row"]), lambda moved=moved: moved)  # type: ignore[misc]

    def _list(self, number: int, row: Row) -> None:
        entry = (-row.rank, number, row)
        if len(self._rows) < LISTED:
            heapq.heappush(self._rows, entry)
        elif entry[:2] > self._rows[0][:2]:
            heapq.heapreplace(self._rows, entry)

    def _count(self, row: Row) -> None:
        self.size += row.size
        self.removed += row.removed
        counts = self.counts
        for name, value in (
            ("kinds", row.kind),
            ("sites", row.site),
            ("languages", row.language),
            ("media", row.media),
        ):
            counts[name][value] += 1
        counts["histogram"][str(min(int(row.kept_share() * BINS), BINS - 1))] += 1
        for rule, (size, spans) in row.rules.items():
            counts["rule_size"][rule] += size
            counts["rule_spans"][rule] += spans
            counts["rule_documents"][rule] += 1
        for role, steps in row.steps:
            counts["lists"][role] += 1
            counts["steps"][role] += steps
        counts["reason_documents"].update({rule.partition(" ")[0] for rule in row.rules})
        counts["list_documents"].update({role for role, _ in row.steps})
        counts["repairs"].update(row.repairs)
        counts["repair_documents"].update(row.repairs.keys())
        counts["warnings"].update(row.warnings.keys())

    def as_json(self) -> dict[str, Any]:
        """The tally as plain values, for `from_json`."""
        return {
            **{name: getattr(self, name) for name in ("documents", "size", "removed", "failed")},
            "counts": {name: dict(counter) for name, counter in self.counts.items()},
            **{name: getattr(self, name).as_json() for name in LINES},
            "failures": self.failures,
            "rows": [[number, row.as_json()] for _, number, row in sorted(self._rows, key=lambda entry: entry[1])],
            "sample": [[rank, {**found, "row": found["row"].as_json()}] for rank, found in sorted(self.sample.items())],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Tally:
        """The tally that `as_json` wrote."""
        tally = cls()
        for name in ("documents", "size", "removed", "failed"):
            setattr(tally, name, value[name])
        tally.counts = {name: Counter(value["counts"][name]) for name in COUNTERS}
        for name in LINES:
            setattr(tally, name, FrequentLines.from_json(value[name]))
        tally.failures = [(name, message) for name, message in value["failures"]]
        for number, plain in value["rows"]:
            tally._list(number, Row.from_json(plain))
        for rank, plain in value["sample"]:
            found = {**plain, "row": Row.from_json(plain["row"])}
            tally.sample.offer(rank, wishes_of(found["row"]), lambda found=found: found)  # type: ignore[misc]
        return tally


def wishes_of(row: Row) -> list[Wish]:
    """What a document may be shown for: as one of all, as one of which little was kept, for its kind, its rules, its warnings, its repairs."""
    return [*_wishes(row)]


def _wishes(row: Row) -> Iterator[Wish]:
    yield Wish("0 any", 800)
    yield Wish("1 least kept", 30, row.kept_share())
    if row.changed > 0:
        yield Wish("1 most changed", 60, -row.changed)
    yield Wish(f"2 kind {row.kind}", 3)
    yield from (Wish(f"3 rule {rule}", 2) for rule in row.rules)
    yield from (Wish(f"4 warning {code}", 2) for code in row.warnings)
    yield from (Wish(f"5 repair {kind}", 2) for kind in row.repairs)
