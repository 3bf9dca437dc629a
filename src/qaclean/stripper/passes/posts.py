"""Posts and what stands above them: no post is left empty, the question is what the page declares or what its sentences say."""

from __future__ import annotations

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Furniture
from qaclean.segments.chain import best_path
from qaclean.segments.document import POST_BUTTON, POST_HEAD
from qaclean.segments.signals import cues_with
from qaclean.stripper.labels import DROP, KEEP, TITLE_AGAIN, Labels, proof, verdicts
from qaclean.stripper.passes.post_facts import facts_of_posts
from qaclean.stripper.piece_scores import text_scorer
from qaclean.stripper.text_view import view_text
from qaclean.stripper.view import View

__all__ = [
    "drop_adverts",
    "drop_below_last_post",
    "keep_asked_sentences",
    "keep_declared_question",
    "keep_post_lines",
    "leave_no_post_empty",
    "tell_around_posts",
]

FEWEST_BELOW, MANY_BELOW = 2, 6  # short lines at the end of the last post that are weighed
MAX_PULL = 6.0  # below it nothing speaks for the best line of a post
SPREAD = 1.5  # below the best line of a post of which nothing was kept
MAX_ASKED = 12  # lines between a page's heading and its first answer
_PARTS = compile_at_once(r"[-_]+")
_SENTENCE = compile_at_once(r"[\w)][.!?\u3002\u2026]$")


def keep_post_lines(view: View) -> Labels:
    """The labels of a page whose posts are known to the piece: these stay, nothing else."""
    thread = view.found.thread
    labels = [DROP] * len(view.document.pieces)
    if thread is None:
        return labels
    kept = thread.kept(len(labels))
    if thread.title_span is not None:
        kept[thread.title_span.piece] = True
    return [KEEP if own else DROP for own in kept]


def drop_below_last_post(view: View, labels: Labels) -> Labels:
    """Of a thread that lines tell, no line shows where the last post ends: the short lines at its end go that the chain drops, where they
    are many or one of them has a cue of furniture. The post's first line stays."""
    thread = view.found.thread
    if thread is None or not thread.posts or view.layout is not None or thread.furniture == Furniture():
        return labels
    rows = [i for first, last in thread.posts[-1].ranges for i in range(first, last)]
    below = len(rows)
    while below > 1 and not view.evidence[rows[below - 1]].running:
        below -= 1
    if len(rows) - below < FEWEST_BELOW:
        return labels
    scorer = text_scorer()
    text = view_text(view.evidence)
    weighed = verdicts(best_path(scorer.scores(view.evidence, text), scorer.weights))
    at = len(rows)
    while at > below and weighed[rows[at - 1]] is not KEEP:
        at -= 1
    gone = frozenset(rows[at:])
    told = any(not cues_with("content").issuperset(view.evidence[i].cues) for i in gone)
    if len(gone) < (FEWEST_BELOW if told else MANY_BELOW):
        return labels
    return [DROP if i in gone else label for i, label in enumerate(labels)]


def tell_around_posts(view: View, labels: Labels) -> Labels:
    """What stands around posts that lines tell: names and dates are metadata, buttons the site's; the title said again is a duplicate."""
    thread = view.found.thread
    if thread is None or (thread.title_span is None and not thread.furniture.heads):
        return labels
    span = thread.title_span
    title = view.evidence[span.piece].text if span is not None else ""
    own = view.document.folded[span.start : span.end] if span is not None and span.start < span.end else title
    head, button, again = (
        proof("metadata", POST_HEAD),
        proof("site_chrome", POST_BUTTON),
        proof("duplicate", TITLE_AGAIN),
    )
    new = list(labels)
    for i, (label, seen) in enumerate(zip(labels, view.evidence, strict=True)):
        if label is KEEP:
            continue
        if title and seen.text in (title, own):
            new[i] = again
        elif i in thread.furniture.heads:
            new[i] = button if i in thread.furniture.buttons else head
    return new


def drop_adverts(view: View, labels: Labels) -> Labels:
    """What stands in an advert between posts goes whole."""
    new = list(labels)
    for first, last in view.found.adverts:
        new[first:last] = [proof("advert", "advert-post")] * (last - first)
    return new


def leave_no_post_empty(view: View, labels: Labels) -> Labels:
    """Each post keeps the lines that speak most for themselves: nobody posts nothing. What tells who wrote it and when, and its buttons, do not."""
    new = list(labels)
    facts = facts_of_posts(view)
    for first, last in view.posts:
        lines = [i for i in range(first, last) if i not in facts] or range(first, last)
        if lines and all(labels[line] is not KEEP for line in range(first, last)):
            best = max(view.scores[line][0] - view.scores[line][1] for line in lines)
            for line in lines:
                if best > -MAX_PULL and view.scores[line][0] - view.scores[line][1] > best - SPREAD:
                    new[line] = KEEP
    return new


def keep_declared_question(view: View, labels: Labels) -> Labels:
    """Where a declared question stands whole above the answers, it is the content of what is above them."""
    asked = view.found.located.question
    if asked is None or not asked.whole or not view.posts or asked.last > view.posts[0][0]:
        return labels
    first = view.posts[0][0]
    return [KEEP if asked.first <= i < asked.last else DROP for i in range(first)] + labels[first:]


def keep_asked_sentences(view: View, labels: Labels) -> Labels:
    """Where nothing is kept between a page's heading and its answers, sentences there are the question's own."""
    layout, elements = view.layout, view.elements
    if layout is None or elements is None or "answer" not in _PARTS.split(elements.word):
        return labels
    first = view.posts[0][0]
    heading = max((i for i, origin in enumerate(layout.origins[:first]) if origin.level == 1), default=-1)
    between = range(heading + 1, first)
    if heading < 0 or len(between) > MAX_ASKED or any(labels[i] is KEEP for i in between):
        return labels
    new = list(labels)
    for i in between:
        if layout.origins[i].link == 0 and _SENTENCE.search(view.evidence[i].text):
            new[i] = KEEP
    return new
