"""Byte streams of files, plain or compressed (gzip, bzip2, xz, zstandard), by their first bytes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from qaclean.errors import MissingExtraError, SourceError

__all__ = ["BROKEN", "Meter", "is_compressed", "open_stream", "uncompressed"]

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zst"}
_BUFFER = 1 << 20  # bytes


class BrokenStreamError(OSError):
    """A compressed stream that ends in the middle of a frame, or holds what no frame holds."""


BROKEN = (OSError, EOFError, ValueError)  # what reading a broken stream raises, of all compressions (`_Checked`)


class Meter:
    """How far the reading of a file has come, in bytes of the file as it lies on the disk."""

    def __init__(self) -> None:
        self.file: BinaryIO | None = None

    def at(self) -> int:
        """The place in the file; 0 for one that has none, such as standard input."""
        try:
            return self.file.tell() if self.file is not None else 0
        except (OSError, ValueError):
            return 0


def is_compressed(path: str) -> bool:
    """Whether a file begins as a compressed one does. Errors: `SourceError`."""
    with _opened(path) as file:
        return _method(file.read(6)) is not None


@contextmanager
def open_stream(path: str, meter: Meter | None = None) -> Iterator[BinaryIO]:
    """The bytes of a file, uncompressed as they are read; `-` is standard input.

    Errors: `SourceError`, `MissingExtraError`; while reading, those of `BROKEN`, also where a compressed file is cut short.
    """
    if path == "-":
        yield uncompressed(sys.stdin.buffer, path)
        return
    with _opened(path) as file:
        if meter is not None:
            meter.file = file
        yield uncompressed(file, path)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    with open(handle, "rb") as file:
        yield file


def _method(begin: bytes) -> str | None:
    return next((name for magic, name in _MAGIC.items() if begin.startswith(magic)), None)


def uncompressed(file: BinaryIO, path: str) -> BinaryIO:
    """The bytes of an open file, uncompressed as they are read. Errors: as in `open_stream`."""
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file), _BUFFER)
    method = _method(buffered.peek(6)[:6])
    if method is None:
        return buffered
    if method == "gzip":
        import gzip

        stream: Any = gzip.GzipFile(fileobj=buffered)
    elif method == "bz2":
        import bz2

        stream = bz2.BZ2File(buffered)
    elif method == "xz":
        import lzma

        stream = lzma.LZMAFile(buffered)  # noqa: SIM115 closed with the file below it
    else:
        return io.BufferedReader(_ZstandardReader(buffered, path), _BUFFER)
    return io.BufferedReader(_Checked(stream.read1), _BUFFER)


class _Checked(io.RawIOBase):
    """A stream whose errors are all `BrokenStreamError`: each compression has its own kinds. It can seek, forwards alone: fastwarc asks for it."""

    def __init__(self, source: Callable[[int], bytes | memoryview]) -> None:
        self.source = (
            source  # what it has, at most so many bytes: it must not wait for more, or lose what it has over an error
        )
        self.at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        target = offset + (self.at if whence == io.SEEK_CUR else 0)
        if whence == io.SEEK_END or target < self.at:
            raise io.UnsupportedOperation("a compressed stream goes forwards alone")
        while self.at < target and self.readinto(bytearray(min(target - self.at, _BUFFER))):
            pass
        return self.at

    def readinto(self, buffer: Any) -> int:
        try:
            data = memoryview(self.source(len(buffer)))
        except MemoryError:
            raise
        except Exception as error:
            raise BrokenStreamError(str(error) or type(error).__name__) from error
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


class _ZstandardReader(_Checked):
    """Frames of zstandard, one after the other. The reader of the zstandard package ends without a word where a file is cut short; this one says so."""

    STEP = 2048  # bytes decompressed at once: what they can grow to (64 MB in blocks of one repeated byte) must fit into memory

    def __init__(self, file: BinaryIO, path: str) -> None:
        try:
            import zstandard
        except ImportError as error:
            raise MissingExtraError(f"{path} is compressed with zstandard: pip install 'qaclean[zst]'") from error
        super().__init__(self._fill)
        self.file = file
        self.decompressor: Any = zstandard.ZstdDecompressor()
        self.open: Any = None  # the frame that is being read
        self.held = memoryview(b"")
        self.rest = b""  # read from the file, of the next frame

    def _fill(self, size: int) -> memoryview:
        while not self.held:
            data = self.rest or self.file.read(self.STEP)
            self.rest = b""
            if not data:
                if self.open is not None:
                    raise EOFError("the compressed file ends in the middle of a frame")
                break
            if self.open is None:
                self.open = self.decompressor.decompressobj()
            self.held = memoryview(self.open.decompress(data))
            if self.open.eof:
                self.rest = self.open.unused_data
                self.open = None
        taken, self.held = self.held[:size], self.held[size:]
        return taken
