"""WARC and WET: the pages of an archive as raw records, read with fastwarc."""

from __future__ import annotations

from collections.abc import Iterator

from qaclean.errors import MissingExtraError
from qaclean.intake import MAX_RECORD, Raw
from qaclean.intake.streams import Meter, open_stream

__all__ = ["split_archive"]

_TEXTS = ("text/", "application/xhtml", "application/xml")


def split_archive(path: str, meter: Meter | None = None) -> Iterator[Raw]:
    """The response records of a WARC file that hold text or HTML, and the conversion records of a WET file. Errors: `MissingExtraError`."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError as error:
        raise MissingExtraError(f"{path} is an archive: pip install 'qaclean[warc]'") from error
    wanted = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    number = 0
    with open_stream(path, meter) as stream:
        try:
            for record in ArchiveIterator(stream, record_types=wanted, parse_http=True):
                known = _known(record)
                if known is None:
                    continue
                if record.content_length > MAX_RECORD:
                    yield Raw(path, number, "page", None, f"a record of {record.content_length:,} bytes")
                else:
                    yield Raw(path, number, "page", (record.reader.read(), *known))
                number += 1
        except Exception as error:  # fastwarc raises errors of several kinds on a broken archive
            yield Raw(path, number, "page", None, f"the file is broken from here on ({type(error).__name__}: {error})")


def _known(record: object) -> tuple[str | None, str | None, str | None] | None:
    """Id, address and media type of a record; None for one that is no page."""
    headers = record.headers  # type: ignore[attr-defined]
    url, name = headers.get("WARC-Target-URI"), headers.get("WARC-Record-ID")
    if headers.get("WARC-Type") == "conversion":
        return name, url, "text/plain"
    if record.is_http and record.http_headers is not None:  # type: ignore[attr-defined]
        http = record.http_headers  # type: ignore[attr-defined]
        if http.status_code is not None and not 200 <= http.status_code < 300:
            return None
        media = (http.get("Content-Type") or "text/html").lower()
    else:
        media = (headers.get("Content-Type") or "text/html").lower()
    if not media.startswith(_TEXTS):
        return None
    return name, url, "text/plain" if media.startswith("text/plain") else "text/html"
