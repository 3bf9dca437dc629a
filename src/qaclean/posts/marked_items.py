"""Items that attributes of a page's elements declare, microdata or RDFa, as JSON-LD would give them.

The two differ in their names alone: an element with a type is an item, one with a property gives its item (itself, where it has a type) or its words to
the nearest item around it. Of RDFa this reads what pages use of it: types and properties of one vocabulary, whatever its prefix.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from qaclean.posts.json_ld import MAX_ITEMS

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SYNTAXES", "Item", "Syntax", "marked_items", "without_vocabulary"]

Item = dict[str, Any]
_VOCABULARIES = (
    "schema",
    "v",
    "gr",
)  # prefixes whose properties count; others (`og:`, `dc:`, `sioc:`) speak of other things
MAX_NAME = 60  # code points of the words of an item without properties that name it
_ADDRESSES = ("href", "src", "data")
_UNREAD = ("script", "style")


class Syntax(NamedTuple):
    """The attributes of one syntax."""

    name: str
    type: str
    property: str
    ids: tuple[str, ...]


@lru_cache(maxsize=2)
def _declares(syntax: Syntax) -> etree.XPath:
    """What tells whether any element has a type; compiled by the first page of HTML: a dump imports no lxml. It takes a tenth of the search below."""
    from lxml import etree

    return etree.XPath(f"boolean(//@{syntax.type})")


@lru_cache(maxsize=2)
def _elements(syntax: Syntax) -> etree.XPath:
    """What finds the elements with a type or a property."""
    from lxml import etree

    # A test of each element: to gather the elements of attributes, or to unite two sets, takes libxml2 the square of their number.
    return etree.XPath(f"descendant-or-self::*[@{syntax.type} or @{syntax.property}]")


SYNTAXES = (
    Syntax("microdata", "itemtype", "itemprop", ("itemid",)),
    Syntax("rdfa", "typeof", "property", ("resource", "about")),
)


def marked_items(root: Any, syntax: Syntax) -> list[Item]:
    """The items with a property that a page's elements declare, outermost first; each has its `@type` without its vocabulary.

    >>> from lxml import etree
    >>> page = etree.HTML('<p vocab="https://schema.org/" typeof="Person">By <b property="name">Ann</b></p>')
    >>> marked_items(page, SYNTAXES[1])
    [{'@type': 'Person', 'name': 'Ann'}]
    """
    if root is None or not _declares(syntax)(root):
        return []
    items: dict[Any, Item] = {}
    elements = _elements(syntax)(root)[: 50 * MAX_ITEMS]
    elsewhere = _referred(root, elements) if syntax.name == "microdata" else {}
    for element in elements:
        names = _local((element.get(syntax.property) or "").split())
        own: Item | None = None
        if element.get(syntax.type) and len(items) < MAX_ITEMS:
            own = items[element] = {"@type": _types(element.get(syntax.type))}
            if address := next((element.get(name) for name in syntax.ids if element.get(name)), ""):
                own["@id"] = address
        if names and (holder := _holder(element, items, elsewhere)) is not None:
            value = own if own is not None else _value_of(element)
            for name in names:
                _hold(holder, name, value)
    for element, item in items.items():
        if len(item) == 1 and element.get(syntax.property) and (words := _value_of(element)) and len(words) <= MAX_NAME:
            item["name"] = words  # an author who is no more than a name
    return [item for item in items.values() if any(not key.startswith("@") for key in item)]


def _local(names: Iterable[str]) -> list[str]:
    """The names of properties without their vocabulary; of other vocabularies none."""
    found = []
    for name in names:
        prefix, _, local = name.rpartition(":")
        if "/" in local:  # an address
            local = local.rpartition("/")[2].rpartition("#")[2]
        elif prefix and prefix not in _VOCABULARIES:
            continue
        found.append(local)
    return found


def without_vocabulary(name: str) -> str:
    """The name of a type or property alone.

    >>> without_vocabulary("https://schema.org/Question"), without_vocabulary("schema:Answer")
    ('Question', 'Answer')
    """
    return name.rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def _types(given: str) -> str | list[str]:
    rows = [without_vocabulary(name) for name in given.split()]
    return rows[0] if len(rows) == 1 else rows


def _holder(element: Any, items: dict[Any, Item], elsewhere: dict[Any, Any]) -> Item | None:
    """The item that a property belongs to: of the nearest element around it that is one, or that says it holds what stands here."""
    for above in (element, *element.iterancestors()):
        if above is not element and above in items:
            return items[above]
        if above in elsewhere:
            return items.get(elsewhere[above])
    return None


def _referred(root: Any, elements: Iterable[Any]) -> dict[Any, Any]:
    """The elements that an item says it holds though they stand elsewhere (`itemref`)."""
    refers = [(name, element) for element in elements for name in (element.get("itemref") or "").split()]
    if not refers:
        return {}
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    return {by_id[name]: element for name, element in refers if name in by_id}


def _hold(holder: Item, name: str, value: Any) -> None:
    held = holder.get(name)
    if held is None:
        holder[name] = value
    elif isinstance(held, list):
        held.append(value)
    else:
        holder[name] = [held, value]


def _value_of(element: Any) -> str:
    """What an element says of a property: what is written for machines, else its words, else where it leads."""
    for name in ("content", "datetime"):
        if element.get(name) is not None:
            return str(element.get(name))
    texts = element.itertext()
    if next(element.iter(*_UNREAD), None) is not None:
        texts = element.xpath(".//text()[not(parent::script or parent::style)]")
    words = " ".join("".join(texts).split())
    return words or next((str(element.get(name)) for name in _ADDRESSES if element.get(name)), "")
