"""A corpus at a time, measured: workers against one another and against the bare `clean`, memory of the whole tree, Ray Data and PySpark beside it.

    python benchmarks/bench_batch.py [--records 200000] [--engine-records 20000] [--folder DIR]

All in one run on this machine; what counts are the ratios, and what is compared is measured in turn, slice by slice of the corpus. The documents are those of `qaclean.testing.generated` (about 5 KB each). Memory is the
sum of the resident memory of the process and all its children, looked at twice a second, so pages that they share count more than once.
Engines that are not installed are left out, and said so.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import qaclean
from qaclean.testing.generated import generate

WORKERS = 2
SLICES = 5  # of the corpus, for what is compared
BARE = 2000  # documents of a bare measure, before and after each slice
PAGE = os.sysconf("SC_PAGE_SIZE")


def write_lines(path: pathlib.Path, count: int) -> int:
    """Write generated documents as JSON lines; their bytes."""
    with path.open("w", encoding="utf-8") as file:
        for row in generate(count):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path.stat().st_size


def tree_memory(pid: int) -> int:
    """Resident bytes of a process and all below it."""
    parents: dict[int, list[int]] = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                fields = pathlib.Path(f"/proc/{name}/stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(name))
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        waiting += parents.get(one, [])
        try:
            total += int(pathlib.Path(f"/proc/{one}/statm").read_text().split()[1]) * PAGE
        except OSError:
            continue
    return total


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MB of the process tree of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    peak = 0
    while True:
        try:
            process.wait(0.5)
            break
        except subprocess.TimeoutExpired:
            peak = max(peak, tree_memory(process.pid))
    if process.returncode:
        raise SystemExit(process.stderr.read().decode() if process.stderr else "the run failed")
    return time.perf_counter() - started, peak / 1e6


def batch(path: pathlib.Path, out: pathlib.Path, workers: int) -> tuple[float, float]:
    """One run of `qaclean batch` into parquet."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "qaclean", "batch", str(path), "--out", str(out), "--format", "parquet"]
    return watched([*command, "--workers", str(workers)])


def bare_seconds(path: pathlib.Path) -> float:
    """Seconds a document of `clean` alone, one process."""
    with path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in islice(file, BARE)]
    started = time.perf_counter()
    for row in rows:
        qaclean.clean(row.get("html") or row["text"], url=row["url"], media_type="text/html" if "html" in row else None)
    return (time.perf_counter() - started) / len(rows)


