"""Lines that tell of a member, not of a post: the dates at which he joined or was last seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.line_shapes import DATE, Shape
from qaclean.rules import load

__all__ = ["without_member_dates"]

_TRIM = " \xa0\t:：*|·-"


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    return frozenset(load("post_lines")["member_dates"])


def without_member_dates(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, in which the date behind a label of a member (`Joined: 2 Mar 2009`, or the label on the line before) is only a number.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> [s.date for s in without_member_dates([shape_of("Joined: Mar 2, 2009"), shape_of("Posted: Mar 2, 2009")])]
    ['', 'day']
    """
    return [
        _undated(shape) if shape.date and _is_labelled(shape, shapes[i - 1] if i else None) else shape
        for i, shape in enumerate(shapes)
    ]


def _is_labelled(shape: Shape, before: Shape | None) -> bool:
    """Whether a date stands behind a member's label, on its line or on the line before."""
    label = shape.rest.partition(" | ")[0].strip(_TRIM).lower()
    if not label and before is not None:
        label = before.text.strip(_TRIM).lower()
    return label in _labels()


def _undated(shape: Shape) -> Shape:
    return shape._replace(date="", place="", key=shape.key.replace(DATE, "0"), rest=shape.text)
