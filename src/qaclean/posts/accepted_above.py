"""The accepted answer of a page that dates it below its words, while the dates of the other answers stand above theirs."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import heads_only_answers, heads_other_answers
from qaclean.posts.post_dates import Place

__all__ = ["with_accepted_above"]

REACH = 60  # rows from the head of the accepted answer to its date
SHARE = 2.0  # times as much running text above the date as behind it


def with_accepted_above(rows: Sequence[Row], answers: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The answers, the first with the words above its date, where it stands alone between a head of its own and that of the other answers."""
    if len(answers) < 2 or answers[0].place.anchor is None or answers[1].place.anchor is None:
        return answers
    at, after = answers[0].place.anchor, answers[1].place.anchor[0]
    if not any(heads_other_answers(row.shape) for row in rows[at[1] + 1 : after]):
        return answers
    head = next((i for i in range(at[0] - 1, max(at[0] - REACH, -1), -1) if _heads_one(rows[i])), -1)
    told = [i for i in range(head + 1, at[0]) if rows[i].mass >= MASS and rows[i].shape.sentence] if head >= 0 else []
    behind = sum(rows[i].mass for i in answers[0].rows if rows[i].shape.sentence)
    if not told or sum(rows[i].mass for i in told) < SHARE * behind:
        return answers
    own = tuple(range(told[0], told[-1] + 1))
    place = Place(at, (head + 1, at[1] + 1), (at[1] + 1, answers[0].place.tail[1]))
    return (answers[0]._replace(rows=own, place=place, more=()), *answers[1:])


def _heads_one(row: Row) -> bool:
    return heads_only_answers(row.shape) and not heads_other_answers(row.shape)
