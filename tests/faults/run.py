"""Faults on purpose, and what is left: kills at random moments, a full disk, broken inputs, documents that stop a worker.

    python tests/faults/run.py [--kills 100] [--seed 1]

Each row must end with whole files only, output byte for byte that of an undisturbed run (after --resume where the run was stopped), and
records = pages + filtered + rejects. Prints a table; the exit code is the number of rows that failed. Linux; a full disk and a
read-only folder need the right to mount a tmpfs, else the rows say that they were left out.
"""

from __future__ import annotations

import argparse
import filecmp
import functools
import gzip
import json
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pyarrow.parquet as pq

from qaclean.testing.generated import generate

SHARD = ("--max-shard-mb", "0.04")


class Row(NamedTuple):
    """A fault, how often it was made, how often all was well, and what there is to say."""

    fault: str
    times: int
    well: int | None
    note: str


class LeftOutError(Exception):
    """A fault cannot be made on this machine."""


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "qaclean", "batch", *map(str, words)]


def run(*words: object, limit: Callable[[], None] | None = None) -> tuple[int, str]:
    """Exit code and words of a run."""
    done = subprocess.run(command(*words), capture_output=True, text=True, check=False, timeout=600, preexec_fn=limit)
    return done.returncode, done.stderr


def files(folder: pathlib.Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def same(one: pathlib.Path, other: pathlib.Path) -> bool:
    names = files(one)
    return names == files(other) and filecmp.cmpfiles(one, other, names, shallow=False) == (names, [], [])


def whole(out: pathlib.Path) -> bool:
    """Whether all that stands outside `.work` can be read to its end."""
    for path in (out / "parts").glob("*"):
        if path.suffix == ".parquet":
            pq.read_table(path)
        elif not path.read_bytes().endswith(b"\n"):
            return False
    return all(not name.startswith("rejects") or (out / name).read_bytes().endswith(b"\n") for name in os.listdir(out))


def adds_up(out: pathlib.Path, records: int) -> bool:
    counts = json.loads((out / "manifest.json").read_text("utf-8"))["counts"]
    return bool(counts["records"] == records == counts["pages"] + counts["filtered"] + counts["rejected"])


def errors(out: pathlib.Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((out / "manifest.json").read_text("utf-8"))["errors"]
    return found


def write_lines(path: pathlib.Path, count: int) -> list[str]:
    """Generated documents as JSON lines, every fiftieth broken."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in generate(count, size="short")]
    lines = ["{broken\n" if number % 50 == 25 else line for number, line in enumerate(lines)]
    path.write_text("".join(lines), "utf-8")
    return lines


def children(pid: int) -> list[int]:
    """The worker processes of a run."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            if b"spawn_main" in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
                found.append(int(child))
    return found


def kills(folder: pathlib.Path, times: int, seed: int) -> Iterator[Row]:
    """SIGKILL to the parent, to a worker, SIGTERM, at random moments of a run into parquet."""
    records = 300
    source, reference = folder / "kills.jsonl", folder / "kills-reference"
    write_lines(source, records)
    words = (source, "--format", "parquet", "--workers", "2", *SHARD)
    began = time.monotonic()
    code, said = run(*words, "--out", reference)
    length = time.monotonic() - began
    assert code == 0, said
    dice = random.Random(seed)
    kinds = {"SIGKILL to the parent": 0.4, "SIGKILL to a worker": 0.3, "SIGTERM to the parent": 0.3}
    counts = {kind: [0, 0, 0] for kind in kinds}  # made, well, run already done
    for number in range(times):
        kind = list(kinds)[0 if number % 10 < 4 else 1 if number % 10 < 7 else 2]
        out = folder / "kills-out"
        shutil.rmtree(out, ignore_errors=True)
        process = subprocess.Popen(command(*words, "--out", out), stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0.1, length))
        strike(process, kind, dice)
        process.wait(120)
        fine = whole(out) if (out / "parts").exists() else True
        if process.returncode:
            fine = fine and run(*words, "--out", out, "--resume")[0] == 0
        else:
            counts[kind][2] += 1
        counts[kind][0] += 1
        counts[kind][1] += fine and same(reference, out) and adds_up(out, records)
    for kind, (made, well, done) in counts.items():
        note = "the run itself goes on" if "worker" in kind else f"{done} came after the end"
        yield Row(f"{kind} at a random moment", made, well, note)


def strike(process: subprocess.Popen[bytes], kind: str, dice: random.Random) -> None:
    if process.poll() is not None:
        return
    if kind == "SIGTERM to the parent":
        process.terminate()
    elif kind == "SIGKILL to the parent":
        process.kill()
    else:
        try:
            workers = children(process.pid)
            if workers:
                os.kill(dice.choice(workers), signal.SIGKILL)
        except (OSError, ProcessLookupError):
            return


@contextmanager
def small_disk(folder: pathlib.Path, options: str) -> Iterator[pathlib.Path]:
    """A file system of its own."""
    place = folder / "disk"
    place.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise LeftOutError(done.stderr.strip() or "tmpfs cannot be mounted")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
        place.rmdir()


def full_disk(folder: pathlib.Path) -> Iterator[Row]:
    source, reference = folder / "full.jsonl", folder / "full-reference"
    records = len(write_lines(source, 200))
    words = (source, "--format", "parquet", "--workers", "2", *SHARD)
    run(*words, "--out", reference)
    size = sum((reference / name).stat().st_size for name in files(reference))
    well = 0
    shares = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9)
    for share in shares:
        with small_disk(folder, f"size={int(size * share) // 4096 * 4096 + 16384}") as disk:
            code, said = run(*words, "--out", disk / "out")
            named = code == 1 and "--resume" in said and "Traceback" not in said
            fine = whole(disk / "out")
            subprocess.run(["mount", "-o", "remount,size=100m", str(disk)], check=True)
            fine = fine and run(*words, "--out", disk / "out", "--resume")[0] == 0
            well += named and fine and same(reference, disk / "out") and adds_up(disk / "out", records)
    yield Row(
        "full disk, then room, then --resume", len(shares), well, "exit code 1, the error names the file and --resume"
    )


