"""Whether a source without a media type is markup, or markup that came escaped: told by its head, without a parser."""

from __future__ import annotations

import html

from qaclean.patterns import compile_on_use

__all__ = ["looks_like_html", "unescaped_markup"]

_FIRST_TAGS = compile_on_use(
    r"(?i)<(?:!doctype\s{1,9}html|html|head|body|meta\s|title>|div[\s>]|table[\s>]|script[\s>]|article[\s>]|section[\s>]|p[\s>]|h[1-6][\s>])"
)
FEWEST_ESCAPED, MOST_ESCAPED = 4, 3  # entities in the head of a page that came escaped, and how often it was
HEAD = 4096  # code points in which a page shows that it is HTML


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


def unescaped_markup(text: str) -> str | None:
    """The markup of a page that came escaped (`&lt;div&gt;`), as some crawlers store it in a field: once more or twice; None for any other source.

    >>> unescaped_markup("&lt;!DOCTYPE html&gt;&lt;p&gt;a &amp;amp; b"), unescaped_markup("how to write &lt;div&gt;?")
    ('<!DOCTYPE html><p>a &amp; b', None)
    """
    for _ in range(MOST_ESCAPED):
        head = text[:HEAD]
        if "<" in head or head.count("&") < FEWEST_ESCAPED:
            return None
        text = html.unescape(text)
        if looks_like_html(text):
            return text
    return None
