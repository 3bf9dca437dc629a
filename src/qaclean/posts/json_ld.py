"""JSON-LD texts of a page, also malformed ones, as objects with a type."""

from __future__ import annotations

import html
import json
from typing import Any

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.surrogates import without_lone_escapes

__all__ = ["MAX_ITEMS", "json_items"]

MAX_JSON = 4_000_000  # code points of one JSON-LD text that is read
MAX_ITEMS = 20_000  # objects of a page that are looked at
MAX_DEPTH = 40
_CONTROL = compile_at_once(r"[\x00-\x1f\x7f]")
_COMMENT = compile_on_use(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*$"
)
_LOOSE_COMMA = compile_at_once(r",(\s{0,50}[}\]])")
_Item = dict[str, Any]


def json_items(text: str) -> list[_Item]:
    """All objects with a type in a JSON-LD text, outermost first."""
    if len(text) > MAX_JSON:
        return []
    data = _loads(text)
    found: list[_Item] = []
    todo: list[tuple[Any, int]] = [(data, 0)]
    while todo and len(found) < MAX_ITEMS:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, list):
            todo += [(inner, depth + 1) for inner in reversed(value[:MAX_ITEMS])]
        elif isinstance(value, dict):
            if "@type" in value or "@id" in value:
                found.append(value)
            todo += [(inner, depth + 1) for inner in reversed(value.values()) if isinstance(inner, dict | list)]
    return found


def _loads(text: str) -> Any:
    for read in (str, _mended, lambda broken: html.unescape(_mended(broken))):
        try:
            return json.loads(without_lone_escapes(read(text)), strict=False)
        except (ValueError, RecursionError):
            continue
    return _first_values(_mended(text))


def _mended(text: str) -> str:
    text = _COMMENT.sub("", _COMMENT.sub("", text.strip()))
    return _LOOSE_COMMA.sub(r"\1", _CONTROL.sub(" ", text)).strip().rstrip(";")


def _first_values(text: str) -> list[Any]:
    """The values at the begin of a text that is several, or is broken behind them."""
    text = without_lone_escapes(text)
    decoder = json.JSONDecoder(strict=False)
    found: list[Any] = []
    at = 0
    while at < len(text) and len(found) < 50:
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
        while at < len(text) and text[at] in " ,;":
            at += 1
    return found
