"""Elements that templates put into posts and articles beside what people wrote, and name so: previews of links, signatures, notes of edits.

A forum makes a box of a link that stands alone (title, picture and lead of the page behind it), hangs the member's signature below each post and says who
edited it: often inside the very element that holds the post. Where a post holds nothing else, it stays; outside of posts signatures are something else
(of functions, of treaties).
"""

from __future__ import annotations

from functools import lru_cache

from qaclean.rules import load
from qaclean.stripper.labels import KEEP, Labels, Verdict, proof
from qaclean.stripper.view import View

__all__ = ["drop_named_elements"]

_PROOFS = {
    "link_preview": proof("related", "link-preview"),
    "signature": proof("noise", "signature"),
    "edited": proof("metadata", "edited"),
}
MOST = 0.5  # of what a page keeps stands in elements so named: the name means something else there


@lru_cache(maxsize=1)
def _verdicts() -> dict[str, Verdict]:
    """What the class words of elements say of them."""
    data = load("layout")
    return {name: verdict for key, verdict in _PROOFS.items() for name in data[key]}


def _verdict_of(names: str) -> Verdict | None:
    """What an element is by one of its class words."""
    verdicts, words = _verdicts(), names.split()
    return None if verdicts.keys().isdisjoint(words) else next(verdicts[word] for word in words if word in verdicts)


def drop_named_elements(view: View, labels: Labels) -> Labels:
    """The labels, where what stands in an element so named is no content; whole posts excepted."""
    layout = view.layout
    if layout is None or not layout.named:
        return labels
    nodes = layout.nodes
    named = {names: verdict for names in set(nodes.names) if (verdict := _verdict_of(names)) is not None}
    if not named:
        return labels
    gone: dict[int, Verdict] = {}
    for index, names in enumerate(nodes.names):
        if names in named:
            gone |= dict.fromkeys(range(nodes.firsts[index], nodes.lasts[index]), named[names])
    posts = _posts(view)
    posted = {line for post in posts for line in post}
    preview = _PROOFS["link_preview"]
    gone = {i: told for i, told in gone.items() if labels[i] is KEEP and (told is preview or i in posted)}
    for post in posts:
        kept = [line for line in post if labels[line] is KEEP]
        if kept and all(line in gone for line in kept):
            for line in kept:
                del gone[line]
    if len(gone) > MOST * sum(label is KEEP for label in labels):
        return labels
    return [gone.get(line, label) for line, label in enumerate(labels)]


def _posts(view: View) -> list[list[int]]:
    """The lines of each post."""
    thread = view.found.thread
    if thread is None or not thread.exact:
        return [list(range(first, last)) for first, last in view.posts]
    posts = (thread.question, *thread.posts)
    return [[line for first, last in post.ranges for line in range(first, last)] for post in posts]
