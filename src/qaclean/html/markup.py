"""Parsing markup with lxml: nothing is fetched or expanded, and nothing behind its depth limit is lost.

libxml2 drops the rest of a document past a depth of 254 (2,046 with `huge_tree`), with one line in its error log and no
exception. Such markup is flattened and parsed again, with the warning `deep-markup`.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from lxml import etree

__all__ = ["Markup", "looks_like_html", "parse_markup"]

MAX_DEPTH = 200  # elements; deeper ones are closed where flattened markup is parsed again
_DECLARATION = re.compile(r"\s{0,200}<\?xml[^>]{0,200}>")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})((?:[^<>\"']|\"[^\"]{0,4000}\"|'[^']{0,4000}'){0,400})>")
_TOO_DEEP = frozenset({"ERR_DOCUMENT_TOO_DEEP", "ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR", "ERR_NAME_TOO_LONG"})
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_FIRST_TAGS = re.compile(
    r"(?i)<(?:!doctype\s{1,9}html|html|head|body|meta\s|title>|div[\s>]|table[\s>]|script[\s>]|article[\s>]|section[\s>]|p[\s>]|h[1-6][\s>])"
)
HEAD = 4096  # code points in which a page shows that it is HTML


class Markup(NamedTuple):
    """A parsed page: the root element (None for a page without any element), and warnings `(code, message)`."""

    root: Any
    warnings: tuple[tuple[str, str], ...]


def looks_like_html(text: str) -> bool:
    """Whether a source without a declared media type is markup: it begins with a tag, and has more of a page's own tags.

    A dump that holds some markup begins with text.

    >>> looks_like_html("<!DOCTYPE html><title>a</title>"), looks_like_html("怎么写<div>标签?"), looks_like_html("<br>在第几行")
    (True, False, False)
    """
    head = text[:HEAD].lstrip("\ufeff \t\r\n\0")
    if not head.startswith("<"):
        return False
    return len(_FIRST_TAGS.findall(head[:HEAD])) >= 2 or head[:15].lower().startswith(("<!doctype html", "<html"))


def parse_markup(text: str) -> Markup:
    """Parse markup; linear. Entities, DTDs and XInclude are never resolved, since this is libxml2's HTML parser.

    >>> parse_markup("<p>你好").root.tag
    'html'
    """
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    declaration = _DECLARATION.match(text)
    if declaration:
        text = text[declaration.end() :]
    if not text.strip():
        return Markup(None, ())
    root, deep = _parse(text)
    if not deep:
        return Markup(root, ())
    root, _ = _parse(_flattened(text))
    return Markup(root, (("deep-markup", f"elements nest deeper than {MAX_DEPTH}; the page was flattened to read it"),))


def _parse(text: str) -> tuple[Any, bool]:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:  # a page of comments only
        return None, False
    deep = any(entry.type_name in _TOO_DEEP or "depth" in entry.message.lower() for entry in parser.error_log)
    return root, deep


def _flattened(text: str) -> str:
    """The markup without the tags that open below `MAX_DEPTH`, and without theirs that close."""
    parts: list[str] = []
    at = depth = dropped = 0
    for match in _TAG.finditer(text):
        name = match.group(2).lower()
        if name in _VOID or match.group(3).endswith("/"):
            continue
        if match.group(1):
            if dropped:
                dropped -= 1
                parts += [text[at : match.start()], "<br>"]
                at = match.end()
            else:
                depth = max(depth - 1, 0)
        elif depth >= MAX_DEPTH:
            dropped += 1
            parts += [text[at : match.start()], "<br>"]
            at = match.end()
        else:
            depth += 1
    parts.append(text[at:])
    return "".join(parts)
