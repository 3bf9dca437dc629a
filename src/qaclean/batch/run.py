"""A run: plan, work, journal, dead letters, manifest. One run a folder at a time; a killed one goes on where its journal ends.

While it runs, the folder holds `parts` and `.work` (plan, journal, dead letters, what is half written); when it is done, `parts`, `rejects.jsonl` if
there are any, and `manifest.json`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple, Protocol

from qaclean.batch.duplicates import duplicates_among
from qaclean.batch.journal import Journal
from qaclean.batch.options import BatchOptions
from qaclean.batch.parts import PARTS, TEMPORARY, WORK, gather, open_part, write_whole
from qaclean.batch.plan import describe_inputs, jobs_of, shard_bytes, versions_for
from qaclean.batch.tallies import MANIFEST, check_report, write_report
from qaclean.batch.work import CleanPart, rejects_of, sketches_of
from qaclean.errors import BatchError
from qaclean.intake import find_inputs
from qaclean.workers import Job, WorkerPool

__all__ = ["At", "Summary", "run_batch"]

PLAN, REJECTS, DUPLICATES = (os.path.join(WORK, "plan.json"), "rejects.jsonl", "duplicates.jsonl")
COUNTS = ("records", "pages", "rows", "filtered", "rejected")
TABLES = ("kinds", "rowless", "errors", "reasons", "rules")


_LOG = logging.getLogger(__name__)


class Summary(NamedTuple):
    """What a run has done: the manifest, and how many parts an earlier run had done already."""

    manifest: dict[str, Any]
    resumed: int


class At(NamedTuple):
    """How far a run is: records begun, dead letters, and the share of the input that is done (0 to 1; None where that is not known)."""

    records: int
    rejected: int
    share: float | None


class _Pool(Protocol):
    """What does the jobs: `WorkerPool`, or `qaclean.engines.ray_jobs.RayPool`."""

    def __enter__(self) -> _Pool: ...
    def __exit__(self, *_: object) -> None: ...
    def at(self) -> int: ...
    def run(self, jobs: Iterator[Job], tick: Callable[[], None]) -> Iterator[tuple[int, Any]]: ...


def run_batch(
    inputs: Sequence[str],
    out: str,
    options: BatchOptions,
    *,
    resume: bool = False,
    rejects: str | None = None,
    progress: Callable[[At], None] | None = None,
) -> Summary:
    """Clean all documents of `inputs` into the folder `out`; dead letters go to `rejects`, by default `rejects.jsonl` there.

    Errors: `SourceError` for inputs that are not there, `BatchError` for a folder that is in use, holds another run or cannot be written.
    What is written does not depend on workers, order or interruptions.
    """
    paths = find_inputs(list(inputs))
    _check_folders(inputs, paths, out, options.report)
    if resume and "-" in paths:
        raise BatchError("standard input cannot be read again: keep it in a file to use --resume")
    with _locked(out):
        plan: dict[str, Any] = {
            "versions": versions_for(options),
            "options": options.as_json(),
            "inputs": describe_inputs(paths),
        }
        done = _done_before(out, plan, resume)
        if done is not None and options.report and not os.path.exists(options.report):
            raise BatchError(
                f"{out}: is done, and {options.report} is not there; qaclean report makes one of the inputs"
            )
        if done is not None:
            shutil.rmtree(os.path.join(out, WORK), ignore_errors=True)
            return Summary(done, done["parts"])
        journal = Journal(os.path.join(out, WORK))
        shard = shard_bytes(plan["inputs"], options.shard_mb)
        _LOG.info("%d inputs, %d bytes a part at most", len(paths), shard)
        journal.read(lambda row: _is_whole(out, row))
        resumed = len(journal.done)
        total = _work(out, paths, shard, options, journal, progress)
        manifest = _finish(out, plan, journal, total, rejects or os.path.join(out, REJECTS), options.report)
    return Summary(manifest, resumed)


def _work(
    out: str,
    paths: Sequence[str],
    shard: int,
    options: BatchOptions,
    journal: Journal,
    progress: Callable[[At], None] | None,
) -> int:
    """Do the parts that are not done; how many parts there are."""
    total = bytes_done = 0
    bytes_of: dict[int, int] = {}
    done = Counter({name: sum(row[name] for row in journal.done.values()) for name in COUNTS})
    whole = sum(os.path.getsize(path) for path in paths if path != "-") if "-" not in paths else 0

    def jobs() -> Iterator[Job]:
        nonlocal total, bytes_done
        before = 0
        for number, planned in enumerate(jobs_of(paths, shard)):
            total = number + 1
            if number in journal.done:
                bytes_done += planned.at - before
            else:
                bytes_of[number] = planned.at - before
                yield Job(number, planned.payload)
            before = planned.at

    pool = _pool(CleanPart(out, options), options)

    def tick() -> None:
        if progress is not None:
            progress(At(done["records"] + pool.at(), done["rejected"], bytes_done / whole if whole else None))

    with pool:
        for number, row in pool.run(jobs(), tick):
            journal.add(row)
            _tell(row)
            done.update({name: row[name] for name in COUNTS})
            bytes_done += bytes_of.pop(number)
            tick()
    return total


def _tell(row: dict[str, Any]) -> None:
    counts = [row[name] for name in ("records", "rows", "rejected")]
    _LOG.info("part %d: %d records, %d rows, %d rejected", row["part"], *counts)


def _pool(work: CleanPart, options: BatchOptions) -> _Pool:
    if options.engine == "ray":
        from qaclean.engines.ray_jobs import RayPool

        return RayPool(work, options.limit_seconds, options.limit_mb)
    return WorkerPool(work, options.workers, limit_seconds=options.limit_seconds, limit_mb=options.limit_mb)


def _finish(
    out: str, plan: dict[str, Any], journal: Journal, total: int, rejects: str, report: str | None
) -> dict[str, Any]:
    """Gather the dead letters, write report and manifest, and clear away what only the run itself needed."""
    rows = [journal.done[number] for number in range(total)]
    tables = {name: Counter[str]() for name in TABLES}
    for row in rows:
        for name in TABLES:
            tables[name].update(row[name])
    files = [file for row in rows for file in row["files"] if not file["name"].startswith(WORK)]
    gathered = gather([os.path.join(out, rejects_of(row["part"])) for row in rows if row["rejected"]], rejects)
    reported = write_report(report, out, range(total)) if report else None
    for path, written in ((rejects, gathered), (report, reported)):
        if path is not None and written is not None:
            name = os.path.relpath(path, out) if _is_below(path, out) else path
            files.append({"name": name, "size": written[0], "sha256": written[1]})
    repeated = _write_duplicates(out, rows, files)
    manifest = {
        **plan,
        "parts": total,
        "counts": {name: sum(row[name] for row in rows) for name in COUNTS},
        **{name: dict(sorted(table.items())) for name, table in tables.items()},
        **({} if plan["options"]["duplicates"] is None else {"duplicates": dict(sorted(repeated.items()))}),
        "files": files,
    }
    write_whole(os.path.join(out, MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")
    shutil.rmtree(os.path.join(out, WORK), ignore_errors=True)
    return manifest


def _write_duplicates(out: str, rows: Sequence[dict[str, Any]], files: list[dict[str, Any]]) -> Counter[str]:
    """Write `duplicates.jsonl`, add it to `files`, and count its rows by their reasons; nothing where no row was sketched."""
    counts: Counter[str] = Counter()
    paths = [path for row in rows if os.path.exists(path := os.path.join(out, sketches_of(row["part"])))]
    if not paths:
        return counts
    part = open_part(out, DUPLICATES, "jsonl")
    for found in duplicates_among(line for path in paths for line in _lines_of(path)):
        counts[found["reason"]] += 1
        part.write(found)
    size, digest = part.finish()
    files.append({"name": DUPLICATES, "size": size, "sha256": digest})
    return counts


def _lines_of(path: str) -> Iterator[str]:
    with open(path, encoding="utf-8") as file:
        yield from file


def _is_whole(out: str, row: dict[str, Any]) -> bool:
    """Whether the files that the journal notes of a part are there; a folder of Markdown is not looked into."""
    paths = [(os.path.join(out, file["name"]), file["size"]) for file in row["files"]]
    return all(os.path.isdir(path) or (os.path.isfile(path) and os.path.getsize(path) == size) for path, size in paths)


def _done_before(out: str, plan: dict[str, Any], resume: bool) -> dict[str, Any] | None:
    """Begin a run, or compare it with the one in the folder; the manifest of one that is done. Clears what a killed run had half written."""
    for name in (WORK, TEMPORARY, PARTS):
        if os.path.islink(os.path.join(out, name)):
            raise BatchError(f"{out}: {name} is a link, which leads out of it; give a new folder with --out")
    path = next((p for name in (MANIFEST, PLAN) if os.path.exists(p := os.path.join(out, name))), None)
    if path is not None and not resume:
        raise BatchError(f"{out}: holds a run already; go on with it with --resume, or give a new folder with --out")
    strange = sorted(name for name in os.listdir(out) if name != WORK)
    if path is None and strange:
        raise BatchError(f"{out}: is not empty ({', '.join(strange[:3])}); give a new folder with --out")
    before = _read_plan(path) if path is not None else None
    if before is not None and (differences := [*_differences({key: before.get(key) for key in plan}, plan, "")]):
        raise BatchError(
            f"{out}: was begun otherwise: {'; '.join(differences[:5])}; give the same, or a new folder with --out"
        )
    if before is not None and "parts" in before:
        return before
    try:
        shutil.rmtree(os.path.join(out, TEMPORARY), ignore_errors=True)
        os.makedirs(os.path.join(out, TEMPORARY))
    except OSError as error:
        raise _unwritable(out, error) from error
    if before is None:
        write_whole(os.path.join(out, PLAN), json.dumps(plan, ensure_ascii=False, indent=1) + "\n")
    os.makedirs(os.path.join(out, PARTS), exist_ok=True)
    return None


def _read_plan(path: str) -> dict[str, Any]:
    try:
        with open(path, encoding="utf-8") as file:
            plan: dict[str, Any] = json.load(file)
            return plan
    except (OSError, ValueError) as error:
        raise BatchError(f"{path}: cannot be read ({error}); begin in a new folder with --out") from error


def _differences(before: Any, now: Any, at: str) -> Iterator[str]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            yield from _differences(before.get(key), now.get(key), f"{at}.{key}" if at else key)
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for number, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from _differences(one, other, f"{at}[{number}]")
    elif before != now:
        yield f"{at} was {_short(before)}, is {_short(now)}"


def _short(value: Any) -> str:
    words = json.dumps(value, ensure_ascii=False)
    return words if len(words) <= 80 else words[:77] + "..."


def _check_folders(inputs: Sequence[str], paths: Sequence[str], out: str, report: str | None) -> None:
    """Refuse to read what is written, and what could not be written at the end. Errors: `BatchError`."""
    check_report(report, out)
    if report is not None and any(path != "-" and os.path.realpath(path) == os.path.realpath(report) for path in paths):
        raise BatchError(f"{report}: is an input; give another name with --report")
    for path in (*inputs, *paths):
        if path != "-" and (_is_below(path, out) or (os.path.isdir(path) and _is_below(out, path))):
            raise BatchError(f"{out}: lies together with the input {path}; give another folder with --out")


def _is_below(path: str, folder: str) -> bool:
    return os.path.join(os.path.realpath(path), "").startswith(os.path.join(os.path.realpath(folder), ""))


def _unwritable(out: str, error: OSError) -> BatchError:
    return BatchError(f"{out}: cannot be written ({error.strerror}); give another folder with --out")


@contextlib.contextmanager
def _locked(out: str) -> Iterator[None]:
    """The folder for this process alone; the lock ends with the process, however that ends."""
    try:
        os.makedirs(out, exist_ok=True)
        import fcntl

        handle = os.open(out, os.O_RDONLY)
    except ImportError:  # no such locks on this system: runs must not meet there
        yield
        return
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BatchError(
                f"{out}: another run is at work in it; wait for it, or give another folder with --out"
            ) from None
        except OSError:  # a file system without locks
            pass
        yield
    finally:
        os.close(handle)
