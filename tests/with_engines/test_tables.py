"""Ray Data, PySpark, Hugging Face datasets and Daft: the real engines, each equal to the local result row for row."""

from __future__ import annotations

import filecmp
import os
import pathlib
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qaclean.arrow import PAGES
from qaclean.batch import BatchOptions, run_batch

from .conftest import same_rows


def test_local_rows_have_errors_in_their_status(expected: pa.Table) -> None:
    statuses = expected.column("status").to_pylist()
    assert statuses.count("no-content-field") == len(statuses) // 1000
    assert set(statuses) == {"ok", "no-content-field"}


def test_spark(parquet: str, expected: pa.Table, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.sql import SparkSession

    from qaclean.engines.spark import clean_frame

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.files.maxPartitionBytes", "512k")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .getOrCreate()
    )
    try:
        clean_frame(spark.read.parquet(parquet)).write.parquet(str(tmp_path / "pages"))
    finally:
        spark.stop()
    found = pa.concat_tables([pq.read_table(path) for path in sorted((tmp_path / "pages").glob("*.parquet"))])
    same_rows(found, expected)


def test_ray_data(parquet: str, expected: pa.Table) -> None:
    import ray

    from qaclean.engines.ray_data import clean_dataset

    ray.init(num_cpus=2, include_dashboard=False, logging_level="error")
    try:
        pages = clean_dataset(ray.data.read_parquet(parquet, override_num_blocks=8))
        found = pa.concat_tables(ray.get(pages.to_arrow_refs()))
    finally:
        ray.shutdown()
    same_rows(found, expected)


def test_batch_over_ray_writes_the_same_bytes(fewer_lines: pathlib.Path, tmp_path: pathlib.Path) -> None:
    here, there = tmp_path / "local", tmp_path / "ray"
    os.environ.pop("RAY_ADDRESS", None)
    for folder, engine in ((here, "local"), (there, "ray")):
        run_batch(
            [str(fewer_lines)], str(folder), BatchOptions(format="parquet", shard_mb=0.6, workers=2, engine=engine)
        )
    names, others = (
        [str(file.relative_to(out)) for file in sorted(out.rglob("*")) if file.is_file()] for out in (here, there)
    )
    assert names == others and len(names) > 8
    assert filecmp.cmpfiles(here, there, names, shallow=False) == (names, [], [])


def test_hugging_face_datasets(documents: pa.Table, expected: pa.Table, tmp_path: pathlib.Path) -> None:
    import datasets

    from qaclean.engines.hugging_face import clean_dataset

    datasets.disable_progress_bars()
    pages = clean_dataset(datasets.Dataset(documents), num_proc=2, cache_file_name=str(tmp_path / "pages.arrow"))
    same_rows(pages.data.table.cast(PAGES), expected)


def test_daft(parquet: str, expected: pa.Table) -> None:
    import daft

    from qaclean.engines.daft_frames import clean_frame

    found = clean_frame(daft.read_parquet(parquet)).to_arrow()
    same_rows(found.cast(PAGES), expected)
