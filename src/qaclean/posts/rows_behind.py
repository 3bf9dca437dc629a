"""Where the posts of a page end and another list with dates goes on below them: recent topics, related threads.

Lines of the site stand beside every post (buttons, ranks, labels); beside the entries of the other list, which are a title and a date, none of them does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qaclean.posts.line_rows import MASS, Row

__all__ = ["without_list_behind"]

ENTRIES = 4  # dates of such a list: fewer are those of edits and quotes
ENTRY = 4  # rows of an entry beside its date
FEWEST = 3  # seams of posts, whose lines are compared
MOST = 0.75  # of those seams in which a line of the site stands
SHOWN = 2  # lines of the site that are in none of the entries
BUTTON = 40  # code points


def without_list_behind(rows: Sequence[Row], clusters: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], int]:
    """The clusters of anchors without those of a list below the posts, and the row at which this begins; 0 where there is none."""
    between = [range(a[1] + 1, b[0]) for a, b in pairwise(clusters)]
    first = len(between)
    while first and len(between[first - 1]) <= ENTRY:
        first -= 1
    if len(between) - first < ENTRIES - 1 or first < FEWEST:
        return clusters, 0
    seams = [{rows[i].shape.key for i in gap if _is_of_site(rows[i])} for gap in between[:first]]
    count = Counter(key for keys in seams for key in keys)
    site = {key for key, n in count.items() if n >= MOST * first}
    entries = {rows[i].shape.key for gap in between[first:] for i in gap}
    if len(site) < SHOWN or site & entries:
        return clusters, 0
    seam = between[first - 1]
    last = (i for i in reversed(seam) if rows[i].shape.key in site or (rows[i].shape.sentence and rows[i].mass >= MASS))
    return clusters[:first], next(last, seam.start - 1) + 1


def _is_of_site(row: Row) -> bool:
    """Whether a row comes again, is words, and tells neither a date nor a sentence."""
    shape = row.shape
    return (
        row.repeated and row.length <= BUTTON and not (shape.date or shape.mark or shape.sentence) and shape.key != "0"
    )
