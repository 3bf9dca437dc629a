"""WARC and WET: the pages of an archive as raw records, read with fastwarc."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any, BinaryIO, NamedTuple

from qaclean.errors import MissingExtraError
from qaclean.intake.http_bodies import BodyError, decoded_body
from qaclean.intake.model import MAX_RECORD, Raw
from qaclean.intake.streams import BROKEN, Meter, open_stream

__all__ = ["split_archive"]

RESUMPTIONS = 1000  # broken places of one file
BLOCK = 1 << 20  # bytes
_HEADER = b"\nWARC/1."
_TEXTS = ("text/", "application/xhtml", "application/xml")


def split_archive(path: str, meter: Meter | None = None) -> Iterator[Raw]:
    """The response and resource records of a WARC file that hold text or HTML, their bodies decoded, and the conversion records of a WET file.

    A record that is cut short or has no header is a record with an error, and the reading goes on at the next header; where a compressed file
    is broken it ends, with an error. Errors: `MissingExtraError`.
    """
    try:
        import fastwarc.warc  # noqa: F401 named in the error where it is missing
    except ImportError as error:
        raise MissingExtraError(f"{path} is an archive: pip install 'qaclean[warc]'") from error
    number, begin = 0, 0
    for _ in range(RESUMPTIONS):
        last = begin
        stop: _Stop | None = None
        for found in _records_from(path, begin, meter):
            if isinstance(found, _Stop):
                stop = found
                continue
            last = found.stream_pos
            raw = _raw(path, number, found)
            if raw is not None:
                yield raw
                number += 1
        if stop is None:
            return
        following = None if stop.of_stream else _next_header(path, last + 1)
        where = "from here on" if following is None else f"up to byte {following:,}"
        yield Raw(path, number, "page", None, f"the file is broken {where} ({stop.cause})")
        number += 1
        if following is None:
            return
        begin = following


class _Stop(NamedTuple):
    """Why the reading stopped; whether it was the stream below that is broken."""

    cause: BaseException
    of_stream: bool


def _records_from(path: str, begin: int, meter: Meter | None) -> Iterator[Any]:
    """The records of fastwarc from a byte (uncompressed) on; where it can read no more, the cause."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    with open_stream(path, meter) as file:
        stream = _Quiet(file)
        stream.seek(begin)
        try:
            yield from ArchiveIterator(stream, record_types=wanted, parse_http=True)
        except (GeneratorExit, KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # a fault inside fastwarc is no `Exception`
            yield _Stop(stream.error or error, stream.error is not None)
        else:
            if stream.error is not None:
                yield _Stop(stream.error, True)


def _next_header(path: str, begin: int) -> int | None:
    """The byte (uncompressed) at which the next record begins."""
    with open_stream(path) as file:
        try:
            at = file.seek(begin)
            held = b""
            while block := file.read(BLOCK):
                held += block
                if (found := held.find(_HEADER)) >= 0:
                    return at + found + 1
                at += max(len(held) - len(_HEADER), 0)
                held = held[-len(_HEADER) :]
        except BROKEN:
            return None
    return None


def _raw(path: str, number: int, record: Any) -> Raw | None:
    known = _known(record)
    if known is None:
        return None
    length = record.content_length  # what is left of it after the HTTP header
    if length > MAX_RECORD:
        return Raw(path, number, "page", None, f"a record of {length:,} bytes, more than {MAX_RECORD:,}")
    body = record.reader.read()
    if len(body) < length:
        return Raw(path, number, "page", None, f"a record that is cut short ({len(body):,} of {length:,} bytes)")
    http = record.http_headers or {}
    try:
        body = decoded_body(body, http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or "")
    except (BodyError, MissingExtraError) as error:
        return Raw(path, number, "page", None, str(error))
    return Raw(path, number, "page", (body, *known, _fetched(record), _meta(record)))


def _meta(record: Any) -> dict[str, Any]:
    """What the archive says of a record: its id and date, the status that the server sent, the language that a crawl identified (ISO 639-3)."""
    status = record.http_headers.status_code if record.http_headers is not None else None
    named = {"warc_record_id": record.headers.get("WARC-Record-ID"), "warc_date": record.headers.get("WARC-Date")}
    language = record.headers.get("WARC-Identified-Content-Language")
    found = {**named, "http_status": status, "language": language}
    return {name: value for name, value in found.items() if value is not None}


def _fetched(record: Any) -> datetime | None:
    """When the page was fetched, as `WARC-Date` says it; None where that is no date."""
    try:
        return datetime.fromisoformat(record.headers.get("WARC-Date") or "")
    except ValueError:
        return None


class _Quiet(io.RawIOBase):
    """A stream that ends where it is broken, and keeps the error: fastwarc reads ahead, and would lose the whole records before it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream = stream
        self.error: BaseException | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        try:
            return self.stream.seek(offset, whence)
        except BROKEN as error:
            self.error = error
            return self.stream.tell()

    def tell(self) -> int:
        return self.stream.tell()

    def read(self, size: int | None = -1) -> bytes:
        if self.error is not None:
            return b""
        try:
            return self.stream.read1(-1 if size is None else size)  # type: ignore[attr-defined,no-any-return]
        except BROKEN as error:
            self.error = error
            return b""

    def readinto(self, buffer: Any) -> int:
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _known(record: Any) -> tuple[str | None, str | None, str | None] | None:
    """Id, address and media type of a record; None for one that is no page."""
    headers = record.headers
    url, name = (
        (headers.get("WARC-Target-URI") or "").strip("<>") or None,
        headers.get("WARC-Record-ID"),
    )  # wget writes <url>
    if headers.get("WARC-Type") == "conversion":
        return name, url, "text/plain"
    if record.is_http and record.http_headers is not None:
        http = record.http_headers
        if http.status_code is not None and not 200 <= http.status_code < 300:
            return None
        media = (http.get("Content-Type") or "text/html").lower()
    else:
        media = (headers.get("Content-Type") or "text/html").lower()
    if not media.startswith(_TEXTS):
        return None
    known = next((kind for kind in ("text/plain", "text/markdown") if media.startswith(kind)), "text/html")
    return name, url, known
