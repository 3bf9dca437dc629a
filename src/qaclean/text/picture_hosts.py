"""Addresses of the picture hosts that qaclean knows (`rules/images.toml`): safe, with their scheme, without processing."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize
from urllib.parse import urlsplit

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["looks_like_picture_host", "picture_hosts", "picture_url", "with_scheme"]

LONG_LABEL = 8  # code points
# Cyrillic and Greek letters that look like Latin ones (Unicode TR 39, confusables).
_LOOKALIKES = str.maketrans("асеорхуіјкоиԁɡհոѕᴠԝᴢεοικνρτυ", "aceopxyijkoudghnsvwzeoiknptu")
_PLAIN = compile_at_once(r"[!-\[\]-~]+")  # printable ASCII without white space and backslash


@lru_cache(maxsize=1)
def picture_hosts() -> tuple[str, ...]:
    """The domain suffixes of the known hosts."""
    return tuple(load("images")["hosts"])


def with_scheme(address: str) -> str:
    """The address with its scheme restored, https where it was lost.

    >>> with_scheme("//a.example/b")
    'https://a.example/b'
    """
    bare = address.lstrip("/")
    return (
        bare
        if bare.startswith(("https://", "http://"))
        else "https://" + bare.removeprefix("https:").removeprefix("http:").lstrip("/")
    )


def looks_like_picture_host(address: str) -> bool:
    """Whether the host of an address is none of the known ones and passes itself off as one: by their name in its own, by letters of other
    scripts that look the same, by a port.

    >>> looks_like_picture_host("https://iknow-pic.cdn.bcebos.com.evil.example/a"), looks_like_picture_host("https://img.example/a")
    (True, False)
    """
    return _known_lookalike(address) if len(address) <= REMEMBERED_LENGTH else _is_lookalike(address)


def _is_lookalike(address: str) -> bool:
    if picture_url(address) is not None:
        return False
    authority = address.partition("//")[2].partition("/")[0]
    if not authority:
        return False
    seen = normalize("NFKC", authority.lower()).translate(_LOOKALIKES)
    return any(known in seen for known in (*picture_hosts(), *_own_names()))


_known_lookalike = remembered(REMEMBERED_NAMES)(_is_lookalike)


@lru_cache(maxsize=1)
def _own_names() -> tuple[str, ...]:
    """First labels of the known hosts that no other host has by chance."""
    return tuple(
        sorted({known.partition(".")[0] for known in picture_hosts() if len(known.partition(".")[0]) >= LONG_LABEL})
    )


def picture_url(address: str) -> str | None:
    """The original picture of an address: scheme restored, query dropped; None if it is not a known picture host.

    >>> picture_url("/iknow-pic.cdn.bcebos.com/ab12?x-bce-process=image%2Fresize")
    'https://iknow-pic.cdn.bcebos.com/ab12'
    >>> picture_url("javascript:alert(1)") is picture_url("https://iknow-pic.cdn.bcebos.com@evil.example/a") is None
    True
    """
    return _known_picture(address) if len(address) <= REMEMBERED_LENGTH else _picture(address)


def _picture(address: str) -> str | None:
    url = with_scheme(address.strip()).partition("?")[0].partition("#")[0]
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.scheme not in ("http", "https") or parts.username is not None or port is not None or not host.isascii():
        return None
    if not any(host == known or host.endswith("." + known) for known in picture_hosts()) or len(parts.path) < 2:
        return None
    return url if _PLAIN.fullmatch(url) and "%" not in host else None


_known_picture = remembered(REMEMBERED_NAMES)(_picture)
