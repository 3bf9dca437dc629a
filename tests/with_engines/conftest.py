"""Twenty thousand documents, and what qaclean makes of them here: each engine must give the same, row for row."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qaclean.arrow import PAGES, clean_table
from qaclean.testing.generated import generate

COUNT = 20_000
FEWER = 6_000
COLUMNS = pa.schema([(name, pa.string()) for name in ("id", "url", "text", "html")])


def rows_by_id(table: pa.Table) -> list[dict[str, Any]]:
    """The rows of a table of pages as plain values, in the order of their ids."""
    rows: list[dict[str, Any]] = table.to_pylist()
    return sorted(rows, key=lambda row: row["id"])


def same_rows(found: pa.Table, expected: pa.Table) -> None:
    """Fail where two tables differ, naming the first row that does."""
    assert found.num_rows == expected.num_rows
    for one, other in zip(rows_by_id(found), rows_by_id(expected), strict=True):
        assert one == other


@pytest.fixture(autouse=True)
def no_network() -> None:
    """Engines talk to their own processes over sockets: here these are allowed."""


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    """Generated documents; one of a thousand holds nothing, one is no text."""
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(generate(COUNT, size="short")):
        rows.append({"id": row["id"], "url": row["url"]} if number % 1000 == 7 else row)
    return pa.Table.from_pylist(rows, schema=COLUMNS)


@pytest.fixture(scope="session")
def parquet(documents: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The documents as a parquet file of several row groups."""
    path = tmp_path_factory.mktemp("documents") / "documents.parquet"
    pq.write_table(documents, path, row_group_size=2000)
    return str(path)


@pytest.fixture(scope="session")
def json_lines(documents: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with the documents as two files of JSON lines, `text` being the HTML where there is no text."""
    return lines_of(documents.to_pylist(), tmp_path_factory.mktemp("lines"))


@pytest.fixture(scope="session")
def fewer_lines(documents: pa.Table, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """As `json_lines`, with as many documents as it takes to fill several parts."""
    return lines_of(documents.to_pylist()[:FEWER], tmp_path_factory.mktemp("fewer"))


def lines_of(rows: list[dict[str, Any]], folder: pathlib.Path) -> pathlib.Path:
    for number, part in enumerate((rows[: len(rows) // 2], rows[len(rows) // 2 :])):
        with (folder / f"documents-{number}.jsonl").open("w", encoding="utf-8") as file:
            for row in part:
                line = {**row, "text": row["html"] or row["text"] or "", "html": None}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return folder


@pytest.fixture(scope="session")
def expected(documents: pa.Table) -> Iterator[pa.Table]:
    """The pages of the documents, made without an engine."""
    slices = [documents.slice(start, 1000) for start in range(0, COUNT, 1000)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        yield pa.concat_tables(list(pool.map(clean_table, slices))).cast(PAGES)
