"""A part of the output: rows written to a temporary file, which gets its name only when it is whole and on the disk."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, Protocol

from qaclean.errors import BatchError, MissingExtraError
from qaclean.export.escapes import compact_json, for_json_line

__all__ = ["PARTS", "TEMPORARY", "WORK", "PartWriter", "as_line", "gather", "import_arrow", "open_part", "write_whole"]

WORK = ".work"  # below the output folder, while a run is not done: its plan, its journal, its dead letters
PARTS = "parts"  # below the output folder, nothing but the parts: readers of parquet and Spark take a whole folder
TEMPORARY = os.path.join(WORK, "tmp")  # what is half written
_ALLOCATOR = "ARROW_DEFAULT_MEMORY_POOL"  # the variable that pyarrow reads
LEVEL = 3  # of zstandard and gzip
ROWS = 256  # of a parquet row group
# In UTF-8, one of which each character has that `for_json_line` escapes.
_OF_LINE_ENDS = (b"\x7f", b"\xc2", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
MAX_NAME = 48  # characters of a document's id in the name of its Markdown file: in UTF-8 at most 192 bytes of the 255 that a name may have


class PartWriter(Protocol):
    """Takes rows, a part of JSON lines also rows that are JSON already; `finish` gives the part its name and says size and SHA-256, `discard` leaves nothing."""

    def write(self, row: Mapping[str, Any] | str) -> None: ...
    def finish(self) -> tuple[int, str]: ...
    def discard(self) -> None: ...


def as_line(row: Mapping[str, Any] | str) -> bytes:
    """A row, or the JSON of one, as one line of JSON.

    >>> as_line({"a": "甲\x85"}).decode(), as_line('{"a":1}')
    ('{"a":"甲\\\\u0085"}\\n', b'{"a":1}\\n')
    """
    text = row if isinstance(row, str) else compact_json(row)
    line = text.encode("utf-8", "replace")
    if any(map(line.__contains__, _OF_LINE_ENDS)):  # a tenth of what a search through the text costs
        line = for_json_line(text).encode("utf-8", "replace")
    return line + b"\n"


def open_part(folder: str, name: str, format: str) -> PartWriter:
    """A writer for one part. Errors: `MissingExtraError`, `BatchError` where the folder takes no more."""
    if format == "parquet":
        return _ParquetPart(folder, name)
    if format == "markdown":
        return _FolderPart(folder, name)
    return _LinePart(folder, name, format.rpartition(".")[2])


def write_whole(path: str, text: str) -> None:
    """Write a small file whole: temporary file, fsync, rename."""
    temporary = f"{path}.tmp"
    try:
        with _new_file(temporary) as file:
            file.write(text.encode("utf-8", "backslashreplace"))  # in JSON, this is the escape of a lone surrogate
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(os.path.dirname(path) or ".")
    except OSError as error:
        raise _full(path, error) from error


def _new_file(path: str) -> BinaryIO:
    """A file of our own making: what stands there is unlinked, and a link that someone puts there is not followed."""
    with contextlib.suppress(FileNotFoundError):
        os.unlink(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def gather(paths: Sequence[str], path: str) -> tuple[int, str] | None:
    """One file of several, whole; its size and SHA-256. None, and no file, where there are none."""
    if not paths:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(path)
        return None
    digest, size = hashlib.sha256(), 0
    temporary = f"{path}.tmp"
    try:
        with _new_file(temporary) as file:
            for name in paths:
                with open(name, "rb") as part:
                    while block := part.read(1 << 20):
                        digest.update(block)
                        size += len(block)
                        file.write(block)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(os.path.dirname(path) or ".")
    except OSError as error:
        raise _full(path, error) from error
    return size, digest.hexdigest()


def _full(path: str, error: OSError) -> BatchError:
    return BatchError(f"{path}: cannot be written ({error.strerror or error}); make room and go on with --resume")


def _sync_folder(folder: str) -> None:
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


class _Temporary:
    """A file below `WORK` that is renamed when it is whole."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self.temporary = os.path.join(folder, TEMPORARY, f"{os.path.basename(name)}.{os.getpid()}")
        self.file: BinaryIO = open(self.temporary, "wb")  # noqa: SIM115 closed by keep and discard

    def keep(self) -> tuple[int, str]:
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        digest, size = hashlib.sha256(), 0
        with open(self.temporary, "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
                size += len(block)
        os.replace(self.temporary, self.path)
        _sync_folder(os.path.dirname(self.path))
        return size, digest.hexdigest()

    def discard(self) -> None:
        with contextlib.suppress(OSError):
            self.file.close()
        with contextlib.suppress(OSError):
            os.unlink(self.temporary)


class _LinePart:
    """JSON lines, plain or compressed as the ending says: `zst`, or `gz`, which needs no extra."""

    def __init__(self, folder: str, name: str, ending: str) -> None:
        self.held = _Temporary(folder, name)
        self.stream: Any = self.held.file
        if ending == "gz":
            self.stream = gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=self.held.file, mtime=0)
        elif ending == "zst":
            try:
                import zstandard
            except ImportError as error:
                self.held.discard()
                raise MissingExtraError("jsonl.zst needs zstandard: pip install 'qaclean[zst]'") from error
            self.stream = zstandard.ZstdCompressor(level=LEVEL).stream_writer(self.held.file, closefd=False)

    def write(self, row: Mapping[str, Any] | str) -> None:
        self.stream.write(as_line(row))

    def finish(self) -> tuple[int, str]:
        if self.stream is not self.held.file:
            self.stream.close()
        return self.held.keep()

    def discard(self) -> None:
        self.held.discard()


