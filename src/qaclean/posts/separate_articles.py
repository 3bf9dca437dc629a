"""Pages that show several articles, one below the other: a blog's front page. The first is what the page is about; the others have pages of their own.

What tells them from the posts of a thread is the heading of each: it leads to a page of its own, and no two say the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.rules import load
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date

__all__ = ["first_article_end"]

FEWEST = 2  # articles
SETS = 4  # of repeated elements that are looked at, the likeliest first
HEAD = 4  # lines of an article among which its heading is
SHARE = 0.8  # of the elements that have a heading of their own
LINKED = 0.8  # of a heading
WIDE = 6  # wide characters of a heading that is no name
MAX_DATED = 100  # code points of a line that dates an article
TOLD = 120  # code points of running text in the first, and in all others


@lru_cache(maxsize=1)
def _again() -> re.Pattern[str]:
    """What a heading begins with that answers another."""
    return compile_at_once(rf"(?i)^(?:{'|'.join(map(re.escape, load('post_lines')['again']))})\s?[:：]\s?")


def first_article_end(layout: Layout, evidence: Sequence[Evidence], elements: Sequence[RepeatedElements]) -> int:
    """The first line behind the first of the articles that a page shows one below the other; -1 where it shows no such."""
    for row in elements[:SETS]:
        if len(row.nodes) < FEWEST:
            continue
        spans = [(layout.nodes.firsts[node], layout.nodes.lasts[node]) for node in row.nodes]
        heads = {head for span in spans if (head := _own_heading(layout, evidence, *span))}
        if len(heads) < max(FEWEST, SHARE * len(spans)) or 2 * sum(map(_is_phrase, heads)) < len(heads):
            continue
        if sum(any(_dates(seen) for seen in evidence[first:last]) for first, last in spans) < SHARE * len(spans):
            continue
        told = [sum(seen.length for seen in evidence[first:last] if seen.running) for first, last in spans]
        if told[0] >= TOLD and sum(told[1:]) >= TOLD and _own_heading(layout, evidence, *spans[0]):
            return spans[0][1]
    return -1


def _is_phrase(heading: str) -> bool:
    """Whether a heading is more than a name: several words, or as many wide characters."""
    return " " in heading or sum(char > "\u2e80" for char in heading) >= WIDE


def _dates(seen: Evidence) -> bool:
    return not seen.running and seen.length <= MAX_DATED and names_a_date(seen.text)


def _own_heading(layout: Layout, evidence: Sequence[Evidence], first: int, last: int) -> str:
    """The words of the heading at the head of some lines, where it leads somewhere and is no date or number; else nothing."""
    for i in range(first, min(first + HEAD, last)):
        seen, origin = evidence[i], layout.origins[i]
        if origin.level and origin.link >= LINKED * seen.length:
            words = _again().sub("", seen.text).strip(" #").casefold()
            return "" if names_a_date(seen.text) or words.isdecimal() else words
    return ""
