"""The line of a dump that says who asked, and when: it stands below the question, and beside none of its answers."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.line_kinds import line_kind
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import path_entries, shape_of
from qaclean.posts.line_words import (
    begins_accepted,
    heads_answers,
    heads_any_posts,
    heads_only_answers,
    heads_other_answers,
    is_button,
    says_answered,
    says_asked,
)
from qaclean.posts.opening_heads import is_shared
from qaclean.posts.post_dates import Place
from qaclean.text.question_forms import ends_asking_words
from qaclean.text.titles import asks

__all__ = [
    "asked_above",
    "asked_start",
    "asker_at",
    "asker_between",
    "only_asker",
    "place_of_asker",
    "told_of",
    "without_asker",
    "words_of_asker",
]

BESIDE = 40  # code points of the line beside a date that says whose it is
HEAD = 3  # rows from the line that says who asked up to what was asked
FEWEST_BESIDES = 2  # anchors beside the line that says who asked, for the answers to be told without it
FEWEST_DATES, MOST, NEARLY_ALL = (
    4,
    0.6,
    0.8,
)  # dates that show where words stand; shares of them with words above and a template's line below
LEAD = 10  # rows above the first and below the last
COUNTS = frozenset(
    ("number", "name0", "words0", "mark", "button", "label")
)  # kinds of what stands in a head behind its date
MAX_TITLE = 140  # code points of what was asked
MIN_TITLE = 8  # ... of a title that asks nothing
_STOPS = frozenset(".\u3002")


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
    if asked:
        return asked[0] if len(asked) == 1 else -1
    dated = [row.at for row in rows if row.shape.date and not row.mass and not closed[row.at]]
    above = _dated_above_answers(rows, closed, dated)
    above = above if above >= 0 else _dated_below_question(rows, closed, dated)
    return above if above >= 0 else _dated_above_words(rows, dated)


def _dated_above_words(rows: Sequence[Row], dated: Sequence[int]) -> int:
    """The first of the dates, where its words stand below it, and those of all others right above theirs, with lines of a template below; else -1."""
    if len(dated) < FEWEST_DATES or sum(r.mass for r in rows[dated[0] : dated[1]] if r.mass >= MASS) < 2 * MASS:
        return -1
    if _tells(rows, dated[0] - LEAD, dated[0]) or _tells(rows, dated[-1] + 1, dated[-1] + LEAD):
        return -1
    last = len(rows) - 1
    words = sum(not (rows[i - 1].repeated or rows[i - 1].shape.mark or is_button(rows[i - 1].shape)) for i in dated[1:])
    below = sum(rows[min(i + 1, last)].repeated or is_button(rows[min(i + 1, last)].shape) for i in dated[1:])
    others = len(dated) - 1
    return dated[0] if words >= MOST * others and below >= NEARLY_ALL * others else -1


def _tells(rows: Sequence[Row], low: int, high: int) -> bool:
    """Whether running text that asks nothing stands in some rows, above a line that ends the posts."""
    for row in rows[max(low, 0) : high]:
        if row.ends:
            return False
        if row.mass >= 2 * MASS and row.shape.sentence and not asks(row.shape.text):
            return True
    return False


def _dated_above_answers(rows: Sequence[Row], closed: Sequence[bool], dated: Sequence[int]) -> int:
    """The row of the one date above the line that heads all answers of a page, where the first of these has its date below its words; else -1."""
    head = next((row.at for row in rows if not closed[row.at] and heads_answers(row.shape)), -1)
    if head < 0 or heads_any_posts(rows[head].shape) or heads_other_answers(rows[head].shape):
        return -1
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
            return _shorter_above(rows, i)
        if row.mass >= MASS or row.ends:
            break
    return -1


def _shorter_above(rows: Sequence[Row], at: int) -> int:
    """The row right above one that asks, if that is longer and asks too, or if a full stop closes that and not it: what is asked in full stands below
    its title."""
    closed = rows[at].shape.text[-1:] in _STOPS and not ends_asking_words(rows[at].shape.text)
    for i in range(at - 1, max(at - 1 - HEAD, -1), -1):
        row = rows[i]
        if row.shape.date or row.ends:
            break
        told = closed and row.shape.text[-1:] not in _STOPS
        told = told and row.length >= MIN_TITLE and not path_entries(row.shape.text)
        if row.length < rows[at].length and (told or asks(row.shape.text)) and not is_button(row.shape):
            return i
    return at


def _dated_below_question(rows: Sequence[Row], closed: Sequence[bool], dated: Sequence[int]) -> int:
    """The row of the one date above the line that heads answers, where running text stands right above it and none between it and that line; else -1."""
    head = next((row.at for row in rows if not closed[row.at] and heads_only_answers(row.shape)), -1)
    above = [i for i in dated if i < head]
    if len(above) != 1 or len(dated) < len(above) + FEWEST_BESIDES or heads_other_answers(rows[head].shape):
        return -1
    at = above[0]
    told = any(row.mass >= 2 * MASS for row in rows[max(at - HEAD, 0) : at])
    return at if told and all(row.mass < MASS for row in rows[at + 1 : head]) else -1


def asker_between(asker: int, title: int, first: int) -> int:
    """The row that alone says who asked, and when, if it stands between the title and the first anchor; else -1."""
    return asker if 0 <= title < asker < first else -1


def place_of_asker(asker: int, title: int) -> Place:
    """Where the rows stand that tell of the question."""
    if asker < 0:
        return Place(None, (title, title), (title, title))
    return Place((asker, asker), (title + 1, asker + 1), (asker + 1, asker + 1))


def told_of(rows: Sequence[Row], own: Sequence[int], title: int) -> tuple[int, ...]:
    """Of the rows between a title and a head of answers those from the first that tells something to the last: above them stands who asks, below them
    when and how often it was read. All that may tell where none is sure to, but who asks and when; where the title is said again it stands below that."""
    name = rows[title].shape.text if title >= 0 else ""
    again = max((i for i in own if rows[i].shape.text == name), default=-1)
    own = [i for i in own if i > again and _may_tell(rows[i]) and not is_shared(rows, i)]
    told = [i for i in own if (rows[i].shape.sentence and not rows[i].shape.date) or rows[i].mass >= MASS]
    if told:
        return tuple(i for i in own if told[0] <= i <= told[-1])
    dated = {j for i in own if rows[i].shape.date for j in (i - 1, i)}
    return tuple(i for i in own if i not in dated)


def _may_tell(row: Row) -> bool:
    """Whether a row between a title and a head of answers may be the asker's words: no button, no link behind one, no count of readers."""
    shape = row.shape
    if is_button(shape) or (row.length <= BESIDE and "0" in shape.key and not shape.sentence and says_asked(shape)):
        return False
    words, link, _ = shape.text.partition("http")
    return not (link and words.strip() and is_button(shape_of(words.strip())))


