"""Floors that count up (`3楼`, `#3`) as anchors of posts: which of a page's do, and the head of the first post, which has a date alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import names_floor

__all__ = ["rising", "with_first"]

CLOSE = 3  # rows between two dates of one head
WIDE = 16  # rows of a head with two dates
NEARLY = 0.7  # share of floors that go up
FEWEST = 2  # posts that show their floor twice
SHORT = 6.0  # of the mass of a short post


def rising(rows: Sequence[Row], members: list[int]) -> list[int]:
    """The longest run of floors that count up; a reply that names another's floor is none. All where lines of one shape count each number once and nearly
    all go up: answers to a post may stand below it, before those that were written earlier."""
    members = _without_twins(rows, members)
    run = _longest_run(rows, members)
    alone = len({rows[m].shape.floor for m in members}) == len(members)
    alike = len({rows[m].shape.key for m in members}) == 1
    return members if alone and alike and NEARLY * len(members) <= len(run) else run


def _without_twins(rows: Sequence[Row], members: list[int]) -> list[int]:
    """The floors, without those below the words of their posts where nearly all posts have theirs above and below: what is between is the post."""
    first: dict[int, int] = {}
    again: dict[int, int] = {}
    for m in members:
        floor = rows[m].shape.floor or 0
        if floor not in first:
            first[floor] = m
        else:
            again.setdefault(floor, m)
    said = [at for at, row in enumerate(rows) if row.mass >= SHORT] if again else []
    held = [floor for floor, m in again.items() if bisect_right(said, first[floor]) < bisect_left(said, m)]
    if len(held) < max(FEWEST, NEARLY * len(first)):
        return members
    return [m for m in members if again.get(rows[m].shape.floor or 0) != m]


def _longest_run(rows: Sequence[Row], members: list[int]) -> list[int]:
    best: list[tuple[int, int]] = []  # length, previous
    for i, m in enumerate(members):
        floor = rows[m].shape.floor or 0
        choice = (1, -1)
        for j in range(max(0, i - 30), i):
            before = rows[members[j]].shape.floor or 0
            # Words for the first floors count the opening post or not: 板凳 may stand above `3楼`.
            if (before < floor or (before == floor and names_floor(rows[members[j]].shape))) and best[j][0] + 1 >= max(
                choice[0], 2
            ):  # of several with one number the nearest
                choice = (best[j][0] + 1, j)
        best.append(choice)
    at = max(range(len(best)), key=lambda i: best[i][0])
    chain = []
    while at >= 0:
        chain.append(members[at])
        at = best[at][1]
    return chain[::-1]


def with_first(rows: Sequence[Row], total: Sequence[float], members: list[int]) -> list[int]:
    """The floors, with the head of the first post before them, which has no number but a date as all have."""
    kinds = Counter(
        (row.shape.date, row.shape.place) for m in members for row in rows[max(0, m - 14) : m + 4] if row.shape.date
    )
    if not kinds or len(members) < 2:
        return members
    kind, n = kinds.most_common(1)[0]
    if n < 0.8 * len(members) or _stand_below_dates(rows, total, members, kind):
        return members
    first = -1
    for row in reversed(rows[max(0, members[0] - 80) : members[0]]):
        dated = (row.shape.date, row.shape.place) == kind and row.mass == 0
        near = first < 0 or first - row.at <= CLOSE  # the date of an edit stands below that of the post
        if dated and near and total[members[0]] - total[row.at] >= 2 * MASS:
            first = row.at
    return [first, *members] if first >= 0 else members


def _stand_below_dates(
    rows: Sequence[Row], total: Sequence[float], members: Sequence[int], kind: tuple[str, str]
) -> bool:
    """Whether most floors that have text between them and the last date above have it there: such floors stand below the words of their posts."""
    below = 0
    for m in members:
        at = next((i for i in range(m, max(m - WIDE, -1), -1) if (rows[i].shape.date, rows[i].shape.place) == kind), m)
        near = next((i for i in range(m, min(m + CLOSE, len(rows))) if rows[i].shape.date), -1)
        below += near < 0 and total[m] - total[at] >= MASS
    return 2 * below > len(members)