def file_too_large(folder: pathlib.Path) -> Iterator[Row]:
    source, reference = folder / "large.jsonl", folder / "large-reference"
    records = len(write_lines(source, 200))
    words = (source, "--workers", "2", *SHARD)
    run(*words, "--out", reference)
    out = folder / "large-out"

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    code, said = run(*words, "--out", out, limit=limit)
    fine = code == 1 and "Traceback" not in said and whole(out) and run(*words, "--out", out, "--resume")[0] == 0
    yield Row(
        "files may not grow (RLIMIT_FSIZE)",
        1,
        int(fine and same(reference, out) and adds_up(out, records)),
        "EFBIG in a worker",
    )


def unwritable(folder: pathlib.Path) -> Iterator[Row]:
    source = folder / "unwritable.jsonl"
    write_lines(source, 20)
    with small_disk(folder, "size=1m") as disk:
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        said = [run(source, "--out", out) for out in (disk, disk / "out")]
    well = sum(code == 1 and "cannot be written" in words and "Traceback" not in words for code, words in said)
    yield Row("unwritable folder", 2, well, "refused before any work")


def truncated(folder: pathlib.Path) -> Iterator[Row]:
    """A gzip file and an archive that are cut short anywhere: what came before is kept, the rest is one dead letter."""
    lines = write_lines(folder / "t.jsonl", 100)
    jsonl = gzip.compress("".join(lines).encode())
    pages = [row["html"] for row in generate(200, size="short") if "html" in row]
    warc = b"".join(gzip.compress(warc_record(number, page)) for number, page in enumerate(pages))
    for name, data in (("t.jsonl.gz", jsonl), ("t.warc.gz", warc)):
        well = 0
        for share in (0.05, 0.35, 0.65, 0.95):
            path, outs = folder / name, (folder / "t-1", folder / "t-2")
            path.write_bytes(data[: int(len(data) * share)])
            for out, workers in zip(outs, ("1", "2"), strict=True):
                shutil.rmtree(out, ignore_errors=True)
                run(path, "--out", out, "--workers", workers, *SHARD)
            letters = [json.loads(line) for line in (outs[0] / "rejects.jsonl").read_text("utf-8").splitlines()]
            cut = [letter for letter in letters if letter["error"] == "broken-input"]
            records = json.loads((outs[0] / "manifest.json").read_text("utf-8"))["counts"]["records"]
            well += (
                "broken from here on" in cut[-1]["message"]
                and whole(outs[0])
                and same(*outs)
                and adds_up(outs[0], records)
            )
        yield Row(f"truncated {name[2:]}", 4, well, "the end is a dead letter that names its place")


def warc_record(number: int, page: str) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def one_bad(folder: pathlib.Path) -> Iterator[Row]:
    """Single records that cannot be read, or that stop a worker: the others are there, and they themselves are dead letters."""
    good = [json.dumps(row, ensure_ascii=False) + "\n" for row in generate(40, size="short")]
    heavy = (
        json.dumps({"id": "heavy", "text": "".join(row.get("text", "") for row in generate(3000))}, ensure_ascii=False)
        + "\n"
    )
    cases: list[tuple[str, str, str, tuple[str, ...]]] = [
        ("bad middle record", "{broken\n", "broken-json", ()),
        ("a line of 300 MB", '{"text": "' + "x" * 300_000_000 + '"}\n', "broken-input", ()),
        ("a document that hangs a worker", heavy, "timeout", ("--limit-seconds", "1")),
        ("a document that swells a worker", heavy, "memory", ("--limit-mb", "200")),
    ]
    for name, bad, error, words in cases:
        source, outs = folder / "one.jsonl", (folder / "one-1", folder / "one-2")
        source.write_text("".join([*good[:20], bad, *good[20:]]), "utf-8")
        for out, workers in zip(outs, ("1", "2"), strict=True):
            shutil.rmtree(out, ignore_errors=True)
            code, said = run(source, "--out", out, "--workers", workers, *SHARD, *words)
            assert code == 0, said
        fine = errors(outs[0]) == {error: 1} and whole(outs[0]) and same(*outs) and adds_up(outs[0], 41)
        yield Row(name, 2, 2 * fine, f"dead letter {error}; the same with 1 and 2 workers")
        source.unlink()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failed = 0
    print(f"{'fault':44} {'times':>5} {'well':>5}  note")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        parts: list[Callable[[pathlib.Path], Iterator[Row]]] = [
            unwritable,
            full_disk,
            file_too_large,
            truncated,
            one_bad,
            functools.partial(kills, times=options.kills, seed=options.seed),
        ]
        for part in parts:
            try:
                for row in part(folder):
                    failed += row.well != row.times
                    print(f"{row.fault:44} {row.times:5} {row.well:5}  {row.note}", flush=True)
            except LeftOutError as error:
                print(f"{getattr(part, '__name__', 'kills'):44}     -     -  left out: {error}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
