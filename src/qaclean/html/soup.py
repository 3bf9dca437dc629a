"""Beautiful Soup beside lxml: soups as sources, and its own parser where libxml2 gives up.

bs4 takes 90 ms to import: it is not imported to see that a source is none of its objects.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from lxml import etree

if TYPE_CHECKING:
    import bs4

__all__ = ["SoupSource", "is_soup", "read_soup", "text_alone"]


_NOT_IN_XML = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)), "\ufffd")


class SoupSource(NamedTuple):
    """What a soup gives as a source: its markup, and the charset that it was decoded from (None: it was made of a str)."""

    markup: str
    encoding: str | None


def is_soup(source: object) -> TypeGuard[bs4.Tag]:
    """Whether a source is a `bs4.BeautifulSoup` or a `bs4.Tag`; never imports bs4: who has a soup has imported it.

    >>> import bs4
    >>> is_soup(bs4.BeautifulSoup("<p>甲", "lxml").p), is_soup("<p>甲")
    (True, False)
    """
    elements = sys.modules.get("bs4.element")
    return elements is not None and isinstance(source, elements.Tag)


def read_soup(soup: bs4.Tag) -> SoupSource:
    """The markup of a soup or of one of its elements, as `str(soup)` writes it; what was taken out of the tree is not there.

    >>> import bs4
    >>> soup = bs4.BeautifulSoup("<p>甲<b>乙".encode("gb18030"), "lxml", from_encoding="gb18030")
    >>> read_soup(soup.b), read_soup(soup).encoding
    (SoupSource(markup='<b>乙</b>', encoding='gb18030'), 'gb18030')
    """
    top: Any = soup
    while top.parent is not None:
        top = top.parent
    return SoupSource(soup.decode(), getattr(top, "original_encoding", None))


def text_alone(markup: str) -> Any:
    """The root of a page that holds nothing but the texts of the markup, a paragraph each: for markup that libxml2 gives up on.

    Python's own parser has no limits; it is slow, and what it reads knows nothing of structure.

    >>> etree.tostring(text_alone("<div>a<script>b</script><p>c"))
    b'<html><body><p>a</p><p>c</p></body></html>'
    """
    from bs4 import BeautifulSoup

    root = etree.Element("html")
    body = etree.SubElement(root, "body")
    for text in BeautifulSoup(markup, "html.parser").stripped_strings:
        etree.SubElement(body, "p").text = text.translate(_NOT_IN_XML)
    return root
