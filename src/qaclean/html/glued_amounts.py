"""Amounts that stand in elements of their own without white space around them (`<b>2</b><span>dl</span><span>milk</span>`): in a browser style keeps them
apart, and the line gets the blanks that a reader sees.

On a page with materials a line is parted where it stands in a list item and is made of elements alone, the first or the last with an amount; or where it is a row of labels with numbers
(`Calories: 90kcal`, `Protein: 3g`). Elsewhere elements side by side may be parts of one word.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from qaclean.patterns import compile_at_once
from qaclean.segments.layout import Layout, Origin, Rendered
from qaclean.text.amounts import is_measured, opens_with_amount
from qaclean.text.section_heads import part_of

__all__ = ["with_parted_amounts"]

MAX_LINE, MAX_ROW = 160, 1000  # code points of an item, of a row of labels
MAX_HEAD = 60
MAX_DEPTH = 8  # elements that hold one other and nothing else
FEWEST_LABELS, FEWEST_MEASURED = 4, 3
LAST = 14  # code points in which an amount at the end begins
_LABEL = compile_at_once(r"[^\W\d_][^:\uff1a]{1,40}[:\uff1a]\s?\d[\d.,]{0,8}\s?[^\W\d_]{0,12}%?")


def with_parted_amounts(rendered: Rendered) -> Rendered:
    """The page with blanks where its elements glue amounts to what they measure, if it names or declares materials.

    >>> from qaclean.html.render import read_html
    >>> with_parted_amounts(read_html("<h2>Ingredients</h2><ul><li><b>2</b><span>dl</span><span>milk</span><li><b>1</b><b>egg</b></ul>")).text
    'Ingredients\\n2 dl milk\\n1 egg'
    """
    layout = rendered.layout
    parted = {
        i: words
        for i, line in enumerate(layout.lines)
        if _may_be_glued(line, layout.origins[i]) and (words := _parted(i, line, layout)) != line
    }
    if not parted or not _has_materials(layout, parted.values()):
        return rendered
    lines = tuple(parted.get(i, line) for i, line in enumerate(layout.lines))
    return Rendered("\n".join(lines), layout._replace(lines=lines), rendered.warnings)


def _has_materials(layout: Layout, parted: Collection[str]) -> bool:
    """Whether a page declares materials, a line of it is the head of some, or the parted lines are some by their units."""
    if "recipeIngredient" in layout.markup or sum(map(is_measured, parted)) >= FEWEST_MEASURED:
        return True
    return any(part_of(line) == "materials" for line in layout.lines if len(line) <= MAX_HEAD)


def _may_be_glued(line: str, origin: Origin) -> bool:
    """Whether a line is of an item and has an amount in front or at its end, or has as many colons as a row of labels."""
    if origin.item and len(line) <= MAX_LINE:
        return any(map(str.isnumeric, line[:2] + line[-LAST:]))
    return len(line) <= MAX_ROW and line.count(":") + line.count("\uff1a") >= FEWEST_LABELS


def _parted(index: int, line: str, layout: Layout) -> str:
    """The line with its blanks, or as it is."""
    origin = layout.origins[index]
    nodes = layout.nodes
    if origin.node < 0 or origin.pre or origin.table or nodes.lasts[origin.node] - nodes.firsts[origin.node] != 1:
        return line
    texts = _texts(nodes.elements[origin.node])
    if len(texts) < 2 or "".join("".join(texts).split()) != "".join(line.split()):
        return line
    words = [" ".join(text.split()) for text in texts]
    is_amount = origin.item and (opens_with_amount(words[0]) or opens_with_amount(words[-1]))
    if is_amount or (len(words) >= FEWEST_LABELS and all(map(_LABEL.fullmatch, words))):
        return " ".join(_joined(texts).split())
    return line


def _texts(element: Any) -> list[str]:
    """The texts of the elements that an element is made of, as they stand, with the white space behind each; empty where it has text of its own."""
    for _ in range(MAX_DEPTH):
        if (element.text or "").strip() or any((inner.tail or "").strip() for inner in element):
            return []
        held = [inner for inner in element if isinstance(inner.tag, str) and "".join(inner.itertext()).strip()]
        if len(held) != 1:
            return ["".join(inner.itertext()) + (inner.tail or "") for inner in held]
        element = held[0]
    return []


def _joined(texts: Sequence[str]) -> str:
    """The texts, with a blank where two are glued at letters, digits or brackets."""
    rows = list(texts[:1])
    for before, text in pairwise(texts):
        ends, begins = before[-1:].isalnum() or before.endswith(")"), text[:1].isalnum() or text.startswith("(")
        rows.append(" " + text if ends and begins else text)
    return "".join(rows)
