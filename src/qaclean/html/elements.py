"""The kinds of HTML elements by name: which make a block, which show nothing, which have no end, which hold raw text."""

from __future__ import annotations

__all__ = ["BLOCK", "RAW_TEXT", "SKIPPED", "VOID"]

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
