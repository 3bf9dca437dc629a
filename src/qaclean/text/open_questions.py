"""Questions without a mark or a word that asks, told by the page: in a FAQ whose answers are closed sentences, a short line without a full stop above one is a question, too."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.text.columns import columns_of
from qaclean.text.question_forms import ends_asking_words, manner_of
from qaclean.text.titles import asks

__all__ = ["open_questions"]

FEWEST = 3  # lines that ask with a mark, each above one that tells
SHORTEST, LONGEST = 12, 120  # columns of a question
CLOSED = 0.9  # of the other lines
MOST_APART = 6.0  # lines between two questions, as a mean
MOST_OPEN = 1.0  # open lines, beside those that ask
_STOPS = '。.!;:\u2026)\u201d\u300d"'
_MARKS = "?\uff1f"


def open_questions(lines: Sequence[str]) -> list[int]:
    """The lines of a page that ask by nothing but their shape, where it asks and tells by turns; `lines` are folded. Empty where the page is no such one.

    >>> open_questions(["Is it safe to use?", "Yes.", "Is it cheap to run?", "No.", "Advice on a spare part", "Ask us.", "Does it ship to Peru?", "It does."])
    [4]
    """
    if not any(line[-1:] in _MARKS for line in lines if line):
        return []
    asked = [_asks(line) for line in lines]
    above = [i for i in range(len(lines) - 1) if asked[i] and not asked[i + 1] and lines[i + 1][-1:] in _STOPS]
    if len(above) < FEWEST:
        return []
    first, end = above[0], len(lines)
    opened = [i for i in range(first + 2, end - 1) if not asked[i] and _is_open(lines, i, asked)]
    if not opened or len(opened) > MOST_OPEN * len(above):
        return []
    others = [i for i in range(first + 1, max(*above, *opened) + 2) if not asked[i] and i not in opened]
    closed = sum(lines[i][-1:] in _STOPS for i in others)
    if closed < CLOSED * len(others) or len(others) > MOST_APART * (len(above) + len(opened)):
        return []
    return opened


def _asks(line: str) -> bool:
    return columns_of(line) <= LONGEST and (line[-1:] in _MARKS or ends_asking_words(line))


def _is_open(lines: Sequence[str], at: int, asked: Sequence[bool]) -> bool:
    """Whether a line may ask by its shape: words of a question's length, without a full stop, between lines that are closed."""
    line, before, after = lines[at], lines[at - 1], lines[at + 1]
    if not SHORTEST <= columns_of(line) <= LONGEST or line[-1] in _STOPS or line[-1] in ",、":
        return False
    if manner_of(line, False) != "plain" or asked[at + 1] or not (before[-1:] in _STOPS and after[-1:] in _STOPS):
        return False
    return " " in line or asks(line) or not line.isascii()
