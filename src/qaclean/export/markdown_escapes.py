"""Text and addresses as CommonMark that shows exactly them: text of a page cannot open a link, a heading, HTML or a list."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

__all__ = ["CONTROLS", "escape", "escape_part", "image_url"]

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_INLINE = re.compile(r"[\\`*_\[\]<|~]|&(?=[#A-Za-z])")
_LINE_START = re.compile(r"([#+\-=>:])|(\d{1,9})([.)])")
_URL_SAFE = "/?&=:;,@%+$~-._#!*"  # everything else is percent-encoded, so that no character can close the destination


def escape(text: str) -> str:
    """Text as CommonMark that shows exactly this text; line breaks stay, white space around lines and text goes.

    >>> escape("# [x](javascript:y) <b>")
    '\\\\# \\\\[x\\\\](javascript:y) &lt;b>'
    """
    return "\n".join(_line(line.strip()) for line in CONTROLS.sub(" ", text).strip().splitlines())


def escape_part(text: str, *, begins: bool) -> str:
    """A part of a text as CommonMark, white space as it is; `begins`: a line begins with it."""
    first, *rest = CONTROLS.sub(" ", text).split("\n")
    return "\n".join([_line(first) if begins else _inline(first), *map(_line, rest)])


def _inline(text: str) -> str:
    return _INLINE.sub(lambda match: {"<": "&lt;", "&": "&amp;"}.get(match[0], "\\" + match[0]), text)


def _line(line: str) -> str:
    escaped = _inline(line)
    start = _LINE_START.match(escaped)
    if not start:
        return escaped
    return f"\\{escaped}" if start[1] else f"{start[2]}\\{escaped[start.end(2) :]}"


def image_url(url: str | None) -> str | None:
    """An http(s) address that stays inside `![](...)`, anything else is None. Nothing else is ever linked.

    >>> image_url("https://img.example/a (1).png"), image_url("javascript:alert(1)")
    ('https://img.example/a%20%281%29.png', None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    return quote(url or "", safe=_URL_SAFE, errors="replace")
