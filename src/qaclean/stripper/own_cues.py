"""Which lines, and which words of lines, the user's own rules name: literals are looked up together, patterns have a time limit a rule and page."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Any

import regex

from qaclean.profiles.own_rules import Rule
from qaclean.rules import any_of
from qaclean.segments.document import fold
from qaclean.stripper.pattern_literals import required_words

__all__ = ["Finder", "Patience", "finder_of", "plain"]

_SPACES = str.maketrans(dict.fromkeys("\t\u00a0\u2002\u2003\u2009\u202f\u3000", " "))


def plain(text: str) -> str:
    """A text as literals are compared: full-width forms as ASCII, every blank a space; the length stays.

    >>> plain("Re\uff1a\\u3000x")
    'Re: x'
    """
    return fold(text).translate(_SPACES)


def _folded(text: str) -> str:
    """... and white space folded, for what is compared whole."""
    return " ".join(text.split())


class Patience:
    """The time that patterns take on one page: a rule that is over the limit is tried no more there, and named in `late`."""

    def __init__(self, limit: float = 1.0) -> None:
        self.limit = limit
        self.spent: dict[tuple[str, int], float] = {}  # by the place of the rule
        self.late: list[Rule] = []

    def ask(self, rule: Rule, search: Callable[[float], list[tuple[int, int]]]) -> list[tuple[int, int]]:
        """What a search finds in the time that is left, or nothing."""
        place = (rule.origin, rule.line)
        left = self.limit - self.spent.get(place, 0.0)
        if left <= 0.0:
            return []
        began = time.monotonic()
        try:
            return search(left)
        except TimeoutError:
            self.late.append(rule)
            self.spent[place] = self.limit
            return []
        finally:
            self.spent[place] = self.spent.get(place, 0.0) + time.monotonic() - began


class Finder:
    """Some rules with what they look for. Of several that a line fits the first kind of cue names it (whole, starts, ends, words, pattern), then the first rule."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.whole: dict[str, Rule] = {}
        self.starts: dict[str, Rule] = {}
        self.ends: dict[str, Rule] = {}
        self.words: dict[str, Rule] = {}
        for rule in rules:
            for word in rule.whole:
                self.whole.setdefault(_folded(plain(word)), rule)
            for table, words in ((self.starts, rule.starts), (self.ends, rule.ends), (self.words, rule.words)):
                for word in words:
                    table.setdefault(plain(word).strip(), rule)
        self.start_lengths = sorted({len(word) for word in self.starts}, reverse=True)
        self.end_lengths = sorted({len(word) for word in self.ends}, reverse=True)
        self.scan: Any = any_of(sorted(self.words)) if self.words else None
        patterns = [rule for rule in rules if rule.pattern]
        self.patterns: list[tuple[Rule, Any, str]] = [
            (rule, regex.compile(rule.pattern), required_words(rule.pattern)) for rule in patterns
        ]

    def find(self, line: str, text: str, patience: Patience) -> Rule | None:
        """The rule that a line fits, or None; `line` is its text as `plain` gives it."""
        if self.whole and (rule := self.whole.get(_folded(line))) is not None:
            return rule
        for _, _, rule in self._edges(line):
            return rule
        if self.scan is not None and (match := self.scan.search(line)) is not None:
            return self.words[match.group()]
        for rule, pattern, needed in self.patterns:
            if needed in text and patience.ask(rule, partial(_first, pattern, text)):
                return rule
        return None

    def spans(self, line: str, text: str, patience: Patience) -> list[tuple[int, int, Rule]]:
        """The words of a line that the rules name, in order; they may overlap."""
        found = list(self._edges(line))
        if self.scan is not None:
            found += [(m.start(), m.end(), self.words[m.group()]) for m in self.scan.finditer(line)]
        for rule, pattern, needed in self.patterns:
            if needed not in text:
                continue
            spans = patience.ask(rule, partial(_all, pattern, text))
            found += [(start, end, rule) for start, end in spans]
        return sorted(found, key=lambda row: (row[0], -row[1]))

    def _edges(self, line: str) -> Iterator[tuple[int, int, Rule]]:
        """The longest beginning and the longest end of a line that the rules name."""
        for length in self.start_lengths:
            if (rule := self.starts.get(line[:length])) is not None:
                yield 0, length, rule
                break
        for length in self.end_lengths:
            if length <= len(line) and (rule := self.ends.get(line[-length:])) is not None:
                yield len(line) - length, len(line), rule
                break


def _first(pattern: Any, text: str, seconds: float) -> list[tuple[int, int]]:
    match = pattern.search(text, timeout=seconds)
    return [match.span()] if match is not None and match.end() > match.start() else []


def _all(pattern: Any, text: str, seconds: float) -> list[tuple[int, int]]:
    found = pattern.finditer(text, timeout=seconds)
    return [match.span() for match in found if match.end() > match.start()]


@lru_cache(maxsize=64)
def finder_of(rules: tuple[Rule, ...]) -> Finder:
    """The finder of some rules, made once."""
    return Finder(rules)
