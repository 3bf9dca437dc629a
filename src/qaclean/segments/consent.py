"""Texts that ask for consent to cookies: running text, often longer than the page's own, and furniture all the same.

A block of such lines (`rules/consent.toml`) goes with its buttons, where the page has text beside it and is not about cookies itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.rules import any_of, load

__all__ = ["find_consent", "may_ask", "phrases_of"]

FEWEST = 2  # lines with two phrases or more that prove a text
MAX_GAP = 3  # other short lines between two lines of one text
SHORT = 60  # code points of such a line
MIN_LEFT = 40  # code points that must be left beside the text, for a page to be anything else
_MARKS = " .!:·|>»›✓×✕\t"


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], frozenset[str], tuple[str, ...]]:
    data = load("consent")
    return any_of(data["phrases"]), frozenset(data["buttons"]), tuple(data["needs"])


def phrases_of(line: str) -> int:
    """How many different phrases of a consent text a line holds.

    >>> phrases_of("We and our partners use cookies."), phrases_of("Bake the cookies.")
    (2, 1)
    """
    return len(set(_words()[0].findall(line.lower())))


def may_ask(text: str) -> bool:
    """A cheap test of a whole text: whether any line of it can be of a consent text."""
    return any(map(text.__contains__, _words()[2]))


def find_consent(lines: Sequence[str]) -> frozenset[int]:
    """The lines of consent texts, buttons and headings among them, by index. Linear.

    None where the page is nothing else, or where its own text speaks of cookies.

    >>> asked = ["We and our partners use cookies, and process personal data of yours."] * 2
    >>> sorted(find_consent([*asked, "AGREE", "How to renew a book", "You can renew it three times at the desk or by telephone."]))
    [0, 1, 2]
    """
    if not any(may_ask(line) for line in lines if len(line) >= SHORT):
        return frozenset()
    counts = [phrases_of(line) if len(line) >= SHORT else 0 for line in lines]
    if sum(count >= 2 for count in counts) < FEWEST:
        return frozenset()
    found: set[int] = set()
    run: list[int] = []
    for i, (line, count) in enumerate(zip(lines, counts, strict=True)):
        parted = run and (i - run[-1] > MAX_GAP or (not count and len(line) >= SHORT))
        if parted:
            found |= _whole(lines, counts, run)
            run = []
        if count:
            run.append(i)
    found |= _whole(lines, counts, run)
    own = [line for i, line in enumerate(lines) if i not in found and len(line) >= MIN_LEFT]
    return frozenset(found) if own and not any("cookie" in line.lower() for line in own) else frozenset()


def _whole(lines: Sequence[str], counts: Sequence[int], run: Sequence[int]) -> set[int]:
    """A run of such lines with the buttons around and the short lines in it, where it is a consent text."""
    if sum(counts[i] >= 2 for i in run) < FEWEST:
        return set()
    first, last = run[0], run[-1]
    while first and _is_button(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and _is_button(lines[last + 1]):
        last += 1
    return set(range(first, last + 1))


def _is_button(line: str) -> bool:
    return len(line) <= SHORT and line.strip(_MARKS).lower() in _words()[1]
