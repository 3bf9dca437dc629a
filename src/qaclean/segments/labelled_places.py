"""Places in a line that holds several questions and answers with labels (`Q: … A: … Q: …`): before each label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.segments.boundaries import Place

__all__ = ["has_labels", "labelled_places"]

MIN_LINE = 200  # code points
FEWEST = 3  # questions with a label, and answers


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    """A label of a question or an answer with its colon, behind white space or the end of a sentence."""
    data = load("prefixes")
    asks, tells = ("|".join(sorted(map(re.escape, data[key]), key=len, reverse=True)) for key in ("question", "answer"))
    return compile_at_once(rf"(?:(?<=[\s.!?。”\")])|^)(?:(?P<asks>{asks})|(?:{tells}))[0-9]{{0,3}}\s?:")


def has_labels(text: str) -> bool:
    """A cheap test: can any line of a folded text hold so many labels?"""
    return len(text) >= MIN_LINE and text.count(":") >= 2 * FEWEST


def labelled_places(text: str, start: int, end: int) -> list[Place]:
    """Where a folded line is cut: before the labels, where three questions and three answers have one and a label of the other kind stands behind most; none in
    other lines. Linear.

    >>> said = "The tap drips when it is cold outside, what should I look at first?"
    >>> line = "Help " + " ".join(f"Q: {said} A: Turn the valve of pump {n} by hand." for n in range(3))
    >>> [line[place.end :][:5] for place in labelled_places(line, 0, len(line))]
    ['Q: Th', 'A: Tu', 'Q: Th', 'A: Tu', 'Q: Th', 'A: Tu']
    >>> labelled_places("I wrote Q: first, and A: behind it. " * 2 + said * 3, 0, 270)
    []
    """
    if end - start < MIN_LINE or text.count(":", start, end) < 2 * FEWEST:
        return []
    found = [(match.start(), match["asks"] is not None) for match in _labels().finditer(text, start, end)]
    asked = sum(asks for _, asks in found)
    turns = sum(one[1] != other[1] for one, other in pairwise(found))
    if min(asked, len(found) - asked) < FEWEST or turns < FEWEST + 1:
        return []
    return [*_before(text, (at for at, _ in found if at > start))]


def _before(text: str, found: Iterator[int]) -> Iterator[Place]:
    """The places before these positions, with the white space there."""
    for at in found:
        low = at
        while low and text[low - 1].isspace():
            low -= 1
        if low:
            yield Place(low, at)
