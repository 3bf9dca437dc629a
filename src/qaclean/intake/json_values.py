"""JSON files that are no JSON lines: an array of objects, or objects that go over many lines, one value at a time in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from qaclean.intake.model import MAX_RECORD, Raw
from qaclean.intake.streams import BROKEN, Meter, open_stream

__all__ = ["holds_values", "split_values"]

BLOCK = 1 << 20  # bytes
_BEGIN = 64 * 1024  # bytes that tell an object a line from one over many
_SIGN = re.compile(rb'["{}\[\]]')
_STRING_END = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_GAP = re.compile(rb"[ \t\r\n,]+")
_NO_VALUE = re.compile(rb"[,\]\n]")
_BOM = b"\xef\xbb\xbf"


def holds_values(path: str) -> bool:
    """Whether a file begins as an array of values does, or as an object whose first line is none yet. Empty files hold none. Errors: `SourceError`.

    A line that is an array is JSON lines gone wrong, not an array of records: an array of records has an object in it first.
    """
    with open_stream(path) as file:
        try:
            begin = file.read(_BEGIN).removeprefix(_BOM).lstrip()
        except BROKEN:
            return False
    if begin[:1] == b"[":
        return begin[1:].lstrip()[:1] == b"{"
    line = begin.split(b"\n", 1)[0]
    return line[:1] == b"{" and len(line) < len(begin) and _end_of(line, 0) is None


def split_values(path: str, meter: Meter | None = None) -> Iterator[Raw]:
    """The values of an array, or the values that follow each other, numbered by the byte (uncompressed) at which they begin.

    A value over `MAX_RECORD` bytes, and what follows where the file is broken or ends inside a value, are records with an error.
    """
    with open_stream(path, meter) as file:
        reader = _Values(file)
        try:
            for place, value in reader:
                yield Raw(path, place, "jsonl", value)
        except BROKEN as error:
            yield Raw(path, reader.place, "jsonl", None, f"the file is broken from here on ({error})")


class _Values:
    """The values of a stream as bytes, with their places."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.held = b""
        self.at = 0  # in what is held: all before it is done
        self.before = 0  # bytes of the stream before what is held

    @property
    def place(self) -> int:
        """The byte of the stream that is read next."""
        return self.before + self.at

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        self._more()
        if self.held.startswith(_BOM):
            self.at = len(_BOM)
        self._skip()
        listed = self.held[self.at : self.at + 1] == b"["
        if listed:
            self.at += 1
        while True:
            self._skip()
            if self.at >= len(self.held) or (listed and self.held[self.at : self.at + 1] == b"]"):
                return
            end = self._end()
            place, value = self.place, self.held[self.at : end]
            self.at = end
            yield place, value

    def _more(self) -> bool:
        """Read on, twice as much each time that a value is not at its end: it is looked through a few times, not once a block."""
        block = self.file.read(max(BLOCK, len(self.held) - self.at))
        self.before += self.at
        self.held = self.held[self.at :] + block
        self.at = 0
        return bool(block)

    def _skip(self) -> None:
        """Go on to the next value."""
        while True:
            gap = _GAP.match(self.held, self.at)
            self.at = gap.end() if gap else self.at
            if self.at < len(self.held) or not self._more():
                return

    def _end(self) -> int:
        """Where the value that begins here ends; what is neither object nor array ends at a comma, a bracket or a line's end."""
        if self.held[self.at : self.at + 1] not in (b"{", b"["):
            found = _NO_VALUE.search(self.held, self.at + 1)
            return found.start() if found else len(self.held)
        while (end := _end_of(self.held, self.at)) is None:
            if len(self.held) - self.at > MAX_RECORD:
                raise ValueError(f"a value of more than {MAX_RECORD:,} bytes")
            if not self._more():
                raise ValueError("it ends inside a value")
        return end


def _end_of(data: bytes, at: int) -> int | None:
    """Where the object or array that begins at `at` ends; None where it does not.

    >>> _end_of(b'{"a": "}", "b": [1]}, {}', 0)
    20
    """
    depth = 0
    while sign := _SIGN.search(data, at):
        at = sign.end()
        if sign[0] == b'"':
            string = _STRING_END.match(data, at)
            if string is None:
                return None
            at = string.end()
        elif sign[0] in b"{[":
            depth += 1
        else:
            depth -= 1
            if depth <= 0:
                return at
    return None
