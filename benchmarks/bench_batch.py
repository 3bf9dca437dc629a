"""A corpus at a time, measured: workers against one another and against the bare `clean`, memory of the whole tree, Ray Data and PySpark beside it.

    python benchmarks/bench_batch.py [--records 200000] [--engine-records 20000] [--folder DIR]

All in one run on this machine; what counts are the ratios, and what is compared is run in turns of a few seconds. The documents are those of `qaclean.testing.generated` (about 5 KB each). Memory is the
sum of the resident memory of the process and all its children, looked at every few seconds, so pages that they share count more than once.
Engines that are not installed are left out, and said so.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import pathlib
import shutil
import signal
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
TURN = 4.0  # seconds
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


def peak_of(pid: int, peak: float) -> float:
    return max(peak, tree_memory(pid) / 1e6)


def watched(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MB of the process tree of a command."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    peak = 0.0
    while True:
        try:
            process.wait(0.5)
            break
        except subprocess.TimeoutExpired:
            peak = peak_of(process.pid, peak)
    if process.returncode:
        raise SystemExit(process.stderr.read().decode() if process.stderr else "the run failed")
    return time.perf_counter() - started, peak


def batch_command(path: pathlib.Path, out: pathlib.Path, workers: int) -> list[str]:
    """`qaclean batch` into parquet."""
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-m", "qaclean", "batch", str(path), "--out", str(out), "--format", "parquet"]
    return [*command, "--workers", str(workers)]


class Turns:
    """A command that runs in turns with others: stopped while it is not its turn, so that a machine that slows down slows all alike."""

    def __init__(self, command: list[str]) -> None:
        self.seconds = self.peak = 0.0
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        self._run(started)

    def take(self) -> bool:
        """One turn; whether the command goes on."""
        if self.process.returncode is None:
            started = time.perf_counter()
            os.killpg(self.process.pid, signal.SIGCONT)
            self._run(started)
        return self.process.returncode is None

    def _run(self, started: float) -> None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(TURN)
        self.seconds += time.perf_counter() - started
        if self.process.returncode is None:
            self.peak = peak_of(self.process.pid, self.peak)
            os.killpg(self.process.pid, signal.SIGSTOP)
        elif self.process.returncode:
            raise SystemExit(f"{self.process.args!r} failed")


def run_bare(path: str, count: str) -> None:
    """`clean` alone, one document after another."""
    with open(path, encoding="utf-8") as file:
        for line in islice(file, int(count)):
            row = json.loads(line)
            html = "text/html" if "html" in row else None
            qaclean.clean(row.get("html") or row["text"], url=row["url"], media_type=html)


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
    yield "qaclean batch", watched(batch_command(path, folder / "engines-out", WORKERS))[0]
    for name in ENGINES:
        try:
            __import__(name)
        except ImportError:
            yield name, None
            continue
        out = folder / f"engines-{name}"
        shutil.rmtree(out, ignore_errors=True)
        yield name, watched([sys.executable, __file__, "--engine", name, str(path), str(out)])[0]


def ratios(path: pathlib.Path, folder: pathlib.Path, records: int) -> float:
    """Many workers, one worker and bare `clean` in turns of a few seconds, each until it is done; the peak memory of the first in MB."""
    alone = records // 3
    own = [sys.executable, __file__, "--bare", str(path), str(alone)]
    many = Turns(batch_command(path, folder / "many", WORKERS))
    single = Turns(batch_command(path, folder / "single", 1))
    bare = Turns(own)
    while [one for one in (many, single, bare) if one.take()]:
        pass
    rates = [records / many.seconds, records / single.seconds, alone / bare.seconds]
    print(f"records a second, in turns of {TURN:.0f} s, the others stopped meanwhile:")
    print(f"  qaclean batch, {WORKERS} workers      {rates[0]:8.0f}")
    print(f"  qaclean batch, 1 worker       {rates[1]:8.0f}")
    print(
        f"  bare clean, one process       {rates[2]:8.0f}   (its start and the reading of JSON included; {alone:,} records)"
    )
    print(f"{WORKERS} workers / 1 worker              {rates[0] / rates[1]:8.2f}   (aim 1.8)")
    print(f"{WORKERS} workers / ({WORKERS} x bare clean)      {rates[0] / (WORKERS * rates[2]):8.2f}   (aim 0.8)")
    print(f"peak memory, {WORKERS} workers         {many.peak:8.0f} MB   (aim: under 600)", flush=True)
    return many.peak


def twice_as_much(path: pathlib.Path, folder: pathlib.Path, peak: float) -> None:
    """Peak memory over twice the input."""
    twice = folder / "twice.jsonl"
    with twice.open("wb") as file:
        for _ in range(2):
            with path.open("rb") as part:
                shutil.copyfileobj(part, file)
    _, doubled = watched(batch_command(twice, folder / "twice", WORKERS))
    twice.unlink()
    print(
        f"peak at twice the input         {doubled:8.0f} MB   {doubled / peak:.2f} of the one above (aim: 0.9 to 1.1)",
        flush=True,
    )


def report(folder: pathlib.Path, records: int, engine_records: int) -> None:
    """Measure and print."""
    path = folder / "documents.jsonl"
    size = write_lines(path, records)
    print(f"{records:,} records, {size / 1e6:,.0f} MB, parquet out", flush=True)
    twice_as_much(path, folder, ratios(path, folder, records))
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
    parser.add_argument("--bare", nargs=2, metavar=("JSONL", "COUNT"), help=argparse.SUPPRESS)
    options: Any = parser.parse_args()
    if options.bare:
        run_bare(*options.bare)
        return
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
