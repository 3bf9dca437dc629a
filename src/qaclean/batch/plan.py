"""The plan of a batch: its inputs with size and hash, and the jobs they are cut into, by bytes alone."""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, NamedTuple

from lxml import etree

from qaclean import __version__
from qaclean.batch.options import BatchOptions
from qaclean.errors import MissingExtraError, SourceError
from qaclean.intake import Raw, kind_of, split
from qaclean.intake.json_values import holds_values
from qaclean.intake.streams import Meter, is_compressed
from qaclean.records.models import SCHEMA_VERSION

__all__ = ["Planned", "Range", "describe_inputs", "jobs_of", "shard_bytes", "versions_for"]

MANY = 4096  # records of one job at most
JOBS = 32  # that a small corpus is cut into, so that no worker waits long for the last one
SMALLEST = 1_000_000  # bytes of a job, unless less is asked for
READ = 1 << 20  # bytes
_WRITERS = {"parquet": ("pyarrow", "arrow"), "jsonl.zst": ("zstandard", "zst")}  # package and extra


class Range(NamedTuple):
    """The lines of an uncompressed JSON lines file that begin in `[start, end)`; the worker reads them itself."""

    path: str
    start: int
    end: int


def describe_inputs(paths: Sequence[str]) -> list[dict[str, Any]]:
    """Path, size and SHA-256 of each input; standard input has neither."""
    rows: list[dict[str, Any]] = []
    for path in paths:
        if path == "-":
            rows.append({"path": "-", "size": None, "sha256": None})
            continue
        digest = hashlib.sha256()
        size = 0
        try:
            with open(path, "rb") as file:
                while block := file.read(READ):
                    digest.update(block)
                    size += len(block)
        except OSError as error:
            raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
        rows.append({"path": path, "size": size, "sha256": digest.hexdigest()})
    return rows


def shard_bytes(inputs: Sequence[Mapping[str, Any]], most: float) -> int:
    """The bytes of input of one job: a share of what `describe_inputs` found, at most `most` MB. The same inputs are cut alike with any number of workers.

    >>> shard_bytes([{"size": 96_000_000}], 16.0), shard_bytes([{"size": 9_000_000_000}], 16.0), shard_bytes([{"size": None}], 16.0)
    (3000000, 16000000, 16000000)
    """
    sizes = [row["size"] for row in inputs]
    largest = int(most * 1_000_000)
    return largest if None in sizes else min(largest, max(SMALLEST, sum(sizes) // JOBS))


def versions_for(options: BatchOptions) -> dict[str, str]:
    """The versions that the bytes of the output depend on: a run is gone on with under the same ones only. Errors: `MissingExtraError`.

    >>> list(versions_for(BatchOptions()))
    ['qaclean', 'schema', 'python', 'lxml', 'libxml2', 'pydantic', 'regex']
    """
    asked = {
        f"--format {options.format}": _WRITERS.get(options.format),
        "--duplicates near": ("rensa", "duplicates") if options.duplicates == "near" else None,
        "--guess-language": ("py3langid", "language") if options.cleaning.guess_language else None,
    }
    extras = {}
    for option, (package, extra) in ((option, needs) for option, needs in asked.items() if needs):
        try:
            extras[package] = version(package)
        except PackageNotFoundError as error:
            raise MissingExtraError(f"{option} needs {package}: pip install 'qaclean[{extra}]'") from error
    return {
        "qaclean": __version__,
        "schema": SCHEMA_VERSION,
        "python": platform.python_version(),
        "lxml": version("lxml"),
        "libxml2": ".".join(map(str, etree.LIBXML_VERSION)),
        "pydantic": version("pydantic"),
        "regex": version("regex"),
        **extras,
    }


class Planned(NamedTuple):
    """The payload of a job, and how many bytes of all inputs have been read at its end."""

    payload: Range | tuple[Raw, ...]
    at: int


def jobs_of(paths: Sequence[str], shard: int) -> Iterator[Planned]:
    """The jobs in order: ranges of large JSON lines files, and runs of records of everything else.

    A run holds about `shard` bytes of input, uncompressed; small inputs share one.
    """
    held: list[Raw] = []
    size = before = 0
    for path in paths:
        whole = 0 if path == "-" else os.path.getsize(path)
        if path != "-" and kind_of(path) in ("jsonl", "json") and not is_compressed(path) and not holds_values(path):
            if held:
                yield Planned(tuple(held), before)
                held, size = [], 0
            for start in range(0, whole, shard):
                end = min(start + shard, whole)
                yield Planned(Range(path, start, end), before + end)
            before += whole
            continue
        meter = Meter()
        for raw in split(path, meter=meter):
            weight = _weight(raw)
            if held and (size + weight > shard or len(held) >= MANY):
                yield Planned(tuple(held), before + meter.at())
                held, size = [], 0
            held.append(raw)
            size += weight
        before += whole
    if held:
        yield Planned(tuple(held), before)


def _weight(raw: Raw) -> int:
    """The bytes of a record, as its input holds them."""
    data = raw.data
    if raw.kind == "path":
        with contextlib.suppress(OSError):  # gone since: the worker says so
            return os.path.getsize(data)
        return 0
    if raw.kind == "row" and data is not None:
        return sum(len(value) for value in data.values() if isinstance(value, str | bytes)) + 64
    if raw.kind == "page" and data is not None:
        return len(data[0]) + 64
    return len(data or b"")
