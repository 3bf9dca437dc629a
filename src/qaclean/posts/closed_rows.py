"""Rows of other lists: those under a head such as `相关问题`, up to the next head of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import counts_answers, heads_answers, heads_others
from qaclean.text.columns import columns_of

__all__ = ["closed_rows"]

MOST_HEADS = 2  # times that a head of answers comes
MENU = 2  # words of a menu behind one of them that reads like such a head
WORD = 8  # columns of a word of a menu


def closed_rows(rows: Sequence[Row]) -> list[bool]:
    """Which rows stand under a head of other lists (`相关问题`), up to the next head of answers; one that comes often counts those of each entry."""
    out, closed = [], False
    often: frozenset[str] | None = None
    told = next((row.at for row in rows if row.mass >= MASS), len(rows))
    for row in rows:
        if row.ends and heads_others(row.shape) and not (row.at < told and _is_of_menu(rows, row.at)):
            closed = True
            often = _often(rows) if often is None else often
        elif (
            closed
            and often is not None
            and row.shape.key not in often
            and (heads_answers(row.shape) or counts_answers(row.shape))
        ):
            closed = False
        out.append(closed)
    return out


def _is_of_menu(rows: Sequence[Row], at: int) -> bool:
    """Whether a row above any text stands between words of a menu (`发现 等你来答 消息 我的`): what it heads would be titles of pages."""
    beside = rows[max(at - 1, 0) : at + 1 + MENU]
    return 0 < at < len(rows) - MENU and all(
        columns_of(row.shape.text) <= WORD and not row.shape.date for row in beside
    )


def _often(rows: Sequence[Row]) -> frozenset[str]:
    """The shapes of lines that come more often than above and below the answers."""
    count = Counter(row.shape.key for row in rows if row.repeated)
    return frozenset(key for key, n in count.items() if n > MOST_HEADS)
