"""Closing the ledger of a record: what no leaf and no removal holds is removed with a reason, and a page that breaks off gets a warning."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from qaclean.pipeline.ledger import check, leaves
from qaclean.pipeline.markup_spans import inside_kept, removed_markup
from qaclean.pipeline.truncation import HARD_CUT, find_hard_cut
from qaclean.records.rows import PageRow

if TYPE_CHECKING:
    from qaclean.markdown.render import MarkdownPage

__all__ = ["account", "warn_of_a_cut"]


def account(record: PageRow, text: str, markdown: MarkdownPage | None = None) -> list[tuple[int, int]]:
    """Close the ledger: what a repair took away between blocks is removed as noise, with that rule, and Markdown's markup as such. The leaves."""
    kept = leaves(record)
    faults = check(text, kept, [row["span"] for row in record["removed"]])
    if any(fault.kind == "twice" for fault in faults):
        _give_back_labels(record, kept)
    edits = [row["span"] for row in record["repairs"] if row["after"] != row["before"]] if faults else []
    if markdown is not None:
        record["repairs"] = inside_kept(record["repairs"], kept)
    if not faults:
        return kept
    ends = [end for _, end in edits]
    for fault in faults:
        if fault.kind == "unaccounted":
            first = bisect_right(ends, fault.start)  # both in order and apart: the first that ends behind the start
            inside = first < len(edits) and edits[first][0] < fault.end
            rule = "repaired-away" if inside else "unplaced"
            rows = [((fault.start, fault.end), "noise", rule)]
            if markdown is not None:
                rows = list(removed_markup(markdown, fault.start, fault.end, rule))
            record["removed"] += [{"span": span, "reason": reason, "rule": rule} for span, reason, rule in rows]
    record["removed"].sort(key=lambda row: row["span"])
    return kept


def _give_back_labels(record: PageRow, kept: list[tuple[int, int]]) -> None:
    """A label (`问:`) that stands inside of a block, where nothing was cut at it after all, is the block's."""
    starts = [start for start, _ in kept]

    def inside(span: tuple[int, int]) -> bool:
        place = bisect_right(starts, span[0]) - 1
        return place >= 0 and span[1] <= kept[place][1]

    record["removed"] = [row for row in record["removed"] if row["reason"] != "marker" or not inside(row["span"])]


def warn_of_a_cut(record: PageRow, text: str, kept: list[tuple[int, int]]) -> None:
    """Warn where the last kept leaf breaks off in the middle of a sentence."""
    span = find_hard_cut(text, max(end for _, end in kept)) if kept else None
    if span:
        message = "the content ends in the middle of a sentence: the page was cut when it was saved"
        record["warnings"].append({"code": HARD_CUT, "message": message, "span": span})
