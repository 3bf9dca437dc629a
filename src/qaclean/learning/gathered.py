"""What is counted over the pages of a site, one after the other, in bounded memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from qaclean.learning.observed import Line, Observed
from qaclean.learning.shapes import label_of, shape_of
from qaclean.learning.tallies import Seen, Tally
from qaclean.learning.templates import segments_of

__all__ = ["Gathered"]

SAMPLE = 400  # pages that are held, line by line, for what counts alone do not tell


class Gathered:
    """What is counted over the pages of a site, one after the other; holds the lines of `SAMPLE` pages at most, spread evenly."""

    def __init__(self) -> None:
        self.pages = self.markup = 0
        self.hosts: Counter[str] = Counter()
        self.lines, self.shapes, self.labels, self.places, self.segments = (Tally() for _ in range(5))
        self.sample: list[Observed] = []
        self.stride = 1

    def add(self, page: Observed) -> None:
        """Count one page."""
        if self.pages % self.stride == 0:
            self.sample.append(page)
            if len(self.sample) > SAMPLE:
                self.sample = self.sample[::2]
                self.stride *= 2
        self.pages += 1
        self.markup += page.markup
        if page.host and (page.host in self.hosts or len(self.hosts) < SAMPLE):
            self.hosts[page.host] += 1
        on_page: dict[tuple[int, str], Seen] = {}
        for line in page.lines:
            for kind, tally, words in self._words(line, page.title):
                seen = on_page.get((kind, words))
                if seen is None:
                    seen = on_page[kind, words] = tally.on_page(words)
                seen.add(line)

    def _words(self, line: Line, title: str) -> Iterator[tuple[int, Tally, str]]:
        if line.text != title:
            yield 0, self.lines, line.text
            if (shape := shape_of(line.text, title)) is not None:
                yield 1, self.shapes, shape
            if (label := label_of(line.text)) is not None:
                yield 2, self.labels, label
            yield from ((4, self.segments, part) for part in segments_of(line.text))
        for place in line.places:
            yield 3, self.places, place
