"""The head of what was asked: lines of a template between the title and the asker's words, which say in which category it was asked, for how many points
and where it went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_accepted, heads_answers, heads_chosen, is_button
from qaclean.rules import load
from qaclean.text.columns import columns_of

__all__ = ["is_shared", "without_opening_head"]

MAX_HEAD = 8  # rows of such a head, up to the category
MAX_LABELLED = 60  # columns of a line that tells the category
MAX_ASKED = 12  # rows of what was asked
VALUE = 16  # columns of a category in a line of its own
MAX_NOTICE = 40  # columns of a line that tells of the question


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    """A label of a category at the begin of a line, or behind a bar in it, with what stands behind it."""
    names = "|".join(map(re.escape, load("post_lines")["categories"]))
    return compile_at_once(rf"(?:^|\|\s?)(?:{names})\s?:\s?(?P<value>.*)")


@lru_cache(maxsize=1)
def _notices() -> tuple[str, ...]:
    return tuple(load("post_lines")["notices"])


def without_opening_head(rows: Sequence[Row], own: Sequence[int], title: int) -> tuple[int, ...]:
    """Of a question's rows those behind the head of its template.

    Above the line that tells the category only who asks stands, and when: all short lines above it go with it, and the line below a label alone.
    """
    last = _category(rows, title)
    own = own if last < 0 else _between(rows, last + 1) or [i for i in own if i > last]
    return tuple(i for i in own if not _is_notice(rows[i]) and not is_shared(rows, i))


def _between(rows: Sequence[Row], first: int) -> list[int]:
    """The rows from the first behind a category up to the line that heads the answers, where one does soon: what was asked, were it one word."""
    for i in range(first, min(first + MAX_ASKED, len(rows))):
        shape = rows[i].shape
        if heads_answers(shape) or heads_accepted(shape) or heads_chosen(shape):
            return list(range(first, i))
        if shape.date and not rows[i].mass:
            break
    return []


def _category(rows: Sequence[Row], title: int) -> int:
    """The row that tells the category, below the title with short lines between, or what it is where its label stands alone; -1 where none does."""
    for i in range(title + 1, min(title + 1 + MAX_HEAD, len(rows))):
        row = rows[i]
        if row.mass >= MASS or (row.shape.sentence and not row.shape.date):
            return -1
        label = _labels().search(row.shape.text.lower()) if columns_of(row.shape.text) <= MAX_LABELLED else None
        if label is not None:
            alone = not label["value"] and i + 1 < len(rows) and _is_value(rows[i + 1])
            return i + 1 if alone else i
    return -1


def _is_notice(row: Row) -> bool:
    """Whether a row tells of the question: what is offered for an answer, with which question it was merged; or is a button or a lone mark."""
    if is_button(row.shape) or row.shape.mark:
        return True
    return columns_of(row.shape.text) <= MAX_NOTICE and row.shape.text.lower().startswith(_notices())


def is_shared(rows: Sequence[Row], at: int) -> bool:
    """Whether a row is the address of a box to share a page by: nothing but that beside a button, or a button behind it."""
    address, _, behind = rows[at].shape.text.partition(" ")
    if not address.startswith("http"):
        return False
    if behind:
        return is_button(shape_of(behind.strip()))
    return any(is_button(row.shape) for row in (*rows[max(at - 1, 0) : at], *rows[at + 1 : at + 2]))


def _is_value(row: Row) -> bool:
    return not row.shape.sentence and not row.shape.date and columns_of(row.shape.text) <= VALUE
