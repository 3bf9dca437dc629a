"""Rows of a dump whose paragraphs were cut at each link, bold word or amount: the lines that belong together.

`get_text("\\n")` ends a line at each element, so that a step stands on as many lines as it has links and amounts. What goes on in the next line
is told by how the two meet: a small letter, a mark, an amount in the middle of a sentence, or a word that no sentence of the page ends with.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import ends_sentence, is_no_step, is_number_between, is_told, lead_of, numbers
from qaclean.text.amounts import is_amount, is_box, is_measured, is_unit, opens_with_amount
from qaclean.text.section_heads import ends_part, is_howto_button, opens_note, part_of

__all__ = ["CutRows", "cut_rows"]

MAX_LINES = 24  # of one row
MAX_LINK = 60  # code points of a link or a bold word inside of a sentence
SHARE_OF_NOUNS = 0.2  # of the words behind small ones, with capitals
PROSE = 120  # code points of a paragraph
MANY = 3  # times that a page says a line that is no head
RUNNING = 30  # code points of the beginning of a sentence
MAX_INSIDE = 5  # code points of a word that no sentence ends with
_FOLDED = 3 * MAX_INSIDE  # ... without capitals, at most
_UNSPACED = "\u2e80"
FEWEST_SAID = 3  # times that a page has a word, so that it is known to end no sentence
_COMMAS, _OPENED, _CLOSED = ",\u3001\uff0c", "([\uff08", ")\uff09"
_DASHES = "-\u2013\u2014"
_BULLETS = frozenset(f"{bullet} " for bullet in "\u2022\u25aa\u25e6\u00b7*\u25a2\u2610\u25cf-\u2013")
_MARK = compile_on_use(r"[,;:)\]\u3001\uff0c\uff09]|[.\u3002!]$|[.\u3002!]\s|[\u2019'&+/%\u00b0]\s")
_LAST_WORD = compile_at_once(r"([^\W\d_]{1,24})\s{0,3}$")
_AMOUNT = compile_on_use(r"[^\W\d_]{2,24}\s[0-9\u00bc-\u00be]{1,4}$")
_AMOUNT_WITH_UNIT = compile_on_use(r"(?:[0-9]|[\u00bc-\u00be\u2150-\u215e])\s?[^\W\d_]{1,14}\.?$")
_INSIDE = compile_on_use(r"(?<=[^\W\d_A-Z]\s)([^\W\d_])")
_MEASURE = compile_on_use(r"[0-9]{1,4}(?:[.,/][0-9]{1,2})?\s?[^\W\d_]{1,12}\.?")
_SHORTENED = compile_on_use(r"\s[^\W\d_]{2,3}\.$")
_SPACED = compile_at_once(r"[0-9]{1,2}\s")
_DASHED = (" -", " \u2013", " \u2014")
_WORDS = compile_on_use(r"([^\W\d_]{1,24})([.!?;:\u2026,)]|$|)", re.MULTILINE)


class CutRows(NamedTuple):
    """The rows of a page: what each says, and its range of lines, in order; those that begin with a `named` step's name on a line of its own; and what
    it says `MANY` times, which heads nothing: a credit, a caption."""

    texts: Sequence[str]
    ranges: Sequence[Range]
    named: frozenset[int]
    often: frozenset[str]

    def at(self, line: int) -> int:
        """The first row that begins at a line or behind it."""
        return bisect_left(self.ranges, (line, 0))

    def prose(self, lines: Sequence[str]) -> frozenset[int]:
        """The first of the `lines` of each row of several that tells something at length, without amounts: a paragraph that links cut."""
        return frozenset(
            first
            for text, (first, last) in zip(self.texts, self.ranges, strict=True)
            if last - first > 2 and len(text) > PROSE and ends_sentence(text) and _is_prose(lines[first:last])
        )

    def lines_of(self, first: int, last: int) -> Range:
        """The lines of the rows `[first, last)`."""
        return self.ranges[first][0], self.ranges[last - 1][1]


def cut_rows(lines: Sequence[str]) -> CutRows:
    """The rows of all lines; a head, a number or a button is a row of its own. Linear.

    >>> cut_rows(["Add", "2 tbsp sugar", "to the", "Dutch oven", ", then stir.", "Bake it."]).texts
    ['Add 2 tbsp sugar to the Dutch oven, then stir.', 'Bake it.']
    """
    rows: list[list[int]] = []
    between = _Words(lines)
    for at in range(len(lines)):
        if rows and at - rows[-1][0] < MAX_LINES and between.joins(at, rows[-1][0]):
            rows[-1][1] = at + 1
        else:
            rows.append([at, at + 1])
    rows = _with_notes(lines, rows)
    texts = [lines[a] if b - a == 1 else _joined(lines[a:b]) for a, b in rows]
    named = frozenset(i for i, (a, b) in enumerate(rows) if b - a > 1 and _is_name(*lines[a : a + 2]))
    often = frozenset(text for text, times in Counter(texts).items() if times >= MANY)
    return CutRows(texts, [(first, last) for first, last in rows], named, often)


def _is_name(line: str, after: str) -> bool:
    """Whether a row begins with a name: a colon ends it."""
    return 2 < len(line) <= MAX_LINK and line[0].isupper() and (line.endswith(":") or after[:1] == ":")


def _with_notes(lines: Sequence[str], rows: list[list[int]]) -> list[list[int]]:
    """The rows, where a note in the middle of what is told (`Tip:`, and the row that tells it) is in the row above; these change in place."""
    held: list[list[int]] = []
    k = 0
    while k < len(rows):
        first, last = rows[k]
        told = k + (last - first == 1)
        if held and opens_note(lines[first]) and told < len(rows) and _goes_on_below(lines, rows[told : told + 3]):
            held[-1][1] = rows[told][1]
            k = told
        else:
            held.append(rows[k])
        k += 1
    return held


def _goes_on_below(lines: Sequence[str], rows: Sequence[Sequence[int]]) -> bool:
    """Whether more is told below the first of some rows, right there or below a head."""
    texts = [_joined(lines[a:b]) for a, b in rows]
    if not is_told(texts[0]) or (len(texts) > 1 and _stands_alone(texts[1])):
        return False
    return any(is_told(text) and len(text) >= RUNNING and not _stands_alone(text) for text in texts[1:])


def _joined(lines: Sequence[str]) -> str:
    return " ".join(lines).replace(" ,", ",").replace(" .", ".")


def _is_prose(lines: Sequence[str]) -> bool:
    """Whether one of the lines is most of a sentence, and none begins with an amount."""
    return any(len(line) > MAX_LINK and is_told(line) for line in lines) and not any(map(opens_with_amount, lines))


class _Words:
    """What a page's lines say of how they go on."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        said: Counter[str] = Counter()
        ended: set[str] = set()
        for line in lines:
            for word, mark in _WORDS.findall(line.casefold()) if ends_sentence(line) else ():
                if len(word) > MAX_INSIDE and (len(word) > _FOLDED or word[0] >= _UNSPACED):
                    continue  # never asked for: of hanzi nearly all, since nothing parts their words
                said[word] += 1
                if mark:
                    ended.add(word)
        self.nouns = _has_capital_nouns(lines)
        self.inside = {word for word, times in said.items() if times >= FEWEST_SAID and word not in ended}

    def joins(self, at: int, first: int) -> bool:
        """Whether a line goes on with the row that begins in line `first`."""
        above, line = self.lines[at - 1], self.lines[at]
        after = self._after(at)
        if _stands_alone(above) or _stands_alone(line):
            return False
        if line[:2] in _BULLETS:
            return line[0] in _DASHES and self._is_dash_inside(at)
        if numbers(line, after):
            return is_number_between(above, line, after)
        if numbers(above, line) and first == at - 1:
            return False
        if _MARK.match(line) or (line[:1] in _OPENED and not is_no_step(line)):
            return True
        begins = self.lines[first]
        if begins[:1].islower() or (opens_with_amount(begins) and not lead_of(begins)[0]):
            return False
        if line[:1].isdigit() and _SHORTENED.search(above) and (after[:1].islower() or _MARK.match(after)):
            return True
        if _ends(above):
            return False
        running = at - first > 1 or len(above) >= RUNNING
        if is_measured(line) or (opens_with_amount(line) and not lead_of(line)[0]):
            return self._measures(at, running=running)
        if lead_of(line)[0]:
            return running and _SPACED.match(line) is not None and after[:1].islower()
        if above[-2:] in _DASHED:
            return True
        return line[:1].islower() or self._names(at, first)

    def _after(self, at: int) -> str:
        return self.lines[at + 1] if at + 1 < len(self.lines) else ""

    def _names(self, at: int, first: int) -> bool:
        """Whether a line that begins with a capital stands in the sentence of the row."""
        above, line, after = self.lines[at - 1], self.lines[at], self._after(at)
        if above[-1] in _CLOSED:
            return False
        if above[-1] in _COMMAS + _OPENED or self._stays_open(above, after):
            return True
        if len(line) > MAX_LINK or ends_sentence(line) or above[-1] in ":.!?":
            return False
        if _MARK.match(after) is not None and after[:1] != ":" and len(above) >= RUNNING:
            return True
        if self.nouns and " " not in line and above.split()[-1].islower() and after[:1].islower():
            return True
        further = (after, self._after(at + 1))
        return at - first > 1 and any(row[:1].islower() or _MARK.match(row) for row in further)

    def _is_dash_inside(self, at: int) -> bool:
        """Whether a dash goes on with the line above, as no other line around begins with one."""
        above, others = self.lines[at - 1], (*self.lines[max(at - 3, 0) : at], *self.lines[at + 1 : at + 4])
        return len(above) <= MAX_LINK and not ends_sentence(above) and all(row[:1] not in _DASHES for row in others)

    def _measures(self, at: int, *, running: bool) -> bool:
        """Whether an amount stands in a sentence: that goes on behind it, ends with it, or was `running` long before."""
        above, line, after = self.lines[at - 1], self.lines[at], self._after(at)
        if above.endswith(":") or is_amount(above) or is_box(above):
            return False
        if running and (above[-1] in _COMMAS or is_amount(line) or _MEASURE.fullmatch(line)):
            return True
        if ends_sentence(line) or after[:1].islower() or _MARK.match(after) is not None:
            return True
        return self._stays_open(above, "")

    def _stays_open(self, above: str, after: str) -> bool:
        """Whether a line ends with a short word that no sentence of the page ends with, or with an amount that lacks its name."""
        amount = _AMOUNT.search(above)
        if amount is not None and (amount[0][0].islower() or after[:1].islower()):
            return True
        match = _LAST_WORD.search(above)
        if match is None:
            return False
        word = match[1]
        short = len(word) <= MAX_INSIDE and (word[0].islower() or (word == above and after[:1].islower()))
        known = _AMOUNT_WITH_UNIT.search(above) is not None and is_unit(word)
        return known or (short and word.casefold() in self.inside)


def _has_capital_nouns(lines: Sequence[str]) -> bool:
    """Whether nouns have capitals, as in German: so do many words behind a small one."""
    words = Counter(match[1].isupper() for line in lines if ends_sentence(line) for match in _INSIDE.finditer(line))
    return words[True] >= SHARE_OF_NOUNS * (words.total() or 1)


def _ends(line: str) -> bool:
    """Whether a sentence ends with a line; a bracket may close inside of one."""
    return ends_sentence(line) and (line[-1] not in _CLOSED or ends_sentence(line[:-1]))


def _stands_alone(line: str) -> bool:
    ends = not line[:1].islower() and ends_part(line)
    return ends or bool(part_of(line)) or is_howto_button(line) or is_box(line)
