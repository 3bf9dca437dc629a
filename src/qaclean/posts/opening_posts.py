"""The opening post of a dump's thread: whether one stands above the first anchor, where it ends, and what is a question alone."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_kinds import runs_on
from qaclean.posts.line_rows import LONG_MASS, MASS, Gap, Row
from qaclean.posts.line_shapes import path_entries
from qaclean.posts.line_words import says_answered
from qaclean.posts.seams import Seams
from qaclean.text.titles import asks

__all__ = ["answers_first", "asks_above", "is_question_alone", "opening_end", "opens_below"]

MAX_QUESTION = 140  # code points of a post that is a title
CLOSING = 2  # short rows behind the running text of an opening post that are still its own
ASKED = 6  # rows between the date of a question and its text


def is_question_alone(rows: Sequence[Row], post: Sequence[int]) -> bool:
    """Whether a post says no more than one line that asks, its last, with empty lines around it."""
    if not post or not rows[post[-1]].apart or any(rows[i].mass >= MASS for i in post[:-1]):
        return False
    line = rows[post[-1]]
    return line.length <= MAX_QUESTION and asks(line.shape.text) and not runs_on(line)


def asks_above(rows: Sequence[Row], seams: Seams, title: int) -> bool:
    """Whether the question stands above the first anchor: a date of its own below the title, and its running text behind that."""
    before = seams.before
    dated = any(
        row.shape.date and row.mass == 0 for row in rows[max(title, before.start, before.head - ASKED) : before.head]
    )
    return dated and sum(row.mass for row in rows[before.head : before.tail] if row.mass >= MASS) >= LONG_MASS


def answers_first(rows: Sequence[Row], kind: str, anchor: int, title: int) -> bool:
    """Whether the head of the first post says that somebody answered (`回答者: 小满 2016-5-4`), as those of the others do, and words stand between it and
    the title: what is asked. Without such words it may be the asker's: some boards call every post an answer."""
    if kind != "answered" or not any(says_answered(row.shape) for row in rows[max(anchor - 1, 0) : anchor + 1]):
        return False
    return title >= 0 and any(row.shape.sentence and row.mass >= MASS for row in rows[title + 1 : anchor])


def opens_below(rows: Sequence[Row], seams: Seams, title: int) -> bool:
    """Whether running text stands right below the title, above the first anchor: the opening post of a page that tells who wrote the replies alone."""
    lead, first = seams.before, title + 1
    if not (0 < first < lead.tail and lead.head <= first and rows[first].mass >= LONG_MASS):
        return False
    return rows[first].shape.sentence and not path_entries(rows[first].shape.text)


def opening_end(rows: Sequence[Row], lead: Gap) -> int:
    """One behind the last row of an opening post: with more than a few short rows behind its running text these are the site's."""
    long = next((i + 1 for i in range(lead.tail - 1, lead.head - 1, -1) if rows[i].mass >= LONG_MASS), lead.tail)
    return lead.tail if lead.tail - long <= CLOSING else long