def slices(path: pathlib.Path, folder: pathlib.Path, count: int) -> Iterator[tuple[pathlib.Path, int]]:
    """The corpus in `SLICES` files, each with its number of records."""
    with path.open("rb") as file:
        for number in range(SLICES):
            lines = list(islice(file, count // SLICES))
            one = folder / f"slice-{number}.jsonl"
            one.write_bytes(b"".join(lines))
            yield one, len(lines)
            one.unlink()


def run_ray(parquet: str, out: str) -> None:
    import ray

    from qaclean.engines.ray_data import clean_dataset

    ray.init(num_cpus=WORKERS, include_dashboard=False, logging_level="error")
    ray.data.DataContext.get_current().enable_progress_bars = False
    clean_dataset(ray.data.read_parquet(parquet, override_num_blocks=4 * WORKERS)).write_parquet(out)
    ray.shutdown()


def run_spark(parquet: str, out: str) -> None:
    from pyspark.sql import SparkSession

    from qaclean.engines.spark import clean_frame

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(f"local[{WORKERS}]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.sql.files.maxPartitionBytes", "2m")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate()
    clean_frame(spark.read.parquet(parquet)).write.parquet(out)
    spark.stop()


ENGINES: dict[str, Callable[[str, str], None]] = {"ray": run_ray, "pyspark": run_spark}


def engines(folder: pathlib.Path, count: int) -> Iterator[tuple[str, float | None]]:
    """Seconds of `qaclean batch` and of each engine over the same parquet; None for one that is not installed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / "engines.parquet"
    schema = pa.schema([(name, pa.string()) for name in ("id", "url", "text", "html")])
    pq.write_table(pa.Table.from_pylist(list(generate(count)), schema=schema), path, row_group_size=count // 16)
    yield "qaclean batch", batch(path, folder / "engines-out", WORKERS)[0]
    for name in ENGINES:
        try:
            __import__(name)
        except ImportError:
            yield name, None
            continue
        out = folder / f"engines-{name}"
        shutil.rmtree(out, ignore_errors=True)
        yield name, watched([sys.executable, __file__, "--engine", name, str(path), str(out)])[0]


def ratios(path: pathlib.Path, folder: pathlib.Path, records: int) -> None:
    """Bare `clean`, many workers and one worker in turn, slice by slice: a machine that slows down for a while slows all three."""
    qaclean.clean("")  # what is read once
    bare: list[float] = []
    taken: dict[int, list[float]] = {WORKERS: [], 1: []}
    done = 0
    for one, count in slices(path, folder, records):
        bare.append(bare_seconds(one))
        for workers, seconds in taken.items():
            seconds.append(batch(one, folder / "out", workers)[0] / count)
        bare.append(bare_seconds(one))
        done += count
        print(
            f"  slice: bare {1 / bare[-2]:.0f} and {1 / bare[-1]:.0f}, {1 / taken[WORKERS][-1]:.0f}, {1 / taken[1][-1]:.0f}",
            flush=True,
        )
    alone, many, single = (statistics.mean(row) for row in (bare, taken[WORKERS], taken[1]))
    print(f"records a second, {done:,} records in {SLICES} slices, in turn:")
    print(f"  bare clean, one process      {1 / alone:8.0f}")
    print(f"  qaclean batch, {WORKERS} workers     {1 / many:8.0f}")
    print(f"  qaclean batch, 1 worker      {1 / single:8.0f}")
    print(f"{WORKERS} workers / 1 worker             {single / many:8.2f}   (aim 1.8)")
    print(f"{WORKERS} workers / ({WORKERS} x bare clean)     {alone / (WORKERS * many):8.2f}   (aim 0.8)", flush=True)


def memory(path: pathlib.Path, folder: pathlib.Path, records: int) -> None:
    """Peak memory over the whole corpus, and over twice as much."""
    seconds, peak = batch(path, folder / "out", WORKERS)
    print(
        f"all at once, {WORKERS} workers        {records / seconds:8.0f} records/s, peak {peak:.0f} MB (aim: under 600)",
        flush=True,
    )
    twice = folder / "twice.jsonl"
    with twice.open("wb") as file:
        for _ in range(2):
            with path.open("rb") as part:
                shutil.copyfileobj(part, file)
    seconds, doubled = batch(twice, folder / "out", WORKERS)
    twice.unlink()
    print(
        f"twice as much                  {2 * records / seconds:8.0f} records/s, peak {doubled:.0f} MB, {doubled / peak:.2f} of the one above (aim: 0.9 to 1.1)",
        flush=True,
    )


def report(folder: pathlib.Path, records: int, engine_records: int) -> None:
    """Measure and print."""
    path = folder / "documents.jsonl"
    size = write_lines(path, records)
    print(f"{records:,} records, {size / 1e6:,.0f} MB, parquet out", flush=True)
    ratios(path, folder, records)
    memory(path, folder, records)
    rows = dict(engines(folder, engine_records))
    own = rows.pop("qaclean batch") or 1.0
    print(f"\n{engine_records:,} records of parquet, start of the engine included: qaclean batch {own:.1f} s")
    for name, taken in rows.items():
        print(f"{name:12} {'not installed' if taken is None else f'{taken:.1f} s, {taken / own:.2f} times as long'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=200_000)
    parser.add_argument("--engine-records", type=int, default=20_000)
    parser.add_argument(
        "--folder", type=pathlib.Path, help="where the data goes (default: a temporary folder, removed afterwards)"
    )
    parser.add_argument("--engine", nargs=3, metavar=("NAME", "PARQUET", "OUT"), help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    if options.engine:
        ENGINES[options.engine[0]](*options.engine[1:])
        return
    if options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
        report(options.folder, options.records, options.engine_records)
        return
    with tempfile.TemporaryDirectory() as name:
        report(pathlib.Path(name), options.records, options.engine_records)


if __name__ == "__main__":
    main()
