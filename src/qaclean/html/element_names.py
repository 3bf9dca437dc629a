"""What an element's name, class words and style say of it: a quote, a box of code, a text whose line breaks are shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["box_of", "keeps_lines", "marks_code"]

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
        "bbcodequote",
    )
)
_LINES = compile_at_once(r"white-space\s{0,3}:\s{0,3}(?:pre|break-spaces)")
_LANGUAGE = compile_at_once(r"(?:^|[\s:])(?:lang(?:uage)?-|brush|prettyprint|sourcecode|highlight|hljs|code)")


@lru_cache(maxsize=1)
def _boxes() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Names of boxes of code, of others that some sites make of the same box, and of the texts of posts."""
    data = load("layout")
    return frozenset(data["code_boxes"]), frozenset(data["link_preview"]), frozenset(data["post_texts"])


def box_of(tag: str, names: str) -> tuple[bool, bool]:
    """Whether an element is named as a box of code (`rules/layout.toml`), and whether it is a quote: one named so is no box of code, and a `<blockquote>`
    that is named as the text of a post is none.

    >>> box_of("div", "codehilite"), box_of("p", "codehilite"), box_of("p", "post-quote"), box_of("div", "bbcodeblock bbcodequote")
    ((True, False), (False, False), (False, True), (False, True))
    >>> box_of("blockquote", "cite"), box_of("blockquote", "messagetext baseHtml")
    ((False, True), (False, False))
    """
    return _known_box_of(tag, names) if len(names) <= REMEMBERED_LENGTH else _box_of(tag, names)


def _box_of(tag: str, names: str) -> tuple[bool, bool]:
    words = names.split()
    boxes, others, texts = _boxes()
    quotes = "reply_wrap" in names or ("quote" in names and any(map(_is_quote, words)))
    if tag not in _BOXES or quotes:
        return False, quotes or (tag == "blockquote" and texts.isdisjoint(words))
    return not boxes.isdisjoint(words) and others.isdisjoint(words), False


_known_box_of = remembered(REMEMBERED_NAMES)(_box_of)


def keeps_lines(element: Any, names: str, keys: Sequence[str]) -> bool:
    """Whether an element shows the line breaks of its text though it is no `<pre>`: by its own style, or as one of a site whose style sheet says so.

    >>> from lxml import etree
    >>> keeps_lines(etree.HTML("<p style='white-space: pre-line'>").find(".//p"), "", ["style"])
    True
    """
    if names and not _line_boxes().isdisjoint(names.split()):
        return True
    return (
        "style" in keys
        and "white-space" in (style := element.get("style").lower())
        and _LINES.search(style) is not None
    )


@lru_cache(maxsize=1)
def _line_boxes() -> frozenset[str]:
    return frozenset(load("layout")["line_boxes"])


def marks_code(element: Any, names: str) -> bool:
    """A `<pre>` that says of what it holds that it is code: by `<code>`, or a language in its class."""
    return element.find("code") is not None or _LANGUAGE.search(names) is not None


def _is_quote(word: str) -> bool:
    """A class word that is a quote's, or ends in one: `bbCodeBlock--quote`, no `js-selectToQuote` and no `quote-content`."""
    return word in _QUOTE_NAMES or (word.endswith(("-quote", "_quote")) and not word.startswith("js-"))
