"""The reference of records and rows, made of the pydantic models and of the table of columns."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.markdown import anchor_of, code, table
from qaclean.export.explain import REASONS
from qaclean.export.row_schema import ROW_SCHEMAS, Column, Kind, Many, Parts, schema_id
from qaclean.records import models
from qaclean.records.blocks import Record
from qaclean.records.field_docs import field_docs
from qaclean.records.meanings import REPAIRS, WARNINGS

_CODES = (
    ("Reasons", "What a removed span is, `reason`.", REASONS),
    ("Warnings", "The `code` of a warning. Later versions may have more.", WARNINGS),
    ("Repairs", "The `kind` of a repair. Later versions may have more.", REPAIRS),
)
__all__ = ["MODELS", "records_page", "rows_page"]

_ORDER = (
    "Page",
    "Question",
    "Answer",
    "Paragraph",
    "Heading",
    "Steps",
    "Step",
    "ListBlock",
    "Table",
    "Image",
    "Quote",
    "Code",
)
MODELS: tuple[type[BaseModel], ...] = tuple(
    sorted(Record.__subclasses__(), key=lambda m: (*_ORDER, m.__name__).index(m.__name__))
)
_PLAIN = {str: "text", int: "integer", bool: "true, false", type(None): "null"}
_RECORDS = """# Records

What `qaclean.clean` returns and a line of `--format jsonl` holds, model by model. `qaclean schema` prints the same as JSON Schema ({version}).

Positions, called spans, are `[start, end)` in code points of the **source text**: of a dump the decoded file without its byte order mark, before any repair; of Markdown the same, its markup
included; of HTML the text that was rendered, `page.source_text`. Texts are what a person should read: repaired, fragments removed, white space folded. Every character of the source text that is no
white space is either in exactly one kept leaf (title, question, block) or in exactly one removed span.

A field that a reader does not know it passes over: a later version may add some. What is renamed, dropped or of another type raises `schema_version`.
"""
_ROWS = """# Rows

What a line or a row of a table holds, by `qaclean batch --shape NAME`, `page.pairs()` and `page.chunks()`. `qaclean schema --shape NAME` prints the same as JSON Schema, `--format arrow` as columns.
Without `--shape` a line is a whole [record](records.md), a table has the columns of `table`. Every value may be null.
"""


def records_page() -> str:
    """The page of the models."""
    parts = [_RECORDS.format(version=f"`{models.SCHEMA_URN}:page:{models.SCHEMA_VERSION}`")]
    for model in MODELS:
        parts += [
            f"## {model.__name__}",
            " ".join((model.__doc__ or "").split()),
            table(("field", "type", "default", "meaning"), _rows(model)),
        ]
    for title, said, codes in _CODES:
        rows = ((code(name), meaning) for name, meaning in codes.items())
        parts += [f"## {title}", said, table((title.lower().removesuffix("s"), "meaning"), rows)]
    return "\n\n".join(parts) + "\n"


def _rows(model: type[BaseModel]) -> Iterator[tuple[str, ...]]:
    docs = field_docs(model)
    for name, field in model.model_fields.items():
        yield code(name), type_in_words(_annotation(model, name, field)), _default(field), docs[name]


def _annotation(model: type[BaseModel], name: str, field: FieldInfo) -> Any:
    return typing.get_type_hints(model).get(name, field.annotation)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    return (
        code(
            {None: "null"}.get(
                field.get_default(call_default_factory=True), str(field.get_default(call_default_factory=True))
            )
        )
        if field.default_factory is None
        else code("[]")
    )


def type_in_words(annotation: Any) -> str:
    """A type as a reader of JSON sees it.

    >>> type_in_words(list[str] | None), type_in_words(tuple[int, int])
    ('list of text, or null', 'span')
    """
    arguments = get_args(annotation)
    origin = get_origin(annotation)
    if origin is Literal:
        return ", ".join(code(str(value)) for value in arguments)
    if origin is list:
        return f"list of {type_in_words(arguments[0])}"
    if origin is tuple:
        return "span"
    if origin in (Union, types.UnionType):
        if {getattr(a, "__name__", "") for a in arguments} >= {"Paragraph", "Steps", "Image"}:
            return "blocks: " + ", ".join(map(type_in_words, arguments))
        return ", or ".join(map(type_in_words, sorted(arguments, key=lambda a: a is type(None))))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{anchor_of(annotation.__name__)})"
    return _PLAIN[annotation]


def rows_page() -> str:
    """The page of the columns, shape by shape."""
    parts = [_ROWS]
    for shape, columns in ROW_SCHEMAS.items():
        parts += [f"## {shape}", f"`{schema_id(shape)}`", table(("column", "type", "meaning"), _column_rows(columns))]
    return "\n\n".join(parts) + "\n"


def _column_rows(columns: tuple[Column, ...], above: str = "") -> Iterator[tuple[str, ...]]:
    for column in columns:
        kind, many = column.kind, ""
        name = f"{above}{column.name}"
        while isinstance(kind, Many):
            kind, many, name = kind.of, f"{many}list of ", f"{name}[]"
        yield code(name), many + _kind_in_words(kind), column.meaning
        if isinstance(kind, Parts):
            yield from _column_rows(kind.columns, f"{name}.")


def _kind_in_words(kind: Kind) -> str:
    return {"flag": "true, false", "json": "any JSON"}.get(kind, kind) if isinstance(kind, str) else "object"
