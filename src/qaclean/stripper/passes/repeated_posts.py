"""Posts that a page shows twice: the liked ones above the others, the accepted answer above and again in its place."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.segments.layout import Layout
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.passes.duplicates import said_at
from qaclean.stripper.view import View
from qaclean.text.moments import written_moment

__all__ = ["doubled_posts", "drop_repeated_posts"]

MIN_WORDS = 4  # code points of a post that two people do not write in one minute
MAX_LINE = 100  # code points of a line that says when


def doubled_posts(layout: Layout, elements: RepeatedElements, labels: Labels) -> dict[int, int]:
    """The kept lines of posts that come again further down, each with the line that says the same there.

    A post is another's double where its words are the same and so is its id or the minute that it names.
    """
    lines = layout.lines
    later: dict[tuple[str, str], list[int]] = {}
    doubled: dict[int, int] = {}
    for node in reversed(elements.nodes):
        own = range(layout.nodes.firsts[node], layout.nodes.lasts[node])
        kept = [i for i in own if labels[i] is KEEP]
        words = "\n".join(lines[i] for i in kept)
        if len(words) < MIN_WORDS:
            continue
        marks = _marks(layout, node, [lines[i] for i in own if labels[i] is not KEEP])
        again = next((later[words, mark] for mark in marks if (words, mark) in later), None)
        if again is not None:
            doubled.update(zip(kept, again, strict=True))
            continue
        for mark in marks:
            later[words, mark] = kept
    return doubled


def _marks(layout: Layout, node: int, told: Sequence[str]) -> list[str]:
    """What tells a post from others of the same words: its id, the minute."""
    name = layout.nodes.elements[node].get("id")
    times = [moment for line in told if len(line) <= MAX_LINE and (moment := written_moment(line))]
    return [*(["#" + name] if name else []), *times[:1]]


def drop_repeated_posts(view: View, labels: Labels) -> Labels:
    """The labels, with the lines of posts that come again further down as duplicates of those there."""
    if view.layout is None or view.elements is None:
        return labels
    doubled = doubled_posts(view.layout, view.elements, labels)
    return [said_at(view.document, doubled[i]) if i in doubled else label for i, label in enumerate(labels)]
