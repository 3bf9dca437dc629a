"""Two records of one source held against each other: how many characters they have otherwise, and which lines only one of them removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from qaclean.records import Page
from qaclean.report.marks import View, marks_of
from qaclean.report.rows import removed_lines

__all__ = ["Comparison", "compare", "same_text"]


class Comparison(NamedTuple):
    """Characters (without white space) that are `changed`: `lost` ones this record removes and the other keeps, `gained` ones the reverse, the rest has
    another role or kind. Lines with reason and rule that this record alone removes, and those that the other alone does."""

    changed: int
    lost: int
    gained: int
    lines_lost: Mapping[str, str]
    lines_gained: Mapping[str, str]


def same_text(page: Page, other: Page) -> bool:
    """Whether the spans of both count in one text; of a record read from a file the length alone is known.

    >>> from qaclean import clean
    >>> same_text(clean("怎么退订?\\n发短信。"), clean("怎么退订?\\n发短信吧。"))
    False
    """
    if other.source_text:
        return page.source_text == other.source_text
    return page.source.length == other.source.length


def compare(page: Page, other: Page) -> Comparison:
    """Hold two records of one text against each other.

    >>> from qaclean import clean
    >>> text = "怎么退订?\\n发短信TD。\\n相关阅读:\\n怎么开通"
    >>> page = clean(text)
    >>> found = compare(page, page.model_copy(update={"removed": page.removed[1:]}))
    >>> found.lost, [*found.lines_lost]
    (5, ['相关阅读:'])
    """
    text = page.source_text
    marked = marks_of(text, [page, other])
    mine, theirs = marked.views
    changed = lost = gained = 0
    for place, piece in enumerate(marked.texts):
        size = sum(map(len, piece.split()))
        here, there = _state(mine, place), _state(theirs, place)
        if not size or here == there:
            continue
        changed += size
        lost += size if here == "gone" else 0
        gained += size if there == "gone" else 0
    taken, before = removed_lines(page), removed_lines(_with_text(other, text))
    return Comparison(
        changed,
        lost,
        gained,
        {line: rule for line, rule in taken.items() if line not in before},
        {line: rule for line, rule in before.items() if line not in taken},
    )


def _state(view: View, place: int) -> str:
    """What became of a piece, as the script of the report tells it (`stateOf`)."""
    if view.gone[place] >= 0:
        return "gone"
    owner = view.owners[place]
    return f"{view.fields[owner][0].role} {view.fields[owner][0].kind}" if owner >= 0 else ""


def _with_text(page: Page, text: str) -> Page:
    """A record that was read from a file, with the text that its spans count in."""
    if page.source_text:
        return page
    page = page.model_copy()
    page._source_text = text
    return page
