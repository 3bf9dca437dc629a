"""The steps read so far, and what they say of the next line: that it counts on, is told again, or belongs to the last of them."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.step_runs import Marks
from qaclean.posts.step_shapes import (
    MORE_LINES,
    count_follows,
    ends_sentence,
    is_told,
    lead_of,
    number_of,
    numbers,
)
from qaclean.text.section_heads import part_of

__all__ = ["MAX_HEAD", "MAX_TITLE", "TOLD", "StepsSoFar"]

TOLD = 40  # code points of a line that goes on in the next
MAX_HEAD = 70  # code points of the head of some of the steps
MAX_TITLE = 60  # ... of the name that a numbered step begins with
FEWEST_NAMED = 3  # steps, each with its name


class StepsSoFar:
    """Steps as they are read from line to line; `pending` is the first line of a number whose step is still to come."""

    def __init__(self, lines: Sequence[str], marks: Marks | None, level: int) -> None:
        self.lines, self.marks, self.level = lines, marks, level
        self.items: list[list[int]] = []
        self.pending = -1
        self.numbered = False  # the steps stand behind numbers on lines of their own
        self.marked = False  # each begins with a number or a bullet
        self.listed = False  # ... is an item of a list, as markup shows
        self.taken: list[int] = []  # the lines of steps
        self.told: set[str] = set()  # what they say

    def _forget(self) -> None:
        """Forgets what was read so far: none of it was a step."""
        self.items, self.taken, self.told = [], [], set()

    def _is_told_again(self, at: int) -> bool:
        return len(self.lines[at]) > TOLD and self.lines[at] in self.told

    def _after(self, at: int) -> str:
        """The next line, or none."""
        return self.lines[at + 1] if at + 1 < len(self.lines) else ""

    def _begins(self, at: int) -> bool | None:
        return self.marks.begins[at] if self.marks is not None else None

    def _is_titled(self) -> bool:
        """Whether the step is a counted one whose first line is its name."""
        line = self.lines[self.items[-1][0]]
        return lead_of(line)[1] is not None and len(line) <= MAX_HEAD and not ends_sentence(line)

    def _is_in_counted(self, at: int) -> bool:
        """Whether a line is in a counted step though a mark begins it: its number again below its name, or a bullet before the next number."""
        if not self.items or self.items[-1][1] != at:
            return False
        lead, number = lead_of(self.lines[at])
        counted = lead_of(self.lines[self.items[-1][0]])[1]
        if lead and number is None:
            return counted is not None and is_told(self.lines[at]) and self._counts_on(at)
        return number == counted and self._is_titled()

    def _is_last(self, at: int) -> bool:
        """Whether a line stands between the last item and the head of what comes below."""
        return self.items[-1][1] == at and bool(part_of(self._after(at)))

    def _is_below_title(self, at: int) -> bool:
        """Whether a line goes on telling the last one of steps with names: as many lines as the others have."""
        first, last = self.items[-1]
        most = max((b - a for a, b in self.items[:-1]), default=0)
        return last == at and last - first < most and self._is_titled()

    def _is_in_last(self, at: int) -> bool:
        """Whether a line goes on telling the last one of steps below numbers, where all others have a name or more lines too."""
        told = [[k for k in self.taken if first < k < last] for first, last in self.items]
        if len(told) < FEWEST_NAMED or self.items[-1][1] != at:
            return False
        return all(len(rows) > 1 for rows in told[:-1]) and len(told[-1]) < max(map(len, told[:-1]))

    def _counts_on(self, at: int) -> bool:
        """Whether the next number of the steps comes soon behind the line."""
        first = self.items[-1][0]
        number = number_of(self.lines[first], self.lines[first + 1] if first + 1 < len(self.lines) else "")
        return number is not None and count_follows(self.lines, at, number + 1)

    def _more_follow(self, at: int) -> bool:
        """Whether a number or a bullet comes soon behind the line: the next number, where the steps are counted."""
        if self._counts_on(at):
            return True
        for line in self.lines[at + 1 : at + 1 + (MORE_LINES if self.marked else 4)]:
            if part_of(line):
                return False
            if numbers(line) or (self.marked and lead_of(line)[0] and is_told(line)):
                return not self.marked or number_of(line, "") is None
        return False
