"""What an element's name and class words say of it: a quote, a box of code."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from qaclean.rules import load

__all__ = ["is_code_box", "marks_code", "names_a_quote"]

_BOXES = frozenset(("div", "dl", "figure"))  # may be named as boxes of code
_QUOTE_NAMES = frozenset(
    ("quote", "blockquote", "quotation", "reply_wrap", "quotetext", "quoteblock", "ipsquote", "quote_wrap", "quotes")
)
_LANGUAGE = re.compile(r"(?:^|[\s:])(?:lang(?:uage)?-|brush|prettyprint|sourcecode|highlight|hljs|code)")


@lru_cache(maxsize=1)
def _code_boxes() -> tuple[frozenset[str], frozenset[str]]:
    """Names of boxes of code, and of others that some sites make of the same box."""
    data = load("layout")
    return frozenset(data["code_boxes"]), frozenset(data["link_preview"])


def is_code_box(tag: str, names: str) -> bool:
    """Whether an element is named as a box of code (`rules/layout.toml`).

    >>> is_code_box("div", "codehilite"), is_code_box("p", "codehilite")
    (True, False)
    """
    if tag not in _BOXES:
        return False
    boxes, others = _code_boxes()
    words = names.split()
    return not boxes.isdisjoint(words) and others.isdisjoint(words)


def marks_code(element: Any, names: str) -> bool:
    """A `<pre>` that says of what it holds that it is code: by `<code>`, or a language in its class."""
    return element.find("code") is not None or _LANGUAGE.search(names) is not None


@lru_cache(maxsize=4096)
def names_a_quote(names: str) -> bool:
    """A class word that is a quote's, or ends in one: `bbCodeBlock--quote`, no `js-selectToQuote` and no `quote-content`."""
    return any(
        name in _QUOTE_NAMES or (name.endswith(("-quote", "_quote")) and not name.startswith("js-"))
        for name in names.split()
    )
