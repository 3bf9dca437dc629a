"""Byte streams of files, plain or compressed (gzip, bzip2, xz, zstandard), by their first bytes."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from collections.abc import Iterator
from typing import BinaryIO, cast

from qaclean.errors import MissingExtraError, SourceError

__all__ = ["is_compressed", "open_stream"]

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zst"}


def _method(begin: bytes) -> str | None:
    return next((name for magic, name in _MAGIC.items() if begin.startswith(magic)), None)


def is_compressed(path: str) -> bool:
    """Whether a file begins as a compressed one does. Errors: `SourceError`."""
    with _opened(path) as file:
        return _method(file.read(6)) is not None


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    try:
        file = open(path, "rb")
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror})") from error
    with file:
        yield file


@contextmanager
def open_stream(path: str) -> Iterator[BinaryIO]:
    """The bytes of a file, uncompressed as they are read; `-` is standard input. Errors: `SourceError`, `MissingExtraError`."""
    if path == "-":
        yield _uncompressed(sys.stdin.buffer, path)
        return
    with _opened(path) as file:
        yield _uncompressed(file, path)


def _uncompressed(file: BinaryIO, path: str) -> BinaryIO:
    buffered = io.BufferedReader(cast(io.RawIOBase, file), 1 << 20) if not hasattr(file, "peek") else file
    method = _method(buffered.peek(6)[:6])
    if method is None:
        return cast(BinaryIO, buffered)
    if method == "gzip":
        import gzip

        return cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
    if method == "bz2":
        import bz2

        return cast(BinaryIO, bz2.BZ2File(buffered))
    if method == "xz":
        import lzma

        return cast(BinaryIO, lzma.LZMAFile(buffered))
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError(f"{path} is compressed with zstandard: pip install 'qaclean[zst]'") from error
    return cast(BinaryIO, zstandard.ZstdDecompressor().stream_reader(buffered, read_across_frames=True))
