"""The lines of a section of things to do: which tell a step, which only number one, and which belong to the step above."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from qaclean.posts.model import Range
from qaclean.posts.step_shapes import (
    MORE_LINES,
    NO_STEP,
    count_follows,
    counts_all,
    ends_sentence,
    goes_on,
    is_number_between,
    is_told,
    lead_of,
    number_of,
    numbers,
    numbers_step,
    opens_sentence,
)
from qaclean.text.amounts import holds_amount, is_amount, is_box, opens_with_amount
from qaclean.text.section_heads import ends_part, part_of

__all__ = ["Marks", "StepReader", "StepRun", "asides_in", "read_steps"]

LEAD_LINES = 10  # lines of buttons between the head and the first step
ASIDE_LINES = 14  # lines side by side that are no step: what a step needs
SHARE_OF_ENDED = 0.8  # of the lines of steps, where one without a full stop is none
MAX_STEPS = 120
OPENED = 3  # lines of a sentence that links or amounts part
MAX_SWITCH = 3  # code points of the words of a switch
TOLD = 40  # code points of a line that goes on in the next
MAX_HEAD = 70  # code points of the head of some of the steps
MAX_TITLE = 60  # ... of the name that a numbered step begins with


class StepRun(NamedTuple):
    """The steps below a head as ranges of pieces (what numbers one is the first of its pieces), where the run ends,
    whether numbers or bullets stand before the steps, the lines inside of some that are none of them (captions), whether numbers
    on lines of their own count them, and the heads between them."""

    items: tuple[Range, ...]
    end: int
    marked: bool = False
    asides: tuple[int, ...] = ()
    counted: bool = False
    sections: tuple[Range, ...] = ()


class Marks(NamedTuple):
    """What markup shows of each line: whether an item of a list or a paragraph `begins` there (None for a line of no list that begins one), and
    the level of a heading, or 0."""

    begins: Sequence[bool | None]
    levels: Sequence[int]


def read_steps(lines: Sequence[str], head: int, marks: Marks | None = None) -> StepRun:
    """The steps below the head in line `head`; `marks` where markup shows more of the lines."""
    return StepReader(lines, marks, marks.levels[head] if marks is not None and head >= 0 else 0).read(head + 1)


def asides_in(lines: Sequence[str], items: Sequence[Range], taken: Collection[int]) -> Iterator[int]:
    """The lines inside of steps that were not `taken` for any, but for what they need."""
    taken = set(taken)
    for at in (at for first, last in items for at in range(first, last)):
        line = lines[at]
        if at not in taken and not opens_with_amount(line) and not is_amount(line) and not lead_of(line)[0]:
            yield at


class StepReader:
    """Reads on from line to line; `pending` is the first line of a number whose step is still to come."""

    def __init__(self, lines: Sequence[str], marks: Marks | None, level: int) -> None:
        self.lines, self.marks, self.level = lines, marks, level
        self.items: list[list[int]] = []
        self.pending = -1
        self.numbered = False  # the steps stand behind numbers on lines of their own
        self.marked = False  # each begins with a number or a bullet
        self.listed = False  # ... is an item of a list, as markup shows
        self.taken: list[int] = []  # the lines of steps
        self.told: set[str] = set()  # what they say

    def read(self, at: int) -> StepRun:
        aside, first = 0, at
        while at < len(self.lines) and len(self.items) < MAX_STEPS and not self._is_wall(at):
            if self._is_end(at):
                break
            if not self._is_caption(at) and self._takes(at):
                self.taken.append(at)
                self.told.add(self.lines[at])
                aside = 0
            elif self.items and not self._is_aside(at) and not self._is_caption(at):
                break
            else:
                aside += 1
                if aside > (ASIDE_LINES if self.items else LEAD_LINES):
                    break
            at += 1
        items = tuple((held[0], held[1]) for held in self.items)
        marked = self.marked or self.numbered
        return StepRun(
            items,
            items[-1][1] if items else first,
            marked,
            tuple(asides_in(self.lines, items, self.taken)),
            self.numbered,
        )

    def _is_end(self, at: int) -> bool:
        """Whether a line is the head of another section; one of two words above the first step may be a switch (`Video`, `On`)."""
        part = part_of(self.lines[at])
        if self.items:
            if len(self.lines[at]) > TOLD and self.lines[at] in self.told:  # they begin again
                return True
            return bool(part) or (ends_part(self.lines[at]) and not self._is_tip(at))
        return bool(part) and part != "steps" and (part != "ends" or len(self._after(at)) > MAX_SWITCH)

    def _is_tip(self, at: int) -> bool:
        """Whether a line that could end the steps is a tip inside of one: more of them follow."""
        if self.numbered or self.marked:
            return self._counts_on(at) or (len(self.lines[at]) > MAX_HEAD and self._more_follow(at))
        return False

    def _is_wall(self, at: int) -> bool:
        """Whether a heading as high as that of the steps begins another section."""
        return self.marks is not None and 0 < self.marks.levels[at] <= self.level

    def _after(self, at: int) -> str:
        """The next line, or none."""
        return self.lines[at + 1] if at + 1 < len(self.lines) else ""

    def _begins(self, at: int) -> bool | None:
        return self.marks.begins[at] if self.marks is not None else None

    def _takes(self, at: int) -> bool:
        """Whether the line is of a step: its number, its words, or more of them."""
        line = self.lines[at]
        if self._is_number_in_sentence(at):
            self.items[-1][1] = at + 1
            return True
        if numbers(line, self._after(at)) or (self.pending >= 0 and counts_all(line)) or self._is_word_of_number(at):
            self.pending = at if self.pending < 0 else self.pending
            return True
        if self._goes_on(at) or self._is_in_counted(at):
            self.items[-1][1] = at + 1
            return True
        if (
            self.pending >= 0
            and len(line) >= 2
            and not NO_STEP.search(line)
            and (self.numbered or is_told(line) or self.items or len(line) <= MAX_TITLE)
        ):
            return self._begin(at)
        if (not is_told(line) and not self._opens(at) and not self._counts(at) and not self._is_short_item(at)) or (
            self.items and self.listed and self._begins(at) is None
        ):
            return False
        lead, _ = lead_of(line)
        if self.items and (self.marked and not lead):
            if not self._is_in_marked(at):
                return False
            self.items[-1][1] = at + 1
            return True
        if self.items and self.numbered:
            return False
        return not (opens_with_amount(line) and not lead and not ends_sentence(line)) and self._begin(at)

    def _is_in_marked(self, at: int) -> bool:
        """Whether a line that tells something and has no mark goes on telling the step above, which has one."""
        if self._is_below_title(at) or self._is_last(at):
            return True
        line = self.lines[at]
        if (opens_with_amount(line) and not ends_sentence(line)) or not self._more_follow(at):
            return False
        return len(line) > MAX_TITLE or not ends_sentence(self.lines[at - 1]) or self._is_titled()

    def _begin(self, at: int) -> bool:
        first = at if self.pending < 0 else self.pending
        if not self.items:
            self.numbered = self.pending >= 0
            self.marked = self.pending < 0 and lead_of(self.lines[at])[0] > 0
            self.listed = self._begins(at) is True
        self.items.append([first, at + 1])
        self.pending = -1
        return True

    def _is_word_of_number(self, at: int) -> bool:
        """`Step`, and its number in the next line."""
        line = self.lines[at]
        return line.isalpha() and at + 1 < len(self.lines) and numbers_step(line, self._after(at))

    def _goes_on(self, at: int) -> bool:
        """Whether the line is more of the step above: its sentence goes on, or its item does."""
        if not self.items or self.pending >= 0 or self.items[-1][1] != at:
            return False
        line, above = self.lines[at], self.lines[at - 1]
        begins = self._begins(at)
        if begins is not None or self.listed:
            return begins is False and (not opens_with_amount(line) or ends_sentence(line))
        if goes_on(above, line):
            return True
        if self.numbered:
            return is_told(line) and self._more_follow(at)
        after = self._after(at)
        return (
            not ends_sentence(above)
            and not above.endswith(":")
            and len(line) <= TOLD
            and not part_of(after)
            and bool(after)
            and goes_on(line, after)
        )

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins in a line that its next one goes on with (a link or a bold word parts them)."""
        return self.marks is None and opens_sentence(self.lines[at : at + OPENED])

    def _is_number_in_sentence(self, at: int) -> bool:
        """Whether a number on a line of its own is in a sentence: it goes on below, and no number begins a step here."""
        if self.numbered or not self.items or self.items[-1][1] != at:
            return False
        return is_number_between(*self.lines[at - 1 : at + 2])

    def _counts(self, at: int) -> bool:
        """Whether a line, short as it may be, begins with the next number of the steps; the first one where the lines below count on."""
        number = lead_of(self.lines[at])[1]
        if number is None or opens_with_amount(self.lines[at]):
            return False
        if not self.items:
            return number == 1 and count_follows(self.lines, at, 2)
        line, below = self.lines[at], self._after(at)
        if " " not in line[lead_of(line)[0] :] and not ends_sentence(line) and not is_told(below):
            return False
        return self.marked and lead_of(self.lines[self.items[-1][0]])[1] == number - 1

    def _is_caption(self, at: int) -> bool:
        """Whether a line that no full stop ends, nor the next line goes on with, stands among steps that one ends: what a picture shows."""
        line, above = self.lines[at], self.lines[at - 1]
        if not self.items or not (self.marked or self.numbered):
            return False
        if self.marks is not None or ends_sentence(line) or line.endswith((":", ",")) or lead_of(line)[0]:
            return False
        if not (ends_sentence(above) or at - 1 not in self.taken) or numbers(line) or self._is_word_of_number(at):
            return False
        told = [row for k in self.taken if is_told(row := self.lines[k])]
        if sum(ends_sentence(row) for row in told) < SHARE_OF_ENDED * len(told):
            return False
        after = self._after(at)
        return not goes_on(line, after) and not opens_with_amount(line) and self._counts_on(at)

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

    def _counts_on(self, at: int) -> bool:
        """Whether the next number of the steps comes soon behind the line."""
        first = self.items[-1][0]
        number = number_of(self.lines[first], self.lines[first + 1] if first + 1 < len(self.lines) else "")
        return number is not None and count_follows(self.lines, at, number + 1)

    def _is_short_item(self, at: int) -> bool:
        """Whether a line of some words is an item of the list of steps, as the mark before it and items that tell more right below show."""
        line, after = self.lines[at], self.lines[at + 1 : at + 4]
        lead = lead_of(line)[0]
        if (
            self.marks is not None
            or not lead
            or line.count(" ") < 3
            or line.endswith(":")
            or holds_amount(line)
            or NO_STEP.search(line)
        ):
            return False
        if self.items and not self.marked:
            return False
        for row in after if self.items else after[:1]:
            if part_of(row):
                return False
            if lead_of(row)[0] and is_told(row):
                return True
        return False

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

    def _is_aside(self, at: int) -> bool:
        """Whether a line that is no step stands between steps: what one needs, or the head of the next ones."""
        line = self.lines[at]
        if line.endswith(("?", "\uff1f")) or NO_STEP.search(line):
            return False
        if opens_with_amount(line) or is_amount(line) or is_box(line):
            return True
        if len(line) > MAX_HEAD:
            return False
        if (self.marked or self.numbered) and self._counts_on(at):
            return True
        for k in range(at + 1, min(at + 4, len(self.lines))):
            after = self.lines[k]
            if part_of(after):
                return False
            if numbers(after):
                return True
            if is_told(after):
                if self.listed and self._begins(k) is None:
                    return False
                lead = lead_of(after)[0] > 0
                return not self.numbered and lead >= self.marked
        return False
