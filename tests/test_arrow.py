"""Arrow: the constant schema, one row in and one out, whatever the batches."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

import qaclean
from qaclean import Fields, Options
from qaclean.arrow import PAGES, batch_of, clean_batch, clean_table, page_row
from qaclean.testing.generated import generate

ROWS: list[dict[str, Any]] = [{"text": None, "html": None, **row} for row in generate(24, size="short")]
ROWS[7] = {**ROWS[7], "text": None}
TABLE = pa.Table.from_pylist(ROWS)


def test_one_row_in_one_row_out_whatever_the_batches() -> None:
    whole = clean_table(TABLE)
    assert whole.schema.equals(PAGES)
    assert whole.column("id").to_pylist() == [row["id"] for row in ROWS]
    assert whole.column("status").to_pylist() == ["no-content-field" if number == 7 else "ok" for number in range(24)]
    parts = pa.Table.from_batches([clean_batch(batch) for batch in TABLE.to_batches(max_chunksize=5)])
    assert parts.equals(whole.combine_chunks())
    assert clean_batch(TABLE.to_batches()[0].slice(0, 0)).equals(batch_of([], PAGES))


def test_large_strings_bytes_and_fields() -> None:
    wide = pa.schema(
        [("key", pa.int32()), ("page", pa.struct([("raw", pa.large_binary())])), ("src", pa.large_string())]
    )
    rows = [{"key": 5, "page": {"raw": ROWS[0]["text"].encode("gb18030")}, "src": "https://example.org/a"}]
    batch = pa.RecordBatch.from_pylist(rows, schema=wide)
    found = clean_batch(
        batch, Options(media_type="text/plain"), Fields(text="page.raw", url="src", id="key")
    ).to_pylist()[0]
    assert (found["status"], found["id"], found["url"]) == ("ok", "5", "https://example.org/a")
    assert found["title"] == clean_batch(TABLE.to_batches()[0].slice(0, 1)).to_pylist()[0]["title"]


def test_statistics_count_what_the_record_holds() -> None:
    page = qaclean.clean("怎么退订彩铃?\n1、编辑短信。2、发出去。3、等回信。")
    row = page_row(page)
    assert (row["question_count"], row["answer_count"], row["list_count"]) == (1, 1, 1)
    assert (row["source_characters"], row["removed_count"]) == (page.source.length, len(page.removed))
    assert row["kept_characters"] == sum(b.span[1] - b.span[0] for b in page.questions[0].answers[0].blocks)
    assert row["text"] == "1、编辑短信。\n2、发出去。\n3、等回信。"


_TEXT = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=5)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                **dict.fromkeys(("meta", "id", "title"), _TEXT),
                "votes": st.none() | st.integers(0, 9),
                "quality": st.none()
                | st.fixed_dictionaries({"characters": st.integers(0, 9), "kept_share": st.none()}),
                "messages": st.none() | st.lists(st.fixed_dictionaries({"role": _TEXT, "content": _TEXT}), max_size=3),
            }
        ),
        max_size=5,
    )
)
def test_columns_built_directly_are_those_of_pyarrow(rows: list[dict[str, Any]]) -> None:
    text, whole = pa.string(), pa.int64()
    quality = pa.struct([("characters", whole), ("kept_share", pa.float64())])
    messages = pa.list_(pa.struct([("role", text), ("content", text)]))
    schema = pa.schema(
        [("meta", text), ("id", text), ("title", text), ("votes", whole), ("quality", quality), ("messages", messages)]
    )
    assert batch_of(rows, schema).equals(pa.RecordBatch.from_pylist(rows, schema=schema))


@pytest.mark.parametrize("module", ["qaclean.arrow", "qaclean.batch", "qaclean.cleaner", "qaclean.engines"])
def test_the_core_imports_no_extra(module: str) -> None:
    extras = ["pyarrow", "fastwarc", "zstandard", "rich", "ray", "pyspark", "datasets", "daft", "datatrove", "scrapy"]
    allowed = ["pyarrow"] if module == "qaclean.arrow" else []
    code = f"import sys, {module}; print([n for n in {extras!r} if n in sys.modules and n not in {allowed!r}])"
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize(
    ("code", "extra"),
    [
        ("from qaclean.engines.ray_data import clean_dataset; clean_dataset(None)", "ray"),
        ("from qaclean.engines.spark import clean_frame; clean_frame(None)", "spark"),
        ("from qaclean.engines.hugging_face import clean_dataset; clean_dataset(None)", "datasets"),
        ("from qaclean.engines.daft_frames import clean_frame; clean_frame(None)", "daft"),
        ("import qaclean.engines.datatrove_step", "datatrove"),
        ("from qaclean.engines.scrapy_items import CleanItems; CleanItems()", "scrapy"),
        ("from qaclean.engines.ray_jobs import RayPool; RayPool(None, 1, 1)", "ray"),
        ("import qaclean.arrow", "arrow"),
    ],
)
def test_an_engine_that_is_missing_names_the_extra(code: str, extra: str) -> None:
    packages = [
        "ray",
        "ray.data",
        "pyspark",
        "pyspark.sql.pandas.types",
        "datasets",
        "daft",
        "datatrove",
        "itemadapter",
    ]
    packages += ["pyarrow"] if extra == "arrow" else []
    block = f"import sys; sys.modules.update(dict.fromkeys({packages!r}))\n"
    run = subprocess.run([sys.executable, "-c", block + code], capture_output=True, text=True, check=False)
    assert f"pip install 'qaclean[{extra}]'" in run.stderr.splitlines()[-1]


@pytest.mark.parametrize("chosen", ["", "mimalloc"])
def test_a_worker_that_writes_parquet_allocates_as_its_process_does(chosen: str) -> None:
    code = """import os
from qaclean.batch.parts import import_arrow
known = dict(os.environ)
import_arrow()
import pyarrow.parquet
pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"a": "b"}]), os.devnull)
others = {"mimalloc", "jemalloc"}.intersection(pyarrow.supported_memory_backends())
used = [getattr(pyarrow, f"{name}_memory_pool")().max_memory() for name in others]
print(pyarrow.default_memory_pool().backend_name, sum(used), os.environ == known)
"""
    around = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": chosen} if chosen else dict(os.environ)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=around)
    assert run.stdout.split() == ["system", "0", "True"]
