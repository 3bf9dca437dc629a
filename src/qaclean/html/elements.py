"""The kinds of HTML elements by name: which make a block, which show nothing, which have no end, which hold raw text."""

from __future__ import annotations

__all__ = [
    *("BLOCK", "BOLD", "INLINE", "ITEMS", "LEVELS", "PLAIN", "PREFORMATTED", "RAW_TEXT", "SINGLE", "SKIPPED", "VOID"),
    "number_of",
]

BLOCK = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html"),
        *("legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "summary", "table", "tbody", "td"),
        *("tfoot", "th", "thead", "tr", "ul", "button", "label", "iframe", "listing", "xmp", "plaintext", "frameset", "noframes"),
    )
)  # fmt: skip
SKIPPED = frozenset(
    (
        *("script", "style", "template", "iframe", "object", "embed", "audio", "video", "canvas", "svg", "math", "select"),
        *("textarea", "datalist", "map", "rp", "rt", "frameset", "noframes", "input", "link", "meta", "title", "base"),
    )
)  # fmt: skip
VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# Their content is text up to their own end tag (HTML Standard, 13.2.5.1 "Data state" and its raw text and RCDATA states).
RAW_TEXT = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))

LEVELS = {f"h{n}": n for n in range(1, 7)}
ITEMS = frozenset(("li", "dd", "dt"))
BOLD = frozenset(("b", "strong"))
SINGLE = frozenset(("br", "img", "noscript"))  # rendered without what they hold
INLINE = frozenset(("a", "b", "strong", "code", "q", "cite"))  # ... that say something of their text
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
PLAIN = BLOCK - {
    *LEVELS,
    *ITEMS,
    *PREFORMATTED,
    "ol",
    "ul",
    "menu",
    "dir",
    "table",
    "blockquote",
}  # blocks and nothing else


def number_of(value: str | None, default: int) -> int:
    """The number that an attribute of a list gives, up to 9999."""
    try:
        return min(int(value), 9999) if value is not None else default
    except ValueError:
        return default
