"""What speaks for a line of a dump as the title of what stands below it: its words, how the page says it again, where it stands.

The title's words come again in what the page holds; lines around say it again; a byline, a count or a description stands below. A menu's entry, a
value with its label or the text of a picture has few of these signs. The worth of each sign is learned from saved pages, each flattened by eight
tools, as a choice among the lines above what the title names (`training/titles.py`, `howto_title_weights.json`, `thread_title_weights.json`): for how-tos, and for threads, whose signs
`title_lines.py` has more of. Cross-validated by site it is right for 0.91 to 0.96 of the dumps of how-tos with a line that says the title, and, where that is so, 0.83 to 0.98 of those of threads.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache, partial
from itertools import chain, compress, repeat
from math import log2
from operator import add, mul
from typing import Literal, NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.model import Range
from qaclean.segments.signals import Evidence
from qaclean.shipped import read_shipped
from qaclean.text.named_authors import is_name, named_author
from qaclean.text.section_heads import begins_part, is_howto_button, part_of

__all__ = ["BULLETS", "REACH", "Look", "Signs", "TitlePage", "Worth", "worth_of"]

Signs = dict[str, float]
"""How much of each sign a line has, mostly from 0 to 1."""

Worth = Literal["howto", "thread"]
"""What a title names, and so what its signs are worth."""

MIN_TITLE, MIN_WIDE, MAX_TITLE = 4, 2, 140  # code points of a title; `MIN_WIDE` of one that is not of Latin letters
REACH = 160  # lines above what a title names
TOP, BOTTOM = 3, 25  # lines at the ends of a page
STEM = 5  # code points of a word that count
MIN_WORD, HEAVY = 3, 8  # code points of a word that counts, and from which on it counts no more
SAID_AGAIN, LONGEST_SAID = (
    2,
    90,
)  # times that a page says a title that reads like a sentence, and its code points (`Lekker! Ovenschotel met prei`)
PAIR = 2  # what two characters side by side count
ALIKE = 0.6  # of the words of two lines
MOST_ALIKE, MOST_SAID, MOST_SAME, MOST_OFTEN, MOST_RUNNING = 3, 5, 5, 4, 20
MANY_WORDS = 10
LONG = 60  # code points of a title; more are worth no more
BELOW, BUTTONS, MENU = 3, 5, 4  # lines below a title that tell of the page
SHORT = 25  # code points of an entry of a menu
DISTANCES = (4, 12, 30, 60)  # lines between the title and what it names
SHARED = 0.8  # of a line's words that the first line has too
INTRODUCES, MOST_INTRODUCING = 20, 3  # lines below, of which as many running ones introduce
BULLETS = "\u2022*#\u00b7\u25aa \u00a0"
_NAMELESS = tuple("-_|–—")
_MARKS = "\u2022*\u00b7\u25aa"
_NO_END = (":", ",", ";", "?")
_STOP = (".", "!", "…", "\u3002")
_COUNTS = compile_at_once(r"[0-9][.,][0-9]|^[0-9]+ |kcal|[{}@|]|https?:|www\.")
_VALUE = compile_on_use(r"[0-9]\s?(?:min|h\b|hr|hour|std|kcal|g\b|st\b|pers)|[0-9]\W{0,3}$", re.IGNORECASE)
_NUMBERED = compile_at_once(r"[0-9]{1,2}[.)]\s")
_HASHES = compile_at_once(r"#{1,6}(?=\s)")
_UNSPACED = "\u2e80"
_NONE: frozenset[str] = frozenset()
_WORD = compile_at_once(r"\w+")
_LONG_WORD = compile_at_once(rf"\w{{{MIN_WORD},}}")
_PAIRED_WORD = compile_on_use(r"[\u2e80-\u9fff]+|[^\W\u2e80-\u9fff]+")
_PARTED = compile_on_use(r"\s[-|·—–»•:]\s|[|_]|\s[-–—]|[-–—]\s")


class Look(NamedTuple):
    """How a title is looked for: where it names a thread it may ask (`asking`); where told so, words written without spaces are told by pairs of characters
    (`paired`). `cards` are lines below the first part that may say it too, each with the head of the part that it stands above."""

    asking: bool = False
    paired: bool = False
    cards: Mapping[int, int] = {}


class TitlePage:
    """The lines of a page as its title is looked for: above line `first`, where `content`, the ranges of what it names, begin; they end at `end`.
    `look` says how the title is looked for."""

    def __init__(
        self, evidence: Sequence[Evidence], first: int, end: int, content: Iterable[Range], look: Look | None = None
    ) -> None:
        self.evidence, self.first, (self.asking, self.paired, self.cards) = evidence, first, look or Look()
        texts = [_small(seen.text) for seen in evidence]
        self.low = [
            text.strip(BULLETS) if seen.length <= MAX_TITLE else "" for text, seen in zip(texts, evidence, strict=True)
        ]
        self.near = range(max(0, first - REACH), min(len(evidence), end + REACH))
        above = [*range(self.near.start, min(first, len(evidence))), *self.cards]
        self.stems = {i: frozenset(_stems(self.low[i], paired=self.paired)) for i in above}
        # Of all other lines only those words are held that one of these has too: a page may have a million lines.
        wanted = frozenset().union(*self.stems.values())
        held: dict[str, tuple[frozenset[str], int]] = {}  # most lines are asked for several times
        stems_of = partial(_held_stems, held, wanted, self.paired)
        self.texts = texts[self.near.start : self.near.stop]
        self.joined = "\n".join(self.texts)
        self.sizes = [0] * len(self.near)  # how many words a line has
        self.lines_of: dict[str, list[int]] = {}
        for at, i in enumerate(self.near):
            found, self.sizes[at] = stems_of(self.low[i])
            for stem in found:
                self.lines_of.setdefault(stem, []).append(i)
        self.authors, self.buttons, self.values = dict[int, bool](), dict[int, bool](), dict[int, bool]()  # by the line
        self.in_parts = {stem for a, b in content for i in range(a, b) for stem in stems_of(texts[i])[0]}
        running = {text: seen.running for text, seen in zip(texts, evidence, strict=True)}
        self.said = Counter(stem for text in running for stem in stems_of(text)[0])
        self.told = Counter(stem for text, told in running.items() if told for stem in stems_of(text)[0])
        lines = {self.low[i] for i in above}
        self.same = Counter(filter(lines.__contains__, self.low))
        self.times = Counter(self.low[i] for i in self.near if self.low[i] in lines)
        self.ends = {*(self.low[:TOP] if first > TOP else ()), *self.low[max(first, len(evidence) - BOTTOM) :]}
        self.running = [i for i in range(max([first, *self.cards])) if evidence[i].running]
        self.introducing: dict[tuple[int, ...], set[str]] = {}
        line = evidence[0].text.casefold() if evidence and evidence[0].length <= 2 * MAX_TITLE else ""
        self.segments = [part.strip() for part in _PARTED.split(line) if part.strip()]
        self.of_line = set(_stems(line, paired=self.paired))
        self.of_segment = set(
            _stems(next((part for part in self.segments if len(part) >= MIN_TITLE), ""), paired=self.paired)
        )

    def candidates(self) -> Iterator[tuple[int, Signs]]:
        """Each line that may be the title, and its signs."""
        for i in [*range(max(0, self.first - REACH), self.first), *self.cards]:
            words = self.evidence[i].text.strip(BULLETS) if self.low[i] else ""
            if self._may_be_title(i, words):
                yield i, {**self._look(i, words), **self._meaning(i), **self._repeats(i), **self._place(i)}

    def _may_be_title(self, at: int, words: str) -> bool:
        if at == 0 and words[:1] in _NAMELESS:
            return False  # what is left of a `<title>` that lacks the page's own: `- Site`
        if len(words) < (MIN_TITLE if words.isascii() else MIN_WIDE) or not self.stems[at] or self.evidence[at].whole:
            return False
        if self.asking:
            return True
        if words.endswith(_NO_END) and not (self.paired and words.endswith("?")):
            return False
        if self.evidence[at].running and not self._is_said_again(at):
            return False
        return not part_of(words) and not is_howto_button(words)

    def _is_said_again(self, at: int) -> bool:
        """Whether the page says a line again that reads like a sentence, and is no longer than one a title is."""
        return len(self.low[at]) <= LONGEST_SAID and self.times[self.low[at]] >= SAID_AGAIN

    def _look(self, at: int, line: str) -> Signs:
        """How a line reads."""
        long = [word for word in _WORD.findall(line) if len(word) > MIN_WORD]
        stems = _stems(self.low[at], paired=self.paired)
        return {
            "small letter": float(line[0].islower()),
            "capitals": sum(word[0].isupper() for word in long) / len(long) if long else 0.0,
            "one word": float(len(stems) == 1),
            "many words": float(len(stems) >= MANY_WORDS),
            "length": min(len(line), LONG) / LONG,
            "full stop": float(line.endswith(_STOP)),
            "counts": float(_COUNTS.search(line) is not None),
            "value": float(_VALUE.search(line) is not None),
            "numbered": float(_NUMBERED.match(line) is not None),
            "bulleted": float(self.evidence[at].text[0] in _MARKS),
            "label": float(":" in line),
            "begins a part": float(begins_part(line) != ""),
            "name": float(is_name(line)),
        }

    def _meaning(self, at: int) -> Signs:
        """What of the page's words a line has."""
        line = self.low[at]
        weighed = [*_weighed(line, paired=self.paired)]
        stems, weights = [stem for stem, _ in weighed], [weight for _, weight in weighed]
        several, whole = len(weights) > 1, sum(weights)

        def share(known: Container[str]) -> float:
            return sum(compress(weights, map(known.__contains__, stems))) / whole

        often = [min(log2(self.said[stem]), MOST_OFTEN) / MOST_OFTEN for stem in stems]
        introduced = share(self._told_below(at))
        parts = share(self.in_parts)
        return {
            "words in the parts": parts,
            "words in the parts, several": parts * several,
            "words in the parts, one": parts * (not several),
            "words told once": share(self.told),
            "words told often": share({stem for stem in stems if self.told[stem] > 1}),
            "words told below": introduced,
            "words told below, several": introduced * several,
            "words said often": sum(often) / len(often),
            "words said often, in all": min(sum(often), MOST_OFTEN) / MOST_OFTEN,
            "words said often, each": min(often),
            "words of the first line": share(self.of_line) if at else 0.0,
            "the first line's words": len(self.stems[at] & self.of_segment) / len(self.of_segment)
            if at and self.of_segment
            else 0.0,
        }

    def _told_below(self, at: int) -> Set[str]:
        """The stems of the first running lines below a line, down to what it may name; lines beside each other have the same ones."""
        end = min(at + INTRODUCES, self.cards.get(at, self.first))
        first = bisect_right(self.running, at)
        below = tuple(i for i in self.running[first : first + MOST_INTRODUCING] if i < end)
        if below not in self.introducing:
            texts = (self.texts[i - self.near.start] for i in below)
            self.introducing[below] = {stem for text in texts for stem in _stems(text, paired=self.paired)}
        return self.introducing[below]

    def _repeats(self, at: int) -> Signs:
        """How the page says a line again."""
        line, stems = self.low[at], self.stems[at]
        said = 0
        if self.joined.count(line) > self.times[line]:
            said = sum(line in text for i, text in zip(self.near, self.texts, strict=True) if self.low[i] != line)
        counts = Counter(chain.from_iterable(map(self.lines_of.__getitem__, stems)))
        least = ALIKE * len(stems)
        alike = sum(
            shared >= ALIKE * self.sizes[i - self.near.start] and self.low[i] != line
            for i, shared in counts.items()
            if shared >= least
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
            "a part of the first line": float(at > 0 and line in self.segments),
        }

    def _place(self, at: int) -> Signs:
        """Where a line stands, and what stands below it."""
        head, evidence = self.cards.get(at, self.first), self.evidence
        away = head - at
        between = bisect_left(self.running, head) - bisect_right(self.running, at)
        place = next((f"within {most} lines" for most in DISTANCES if away <= most), "far away")
        below = evidence[at + 1 : at + 1 + BELOW]
        mark = _HASHES.match(evidence[at].text)
        menu = sum(seen.length <= SHORT and not seen.running for seen in evidence[at + 1 : at + 1 + MENU])
        return {
            place: 1.0,
            "below the first part": float(at in self.cards),
            "first line": float(at == 0),
            "away": min(away, REACH) / REACH,
            "running text between": min(between, MOST_RUNNING) / MOST_RUNNING,
            "first heading": float(mark is not None and mark.end() == 1),
            "lower heading": float(mark is not None and mark.end() > 1),
            "running text below": float(any(seen.running for seen in below)),
            "button below": self._any_below(at, BUTTONS, self.buttons, _is_button),
            "author below": float(
                any(self._names_author(i) for i in range(at + 1, min(at + 1 + BELOW, len(evidence) - 1)))
            ),
            "value below": self._any_below(at, MENU, self.values, _holds_value),
            "short lines below": menu / MENU,
        }

    def _any_below(self, at: int, most: int, known: dict[int, bool], tells: Callable[[Evidence], bool]) -> float:
        """1 where one of so many lines below a line is of a kind; `known` keeps what was told of each."""
        for i in range(at + 1, min(at + 1 + most, len(self.evidence))):
            told = known.get(i)
            if told is None:
                told = known[i] = tells(self.evidence[i])
            if told:
                return 1.0
        return 0.0

    def _names_author(self, at: int) -> bool:
        """Whether a line names an author, itself or by the line below it."""
        if at not in self.authors:
            line, below = (seen.text if seen.length <= MAX_TITLE else "" for seen in self.evidence[at : at + 2])
            self.authors[at] = named_author(line, below) is not None
        return self.authors[at]


