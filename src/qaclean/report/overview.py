"""The overview of a report as plain values for JSON: sums, tables, the most removed lines, and the list of documents with names and rules by number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from qaclean.report.frequent_lines import FrequentLines
from qaclean.report.rows import Row
from qaclean.report.tally import BINS, Tally

__all__ = ["overview_of"]

MOST_LINES = 50
MOST_RULES = 1_000
SHORT_TITLES = 2_000  # documents from which on titles are cut, so that all fit into the file
SHORT_TITLE = 24
_STEM = re.compile(r".*[/\\@#]", re.DOTALL)  # folders and inputs, which many documents share


def overview_of(tally: Tally, opened: Mapping[int, int]) -> dict[str, Any]:
    """The overview; `opened` gives the place of each document that is in the file whole by its number.

    >>> from qaclean import clean
    >>> tally = Tally()
    >>> tally.add(clean("怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通"), "a.txt")
    >>> view = overview_of(tally, {0: 0})
    >>> view["reasons"], view["lines"][0]
    ([['related', 9, 2, 1]], ['怎么开通', 1, ['related under-related-heading'], 'a.txt'])
    """
    counts = tally.counts
    rules = _rules(tally)
    return {
        **{name: getattr(tally, name) for name in ("documents", "size", "removed", "failed", "failures")},
        "histogram": [counts["histogram"][str(number)] for number in range(BINS)],
        **{name: _most(counts[name]) for name in ("kinds", "sites", "languages", "media")},
        "reasons": _reasons(tally),
        "rules": rules[:MOST_RULES],
        "rule_count": len(rules),
        "lines": _lines(tally.lines),
        "lines_short": tally.lines.short,
        **{name: _lines(getattr(tally, name)) for name in ("lines_lost", "lines_gained")},
        "compared": {name: counts["compared"][name] for name in ("same", "changed", "alone", "lost", "gained")},
        "steps": [
            [role, n, counts["steps"][role], counts["list_documents"][role]] for role, n in _most(counts["lists"])
        ],
        "repairs": [[kind, n, counts["repair_documents"][kind]] for kind, n in _most(counts["repairs"])],
        "warnings": _most(counts["warnings"]),
        **_list(tally.rows(), opened),
    }


def _lines(table: FrequentLines) -> list[list[Any]]:
    return [[row.line, row.documents, list(row.rules), row.example] for row in table.top(MOST_LINES)]


def _most(counts: Counter[str]) -> list[list[Any]]:
    return [[name, count] for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]


def _rules(tally: Tally) -> list[list[Any]]:
    """Reason with rule, characters, spans, documents; what took most first."""
    counts = tally.counts
    return [
        [rule, size, counts["rule_spans"][rule], counts["rule_documents"][rule]]
        for rule, size in _most(counts["rule_size"])
    ]


def _reasons(tally: Tally) -> list[list[Any]]:
    sizes: Counter[str] = Counter()
    spans: Counter[str] = Counter()
    for rule, size in tally.counts["rule_size"].items():
        reason = rule.partition(" ")[0]
        sizes[reason] += size
        spans[reason] += tally.counts["rule_spans"][rule]
    return [[reason, size, spans[reason], tally.counts["reason_documents"][reason]] for reason, size in _most(sizes)]


class _Names:
    """Names by number, in the order in which they come."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def place(self, name: str) -> int:
        return self.places.setdefault(name, len(self.places))

    def places_of(self, names: Iterable[str]) -> list[int]:
        return [self.place(name) for name in names]


def _list(rows: list[tuple[int, Row]], opened: Mapping[int, int]) -> dict[str, Any]:
    names = {name: _Names() for name in ("stem_names", "kind_names", "site_names", "rule_names", "warning_names")}
    title = SHORT_TITLE if len(rows) > SHORT_TITLES else None
    plain = [_plain(row, title, names, opened.get(number, -1)) for number, row in rows]
    return {"rows": plain, **{name: list(table.places) for name, table in names.items()}}


def _plain(row: Row, title: int | None, names: Mapping[str, _Names], opened: int) -> list[Any]:
    """One row; the script of the report names its places (`COLUMNS`)."""
    found = _STEM.match(row.name)
    stem = found[0] if found else ""
    return [
        names["stem_names"].place(stem),
        row.name[len(stem) :],
        row.title[:title],
        names["kind_names"].place(row.kind),
        names["site_names"].place(row.site),
        row.size,
        row.removed,
        sum(row.repairs.values()),
        len(row.steps),
        names["warning_names"].places_of(row.warnings),
        names["rule_names"].places_of(row.rules),
        opened,
        *([row.changed] if row.changed >= 0 else []),
    ]
