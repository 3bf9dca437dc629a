"""Patterns behind one class of what they begin with: `re` skips over a text where a pattern begins with a class, and tries any other at each character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from qaclean.patterns import compile_on_use

__all__ = ["both_cases", "led", "led_matches", "led_spans"]

# Letters that are `i`, `s`, `k` or Cyrillic ones where case is ignored.
_OTHER_CASES = "\u0130\u0131\u017f\u1c80-\u1c88\u212a\u212b"


def both_cases(letters: Iterable[str]) -> str:
    """These letters large and small, to stand in a class before a pattern that ignores case; with those that `re` takes for one of them then.

    >>> re.match(f"[{both_cases('sz')}]", "ſ") is not None
    True
    """
    return "".join(sorted({case for letter in letters for case in (letter.lower(), letter.upper())})) + _OTHER_CASES


def led(begins: str, pattern: str) -> re.Pattern[str]:
    """A pattern behind the class of the characters `begins`, for `led_spans`. The pattern may hold no reference to a group of its own."""
    return compile_on_use(f"[{begins}](?<=(?=({pattern})).)", re.DOTALL)


def led_matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What the pattern alone finds in a stretch of text, none that overlaps the one before; the first group of each is what was found."""
    last = start
    for match in pattern.finditer(text, start, end):
        if match.start() >= last:
            last = match.end(1)
            yield match


def led_spans(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The spans that the pattern alone finds in a stretch of text, in code points: none that overlaps the one before.

    >>> [*led_spans(led("0-9", "[0-9]{1,2}:[0-9]{2}"), "at 10:21 or 9:300")]
    [(3, 8), (12, 16)]
    """
    for match in led_matches(pattern, text, start, len(text) if end is None else end):
        yield match.span(1)
