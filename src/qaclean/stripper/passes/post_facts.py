"""Heads and feet of posts that elements tell: lines that hold only who wrote the post and when, in the form that the post's own fields have."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.line_shapes import DATE, shape_of
from qaclean.posts.line_words import is_button
from qaclean.posts.model import Post
from qaclean.segments.document import TELLS_OF_POST
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.dates import find_dates

__all__ = ["tell_post_facts"]

MAX_LINE = 60  # code points
MOST_BESIDE = 24  # ... beside a moment that is that of the post
MOST_BY_NAME = 12  # ... beside the author's name and a date
MOST_BEHIND = 4  # ... behind the author's name alone: a rank
_LETTERS = compile_at_once(r"[^\W\d_]")
_SENTENCE = compile_at_once(r"[\u3002!?\uff01\uff1f;\uff0c]|[,.:]\s?[^\W\d]")
_MARKS = " \t\xa0|·•:,-\u2013\u2014()[]/♥\u2764\ufe0f"
OF_POST = proof("metadata", TELLS_OF_POST)


def tell_post_facts(view: View, labels: Labels) -> Labels:
    """The labels, with the first and last kept lines of a post as metadata where they hold nothing but its facts; a post's only lines stay."""
    thread = view.found.thread
    if thread is None or thread.rule != "elements" or view.layout is None:
        return labels
    new = list(labels)
    for post in (thread.question, *thread.posts):
        for run in (post.ranges, *post.followups):
            kept = [i for first, last in run for i in range(first, last) if new[i] is KEEP]
            gone = _facts(view, post, kept)
            if len(gone) < len(kept):
                for i in gone:
                    new[i] = OF_POST
    return new


def _facts(view: View, post: Post, kept: Sequence[int]) -> list[int]:
    """The lines at both ends of a post's kept ones that are its facts."""
    above, below = 0, len(kept)
    while above < below and _is_fact(view, post, kept[above]):
        above += 1
    while below > above and _is_fact(view, post, kept[below - 1]):
        below -= 1
    return [*kept[:above], *kept[below:]]


def _is_fact(view: View, post: Post, line: int) -> bool:
    text, origin = view.evidence[line].text, view.layout.origins[line] if view.layout is not None else None
    if len(text) > MAX_LINE or origin is None or origin.quote or origin.pre or origin.code:
        return False
    shape, name = shape_of(text), post.fields.author or ""
    named = len(name) > 1 and name in text
    if not shape.date:
        rest = text.removeprefix(name).strip(_MARKS) if named and text.startswith(name) else text
        return rest is not text and len(rest) <= MOST_BEHIND and not _SENTENCE.search(rest)
    rest = shape.key.replace(DATE, " ").replace(shape_of(name).key if named else "\0", " ").strip(_MARKS)
    if not _LETTERS.search(rest) or is_button(shape_of(rest)):
        return True
    if _SENTENCE.search(rest):
        return False
    told = any(found.iso == post.fields.published for found in find_dates(text)) and ":" in text
    return (told and len(rest) <= MOST_BESIDE) or (named and len(rest) <= MOST_BY_NAME)
