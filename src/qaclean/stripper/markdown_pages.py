"""Labels of a Markdown page: the chain's for its text, revised by what the markup told of the lines.

The page's title is a heading, whatever stands above it; a list of nothing but links is navigation; a block of code is kept whole. Named passes, in order,
each from labels to labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from qaclean.evidence import Evidence
from qaclean.readers.html import LineOrigin

__all__ = ["MarkdownLines", "title_line"]

KEEP, DROP = 0, 1
ALL_LINK = 0.9  # of a line that is a link
MIN_LINKS = 3  # lines of links that are a list of them
MIN_TITLE = 4  # code points
MAX_TITLE = 200


class MarkdownLines(NamedTuple):
    """What the passes look at: evidence and origin of each line, and the title that the file's head declares."""

    evidence: Sequence[Evidence]
    origins: Sequence[LineOrigin]
    declared: str

    def revise(self, labels: list[int]) -> list[int]:
        """The labels after all passes."""
        if not labels:
            return labels
        labels = whole_code(self, labels)
        labels = no_link_lists(self, labels)
        return titled(self, labels)


def title_line(lines: MarkdownLines) -> int:
    """The line that is the page's title, or -1: the heading that the declared title names, the declared title itself, the first heading."""
    headings = [i for i, origin in enumerate(lines.origins) if origin.level]
    if lines.declared:
        named = [i for i in headings if _names(lines.evidence[i].text, lines.evidence[0].text)]
        return named[0] if named else 0
    for level in (1, 2):
        rows = [i for i in headings if lines.origins[i].level == level and MIN_TITLE <= lines.evidence[i].length <= MAX_TITLE]
        if rows:
            return rows[0]
    return -1


def _names(heading: str, title: str) -> bool:
    return MIN_TITLE <= len(heading) <= len(title) and (
        title.startswith(heading) or (heading in title and 2 * len(heading) > len(title))
    )


def titled(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """The title stays, and what stands above it goes, but for running text."""
    title = title_line(lines)
    if title < 0:
        return labels
    above = [KEEP if label == KEEP and lines.evidence[i].running else DROP for i, label in enumerate(labels[:title])]
    return [*above, KEEP, *labels[title + 1 :]]


def no_link_lists(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """Several lines one after the other that are links and nothing else are no content."""
    new = list(labels)
    for linked, run in groupby(range(len(new)), key=lambda i: _is_link(lines, i)):
        rows = list(run)
        if linked and len(rows) >= MIN_LINKS:
            for i in rows:
                new[i] = DROP
    return new


def _is_link(lines: MarkdownLines, index: int) -> bool:
    origin = lines.origins[index]
    return not origin.level and origin.link >= ALL_LINK * max(lines.evidence[index].length, 1)


def whole_code(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """Code of which something is kept, or that stands between kept lines, is kept whole."""
    new = list(labels)
    for code, run in groupby(range(len(new)), key=lambda i: lines.origins[i].code):
        rows = list(run)
        beside = new[max(rows[0] - 1, 0)] == KEEP and new[min(rows[-1] + 1, len(new) - 1)] == KEEP
        if code and (beside or any(new[i] == KEEP for i in rows)):
            for i in rows:
                new[i] = KEEP
    return new
