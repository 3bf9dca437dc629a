"""Rows: the lines of a page as the posts are looked for in them, the sets of anchors among them, and the gaps between these."""

from __future__ import annotations

from typing import NamedTuple

from qaclean.posts.line_shapes import Shape

__all__ = ["LONG_MASS", "MASS", "MAX_REST", "Anchors", "Gap", "Row"]

MASS = 12.0  # of a row that is text for certain
MAX_REST = 70  # code points beside date and floor in the line of an anchor
LONG_MASS = 40.0  # of a row that is running text for certain


class Row(NamedTuple):
    """A line: its shape, its length, how much running text it is worth, where it stands.

    `leaf` is the paragraph that it is a line of, where markup shows that, or -1. `apart`: an empty line stands before and behind it;
    `listed`: it begins with a bullet.
    """

    at: int
    shape: Shape
    length: int
    mass: float
    indent: int
    ends: bool
    repeated: bool
    leaf: int = -1
    apart: bool = False
    listed: bool = False


class Anchors(NamedTuple):
    """The clusters `[first, last]` of anchor lines, one a post, and how sure they are; `end`: the row below the posts where another list begins, or 0."""

    clusters: tuple[tuple[int, int], ...]
    score: float
    kind: str
    empty: int = 0
    end: int = 0


class Gap(NamedTuple):
    """Rows between two anchors: the head goes on to `head`, the text to `tail`, what follows belongs to the seam."""

    start: int
    head: int
    tail: int
    end: int
