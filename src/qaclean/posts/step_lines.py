"""The lines of a section of things to do: which tell a step, which only number one, and which belong to the step above."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.counted_steps import counts_from
from qaclean.posts.step_runs import Marks, StepRun, asides_in
from qaclean.posts.step_shapes import (
    BULLETED,
    count_follows,
    counts_all,
    ends_sentence,
    goes_on,
    is_no_step,
    is_number_between,
    is_told,
    lead_of,
    numbers,
    numbers_step,
    opens_sentence,
)
from qaclean.posts.steps_so_far import MAX_HEAD, MAX_TITLE, TOLD, StepsSoFar
from qaclean.text.amounts import holds_amount, is_amount, is_box, opens_with_amount
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import ends_part, heads_advice, is_howto_button, part_of, speaks_of_site

__all__ = ["StepReader", "read_steps"]

LEAD_LINES = 10  # lines of buttons between the head and the first step
ASIDE_LINES = 14  # lines side by side that are no step: what a step needs
SHARE_OF_ENDED = 0.8  # of the lines of steps, where one without a full stop is none
MAX_STEPS = 120
OPENED = 3  # lines of a sentence that links or amounts part
MAX_SWITCH = 3  # code points of the words of a switch
MAX_INTRODUCING = 3  # lines that tell something above steps that numbers count
MAX_DATED = 120  # code points of a line that says when a comment was written
MAX_FAREWELL = 24  # code points of a last step of few words
_YEAR = compile_at_once(r"(?<![0-9])20[0-9]{2}(?![0-9])")
_LABELS = (":", "\uff1a")
_STOPS = ".!\u3002\uff01"


def read_steps(lines: Sequence[str], head: int, marks: Marks | None = None) -> StepRun:
    """The steps below the head in line `head`; `marks` where markup shows more of the lines."""
    return StepReader(lines, marks, marks.levels[head] if marks is not None and head >= 0 else 0).read(head + 1)


def _is_dated(line: str) -> bool:
    return len(line) <= MAX_DATED and _YEAR.search(line) is not None and names_a_date(line)


class StepReader(StepsSoFar):
    """Reads on from line to line."""

    def read(self, at: int) -> StepRun:
        aside, first = 0, at
        while at < len(self.lines) and len(self.items) < MAX_STEPS and not self._is_wall(at):
            if self._is_end(at):
                break
            if self._begins_count(at):
                self._forget()
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
        if self._is_farewell(at):
            self._end_with(at)
        items = tuple((held[0], held[1]) for held in self.items)
        marked = self.marked or self.numbered
        return StepRun(
            items,
            items[-1][1] if items else first,
            marked,
            tuple(asides_in(self.lines, items, self.taken)),
            self.numbered,
        )

    def _begins_count(self, at: int) -> bool:
        """Whether more steps are counted from a line on than the few lines above, without marks, that tell something: an introduction, facts."""
        if not self.items or len(self.items) > MAX_INTRODUCING or self.numbered:
            return False
        led = [line for first, _ in self.items if lead_of(line := self.lines[first])[0]]
        if self.marked and (len(led) > 1 or (ends_sentence(led[0]) and not opens_with_amount(led[0]))):
            return False
        return not self._is_number_in_sentence(at) and counts_from(self.lines, at) > max(len(self.items), 2)

    def _is_farewell(self, at: int) -> bool:
        """Whether a line right below the last step is one more, short as it is (`Enjoy!`): a sentence of few words above another part."""
        if not self.items or self.items[-1][1] != at or at >= len(self.lines):
            return False
        line, after = self.lines[at], self._after(at)
        if len(line) > MAX_FAREWELL or not line[0].isalpha() or is_howto_button(line):
            return False
        if line[-1] not in _STOPS and (" " not in line or any(ends_sentence(self.lines[k]) for k in self.taken)):
            return False
        return bool(part_of(after)) or ends_part(after) or (after == "" and at + 1 == len(self.lines))

    def _end_with(self, at: int) -> None:
        """Takes a line as the last step, or as the end of it where numbers or bullets stand before them."""
        if self.marked or self.numbered:
            self.items[-1][1] = at + 1
        else:
            self.items.append([at, at + 1])
        self.taken.append(at)

    def _is_end(self, at: int) -> bool:
        """Whether a line is the head of another section; one of two words above the first step may be a switch (`Video`, `On`)."""
        part = part_of(self.lines[at])
        if self.items:
            if self.marks is not None and self.marks.levels[at] and heads_advice(self.lines[at]):
                return not self._counts_on(at)
            if _is_dated(self.lines[at]) or self._is_told_again(at):  # a comment, or they begin again
                return not self._counts_on(at)
            return bool(part) or (ends_part(self.lines[at]) and not self._is_tip(at))
        if not part or part == "steps":
            return False
        return part != "ends" or (len(self._after(at)) > MAX_SWITCH and not self._heads_count(at))

    def _heads_count(self, at: int) -> bool:
        """Whether the head of another part is a button: steps that are counted begin right below it."""
        rows = range(at + 1, min(at + 1 + MAX_INTRODUCING, len(self.lines)))
        return any(lead_of(self.lines[k])[1] == 1 and count_follows(self.lines, k, 2) for k in rows)

    def _is_tip(self, at: int) -> bool:
        """Whether a line that could end the steps is a tip inside of one: more of them follow."""
        if self.numbered or self.marked:
            return self._counts_on(at) or (len(self.lines[at]) > MAX_HEAD and self._more_follow(at))
        return False

    def _is_wall(self, at: int) -> bool:
        """Whether a heading as high as that of the steps begins another section."""
        return self.marks is not None and 0 < self.marks.levels[at] <= self.level

    def _takes(self, at: int) -> bool:
        """Whether the line is of a step: its number, its words, or more of them."""
        line = self.lines[at]
        if self._is_told_again(at) or speaks_of_site(line):
            return False
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
            and not is_no_step(line)
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
            if not self._is_in_last(at) and not self._counts_on(at):
                return False
            self.items[-1][1] = at + 1
            return True
        return not self._is_need(line, lead) and self._begin(at)

    def _is_need(self, line: str, lead: int) -> bool:
        """Whether a line is what a step needs: an amount and a name, also behind a bullet and with a remark in brackets."""
        if not opens_with_amount(line) or (ends_sentence(line) and line[-1] != ")"):
            return False
        return not lead or (len(line) < TOLD and lead_of(line)[1] is None)

    def _is_in_marked(self, at: int) -> bool:
        """Whether a line that tells something and has no mark goes on telling the step above, which has one."""
        if any(speaks_of_site(row) for row in self.lines[self.items[-1][1] : at]):
            return False
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
            return (is_told(line) or line.endswith(_LABELS)) and self._more_follow(at)
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
        if goes_on(line, after) or opens_with_amount(line):
            return False
        return self._counts_on(at) or self._is_beside_bullets(at)

    def _is_beside_bullets(self, at: int) -> bool:
        """Whether a line stands between two with bullets, or behind the last of several steps that are one line each behind its number or bullet: items as
        tools write them."""
        if not lead_of(self.lines[at - 1])[0]:
            return False
        rows = self.items[:-1]
        if len(rows) > 1 and all(b - a == 1 and lead_of(self.lines[a])[0] for a, b in rows):
            return True
        return self.lines[at - 1][:2] in BULLETED and self._after(at)[:2] in BULLETED

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
            or is_no_step(line)
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

    def _is_listed_need(self, at: int) -> bool:
        """Whether a line is an item of a list of what the next step needs: bullets lead its items, and none leads what is told below."""
        below = at
        while below < min(at + ASIDE_LINES, len(self.lines)) and self.lines[below][:2] in BULLETED:
            below += 1
        return at < below < len(self.lines) and is_told(self.lines[below])

    def _is_aside(self, at: int) -> bool:
        """Whether a line that is no step stands between steps: what one needs, or the head of the next ones."""
        line = self.lines[at]
        if line.endswith(("?", "\uff1f")) or is_no_step(line):
            return False
        if opens_with_amount(line) or is_amount(line) or is_box(line):
            return True
        if speaks_of_site(line):
            return True
        if self._is_told_again(at):
            return self._counts_on(at)
        if self.numbered and any(counts_from(self.lines, k) > 1 for k in (at + 1, at + 2)):
            return True  # the head of steps that are counted anew, or what introduces them
        if len(line) > MAX_HEAD:
            return False
        if not self.marked and self._is_listed_need(at):
            return True
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
