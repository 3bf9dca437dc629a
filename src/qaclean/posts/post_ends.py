"""Where the words of posts end: what many of them end with is none of theirs (names above the next head, signatures, who liked it)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once
from qaclean.posts.line_kinds import is_counted_name, is_name, line_kind
from qaclean.posts.line_rows import Gap, Row
from qaclean.text.columns import columns_of

__all__ = ["without_ends"]

NAMED = 0.9  # share of the entries of a column that must look like names
MAX_COLUMNS = 3
MAX_ENDS = 6  # rows that are taken off an end
MANY = 5  # gaps that show by themselves that all end in the next head
HEADLIKE, SHORT_HEAD = 0.95, 40  # share of the last rows that must be short and no sentences, and how short
FEWEST_COUNTED = 3  # entries of a column that count on from post to post
SOME_NAMED = 0.6  # share of the rows above those that look like names
MIN_SIGNATURE = 16  # code points or columns; shorter lines are greetings
FEW_WISHES = 0.5  # share of the posts that end so; what more end with is the template's
BESIDE = 2  # rows beyond the ends of a gap in which its authors may be told
MAX_LABEL = 20  # code points of a label that many posts end with
LABELLED = 0.15  # share of these posts
_STOPS = frozenset(".!\u3002\uff01")
_NUMBER = compile_at_once("[0-9]{1,6}")


def without_ends(rows: Sequence[Row], before: tuple[int, int], gaps: list[Gap]) -> list[Gap]:
    """The gaps, each with its text up to where the post's own words end; `before` are the rows above the first anchor."""
    gaps = _without_names(rows, before, gaps)
    for _ in range(MAX_ENDS):
        ends = [gap.tail for gap in gaps]
        gaps = _without_heads(rows, _without_signatures(rows, gaps))
        if ends == [gap.tail for gap in gaps]:
            break
    return gaps


def _without_signatures(rows: Sequence[Row], gaps: list[Gap]) -> list[Gap]:
    """The gaps without last lines that other posts end with too, or that begin with the label that other posts' last lines have. A line in a script whose
    letters say more each may be short, where what stands above it differs: a post may stand on the page twice."""
    held = [gap for gap in gaps if gap.tail > gap.head]
    lasts = Counter(rows[gap.tail - 1].shape.text for gap in held)
    apart = Counter(last for last, _ in {(rows[gap.tail - 1].shape.text, _above(rows, gap)) for gap in held})
    labels = Counter(_label(rows[gap.tail - 1]) for gap in held)
    least = max(2.0, LABELLED * len(gaps))
    wished = _wishes(rows, held)

    def signed(row: Row) -> bool:
        text = row.shape.text
        if text in wished:
            return False
        again = lasts[text] > 1 if len(text) >= MIN_SIGNATURE else apart[text] > 1 and columns_of(text) >= MIN_SIGNATURE
        return again or (_label(row) != "" and labels[_label(row)] >= least)

    return [
        gap._replace(tail=gap.tail - 1) if gap.tail - 1 > gap.head and signed(rows[gap.tail - 1]) else gap
        for gap in gaps
    ]


def _wishes(rows: Sequence[Row], gaps: Sequence[Gap]) -> frozenset[str]:
    """The sentences that some posts end with, below words of their own, beside which no name comes again: several people wrote them (`Hope that helps!`), a
    signature is of one."""
    told: dict[str, list[int]] = {}
    for n, gap in enumerate(gaps):
        last = rows[gap.tail - 1].shape
        if last.sentence and last.text[-1:] in _STOPS and gap.tail - 2 >= gap.head and not rows[gap.tail - 2].repeated:
            told.setdefault(last.text, []).append(n)
    tops = [gap.start - BESIDE for gap in gaps[:1]] + [gap.tail for gap in gaps]
    ends = [gap.head for gap in gaps] + [gap.end + BESIDE for gap in gaps[-1:]]
    seams = [_names(rows, range(max(0, top), min(end, len(rows)))) for top, end in zip(tops, ends, strict=True)]
    some = {text: at for text, at in told.items() if 1 < len(at) <= max(2, FEW_WISHES * len(gaps))}
    return frozenset(
        text for text, at in some.items() if _are_of_several([seams[n] for n in at], [seams[n + 1] for n in at])
    )


def _are_of_several(above: Sequence[frozenset[str]], below: Sequence[frozenset[str]]) -> bool:
    """Whether posts have names above their words, or below, and no two of them the same on one side."""
    told = all(above) or all(below)
    return told and all(len(frozenset().union(*side)) == sum(map(len, side)) for side in (above, below))


