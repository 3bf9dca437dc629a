"""Lines go with those they stand among: short lines between kept ones, one element among many of its kind."""

from __future__ import annotations

from collections.abc import Collection

from qaclean.segments.layout import Layout
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.view import View

__all__ = ["close_gaps", "keep_like_siblings", "keep_paragraphs_of_posts"]

MAX_ALONE = 0.4  # of the elements of one kind side by side; if no more of them are dropped, they are kept too
MAX_ALONE_IN_POSTS = 0.85  # ... of the paragraphs of a post; cross-validated


def close_gaps(view: View, labels: Labels) -> Labels:
    """Short lines among the content they belong to stay: a heading over kept text, a line between two kept ones of the same parent."""
    layout = view.layout
    if layout is None:
        return labels
    new, parents = list(labels), layout.nodes.parents
    over = [parents[origin.node] if origin.node >= 0 else -1 for origin in layout.origins]
    for i in range(1, len(new) - 1):
        if new[i] is KEEP or labels[i + 1] is not KEEP or over[i] != over[i + 1] or over[i] < 0:
            continue
        if layout.origins[i].level > 1 or (new[i - 1] is KEEP and over[i - 1] == over[i]):
            new[i] = KEEP
    return new


def keep_like_siblings(view: View, labels: Labels) -> Labels:
    """A line goes with the elements of its kind beside it, where hardly any of them are dropped: one `dd` of a list is no furniture."""
    return labels if view.layout is None else _like_siblings(view.layout, labels, MAX_ALONE)


def keep_paragraphs_of_posts(view: View, labels: Labels) -> Labels:
    """A paragraph of a post goes with those beside it, where not nearly all of them are dropped."""
    if view.layout is None or view.elements is None:
        return labels
    return _like_siblings(view.layout, labels, MAX_ALONE_IN_POSTS, ("p",))


def _like_siblings(layout: Layout, labels: Labels, most: float, tags: Collection[str] = ()) -> Labels:
    """The labels, where at most that share of the elements of a kind (of these tags, or any) side by side is dropped."""
    new, nodes = list(labels), layout.nodes
    beside: dict[tuple[int, str, str], list[int]] = {}
    for i, (node, *_) in enumerate(layout.origins):
        if node >= 0 and nodes.parents[node] >= 0 and (not tags or nodes.tags[node] in tags):
            beside.setdefault((nodes.parents[node], nodes.tags[node], nodes.names[node]), []).append(i)
    for lines in beside.values():
        dropped = [i for i in lines if new[i] is not KEEP]
        if 0 < len(dropped) <= most * len(lines):
            for i in dropped:
                if layout.origins[i].link == 0:
                    new[i] = KEEP
    return new
