"""Whether comments stand below an article that a template names so, however short it is."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.class_words import comment_words
from qaclean.segments.layout import Layout

__all__ = ["stands_below_article"]

NAMES = frozenset(
    ("entry", "hentry", "article", "articlebody", "newsbody", "blogpost")
)  # parts of the names of an article's element
TOLD = 100  # code points of running text in it
SHARE = 0.6  # of the running text above the comments stands in it
_PARTS = compile_at_once(r"[a-z]+")
_THREADS = (
    "DiscussionForumPosting",
    "QAPage",
    "schema.org/Question",
    "SocialMediaPosting",
)  # a page that declares one is no article


def stands_below_article(layout: Layout, comments: Sequence[int], prose: Sequence[int]) -> bool:
    """Whether an element that is named as an article's, and ends above the comments, holds most of the running text there. `prose` sums up that
    of the lines before each."""
    nodes = layout.nodes
    first = nodes.firsts[comments[0]]
    if prose[first] < TOLD or any(word in layout.markup for word in _THREADS):
        return False
    inside = range(comments[0], comments[-1] + 1)
    if any(_is_article(layout, node) and not _is_comment(layout, node) for node in inside) or 2 * sum(
        _has_subject(layout, n) for n in comments
    ) >= len(comments):
        return False
    return any(
        prose[nodes.lasts[node]] - prose[nodes.firsts[node]] >= SHARE * prose[first]
        for node in range(comments[0])
        if nodes.lasts[node] <= first and _is_article(layout, node)
    )


def _has_subject(layout: Layout, comment: int) -> bool:
    """Whether a comment has a subject of its own: those of a discussion do, those below an article at most a name."""
    line = layout.nodes.firsts[comment]
    return layout.origins[line].level > 0 and len(layout.lines[line].split()) > 2


def _is_comment(layout: Layout, node: int) -> bool:
    """Whether an element is named or declared as a comment: newer templates make an `<article>` of each."""
    kind = layout.nodes.elements[node].get("itemtype") or ""
    return kind.endswith("/Comment") or not comment_words().isdisjoint(_PARTS.findall(layout.nodes.names[node]))


def _is_article(layout: Layout, node: int) -> bool:
    names = layout.nodes.names[node]
    return layout.nodes.tags[node] == "article" or not NAMES.isdisjoint(_PARTS.findall(names))
