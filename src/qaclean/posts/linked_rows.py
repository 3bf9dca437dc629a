"""Repeated elements that look like posts, with names and dates, but are the rows of an index: each has a title that leads elsewhere and no text of its own, or says who wrote and when and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.columns import WIDE, columns_of
from qaclean.text.dates import names_a_date

__all__ = ["are_linked_rows"]

LEAST = 8  # rows
MIN_TITLE = 12  # columns of a title: a name of a member is shorter, and one word
WHOLE = 0.8  # of a line of a title stands in a link
TITLED = 0.9  # of the rows have one, each another
OWN = 40  # code points outside links of a line that is text
MAX_DATED = 80  # code points of a line that says who wrote last, and when
MAX_TEXT = 600  # code points of text on the page: more is what it is about
TOLD = 0.2  # of the rows may have such a line


def are_linked_rows(layout: Layout, evidence: Sequence[Evidence], rows: RepeatedElements) -> bool:
    """Whether the elements are rows of an index."""
    if len(rows.nodes) < LEAST:
        return False
    ranges = [range(layout.nodes.firsts[n], layout.nodes.lasts[n]) for n in rows.nodes]
    own = (
        seen.length - origin.link
        for seen, origin in zip(evidence, layout.origins, strict=True)
        if _is_text(seen, origin.link)
    )
    if sum(own) > MAX_TEXT:
        return False
    if all(_tells_who_and_when(evidence, lines) for lines in ranges):
        return True
    told = sum(any(_is_text(evidence[i], layout.origins[i].link) for i in lines) for lines in ranges)
    if told > TOLD * len(ranges):
        return False
    titles = [_title(evidence, layout, lines) for lines in ranges]
    return len({title for title in titles if title}) >= TITLED * len(ranges)


def _is_text(seen: Evidence, linked: int) -> bool:
    return seen.length - linked >= OWN and not names_a_date(seen.text)


def _tells_who_and_when(evidence: Sequence[Evidence], lines: range) -> bool:
    """Whether a row is a short line with a date and nothing else: what was said last, and its title stands beside it."""
    return len(lines) == 1 and evidence[lines[0]].length <= MAX_DATED and names_a_date(evidence[lines[0]].text)


def _title(evidence: Sequence[Evidence], layout: Layout, lines: range) -> str:
    """The longest line of a row that is a link and may be a title: several words, no date."""
    found = [
        evidence[i].text
        for i in lines
        if layout.origins[i].link >= WHOLE * evidence[i].length and _may_be_title(evidence[i].text)
    ]
    return max(found, key=len, default="")


def _may_be_title(line: str) -> bool:
    return columns_of(line) >= MIN_TITLE and (" " in line or line > WIDE) and not names_a_date(line)
