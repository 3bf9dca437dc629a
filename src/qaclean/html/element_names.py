"""What an element's name and class words say of it: a quote, a box of code."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["box_of", "marks_code"]

_BOXES = frozenset(("div", "dl", "figure"))  # may be named as boxes of code
_QUOTE_NAMES = frozenset(
    (
        "quote",
        "blockquote",
        "quotation",
        "reply_wrap",
        "quotetext",
        "quoteblock",
        "ipsquote",
        "quote_wrap",
        "quotes",
        "quotecontent",
    )
)
_LANGUAGE = compile_at_once(r"(?:^|[\s:])(?:lang(?:uage)?-|brush|prettyprint|sourcecode|highlight|hljs|code)")


@lru_cache(maxsize=1)
def _code_boxes() -> tuple[frozenset[str], frozenset[str]]:
    """Names of boxes of code, and of others that some sites make of the same box."""
    data = load("layout")
    return frozenset(data["code_boxes"]), frozenset(data["link_preview"])


def box_of(tag: str, names: str) -> tuple[bool, bool]:
    """Whether an element is named as a box of code (`rules/layout.toml`), and whether as a quote.

    >>> box_of("div", "codehilite"), box_of("p", "codehilite"), box_of("p", "post-quote")
    ((True, False), (False, False), (False, True))
    """
    return _known_box_of(tag, names) if len(names) <= REMEMBERED_LENGTH else _box_of(tag, names)


def _box_of(tag: str, names: str) -> tuple[bool, bool]:
    words = names.split()
    quotes = "reply_wrap" in names or ("quote" in names and any(map(_is_quote, words)))
    if tag not in _BOXES:
        return False, quotes
    boxes, others = _code_boxes()
    return not boxes.isdisjoint(words) and others.isdisjoint(words), quotes


_known_box_of = remembered(REMEMBERED_NAMES)(_box_of)


def marks_code(element: Any, names: str) -> bool:
    """A `<pre>` that says of what it holds that it is code: by `<code>`, or a language in its class."""
    return element.find("code") is not None or _LANGUAGE.search(names) is not None


def _is_quote(word: str) -> bool:
    """A class word that is a quote's, or ends in one: `bbCodeBlock--quote`, no `js-selectToQuote` and no `quote-content`."""
    return word in _QUOTE_NAMES or (word.endswith(("-quote", "_quote")) and not word.startswith("js-"))
