"""Lines that answers begin or end with and that are none of their words: most are alike but for a name or a count.

`ann 님 답변`, `Dr. Li, helped 310 readers` end alike; `18 ∧ ∨ ann`, the votes of a post and the name of the next, begin alike; below a name stands what others have too (`宝宝9个月`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_shapes import DATE
from qaclean.text.columns import columns_of

__all__ = ["without_shared_heads"]

FEWEST, FEWEST_PLAIN = (
    2,
    3,
)  # answers whose lines are alike: with a number, and with words alone, which two answers may have by chance
MOST = 0.6  # share of the answers whose lines are alike
MAX_LINE = 72  # code points of such a line
COUNTED, PLAIN = 5, 7  # columns that are alike and count something, and of others
MOST_LINES = 3  # lines of a head
FEW_CARDS = 3  # answers that show a card below the name
MAX_NAME, MAX_TOLD = 24, 30  # code points of the name in a card, and of what is told below it


def without_shared_heads(rows: Sequence[Row], posts: Sequence[LinePost]) -> tuple[LinePost, ...]:
    """The answers without such lines; an answer that is nothing else stays as it is."""
    out = _without_dated_feet(rows, tuple(posts))
    for _ in range(MOST_LINES):
        keys = _keys(rows, out, 0)
        ending = _shared_ending(list(keys.values()), len(out))
        if not ending:
            break
        out = tuple(_without_first(post, 1) if keys.get(n, "").endswith(ending) else post for n, post in enumerate(out))
    keys = {n: key[::-1] for n, key in _keys(rows, out, -1).items()}
    beginning = _shared_ending(list(keys.values()), len(out))
    if beginning:
        gone = [n for n, key in keys.items() if key.endswith(beginning)]
        out = tuple(post._replace(rows=post.rows[:-1]) if n in gone else post for n, post in enumerate(out))
    return _without_cards(rows, out)


def _without_dated_feet(rows: Sequence[Row], posts: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The answers without the line that says below the words of most of them who wrote them, and when, and without what stands below that."""
    feet = {n: _dated_foot(rows, post) for n, post in enumerate(posts)}
    keys = Counter(rows[i].shape.key.rpartition(DATE)[2] for i in feet.values() if i >= 0)
    ending, times = max(keys.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if times < max(FEWEST_PLAIN, MOST * len(posts)):
        return posts
    ends = {n: i for n, i in feet.items() if i >= 0 and rows[i].shape.key.rpartition(DATE)[2] == ending}
    return tuple(_without_foot(post, ends[n]) if n in ends else post for n, post in enumerate(posts))


def _dated_foot(rows: Sequence[Row], post: LinePost) -> int:
    """The row near the end of a post that tells a name and a day, or -1."""
    for i in post.rows[:0:-1][:MOST_LINES]:
        if rows[i].shape.date and rows[i].mass == 0 and rows[i].length <= MAX_LINE and rows[i].shape.place != "alone":
            return i
    return -1


def _without_foot(post: LinePost, foot: int) -> LinePost:
    """A post up to its foot, which tells of it."""
    place = post.place._replace(tail=(min(foot, post.place.tail[0]), post.place.tail[1]))
    return post._replace(rows=tuple(i for i in post.rows if i < foot), place=place)


def _keys(rows: Sequence[Row], posts: Sequence[LinePost], at: int) -> dict[int, str]:
    """The shapes of the first or last lines of the posts that say more, where these may be no words of theirs."""
    lines = {n: rows[post.rows[at]] for n, post in enumerate(posts) if len(post.rows) > 1}
    return {n: row.shape.key for n, row in lines.items() if _is_plain(row, MAX_LINE) and not row.shape.mark}


def _is_plain(row: Row, longest: int) -> bool:
    shape = row.shape
    return row.length <= longest and bool(shape.key) and not (shape.sentence or shape.date)


def _shared_ending(keys: Sequence[str], count: int) -> str:
    """The longest ending that enough of some lines have, with something before it that differs; or nothing."""
    least = max(FEWEST, MOST * count)
    if len(keys) < least:
        return ""
    endings = Counter(key[at:] for key in keys for at in range(1, len(key)) if _begins_word(key, at))
    found = [
        ending
        for ending, times in endings.items()
        if times >= (least if "0" in ending else max(least, FEWEST_PLAIN))
        and columns_of(ending) >= (COUNTED if "0" in ending else PLAIN)
        and len({key[: len(key) - len(ending)] for key in keys if key.endswith(ending)}) > 1
    ]
    return max(found, key=lambda ending: (len(ending), ending), default="")


def _begins_word(key: str, at: int) -> bool:
    """Whether a word begins at a place of a line: no letter or digit before it, or a script that writes none apart, or a number behind letters."""
    before, here = key[at - 1], key[at]
    if not before.isalnum() or here == "0":
        return True
    return max(before, here) >= "\u2e80" and here.isalnum()


def _without_first(post: LinePost, size: int) -> LinePost:
    head, first = post.place.head, post.rows[size]
    place = post.place._replace(head=(head[0], first)) if head[1] <= first else post.place
    return post._replace(rows=post.rows[size:], place=place)


def _without_cards(rows: Sequence[Row], posts: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The answers without the name and the line below it that comes again with others, where most begin so."""
    shown = [n for n, post in enumerate(posts) if _begins_card(rows, post)]
    if len(shown) < max(FEW_CARDS, MOST * len(posts)):
        return posts
    return tuple(
        _without_first(post, 2)
        if len(post.rows) > 2 and all(_is_plain(rows[i], MAX_NAME) for i in post.rows[:2])
        else post
        for post in posts
    )


def _begins_card(rows: Sequence[Row], post: LinePost) -> bool:
    if len(post.rows) < 3:
        return False
    name, told = rows[post.rows[0]], rows[post.rows[1]]
    below = told.repeated and told.mass < MASS and not told.shape.mark and _is_plain(told, MAX_TOLD)
    return below and not name.shape.mark and _is_plain(name, MAX_NAME)
