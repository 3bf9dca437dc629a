"""Posts of a dump that a line above their words calls a question or an answer behind the first (`追问`, `追答`): they are follow-ups of the one above."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.line_posts import LinePost
from qaclean.posts.line_rows import Row
from qaclean.posts.line_words import is_button
from qaclean.rules import load

__all__ = ["is_followup_label", "with_followups"]

NEAR = 3  # rows above the words of a post in which its label stands


@lru_cache(maxsize=1)
def _labels() -> frozenset[str]:
    data = load("prefixes")
    words = (*data["followup_question"], *data["followup_answer"], *load("post_lines")["thanks_heads"])
    return frozenset(word.casefold() for word in words)


def is_followup_label(row: Row) -> bool:
    """Whether a row, whole, heads what the asker or the answerer says behind an answer."""
    return row.shape.text.strip(" :").casefold() in _labels()


def with_followups(rows: Sequence[Row], answers: tuple[LinePost, ...]) -> tuple[LinePost, ...]:
    """The answers, those with such a label below the one that they belong to; all where each has one. What one says below such a label is none of it."""
    answers = tuple(_parted(rows, post) for post in answers)
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


def _parted(rows: Sequence[Row], post: LinePost) -> LinePost:
    """A post without its rows from the first label on, which are follow-ups: the labels and a button right above the first are no words."""
    at = next((k for k, i in enumerate(post.rows) if k and is_followup_label(rows[i])), 0)
    if not at:
        return post
    own = post.rows[: at - 1] if is_button(rows[post.rows[at - 1]].shape) else post.rows[:at]
    below = tuple(i for i in post.rows[at:] if not is_followup_label(rows[i]))
    return post._replace(rows=own, more=(*below, *post.more)) if own else post


def _is_labelled(rows: Sequence[Row], post: LinePost) -> bool:
    first = post.rows[0]
    return any(is_followup_label(rows[i]) for i in range(max(first - NEAR, 0), first))