def words_of_asker(rows: Sequence[Row], own: Sequence[int], asker: int) -> tuple[int, ...]:
    """Of the rows above the first answer those that are the question's words: below the line that says who asked what is told in sentences, or above
    that line where nothing is told below it; the rest are heads."""
    if asker < 0:
        return tuple(
            i for i in own if rows[i].mass >= MASS or not says_answered(rows[i].shape)
        )  # the first answer's head
    told = [i for i in own if i > asker and (rows[i].shape.sentence or rows[i].mass >= MASS)]
    told = told or [i for i in own if i < asker and rows[i].shape.sentence and rows[i].mass >= MASS]
    return tuple(i for i in own if told and told[0] <= i <= told[-1])


def asked_start(rows: Sequence[Row], low: int, section: int) -> int:
    """Where the question's words begin above a head of answers: behind the last of the dates that stand before its first text.

    Its head may have two (`Asked ...`, `Modified ...`), with counts behind them.
    """
    dated = next((i for i in range(low, section) if rows[i].shape.date and rows[i].mass == 0), -1)
    text = next((i for i in range(dated + 1, section) if rows[i].mass >= MASS), -1)
    if dated < 0 or text < 0 or any(row.mass >= 2 * MASS and not row.ends for row in rows[low:dated] if low):
        return low
    start = max(i for i in range(dated, text) if rows[i].shape.date) + 1
    while start < text and any(line_kind(row) in COUNTS for row in rows[start : start + 2]):
        start += 1
    return start
