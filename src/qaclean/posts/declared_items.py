"""What an HTML page declares of itself, as items of one form whatever the syntax: JSON-LD, microdata, RDFa.

An item is a dict with `@type` (a name, with or without its vocabulary, or a list of names), `@id` where it has one, and its properties: a text, an item, or
a list of these. Nothing here is looked up in the page's lines.
"""

from __future__ import annotations

from qaclean.posts.json_ld import json_items
from qaclean.posts.marked_items import SYNTAXES, Item, marked_items, without_vocabulary
from qaclean.segments.layout import Layout

__all__ = ["Item", "declared_items", "types_of"]


def declared_items(layout: Layout) -> list[list[Item]]:
    """The items of each syntax that the page declares something in, JSON-LD first.

    >>> from qaclean.html.render import read_html
    >>> ld = '<script type="application/ld+json">{"@type": "Person", "name": "Ann"}</script>'
    >>> declared_items(read_html(ld + '<p itemscope itemtype="https://schema.org/Person"><b itemprop=name>Ann').layout)
    [[{'@type': 'Person', 'name': 'Ann'}], [{'@type': 'Person', 'name': 'Ann'}]]
    """
    if layout.items is not None:
        return layout.items
    found = [[item for text in layout.head.json_ld for item in json_items(text)]]
    found += [marked_items(layout.root, syntax) for syntax in SYNTAXES if layout.declares]
    return [items for items in found if items]


def types_of(item: Item) -> list[str]:
    """The names of an item's types in lower case, without their vocabulary."""
    given = item.get("@type")
    rows = given if isinstance(given, list) else [given]
    return [without_vocabulary(str(row)).lower() for row in rows if row]
