"""Escapes that keep a record on one line, a terminal unharmed, and a message readable.

All of them write a dangerous character as JSON does (`\\u001b`), so that escaped JSON is still the same JSON.
"""

from __future__ import annotations

import json
import re
from typing import Any

__all__ = ["compact_json", "for_json_line", "for_message", "for_terminal"]

# Line ends for one reader or another (str.splitlines, JavaScript before 2019, XML 1.1), and what JSON may hold raw: DEL and C1.
_LINE_ENDS = re.compile("[\x7f-\x9f\u2028\u2029]")

# What can make a terminal act or lie: C0 (without line feed and tab), DEL, C1 (0x9b is CSI), line separators, bidirectional
# controls (Unicode Technical Report 36, "trojan source"), zero-width characters, tag characters. Joiners (200C, 200D) belong to scripts and emoji.
_INVISIBLE = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_TERMINAL = re.compile(f"[{_INVISIBLE}]")
_MESSAGE = re.compile(f"[{_INVISIBLE}\t\n]")


def for_json_line(written: str) -> str:
    """JSON that is one line for every reader of lines; the value is unchanged.

    >>> for_json_line('"a\\u2028b"')
    '"a\\\\u2028b"'
    """
    return _LINE_ENDS.sub(_escaped, written)


def compact_json(value: Any) -> str:
    """A value as JSON without white space, as rows are written.

    >>> compact_json({"问": [1, "答"]})
    '{"问":[1,"答"]}'
    """
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)


def for_terminal(text: str) -> str:
    """Text that a terminal shows and does not obey; line feeds and tabs stay.

    >>> for_terminal("a\\x1b[2Jb")
    'a\\\\u001b[2Jb'
    """
    return _TERMINAL.sub(_escaped, text)


def for_message(text: str) -> str:
    """Text that is one harmless line: a file name in a message, a removed fragment in a report.

    >>> for_message("a\\nb.txt")
    'a\\\\u000ab.txt'
    """
    return _MESSAGE.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
