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
from qaclean.export.rows import flat_steps, plain_text
from qaclean.intake import Fields, Raw, Source, parse
from qaclean.records import Answer, Block, Page, Question
from qaclean.records.walk import blocks_of, steps_in_depth

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
    "STEPS",
    "batch_of",
    "clean_batch",
    "clean_table",
    "meta_json",
    "page_row",
    "schema_of",
]

_WORDS = pa.list_(pa.string())
_META = ("meta", pa.string())  # what else the record had, as JSON
_STEP = pa.struct([("marker", pa.string()), ("number", pa.int64()), ("text", pa.string()), ("images", _WORDS)])
_LIST = pa.struct([("role", pa.string()), ("style", pa.string()), ("steps", pa.list_(_STEP))])
_ANSWER = pa.struct(
    [
        ("text", pa.string()),
        ("accepted", pa.bool_()),
        ("author", pa.string()),
        ("published", pa.string()),
        ("votes", pa.int64()),
        ("followups", _WORDS),
        ("lists", pa.list_(_LIST)),
        ("images", _WORDS),
    ]
)
_QUESTION = pa.struct(
    [
        ("text", pa.string()),
        ("body", pa.string()),
        ("author", pa.string()),
        ("published", pa.string()),
        ("answers", pa.list_(_ANSWER)),
    ]
)
PAGES = pa.schema(
    [
        ("status", pa.string()),  # ok, or the code of the error
        ("message", pa.string()),
        ("id", pa.string()),
        ("url", pa.string()),
        ("place", pa.string()),
        ("site", pa.string()),
        ("kind", pa.string()),
        ("language", pa.string()),
        ("title", pa.string()),
        ("author", pa.string()),
        ("published", pa.string()),
        ("views", pa.int64()),
        ("breadcrumb", _WORDS),
        ("tags", _WORDS),
        ("questions", pa.list_(_QUESTION)),
        ("body", pa.string()),
        ("lists", pa.list_(_LIST)),
        ("images", _WORDS),
        ("text", pa.string()),  # all that is content, the title not among it
        ("record", pa.string()),  # the whole record as JSON
        ("question_count", pa.int64()),
        ("answer_count", pa.int64()),
        ("list_count", pa.int64()),
        ("source_characters", pa.int64()),
        ("kept_characters", pa.int64()),
        ("removed_count", pa.int64()),
        _META,
    ]
)
PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "url", "site", "language", "title")),
        ("question_number", pa.int64()),
        ("answer_number", pa.int64()),
        *((name, pa.string()) for name in ("question", "question_body", "asked_by", "answer")),
        ("followups", _WORDS),
        ("accepted", pa.bool_()),
        ("author", pa.string()),
        ("published", pa.string()),
        ("votes", pa.int64()),
        _META,
    ]
)
STEPS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "url", "site", "language", "title", "question")),
        ("list_number", pa.int64()),
        ("role", pa.string()),
        ("style", pa.string()),
        ("steps", pa.list_(_STEP)),
        _META,
    ]
)
CHUNKS = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "url", "site", "language", "title")),
        *((name, pa.int64()) for name in ("chunk_number", "question_number", "answer_number")),
        ("headings", _WORDS),
        ("text", pa.string()),
        ("spans", pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())]))),
        _META,
    ]
)
CHAT = pa.schema(
    [("id", pa.string()), ("messages", pa.list_(pa.struct([("role", pa.string()), ("content", pa.string())]))), _META]
)
_DETAILS = ("create_time", "问题明细", "回答明细", "扩展字段")
MNBVC = pa.schema(
    [
        *((name, pa.string()) for name in ("id", "问", "答", "来源")),
        ("元数据", pa.struct([(name, pa.string()) for name in _DETAILS])),
        _META,
    ]
)


def schema_of(row: Mapping[str, Any]) -> pa.Schema:
    """The schema of a row that `qaclean.export.rows` or `page_row` has made."""
    return next(schema for schema in (PAGES, PAIRS, STEPS, CHAT, CHUNKS, MNBVC) if set(schema.names) == set(row))


def meta_json(meta: Mapping[str, Any] | None) -> str | None:
    """What else a record had as JSON text: tables have one type a column. What JSON has no word for is written as Python shows it.

    >>> meta_json({"score": 7, "day": __import__("datetime").date(2024, 5, 1)})
    '{"score": 7, "day": "2024-05-01"}'
    """
    return None if meta is None else json.dumps(meta, ensure_ascii=False, default=str)


def page_row(
    page: Page, name: str | None = None, place: str | None = None, meta: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A page as a row of `PAGES`.

    >>> from qaclean import clean
    >>> row = page_row(clean("怎么退订彩铃?\\n1、编辑短信。2、发出去。"), "7")
    >>> row["status"], row["answer_count"], row["questions"][0]["answers"][0]["lists"][0]["steps"][1]["text"]
    ('ok', 1, '发出去。')
    """
    blocks = blocks_of(page)
    return {
        "status": "ok",
        "message": None,
        "meta": meta_json(meta),
        "id": name,
        "url": page.url,
        "place": place or page.source.name,
        "site": page.site,
        "kind": page.kind,
        "language": page.language,
        "title": page.title,
        "author": page.author,
        "published": page.published,
        "views": page.views,
        "breadcrumb": page.breadcrumb,
        "tags": page.tags,
        "questions": [_question_row(question) for question in page.questions],
        "body": plain_text(page.body) or None,
        "lists": _lists(page.body),
        "images": _images(page.body),
        "text": plain_text(blocks),
        "record": page.model_dump_json(),
        "question_count": len(page.questions),
        "answer_count": sum(len(question.answers) for question in page.questions),
        "list_count": sum(block.type == "steps" for block in blocks),
        "source_characters": page.source.length,
        "kept_characters": sum(block.span[1] - block.span[0] for block in blocks),
        "removed_count": len(page.removed),
    }


def _question_row(question: Question) -> dict[str, Any]:
    return {
        "text": question.text,
        "body": plain_text(question.body) or None,
        "author": question.author,
        "published": question.published,
        "answers": [_answer_row(answer) for answer in question.answers],
    }


def _answer_row(answer: Answer) -> dict[str, Any]:
    return {
        "text": plain_text(answer.blocks),
        "accepted": answer.accepted,
        "author": answer.author,
        "published": answer.published,
        "votes": answer.votes,
        "followups": [plain_text(run) for run in answer.followups],
        "lists": _lists(answer.blocks),
        "images": _images(answer.blocks),
    }


def _lists(blocks: list[Block]) -> list[dict[str, Any]]:
    return [
        {"role": block.role, "style": block.style, "steps": flat_steps(block)}
        for block in blocks
        if block.type == "steps"
    ]


def _images(blocks: list[Block]) -> list[str]:
    own = [block for block in blocks if block.type == "image"]
    of_steps = [image for b in blocks if b.type == "steps" for step in steps_in_depth(b.steps) for image in step.images]
    return [image.url for image in (*own, *of_steps) if image.url]


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
            rows.append(page_row(outcome.page, source.id, meta=source.meta if isinstance(source, Source) else None))
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
        columns = [_column([value[field.name] for value in values], field.type) for field in fields]
        return pa.StructArray.from_arrays(columns, fields=fields)
    return pa.array(values, kind)


def clean_table(table: pa.Table, options: Options | None = None, fields: Fields | None = None) -> pa.Table:
    """`clean_batch` of a whole table."""
    return pa.Table.from_batches([clean_batch(batch, options, fields) for batch in table.to_batches()], schema=PAGES)
