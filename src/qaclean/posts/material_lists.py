"""Lists of materials by the list elements of a page: whole, whatever the shapes of their lines, and those that show declared materials in other words.

`<li>salt</li>` between items with amounts is a material as they are; a page that declares `Salt, to taste` may show `salt` beside a button and `to taste`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.howto_model import HowTo
from qaclean.posts.model import Range
from qaclean.segments.layout import Layout
from qaclean.text.dates import names_a_date

__all__ = ["listed_materials", "with_whole_lists", "without_dated_lists"]

FEWEST = 2  # items of a list that are materials
SHARE = 0.5  # ... of all its items, from which on the others are some too
FEWEST_DECLARED, SHARE_DECLARED = 3, 0.8  # declared materials, the share of them that a list shows
FEWEST_DATES = 2  # lines of a list of materials that name a date: comments
MAX_LINES, MAX_ITEM = 6, 160  # of an item, lines and code points
_LISTS = frozenset(("ul", "ol", "menu"))
_SOLID = compile_at_once(r"[\W_]+")


def with_whole_lists(howto: HowTo, layout: Layout) -> HowTo:
    """The how-to, its materials with all items of the lists most of whose items they are."""
    if not any(part.kind == "materials" for part in howto.parts):
        return howto
    lists = list(_lists(layout))
    taken = {i for first, last in (*howto.content, *howto.comments) for i in range(first, last)}
    parts = []
    for part in howto.parts:
        if part.kind == "materials":
            mine = {i for first, last in part.items for i in range(first, last)}
            low, high = part.items[0][0], part.items[-1][1]
            lost = [
                row
                for rows in lists
                if rows[-1][1] > low and rows[0][0] < high
                for row in _lost(rows, mine, taken)
                if _is_item(row, layout)
            ]
            taken |= {i for first, last in lost for i in range(first, last)}
            part = part._replace(items=tuple(sorted((*part.items, *lost))))
        parts.append(part)
    return howto._replace(parts=tuple(parts))


def without_dated_lists(howto: HowTo, lines: Sequence[str]) -> HowTo:
    """The how-to without lists of materials that are comments, where it has others: a page may name its tags like its materials, and comments stand below them."""
    parts = [part for part in howto.parts if part.kind != "materials" or not _is_dated(part.items, lines)]
    return howto._replace(parts=tuple(parts)) if any(part.kind == "materials" for part in parts) else howto


def listed_materials(materials: Sequence[str], layout: Layout) -> tuple[Range, ...]:
    """The items of the list that shows the declared materials, each by its name or as a part of its words; empty where none shows most of them.

    >>> from qaclean.html.render import read_html
    >>> page = read_html("<ul><li>salt<p>to taste</p></li><li>big potatoes<p>3</p></li><li>oil<p>a splash</p></li></ul>")
    >>> listed_materials(["Salt, at will", "Big potatoes, 3-4", "Oil, 60 g"], page.layout)
    ((0, 2), (2, 4), (4, 6))
    """
    wanted = [key for words in materials if (key := _folded(words))]
    if len(wanted) < FEWEST_DECLARED:
        return ()
    for rows in _lists(layout):
        if SHARE_DECLARED * len(wanted) <= len(rows) <= len(wanted) / SHARE_DECLARED:
            free = list(wanted)
            for first, last in rows:
                name, words = (
                    _folded(layout.lines[first]),
                    _folded("".join(layout.lines[first : min(last, first + MAX_LINES)])),
                )
                held = next((key for key in free if (len(name) > 1 and name in key) or key in words), None)
                if held is not None:
                    free.remove(held)
            if len(wanted) - len(free) >= SHARE_DECLARED * len(wanted):
                return tuple(row for row in rows if _is_item(row, layout))
    return ()


def _lists(layout: Layout) -> Iterator[list[Range]]:
    """The ranges of lines of the items of each list, outermost first; items without lines are none."""
    nodes = layout.nodes
    held: dict[int, list[Range]] = {node: [] for node, tag in enumerate(nodes.tags) if tag in _LISTS}
    for node, tag in enumerate(nodes.tags):
        if tag == "li" and nodes.lasts[node] > nodes.firsts[node] and nodes.parents[node] in held:
            held[nodes.parents[node]].append((nodes.firsts[node], nodes.lasts[node]))
    return (rows for rows in held.values() if rows)


def _lost(rows: Sequence[Range], mine: set[int], taken: set[int]) -> list[Range]:
    """The items of a list that are no materials yet, where most of the others are some."""
    held = [not mine.isdisjoint(range(*row)) for row in rows]
    if sum(held) < max(FEWEST, SHARE * len(rows)):
        return []
    return [row for row, known in zip(rows, held, strict=True) if not known and taken.isdisjoint(range(*row))]


def _is_dated(items: Sequence[Range], lines: Sequence[str]) -> bool:
    return sum(names_a_date(lines[i]) for first, last in items for i in range(first, last)) >= FEWEST_DATES


def _is_item(row: Range, layout: Layout) -> bool:
    """Whether an item of a list is short and not mostly a link."""
    first, last = row
    letters = sum(map(len, layout.lines[first:last]))
    links = sum(origin.link for origin in layout.origins[first:last])
    return last - first <= MAX_LINES and letters <= MAX_ITEM and 2 * links < letters


def _folded(words: str) -> str:
    return _SOLID.sub("", words).casefold()
