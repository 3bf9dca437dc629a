"""Beautiful Soup beside lxml: soups as sources, and its own parser where libxml2 gives up.

bs4 takes 90 ms to import: it is not imported to see that a source is none of its objects, and lxml is not where nothing is parsed.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from qaclean.errors import UsageError

if TYPE_CHECKING:
    import bs4

__all__ = ["Unwrapped", "text_alone", "unwrap_soup"]


_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


class Unwrapped(NamedTuple):
    """A source without its soup: text or bytes, the media type to read it as, and how a str came to be (`str`, or a soup's charset)."""

    source: str | bytes
    media_type: str | None
    encoding: str


def unwrap_soup(source: str | bytes | bs4.Tag, media_type: str | None) -> Unwrapped:
    """The markup of a `bs4.BeautifulSoup` or `bs4.Tag`, as `str(soup)` writes it, so without what was taken out of the tree; other
    sources as they are. Errors: `UsageError` where a soup shall be read as anything but HTML.

    bs4 is never imported here: who has a soup has imported it.

    >>> import bs4
    >>> soup = bs4.BeautifulSoup("<p>甲<b>乙".encode("gb18030"), "lxml", from_encoding="gb18030")
    >>> unwrap_soup(soup.b, None)
    Unwrapped(source='<b>乙</b>', media_type='text/html', encoding='gb18030')
    >>> unwrap_soup("<p>甲", None)
    Unwrapped(source='<p>甲', media_type=None, encoding='str')
    """
    elements = sys.modules.get("bs4.element")
    if elements is None or not isinstance(source, elements.Tag):
        return Unwrapped(cast("str | bytes", source), media_type, "str")
    if media_type not in (None, "text/html"):
        raise UsageError(f"a soup is read as 'text/html', not as {media_type!r}: leave media_type out")
    top: Any = source
    while top.parent is not None:
        top = top.parent
    return Unwrapped(source.decode(), "text/html", getattr(top, "original_encoding", None) or "str")


def text_alone(markup: str) -> Any:
    """The root of a page that holds nothing but the texts of the markup, a paragraph each: for markup that libxml2 gives up on.

    Python's own parser has no limits; it is slow, and what it reads knows nothing of structure.

    >>> from lxml import etree
    >>> etree.tostring(text_alone("<div>a<script>b</script><p>c"))
    b'<html><body><p>a</p><p>c</p></body></html>'
    """
    from bs4 import BeautifulSoup
    from lxml import etree

    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for text in BeautifulSoup(markup, "html.parser").stripped_strings:
        etree.SubElement(body, "p").text = text.translate(_NOT_IN_XML)
    return root
