"""A post by its rows, and what the first of several is: the post that asks, or lines of the page above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from qaclean.posts.line_rows import MASS, Row
from qaclean.posts.line_words import heads_accepted, heads_only_answers
from qaclean.posts.post_dates import Place

__all__ = ["LinePost", "asks_first", "below", "without_cards", "without_first_rows"]

MAX_CARD = 6  # rows of a card above an answer
HEADS = 0.6  # share of the heads in which a shape stands that all have
ALIKE = 0.5  # of those shapes, for the head of a post
_ASKS = frozenset("?？")
FEWEST = 3  # posts that show what their heads have


class LinePost(NamedTuple):
    """A post by its rows, and the rows beside them that tell of it; `name` is the row of its author's name where that is known."""

    rows: tuple[int, ...]
    place: Place
    more: tuple[int, ...] = ()
    name: int = -1

    def without(self, gone: Collection[int]) -> LinePost:
        """The post without some of its rows."""
        return self._replace(rows=tuple(i for i in self.rows if i not in gone)) if gone else self


def below(post: LinePost, title: int) -> LinePost:
    """The post without what stands above the title."""
    return post._replace(rows=tuple(i for i in post.rows if i > title), more=tuple(i for i in post.more if i > title))


def asks_first(rows: Sequence[Row], title: int, question: LinePost, answers: Sequence[LinePost]) -> bool:
    """Whether the first of the answers is the post that asks: what stands above is no running text, its head is not like theirs (where it has
    none, it tells no date, and the title asks nothing), and no line says that answers follow."""
    if len(answers) < FEWEST or any(rows[i].mass >= MASS for i in (*question.rows, *question.more)):
        return False
    if question.place.anchor is not None and title > question.place.anchor[0]:
        return False  # who asks stands above the title, and what it asks is all there is
    top = min((*question.rows, *question.more, question.place.head[0]))
    between = rows[top : answers[0].rows[0]]
    if any(_tells_answers(row) for row in between):
        return False
    if question.place.anchor is None:
        above = rows[max(title, 0) : answers[0].place.head[0]]
        return not any(row.shape.date for row in above) and not _ASKS.intersection(rows[title].shape.text)
    heads = [_keys(rows, post.place) for post in answers]
    count = Counter(key for keys in heads for key in keys)
    common = {key for key, n in count.items() if n >= HEADS * len(heads)}
    return bool(common) and len(common & _keys(rows, question.place)) < ALIKE * len(common)


def _tells_answers(row: Row) -> bool:
    """Whether a line heads answers, those of a question alone, or the one that was accepted."""
    return heads_only_answers(row.shape) or heads_accepted(row.shape)


def _keys(rows: Sequence[Row], place: Place) -> frozenset[str]:
    return frozenset(row.shape.key for row in rows[place.head[0] : place.head[1]])


def without_cards(rows: Sequence[Row], posts: Sequence[LinePost]) -> tuple[LinePost, ...]:
    """The posts without the short lines above their first sentence, where most begin with such: name, rank and place of who answers."""
    first = [next((k for k, i in enumerate(post.rows) if rows[i].shape.sentence), 0) for post in posts]
    card = [0 < k <= MAX_CARD for k in first]
    if not posts or 2 * sum(card) < len(posts):
        return tuple(posts)
    return tuple(
        post._replace(rows=post.rows[k:], place=post.place._replace(head=(post.place.head[0], post.rows[k])))
        if own
        else post
        for k, own, post in zip(first, card, posts, strict=True)
    )


def without_first_rows(posts: Sequence[LinePost], starts: Sequence[int], size: int) -> list[LinePost]:
    """The posts without the first rows of their heads, the card of who wrote each; one that says no more than these stays, and where most do, all."""
    cut = [
        tuple(i for i in post.rows if not start <= i < start + size) for post, start in zip(posts, starts, strict=False)
    ]
    if 2 * sum(map(bool, cut)) <= len(cut):
        return list(posts)
    return [post._replace(rows=rows or post.rows) for post, rows in zip(posts, cut, strict=False)] + [
        *posts[len(cut) :]
    ]
