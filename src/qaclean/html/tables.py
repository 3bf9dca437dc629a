"""Data tables against layout tables: what a table holds tells, not what it is called."""

from __future__ import annotations

from typing import Any

__all__ = ["is_data_table"]

MAX_CELL = 300  # code points of the longest cell of a data table
MEAN_CELL = 60  # ... and of the mean cell
MAX_CHILDREN = 40  # elements in a cell, from which on it holds a layout
LOOKED_AT = 400  # elements looked at; a larger table is judged by its beginning
_STRUCTURE = frozenset(
    (
        "table",
        "div",
        "p",
        "ul",
        "ol",
        "dl",
        "form",
        "blockquote",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "img",
        "input",
        "textarea",
    )
)


def is_data_table(table: Any) -> bool:
    """Rows of short cells in more than one row and column, with no structure of their own inside, are data.

    >>> from lxml import etree
    >>> is_data_table(etree.HTML("<table><tr><th>型号<th>价格<tr><td>A1<td>20</table>").find(".//table"))
    True
    """
    rows: list[int] = []
    cells: list[int] = []
    structure = 0
    heads = False
    for count, element in enumerate(table.iter()):
        if count >= LOOKED_AT:
            break
        tag = element.tag
        if tag == "tr":
            rows.append(0)
        elif tag in ("td", "th"):
            heads = heads or tag == "th"
            if rows:
                rows[-1] += 1
            cells.append(_length(element))
            if cells[-1] > MAX_CELL:
                return False
        elif count and tag in _STRUCTURE:
            if tag in ("table", "form", "textarea"):
                return False
            structure += 1
    if not cells or len(rows) < 2 or max(rows) < 2:
        return False
    mean = sum(cells) / len(cells)
    if structure > len(cells) // 2:
        return False
    return mean <= MEAN_CELL and (heads or structure <= len(cells) // 4)


def _length(cell: Any) -> int:
    """The code points of a cell's text without the white space around it, counted no further than just over `MAX_CELL`."""
    if len(cell) >= MAX_CHILDREN:
        return MAX_CELL + 1
    length = blank = 0
    for text in cell.itertext():
        if not length:
            text = text.lstrip()
        solid = text.rstrip()
        if solid:
            length += blank + len(solid)
            blank = len(text) - len(solid)
            if length > MAX_CELL:
                break
        elif length:
            blank += len(text)
    return length
