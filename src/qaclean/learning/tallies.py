"""Counts of what recurs over pages without end, in bounded memory: what is rare is forgotten, and how much may have been is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qaclean.learning.observed import Line

__all__ = ["Seen", "Tally"]

CAPACITY = 60_000  # entries of one kind


class Seen:
    """What was counted of one thing: pages, times, and how often it went; characters in all, those that went and those of kept running text; the length of the longest."""

    __slots__ = ("characters", "gone", "gone_characters", "heads", "kept_prose", "longest", "pages", "reasons", "times")

    def __init__(self) -> None:
        self.pages = self.times = self.gone = self.heads = 0
        self.characters = self.gone_characters = self.kept_prose = self.longest = 0
        self.reasons: Counter[str] | None = None

    @property
    def gone_share(self) -> float:
        """How often it went, of all times."""
        return self.gone / self.times if self.times else 0.0

    @property
    def reason(self) -> str:
        """Why it went most often."""
        return min(self.reasons.items(), key=lambda row: (-row[1], row[0]))[0] if self.reasons else "site_chrome"

    def add(self, line: Line) -> None:
        """Count a line."""
        length = len(line.text)
        self.times += 1
        self.characters += length
        self.heads += line.heads
        self.longest = max(self.longest, length)
        if line.gone:
            self.gone += 1
            self.gone_characters += length
            self.add_reason(line.reason)
        elif line.prose:
            self.kept_prose += length

    def add_reason(self, reason: str) -> None:
        if self.reasons is None:
            self.reasons = Counter()
        self.reasons[reason] += 1


class Tally:
    """Things by their words. Over `CAPACITY` those seen on the fewest pages are forgotten (lossy counting): a thing that comes again may be counted on `forgotten` pages less.

    >>> tally = Tally(capacity=2)
    >>> for page in (["a", "b"], ["a", "c"], ["a", "d"]):
    ...     for word in page:
    ...         tally.on_page(word).times += 1
    >>> [(word, seen.pages) for word, seen in tally], tally.forgotten
    ([('a', 3), ('d', 1)], 2)
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self.capacity, self.forgotten = capacity, 0
        self.seen: dict[str, Seen] = {}

    def on_page(self, words: str) -> Seen:
        """The counts of a thing, seen on one more page."""
        seen = self.seen.get(words)
        if seen is None:
            if len(self.seen) >= self.capacity:
                self._forget()
            seen = self.seen[words] = Seen()
        seen.pages += 1
        return seen

    def _forget(self) -> None:
        while len(self.seen) > self.capacity // 2:
            self.forgotten += 1
            self.seen = {words: seen for words, seen in self.seen.items() if seen.pages > self.forgotten}

    def __iter__(self) -> Iterator[tuple[str, Seen]]:
        """Things and their counts, most pages first, then by their words."""
        return iter(sorted(self.seen.items(), key=lambda row: (-row[1].pages, row[0])))
