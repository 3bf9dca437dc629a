"""Rows of other lists: those under a head such as `相关问题`, up to the next head of answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from qaclean.posts.line_rows import LONG_MASS, MASS, Row
from qaclean.posts.line_words import counts_answers, heads_answers, heads_others, is_button
from qaclean.text.columns import columns_of

__all__ = ["closed_rows", "head_above"]

MOST_HEADS = 2  # times that a head of answers comes
MENU = 2  # words of a menu behind one of them that reads like such a head
SEEN, AHEAD = 60, 40  # rows above a head of a list that show what posts look like, and below it
MIN_TITLE = 12  # code points of a title that is said again
WORD = 8  # columns of a word of a menu


def closed_rows(rows: Sequence[Row]) -> list[bool]:
    """Which rows stand under a head of other lists (`相关问题`), up to the next head of answers (one that comes often counts those of each entry), or to
    where posts go on as above it: some sites put such a list between them."""
    out, closed, opens = [], False, -1
    often: frozenset[str] | None = None
    titles: Mapping[str, int] | None = None
    told = next((row.at for row in rows if row.mass >= MASS), len(rows))
    for row in rows:
        if row.ends and heads_others(row.shape) and not (row.at < told and _is_of_menu(rows, row.at)):
            titles = _titles(rows) if titles is None else titles
            closed, opens = True, _goes_on(rows, row.at, titles)
            often = _often(rows) if often is None else often
        elif closed and (row.at == opens or (often is not None and row.shape.key not in often and _heads(row))):
            closed = False
        out.append(closed)
    return out


def head_above(rows: Sequence[Row], at: Sequence[int]) -> int:
    """The first of some rows that heads answers, -1 for none: what comes often counts the answers of each entry of a list."""
    heads = [i for i in at if heads_answers(rows[i].shape)]
    often = _often(rows) if len(heads) > MOST_HEADS else frozenset()
    return next((i for i in heads if rows[i].shape.key not in often), -1)


def _heads(row: Row) -> bool:
    return heads_answers(row.shape) or counts_answers(row.shape)


def _titles(rows: Sequence[Row]) -> dict[str, int]:
    """The lines that the page's first line, its `<title>`, says too, each with the row where it stands first."""
    said = [row for row in rows if row.length >= MIN_TITLE and row.shape.text in rows[0].shape.text]
    return {row.shape.text: row.at for row in reversed(said)}


def _goes_on(rows: Sequence[Row], at: int, titles: Mapping[str, int]) -> int:
    """The row soon below a head of a list at which the page's posts go on: it says the page's title again as a row above does, or is dated as one above,
    with running text and a button below it that stand above as well; -1 for none."""
    before = rows[max(at - SEEN, 0) : at]
    dates = {row.shape.key for row in before if row.shape.date and row.mass == 0}
    buttons = {row.shape.key for row in before if row.shape.date == "" and is_button(row.shape)}
    for row in rows[at + 1 : at + 1 + AHEAD]:
        if titles.get(row.shape.text, at) < at:
            return row.at
        if row.shape.key in dates and _is_post(rows, row.at, buttons):
            return row.at
    return -1


def _is_post(rows: Sequence[Row], at: int, buttons: Collection[str]) -> bool:
    """Whether running text stands below a dated row, and below that one of some buttons."""
    text = False
    for row in rows[at + 1 : at + 1 + AHEAD]:
        if row.ends or row.shape.date:
            return False
        text = text or row.mass >= LONG_MASS
        if row.shape.key in buttons:
            return text
    return False


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
