"""The manners in which a site may serve a page: what is said about its charset, how it is packed, what goes wrong on the way."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from qaclean.testing.fixtures_on_disk import Case

__all__ = ["MANNERS", "Reply", "reply_of", "text_reply"]

PIECES = 4  # of a slow answer


class Reply(NamedTuple):
    """An answer: status, headers, body; `slow` in pieces with pauses, `chunked` without a length, `closes` ends the connection."""

    status: int
    headers: dict[str, str]
    body: bytes = b""
    slow: bool = False
    chunked: bool = False
    closes: bool = False

    def pieces(self) -> Iterator[bytes]:
        """The bytes as they go over the wire.

        >>> [*Reply(200, {}, b"abcde", chunked=True).pieces()][:2]
        [b'2\\r\\nab\\r\\n', b'2\\r\\ncd\\r\\n']
        """
        size = max(-(-len(self.body) // PIECES), 1) if self.slow or self.chunked else max(len(self.body), 1)
        cut = (self.body[at : at + size] for at in range(0, len(self.body), size))
        if not self.chunked:
            yield from cut
            return
        yield from (b"%x\r\n%b\r\n" % (len(piece), piece) for piece in cut)
        yield b"0\r\n\r\n"


def reply_of(case: Case, manner: str, path: str, headers: Mapping[str, str]) -> Reply:
    """The answer to a GET of a case in one of `MANNERS`; a client that holds the page already is told so (304)."""
    tag = f'"{hashlib.sha256(case.source).hexdigest()[:16]}"'
    if headers.get("If-None-Match") == tag:
        return Reply(304, {"ETag": tag})
    reply = _DOERS[manner](case, path, headers)
    return reply._replace(headers={**reply.headers, "ETag": tag}) if reply.status == 200 else reply


def text_reply(status: int, text: str) -> Reply:
    """A plain answer in UTF-8."""
    return Reply(status, {"Content-Type": "text/plain; charset=utf-8"}, text.encode())


def _typed(case: Case, charset: str | None) -> Reply:
    named = f"; charset={charset}" if charset else ""
    return Reply(200, {"Content-Type": case.media_type + named}, case.source)


def _plain(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return _typed(case, case.charset)


def _no_charset(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return _typed(case, None)


def _wrong_charset(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return _typed(case, "iso-8859-1" if case.charset == "utf-8" else "utf-8")


def _gzip(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    reply = _plain(case, path, headers)
    if "gzip" not in headers.get("Accept-Encoding", ""):
        return reply
    packed = {**reply.headers, "Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return reply._replace(headers=packed, body=gzip.compress(case.source, mtime=0))


def _chunked(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    reply = _plain(case, path, headers)
    return reply._replace(headers={**reply.headers, "Transfer-Encoding": "chunked"}, chunked=True)


def _slow(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return _plain(case, path, headers)._replace(slow=True)


def _cut(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    reply = _plain(case, path, headers)
    whole = {**reply.headers, "Content-Length": str(len(case.source))}
    return reply._replace(headers=whole, body=case.source[: len(case.source) // 2], closes=True)


def _redirect(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return Reply(301, {"Location": f"/plain/{quote(case.name)}"})


def _redirects(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    """Three on the way: 302, 307, 301."""
    step = int(path.partition("?step=")[2] or 0)
    if step == 2:
        return _redirect(case, path, headers)
    return Reply((302, 307)[step], {"Location": f"/redirects/{quote(case.name)}?step={step + 1}"})


def _loop(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return Reply(302, {"Location": path})


def _gone(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    return text_reply(410, "this page was taken away\n")


def _busy(case: Case, path: str, headers: Mapping[str, str]) -> Reply:
    reply = text_reply(503, "too many requests, come back in a second\n")
    return reply._replace(headers={**reply.headers, "Retry-After": "1"})


_DOERS: Mapping[str, Callable[[Case, str, Mapping[str, str]], Reply]] = MappingProxyType(
    {
        "plain": _plain,
        "private": _plain,
        "no-charset": _no_charset,
        "wrong-charset": _wrong_charset,
        "gzip": _gzip,
        "chunked": _chunked,
        "slow": _slow,
        "cut": _cut,
        "redirect": _redirect,
        "redirects": _redirects,
        "loop": _loop,
        "gone": _gone,
        "busy": _busy,
    }
)

MANNERS: Mapping[str, str] = MappingProxyType(
    {
        "plain": "with its charset and length",
        "private": "as plain, but robots.txt forbids it",
        "no-charset": "without a word about its charset",
        "wrong-charset": "with the name of another charset",
        "gzip": "compressed, for clients that take it",
        "chunked": "in chunks, without a length",
        "slow": "in four pieces with pauses between",
        "cut": "half of it, then the connection ends; the length is that of the whole",
        "redirect": "moved (301) to plain",
        "redirects": "moved three times (302, 307, 301)",
        "loop": "moved to itself",
        "gone": "taken away (410)",
        "busy": "come back later (503 with Retry-After)",
    }
)
