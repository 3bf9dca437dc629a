"""Posts and threads: who wrote what on a page, as every provider says it, in ranges of pieces.

A provider (a site profile, what the page declares, elements or lines that repeat) gives one `Thread` before any piece is labelled; the
stripper keeps what the posts hold, the parser makes the question and its answers of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["Cut", "Furniture", "Post", "PostFields", "Range", "Thread", "TitleSpan", "filled", "ranges_of", "settled"]

Range = tuple[int, int]
"""Pieces `[first, last)` of a document."""


class PostFields(NamedTuple):
    """The fields of a post; None where the page does not say."""

    author: str | None = None
    published: str | None = None
    votes: int | None = None
    accepted: bool | None = None


class Post(NamedTuple):
    """One post: the ranges of its pieces, those of each comment below it, and its fields."""

    ranges: Sequence[Range]
    followups: Sequence[Sequence[Range]] = ()
    fields: PostFields = PostFields()

    def all_ranges(self) -> list[Range]:
        """Its own ranges and those of its follow-ups."""
        return [*self.ranges, *(held for run in self.followups for held in run)]


class TitleSpan(NamedTuple):
    """The piece that holds a page's title, and the span `[start, end)` of its own words in it."""

    piece: int
    start: int
    end: int


class Furniture(NamedTuple):
    """The pieces around posts that tell of them (`heads`: names, dates, ranks), and those of them that are only `buttons`."""

    heads: frozenset[int] = frozenset()
    buttons: frozenset[int] = frozenset()


class Cut(NamedTuple):
    """Furniture inside a piece: its words, as rendered, stand `offset` code points behind the piece's start."""

    piece: int
    offset: int
    words: str


class Thread(NamedTuple):
    """The posts of a page: the question's own, and those that answer it or reply to it, in order.

    `exact`: the ranges hold what people wrote and nothing else (a profile knows it); else a post's furniture stands among them. `opens`: the first
    of `posts` is the question's, unless enough stands above it, in the ranges of `question`. `kind` is that of the page, `rule` the id of what found the posts, `title` the
    words of the page's title where the provider knows them, `title_span` where they stand, `site` the profile's, `furniture` what stands around the posts, `cuts` what of it
    stands inside pieces, in order.
    """

    question: Post
    posts: Sequence[Post]
    kind: str
    rule: str
    exact: bool
    opens: bool = False
    site: str | None = None
    title: str | None = None
    title_span: TitleSpan | None = None
    furniture: Furniture = Furniture()
    cuts: Sequence[Cut] = ()

    def kept(self, count: int) -> list[bool]:
        """Which of the page's `count` pieces stand in a post."""
        keep = [False] * count
        for post in (self.question, *self.posts):
            for first, last in post.all_ranges():
                keep[first:last] = [True] * (last - first)
        return keep


def filled(first: PostFields, second: PostFields) -> PostFields:
    """The first fields, with the second ones' values where those say nothing.

    >>> filled(PostFields("ann"), PostFields("bob", votes=3))
    PostFields(author='ann', published=None, votes=3, accepted=None)
    """
    return PostFields(
        second.author if first.author is None else first.author,
        second.published if first.published is None else first.published,
        second.votes if first.votes is None else first.votes,
        second.accepted if first.accepted is None else first.accepted,
    )


def ranges_of(pieces: Sequence[int]) -> list[Range]:
    """Pieces in order as ranges.

    >>> ranges_of([2, 3, 4, 7])
    [(2, 5), (7, 8)]
    """
    out: list[Range] = []
    for i in pieces:
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out


def settled(posts: Iterable[Post]) -> list[Post]:
    """The posts, where the others are not accepted if one is."""
    rows = list(posts)
    if not any(post.fields.accepted for post in rows):
        return rows
    return [post._replace(fields=post.fields._replace(accepted=bool(post.fields.accepted))) for post in rows]
