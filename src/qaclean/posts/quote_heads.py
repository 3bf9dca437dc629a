"""Heads of quotes in lines of text: whose words follow (`ann wrote: ↑`, `Originally Posted by ann`), over one line or several, and the
buttons that end a quote (`rules/quotes.toml`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.text.dates import names_a_date
from qaclean.text.moments import ends_in_time

__all__ = [
    "MAX_LINE",
    "MAX_NAME",
    "QuoteHead",
    "QuoteWords",
    "find_head",
    "is_quote_button",
    "quote_words",
    "told_inside",
]

MAX_LINE = 110  # code points of an attribution
MAX_NAME = 40  # ... of a line that is only a name and a colon
SHORT = 24  # ... of one that ends with a verb or with the half of the day
BELOW = 4  # rows below the first of a head that may belong to it
_MARKS = " :\u2191.,()@<>\u00a0"


class QuoteWords(NamedTuple):
    """The words of `rules/quotes.toml`, lower case; `verb` is a line of nothing but a verb, `glued` a head with words behind it,
    `of_boards` what the heads say that boards reached by telnet write."""

    said: re.Pattern[str]
    verb: re.Pattern[str]
    glued: re.Pattern[str]
    heads: tuple[str, ...]
    boards: tuple[str, ...]
    between: tuple[str, ...]
    buttons: frozenset[str]
    ends: frozenset[str]
    of_boards: re.Pattern[str]


class QuoteHead(NamedTuple):
    """The rows `[first, last)` of a head. `sure`: no sentence of an author reads so."""

    first: int
    last: int
    sure: bool


@lru_cache(maxsize=1)
def quote_words() -> QuoteWords:
    """The words, compiled once."""
    data = load("quotes")
    words = "|".join(re.escape(word) for word in sorted(data["said"], key=len, reverse=True))
    return QuoteWords(
        compile_at_once(rf"^.{{1,80}}?\s?(?:{words})\s?:?\s?(?:\u2191\s?)?(?P<rest>.{{0,40}})$"),
        compile_at_once(rf"(?:{words})(?:\s(?:in|auf|dans)\s.{{1,80}})?\s?:?\s?\u2191?"),
        compile_at_once(rf"(?P<head>.{{1,60}}?\s?(?:{words})\s?:)\s?(?=\S)"),
        tuple(data["heads"]),
        tuple(data["boards"]),
        tuple(data["between"]),
        frozenset(data["buttons"]),
        frozenset(data["ends"]),
        compile_at_once("|".join(map(re.escape, data["of_boards"]))),
    )


def is_quote_button(line: str) -> bool:
    """Whether a line (lower case) is only a button of a quote.

    >>> is_quote_button("click to expand..."), is_quote_button("click here")
    (True, False)
    """
    return line.rstrip("\u2026.: ") in quote_words().buttons


def told_inside(line: str) -> int:
    """The length of the head that stands before the quoted words on their own line (`ann wrote:It snaps`), or 0."""
    match = quote_words().glued.match(line.lower()) if ":" in line[:70] else None
    return match.end() if match is not None else 0


def find_head(lines: Sequence[str], at: int, low: int, high: int, names: Collection[str]) -> QuoteHead | None:
    """The head of a quote whose telling line is `at`, of rows in `[low, high)`; `lines` are lower case (of
    longer ones their beginnings, more than `MAX_LINE`), `names` those of the page's authors.

    The name, the date and the buttons of the head may stand on lines of their own around that line.
    """
    line, words = lines[at], quote_words()
    if not line or len(line) > MAX_LINE or not _may_end(line, words):
        return None
    bare = words.verb.fullmatch(line) is not None
    headed = line.startswith(words.heads)
    said = None if bare or headed else words.said.match(line)
    dated = not bare and not headed and said is None and _between(line)
    if said is not None and not (line[-1] in ":\u2191" or not said["rest"].strip() or names_a_date(said["rest"])):
        said = None
    if not (bare or headed or dated or said is not None):
        return None
    if headed and len(line) > MAX_NAME and not names_a_date(line) and line[-1] not in ":\u2191]":
        return None
    first = at
    if bare:
        if at - 1 < low or not _is_name(lines[at - 1]):
            return None
        first = at - 1
    first = _upwards(lines, first, low)
    last = _downwards(lines, at, high, nameless=headed and line.strip(_MARKS) in words.heads)
    named = any(lines[i].strip(_MARKS) in names for i in range(first, last)) or line.startswith(tuple(names))
    closed = line[-1] in ":\u2191" or names_a_date(line)
    return QuoteHead(
        first, last, line.startswith(words.boards) or (named and (closed or bare)) or (bare and last > at + 1)
    )


def _may_end(line: str, words: QuoteWords) -> bool:
    """A cheap test: a head ends with a mark, with its date, in a script without spaces, is short, or begins as boards begin theirs."""
    last = line[-1]
    return (
        last in ":\u2191]" or last.isdigit() or not last.isascii() or len(line) <= SHORT or line.startswith(words.heads)
    )


def _between(line: str) -> bool:
    return any(word in line for word in quote_words().between) and names_a_date(line)


def _is_name(line: str) -> bool:
    return 0 < len(line) <= MAX_NAME and line[-1] not in "?!;\u3002"


def _upwards(lines: Sequence[str], first: int, low: int) -> int:
    """The first row of a head above its name: the day it was said, the button or mark of the quote."""
    for _ in range(2):
        above = lines[first - 1] if first > low else ""
        dated = above[-1:] in (",", ")") and len(above) <= MAX_NAME and names_a_date(above)
        if above and (
            dated or is_quote_button(above) or (above.startswith(quote_words().heads) and len(above) <= MAX_NAME)
        ):
            first -= 1
    return first


def _downwards(lines: Sequence[str], at: int, high: int, *, nameless: bool) -> int:
    """The row behind a head: below the line that tells it stand the name, where it has none (`nameless`), marks, its date, a button."""
    last = at + 1
    for i in range(at + 1, min(at + 1 + BELOW, high)):
        line = lines[i]
        if nameless and _is_name(line):
            nameless = False
        elif not (
            not line.strip(_MARKS)
            or quote_words().verb.fullmatch(line)
            or is_quote_button(line)
            or (len(line) <= MAX_NAME and ends_in_time(line) and names_a_date(line))
        ):
            break
        last = i + 1
    return last
