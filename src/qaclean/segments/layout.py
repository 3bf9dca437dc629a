"""Layout: what a reader of markup (HTML, Markdown) knew of each piece; dumps have none.

Parallel to `Document.pieces`: `Layout.origins[i]` and `Layout.lines[i]` belong to piece i, `Nodes` gives the block elements with the
range of pieces that each holds. Nothing here knows how the markup was read.
"""

from __future__ import annotations

from typing import Any, NamedTuple

__all__ = ["NO_ORIGIN", "Layout", "Nodes", "Origin", "PageHead", "PlacedImage", "Rendered"]


class Origin(NamedTuple):
    """What the markup said of one piece: `node` is the index of its block element in `Nodes`.

    `level` is the heading's (1 to 6) or 0, `item` the depth of list items, `ordinal` the number of the `<ol>` item that begins here or 0,
    `quote` the depth of quotes, `code` and `table` the number of the block of code or data table (from 1) or 0,
    `link` how many of its code points stand in links, `bold` whether all of it is bold, `begins` whether a list item begins with it, `pre` the
    number of the preformatted block (from 1), code or not, or 0.
    """

    node: int
    level: int
    item: int
    ordinal: int
    quote: int
    code: int
    table: int
    link: int
    bold: bool
    begins: bool = False
    pre: int = 0


NO_ORIGIN = Origin(-1, 0, 0, 0, 0, 0, 0, 0, False)


class Nodes(NamedTuple):
    """The block elements that hold at least one piece, in document order, as parallel lists.

    `parents` holds indexes (-1 for the root), `names` the class and id in lower case, `firsts` and `lasts` the range of pieces,
    `elements` the elements themselves (lxml's, for HTML).
    """

    parents: list[int]
    tags: list[str]
    names: list[str]
    firsts: list[int]
    lasts: list[int]
    elements: list[Any]


class PageHead(NamedTuple):
    """What the head says: title, language, meta (name or property to content, the first of each), canonical address, JSON-LD texts."""

    title: str
    language: str
    meta: dict[str, str]
    canonical: str
    json_ld: tuple[str, ...]


class PlacedImage(NamedTuple):
    """An image at a place of the text: in the piece of that index (or before it, at `offset` 0), `offset` in code points; `node` as in `Origin`.

    `raw` is its address as the page has it, where that is no safe one (`url` is None) or only looks like that of a known picture host.
    """

    line: int
    offset: int
    node: int
    url: str | None
    thumbnail_url: str | None
    alt: str | None
    title: str | None
    raw: str | None = None


class Layout(NamedTuple):
    """The layout of a document: `lines` are the words of its pieces as they were rendered, `root` the parsed tree, `markup` its source.

    A page with a `head.title` has it as its first piece. `named` tells that elements carry the names that templates gave them, as in HTML. Where they
    do not (Markdown), `link_counts` is how many links begin in each piece, `homes` are the pieces that lead to the site's front page,
    and `numbers` counts the line ends before each piece, since lines may be empty. `declares` tells whether any element may declare an item (microdata, RDFa), `items` are those of the page by syntax, where they were read.
    """

    lines: tuple[str, ...]
    origins: tuple[Origin, ...]
    nodes: Nodes
    images: tuple[PlacedImage, ...]
    head: PageHead
    root: Any
    markup: str = ""
    named: bool = True
    link_counts: tuple[int, ...] = ()
    homes: frozenset[int] = frozenset()
    numbers: tuple[int, ...] = ()
    declares: bool = True
    items: list[list[dict[str, Any]]] | None = None

    @property
    def linked(self) -> int:
        """How many code points of the page stand in links."""
        return sum(origin.link for origin in self.origins)


class Rendered(NamedTuple):
    """What a reader of markup gives: the text that all spans count in, its layout (a line a piece), and warnings `(code, message)`."""

    text: str
    layout: Layout
    warnings: tuple[tuple[str, str], ...]
