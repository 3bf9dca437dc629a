"""The thread that repeated elements make: a post an element, with the fields that its markup tells and the comments inside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from qaclean.posts.accepted_marks import marked_elements
from qaclean.posts.adverts import is_advert
from qaclean.posts.class_words import name_words
from qaclean.posts.element_fields import read_post_fields
from qaclean.posts.model import Post, PostFields, Range, Thread, filled, settled
from qaclean.posts.placed_names import placed_names
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.rules import load
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.date_order import day_and_month
from qaclean.text.titles import title_kind

__all__ = ["advert_ranges", "element_thread", "lead_fields"]

MAX_DATED = 100  # code points of a line that dates a post
MIN_TITLE = 4  # code points of a heading that the title begins with
_ANSWERS = ("answer", "reply", "replies")  # records so named never hold the question


def element_thread(
    layout: Layout, elements: Sequence[RepeatedElements], reference: datetime | None = None
) -> Thread | None:
    """The thread that the best set of elements makes, or None where it is none of posts.

    Ranges are those of whole elements; of the follow-ups those count that begin behind the first kept piece of their post.
    """
    if not elements or not elements[0].is_posts:
        return None
    best = elements[0]
    first = layout.nodes.firsts[best.nodes[0]]
    heading = _heading(layout, first)
    question = Post([(heading + 1, first)] if first > heading + 1 else [], (), lead_fields(layout, first, reference))
    kind = "qa" if "answer" in best.word or title_kind(layout.head.title) == "qa" else "thread"
    opens = not any(word in best.word for word in _ANSWERS)
    month = _month(layout, best.nodes)
    seen = [(node, _post(layout, node, (reference, month), accepted=node in best.accepted)) for node in best.nodes]
    seen = _with_marks(layout, _with_names(layout, seen))
    posts = settled(post for node, post in seen if post.fields.published or not is_advert(layout.nodes.elements[node]))
    return Thread(question, posts, kind, "elements", exact=False, opens=opens)


def _heading(layout: Layout, first: int) -> int:
    """The last line above the posts that is the page's heading: one of the first level, or of another that says what the title begins with."""
    headings = [i for i, origin in enumerate(layout.origins[:first]) if origin.level]
    title = fold(layout.head.title).lower()
    said = [
        i for i in headings if len(layout.lines[i]) >= MIN_TITLE and title.startswith(fold(layout.lines[i]).lower())
    ]
    return max([*(i for i in headings if layout.origins[i].level == 1)] or said, default=0)


def _with_names(layout: Layout, seen: list[tuple[int, Post]]) -> list[tuple[int, Post]]:
    """The posts, with the names that stand at one place of those that tell no author otherwise."""
    unknown = [node for node, post in seen if post.fields.author is None]
    names = dict(zip(unknown, placed_names([layout.nodes.elements[node] for node in unknown]), strict=True))
    return [(node, post._replace(fields=filled(post.fields, PostFields(names.get(node))))) for node, post in seen]


def _with_marks(layout: Layout, seen: list[tuple[int, Post]]) -> list[tuple[int, Post]]:
    """The posts, those accepted that a mark says so of, where neither names nor headings say it of any."""
    if any(post.fields.accepted for _, post in seen):
        return seen
    marked = marked_elements([layout.nodes.elements[node] for node, _ in seen])
    return [
        (node, post._replace(fields=post.fields._replace(accepted=True)) if said else post)
        for (node, post), said in zip(seen, marked, strict=True)
    ]


def _month(layout: Layout, nodes: Sequence[int]) -> str:
    """Which number of the dates of posts is the month, where one of them tells it, or the page's language."""
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    lines = (line for node in nodes for line in layout.lines[firsts[node] : lasts[node]] if len(line) <= MAX_DATED)
    return day_and_month(lines, layout.head.language)


def advert_ranges(layout: Layout, thread: Thread | None, elements: Sequence[RepeatedElements]) -> tuple[Range, ...]:
    """The ranges of the elements that look like the posts of a thread and are adverts between them."""
    if thread is None or thread.rule != "elements":
        return ()
    posts = {post.ranges[0] for post in thread.posts if post.ranges}
    ranges = [(layout.nodes.firsts[node], layout.nodes.lasts[node]) for node in elements[0].nodes]
    return tuple(held for held in ranges if held not in posts)


def _post(layout: Layout, node: int, known: tuple[datetime | None, str], *, accepted: bool) -> Post:
    own = [(layout.nodes.firsts[node], layout.nodes.lasts[node])]
    fields = read_post_fields(layout.nodes.elements[node], known[0], month=known[1])
    if accepted:
        fields = fields._replace(accepted=True)
    return Post(own, [[lines] for lines in _comments(layout, node)], fields)


def _comments(layout: Layout, node: int) -> list[Range]:
    """The ranges of the elements inside a post that are named as comments are, outer ones before those inside them."""
    words = frozenset(load("layout")["followup"])
    if "-" not in layout.nodes.tags[node] and words & {
        part for word in name_words(layout.nodes.names[node]) for part in word.split("-")
    }:
        return []
    found: list[Range] = []
    index, last = node + 1, layout.nodes.lasts[node]
    while index < len(layout.nodes.tags) and layout.nodes.firsts[index] < last:
        tag = layout.nodes.tags[index]
        words_of = (*name_words(layout.nodes.names[index]), *((tag,) if "-" in tag else ()))
        names = {part for word in words_of for part in (word, *word.split("-"))}
        first, end = layout.nodes.firsts[index], layout.nodes.lasts[index]
        if names & words and first < end:
            found.append((first, end))
        index += 1
    return found


def lead_fields(layout: Layout, first: int, reference: datetime | None) -> PostFields:
    """The fields of a question above its answers: of the first element that names a question and ends before them."""
    element: Any = next(
        (
            layout.nodes.elements[index]
            for index, names in enumerate(layout.nodes.names)
            if layout.nodes.lasts[index] <= first
            and any(word.lstrip("#").startswith(("question", "ask")) for word in name_words(names))
        ),
        None,
    )
    return (
        read_post_fields(element, reference)._replace(accepted=None, votes=None)
        if element is not None
        else PostFields()
    )
