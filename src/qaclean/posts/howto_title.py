"""The title of a how-to in a dump: of the lines above its parts the one whose signs are worth most.

A title's words come again in the parts and in what is told; lines around say it again; a byline, a date or a description stands below. The worth of
each sign (`WORTH`) is learned from saved pages of 209 sites, as a choice among the lines of each page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qaclean.posts.howto_parts import HowTo
from qaclean.posts.line_words import title_lead
from qaclean.posts.model import TitleSpan
from qaclean.posts.title_heading import title_heading
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date
from qaclean.text.named_authors import named_author
from qaclean.text.section_heads import is_howto_button, part_of

__all__ = ["WORTH", "howto_title", "title_signs"]

MIN_TITLE, MAX_TITLE = 4, 140  # code points
REACH = 160  # lines above the parts
TOP, BOTTOM = 3, 25  # lines at the ends of a page
STEM = 5  # code points of a word that count
MIN_WORD = 3
ALIKE = 0.6  # of the words of two lines
MOST_ALIKE, MOST_SAID, MOST_SAME = 3, 5, 5
MANY_WORDS = 10
LONG = 60  # code points of a title; more are worth no more
BELOW = 3  # lines below a title that tell of the page
DISTANCES = (4, 12, 30, 60)  # lines between the title and the parts
SHARED = 0.8  # of a line's words that the first line has too
WORTH = {
    "far away": -2.4,
    "one word": -1.6,
    "said once": -1.3,
    "said at an end": -0.8,
    "full stop": -0.8,
    "many words": -0.7,
    "numbered": -0.7,
    "small letter": -0.7,
    "said by many lines": -0.6,
    "counts": -0.5,
    "within 60 lines": -0.5,
    "within 4 lines": 0.3,
    "date below": 0.8,
    "within 30 lines": 1.0,
    "said in others": 1.0,
    "words in the parts": 1.1,
    "begins the first line": 1.1,
    "others alike": 1.2,
    "words told once": 1.2,
    "said by the first line": 1.4,
    "capitals": 1.5,
    "within 12 lines": 1.6,
    "lower heading": 1.6,
    "words told often": 1.8,
    "words in the parts, several": 1.9,
    "length": 1.9,
    "author below": 2.0,
    "first heading": 2.4,
}
_NO_END = (":", ",", ";", "?")
_STOP = (".", "!", "…")
_COUNTS = re.compile(r"[0-9][.,][0-9]|^[0-9]+ |kcal|[{}@|]|https?:|www\.")
_NUMBERED = re.compile(r"[0-9]{1,2}[.)]\s")
_BULLETS = "\u2022*#\u00b7\u25aa \u00a0"
_HASHES = re.compile(r"#{1,6}(?=\s)")
_WORD = re.compile(r"\w+")


def howto_title(document: Document, evidence: Sequence[Evidence], howto: HowTo) -> TitleSpan | None:
    """Where the title stands above the parts of a how-to, or None where nothing there may be one."""
    heading = title_heading(document.layout, evidence)
    if heading >= 0:
        piece = document.pieces[heading]
        return TitleSpan(heading, piece.start + title_lead(evidence[heading].text), piece.end)
    best, at = 0.0, -1
    for i, signs in title_signs(evidence, howto):
        worth = sum(WORTH.get(name, 0.0) * value for name, value in signs.items())
        if at < 0 or worth > best:
            best, at = worth, i
    if at < 0:
        return None
    piece = document.pieces[at]
    words = evidence[at].text.strip(_BULLETS)
    start = max(document.folded.find(words, piece.start, piece.end), piece.start)
    return TitleSpan(at, start + title_lead(words), start + len(words))


def title_signs(evidence: Sequence[Evidence], howto: HowTo) -> Iterator[tuple[int, dict[str, float]]]:
    """Each line that may be the title, and its signs."""
    page = _Page(evidence, howto)
    for i in range(max(0, howto.first - REACH), howto.first):
        if page.may_be_title(i):
            yield i, {**page.words_of(i), **page.repeats_of(i), **page.place_of(i)}


class _Page:
    """The lines of a page as its title is looked for."""

    def __init__(self, evidence: Sequence[Evidence], howto: HowTo) -> None:
        self.evidence, self.first = evidence, howto.first
        self.lines = [seen.text.strip(_BULLETS) if seen.length <= MAX_TITLE else "" for seen in evidence]
        self.low = [line.casefold() for line in self.lines]
        self.near = range(max(0, howto.first - REACH), min(len(evidence), howto.end + REACH))
        self.texts = {i: evidence[i].text.casefold() for i in self.near}
        self.stems = {i: frozenset(_stems(self.low[i])) for i in self.near}
        self.in_parts = {
            stem for a, b in howto.content for i in range(a, b) for stem in _stems(evidence[i].text.casefold())
        }
        self.told = Counter(stem for seen in evidence if seen.running for stem in set(_stems(seen.text.casefold())))
        self.same = Counter(self.low)
        top = self.low[:TOP] if howto.first > TOP else []
        self.ends = {*top, *self.low[max(howto.first, len(evidence) - BOTTOM) :]}

    def may_be_title(self, at: int) -> bool:
        line = self.lines[at]
        if len(line) < MIN_TITLE or line.endswith(_NO_END) or self.evidence[at].running or not self.stems[at]:
            return False
        return not part_of(line) and not is_howto_button(line)

    def words_of(self, at: int) -> dict[str, float]:
        """What the words of a line say of it."""
        line, stems = self.lines[at], [*_stems(self.low[at])]
        long = [word for word in _WORD.findall(line) if len(word) > MIN_WORD]
        parts = sum(stem in self.in_parts for stem in stems) / len(stems)
        return {
            "words in the parts": parts,
            "words in the parts, several": parts * (len(stems) > 1),
            "words told once": sum(self.told[stem] > 0 for stem in stems) / len(stems),
            "words told often": sum(self.told[stem] > 1 for stem in stems) / len(stems),
            "small letter": float(line[0].islower()),
            "capitals": sum(word[0].isupper() for word in long) / len(long) if long else 0.0,
            "one word": float(len(stems) == 1),
            "many words": float(len(stems) >= MANY_WORDS),
            "length": min(len(line), LONG) / LONG,
            "full stop": float(line.endswith(_STOP)),
            "counts": float(_COUNTS.search(line) is not None),
            "numbered": float(_NUMBERED.match(line) is not None),
        }

    def repeats_of(self, at: int) -> dict[str, float]:
        """How the page says a line again."""
        line, stems = self.low[at], self.stems[at]
        said = sum(line in text for i, text in self.texts.items() if self.low[i] != line)
        alike = sum(
            len(stems & other) >= ALIKE * max(len(stems), len(other))
            for i, other in self.stems.items()
            if other and self.low[i] != line
        )
        words = _WORD.findall(line)
        shared = at > 0 and sum(word in self.low[0] for word in words) >= SHARED * len(words)
        return {
            "said once": float(self.same[line] == 1),
            "said by many lines": float(self.same[line] > MOST_SAME),
            "said in others": min(said, MOST_SAID) / MOST_SAID,
            "others alike": min(alike, MOST_ALIKE) / MOST_ALIKE,
            "said at an end": float(line in self.ends),
            "said by the first line": float(shared),
            "begins the first line": float(at > 0 and self.low[0].startswith(line)),
        }

    def place_of(self, at: int) -> dict[str, float]:
        """Where a line stands, and what stands below it."""
        away = self.first - at
        place = next((f"within {most} lines" for most in DISTANCES if away <= most), "far away")
        below = self.evidence[at + 1 : at + 1 + BELOW]
        mark = _HASHES.match(self.evidence[at].text)
        named = [seen.text if seen.length <= MAX_TITLE else "" for seen in (*below, *self.evidence[at + 4 : at + 5])]
        return {
            place: 1.0,
            "first heading": float(mark is not None and mark.end() == 1),
            "lower heading": float(mark is not None and mark.end() > 1),
            "date below": float(any(seen.length <= LONG and names_a_date(seen.text) for seen in below)),
            "author below": float(any(named_author(a, b) for a, b in pairwise(named))),
        }


def _stems(line: str) -> Iterator[str]:
    """The beginnings of the words of a line."""
    return (word[:STEM] for word in _WORD.findall(line) if len(word) >= MIN_WORD)
