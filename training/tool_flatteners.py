"""How eight tools flatten a page: text nodes (a line each, joined, with spaces), resiliparse, inscriptis, html-text, html2text without and with links.

They are of the extra `flatteners`; other versions of them may write other lines, and so give other weights.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from training.flattened_blocks import soup_of

__all__ = ["TOOLS"]


def _nodes(html: str) -> str:
    return _lines(soup_of(html).get_text("\n"))


def _joined(html: str) -> str:
    return _lines(soup_of(html).get_text())


def _spaces(html: str) -> str:
    return " ".join(soup_of(html).get_text(" ").split())


def _lines(text: str) -> str:
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line)


def _resiliparse(html: str) -> str:
    text: str = _tool("resiliparse.extract.html2text").extract_plain_text(
        html, main_content=False, alt_texts=True, links=False, form_fields=False, noscript=False
    )
    return text


def _inscriptis(html: str) -> str:
    text: str = _tool("inscriptis").get_text(html)
    return text


def _html_text(html: str) -> str:
    text: str = _tool("html_text").extract_text(html)
    return text


def _markdown(html: str) -> str:
    reader = _tool("html2text").HTML2Text(bodywidth=0)
    reader.ignore_links = reader.ignore_images = True
    return str(reader.handle(html))


def _clipped(html: str) -> str:
    return str(_tool("html2text").HTML2Text(bodywidth=0).handle(html))


def _tool(name: str) -> Any:
    return importlib.import_module(name)


TOOLS: Mapping[str, Callable[[str], str]] = {
    "nodes": _nodes,
    "joined": _joined,
    "spaces": _spaces,
    "resiliparse": _resiliparse,
    "inscriptis": _inscriptis,
    "html-text": _html_text,
    "html2text": _markdown,
    "html2text-links": _clipped,
}
"""By name, each as its users call it."""
