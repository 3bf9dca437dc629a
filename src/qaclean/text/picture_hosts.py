"""Addresses of the picture hosts that qaclean knows (`rules/images.toml`): safe, with their scheme, without processing."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from qaclean.rules import load

__all__ = ["picture_hosts", "picture_url", "with_scheme"]

_PLAIN = re.compile(r"[!-\[\]-~]+")  # printable ASCII without white space and backslash


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


@lru_cache(maxsize=1024)
def picture_url(address: str) -> str | None:
    """The original picture of an address: scheme restored, query dropped; None if it is not a known picture host.

    >>> picture_url("/iknow-pic.cdn.bcebos.com/ab12?x-bce-process=image%2Fresize")
    'https://iknow-pic.cdn.bcebos.com/ab12'
    >>> picture_url("javascript:alert(1)") is picture_url("https://iknow-pic.cdn.bcebos.com@evil.example/a") is None
    True
    """
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
