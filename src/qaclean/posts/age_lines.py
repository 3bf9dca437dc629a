"""Lines that only tell the age of a post (`21d`, `3 天`): dates where several stand on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.line_shapes import DATE, Shape
from qaclean.rules import load

__all__ = ["with_ages"]

FEWEST = 3  # lines of a page that tell an age
AGE = DATE * 2  # in a key: no date that says more than an age
MAX_LINE = 8  # code points


@lru_cache(maxsize=1)
def _age() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, load("post_lines")["ages"]), key=len, reverse=True))
    return compile_at_once(rf"[1-9][0-9]{{0,2}}\s?(?:{units})")


def with_ages(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, in which a line that is only a number and a unit of time is a date, where three or more are.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> [shape.date for shape in with_ages([shape_of(line) for line in ("21d", "Oil it.", "3h", "2d")])]
    ['age', '', 'age', 'age']
    """
    told = [
        i
        for i, shape in enumerate(shapes)
        if len(shape.text) <= MAX_LINE and shape.text[:1].isdigit() and _age().fullmatch(shape.text) is not None
    ]
    out = list(shapes)
    for i in told if len(told) >= FEWEST else ():
        out[i] = shapes[i]._replace(key=AGE, date="age", place="alone", rest=" | ")
    return out
