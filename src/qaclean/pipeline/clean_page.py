"""The path from a source to its record, top to bottom: decode, repair, read, strip, parse, account, emit."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from datetime import datetime
from typing import Any

from qaclean.decoding.decode import Decoded, decode, from_text
from qaclean.errors import SourceTooLargeError, UsageError
from qaclean.html.markup import looks_like_html
from qaclean.html.render import HtmlPage, read_html
from qaclean.limits import Limits
from qaclean.markdown import MarkdownPage, looks_like_markdown
from qaclean.parser import Facts, Parsed, parse_told
from qaclean.pipeline.html_path import clean_html
from qaclean.pipeline.ledger import check, leaves
from qaclean.pipeline.markdown_path import clean_markdown, close_markup, place_markup
from qaclean.pipeline.truncation import HARD_CUT, find_hard_cut
from qaclean.records import Page, Question, Removed, Repair, build_block
from qaclean.repairs.repair import Repaired, repair
from qaclean.segments.document import Removal
from qaclean.segments.lines import read_text
from qaclean.segments.signals import observe
from qaclean.stripper import strip
from qaclean.text.language import language_of

__all__ = ["clean"]

Record = dict[str, Any]
LARGE = 200_000  # code points; a longer page is built block by block, so that it is never held twice


def clean(
    source: str | bytes,
    *,
    url: str | None = None,
    media_type: str | None = None,
    encoding: str | None = None,
    profile: str | None = None,
    limits: Limits | None = None,
    reference_time: datetime | None = None,
) -> Page:
    """Turn one scraped page into its record. Nothing is fetched, nothing is thrown away silently.

    `source`: bytes are decoded (BOM, UTF-8, declared and detected charsets, or `encoding`); a str is taken as decoded.
    `media_type`: `text/plain`, `text/html` or `text/markdown`; without it the source is looked at. `profile`: a site profile of HTML pages by name or path,
    or `"none"`; without it one is chosen by host (`url`) and fingerprint. `reference_time`: when the page was
    fetched; only with it are relative dates (`3天前`) read. Errors: `SourceTooLargeError`,
    `UndecodableSourceError`, `ProfileError`, `UsageError`.

    >>> page = clean("怎么退订彩铃?\\n1、编辑短信TD。2、发到客服号。")
    >>> page.questions[0].answers[0].blocks[0].steps[1].text
    '发到客服号。'
    """
    _check_arguments(source, media_type, limits or Limits())
    if reference_time is not None and not isinstance(reference_time, datetime):
        raise UsageError(f"reference_time must be a datetime, not {type(reference_time).__name__}")
    decoded = decode(source, encoding=encoding) if isinstance(source, bytes) else from_text(source)
    is_html = media_type == "text/html" or (media_type is None and looks_like_html(decoded.text))
    is_markdown = media_type == "text/markdown" or (
        media_type is None and not is_html and looks_like_markdown(decoded.text)
    )
    read: MarkdownPage | None = None
    if is_html:
        decoded, page = _rendered(decoded, url)
        site, doubts, repaired, removals, facts, parsed = clean_html(page, reference_time, url=url, profile=profile)
        decoded = decoded._replace(warnings=(*decoded.warnings, *((code, words, None) for code, words in doubts)))
    elif is_markdown:
        site = None
        read, repaired, removals, facts, parsed = clean_markdown(decoded.text, reference_time, url=url)
        url = url or read.head.url or None
    else:
        site = None
        repaired = repair(decoded.text)
        removals, facts, parsed = _strip_and_parse(repaired.text, reference_time)
    record: Record = {
        "kind": parsed.kind,
        "url": url,
        "site": site,
        "language": language_of(repaired.text),
        "title": parsed.title,
        "title_span": parsed.title_span,
        **facts._asdict(),
        "questions": parsed.questions,
        "body": parsed.body,
        "source": _source(
            source, decoded, "text/html" if is_html else "text/markdown" if is_markdown else "text/plain"
        ),
    }
    _map_spans(record, repaired)
    if read is not None:
        place_markup(record, read, decoded.text)
    record["removed"] = _removed([*removals, *parsed.removals], repaired)
    record["repairs"] = _repairs(decoded, repaired)
    del removals, parsed, repaired  # a large page is not held in two forms
    record["warnings"] = [{"code": code, "message": message, "span": span} for code, message, span in decoded.warnings]
    kept = _account(record, decoded.text, read)
    _warn_of_a_cut(record, decoded.text, kept)
    if len(decoded.text) > LARGE:
        _build_in_place(record)
    built = Page.model_validate(record)
    built._source_text = decoded.text
    return built


def _rendered(decoded: Decoded, url: str | None) -> tuple[Decoded, HtmlPage]:
    """The rendered page, whose text is the source text from here on: what was said of the markup's characters loses its span."""
    page = read_html(decoded.text, url)
    warnings = [(code, message, None) for code, message, _ in decoded.warnings]
    warnings += [(code, message, None) for code, message in page.warnings]
    return Decoded(page.text, decoded.encoding, (), tuple(warnings)), page


