"""Arrow: the constant schemas of output rows, and `clean_batch`, one record batch in, one out, which all engines use.

Needs pyarrow (`pip install 'qaclean[arrow]'`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from qaclean.cleaner import Cleaner, Options
from qaclean.errors import MissingExtraError
from qaclean.export.page_rows import page_row
from qaclean.export.row_schema import ROW_SCHEMAS, Kind, Many, Parts, schema_id
from qaclean.intake import Fields, Raw, Source, parse

try:
    import pyarrow as pa
except ImportError as error:
    raise MissingExtraError("Arrow tables need pyarrow: pip install 'qaclean[arrow]'") from error

__all__ = [
    "CHAT",
    "CHUNKS",
    "MNBVC",
    "PAGES",
    "PAIRS",
    "SCHEMAS",
    "STEPS",
    "as_table_row",
    "batch_of",
    "clean_batch",
    "clean_table",
    "meta_json",
    "page_row",
    "schema_of",
]

_TYPES = {"text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "flag": pa.bool_(), "json": pa.string()}


def _type(kind: Kind) -> pa.DataType:
    if isinstance(kind, Many):
        return pa.list_(_type(kind.of))
    if isinstance(kind, Parts):
        return pa.struct([(column.name, _type(column.kind)) for column in kind.columns])
    return _TYPES[kind]


# The constant schema of the rows of each shape, by its name; without `--shape` a table is of the shape `table`.
SCHEMAS = {
    shape: pa.schema([(column.name, _type(column.kind)) for column in columns])
    for shape, columns in ROW_SCHEMAS.items()
}
# The schema of one shape: PAGES is that of `table`.
PAGES, PAIRS, STEPS, CHAT, MNBVC, CHUNKS = (
    SCHEMAS[shape] for shape in ("table", "pairs", "steps", "chat", "mnbvc", "chunks")
)


def schema_of(row: Mapping[str, Any]) -> pa.Schema:
    """The schema of a row of one of the shapes but `pages`, with the name of its version (`schema`) in its metadata."""
    shape = next(shape for shape, schema in SCHEMAS.items() if set(schema.names) == set(row))
    return SCHEMAS[shape].with_metadata({"schema": schema_id(shape)})


def as_table_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of `qaclean.export.rows` as tables have it: `meta` and `record` as JSON text."""
    known = {"meta": meta_json(row["meta"])}
    if isinstance(row.get("record"), dict):
        known["record"] = json.dumps(row["record"], ensure_ascii=False, separators=(",", ":"))
    return {**row, **known}


def meta_json(meta: Mapping[str, Any] | None) -> str | None:
    """What else a record had as JSON text: tables have one type a column. What JSON has no word for is written as Python shows it.

    >>> meta_json({"score": 7, "day": __import__("datetime").date(2024, 5, 1)})
    '{"score": 7, "day": "2024-05-01"}'
    """
    return None if meta is None else json.dumps(meta, ensure_ascii=False, default=str)


@lru_cache(maxsize=8)
def _cleaner(options: Options) -> Cleaner:
    return Cleaner(options)


def clean_batch(batch: pa.RecordBatch, options: Options | None = None, fields: Fields | None = None) -> pa.RecordBatch:
    """One row of `PAGES` for each row of `batch`, in order; a row that fails has its error in `status` and `message`.

    `fields` names the columns of text, HTML, address and id. Pure: the same rows give the same rows, in any process.

    >>> table = clean_batch(pa.RecordBatch.from_pylist([{"text": "怎么退订彩铃?\\n发短信TD。"}, {"text": None}]))
    >>> table.column("status").to_pylist(), table.column("kind").to_pylist()
    (['ok', 'no-content-field'], ['qa', None])
    """
    cleaner = _cleaner(options or Options())
    known = fields or Fields(keep=())  # an engine has its other columns already
    rows = []
    for number, row in enumerate(batch.to_pylist()):
        source = parse(Raw("", number, "row", row), known)
        outcome = cleaner.outcome(source)
        if outcome.page is None:
            empty: dict[str, Any] = dict.fromkeys(PAGES.names)
            rows.append(
                {**empty, "status": outcome.error, "message": outcome.message, "id": source.id, "url": source.url}
            )
        else:
            meta = meta_json(source.meta if isinstance(source, Source) else None)
            rows.append({**page_row(outcome.page, source.id), "meta": meta})
    return batch_of(rows, PAGES)


def batch_of(rows: Sequence[Mapping[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    """Rows as a record batch, built column by column: pyarrow's `from_pylist` looks up every key of every nested mapping, which took seven times as long.

    >>> batch_of([{"a": [{"b": "x"}]}, {"a": None}], pa.schema([("a", pa.list_(pa.struct([("b", pa.string())])))])).to_pylist()
    [{'a': [{'b': 'x'}]}, {'a': None}]
    """
    arrays = [_column([row[field.name] for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _column(values: list[Any], kind: pa.DataType) -> pa.Array:
    """Values as an array; lists and structs by their parts."""
    if pa.types.is_list(kind):
        offsets: list[int | None] = []
        flat: list[Any] = []
        for value in values:
            offsets.append(None if value is None else len(flat))
            flat += value or ()
        offsets.append(len(flat))
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), _column(flat, kind.value_type), type=kind)
    if pa.types.is_struct(kind):
        fields = [kind.field(number) for number in range(kind.num_fields)]
        columns = [
            _column([None if value is None else value[field.name] for value in values], field.type) for field in fields
        ]
        missing = pa.array([value is None for value in values], pa.bool_())
        return pa.StructArray.from_arrays(columns, fields=fields, mask=missing)
    return pa.array(values, kind)


def clean_table(table: pa.Table, options: Options | None = None, fields: Fields | None = None) -> pa.Table:
    """`clean_batch` of a whole table."""
    return pa.Table.from_batches([clean_batch(batch, options, fields) for batch in table.to_batches()], schema=PAGES)
