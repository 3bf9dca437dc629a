"""The body of an HTTP response as an archive holds it, made into what a browser would have got: chunks joined, compression undone.

A header may lie: crawlers store the header as it was sent and the body as it was decoded, or the other way round. So the body decides: what is no chunk,
and what does not begin as the named compression does, stays as it stands.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable

from qaclean.errors import MissingExtraError
from qaclean.intake.model import MAX_RECORD

__all__ = ["BodyError", "decoded_body"]

_CHUNK = re.compile(rb"[ \t]{0,8}([0-9A-Fa-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,4096})?\r?\n")
_GZIP = b"\x1f\x8b"


class BodyError(ValueError):
    """A body that is broken, larger than a record may be, or compressed in a way that nothing here undoes."""


class _LargeError(BodyError):
    """A body that grows over what a record may be."""

    def __init__(self) -> None:
        super().__init__(f"the body is larger than {MAX_RECORD:,} bytes once it is decompressed")


def decoded_body(body: bytes, transfer: str = "", encoding: str = "") -> bytes:
    """The bytes of the page. `transfer` and `encoding` are the values of `Transfer-Encoding` and `Content-Encoding`.

    Errors: `BodyError`; `MissingExtraError` for brotli and zstandard where their packages are missing.

    >>> decoded_body(b"3\\r\\nabc\\r\\n2\\r\\nde\\r\\n0\\r\\n\\r\\n", "chunked")
    b'abcde'
    >>> decoded_body(b"as it stands", "chunked", "gzip")
    b'as it stands'
    """
    if "chunked" in transfer.lower():
        body = _joined(body)
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        body = _DECODERS.get(name, _as_it_stands)(body)
    return body


def _joined(body: bytes) -> bytes:
    """Chunks without their lengths; a body that is not all chunks is none, and one that is cut in its last chunk is what there is of it."""
    parts: list[bytes] = []
    at = 0
    while at < len(body):
        head = _CHUNK.match(body, at)
        if head is None:
            return body
        size = int(head[1], 16)
        if size == 0:
            break
        parts.append(body[head.end() : head.end() + size])
        at = head.end() + size
        if body[at : at + 2] == b"\r\n":
            at += 2
        elif body[at : at + 1] == b"\n":
            at += 1
        elif at < len(body):
            return body
    return b"".join(parts)


def _as_it_stands(body: bytes) -> bytes:
    return body


def _gunzipped(body: bytes) -> bytes:
    if not body.startswith(_GZIP):
        return body
    return _inflated(body, zlib.MAX_WBITS | 16)


def _deflated(body: bytes) -> bytes:
    """Both kinds of `deflate` that servers send: with the head of zlib, and without; what is neither is text as it stands."""
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _inflated(body, bits)
        except _LargeError:
            raise
        except BodyError:
            continue
    return body


def _inflated(body: bytes, bits: int) -> bytes:
    """All members one after the other, as far as they go: a body that was cut short is what there is of it."""
    parts: list[bytes] = []
    left = MAX_RECORD
    while body:
        stream = zlib.decompressobj(bits)
        try:
            part = stream.decompress(body, left + 1)
        except zlib.error as error:
            if parts and bits > zlib.MAX_WBITS:
                break  # what follows the last member is padding
            raise BodyError(f"the compressed body is broken ({error})") from error
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise _LargeError
        body = stream.unused_data
        if bits <= zlib.MAX_WBITS:
            break
    return b"".join(parts)


def _from_brotli(body: bytes) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise MissingExtraError("a body is compressed with brotli: pip install 'qaclean[warc]'") from error
    if _is_text(body):
        return body
    stream, parts, left = brotli.Decompressor(), [], MAX_RECORD
    for start in range(0, len(body), _STEP):
        try:
            part: bytes = stream.process(body[start : start + _STEP])
        except brotli.error as error:
            raise BodyError(f"the body is said to be brotli, and is none ({error})") from error
        parts.append(part)
        left -= len(part)
        if left < 0:
            raise _LargeError
    return b"".join(parts)


def _from_zstandard(body: bytes) -> bytes:
    if not body.startswith(b"\x28\xb5\x2f\xfd"):
        return body
    try:
        import zstandard
    except ImportError as error:
        raise MissingExtraError("a body is compressed with zstandard: pip install 'qaclean[zst]'") from error
    try:
        with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
            found: bytes = reader.read(MAX_RECORD + 1)
    except zstandard.ZstdError as error:
        raise BodyError(f"the compressed body is broken ({error})") from error
    if len(found) > MAX_RECORD:
        raise _LargeError
    return found


_STEP = 1 << 16  # bytes given to brotli at once, so that a bomb is seen before it is whole
_BEGIN = 256  # bytes that tell text from what is compressed


def _is_text(body: bytes) -> bool:
    """Whether a body begins as markup or text does: brotli has no magic bytes. Control characters stand in no text."""
    begin = body[:_BEGIN]
    return not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", begin) and _is_utf8(begin)


def _is_utf8(begin: bytes) -> bool:
    try:
        begin.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(begin) - 3
    return True


_DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _deflated,
    "br": _from_brotli,
    "zstd": _from_zstandard,
}
