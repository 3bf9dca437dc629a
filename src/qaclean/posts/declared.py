"""What a page declares of its posts, looked up in its visible lines: the thread that it shows, and fields for threads found otherwise.

A declaration is never content by itself: what does not stand in the lines counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.posts.model import Post, PostFields, Range, Thread, filled, settled
from qaclean.posts.shown_steps import shown_steps
from qaclean.posts.structured_data import Declared, DeclaredPost
from qaclean.segments.layout import Layout
from qaclean.text.text_index import TextIndex

__all__ = ["Located", "LocatedPost", "declared_steps", "declared_thread", "locate", "with_declared_fields"]

MAX_COPIES = 3  # of the question's post
FAQ_GAP = 3  # lines between a question and its answer


class LocatedPost(NamedTuple):
    """A declared post that the page shows in the lines `[first, last)`; `whole` where to its end."""

    post: DeclaredPost
    first: int
    last: int
    whole: bool


class Located(NamedTuple):
    """What of a page's declarations its lines show: the question's post, the answers, the lines of each step, and a FAQ's questions
    as the range of their name and those of their answers."""

    question: LocatedPost | None
    answers: tuple[LocatedPost, ...]
    declared: int
    faq: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    steps: tuple[tuple[int, int], ...] = ()


def locate(declared: Declared, layout: Layout) -> Located:
    """Look the declared texts up in the page's lines, the title's line left out."""
    if not declared.questions and not declared.steps:
        return Located(None, (), 0)
    index = TextIndex(layout.lines)
    first = 1 if layout.head.title else 0
    if declared.steps or declared.kind == "faq":
        steps = tuple(shown_steps(declared.steps, index, first, layout))
        return Located(None, (), 0, tuple(_faq_of(declared, index, first)), steps)
    question = declared.questions[0]
    answers = []
    for post in question.answers:
        found = index.find(post.text, first)
        if found is not None:
            answers.append(LocatedPost(post, *found))
    answers.sort(key=lambda row: row.first)
    kept: list[LocatedPost] = []
    for answer in answers:
        if not kept or answer.first >= kept[-1].last:
            kept.append(answer)
    own = _asked(question.post, index, first, kept[0].first if kept else len(layout.lines))
    if own is not None and any(a.first < own.last and own.first < a.last for a in kept):
        own = None
    return Located(own, tuple(kept), len(question.answers))


def _asked(post: DeclaredPost, index: TextIndex, at: int, end: int) -> LocatedPost | None:
    """Where the page shows what the question's post says: of several copies (a summary, one for machines) the last above the answers."""
    found = index.find(post.text, at)
    for _ in range(MAX_COPIES):
        again = index.find(post.text, found[1]) if found is not None and found[1] < end else None
        if again is None or again[1] > end:
            break
        found = again
    return LocatedPost(post, *found) if found is not None else None


def declared_steps(layout: Layout, located: Located) -> Layout:
    """The page, with the lines of each declared step as an item of an ordered list."""
    if len(located.steps) < 2:
        return layout
    origins = list(layout.origins)
    for number, (first, last) in enumerate(located.steps, 1):
        for line in range(first, last):
            origin = origins[line]
            if line == first:
                origins[line] = origin._replace(item=1, ordinal=number, begins=True, level=0)
            elif not (origin.pre or origin.code or origin.table or origin.quote):
                deeper = origin.item + 1 if origin.begins else 1
                origins[line] = origin._replace(item=deeper, begins=origin.begins, level=0, ordinal=0)
    return layout._replace(origins=tuple(origins))


def _faq_of(declared: Declared, index: TextIndex, at: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for question in declared.questions:
        named = index.find(question.name, at)
        answer = index.find(question.answers[0].text, named[1]) if named and question.answers else None
        if named is not None and answer is not None and answer[0] - named[1] <= FAQ_GAP:
            yield (named[0], named[1]), (answer[0], answer[1])
            at = answer[1]


def declared_thread(declared: Declared, located: Located) -> Thread | None:
    """The posts that the page declares and shows, where it shows at least half of them whole."""
    whole = [answer for answer in located.answers if answer.whole]
    if not whole or 2 * len(whole) < located.declared or declared.kind not in ("qa", "thread"):
        return None
    asked = located.question
    question = Post([(asked.first, asked.last)], (), fields_of(asked.post)) if asked else Post([])
    answers = settled(Post([(a.first, a.last)], (), fields_of(a.post)) for a in whole)
    return Thread(question, answers, declared.kind, "declared", exact=True, title=declared.questions[0].name or None)


def fields_of(post: DeclaredPost) -> PostFields:
    """The fields that a declaration gives."""
    return PostFields(post.author, post.published, post.votes, post.accepted)


def with_declared_fields(thread: Thread, located: Located) -> Thread:
    """The thread with declared fields: where an exact one has none, in place of those that were read from elements otherwise."""
    rows = [row for row in (located.question, *located.answers) if row is not None]
    if not rows:
        return thread
    posts = settled(_with_fields(post, rows, over=not thread.exact) for post in thread.posts)
    return thread._replace(question=_with_fields(thread.question, rows, over=not thread.exact), posts=posts)


def _with_fields(post: Post, rows: Sequence[LocatedPost], *, over: bool) -> Post:
    said = next((fields_of(row.post) for row in rows if _meet(post.ranges, (row.first, row.last))), None)
    if said is None:
        return post
    return post._replace(fields=filled(said, post.fields) if over else filled(post.fields, said))


def _meet(ranges: Sequence[Range], other: Range) -> bool:
    return any(first < other[1] and other[0] < last for first, last in ranges)
