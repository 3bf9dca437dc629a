"""Page numbers that a document site put before each page of a running text: they cut words, and look like a list.

`...检查电` / `2、源插座...`: what follows each number goes on in the middle of the sentence, often of the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.patterns import compile_on_use
from qaclean.rules import load

__all__ = ["find_page_numbers"]

_MARK = compile_on_use(r"^[ \t\u3000]{0,8}([0-9]{1,3})、", re.MULTILINE)
MIN_PAGES = 3
OPEN_SHARE = 0.8  # of the breaks: no mark stands before them
MIN_LENGTH, SPREAD = 15, 0.05  # characters of a page, and how much pages of one length may differ
MIN_CUTS, CUT_SHARE = 2, 0.25  # breaks inside a word or phrase that prove it, where the lengths do not


class _PageOfText(NamedTuple):
    """One line behind a number: `mark` where the number starts, `[start, end)` the text behind it."""

    number: int
    mark: int
    start: int
    end: int


def find_page_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Each injected number with the line break before it: `(start, end, "")`, code points. Linear.

    Proof: three or more numbered lines in sequence that end without a mark, cut where no line begins or ends (`不`, `们`), and
    this at a quarter of the breaks, or once where the pages all have one length.

    >>> list(find_page_numbers("1、先把外壳的螺丝拧下来再看看是不\\n2、是线头松了如果没有松就要看一看别\\n3、的地方。"))
    [(0, 2, ''), (17, 20, ''), (36, 39, '')]
    """
    for pages in _sequences(text):
        if len(pages) >= MIN_PAGES and _proven(text, pages):
            yield pages[0].mark, pages[0].start, ""
            for left, right in pairwise(pages):
                yield left.end, right.start, ""


def _sequences(text: str) -> Iterator[list[_PageOfText]]:
    """Numbered lines that follow each other, and whose numbers do."""
    pages: list[_PageOfText] = []
    marks = list(_MARK.finditer(text))
    stops = [match.start() for match in marks[1:]] + [len(text)]
    for match, stop in zip(marks, stops, strict=False):
        line_end = text.find("\n", match.end(), stop)
        end = match.end() + len(text[match.end() : line_end if line_end >= 0 else stop].rstrip())
        page = _PageOfText(int(match[1]), match.start(1), match.end(), end)
        if pages and (page.number != pages[-1].number + 1 or not text[pages[-1].end : match.start()].isspace()):
            yield pages
            pages = []
        pages.append(page)
    if pages:
        yield pages


def _proven(text: str, pages: list[_PageOfText]) -> bool:
    breaks = [(text[left.end - 1], text[right.start : right.start + 1]) for left, right in pairwise(pages)]
    is_open = sum([last.isalnum() and first.isalnum() for last, first in breaks])
    if is_open < OPEN_SHARE * len(breaks):
        return False
    no_last, no_first = _edges()
    cuts = sum([last in no_last or first in no_first for last, first in breaks])
    if cuts >= max(MIN_CUTS, CUT_SHARE * len(breaks)):
        return True
    lengths = [page.end - page.start for page in pages[:-1]]
    even = max(lengths) - min(lengths) <= max(2, SPREAD * max(lengths))
    return cuts > 0 and even and min(lengths) >= MIN_LENGTH


@lru_cache(maxsize=1)
def _edges() -> tuple[frozenset[str], frozenset[str]]:
    """The characters that hardly any line ends with, and those that hardly any begins with."""
    table = load("characters")
    return frozenset(table["never_last"]), frozenset(table["never_first"])
