"""Cards of members above dates: the name that such a card begins with, below what the post before it ends with.

Forums write name, rank and counts (`Joined`, `Messages`, `Location`, each with its value) above a post's date. How many lines that are differs from
member to member, so the name stands at no fixed distance from the date; and what hangs below the post before (buttons, who liked it) differs too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.posts.line_names import is_told_of_member, is_valid_name, ranks_member
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import heads_answers, heads_tail, is_button
from qaclean.posts.post_dates import Place
from qaclean.rules import load

__all__ = ["Card", "card_above", "card_of_first"]

AROUND, MOST_ROWS = 14, 32  # rows of a head above its date, and of one that goes on above
SAME = 0.5  # share of the cards in which the name stands as far above
SMALL = 4  # rows of a card without labels and ranks
MOST_LISTED = 24  # rows of a list of names behind a label (`Reactions:`)


@lru_cache(maxsize=8)
def _words(name: str) -> frozenset[str]:
    return frozenset(load("post_lines")[name])


class Card(NamedTuple):
    """The rows of a member's card: that of the name, and the first that tells something of the member."""

    name: int
    told: int


def card_above(rows: Sequence[Row], floor: int, place: Place, everywhere: Collection[str]) -> Card | None:
    """The card of a member above a post's date, or None; the rows of the post before end at `floor`.

    `everywhere` are the shapes that stand in most heads of the page: what stands so above a card is a button of the post before.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> lines = ["Reactions:", "bea", ",", "cyn", "and 3 others", "A", "ann", "Tinkerer", "Joined", "May 2, 2015", "#2"]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> card = card_above(rows, 0, Place((10, 10), (0, 11), (11, 11)), ["Joined"])
    >>> card and (lines[card.name], lines[card.told])
    ('ann', 'Joined')
    """
    if place.anchor is None:
        return None
    low, high = _top(rows, floor, place.head[0], place.anchor[0]), place.anchor[0]
    asides = _asides(rows, low, high, everywhere)
    first = next((i for i in range(low, high) if i not in asides and _is_of_member(rows, i, high)), high)
    if first == high or any(rows[i].shape.sentence and rows[i].mass >= 2 * MASS for i in range(first, high)):
        return None
    name = _name_row(rows, (floor + 1, place.head[0], high), asides, first)
    if name < 0:
        return None
    return Card(name, next((i for i in range(name + 1, high) if _is_of_member(rows, i, high)), high))


def card_of_first(rows: Sequence[Row], place: Place, others: Sequence[tuple[Card, Place]]) -> int:
    """The row of the name in the card of a page's first post, above which stands the page's menu, or -1: as far above what tells of the member
    as in the cards of most others.

    >>> from qaclean.posts.line_shapes import shape_of
    >>> lines = ["Members", "bea", "Member", "May 2", "#1", "ann", "Member", "May 3", "#2"]
    >>> rows = [Row(i, shape_of(line), len(line), 0.0, 0, False, False) for i, line in enumerate(lines)]
    >>> other = Place((8, 8), (5, 9), (9, 9))
    >>> lines[card_of_first(rows, Place((4, 4), (0, 5), (5, 5)), [(Card(5, 6), other)])]
    'bea'
    """
    sizes = [other.anchor[0] - card.told for card, other in others if other.anchor is not None]
    if place.anchor is None or not sizes:
        return -1
    high = place.anchor[0]
    told = next((i for i in range(max(place.head[0], high - max(sizes)), high) if _is_of_member(rows, i, high)), high)
    for i in range(told - 1, place.head[0] - 1, -1):
        if rows[i].shape.key == "0" or _is_of_member(rows, i, high):
            told = i
        elif i < told - 1 or rows[told].shape.key != "0":
            break  # but for a badge above a count
    for i in range(max(place.head[0], told - SMALL), min(told, high) - 1):
        if _is_initial(rows[i], rows[i + 1]):
            return i + 1 if _is_name(rows[i + 1]) else -1
    away, times = Counter(card.told - card.name for card, _ in others).most_common(1)[0]
    name = told - away
    while name > place.head[0] and (rows[name].shape.mark or is_told_of_member(rows[name].shape.text)):
        name -= 1
    sure = told < high and name >= place.head[0] and times >= SAME * len(others)
    return name if sure and _is_name(rows[name]) else -1


def _name_row(rows: Sequence[Row], ends: tuple[int, int, int], asides: Collection[int], first: int) -> int:
    """The row of the name above the first row that tells of a member, or -1; `ends`: the lowest row that may be it, where the head begins and ends."""
    low, head, high = ends
    if first == high - 1 and rows[first].shape.date:
        top = max(min(head, first), first - SMALL, max(asides, default=-1) + 1)
        return _first_name(rows, _above_date(rows, top, first), first, high)
    counts = max(
        (i + 1 for i in range(low, first) if rows[i].shape.key == "0"), default=0
    )  # of who liked the post above
    for top in (counts, max((i + 1 for i in asides if i < first), default=head)):
        name = _first_name(rows, top, first, high) if 0 < top <= first else -1
        if name >= 0:
            return name
    above = first - 1 if ranks_member(rows[first].shape.text) else -1  # taken for the end of the post above
    return above if above >= low and rows[above].mass < MASS and _is_name(rows[above]) else -1