def _names(rows: Sequence[Row], at: Sequence[int]) -> frozenset[str]:
    """What stands beside dates, or on lines that look like names."""
    told = (rows[i].shape.rest if rows[i].shape.date else rows[i].shape.text if is_name(rows[i]) else "" for i in at)
    return frozenset(words for word in told if (words := word.strip(" |·,:")))


def _above(rows: Sequence[Row], gap: Gap) -> str:
    """What stands above the last line of a post, in it."""
    return rows[gap.tail - 2].shape.text if gap.tail - 1 > gap.head else ""


def _label(row: Row) -> str:
    head, colon, words = row.shape.text[: MAX_LABEL + 2].partition(": ")
    return head if colon and words and head.isalpha() else ""


def _without_heads(rows: Sequence[Row], gaps: list[Gap]) -> list[Gap]:
    """The gaps, where all end in short lines that are no sentences: the name and the rank of the next head; and names right above."""
    held = [n for n, gap in enumerate(gaps) if gap.tail - 1 > gap.head]
    if len(held) < max(MANY, NAMED * len(gaps)):
        return gaps
    last = [rows[gaps[n].tail - 1] for n in held]
    short = sum(row.length <= SHORT_HEAD and not row.shape.sentence and not row.shape.mark for row in last)
    named = sum(map(is_name, last))
    counted = sum(rows[gaps[n].tail - 2].shape.key == "0" for n in held)  # the votes of the post above
    if short < HEADLIKE * len(held) or max(named, counted) < SOME_NAMED * len(held):
        return gaps
    return [gap._replace(tail=gap.tail - 1) if n in held else gap for n, gap in enumerate(gaps)]


def _without_names(rows: Sequence[Row], before: tuple[int, int], gaps: list[Gap]) -> list[Gap]:
    """The gaps, where rows that look like names right above every tail of one shape belong to the seam, and so below every head."""
    groups: dict[str, list[int]] = {}
    for n, gap in enumerate(gaps):
        at = gap.tail
        while at < gap.end and rows[at].shape.mark:
            at += 1
        groups.setdefault(rows[at].shape.key if at < gap.end else "", []).append(n)
    for key, members in groups.items():
        edge = next((i for i in range(before[1] - 1, before[0], -1) if key and rows[i].shape.key == key), -1)
        edge = edge if key else before[1]  # right above the date
        for offset in range(1, MAX_COLUMNS + 1):
            held = [n for n in members if gaps[n].tail - 1 > gaps[n].head]
            also = [edge - offset] if edge - offset > before[0] else []
            column = [gaps[n].tail - 1 for n in held] + also
            few = len(column) < 2 or not held or 2 * len(held) < len(members)
            if few or not _column(rows, column, edge=bool(also)):
                break
            for n in held:
                gaps[n] = gaps[n]._replace(tail=gaps[n].tail - 1)
    gaps = [gap._replace(tail=_without_labels(rows, gap)) for gap in gaps]
    held = [n for n, gap in enumerate(gaps) if gap.tail - 1 > gap.head]
    if len(held) >= 3 and _column(rows, [gaps[n].head for n in held]):
        for n in held:
            gaps[n] = gaps[n]._replace(head=gaps[n].head + 1)
    return gaps


def _without_labels(rows: Sequence[Row], gap: Gap) -> int:
    """The text's end without a label and its word: `Tags:`, `None`."""
    tail = gap.tail
    if (
        tail - 2 > gap.head
        and line_kind(rows[tail - 2]) == "label"
        and rows[tail - 2].length <= 12
        and is_name(rows[tail - 1])
    ):
        tail -= 2
    return tail


def _column(rows: Sequence[Row], at: Sequence[int], *, edge: bool = False) -> bool:
    if len(at) >= FEWEST_COUNTED and _counts_on(rows, at):
        return True
    named = sum(is_name(rows[i]) for i in at)
    if named < NAMED * len(at):
        return False
    again = sum(rows[i].repeated for i in at)
    return len(at) >= 5 or again > 0 or edge


def _counts_on(rows: Sequence[Row], at: Sequence[int]) -> bool:
    """Whether rows are numbers of posts with names (`2: ann`), each one more than the one above."""
    if not all(is_counted_name(rows[i]) for i in at):
        return False
    numbers = [int(match[0]) if (match := _NUMBER.search(rows[i].shape.text)) else 0 for i in sorted(at)]
    return all(after == before + 1 for before, after in pairwise(numbers))
