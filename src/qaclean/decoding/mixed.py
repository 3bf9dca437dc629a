"""Pages whose lines are in two charsets: UTF-8 pasted into a page of GBK, Big5 or Shift_JIS, or the reverse. Each line is read in its own.

No line feed is ever part of a character in these charsets, so that lines can be told apart before anything is decoded. Proof is asked of both
sides: the lines that are UTF-8 hold several characters of three bytes and are plausible text, all others are read without a fault by one
charset, and as plausible.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.decoding.charset import high_bytes, readings
from qaclean.text.plausibility import plausibility

__all__ = ["Mixed", "read_mixed"]

FEWEST = 4  # characters of three bytes in UTF-8 lines, and high bytes in the others
CLEAR = 0.5  # plausibility of either side; running text has 0.5 to 0.9, one charset read as another at most 0.44
SAMPLE = 20_000  # bytes of either side that are judged
_THREE_BYTES = re.compile(b"[\xe2-\xef][\x80-\xbf]{2}")
ONE_BYTE = "cp1252"  # reads nearly all bytes: its reading of a line proves nothing


class Mixed(NamedTuple):
    """The text of a page in two charsets: that of most lines is `encoding`; of each other line `(start, end)` in the text, and its bytes in hexadecimal digits."""

    text: str
    encoding: str
    other: str
    lines: tuple[tuple[int, int, str], ...]


def read_mixed(data: bytes) -> Mixed | None:
    """The text of bytes that are no UTF-8 as a whole, where each line is some charset's; None where that is not proved. Linear.

    >>> page = "先倒入白醋,再加水煮开。\\n".encode("gbk") + "静置半小时,最后冲洗干净。".encode()
    >>> read_mixed(page).text, read_mixed(page).encoding, len(read_mixed(page).lines)
    ('先倒入白醋,再加水煮开。\\n静置半小时,最后冲洗干净。', 'utf-8', 1)
    """
    lines = data.split(b"\n")
    kinds = [_kind(line) for line in lines]
    written = [line for line, kind in zip(lines, kinds, strict=True) if kind == "utf-8"]
    others = [line for line, kind in zip(lines, kinds, strict=True) if kind == "other"]
    if not written or not others or sum(len(_THREE_BYTES.findall(line)) for line in written) < FEWEST:
        return None
    other = _charset_of(others)
    if other is None or plausibility(b"\n".join(written)[:SAMPLE].decode("utf-8", "ignore")) < CLEAR:
        return None
    encoding = "utf-8" if len(written) >= len(others) else other
    return _joined(lines, kinds, encoding, other)


def _kind(line: bytes) -> str:
    """ascii, utf-8 (by characters of three bytes; fewer prove nothing in one line), or other."""
    if line.isascii():
        return "ascii"
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "other"
    return "utf-8"


def _charset_of(lines: list[bytes]) -> str | None:
    """The charset that reads all lines without a fault and as plausible text."""
    sample = b"\n".join(lines)[:SAMPLE]
    sample = sample[: sample.rfind(b"\n")] if len(sample) == SAMPLE and b"\n" in sample else sample
    if high_bytes(sample) < FEWEST:
        return None
    for score, codec in sorted(readings(sample, set()), reverse=True):
        if score >= CLEAR and codec != ONE_BYTE and all(_reads(line, codec) for line in lines):
            return codec
    return None


def _reads(line: bytes, codec: str) -> bool:
    try:
        line.decode(codec)
    except UnicodeError:
        return False
    return True


def _joined(lines: list[bytes], kinds: list[str], encoding: str, other: str) -> Mixed:
    parts: list[str] = []
    strange: list[tuple[int, int, str]] = []
    at = 0
    for line, kind in zip(lines, kinds, strict=True):
        codec = other if kind == "other" else "utf-8"
        text = line.decode(codec)
        if kind != "ascii" and codec != encoding:
            strange.append((at, at + len(text), line.hex()))
        parts.append(text)
        at += len(text) + 1
    return Mixed("\n".join(parts), encoding, other if encoding == "utf-8" else "utf-8", tuple(strange))
