"""Lone surrogates: half characters that a str may hold and no encoding writes. They become U+FFFD."""

from __future__ import annotations

import re

__all__ = ["LONE", "speakable", "without_lone_escapes", "without_surrogates"]

LONE = re.compile("[\ud800-\udfff]")
# In JSON a pair of escapes is one character; what is left alone is half of one.
_ESCAPE = re.compile(
    r"\\(?:\\|[uU][dD](?:([89abAB][0-9a-fA-F]{2}\\[uU][dD][c-fC-F][0-9a-fA-F]{2})|[89a-fA-F][0-9a-fA-F]{2}))"
)


def without_surrogates(text: str) -> str:
    """The text with U+FFFD for each surrogate; text without any is returned as it is.

    >>> without_surrogates("关\\ud800机")
    '关\ufffd机'
    """
    if text.isascii():  # known at once
        return text
    try:
        text.encode("utf-8")  # at a fifth of what a search through a whole page costs
    except UnicodeEncodeError:
        return LONE.sub("\ufffd", text)
    return text


def without_lone_escapes(json_text: str) -> str:
    """A JSON text in which no string holds a lone surrogate by its escape.

    >>> without_lone_escapes(r'"\\ud83d\\ude00 \\ud83d \\\\ud800"')
    '"\\\\ud83d\\\\ude00 \\\\ufffd \\\\\\\\ud800"'
    """
    if "\\ud" not in json_text and "\\uD" not in json_text:
        return json_text
    return _ESCAPE.sub(_without_lone, json_text)


def speakable(text: str) -> str:
    """Text that every encoder takes: an undecodable byte of a file name is written as `\\xe9`, a stray surrogate as `\\ud800`; two names stay two.

    >>> speakable("caf\\udce9.txt")
    'caf\\\\xe9.txt'
    """
    return text if text.isascii() else LONE.sub(_byte, text)


def _byte(match: re.Match[str]) -> str:
    code = ord(match[0])
    # Python's error handler "surrogateescape" (PEP 383) stores byte 0xNN as U+DCNN.
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def _without_lone(match: re.Match[str]) -> str:
    return match.group() if match[1] or match.group() == "\\\\" else "\\ufffd"