def _above_date(rows: Sequence[Row], low: int, date: int) -> int:
    """Where a card begins that tells nothing but the name above a date: below the letter of a picture, else right above the date."""
    initial = next((i for i in range(low, date - 1) if _is_initial(rows[i], rows[i + 1])), -1)
    return initial if initial >= 0 else next((i for i in range(date - 1, low - 1, -1) if not rows[i].shape.mark), date)


def _first_name(rows: Sequence[Row], top: int, first: int, high: int) -> int:
    """The row of the name at the top of a card, or -1; `first` is the first row that tells something of the member."""
    while top < first and rows[top].shape.mark:
        top += 1
    if top == first and first + 2 < high and _is_name(rows[first + 1]):
        top += 1  # who asks is marked above the name
    elif top + 1 < first and _is_initial(rows[top], rows[top + 1]):
        top += 1
    elif top > 1 and _is_initial(rows[top - 2], rows[top - 1]):
        top -= 1  # the name was taken for the end of the post above
    return top if top < high and _is_name(rows[top]) else -1


def _is_name(row: Row) -> bool:
    return is_valid_name(row.shape.text) and row.shape.text.lower() not in _words("joints")


def _top(rows: Sequence[Row], floor: int, head: int, high: int) -> int:
    """Where the rows below the post before begin: a list or a long card goes on above the first row of the head."""
    low = head
    if high - head >= AROUND:
        while low > max(floor, high - MOST_ROWS) and rows[low - 1].mass < MASS:
            low -= 1
    for i in range(low - 1, max(floor, low - MOST_LISTED) - 1, -1):
        if _list_end(rows, i, high) > low:
            return i
    return low


def _is_of_member(rows: Sequence[Row], i: int, high: int) -> bool:
    """Whether a row tells something of a member: a label, a rank, a date with counts below it, or the post's above its number."""
    shape = rows[i].shape
    if shape.date:
        return shape.date != "relative" and shape.place == "alone" and (i + 1 == high or rows[i + 1].shape.key == "0")
    return not shape.mark and shape.text.lower() not in _words("member_buttons") and _is_told(shape.text)


def _is_told(text: str) -> bool:
    """Whether a row is a label of a member, with or without its value, or a rank."""
    label, colon, value = text.partition(":")
    return is_told_of_member(text) or (bool(colon and value) and is_told_of_member(label))


def _is_initial(row: Row, below: Row) -> bool:
    """Whether a row is the letter that stands for a member's picture, above the name."""
    return row.length == 1 and row.shape.text.lower() == below.shape.text[:1].lower()


def _asides(rows: Sequence[Row], low: int, high: int, everywhere: Collection[str]) -> frozenset[int]:
    """The rows that are the template's below the post before: buttons, and labels with what they list."""
    found: set[int] = set()
    i = low
    while i < high:
        if i > low and i + 1 < high and rows[i].shape.text in _words("joints"):
            found.update((i - 1, i, i + 1))  # `bea`, `and`, `cyn`
        elif rows[i].shape.date and i - 2 >= low and rows[i - 1].shape.text == ",":
            found.update((i - 2, i - 1, i))  # who wrote the post above, and when
        end = _list_end(rows, i, high)
        if end > i:
            found.update(range(i, end))
        elif _ends_post(rows[i], everywhere):
            found.add(i)
        i = max(end, i + 1)
    return frozenset(found)


def _ends_post(row: Row, everywhere: Collection[str]) -> bool:
    """Whether a row is a button of a post, or stands in most heads and tells nothing of a member."""
    shape = row.shape
    if (
        is_button(shape)
        or heads_tail(shape)
        or heads_answers(shape)
        or row.ends
        or shape.text.lower() in _words("below_posts")
    ):
        return True
    label, colon, words = shape.text.partition(":")
    if colon and words and label + colon in everywhere and not is_told_of_member(label):
        return True
    counts = "0" in shape.key
    return not (shape.date or shape.mark or counts or is_told_of_member(shape.text)) and shape.key in everywhere


def _list_end(rows: Sequence[Row], at: int, high: int) -> int:
    """The row behind a label and what it lists (`Reactions:`, `bea`, `,`, `cyn`, `and 3 others`); the row itself where it heads no list.

    A label of a member's own (`Posts:`) heads none unless several names stand below it.
    """
    label = rows[at].shape.text.rstrip()
    if not label.endswith((":", "：")) or at + 1 >= high or rows[at].mass >= 2 * MASS:
        return at
    end = at + 2
    while end < min(high, at + MOST_LISTED):
        if not _is_joint(rows[end]):
            break
        alone = rows[end].shape.mark or rows[end].shape.text in _words("joints")
        end += 1 + alone
    several = end > at + 2 or label.lower().rstrip(":：") in _words("liked")
    return at if is_told_of_member(label) and not several else min(end, high)


def _is_joint(row: Row) -> bool:
    """Whether a row stands between two names of a list, or is the rest of it (`and 3 others`)."""
    shape = row.shape
    if shape.mark:
        return shape.text.strip() in (",", ";", "·", "、", "，", "&")
    word, _, rest = shape.key.partition(" ")  # `Y` is the letter of a picture
    return word in _words("joints") and (not rest or rest[:1] == "0")
