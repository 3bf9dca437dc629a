"""Questions without a mark or a word that asks, told by the page: in a FAQ whose answers are closed sentences, a short line without a full stop above one is a question, too."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.text.columns import columns_of
from qaclean.text.question_forms import ends_asking_words, manner_of
from qaclean.text.titles import asks

__all__ = ["asked_by_turns", "open_questions"]

FEWEST = 3  # lines that ask with a mark, each above one that tells
SHORTEST, LONGEST = 12, 120  # columns of a question
CLOSED = 0.9  # of the other lines
MANY, CLOSE = 4, 3.0  # questions, and lines between two as a mean, of a page that nothing else shows to be a FAQ
MOST_APART = 6.0  # lines between two questions, as a mean
MOST_OPEN = 1.0  # open lines, beside those that ask
_STOPS = '。.!;:\u2026)\u201d\u300d"'
_MARKS = "?\uff1f"


def open_questions(lines: Sequence[str]) -> list[int]:
    """The lines of a page that ask by nothing but their shape or their last words, where it asks and tells by turns; `lines` are folded. Empty where the
    page is no such one.

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
    opened = [
        i
        for i in range(first + 2, end - 1)
        if (_asks_in_words if asked[i] else _is_open)(lines, i) and not asked[i + 1]
    ]
    if not opened or len(opened) > MOST_OPEN * len(above):
        return []
    others = [i for i in range(first + 1, max(*above, *opened) + 2) if not asked[i] and i not in opened]
    closed = sum(lines[i][-1:] in _STOPS for i in others)
    if closed < CLOSED * len(others) or len(others) > MOST_APART * (len(above) + len(opened)):
        return []
    return opened


def asked_by_turns(lines: Sequence[str]) -> list[int]:
    """The questions of a page that asks and tells by turns from its first line to its last: many short lines that ask, each above closed sentences, and hardly
    anything else. Empty where the page is no such one: an article has other headings, an answer more to tell.

    >>> asked_by_turns(["Is it safe?", "Yes.", "Is it cheap?", "No, but it lasts.", "Does it ship?", "It does.", "Any news yet?", "None."])
    [0, 2, 4, 6]
    >>> asked_by_turns(["Is it safe?", "I think so.", "Is it cheap?", "No.", "What I use", "Two of them.", "Any news yet?", "None."])
    []
    """
    asked = [_asks(line) for line in lines]
    found = [i for i in range(len(lines) - 1) if asked[i] and not asked[i + 1]]
    if len(found) < MANY or found[0] > 0 or sum(lines[i][-1:] in _MARKS for i in found) < FEWEST:
        return []
    found = sorted({*found, *(i for i in open_questions(lines) if i - 1 not in found)})
    others = [i for i in range(len(lines)) if i not in found]
    closed = sum(lines[i][-1:] in _STOPS for i in others)
    return found if closed >= CLOSED * len(others) and len(others) <= CLOSE * len(found) else []


def _asks(line: str) -> bool:
    return columns_of(line) <= LONGEST and (line[-1:] in _MARKS or ends_asking_words(line))


def _asks_in_words(lines: Sequence[str], at: int) -> bool:
    """Whether a line asks by its last words alone, between lines that are closed."""
    return lines[at][-1] not in _MARKS and _between_closed(lines, at)


def _between_closed(lines: Sequence[str], at: int) -> bool:
    return lines[at - 1][-1:] in _STOPS and lines[at + 1][-1:] in _STOPS


def _is_open(lines: Sequence[str], at: int) -> bool:
    """Whether a line may ask by its shape: words of a question's length, without a full stop, between lines that are closed."""
    line = lines[at]
    if not SHORTEST <= columns_of(line) <= LONGEST or line[-1] in _STOPS or line[-1] in ",、":
        return False
    if manner_of(line, False) != "plain" or not _between_closed(lines, at):
        return False
    return " " in line or asks(line) or not line.isascii()
