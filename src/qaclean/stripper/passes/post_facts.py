"""Heads and feet of posts that elements tell: lines that hold only who wrote the post and when, in the form that the post's own fields have."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.line_shapes import DATE, shape_of
from qaclean.posts.line_words import is_button
from qaclean.posts.mail_heads import is_mail_head, without_mail_lines
from qaclean.posts.model import Post, Thread
from qaclean.segments.document import TELLS_OF_POST
from qaclean.segments.layout import Layout
from qaclean.stripper.labels import DROP, KEEP, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.dates import find_dates

__all__ = ["are_badges", "drop_facts_of_posts", "facts_of_posts", "tell_post_facts"]

MAX_LINE = 60  # code points
MAX_CARD = 40  # ... of a line with the name of who wrote the post, or of buttons
MOST_BESIDE = 24  # ... beside a moment that is that of the post
MOST_BY_NAME = 12  # ... beside the author's name and a date
MOST_BEHIND = 4  # ... behind the author's name alone: a rank
FEWEST, IN_MANY = 3, 0.5  # posts, and share of them, that have a figure of the same words
_NUMBER = compile_at_once(r"[0-9]+(?:[.,][0-9]+)*")
_LETTERS = compile_at_once(r"[^\W\d_]")
_BADGES = compile_at_once(
    r"(?:[0-9][0-9.,]{0,9}k?\s{0,3})?(?:[●•★◆♦]\s?[0-9]{1,6}\s{0,3}){1,4}"
)  # a member's points, and his badges by kind
_SENTENCE = compile_at_once(r"[\u3002!?\uff01\uff1f;\uff0c]|[,.:]\s?[^\W\d]")
_MARKS = " \t\xa0|·•:,-\u2013\u2014()[]/♥\u2764\ufe0f"
OF_POST = proof("metadata", TELLS_OF_POST)


def are_badges(line: str) -> bool:
    """Whether a line is a member's points with his badges.

    >>> are_badges("11 ●1 ●2 ●3"), are_badges("1.5k ★2"), are_badges("★ 2 Eier")
    (True, True, False)
    """
    return len(line) <= MAX_CARD and _BADGES.fullmatch(line) is not None


def tell_post_facts(view: View, labels: Labels) -> Labels:
    """The labels, with the first and last kept lines of a post as metadata where they hold nothing but its facts; a post's only lines stay."""
    thread = view.found.thread
    if thread is None or thread.rule != "elements" or view.layout is None:
        return labels
    new = list(labels)
    for post in (thread.question, *thread.posts):
        for run in (post.ranges, *post.followups):
            kept = [i for first, last in run for i in range(first, last) if new[i] is KEEP]
            mailed = any(is_mail_head(view.evidence[i].text) for first, last in run for i in range(first, last))
            gone = _facts(view, post, kept, mailed=mailed)
            if len(gone) < len(kept):
                for i in gone:
                    new[i] = OF_POST
    return new


def drop_facts_of_posts(view: View, labels: Labels) -> Labels:
    """The labels, without the figures of members and the lines of their names in posts that elements tell: a chain that reads line by line takes many of
    them for content."""
    thread = view.found.thread
    if thread is None or thread.rule != "elements" or view.layout is None:
        return labels
    gone = {*_figures(view, view.layout), *_of_authors(view, thread)}
    return [DROP if label is KEEP and i in gone else label for i, label in enumerate(labels)]


def facts_of_posts(view: View) -> frozenset[int]:
    """The lines of posts that elements tell which hold nothing but facts of theirs or of a member, or buttons."""
    thread = view.found.thread
    if thread is None or thread.rule != "elements" or view.layout is None:
        return frozenset()
    told = {
        i
        for post in thread.posts
        for first, last in post.ranges
        for i in range(first, last)
        if _is_fact(view, post, i) or _is_button(view.evidence[i].text)
    }
    return frozenset((*told, *_figures(view, view.layout), *_of_authors(view, thread)))


def _figures(view: View, layout: Layout) -> set[int]:
    """The short lines of a word and a number that come again in many posts, but for the number (`UID: 12`)."""
    held: dict[str, list[tuple[int, int]]] = {}
    for member, (first, last) in enumerate(view.posts):
        for i in range(first, last):
            text, origin = view.evidence[i].text, layout.origins[i]
            if len(text) > MAX_CARD or origin.quote or origin.pre:
                continue
            words = _NUMBER.sub("0", text)
            if "0" in words and _LETTERS.search(words) and not _SENTENCE.search(words.replace(": ", " ")):
                held.setdefault(words, []).append((member, i))
    least = max(FEWEST, IN_MANY * len(view.posts))
    return {i for rows in held.values() if len({member for member, _ in rows}) >= least for _, i in rows}


def _of_authors(view: View, thread: Thread) -> set[int]:
    """The lines that begin with the name of who wrote the post and say no sentence: the name with the rank behind it."""
    return {
        i
        for post in thread.posts
        if (author := post.fields.author)
        for first, last in post.ranges
        for i in range(first, last)
        if (text := view.evidence[i].text).startswith(author)
        and len(text) <= MAX_CARD
        and not _SENTENCE.search(text, len(author))
    }


def _is_button(text: str) -> bool:
    return len(text) <= MAX_CARD and is_button(shape_of(text))


def _facts(view: View, post: Post, kept: Sequence[int], *, mailed: bool) -> list[int]:
    """The lines at both ends of a post's kept ones that are its facts."""
    above, below = 0, len(kept)
    if mailed:
        above, below = without_mail_lines([view.evidence[i].text for i in kept], known=True)
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