def _is_button(seen: Evidence) -> bool:
    return is_howto_button(seen.text)


def _holds_value(seen: Evidence) -> bool:
    return seen.length <= LONG and _VALUE.search(seen.text) is not None


def worth_of(signs: Signs, of: Worth) -> float:
    """What the signs of a line are worth as the title `of` a how-to or a thread: the more, the more likely it is the title."""
    worth = _weights(of)
    told: float = sum(map(mul, map(worth.get, signs, repeat(0.0)), signs.values()))
    return told


@lru_cache(maxsize=2)
def _weights(of: Worth) -> dict[str, float]:
    weights: dict[str, float] = json.loads(read_shipped(f"posts/{of}_title_weights.json"))
    return weights


def _weighed(line: str, *, paired: bool) -> Iterator[tuple[str, int]]:
    """The stems of a line and how much each counts: long words more."""
    for word in (_PAIRED_WORD if paired else _WORD).findall(line):
        weight = PAIR if paired and word[0] >= _UNSPACED else min(len(word), HEAVY)
        yield from zip(_stems(word, paired=paired), repeat(weight))


def _small(text: str) -> str:
    """A line in small letters: itself where it has no others, as most of hanzi."""
    small = text.casefold()
    return text if small == text else small


def _held_stems(
    held: dict[str, tuple[frozenset[str], int]], wanted: frozenset[str], paired: bool, line: str
) -> tuple[frozenset[str], int]:
    """The wanted ones of the stems of a line, and how many it has; found once a page."""
    found = held.get(line)
    if found is None:
        stems = frozenset(_stems(line, paired=paired))
        found = held[line] = (wanted & stems) or _NONE, len(stems)  # an empty set of its own takes more than the line
    return found


def _stems(line: str, *, paired: bool) -> list[str]:
    """The beginnings of the words of a line; where `paired`, of what is written without spaces any two characters side by side."""
    if not paired:
        return [word[:STEM] for word in _LONG_WORD.findall(line)]
    stems: list[str] = []
    for word in _PAIRED_WORD.findall(line):
        if word[0] >= _UNSPACED:
            stems.extend(map(add, word, word[1:]))
        elif len(word) >= MIN_WORD:
            stems.append(word[:STEM])
    return stems
