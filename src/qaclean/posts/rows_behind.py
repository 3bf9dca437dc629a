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
ENTRY, WIDE_ENTRY = 4, 10  # rows of an entry beside its date; where its date is of another kind than those of the posts
FEWEST = 3  # seams of posts, whose lines are compared
MOST = 0.75  # of those seams in which a line of the site stands
SHOWN = 2  # lines of the site that are in none of the entries; one where the dates of these are of another kind
BUTTON = 60  # code points


def without_list_behind(rows: Sequence[Row], clusters: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], int]:
    """The clusters of anchors without those of a list below the posts, and the row at which this begins; 0 where there is none."""
    between = [range(a[1] + 1, b[0]) for a, b in pairwise(clusters)]
    short = _first_short(between, len(between), ENTRY)
    for first, shown in ((short, SHOWN), (_first_of_kind(rows, clusters), 1)):
        begin = _begin_of_list(rows, between, first, shown)
        if begin:
            return clusters[:first], begin
    return clusters, 0


def _first_short(between: Sequence[range], first: int, most: int) -> int:
    """The first of the last gaps that are all as short as an entry of a list."""
    while first and len(between[first - 1]) <= most:
        first -= 1
    return first


def _first_of_kind(rows: Sequence[Row], clusters: Sequence[tuple[int, int]]) -> int:
    """The first of the last short gaps with dates of one kind and place, which those of the anchors above them are not."""
    kinds = [(rows[a].shape.date, rows[a].shape.place) for a, _ in clusters]
    first = len(kinds) - 1
    while first and kinds[first - 1] == kinds[-1] and clusters[first][0] - clusters[first - 1][1] - 1 <= WIDE_ENTRY:
        first -= 1
    alone = kinds[-1] not in kinds[1:first]  # the first is the line that says who asked
    return first if first < len(kinds) - 1 and alone else len(kinds) - 1


def _begin_of_list(rows: Sequence[Row], between: Sequence[range], first: int, shown: int) -> int:
    """The row at which a list begins whose entries are the gaps from the `first` on; 0 where fewer lines of the site than `shown` prove one."""
    if len(between) - first < ENTRIES - 1 or first < FEWEST:
        return 0
    seams = [{rows[i].shape.key for i in gap if _is_of_site(rows[i])} for gap in between[:first]]
    count = Counter(key for keys in seams for key in keys)
    site = {key for key, n in count.items() if n >= MOST * first}
    entries = {rows[i].shape.key for gap in between[first:] for i in gap}
    if len(site) < shown or site & entries:
        return 0
    seam = between[first - 1]
    last = (i for i in reversed(seam) if rows[i].shape.key in site or (rows[i].shape.sentence and rows[i].mass >= MASS))
    return next(last, seam.start - 1) + 1


def _is_of_site(row: Row) -> bool:
    """Whether a row comes again, is words, and tells neither a date nor a sentence."""
    shape = row.shape
    return (
        row.repeated and row.length <= BUTTON and not (shape.date or shape.mark or shape.sentence) and shape.key != "0"
    )
