"""What was learned of a site: things that recur on its pages, with the counts that say so."""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.learning.observed import Line
from qaclean.learning.shapes import label_of, pattern_of, shape_of

__all__ = ["Furniture", "Known", "Names", "Zone", "at_least", "names_of"]

FEWEST = 3  # pages that make something recur


class Known(NamedTuple):
    """Something that recurs: its words, on how many pages it stands, how many times of how many the general rules drop it, and the length of its longest line."""

    words: str
    pages: int
    gone: int
    times: int
    reason: str
    longest: int


class Zone(NamedTuple):
    """Lines that a line heads: they end before a line of `until`, or within `lines`."""

    head: Known
    until: tuple[str, ...]
    lines: int


class Furniture(NamedTuple):
    """What was learned of a site's pages; `drops` and `keeps` are selectors of elements, `region` that of the one element that holds all content (its words are empty where none does)."""

    lines: tuple[Known, ...] = ()
    shapes: tuple[Known, ...] = ()
    templates: tuple[Known, ...] = ()
    labels: tuple[Known, ...] = ()
    zones: tuple[Zone, ...] = ()
    drops: tuple[Known, ...] = ()
    keeps: tuple[Known, ...] = ()
    region: Known | None = None


class Names(NamedTuple):
    """The words of lines, shapes and labels that were found."""

    lines: frozenset[str]
    shapes: frozenset[str]
    labels: frozenset[str]
    templates: re.Pattern[str] | None

    def fit(self, line: Line, title: str) -> bool:
        """Whether one of them is this line's."""
        if line.text in self.lines:
            return True
        if line.text == title:
            return False
        if self.shapes and (shape := shape_of(line.text, title)) is not None and shape in self.shapes:
            return True
        if self.labels and (label := label_of(line.text)) is not None and label in self.labels:
            return True
        return self.templates is not None and self.templates.search(line.text) is not None


def names_of(found: Furniture) -> Names:
    """The names of what was found."""
    lines, shapes, labels = (
        frozenset(known.words for known in rows) for rows in (found.lines, found.shapes, found.labels)
    )
    templates = "|".join(pattern_of(known.words) for known in found.templates)
    return Names(lines, shapes, labels, re.compile(templates) if templates else None)


def at_least(share: float, pages: int) -> int:
    """How many of the pages make a share, and never fewer than recur.

    >>> at_least(0.25, 20), at_least(0.1, 20)
    (5, 3)
    """
    return max(FEWEST, -int(-share * pages // 1))
