"""The columns of output rows, shape by shape, in one place: JSON Schemas of lines, Arrow schemas of tables and the documents are made of them.

A line and a row of a table have the same columns and values; what has no fixed type (`json`) is a value in lines and JSON text in tables.

The version is semantic. A column or value that is added raises the second number, and a reader passes over what it does not know; a column that is renamed,
dropped or of another type raises the first. Values of `kind`, `reason` and of a block's `type` are fixed within a first number.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from qaclean.errors import UsageError
from qaclean.records.models import SCHEMA_URN, SCHEMA_VERSION

__all__ = ["ROW_SCHEMAS", "Column", "Kind", "Many", "Parts", "row_json_schema", "schema_id"]


class Many(NamedTuple):
    """A list."""

    of: Kind


class Parts(NamedTuple):
    """A value of named parts."""

    columns: tuple[Column, ...]


class Column(NamedTuple):
    """A column: its name, its kind (`text`, `integer`, `number`, `flag`, `json`, or nested), what it means. Every value may be null."""

    name: str
    kind: Kind
    meaning: str = ""


Kind = str | Many | Parts


def _columns(kind: Kind, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind) for name in names)


_TEXTS = Many("text")
_SPANS = Column(
    "spans", Many(Parts(_columns("integer", "start", "end"))), "where it stands, in code points of the source text"
)
_QUALITY = Column(
    "quality",
    Parts(
        (
            Column("characters", "integer", "of the row's own text"),
            Column("kept_share", "number", "of the page's characters (white space apart) that are in its record"),
            Column(
                "symbol_share", "number", "of the text's characters that are no letter, digit or mark of punctuation"
            ),
            Column("repeated_share", "number", "of the text's characters in sentences or lines that stood before"),
        )
    ),
    "what a filter may ask of a row",
)
_META = Column("meta", "json", "what else the input's record had")
_STEP = Parts((Column("marker", "text"), Column("number", "integer"), Column("text", "text"), Column("images", _TEXTS)))
_LIST = Parts((Column("role", "text"), Column("style", "text"), Column("steps", Many(_STEP))))
_POSTED = (Column("author", "text"), Column("published", "text", "ISO 8601"))
_VOTED = (Column("accepted", "flag", "null: the page does not say"), *_POSTED, Column("votes", "integer"))
_ANSWER = Parts(
    (
        Column("text", "text"),
        *_VOTED,
        Column("followups", _TEXTS),
        Column("lists", Many(_LIST)),
        Column("images", _TEXTS),
    )
)
_QUESTION = Parts((Column("text", "text"), Column("body", "text"), *_POSTED, Column("answers", Many(_ANSWER))))
_ROW = (
    Column("id", "text", "of the row, unique in a run: the place of its document, then numbers from 0"),
    Column("document_id", "text", "what the input calls the document; its place, where it has no name"),
    Column("url", "text"),
    Column("site", "text", "the profile that knew the page"),
    Column("language", "text", "BCP 47"),
    Column("title", "text"),
    Column("sha256", "text", "of the source, as bytes"),
)
_NUMBERS = (Column("question_number", "integer"), Column("answer_number", "integer"))
_DETAILS = Parts(_columns("text", "create_time", "问题明细", "回答明细", "扩展字段"))

TABLE = (
    Column("status", "text", "ok, or the code of the error"),
    Column("message", "text"),
    Column("id", "text", "what the input calls the document; its place, where it has no name"),
    Column("url", "text"),
    Column("place", "text", "input#number, in JSON input@offset: unique in a run"),
    Column("site", "text", "the profile that knew the page"),
    Column("kind", "text"),
    Column("language", "text", "BCP 47"),
    Column("title", "text"),
    *_POSTED,
    Column("views", "integer"),
    Column("breadcrumb", _TEXTS),
    Column("tags", _TEXTS),
    Column("questions", Many(_QUESTION)),
    Column("body", "text", "what belongs to no question"),
    Column("lists", Many(_LIST)),
    Column("images", _TEXTS),
    Column("text", "text", "all that is content, the title not among it"),
    Column("record", "json", "the whole record"),
    *_columns("integer", "question_count", "answer_count", "list_count"),
    *_columns("integer", "source_characters", "kept_characters", "removed_count"),
    Column("sha256", "text", "of the source, as bytes"),
    _QUALITY,
    _META,
)

ROW_SCHEMAS: dict[str, tuple[Column, ...]] = {
    "table": TABLE,
    "pairs": (
        *_ROW,
        *_NUMBERS,
        *_columns("text", "question", "question_body", "asked_by", "answer"),
        Column("followups", _TEXTS),
        *_VOTED,
        _SPANS,
        _QUALITY,
        _META,
    ),
    "steps": (
        *_ROW,
        Column("question", "text"),
        Column("list_number", "integer"),
        Column("role", "text", "procedure: things to do; enumeration: facts in order"),
        Column("style", "text", "the first marker as written"),
        Column("steps", Many(_STEP)),
        _SPANS,
        _QUALITY,
        _META,
    ),
    "chat": (
        *_ROW,
        Column("messages", Many(Parts(_columns("text", "role", "content")))),
        *_VOTED,
        _SPANS,
        _QUALITY,
        _META,
    ),
    "mnbvc": (*_columns("text", "id", "问", "答", "来源"), Column("元数据", _DETAILS), _META),
    "chunks": (
        *_ROW,
        Column("chunk_number", "integer"),
        *_NUMBERS,
        Column("headings", _TEXTS, "the title, the question, the headings above it"),
        Column("text", "text"),
        _SPANS,
        _QUALITY,
        _META,
    ),
}

_JSON_TYPES = {"text": "string", "integer": "integer", "number": "number", "flag": "boolean"}


def schema_id(shape: str) -> str:
    """The name of a shape's schema with its version.

    >>> schema_id("pairs").startswith("urn:qaclean:pairs:1.")
    True
    """
    return f"{SCHEMA_URN}:{shape}:{SCHEMA_VERSION}"


def row_json_schema(shape: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a line of a shape. Errors: `UsageError` for one that has no rows of its own.

    >>> row_json_schema("chat")["properties"]["votes"]
    {'type': ['integer', 'null']}
    """
    if shape not in ROW_SCHEMAS:
        raise UsageError(f"the shape must be one of {', '.join(ROW_SCHEMAS)}, not {shape!r}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(shape),
        "title": shape,
        **_json_schema(Parts(ROW_SCHEMAS[shape]), nullable=False),
    }


def _json_schema(kind: Kind, *, nullable: bool = True) -> dict[str, Any]:
    if kind == "json":
        return {}
    more: dict[str, Any] = {}
    if isinstance(kind, Many):
        name, more = "array", {"items": _json_schema(kind.of)}
    elif isinstance(kind, Parts):
        rows = {
            column.name: _json_schema(column.kind) | ({"description": column.meaning} if column.meaning else {})
            for column in kind.columns
        }
        name, more = "object", {"properties": rows, "required": list(rows)}
    else:
        name = _JSON_TYPES[str(kind)]
    return {"type": [name, "null"] if nullable else name, **more}