def import_arrow() -> None:
    """Import pyarrow so that it allocates as the process does, from its first byte on: its own allocator keeps what it had, 30 MB of a worker, and 15 where
    it is left after the import. Where pyarrow was imported before it is left at least. Errors: `MissingExtraError`."""
    given = os.environ.get(_ALLOCATOR)
    os.environ[_ALLOCATOR] = "system"
    try:
        import pyarrow

        pyarrow.default_memory_pool()  # chosen when it is asked for, by whoever does
    except ImportError as error:
        raise MissingExtraError("parquet needs pyarrow: pip install 'qaclean[arrow]'") from error
    finally:
        if given is None:
            del os.environ[_ALLOCATOR]
        else:
            os.environ[_ALLOCATOR] = given
    pyarrow.set_memory_pool(pyarrow.system_memory_pool())


class _ParquetPart:
    """Parquet with the constant schema of `qaclean.arrow`."""

    def __init__(self, folder: str, name: str) -> None:
        import_arrow()
        import pyarrow.parquet

        from qaclean.arrow import batch_of, schema_of

        self.rows: list[Mapping[str, Any]] = []
        self.schema_of, self.batch_of, self.parquet = schema_of, batch_of, pyarrow.parquet
        self.schema: Any = None
        self.held = _Temporary(folder, name)
        self.writer: Any = None

    def write(self, row: Any) -> None:
        self.rows.append(row)
        if len(self.rows) >= ROWS:
            self._flush()

    def _flush(self) -> None:
        if self.writer is None:
            self.schema = self.schema_of(self.rows[0])
            self.writer = self.parquet.ParquetWriter(self.held.file, self.schema, compression="zstd", store_schema=True)
        self.writer.write_batch(self.batch_of(self.rows, self.schema), row_group_size=ROWS)
        self.rows = []

    def finish(self) -> tuple[int, str]:
        if self.rows:
            self._flush()
        if self.writer is not None:
            self.writer.close()
        return self.held.keep()

    def discard(self) -> None:
        self.held.discard()


def _as_file_name(name: str) -> str:
    """What a file name can take of a document's id or place, so that a reader finds it again.

    >>> _as_file_name("crawl/2024/page.html#0"), _as_file_name("https://example.org/q/17?a=1"), _as_file_name("...")
    ('-page.html', '-17_a_1', '')
    """
    last = re.sub(r"#0$", "", name).rstrip("/").rpartition("/")[2]
    words = re.sub(r"[^\w.-]+", "_", last).strip("._")[:MAX_NAME]
    return f"-{words}" if words else ""


class _FolderPart:
    """A folder with one Markdown file a page."""

    def __init__(self, folder: str, name: str) -> None:
        self.path = os.path.join(folder, name)
        self.temporary = os.path.join(folder, TEMPORARY, f"{os.path.basename(name)}.{os.getpid()}")
        os.makedirs(self.temporary)
        self.count = self.size = 0
        self.digest = hashlib.sha256()

    def write(self, row: Any) -> None:
        data = row["markdown"].encode("utf-8", "replace")
        name = _as_file_name(row["name"])
        with open(os.path.join(self.temporary, f"{self.count:06d}{name}.md"), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        self.count += 1
        self.size += len(data)
        self.digest.update(data)

    def finish(self) -> tuple[int, str]:
        shutil.rmtree(self.path, ignore_errors=True)  # of a run that was killed before it could note the part
        os.replace(self.temporary, self.path)
        _sync_folder(os.path.dirname(self.path))
        return self.size, self.digest.hexdigest()

    def discard(self) -> None:
        shutil.rmtree(self.temporary, ignore_errors=True)
