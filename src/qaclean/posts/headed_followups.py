"""Posts of a dump that a line above their words calls a question or an answer behind the first (`追问`, `追答`): they are follow-ups of the one above."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import Row
from qaclean.rules import load

__all__ = ["with_followups"]

NEAR = 3  # rows above the words of a post in which its label stands


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    data = load("prefixes")
    words = (*data["followup_question"], *data["followup_answer"], *load("post_lines")["thanks_heads"])
    return frozenset(word.casefold() for word in words)


def with_followups(rows: Sequence[Row], answers: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The answers, those with such a label below the one that they belong to; all where each has one."""
    labelled = [_is_labelled(rows, post) for post in answers]
    if not any(labelled) or labelled[0]:
        return answers
    kept: list[LinePost] = []
    for post, below in zip(answers, labelled, strict=True):
        if below:
            kept[-1] = kept[-1]._replace(more=(*kept[-1].more, *post.rows))
        else:
            kept.append(post)
    return tuple(kept)


def _is_labelled(rows: Sequence[Row], post: LinePost) -> bool:
    first = post.rows[0]
    above = (rows[i].shape.text.strip(" :").casefold() for i in range(max(first - NEAR, 0), first))
    return any(words in _labels() for words in above)
