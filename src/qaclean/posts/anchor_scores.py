"""How much a set of anchors looks like that of a page's posts: the text between them, what else comes again beside them, the count that the page tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.line_rows import Anchors, Row
from qaclean.posts.line_words import counts_answers, heads_answers

__all__ = ["ANSWERED", "ENOUGH", "HEADED", "MIN_SCORE", "judged", "told_count"]

MIN_SCORE = 1.0  # of anchors below which no thread is made of them
ENOUGH = 120.0  # code points of text after which an anchor's segment counts fully
WINDOW = 14  # rows around an anchor that are compared
ANSWERED = 4.0  # of dates behind a word that says `answered`: other dates of the page are those of comments and edits
BELOW = 8.0  # of as many dates as answers, all with their text above them and none below the last
MIXED = 0.8  # dates of different kinds are seldom those of posts
HEADED = 1.0  # for a head of answers between the first anchor and the second
LAST = 40  # rows behind the last anchor that may be its post
COUNTED = 2.0  # for as many anchors as the page says that it has answers, or one more for what is asked
SOME, NEAR = (
    2.0,
    8,
)  # of the mass of an answer of a few words; rows between the line that counts the answers and the first
_NUMBER = compile_at_once(r"[0-9]{1,4}")


def told_count(rows: Sequence[Row]) -> int:
    """The number in the head of a page's answers, or -1."""
    heads = (row.shape.text for row in rows if counts_answers(row.shape))
    return next((int(match[0]) for head in heads if (match := _NUMBER.search(head))), -1)


def judged(
    rows: Sequence[Row],
    total: Sequence[float],
    clusters: Sequence[tuple[int, int]],
    kind: str,
    told: int,
    *,
    asked: bool = False,
) -> Anchors | None:
    """The clusters with their score, or None where they prove nothing; `total` sums up the rows' mass, `told` is the page's own count, `asked`: a line
    above them says who asked."""
    if len(clusters) < 2:
        return None
    inside = [total[b] - total[a + 1] for (_, a), (b, _) in pairwise(clusters)]
    above = _first_held(rows, total, clusters[0][0])
    last_held = _last_held(rows, total, clusters[-1][1])
    inside = [above, *inside] if above > last_held and told == len(clusters) else [*inside, last_held]
    worth = sum(min(mass, ENOUGH) / ENOUGH for mass in inside)
    empty = sum(mass < 2 for mass in inside[1:])  # a question may be its title alone
    first, last = clusters[0][0], clusters[-1][1]
    share = (total[last] - total[first]) / max(total[-1], 1.0)
    rich = _richness(rows, clusters)
    score = worth * (1 + rich) * (0.5 + share) - 0.3 * empty
    if kind == "floor":
        score *= _counts_up(rows, clusters)
    score *= _worth_of(kind)
    score *= COUNTED if told > 1 and len(clusters) - told in (0, 1) else 1.0
    headed = any(heads_answers(row.shape) for row in rows[clusters[0][1] + 1 : clusters[1][0]])
    if _are_counted(rows, clusters, told) and min(inside) >= SOME:
        score = max(score, MIN_SCORE)
    if len(clusters) == 2 and not (headed or rich or asked) and kind not in ("floor", "counted"):
        return None  # two dated lines prove nothing
    if "-" not in kind and headed:
        score += HEADED
    if asked:
        score += HEADED
    return Anchors(tuple((a, b) for a, b in clusters), score, kind, empty)


def _are_counted(rows: Sequence[Row], clusters: Sequence[tuple[int, int]], told: int) -> bool:
    """Whether as many anchors as the page says that it has answers stand close below the line that says so: answers of a few words each."""
    if told != len(clusters):
        return False
    first = clusters[0][0]
    return any(counts_answers(row.shape) for row in rows[max(first - NEAR, 0) : first])


def _worth_of(kind: str) -> float:
    """What the kind of a set of anchors is worth."""
    if kind == "counted":
        return BELOW
    if kind == "answered":
        return ANSWERED
    return 1.3 if kind.startswith("timed") else MIXED if kind == "any" else 1.0


def _first_held(rows: Sequence[Row], total: Sequence[float], first: int) -> float:
    """The text above the first anchor, below the head that counts the answers: theirs, where the anchors stand below them."""
    head = next((i for i in range(first - 1, max(first - LAST, 0) - 1, -1) if counts_answers(rows[i].shape)), first - 1)
    return total[first] - total[head + 1]


def _last_held(rows: Sequence[Row], total: Sequence[float], last: int) -> float:
    """The text behind the last anchor, up to what ends the posts."""
    end = next((r.at for r in rows[last + 1 : last + 1 + LAST] if r.ends), min(len(rows), last + 1 + LAST))
    return total[end] - total[last + 1]


def _counts_up(rows: Sequence[Row], clusters: Sequence[tuple[int, int]]) -> float:
    """More than one where the floors count up from the first or second without great gaps."""
    floors = [f for a, b in clusters for i in range(a, b + 1) if (f := rows[i].shape.floor) is not None]
    steps = [b - a for a, b in pairwise(floors)]
    even = sum(step <= 3 for step in steps) / max(len(steps), 1)
    return 3.0 if even > 0.8 and len(floors) > 2 else 1.8 if even > 0.8 else 1.2


def _richness(rows: Sequence[Row], clusters: Sequence[Sequence[int]]) -> float:
    """How many other lines come again beside most anchors (marks count less), up to five."""
    seen: Counter[str] = Counter()
    for number, (first, last) in enumerate(clusters):
        low = clusters[number - 1][1] if number else -1
        high = clusters[number + 1][0] if number + 1 < len(clusters) else len(rows)
        keys = set()
        for row in (*rows[max(first - WINDOW, low + 1) : first], *rows[last + 1 : min(last + 1 + WINDOW, high)]):
            if row.repeated and row.shape.key != "0":
                keys.add(row.shape.key)
        seen.update(keys)
    least = max(2, 0.5 * (len(clusters) - 1))
    return (
        min(sum(0.3 if not any(c.isalnum() for c in key) else 1.0 for key, n in seen.items() if n >= least), 5.0) * 0.4
    )
