"""Parsing markup with lxml: nothing is fetched or expanded, and no text is lost where libxml2 gives up.

libxml2 drops the rest of a document past a depth of 254 (2,048 with `huge_tree`), with one line in its error log and no
exception: such markup is made flat (`deep_markup`) and parsed again, with the warning `deep-markup`. Before version 2.14 it knows no depth with
`huge_tree`, and builds a tree on which walks take the square of the depth; there the depth is asked for. What stands behind the first
`</html>` becomes a root of its own, which no walk from the first root meets, and what stands behind `</body>` leaves the elements
that were open: as in browsers (HTML Standard, 13.2.6.4.19 "after body"), these end tags end nothing while there is more to show.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from lxml import etree

from qaclean.html.attributes import with_fewer_attributes
from qaclean.html.deep_markup import MAX_DEPTH, flattened
from qaclean.html.elements import SKIPPED
from qaclean.html.soup import text_alone
from qaclean.patterns import compile_at_once

__all__ = ["Markup", "parse_markup"]

_DECLARATION = compile_at_once(r"\s{0,200}<\?xml[^>]{0,200}>")
_TOO_DEEP = frozenset({"ERR_DOCUMENT_TOO_DEEP", "ERR_RESOURCE_LIMIT", "ERR_INTERNAL_ERROR", "ERR_NAME_TOO_LONG"})
_END_OF_PAGE = compile_at_once(r"(?i)</(?:body|html)(?=[\s/>])[^>]{0,4000}>")
DEEPEST = 2048  # elements in each other that libxml2 reads from version 2.14 on
_GOES_DEEPER = etree.XPath(f"boolean({'/*' * (DEEPEST + 1)})") if etree.LIBXML_VERSION < (2, 14) else None
_DECLARES = etree.XPath("//@itemtype or //@typeof")  # a third of what it takes to search the markup
DEEP = f"elements nest deeper than {MAX_DEPTH}; the page was flattened to read it"


class Markup(NamedTuple):
    """A parsed page: the root element (None for a page without any element), warnings `(code, message)`, and whether any element declares an item
    (microdata, RDFa)."""

    root: Any
    warnings: tuple[tuple[str, str], ...]
    declares: bool = False


def parse_markup(text: str) -> Markup:
    """Parse markup; linear. Entities, DTDs and XInclude are never resolved, since this is libxml2's HTML parser.

    >>> parse_markup("<p>你好").root.tag
    'html'
    >>> "".join(parse_markup("<html><body><p>one</p></body></html><p>two</p>").root.itertext())
    'onetwo'
    """
    text = text.removeprefix("\ufeff").replace("\0", "\ufffd")
    declaration = _DECLARATION.match(text)
    if declaration:
        text = text[declaration.end() :]
    if not text.strip():
        return Markup(None, ())
    text = with_fewer_attributes(text)
    source = text.encode("utf-8", "replace")
    root, deep = _parse(source)
    if root is not None and _goes_on(root):
        text = _END_OF_PAGE.sub("", text)
        root = None  # a tree takes five times its text: not two of them at once
        root, deep = _parse(text.encode("utf-8", "replace"))
    warnings = (("deep-markup", DEEP),) if deep else ()
    if deep:
        root = None
        root, deep = _parse(flattened(text).encode("utf-8", "replace"))
    if deep or (root is not None and _has_siblings(root)):
        root = text_alone(text)
    return Markup(root, warnings, root is not None and _DECLARES(root))


def _parse(source: bytes) -> tuple[Any, bool]:
    """The root of a page in UTF-8, and whether the parser gave up below a depth."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:  # a page of comments only
        return None, False
    deep = any(entry.type_name in _TOO_DEEP or "depth" in entry.message.lower() for entry in parser.error_log)
    return root, deep or (root is not None and _GOES_DEEPER is not None and _GOES_DEEPER(root))


def _goes_on(root: Any) -> bool:
    """Whether something to show stands behind the end of the body or of the page."""
    if _has_siblings(root):
        return True
    body = root.find("body")
    if body is None:
        return False
    behind = [body.tail or ""]
    for element in body.itersiblings():
        behind.append(element.tail or "")
        if isinstance(element.tag, str) and element.tag not in SKIPPED:
            behind += element.itertext(with_tail=False)
    return any(text and not text.isspace() for text in behind)


def _has_siblings(root: Any) -> bool:
    """Whether the document has further roots; a comment is none."""
    return any(isinstance(beside.tag, str) for beside in root.itersiblings())
