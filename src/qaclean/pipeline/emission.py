"""From what the parser made to the record: spans of the source text, removals, repairs, warnings, and the pydantic page at the very end."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from qaclean.parser import Result
from qaclean.pipeline.rendering import SourceText
from qaclean.posts.found import Found
from qaclean.records import Page, Question, Removed, Repair, build_block
from qaclean.repairs.repair import Repaired
from qaclean.segments.document import Removal
from qaclean.text.language import language_of

__all__ = ["build_page", "emit_record"]

Record = dict[str, Any]
LARGE = 200_000  # code points; a longer page is built block by block, so that it is never held twice


def emit_record(
    source: str | bytes, read: SourceText, repaired: Repaired, found: Found, result: Result, url: str | None
) -> Record:
    """The record of a page as plain rows, its ledger not yet closed."""
    parsed = result.parsed
    record: Record = {
        "kind": parsed.kind,
        "url": url,
        "site": found.thread.site if found.thread is not None else None,
        "language": language_of(repaired.text),
        "title": parsed.title,
        "title_span": parsed.title_span,
        **result.facts._asdict(),
        "questions": parsed.questions,
        "body": parsed.body,
        "source": _source(source, read),
    }
    _map_spans(record, repaired)
    record["removed"] = _removed([*result.removals, *parsed.removals], repaired)
    record["repairs"] = _repairs(read, repaired)
    warnings = [*read.warnings, *((code, message, None) for code, message in found.warnings)]
    record["warnings"] = [{"code": code, "message": message, "span": span} for code, message, span in warnings]
    return record


def build_page(record: Record, text: str) -> Page:
    """The page of a record; `text` is its source text."""
    if len(text) > LARGE:
        _build_in_place(record)
    page = Page.model_validate(record)
    page._source_text = text
    return page


def _source(source: str | bytes, read: SourceText) -> Record:
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return {
        "name": None,
        "media_type": read.media_type,
        "encoding": read.encoding,
        "sha256": hashlib.sha256(data).hexdigest(),
        "length": len(read.text),
    }


def _map_spans(record: Record, repaired: Repaired) -> None:
    """Move every span of the record from the repaired text to the source text."""
    if not repaired.edits:
        return
    to_source = repaired.span_to_source
    if record["title_span"] is not None:
        record["title_span"] = to_source(*record["title_span"])
    stack: list[list[Any]] = [record["questions"], record["body"]]
    while stack:
        for node in stack.pop():
            if isinstance(node, list):  # a follow-up, the cells of a table
                stack.append(node)
                continue
            if not isinstance(node, dict):
                break  # words, holes
            if "span" in node:
                node["span"] = to_source(*node["span"])
            if "holes" in node:
                node["holes"] = [to_source(*hole) for hole in node["holes"]]
            stack.extend([value for value in node.values() if isinstance(value, list)])


def _removed(removals: Sequence[Removal], repaired: Repaired) -> list[Record]:
    to_source = repaired.span_to_source
    rows = [(*to_source(r.start, r.end), r.reason, r.rule) for r in removals]
    return [{"span": (start, end), "reason": reason, "rule": rule} for start, end, reason, rule in sorted(rows)]


def _repairs(read: SourceText, repaired: Repaired) -> list[Record]:
    rows: list[Record] = [
        {
            "span": (start, end),
            "kind": "undecodable",
            "before": read.text[start:end],
            "after": read.text[start:end],
            "raw": raw,
        }
        for start, end, raw in read.undecodable
    ]
    rows += [
        {"span": (e.start, e.end), "kind": e.kind, "before": read.text[e.start : e.end], "after": e.after}
        for e in repaired.edits
    ]
    return sorted(rows, key=lambda row: row["span"])


def _build_in_place(record: Record) -> None:
    """Replace the plain blocks and rows of a large record by models, one by one."""
    lists = [record["body"]]
    for question in record["questions"]:
        lists.append(question.get("body", []))
        for answer in question["answers"]:
            lists += [answer["blocks"], *answer.get("followups", ())]
    for blocks in lists:
        for index, block in enumerate(blocks):
            blocks[index] = build_block(block)
    for name, model in (("removed", Removed), ("repairs", Repair), ("questions", Question)):
        rows = record[name]
        for index, row in enumerate(rows):
            rows[index] = model.model_validate(row)
