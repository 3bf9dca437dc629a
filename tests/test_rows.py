"""Rows and their schema: one for lines and tables, open for later versions; quality; the methods of a page that give them."""

from __future__ import annotations

import json

import pytest

import qaclean
from qaclean.batch.parts import as_line
from qaclean.export import write
from qaclean.export.chunks import chunks
from qaclean.export.escapes import compact_json
from qaclean.export.quality import quality_of
from qaclean.export.row_schema import ROW_SCHEMAS, row_json_schema
from qaclean.export.rows import page_json, row_text, rows_of
from qaclean.records.models import SCHEMA_VERSION
from qaclean.testing import cases


@pytest.mark.parametrize("shape", ROW_SCHEMAS)
def test_rows_have_the_columns_of_their_schema(shape: str) -> None:
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。")
    rows = rows_of(page, shape, "7", {"score": 3})
    schema = row_json_schema(shape)
    assert rows and all(list(row) == [*schema["properties"]] or set(row) == {*schema["properties"]} for row in rows)
    assert schema["$id"] == f"urn:qaclean:{shape}:{SCHEMA_VERSION}" and "additionalProperties" not in schema
    for row in rows:
        for name, value in row.items():
            known = schema["properties"][name].get("type")
            assert known is None or _type_of(value) in known, name


def test_the_json_of_a_page_is_what_its_row_gives() -> None:
    controls = "".join(map(chr, (*range(1, 0xA1), 0x2028, 0x2029, 0xFEFF, 0x1F600)))
    pages = [
        qaclean.clean(f'怎么\\退订"彩铃"?\n发短信{controls}TD。\n{controls}'),
        *(qaclean.clean(case.source) for case in cases()),
    ]
    for page in pages:
        for name, meta in (("甲\x85", {"a\u2028": [1.5, None, controls]}), (None, None)):
            (row,) = rows_of(page, "pages", name, meta)
            written = page_json(page, name, meta)
            assert written == compact_json(row)
            assert as_line(written) == as_line(row)
            assert as_line(row).decode().splitlines() == [as_line(row).decode()[:-1]]
    assert len(pages) > 100


def _type_of(value: object) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return names.get(type(value), "null")


def test_a_record_of_a_later_version_is_read() -> None:
    page = qaclean.clean("怎么退订彩铃?\n发短信TD。")
    later = json.loads(page.model_dump_json())
    later["mood"] = "good"
    later["source"]["size"] = 7
    assert qaclean.Page.model_validate(later) == page


def test_the_package_names_all_that_it_has() -> None:
    assert set(qaclean.__all__) <= set(dir(qaclean))
    assert all(getattr(qaclean, name) is not None for name in qaclean.__all__)
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。")
    assert page.to_text() == write(page, "text") and page.to_markdown() == write(page, "markdown")
    assert page.pairs() == rows_of(page, "pairs")
    assert list(page.chunks(size=10)) == list(chunks(page, size=10))


def test_quality_counts_symbols_and_what_is_said_again() -> None:
    good = quality_of("先断开电源,再打开后盖。换上新的电池。", 1.0)
    assert (good["symbol_share"], good["repeated_share"]) == (0.0, 0.0)
    assert quality_of("★★★★ ###", None)["symbol_share"] == 1.0
    assert quality_of("这是同一句话而已。\n" * 4, None)["repeated_share"] > 0.6


@pytest.mark.parametrize("shape", ["pairs", "steps", "chat", "mnbvc", "chunks"])
def test_the_text_of_a_row_is_what_people_wrote_in_every_shape(shape: str) -> None:
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。\n3、等回复。\n")
    told = [row_text(row) for row in rows_of(page, shape, "a", {})]
    assert told == ["怎么退订彩铃?\n1、编辑短信TD。\n2、发到客服号。\n3、等回复。"]
