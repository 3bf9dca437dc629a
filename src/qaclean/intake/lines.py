"""JSON lines: a file's lines as raw records, whole or those that begin in a range of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from qaclean.intake.model import MAX_RECORD, Raw
from qaclean.intake.streams import BROKEN, Meter, open_stream

__all__ = ["split_lines"]

BUFFER = 1 << 20  # bytes


def split_lines(path: str, start: int = 0, end: int | None = None, meter: Meter | None = None) -> Iterator[Raw]:
    """The lines of a file, empty ones left out, numbered by the byte (uncompressed) at which they begin; of a range, those that begin in it.

    A line over `MAX_RECORD` bytes, and what follows where a compressed file is broken, are records with an error.
    """
    with open_stream(path, meter) as lines:
        at = start
        if start:
            lines.seek(start - 1)
            at = start - 1 + _rest_of_line(lines, None if end is None else end - start + 1)
        while end is None or at < end:
            place = at
            try:
                line = lines.readline(MAX_RECORD + 1)
                length = len(line)
                if length > MAX_RECORD and not line.endswith(b"\n"):
                    line = b""
                    length += _rest_of_line(lines)
                    yield Raw(path, place, "jsonl", None, f"a line of {length:,} bytes, more than {MAX_RECORD:,}")
            except BROKEN as error:
                yield Raw(path, place, "jsonl", None, f"the file is broken from here on ({error})")
                return
            if not length:
                return
            at += length
            if line.strip():
                yield Raw(path, place, "jsonl", line)


def _rest_of_line(lines: BinaryIO, most: int | None = None) -> int:
    """Read on to the end of the line, but no more than `most` bytes, and say how many that were.

    A range inside a long line stops at its own end: a line that spans thousands of ranges is read once, not once a range.
    """
    length = 0
    while part := lines.readline(BUFFER if most is None else min(BUFFER, most - length)):
        length += len(part)
        if part.endswith(b"\n"):
            break
    return length
