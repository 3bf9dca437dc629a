"""One worker of a batch, measured in fresh processes: how long the first record takes, what of its time is not `clean`, how much memory it takes.

    python benchmarks/bench_worker.py [--corpus DIR]

The documents are the real dumps and saved pages of the corpus, else generated ones. Processor time of the whole process, its start included for the first record;
of five fresh processes the median. The share outside of `clean` is what a worker does to read JSON lines, build rows and write a part, its first 50 documents not among it.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any

ROUNDS = 5
WARM = 50  # documents before anything is counted
MOST = 600  # documents of a kind
OUTPUTS = (("jsonl", "pages"), ("jsonl", "pairs"), ("parquet", "pages"))
START = """import time, resource
import qaclean
imported = time.process_time()
qaclean.clean({source!r}, media_type={media_type!r})
print(imported, time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"""


def measured_start(source: str, media_type: str) -> tuple[float, float, float]:
    """Processor seconds of a fresh process to the import and to the first record, and its memory in MiB then; medians."""
    code = START.format(source=source, media_type=media_type)
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(ROUNDS)
    ]
    rows = [tuple(map(float, run.stdout.split())) for run in runs]
    imported, first, memory = (statistics.median(column) for column in zip(*rows, strict=True))
    return imported, first, memory


def write_lines(path: pathlib.Path, documents: Sequence[Any]) -> int:
    """Write documents as JSON lines; their bytes."""
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            name = "html" if document.media_type == "text/html" else "text"
            file.write(json.dumps({name: document.source.decode("utf-8", "replace")}, ensure_ascii=False) + "\n")
    return path.stat().st_size


def work(path: str, format: str, shape: str, folder: str) -> None:
    """In a process of its own: make one part as a worker does, and print seconds, those inside of `clean`, and MiB."""
    from unittest import mock

    from qaclean.batch.options import BatchOptions
    from qaclean.batch.parts import PARTS, TEMPORARY
    from qaclean.batch.plan import Range
    from qaclean.batch.work import CleanPart
    from qaclean.cleaner import Cleaner
    from qaclean.workers import Job

    for name in (PARTS, TEMPORARY):
        os.makedirs(os.path.join(folder, name), exist_ok=True)
    inside = 0.0
    cleaned = Cleaner.clean

    def timed(*given: Any, **options: Any) -> Any:
        nonlocal inside
        start = time.process_time()
        try:
            return cleaned(*given, **options)
        finally:
            inside += time.process_time() - start

    part = CleanPart(folder, BatchOptions(format=format, shape=shape))
    with open(path, "rb") as file:
        ends = [file.tell() for _ in iter(file.readline, b"")]
    with mock.patch.object(Cleaner, "clean", timed):
        part(Job(0, Range(path, 0, ends[min(WARM, len(ends)) - 1])), lambda place: None)
        inside, start = 0.0, time.process_time()
        part(Job(1, Range(path, 0, ends[-1])), lambda place: None)
    print(time.process_time() - start, inside, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run_part(path: pathlib.Path, format: str, shape: str) -> tuple[float, float, float]:
    """What `work` prints, of a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--work", str(path), format, shape, folder]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, inside, memory = map(float, done.stdout.split())
    return seconds, inside, memory


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--work", nargs=4)
    arguments = parser.parse_args()
    if arguments.work:
        work(*arguments.work)
        return
    from bench_documents import read_dumps, read_pages

    kinds = {"dumps": read_dumps(arguments.corpus)[:MOST], "pages": read_pages(arguments.corpus)[:MOST]}
    print("\n| fresh process | import | first record | MiB |\n|---|---|---|---|")
    for name, media_type in (("dumps", "text/plain"), ("pages", "text/html")):
        source = kinds[name][0].source.decode("utf-8", "replace")
        imported, first, memory = measured_start(source, media_type)
        print(f"| {name} | {imported:.3f} s | {first:.3f} s | {memory:.0f} |")
    print("\n| worker | output | documents | MB | not `clean` | MiB at most |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, documents in kinds.items():
            path = pathlib.Path(folder) / f"{name}.jsonl"
            size = write_lines(path, documents)
            for format, shape in OUTPUTS:
                seconds, inside, memory = run_part(path, format, shape)
                share = 100 * (1 - inside / seconds)
                print(
                    f"| {name} | {format}, {shape} | {len(documents)} | {size / 1e6:.1f} | {share:.1f} % | {memory:.0f} |"
                )


if __name__ == "__main__":
    main()
