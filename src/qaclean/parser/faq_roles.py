"""The roles of a FAQ that the chain did not know for one, or whose questions it did not all know: lines that ask in one manner, or by their shape alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.parser.roles import ANSWER, MORE, OTHER, QUESTION
from qaclean.patterns import compile_on_use
from qaclean.text.open_questions import FEWEST, asked_by_turns, open_questions
from qaclean.text.question_forms import faq_questions, is_rule

__all__ = ["with_faq", "with_open_questions"]

MAX_ANSWER = 30  # pieces between two questions
KNOWN = 0.5  # of the questions; where the chain has found so many it knows better
MAX_GROUP = 24  # code points of a heading between the questions
_CLOSED = compile_on_use(r"[.!?:;,\u3002\u3001\uff0c)\u201d]$")


def with_faq(lines: Sequence[str], roles: list[int]) -> list[int]:
    """The roles of the pieces of a FAQ: the chain's, or, where it has found hardly any question, those by the lines that ask.

    >>> with_faq(["FAQ", "Is it safe?", "Yes.", "Really.", "Is it cheap?", "No.", "Does it ship?", "It does."], [OTHER] * 8)
    [0, 1, 3, 4, 1, 3, 1, 3]
    """
    asked = faq_questions(lines)
    if not asked:
        return roles
    if sum(roles[at] == QUESTION for at in asked) >= KNOWN * len(asked):
        return _without_headings(lines, roles)
    settled = [OTHER] * len(lines)
    for at, following in pairwise([*asked, len(lines)]):
        first = at + 1 + is_rule(lines[at + 1])
        last = _before_heading(lines, first, following) if following < len(lines) else following
        if last - first > MAX_ANSWER and following < len(lines):
            return roles
        settled[at] = QUESTION
        settled[first:last] = [ANSWER if i == first else MORE for i in range(first, last)]
    return settled


def with_open_questions(lines: Sequence[str], roles: list[int]) -> list[int]:
    """The roles of a page on which the chain knows several questions, with those that ask by nothing but their shape (`open_questions`): the line below each
    begins its answer. Where the chain knows hardly any, those of a page that asks and tells by turns throughout.

    >>> lines = ["Is it safe?", "Yes.", "Is it cheap?", "No.", "Spare part wanted", "Ask.", "Any news yet?", "None."]
    >>> with_open_questions(lines, [QUESTION, ANSWER, QUESTION, ANSWER, OTHER, MORE, QUESTION, ANSWER])
    [1, 3, 1, 3, 1, 3, 1, 3]
    """
    by_turns = asked_by_turns(lines)
    if roles.count(QUESTION) < FEWEST and not by_turns:
        return roles
    found = by_turns or [at for at in open_questions(lines) if roles[at] in (OTHER, ANSWER, MORE)]
    if not found:
        return roles
    settled = list(roles)
    for at in found:
        settled[at], settled[at + 1] = QUESTION, ANSWER
        for i in range(at + 2, len(roles)):
            if roles[i] == QUESTION or i in found:
                break
            settled[i] = MORE
    return settled


def _without_headings(lines: Sequence[str], roles: list[int]) -> list[int]:
    """The roles, where no answer ends with the heading of the next group of questions."""
    settled = list(roles)
    for i in range(2, len(lines) - 1):
        if roles[i] == MORE and roles[i + 1] == QUESTION and _before_heading(lines, i - 1, i + 1) == i:
            settled[i] = OTHER
    return settled


def _before_heading(lines: Sequence[str], first: int, following: int) -> int:
    """The end of an answer: before a heading that stands between it and the next question."""
    last = following - 1
    heading = last > first and len(lines[last]) <= MAX_GROUP and _CLOSED.search(lines[last]) is None
    return last if heading and _CLOSED.search(lines[last - 1]) is not None else following