def _strip_and_parse(text: str, reference: datetime | None = None) -> tuple[list[Removal], Facts, Parsed]:
    """In a function of its own, so that blocks and evidence are gone before the record is built."""
    document = read_text(text)
    evidence = observe(document)
    removals = strip(document, evidence)
    parsed, facts, removals = parse_told(document, evidence, removals, reference=reference)
    return removals, facts, parsed


def _check_arguments(source: str | bytes, media_type: str | None, limits: Limits) -> None:
    if not isinstance(source, str | bytes):
        raise UsageError(f"source must be str or bytes, not {type(source).__name__}; read the file first")
    if media_type not in (None, "text/plain", "text/html", "text/markdown"):
        raise UsageError(f"media_type must be 'text/plain', 'text/html' or 'text/markdown', not {media_type!r}")
    bound, unit = (limits.max_bytes, "bytes") if isinstance(source, bytes) else (limits.max_characters, "characters")
    if len(source) > bound:
        raise SourceTooLargeError(
            f"the source has {len(source):,} {unit}, the limit is {bound:,}: raise it with Limits or split the source"
        )


def _source(source: str | bytes, decoded: Decoded, media_type: str) -> Record:
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    return {
        "name": None,
        "media_type": media_type,
        "encoding": decoded.encoding,
        "sha256": hashlib.sha256(data).hexdigest(),
        "length": len(decoded.text),
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


def _removed(removals: list[Removal], repaired: Repaired) -> list[Record]:
    to_source = repaired.span_to_source
    rows = [(*to_source(r.start, r.end), r.reason, r.rule) for r in removals]
    return [{"span": (start, end), "reason": reason, "rule": rule} for start, end, reason, rule in sorted(rows)]


def _repairs(decoded: Decoded, repaired: Repaired) -> list[Record]:
    rows: list[Record] = [
        {
            "span": (start, end),
            "kind": "undecodable",
            "before": decoded.text[start:end],
            "after": decoded.text[start:end],
            "raw": raw,
        }
        for start, end, raw in decoded.undecodable
    ]
    rows += [
        {"span": (e.start, e.end), "kind": e.kind, "before": decoded.text[e.start : e.end], "after": e.after}
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


def _warn_of_a_cut(record: Record, text: str, kept: list[tuple[int, int]]) -> None:
    """Warn where the last kept leaf breaks off in the middle of a sentence."""
    span = find_hard_cut(text, max(end for _, end in kept)) if kept else None
    if span:
        message = "the content ends in the middle of a sentence: the page was cut when it was saved"
        record["warnings"].append({"code": HARD_CUT, "message": message, "span": span})


def _account(record: Record, text: str, read: MarkdownPage | None = None) -> list[tuple[int, int]]:
    """Close the ledger: what a repair took away between blocks is removed as noise, with that rule, and Markdown's markup as such. The leaves."""
    kept = leaves(record)
    faults = check(text, kept, [row["span"] for row in record["removed"]])
    edits = [row["span"] for row in record["repairs"] if not row["after"].strip()]
    for fault in faults:
        if fault.kind == "unaccounted":
            gone = any(a < fault.end and fault.start < b for a, b in edits)
            rule = "repaired-away" if gone else "unplaced"
            if read is None:
                record["removed"].append({"span": (fault.start, fault.end), "reason": "noise", "rule": rule})
            else:
                close_markup(record, read, fault.start, fault.end, rule)
    record["removed"].sort(key=lambda row: row["span"])
    if read is not None:
        record["repairs"] = _inside(record["repairs"], kept)
    return kept


def _inside(repairs: list[Record], kept: list[tuple[int, int]]) -> list[Record]:
    """The repairs, of markup those alone that stand inside what is kept: the rest is removed."""
    starts = [start for start, _ in kept]
    rows = []
    for row in repairs:
        if row["kind"] == "markup":
            place = bisect_right(starts, row["span"][0]) - 1
            if place < 0 or row["span"][1] > kept[place][1] or not row["before"].strip():
                continue
        rows.append(row)
    return rows
