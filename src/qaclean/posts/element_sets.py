"""A set of elements of a page that repeat, with what speaks for it: whether it is the posts that people wrote to each other."""

from __future__ import annotations

from typing import NamedTuple

from qaclean.posts.class_words import says_posts

__all__ = ["DECLARED", "EACH", "POSTS", "RepeatedElements", "Sums"]

POSTS = 6.0  # score from which a set is posts: of 113 forum pages the best set of two had less
DECLARED = 12.0  # the score of a set that microdata declares, or that names or headings tell
EACH = 0.9  # share of the members with a date and a person, where the word says nothing
PLAIN_POSTS = 4.0  # ... where its word says posts and each member has a date and a person: a thread with one reply


class RepeatedElements(NamedTuple):
    """A set of repeated elements: indexes of `Layout.nodes`, the word they share, the score of the set.

    `dated` and `named` are the shares of its members that carry a date and name a person; `below_article` where they are the comments
    under an article; `accepted` are the nodes that a heading above calls accepted.
    """

    nodes: tuple[int, ...]
    word: str
    score: float
    dated: float = 0.0
    named: float = 0.0
    below_article: bool = False
    accepted: tuple[int, ...] = ()

    @property
    def is_posts(self) -> bool:
        """Whether the set is what people posted to each other, and no list of teasers, no parts of an article, no comments on one."""
        if self.below_article:
            return False
        if self.score >= POSTS:
            return max(self.dated, self.named) >= 0.5 and (
                says_posts(self.word) > 0 or min(self.dated, self.named) >= EACH or self.score >= DECLARED
            )
        return self.score >= PLAIN_POSTS and self.named == 1.0 == self.dated and says_posts(self.word) > 0

    @property
    def are_answers(self) -> bool:
        """Whether microdata, names or headings say that they are answers."""
        return self.score >= DECLARED and not self.below_article


class Sums(NamedTuple):
    """Running sums over lines: code points, those outside links, lines of running text, code points in those."""

    solid: list[int]
    own: list[int]
    running: list[int]
    prose: list[int]
