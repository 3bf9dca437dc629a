"""Dates of lines that are none of a post: when a member joined or was last seen, when something was written that a post quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.line_shapes import DATE, Shape
from qaclean.rules import load

__all__ = ["without_member_dates", "without_quote_dates"]

FEWEST_POSTS = 2  # dates of a page that are none of a quote: below it those are the posts' own
_DIGITS = compile_at_once(r"[0-9]")
_LAST_LABEL = compile_at_once(r"[0-9:,|]\s")
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
    out = list(shapes)
    for i, shape in enumerate(shapes):
        label = _label(shape, shapes[i - 1] if i else None) if shape.date else ""
        if label:
            out[i] = _undated(shape)
            if label in shape.text.lower():  # who joined may stand before it
                out[i] = out[i]._replace(key=f"{label}: 0")
    return out


def _label(shape: Shape, before: Shape | None) -> str:
    """The member's label that a date stands behind, on its line (also glued to a count: `Posts: 168Joined:`) or on the line before."""
    lead = shape.rest.partition(" | ")[0].strip(_TRIM).lower()
    if not lead and before is not None:
        lead = before.text.strip(_TRIM).lower()
    words = (lead, _DIGITS.split(lead)[-1].strip(_TRIM), _LAST_LABEL.split(lead)[-1].strip(_TRIM))
    return next((word for word in words if word in _labels()), "")


@lru_cache(maxsize=1)
def _says() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, load("quotes")["said"]), key=len, reverse=True))
    return compile_at_once(rf"(?P<name>.{{1,40}}\s)?(?:{words})\s?:(?:\s?\u2191)?", re.IGNORECASE)


def without_quote_dates(shapes: Sequence[Shape]) -> list[Shape]:
    """The shapes, in which the date behind words that say who is quoted (`ann wrote:`), on its line or the two before, is none, and
    these lines are no template's; all as they are where the page has hardly other dates.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> page = ["ann wrote: Mar 2, 2009", "Mar 3, 2009", "tom wrote:", "Mar 3, 2009", "Mar 4, 2009"]
    >>> [shape.date for shape in without_quote_dates([shape_of(line) for line in page])]
    ['', 'day', '', '', 'day']
    """
    dated = [i for i, shape in enumerate(shapes) if shape.date]
    heads = {i: first for i in dated if (first := _quote_head(shapes, i)) >= 0}
    out = list(shapes)
    if len(dated) - len(heads) >= FEWEST_POSTS:
        for i, first in heads.items():
            out[first : i + 1] = [_undated(shape)._replace(key="") for shape in shapes[first : i + 1]]
    return out


def _quote_head(shapes: Sequence[Shape], at: int) -> int:
    """The first of the lines that name the speaker of a quote and end in a date, or -1."""
    lead = shapes[at].rest.partition(" | ")[0].strip()
    first = at if lead else at - 1
    while first > 0 and not lead and shapes[first].mark:  # an arrow between them
        first -= 1
    lead = lead or (shapes[first].text.strip() if first >= 0 else "")
    if shapes[at].place not in ("alone", "end") or ":" not in lead:
        return -1
    match = _says().fullmatch(lead)
    return -1 if match is None else first if match["name"] else max(first - 1, 0)


def _undated(shape: Shape) -> Shape:
    return shape._replace(date="", place="", key=shape.key.replace(DATE, "0"), rest=shape.text)
