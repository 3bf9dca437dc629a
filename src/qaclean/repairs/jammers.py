"""The random words that Discuz! puts at the ends of lines (`font.jammer`, hidden spans), so that copies are spoilt.

Discuz!'s `jammer()` writes five to fifteen times one character of U+0020 to U+003B, a space, and one of U+003F to U+007E
(source/function/function_discuzcode.php). That grammar is exact: it never holds `<`, `=` or `>`, and two letters never stand
together. A flattener may have folded spaces and escaped characters for Markdown; full-width forms count as their ASCII.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from qaclean.patterns import compile_at_once

__all__ = ["find_jammers"]

_FIRST, _SECOND = "[!-;\uff01-\uff1b]", "[?-~\uff1f-\uff5e]"
_PAIR = compile_at_once(rf"\\?({_FIRST})? {{1,2}}\\?({_SECOND})")
_RUN = compile_at_once(rf" {{1,2}}\\?{_SECOND}(?:\\?{_FIRST}? {{1,2}}\\?{_SECOND}){{3,16}}(?![A-Za-z0-9])")
MIN_PAIRS = 5
MIN_MARKS = 2  # different marks of punctuation (no comma, no full stop) among the first characters and the second
MIN_VARIETY, ENOUGH = 0.7, 5  # of the pairs' first characters are different ones, or so many are
LEAST_VARIETY = 0.4  # ... on a page that has a surer one


def find_jammers(text: str) -> Iterator[tuple[int, int, str]]:
    """Each jammer: `(start, end, "")`, code points. Linear.

    Proof: five pairs or more of the grammar, whose first characters are as mixed as random ones are (on a page with one such, less mixed ones go too), and a place at an end of a line or
    between a space and text that is not ASCII.

    >>> text = "把螺丝拧紧。5 X* w2 N: `' _- c! E# V"
    >>> [text[:start] for start, end, _ in find_jammers(text)]
    ['把螺丝拧紧。']
    >>> list(find_jammers("选 A, B, C, D, E, F 都可以")), list(find_jammers("1 a2 b3 c4 d5 e6 f"))
    ([], [])
    """
    places: list[tuple[int, int]] = []
    for match in _RUN.finditer(text):
        start, end = match.span()
        first = start - 1 if start and re.match(_FIRST, text[start - 1]) else start
        if first and text[first - 1] == "\\":
            first -= 1
        if _stands_apart(text, first, end):
            places.append((first, end))
    proved = {place for place in places if _is_random(text[slice(*place)])}
    for first, end in places if proved else ():
        if (first, end) in proved or _is_random(text[first:end], LEAST_VARIETY):
            yield first, end, ""


def _stands_apart(text: str, start: int, end: int) -> bool:
    """At the start or the end of a line, or before text in another script."""
    behind = text[end : end + 2].lstrip(" ")
    return (not behind or behind[0] in "\r\n" or behind[0] > "\x7f" or not start or text[start - 1] in "\r\n") and not (
        start and text[start - 1].isascii() and text[start - 1].isalnum()
    )


def _is_random(run: str, variety: float = MIN_VARIETY) -> bool:
    pairs = [(first, second) for first, second in _PAIR.findall(run) if second]
    firsts = [first for first, _ in pairs if first]
    marks = {mark for pair in pairs for mark in pair if mark and not mark.isalnum() and mark not in ",."}
    mixed = len(set(firsts)) >= min(variety * len(firsts), ENOUGH)
    return len(pairs) >= MIN_PAIRS and mixed and len(marks) >= (MIN_MARKS if variety == MIN_VARIETY else 1)
