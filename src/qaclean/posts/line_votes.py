"""The votes of posts in a text without layout: lines that say a count of them, and numbers beside the button that gives one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.posts.anchor_scores import told_count
from qaclean.posts.attributions import read_attribution
from qaclean.posts.line_names import no_names
from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import says_answered
from qaclean.rules import load
from qaclean.text.counts import whole_count

__all__ = ["Beside", "counts_votes", "read_votes"]

MAX_LINE = 24  # code points of a line that counts votes
MAX_SAID = 40  # ... in words alone (`38 people found this helpful`)
TAIL = 16  # rows of a tail that are looked at
MEMBER = 3  # rows from a number up to the label of the one above it
FAR = 24  # rows above a post's words in which its number may stand
MOST = 0.6  # share of the posts that have a number right above their words
MANY, FEWEST = 0.4, 3  # ... below them, and the posts that show it
ALL = 0.85  # ... of those that all have one
_BRACKETS = frozenset("()[]")


class Beside(NamedTuple):
    """The rows `[low, high)` of a post's head and those below its words, its first row and its last."""

    head: tuple[int, int]
    tail: tuple[int, int]
    first: int
    last: int


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("post_lines")["beside_votes"])


def read_votes(rows: Sequence[Row], posts: Sequence[Beside], *, numbered: bool) -> list[int | None]:
    """The votes of each post: of the places above and below the posts the one that tells more of them.

    What is below one post is above the next too: only the first post and the last one show which it is. `numbered`: a number alone right
    above the words counts, as it does where most heads say that somebody answered.
    """
    below = [_first(rows, range(post.tail[0], min(post.tail[1], post.tail[0] + TAIL))) for post in posts]
    above = [_first(rows, range(post.head[1] - 1, post.head[0] - 1, -1)) for post in posts]
    told = max((below, above), key=lambda votes: sum(vote is not None for vote in votes))
    if any(vote is not None for vote in told):
        return told
    if not numbered:
        answered = sum(any(says_answered(rows[i].shape) for i in range(*post.head)) for post in posts)
        numbered = answered > len(posts) / 2
    return _above_words(rows, posts) if numbered else _below_words(rows, posts)


def _above_words(rows: Sequence[Row], posts: Sequence[Beside]) -> list[int | None]:
    """The numbers alone above the words, where most posts have one there. What stands above one shows the place of it where words of the
    template stand between it and the post's own first line."""
    numbers = [_number(rows, post.first - 1) for post in posts]
    answered = [_above_answered(rows, post) for post in posts]
    if sum(number is not None for number in answered) >= MOST * len(posts):
        return answered
    told = [n for n, number in enumerate(numbers) if number is not None]
    if len(told) < MOST * len(posts):
        return [None] * len(posts)
    above = {rows[posts[n].first - 2].shape.key for n in told if posts[n].first > 1}
    for n, post in enumerate(posts):
        if numbers[n] is None:
            low = max(posts[n - 1].last + 1 if n else 0, post.first - FAR)
            at = [
                i for i in range(low + 1, post.first) if _number(rows, i) is not None and rows[i - 1].shape.key in above
            ]
            numbers[n] = _number(rows, at[-1]) if at else None
    return numbers


def _above_answered(rows: Sequence[Row], post: Beside) -> int | None:
    """The number alone above the line of a head that says that somebody answered."""
    at = next((i for i in range(post.head[0], min(post.head[1], post.first)) if says_answered(rows[i].shape)), 0)
    return _number(rows, at - 1)


def _below_words(rows: Sequence[Row], posts: Sequence[Beside]) -> list[int | None]:
    """The numbers alone between the words of many posts and the next head: of the post above, or, where all have one and the first shows one
    above its head, of the post below. None where they count up, as floors do, or are said again in the head: what its author has written."""
    none: list[int | None] = [None] * len(posts)
    below = [_number(rows, post.last + 1) for post in posts]
    held = [n for n, number in enumerate(below) if number is not None]
    rising = sum(below[b] == (below[a] or 0) + 1 for a, b in pairwise(held))
    again = sum(_comes_again(rows, posts, n) for n in held)
    if len(held) < max(FEWEST, MANY * len(posts)) or 2 * max(rising, again) >= len(held):
        return none
    far = Counter(posts[n + 1].first - posts[n].last - 1 for n in held if n + 1 < len(posts)).most_common(1)[0][0]
    above = [_number(rows, posts[0].first - far), *below[:-1]]
    all_told = sum(number is not None for number in above) >= ALL * len(posts)
    return above if all_told and above[0] is not None and below[-1] is None else below


def _comes_again(rows: Sequence[Row], posts: Sequence[Beside], n: int) -> bool:
    """Whether the number below a post's words is said again before the words of the next."""
    low = posts[n].last + 1
    high = posts[n + 1].first if n + 1 < len(posts) else posts[n].tail[1]
    text = rows[low].shape.text
    return any(rows[i].shape.text == text for i in range(low + 1, min(high, low + FAR, len(rows))))


def _first(rows: Sequence[Row], at: range) -> int | None:
    return next((votes for i in at if (votes := _votes(rows, i)) is not None), None)


def _votes(rows: Sequence[Row], i: int) -> int | None:
    """The votes that a row tells: `赞(3)`, `286 人赞同了该回答`, or a number with the button on the line before or behind, or right
    below the head that counts one answer."""
    row = rows[i]
    if row.length > MAX_LINE or "0" not in row.shape.key or row.shape.date:
        return None
    if row.shape.key.strip("()+") != "0":
        said = read_attribution(row.shape.text)
        return said.votes if said is not None and said.floor is None else None
    if _is_of_member(rows, i):
        return None
    if i and told_count(rows[i - 1 : i]) == 1 and row.shape.text != "1":
        return whole_count(row.shape.text)  # of the only answer, whose floor would be 1
    words = (rows[j].shape.text.strip(" :()").lower() for j in _beside(rows, i))
    return whole_count(row.shape.text) if any(word in _buttons() for word in words) else None


def counts_votes(row: Row) -> bool:
    """Whether a row says by itself how many liked a post, and nothing else."""
    if row.length > MAX_SAID or "0" not in row.shape.key or row.shape.date or row.shape.key.strip("()+") == "0":
        return False
    said = read_attribution(row.shape.text)
    return said is not None and said.votes is not None and said.floor is None and said.author is None


def _is_of_member(rows: Sequence[Row], i: int) -> bool:
    """Whether a number stands in the card of a member: below a label of such a card (`Messages`), or below one that does."""
    card = i - MEMBER if i >= MEMBER and rows[i - 2].shape.key.replace(",", "") == "0" else i - 1
    label = rows[card].shape.text.strip(" :").lower() if card >= 0 else ""
    return label in no_names()[0] and label not in _buttons()


def _beside(rows: Sequence[Row], i: int) -> list[int]:
    """The rows above and below a number, past the brackets that hold it."""
    low, high = i - 1, i + 1
    while low >= 0 and high < len(rows) and rows[low].shape.text in _BRACKETS and rows[high].shape.text in _BRACKETS:
        low, high = low - 1, high + 1
    return [j for j in (low, high) if 0 <= j < len(rows)]


def _number(rows: Sequence[Row], i: int) -> int | None:
    """The number that is all of a row, but for one of several with marks between them (a member's badges)."""
    if not 0 <= i < len(rows) or rows[i].shape.key.lstrip("-") != "0":
        return None
    several = i > 1 and rows[i - 1].shape.mark and rows[i - 2].shape.key == "0"
    return None if several else whole_count(rows[i].shape.text)
