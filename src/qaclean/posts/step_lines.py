"""The lines of a section of things to do: which tell a step, which only number one, and which belong to the step above."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.posts.model import Range
from qaclean.text.amounts import is_amount, is_box, opens_with_amount
from qaclean.text.section_heads import ends_part, part_of

__all__ = ["Marks", "StepRun", "is_told", "lead_of", "numbers_step", "read_steps"]

LEAD_LINES = 10  # lines of buttons between the head and the first step
ASIDE_LINES = 14  # lines side by side that are no step: what a step needs
MAX_STEPS = 120
TOLD, TOLD_WORDS = 40, 7  # code points and words of a line that tells without a full stop
TOLD_ENDED = 12  # ... with one
TOLD_DENSE = 9  # ... in a script without spaces
MAX_HEAD = 70  # code points of the head of some of the steps
MAX_TITLE = 60  # ... of the name that a numbered step begins with
_ENDS = re.compile(r"[.!\u3002\uff01;\u2026)][\"'\u201d\u2019]?$")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u0e00-\u0e7f]")
_COUNT = re.compile(r"(?:#\s?)?(?:[0-9]{1,2}|[\u2460-\u2473])\s?[.):\u3001]?(?:\s?/\s?[0-9]{1,2})?")
_NAMED = re.compile(
    r"[^\W\d_]{3,14}\s?#?(?P<n>[0-9]{1,2})\s?[.:)]?(?:\s?/\s?[0-9]{1,2})?|[0-9]{1,2}\s?[\ub2e8\u6b65]\S{0,2}"
)
_TITLED = re.compile(r"[^\W\d_]{3,14}\s?#?[0-9]{1,2}\s?[:.]\s?(?![0-9])\S.{0,60}")
_OF = re.compile(r"/\s?[0-9]{1,2}")
_LEAD = re.compile(
    r"(?:[\u2022\u25aa\u00b7\u25e6\u25a2\u25a1*\u25cf\u2013-]\s{1,3}){0,2}"
    r"(?:(?:[^\W\d_]{3,14}\s)?(?P<n>[0-9]{1,2})(?:\s?[.):\u3001\uff0e\uff1a](?![0-9])\s{0,3}|\s?[-\u2013]\s?(?![0-9])|(?=[A-Z\u00c0-\u00de])|\s(?=[A-Z\u00c0-\u00de])))?"
)
_NO_STEP = re.compile(r"https?:|www\.|^[@#]|[{}]|\u00a9|[|]")
_DASHED = re.compile(r"[\u2013-]\s?[^\W_a-z]")
_GOES_ON = re.compile(r"[,.;:!?)\u2013\u2014%\u00b0\u2019'&+/-]")


class StepRun(NamedTuple):
    """The steps below a head as ranges of pieces (what numbers one is the first of its pieces), where the run ends,
    and whether numbers or bullets stand before the steps."""

    items: tuple[Range, ...]
    end: int
    marked: bool = False


def lead_of(line: str) -> tuple[int, int | None]:
    """How long the marker is that a step begins with (a bullet, a number), and the number.

    >>> lead_of("1. Stir well."), lead_of("\u2022 Stir"), lead_of("1Stir it"), lead_of("350 degrees will do"), lead_of("2-3 minutes")
    ((3, 1), (2, None), (1, 1), (0, None), (0, None))
    """
    match = _LEAD.match(line)
    if match is None:
        return 0, None
    return match.end(), int(match["n"]) if match["n"] else None


def is_told(line: str) -> bool:
    """Whether a line tells something: a sentence, or words enough for one.

    >>> is_told("Stir it well."), is_told("Prep time"), is_told("Whisk the eggs with the sugar until they are pale")
    (True, False, True)
    """
    if len(line) < TOLD_DENSE or line.endswith(("?", "\uff1f")) or _NO_STEP.search(line):
        return False
    if _ENDS.search(line) and len(line) >= TOLD_ENDED and " " in line:
        return True
    if len(_DENSE.findall(line[:40])) >= TOLD_DENSE:
        return True
    return len(line) >= TOLD and line.count(" ") + 1 >= TOLD_WORDS


def numbers_step(line: str, below: str) -> bool:
    """Whether a line is only the number of a step, or part of one: its word (`Step`) above the number `below` it, or how many there are (`/8`)."""
    line, below = line.strip("#* "), below.strip("#* ")
    if _COUNT.fullmatch(line) or _NAMED.fullmatch(line) or _OF.fullmatch(line):
        return True
    return len(line) <= 14 and line.isalpha() and _COUNT.fullmatch(below) is not None


def _numbers(line: str) -> bool:
    """Whether a line is only the number of a step, or that with its name."""
    if len(line) <= 24 and (_COUNT.fullmatch(line) is not None or _NAMED.fullmatch(line) is not None):
        return True
    return _TITLED.fullmatch(line) is not None and not is_told(line)


class Marks(NamedTuple):
    """What markup shows of each line: whether an item of a list or a paragraph `begins` there (None for a line of no list that begins one), and
    the level of a heading, or 0."""

    begins: Sequence[bool | None]
    levels: Sequence[int]


def read_steps(lines: Sequence[str], head: int, marks: Marks | None = None) -> StepRun:
    """The steps below the head in line `head`; `marks` where markup shows more of the lines."""
    return _Reader(lines, marks, marks.levels[head] if marks is not None and head >= 0 else 0).read(head + 1)


class _Reader:
    """Reads on from line to line; `pending` is the first line of a number whose step is still to come."""

    def __init__(self, lines: Sequence[str], marks: Marks | None, level: int) -> None:
        self.lines, self.marks, self.level = lines, marks, level
        self.items: list[list[int]] = []
        self.pending = -1
        self.numbered = False  # the steps stand behind numbers on lines of their own
        self.marked = False  # each begins with a number or a bullet
        self.listed = False  # ... is an item of a list, as markup shows

    def read(self, at: int) -> StepRun:
        aside, first = 0, at
        while at < len(self.lines) and len(self.items) < MAX_STEPS and not self._is_wall(at):
            line = self.lines[at]
            part = part_of(line)
            if (part and (self.items or part != "steps")) or (self.items and ends_part(line)):
                break
            if self._takes(at):
                aside = 0
            elif self.items and not self._is_aside(at):
                break
            else:
                aside += 1
                if aside > (ASIDE_LINES if self.items else LEAD_LINES):
                    break
            at += 1
        items = tuple((held[0], held[1]) for held in self.items)
        return StepRun(items, items[-1][1] if items else first, self.marked or self.numbered)

    def _is_wall(self, at: int) -> bool:
        """Whether a heading as high as that of the steps begins another section."""
        return self.marks is not None and 0 < self.marks.levels[at] <= self.level

    def _begins(self, at: int) -> bool | None:
        return self.marks.begins[at] if self.marks is not None else None

    def _takes(self, at: int) -> bool:
        """Whether the line is of a step: its number, its words, or more of them."""
        line = self.lines[at]
        if _numbers(line) or (self.pending >= 0 and _OF.fullmatch(line)) or self._is_word_of_number(at):
            self.pending = at if self.pending < 0 else self.pending
            return True
        if self._goes_on(at):
            self.items[-1][1] = at + 1
            return True
        if (
            self.pending >= 0
            and len(line) >= 2
            and not _NO_STEP.search(line)
            and (self.numbered or is_told(line) or self.items or len(line) <= MAX_TITLE)
        ):
            return self._begin(at)
        if (not is_told(line) and not self._opens(at) and not self._counts(at)) or (
            self.items and self.listed and self._begins(at) is None
        ):
            return False
        lead, _ = lead_of(line)
        if self.items and (self.marked and not lead):
            if self._more_follow(at) and (len(line) > MAX_TITLE or not _ENDS.search(self.lines[at - 1])):
                self.items[-1][1] = at + 1
                return True
            return False
        if self.items and self.numbered:
            return False
        return not (opens_with_amount(line) and not lead and not _ENDS.search(line)) and self._begin(at)

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
        return (
            len(line) <= 14
            and line.isalpha()
            and at + 1 < len(self.lines)
            and _COUNT.fullmatch(self.lines[at + 1]) is not None
        )

    def _goes_on(self, at: int) -> bool:
        """Whether the line is more of the step above: its sentence goes on, or its item does."""
        if not self.items or self.pending >= 0 or self.items[-1][1] != at:
            return False
        line, above = self.lines[at], self.lines[at - 1]
        begins = self._begins(at)
        if begins is not None or self.listed:
            return begins is False and (not opens_with_amount(line) or _ENDS.search(line) is not None)
        if _goes_on(above, line):
            return True
        if self.numbered:
            return is_told(line) and self._more_follow(at)
        after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        return (
            not _ENDS.search(above)
            and not above.endswith(":")
            and len(line) <= TOLD
            and not part_of(after)
            and bool(after)
            and _goes_on(line, after)
        )

    def _opens(self, at: int) -> bool:
        """Whether a sentence begins in a line that its next one goes on with (a link or a bold word parts them)."""
        line, after = self.lines[at], self.lines[at + 1] if at + 1 < len(self.lines) else ""
        if self.marks is not None or not line[:1].isupper() or _ENDS.search(line) or line.endswith((":", ",")):
            return False
        return _goes_on(line, after) or (
            at + 2 < len(self.lines)
            and len(after) <= TOLD
            and not _ENDS.search(after)
            and self.lines[at + 2][:1] in ",."
            and " " in line
        )

    def _counts(self, at: int) -> bool:
        """Whether a line, short as it may be, begins with the next number of the steps; the first one where the next line counts on."""
        number = lead_of(self.lines[at])[1]
        if number is None:
            return False
        if not self.items:
            after = self.lines[at + 1] if at + 1 < len(self.lines) else ""
            return number == 1 and lead_of(after)[1] == 2
        return self.marked and lead_of(self.lines[self.items[-1][0]])[1] == number - 1

    def _more_follow(self, at: int) -> bool:
        """Whether a number or a bullet comes soon behind the line."""
        for line in self.lines[at + 1 : at + 5]:
            if part_of(line):
                return False
            if _numbers(line) or (self.marked and lead_of(line)[0] and is_told(line)):
                return True
        return False

    def _is_aside(self, at: int) -> bool:
        """Whether a line that is no step stands between steps: what one needs, or the head of the next ones."""
        line = self.lines[at]
        if line.endswith(("?", "\uff1f")) or _NO_STEP.search(line):
            return False
        if opens_with_amount(line) or is_amount(line) or is_box(line):
            return True
        if len(line) > MAX_HEAD:
            return False
        for k in range(at + 1, min(at + 4, len(self.lines))):
            after = self.lines[k]
            if part_of(after):
                return False
            if _numbers(after):
                return True
            if is_told(after):
                if self.listed and self._begins(k) is None:
                    return False
                lead = lead_of(after)[0] > 0
                return not self.numbered and lead >= self.marked
        return False


def _goes_on(above: str, line: str) -> bool:
    """Whether a sentence goes on from a line to the next: by a small letter or a mark; a dash before a capital is a bullet."""
    if line[:1] in ",;:)" or (line[:1] == "." and len(line) < 4):
        return True
    if _DASHED.match(line):
        return False
    if _ENDS.search(above) and not above.endswith(")"):
        return _GOES_ON.match(line) is not None and len(line) > 1 and line[1] == " "
    return line[:1].islower() or _GOES_ON.match(line) is not None
