"""From a raw record to a document, JSON read, fields found, files opened; and from a document that failed to a dead letter, which can be read again."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from typing import Any

from qaclean.errors import SourceError
from qaclean.intake.field_pages import PROFILE, is_field_page, page_of_fields, values_of
from qaclean.intake.model import MAX_RECORD, Broken, Fields, Raw, Source, ending_of
from qaclean.intake.streams import BROKEN, open_stream
from qaclean.surrogates import speakable, without_lone_escapes

__all__ = ["check_name", "dead_letter", "media_type_of", "parse_record"]

_OF_LETTER = {"error", "message", "place", "base64", "media_type", "raw"}  # what a dead letter has besides the record
MAX_NAMES, MAX_NAME = 12, 40  # keys of a row that a message names, and code points of each
MAX_RAW = 1_000_000  # code points of a broken record that are kept
_MEDIA_TYPES = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), "text/html"),
    **dict.fromkeys((".md", ".markdown", ".mdown", ".mkd"), "text/markdown"),
}


def parse_record(raw: Raw, fields: Fields) -> Source | Broken:
    """The document of a raw record, or why it is none."""
    if raw.error is not None:
        return Broken(raw.input, raw.number, "broken-input", raw.error)
    if raw.kind == "path":
        return _file(raw)
    if raw.kind == "page":
        return Source(raw.input, raw.number, *raw.data)
    if raw.kind == "row":
        return _row(raw, raw.data, fields)
    return _line(raw, raw.data.decode("utf-8", "replace").strip().removeprefix("\ufeff"), fields)


def check_name(name: str) -> None:
    """Refuse a file that holds no page by its name: a table, a mail archive of a page. Errors: `SourceError` with the way out.

    >>> check_name("page.csv")
    Traceback (most recent call last):
        ...
    qaclean.errors.SourceError: a table is no page: write its rows as JSON lines (duckdb -c "COPY (FROM 'page.csv') TO 'page.jsonl'"), name the column with --text-field
    """
    ending = ending_of(name)
    if ending in (".csv", ".tsv"):
        file = os.path.basename(name)
        made = f"duckdb -c \"COPY (FROM '{file}') TO '{file[: file.lower().rindex(ending)]}.jsonl'\""
        raise SourceError(
            f"a table is no page: write its rows as JSON lines ({made}), name the column with --text-field"
        )
    if ending in (".mhtml", ".mht"):
        raise SourceError("a page saved as one file for mail: save it as HTML, or take its text/html part")


def dead_letter(source: Source | Broken, fields: Fields, error: str, message: str) -> dict[str, Any]:
    """What is kept of a document that failed: cause, place, and the document as it came, so that it can be fed in again.

    Bytes that are no UTF-8 are kept as base64, a record that was no document as `raw`: both are understood when the row is read.

    >>> dead_letter(Source("a.jsonl", 0, b"\\xff\\xfe\\x00", "7"), Fields(), "undecodable-source", "no text")["base64"]
    '//4A'
    """
    row: dict[str, Any] = {"error": error, "message": message, "place": source.place}
    if isinstance(source, Broken):
        return {**row, "raw": source.raw}
    row = {**(source.meta or {}), **row}
    row[fields.id], row[fields.url] = source.place if source.id is None else source.id, source.url
    key = fields.html if source.media_type == "text/html" else fields.text
    if isinstance(source.content, str):
        return {**row, key: source.content}
    try:
        return {**row, key: source.content.decode("utf-8")}
    except UnicodeDecodeError:
        return {**row, "base64": base64.b64encode(source.content).decode("ascii"), "media_type": source.media_type}


def _line(raw: Raw, line: str, fields: Fields) -> Source | Broken:
    try:
        row = json.loads(without_lone_escapes(line))
    except (ValueError, RecursionError) as error:
        return Broken(raw.input, raw.number, "broken-json", str(error), line[:MAX_RAW])
    if not isinstance(row, dict):
        return Broken(raw.input, raw.number, "broken-json", "the line is no JSON object", line[:MAX_RAW])
    if _is_letter(row) and isinstance(row.get("raw"), str):
        return _line(raw, row["raw"], fields)  # a dead letter that was no document: perhaps it has been mended
    return _row(raw, row, fields)


def _row(raw: Raw, row: Mapping[str, Any], fields: Fields) -> Source | Broken:
    html, text = page_of_fields(row, fields) or _field(row, fields.html), _field(row, fields.text)
    content = html if isinstance(html, str | bytes) and html else text
    media_type = "text/html" if content is html and html is not None else None
    if _is_letter(row) and isinstance(row.get("base64"), str):
        try:
            content, media_type = base64.b64decode(row["base64"], validate=True), row.get("media_type")
        except ValueError as error:
            return Broken(raw.input, raw.number, "broken-json", f"base64: {error}", _kept(row))
    url, name = _field(row, fields.url), _field(row, fields.id)
    url, name = url if isinstance(url, str) else None, None if name is None else str(name)
    if not isinstance(content, str | bytes):
        return Broken(raw.input, raw.number, "no-content-field", _no_content(row, fields), _kept(row), name, url)
    profile = PROFILE if is_field_page(content) else None
    return Source(raw.input, raw.number, content, name, url, media_type, meta=_further(row, fields), profile=profile)


def _no_content(row: Mapping[str, Any], fields: Fields) -> str:
    """Why a row is no document, and the way out."""
    held = [f"{name!r} holds {_kind(row[name])}" for name in (fields.text, fields.html) if name in row]
    what = " and ".join(held) or f"it has neither {fields.text!r} nor {fields.html!r} (but {_names(row)})"
    return (
        f"{what}; name a text with --text-field or --html-field, or its parts with --question-field and --answer-field"
    )


def _kind(value: Any) -> str:
    """What a value of JSON is, in words."""
    if value is None:
        return "null"
    return "a list" if isinstance(value, list) else "an object" if isinstance(value, Mapping) else f"the number {value}"


def _further(row: Mapping[str, Any], fields: Fields) -> dict[str, Any] | None:
    """What a record has besides its parts, as far as it is to be kept; None for nothing."""
    named = (fields.text, fields.html, *fields.question, *fields.detail, *fields.answers)
    parts = {fields.url, fields.id, *named, *(name.split(".")[0] for name in named)}
    if _is_letter(row):
        parts |= _OF_LETTER
    wanted = row.keys() - parts if fields.keep is None else row.keys() & set(fields.keep)
    return {name: row[name] for name in row if name in wanted} or None


def _is_letter(row: Mapping[str, Any]) -> bool:
    """Whether a row is a dead letter that is read again."""
    return "error" in row and "place" in row


def _names(row: Mapping[str, Any]) -> str:
    """The keys of a row, as many as a message can hold."""
    names = [repr(str(name)[:MAX_NAME]) for name in row][:MAX_NAMES]
    return ", ".join(names) + (", ..." if len(row) > len(names) else "") if names else "no key at all"


def _kept(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, default=repr)[:MAX_RAW]


def _field(row: Mapping[str, Any], name: str) -> Any:
    """The value of a key, or of one in nested mappings, dots between them."""
    if name in row:
        return row[name]
    return next(iter(values_of(row, name)), None) if "." in name else None


def _file(raw: Raw) -> Source | Broken:
    try:
        check_name(raw.data)
        with open_stream(raw.data) as stream:
            content = stream.read(MAX_RECORD + 1)
    except (SourceError, *BROKEN) as error:
        return Broken(raw.input, raw.number, "unreadable", str(error))
    if len(content) > MAX_RECORD:
        return Broken(raw.input, raw.number, "source-too-large", f"more than {MAX_RECORD:,} bytes")
    return Source(raw.input, raw.number, content, speakable(raw.input), None, media_type_of(raw.data))


def media_type_of(name: str) -> str | None:
    """What the name of a file says it is, compressed or not; None where that is to be seen.

    >>> media_type_of("a.md"), media_type_of("b.HTML.gz"), media_type_of("c.txt")
    ('text/markdown', 'text/html', None)
    """
    return _MEDIA_TYPES.get(ending_of(name))
