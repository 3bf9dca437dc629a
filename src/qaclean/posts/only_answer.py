"""A page's only answer: the one line that says when somebody answered, the one date below a head of answers, or the head that counts one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qaclean.posts.anchor_scores import ANSWERED, ENOUGH, HEADED
from qaclean.posts.line_names import counts_of_member, is_valid_name
from qaclean.posts.line_rows import MASS, MAX_REST, Anchors, Row
from qaclean.posts.line_words import counts_answers

__all__ = ["only_answered", "only_below", "only_counted", "only_dated"]

UNDER = 14  # rows below a head of answers, and below a date, of a page's only answer


def only_answered(rows: Sequence[Row], sets: Mapping[str, Sequence[int]], told: int) -> list[Anchors]:
    """The one line that says when somebody answered, below a head that counts one answer: the other dates are those of comments and edits."""
    lines = sets.get("answered", ())
    if told != 1 or len(lines) != 1:
        return []
    at = lines[0]
    head = next((i for i in range(at - 1, -1, -1) if counts_answers(rows[i].shape)), at)
    if sum(row.mass for row in rows[head + 1 : at] if row.mass >= MASS) < 2 * MASS:
        return []
    return [Anchors(((at, at),), ANSWERED, "answered")]


def only_below(rows: Sequence[Row], closed: Sequence[bool], told: int) -> list[Anchors]:
    """The one date below the one head that counts one answer, where running text stands between the two and none behind the date: it stands below its answer."""
    head = _counted(rows, closed) if told == 1 else -1
    if head < 0:
        return []
    dates = [row.at for row in rows[head + 1 :] if row.shape.date and row.mass == 0 and not closed[row.at]]
    if len(dates) != 1:
        return []
    at = dates[0]
    end = next((row.at for row in rows[at + 1 :] if row.ends), len(rows))
    if _words(rows[head + 1 : at]) < 2 * MASS or _words(rows[at + 1 : end]) > 0:
        return []
    return [Anchors(((at, at),), HEADED, "counted")]


def _counted(rows: Sequence[Row], closed: Sequence[bool]) -> int:
    """The one row that counts answers; -1 where there are several, or none."""
    heads = [row.at for row in rows if counts_answers(row.shape) and not closed[row.at]]
    return heads[0] if len(heads) == 1 else -1


def _words(rows: Sequence[Row]) -> float:
    """How much running text stands in some rows."""
    return sum(row.mass for row in rows if row.mass >= MASS and row.shape.sentence)


def only_dated(rows: Sequence[Row], closed: Sequence[bool], told: int) -> list[Anchors]:
    """The one dated line below a head of answers, with running text soon after it: a page's only answer.

    On pages that were one line a name is often one with its date: it is believed where the page says that it has one answer (`told`)."""
    since = UNDER + 1
    for row in rows:
        since = 0 if counts_answers(row.shape) else since + 1
        shape = row.shape
        beside = shape.rest.strip(" |")
        headed = shape.place in ("alone", "start") or (
            shape.place == "end" and (counts_of_member(beside) or (told == 1 and is_valid_name(beside)))
        )
        dated = shape.date and headed and len(shape.rest) <= MAX_REST
        if not dated or not 0 < since <= UNDER or closed[row.at]:
            continue
        if sum(r.mass for r in rows[row.at + 1 : row.at + UNDER] if r.mass >= 2 * MASS) >= ENOUGH / 2:
            return [Anchors(((row.at, row.at),), HEADED, "only")]
    return []


def only_counted(rows: Sequence[Row], closed: Sequence[bool], told: int) -> list[Anchors]:
    """The head that counts one answer, on a page that shows no date: what runs below it is that answer."""
    if told != 1 or any(row.shape.date for row in rows):
        return []
    first = last = _counted(rows, closed)
    if first < 0 or sum(row.mass for row in rows[first + 1 :] if row.mass >= 2 * MASS) < ENOUGH / 2:
        return []
    while last + 1 < len(rows) and (rows[last + 1].shape.key == "0" or rows[last + 1].shape.mark):
        last += 1  # its votes
    return [Anchors(((first, last),), HEADED, "only")]
