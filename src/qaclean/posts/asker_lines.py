"""The line of a dump that says who asked, and when: it stands below the question, and beside none of its answers."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import (
    begins_accepted,
    heads_answers,
    heads_any_posts,
    heads_other_answers,
    says_answered,
    says_asked,
)
from qaclean.posts.post_dates import Place
from qaclean.text.titles import asks

__all__ = [
    "asked_above",
    "asker_at",
    "asker_between",
    "only_asker",
    "place_of_asker",
    "without_asker",
    "words_of_asker",
]

BESIDE = 40  # code points of the line beside a date that says whose it is
HEAD = 3  # rows from the line that says who asked up to what was asked
FEWEST_BESIDES = 2  # anchors beside the line that says who asked, for the answers to be told without it
MAX_TITLE = 140  # code points of what was asked


def asker_at(rows: Sequence[Row], i: int) -> bool:
    """Whether a dated row says who asked, or how often the page was read since; in heads cut into their text nodes the row above or below it does."""
    shape = rows[i].shape
    if not shape.date or rows[i].mass or says_answered(shape) or begins_accepted(shape.text):
        return False
    if says_asked(shape):
        return True
    beside = [rows[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
    return any(
        row.length <= BESIDE and row.mass < MASS and not row.shape.date and says_asked(row.shape) for row in beside
    )


def only_asker(rows: Sequence[Row], closed: Sequence[bool]) -> int:
    """The row of the one line that says who asked, and when, or of the one date above the head of the answers; -1 where none or several do."""
    asked = [row.at for row in rows if not closed[row.at] and asker_at(rows, row.at)]
    return asked[0] if len(asked) == 1 else -1 if asked else _dated_above_answers(rows, closed)


def _dated_above_answers(rows: Sequence[Row], closed: Sequence[bool]) -> int:
    """The row of the one date above the line that heads all answers of a page, where the first of these has its date below its words; else -1."""
    head = next((row.at for row in rows if not closed[row.at] and heads_answers(row.shape)), -1)
    if head < 0 or heads_any_posts(rows[head].shape) or heads_other_answers(rows[head].shape):
        return -1
    dated = [row.at for row in rows if row.shape.date and not row.mass and not closed[row.at]]
    above, below = [i for i in dated if i < head], [i for i in dated if i > head]
    if len(above) != 1 or len(below) < FEWEST_BESIDES:
        return -1
    return above[0] if any(row.mass >= 2 * MASS for row in rows[head + 1 : below[0]]) else -1


def without_asker(sets: dict[str, list[int]], asker: int) -> dict[str, list[int]]:
    """The sets without the line that says who asked, where it comes first: no answer stands beside it."""
    return {
        kind: members[1:] if members[0] == asker and len(members) > FEWEST_BESIDES else members
        for kind, members in sets.items()
    }


def asked_above(rows: Sequence[Row], asker: int) -> int:
    """The row right above the line that says who asked, names aside, where it asks something; else -1."""
    for i in range(asker - 1, max(asker - 1 - HEAD, -1), -1):
        row = rows[i]
        if row.length <= MAX_TITLE and not row.shape.date and not says_asked(row.shape) and asks(row.shape.text):
            return i
        if row.mass >= MASS or row.ends:
            break
    return -1


def asker_between(asker: int, title: int, first: int) -> int:
    """The row that alone says who asked, and when, if it stands between the title and the first anchor; else -1."""
    return asker if 0 <= title < asker < first else -1


def place_of_asker(asker: int, title: int) -> Place:
    """Where the rows stand that tell of the question."""
    if asker < 0:
        return Place(None, (title, title), (title, title))
    return Place((asker, asker), (title + 1, asker + 1), (asker + 1, asker + 1))


def words_of_asker(rows: Sequence[Row], own: Sequence[int], asker: int) -> tuple[int, ...]:
    """Of the rows above the first answer those that are the question's words: below the line that says who asked what is told in sentences, the rest
    are heads."""
    if asker < 0:
        return tuple(own)
    told = [i for i in own if i > asker and (rows[i].shape.sentence or rows[i].mass >= MASS)]
    return tuple(i for i in own if told and told[0] <= i <= told[-1])
