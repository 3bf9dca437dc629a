"""From what the parser made to the record as plain rows: spans of the source text, removals, repairs, warnings."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, cast

from qaclean.decoding.decode import LOST
from qaclean.limits import LARGE
from qaclean.parser import Result
from qaclean.pipeline.inline_markdown import add_markdown
from qaclean.pipeline.markup_spans import place_markup
from qaclean.pipeline.rendering import SourceText
from qaclean.posts.found import Found
from qaclean.records.rows import BlockRow, PageRow, RemovedRow, RepairRow, SourceRow, Span
from qaclean.records.walk import row_lists, step_rows_in_depth
from qaclean.repairs.one_plane import with_meant
from qaclean.repairs.repair import Repaired
from qaclean.segments.document import SAID_AT, Removal
from qaclean.surrogates import without_surrogates
from qaclean.text.dates import read_date
from qaclean.text.language import language_of

if TYPE_CHECKING:
    from qaclean.markdown.front_matter import FileHead

__all__ = ["emit_record"]

_WORDS = ("title", "breadcrumb", "tags", "author", "questions", "body")  # fields that are cut from the repaired text


def emit_record(
    source: str | bytes, read: SourceText, repaired: Repaired, found: Found, result: Result, url: str | None
) -> PageRow:
    """The record of a page as plain rows, its ledger not yet closed."""
    parsed, facts = result.parsed, result.facts
    head = read.layout.head if read.layout is not None else None
    warnings = [*read.warnings, *((code, message, None) for code, message in found.warnings)]
    record: PageRow = {
        "kind": parsed.kind,
        "url": without_surrogates(url or (head.canonical if head else "")) or None,
        "site": found.site,
        "language": language_of(repaired.text, head.language if head else ""),
        "title": parsed.title,
        "title_span": parsed.title_span,
        "breadcrumb": facts.breadcrumb,
        "tags": facts.tags,
        "author": facts.author,
        "published": facts.published,
        "views": facts.views,
        "questions": parsed.questions,
        "body": parsed.body,
        "removed": _removed([*result.removals, *parsed.removals], repaired),
        "repairs": _repairs(read, repaired),
        "warnings": [{"code": code, "message": message, "span": span} for code, message, span in warnings],
        "source": _source(source, read),
    }
    _map_spans(record, repaired)
    if repaired.meant:
        fields = cast("dict[str, Any]", record)
        fields |= with_meant({name: fields[name] for name in _WORDS}, repaired.meant)
    if read.layout is not None and read.layout.named:
        add_markdown(record, read.layout, url)
    if read.markdown is not None:
        place_markup(record, read.markdown)
        _add_stated(record, read.markdown.head)
    _part_images(record)
    _hold_blocks(record)
    return record


def _part_images(record: PageRow) -> None:
    """Let an image that a broken anchor left inside of a block above it (an item of a list) be a place there: its words are that block's."""
    for place in row_lists(record["questions"], record["body"]):
        above = 0
        for block in place.blocks:
            if block["type"] == "image" and block["span"][0] < above:
                block["span"] = (block["span"][0], block["span"][0])
            above = max(above, block["span"][1])


def _hold_blocks(record: PageRow) -> None:
    """Let the span of each answer reach from its first block to its last: images have places of their own, and steps begin at their markers."""
    for question in record["questions"]:
        for answer in question["answers"]:
            spans = [block["span"] for block in answer["blocks"]]
            if spans:
                answer["span"] = (min(start for start, _ in spans), max(end for _, end in spans))


def _add_stated(record: PageRow, head: FileHead) -> None:
    """What the head of a Markdown file says of its page, before what the page's lines say."""
    published = read_date(head.published) if head.published else None
    record["url"] = record["url"] or head.url or None
    record["author"] = head.author or record["author"]
    record["published"] = published or record["published"]
    record["tags"] = record["tags"] or list(head.tags)


def _source(source: str | bytes, read: SourceText) -> SourceRow:
    return {
        "name": None,
        "media_type": read.media_type,
        "encoding": read.encoding,
        "sha256": _sha256(source),
        "length": len(read.text),
    }


def _sha256(source: str | bytes) -> str:
    """The hash of a source, or of its UTF-8, of which no more than a part is made at once."""
    if isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()
    told = hashlib.sha256()
    for at in range(0, len(source), LARGE):
        told.update(source[at : at + LARGE].encode("utf-8", "surrogatepass"))
    return told.hexdigest()


def _map_spans(record: PageRow, repaired: Repaired) -> None:
    """Move every span of the record from the repaired text to the source text."""
    if not repaired.edits:
        return
    to_source = repaired.span_to_source
    if record["title_span"] is not None:
        record["title_span"] = to_source(*record["title_span"])
    for question in record["questions"]:
        for post in (question, *question["answers"]):
            post["span"] = to_source(*post["span"])
    for place in row_lists(record["questions"], record["body"]):
        for block in place.blocks:
            _map_block(block, to_source)


def _map_block(block: BlockRow, to_source: Callable[[int, int], Span]) -> None:
    block["span"] = to_source(*block["span"])
    if block["type"] != "steps":
        return
    if "holes" in block:
        block["holes"] = [to_source(*hole) for hole in block["holes"]]
    for step in step_rows_in_depth(block["steps"]):
        for row in (step, *step.get("images", ())):
            row["span"] = to_source(*row["span"])


def _removed(removals: Sequence[Removal], repaired: Repaired) -> list[RemovedRow]:
    if not repaired.edits:
        return [{"span": (row.start, row.end), "reason": row.reason, "rule": row.rule} for row in sorted(removals)]
    to_source = repaired.span_to_source
    rows = [(*to_source(r.start, r.end), r.reason, _placed(r.rule, to_source)) for r in removals]
    return [{"span": (start, end), "reason": reason, "rule": rule} for start, end, reason, rule in sorted(rows)]


def _placed(rule: str, to_source: Callable[[int, int], Span]) -> str:
    """A rule that names a place, with that of the source."""
    if not rule.startswith(SAID_AT):
        return rule
    start, end = map(int, rule.removeprefix(SAID_AT).split("-"))
    return "{}{}-{}".format(SAID_AT, *to_source(start, end))


def _repairs(read: SourceText, repaired: Repaired) -> list[RepairRow]:
    rows: list[RepairRow] = [
        {
            "span": (start, end),
            "kind": "undecodable" if read.text[start:end] == LOST else "charset",
            "before": read.text[start:end],
            "after": read.text[start:end],
            "raw": raw,
        }
        for start, end, raw in read.undecodable
    ]
    rows += [
        _repair(edit.start, edit.end, edit.kind, read.text[edit.start : edit.end], edit.after)
        for edit in repaired.edits
    ]
    return sorted(rows, key=lambda row: row["span"])


def _repair(start: int, end: int, kind: str, before: str, after: str) -> RepairRow:
    row: RepairRow = {"span": (start, end), "kind": kind, "before": without_surrogates(before), "after": after}
    if row["before"] != before:  # no encoding writes it
        row["raw"] = before.encode("utf-8", "surrogatepass").hex()
    return row
