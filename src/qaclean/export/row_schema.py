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


def _columns(kind: Kind, **meanings: str) -> tuple[Column, ...]:
    return tuple(Column(name, kind, meaning) for name, meaning in meanings.items())


_TEXTS = Many("text")
_SPANS = Column(
    "spans",
    Many(Parts(_columns("integer", start="the first code point", end="the one behind the last"))),
    "where it stands, in code points of the source text",
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
_IMAGES = Column("images", _TEXTS, "addresses of the pictures in it")
_STEP = Parts(
    (
        Column("marker", "text", "as written: 1、"),
        Column("number", "integer", "what the marker tells"),
        Column("text", "text", "its words"),
        _IMAGES,
    )
)
_STEPS = (
    Column("role", "text", "procedure: things to do; enumeration: facts in order"),
    Column("style", "text", "the first marker as written"),
    Column("steps", Many(_STEP), "its items in order"),
)
_LISTS = Column("lists", Many(Parts(_STEPS)), "the step lists in it")
_POSTED = (Column("author", "text", "as the page shows it"), Column("published", "text", "ISO 8601"))
_VOTED = (
    Column("accepted", "flag", "null: the page does not say"),
    *_POSTED,
    Column("votes", "integer", "for it, less those against it"),
)
_FOLLOWUPS = Column("followups", _TEXTS, "what stands below it: 追问, 追答, comments")
_ANSWER = Parts((Column("text", "text", "all of it"), *_VOTED, _FOLLOWUPS, _LISTS, _IMAGES))
_QUESTION = Parts(
    (
        Column("text", "text", "in one line"),
        Column("body", "text", "the asker's own description"),
        *_POSTED,
        Column("answers", Many(_ANSWER), "in the order of the page"),
    )
)
_ROW = (
    Column("id", "text", "of the row, unique in a run: the place of its document, then numbers from 0"),
    Column("document_id", "text", "what the input calls the document; its place, where it has no name"),
    Column("url", "text", "of the page"),
    Column("site", "text", "the profile that knew the page"),
    Column("language", "text", "BCP 47"),
    Column("title", "text", "of the page, without the name of its site"),
    Column("sha256", "text", "of the source, as bytes"),
)
_NUMBERS = _columns("integer", question_number="on its page, from 0", answer_number="of its question, from 0")
_DETAILS = Parts(
    _columns(
        "text",
        create_time="when the answer, else the page, was published",
        问题明细="the asker's own description",
        回答明细="nothing",
        扩展字段="what the form has no place for, as JSON",
    )
)

TABLE = (
    Column("status", "text", "ok, or the code of the error"),
    Column("message", "text", "the words of the error"),
    Column("id", "text", "what the input calls the document; its place, where it has no name"),
    Column("url", "text", "of the page"),
    Column("place", "text", "input#number, in JSON input@offset: unique in a run"),
    Column("site", "text", "the profile that knew the page"),
    Column("kind", "text", "as in a record: qa, howto, faq, thread, article, none"),
    Column("language", "text", "BCP 47"),
    Column("title", "text", "of the page, without the name of its site"),
    *_POSTED,
    Column("views", "integer", "how often it was read, as it says"),
    Column("breadcrumb", _TEXTS, "the way from the front page to here"),
    Column("tags", _TEXTS, "key words that the page names"),
    Column("questions", Many(_QUESTION), "with their answers"),
    Column("body", "text", "what belongs to no question"),
    _LISTS,
    _IMAGES,
    Column("text", "text", "all that is content, the title not among it"),
    Column("record", "json", "the whole record"),
    *_columns("integer", question_count="questions", answer_count="answers of all of them", list_count="step lists"),
    *_columns(
        "integer",
        source_characters="code points of the source text",
        kept_characters="of these in the record",
        removed_count="removed spans",
    ),
    Column("sha256", "text", "of the source, as bytes"),
    _QUALITY,
    _META,
)

ROW_SCHEMAS: dict[str, tuple[Column, ...]] = {
    "table": TABLE,
    "pairs": (
        *_ROW,
        *_NUMBERS,
        *_columns(
            "text",
            question="in one line",
            question_body="the asker's own description",
            asked_by="who asks",
            answer="all of it",
        ),
        _FOLLOWUPS,
        *_VOTED,
        _SPANS,
        _QUALITY,
        _META,
    ),
    "steps": (
        *_ROW,
        Column("question", "text", "that it answers"),
        Column("list_number", "integer", "on its page, from 0"),
        *_STEPS,
        _SPANS,
        _QUALITY,
        _META,
    ),
    "chat": (
        *_ROW,
        Column("messages", Many(Parts(_columns("text", role="user or assistant", content="its words"))), "in turn"),
        *_VOTED,
        _SPANS,
        _QUALITY,
        _META,
    ),
    "mnbvc": (
        *_columns("text", id="of the row", 问="the question", 答="the answer", 来源="where it is from"),
        Column("元数据", _DETAILS, "what else the format holds"),
        _META,
    ),
    "chunks": (
        *_ROW,
        Column("chunk_number", "integer", "on its page, from 0"),
        *_NUMBERS,
        Column("headings", _TEXTS, "the title, the question, the headings above it"),
        Column("text", "text", "the piece itself"),
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
    {'type': ['integer', 'null'], 'description': 'for it, less those against it'}
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
