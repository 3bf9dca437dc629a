"""The posts of a thread as the kept spans they hold: the question's, each answer's, and what belongs to none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.parser.kept_spans import KeptSpan, parted
from qaclean.posts.model import Post, PostFields, Range, Thread

__all__ = ["HeldPost", "HeldThread", "hold"]

MIN_LEAD = 30  # code points above the posts that make a question's body


class HeldPost(NamedTuple):
    """What is kept of one post: its own spans, those of each follow-up, and its fields."""

    spans: list[KeptSpan]
    followups: list[list[KeptSpan]]
    fields: PostFields


class HeldThread(NamedTuple):
    """What is kept of a thread; `loose` are the spans of no post."""

    question: HeldPost
    answers: list[HeldPost]
    loose: list[KeptSpan]


def hold(thread: Thread, spans: Sequence[KeptSpan]) -> HeldThread | None:
    """The kept `spans` (the title's not among them) by the posts they stand in; None where no post holds any.

    The first post asks where the thread says so and hardly anything stands above it.
    """
    owners = _owners(thread)
    held: list[list[KeptSpan]] = [[] for _ in range(len(thread.posts) + 1)]
    loose: list[KeptSpan] = []
    for span in spans:
        owner = owners.get(span.piece, -1)
        (held[owner] if owner >= 0 else loose).append(span)
    question = _held_post(thread.question, held[0], thread.exact)
    answers = [
        built
        for post, own in zip(thread.posts, held[1:], strict=True)
        if (built := _held_post(post, own, thread.exact)).spans
    ]
    if not answers and not question.spans:
        return None
    if thread.opens and answers and sum(span.end - span.start for span in question.spans) < MIN_LEAD:
        first, *answers = answers
        question = first._replace(spans=[*question.spans, *first.spans])
    return _parted(HeldThread(question, answers, loose), spans)


def _owners(thread: Thread) -> dict[int, int]:
    """The number of the post of each piece: 0 for the question, from 1 on for the others; the first that has it."""
    owners: dict[int, int] = {}
    for number, post in enumerate((thread.question, *thread.posts)):
        for first, last in post.all_ranges():
            for piece in range(first, last):
                owners.setdefault(piece, number)
    return owners


def _held_post(post: Post, spans: list[KeptSpan], exact: bool) -> HeldPost:
    """A post's spans; where all that is left of it is a comment, that stands for it."""
    if not post.followups or not spans:
        return HeldPost(spans, [], post.fields)
    ranges = [held for held in post.followups if exact or held[0][0] > spans[0].piece]
    ranges = ranges if exact else _outermost(ranges)
    taken: set[int] = set()
    inside: list[list[KeptSpan]] = []
    for held in ranges:  # of comments that stand in each other the outer one has the words
        inside.append([span for span in spans if span.start not in taken and _stands_in(span, held)])
        taken.update(span.start for span in inside[-1])
    own = [span for span in spans if span.start not in taken]
    runs = [run for run in inside if run]
    return HeldPost(own, runs, post.fields) if own else HeldPost(runs[0], runs[1:], PostFields())


def _outermost(followups: Sequence[Sequence[Range]]) -> list[Sequence[Range]]:
    """Of ranges in order of their begin those that stand in no other."""
    kept: list[Sequence[Range]] = []
    for held in followups:
        if not kept or held[0][0] >= kept[-1][-1][1]:
            kept.append(held)
    return kept


def _stands_in(span: KeptSpan, ranges: Sequence[Range]) -> bool:
    return any(first <= span.piece < last for first, last in ranges)


def _parted(thread: HeldThread, spans: Sequence[KeptSpan]) -> HeldThread:
    """The thread, where spans that did not stand next to each other on the page begin a new block: what was between is elsewhere."""
    starts = [span.start for span in spans]

    def post(given: HeldPost) -> HeldPost:
        comments = [parted(comment, starts) for comment in given.followups]
        return HeldPost(parted(given.spans, starts), comments, given.fields)

    return HeldThread(post(thread.question), [post(answer) for answer in thread.answers], parted(thread.loose, starts))
