"""From a raw record to a document: JSON read, fields found, files opened."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from qaclean.errors import SourceError
from qaclean.intake import MAX_RECORD, Broken, Fields, Raw, Source
from qaclean.intake.streams import open_stream

__all__ = ["parse_record"]

MAX_RAW = 1_000_000  # code points of a broken record that are kept
_HTML = (".html", ".htm", ".xhtml")


def parse_record(raw: Raw, fields: Fields) -> Source | Broken:
    """The document of a raw record, or why it is none."""
    if raw.error is not None:
        return Broken(raw.input, raw.number, "broken-input", raw.error)
    if raw.kind == "path":
        return _file(raw)
    if raw.kind == "page":
        content, name, url, media_type = raw.data
        return Source(raw.input, raw.number, content, name, url, media_type)
    if raw.kind == "row":
        return _row(raw, raw.data, fields, None)
    line = raw.data.decode("utf-8", "replace").strip().removeprefix("\ufeff")
    kept = line[:MAX_RAW]
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Broken(raw.input, raw.number, "broken-json", str(error), kept)
    if isinstance(row, dict) and isinstance(row.get("raw"), str) and "error" in row and fields.text not in row:
        try:  # a dead letter that was no JSON: perhaps it has been mended
            row = json.loads(row["raw"])
        except (ValueError, RecursionError) as error:
            return Broken(raw.input, raw.number, "broken-json", str(error), row["raw"])
    if not isinstance(row, dict):
        return Broken(raw.input, raw.number, "broken-json", "the line is no JSON object", kept)
    return _row(raw, row, fields, kept)


def _row(raw: Raw, row: Mapping[str, Any], fields: Fields, kept: str | None) -> Source | Broken:
    html, text = _field(row, fields.html), _field(row, fields.text)
    content = html if isinstance(html, str | bytes) and html else text
    if not isinstance(content, str | bytes):
        message = f"it has neither {fields.text!r} nor {fields.html!r}; name them with --text-field and --html-field"
        return Broken(raw.input, raw.number, "no-content-field", message, kept)
    url, name = _field(row, fields.url), _field(row, fields.id)
    return Source(
        raw.input,
        raw.number,
        content,
        None if name is None else str(name),
        url if isinstance(url, str) else None,
        "text/html" if content is html else None,
    )


def _field(row: Mapping[str, Any], name: str) -> Any:
    """The value of a key, or of one in nested mappings, dots between them."""
    if name in row:
        return row[name]
    value: Any = row
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _file(raw: Raw) -> Source | Broken:
    try:
        with open_stream(raw.data) as stream:
            content = stream.read(MAX_RECORD + 1)
    except (SourceError, OSError, EOFError, ValueError) as error:
        return Broken(raw.input, raw.number, "unreadable", str(error))
    if len(content) > MAX_RECORD:
        return Broken(raw.input, raw.number, "source-too-large", f"more than {MAX_RECORD:,} bytes")
    name = os.path.basename(raw.data).lower()
    return Source(raw.input, raw.number, content, raw.input, None, "text/html" if name.endswith(_HTML) else None)
