"""The elements around posts that hold their heads too: a template may put name and date of a post beside the element that is named as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.segments.layout import Layout
from qaclean.text.dates import names_a_date

__all__ = ["widened"]

FEWEST = 3  # posts
MOST_LEVELS = 6  # elements between a post's and the one that holds its head
MOST_LINES, MOST_SOLID = 12, 400  # lines and code points of the heads and feet of one post
SHORT = 100  # code points of a line that tells a date
SHARE = 0.8  # of the posts whose head tells a date


def widened(layout: Layout, nodes: Sequence[int]) -> tuple[int, ...]:
    """The outermost elements that each hold one of some repeated elements, as far up as most of them go; empty where what these hold more are no
    heads with dates.

    >>> from qaclean.html.render import read_html
    >>> post = "<section><b>2020-01-0{0}</b><div class=post>{0}</div></section>"
    >>> layout = read_html("".join(map(post.format, range(1, 5)))).layout
    >>> [layout.nodes.tags[node] for node in widened(layout, [i for i, name in enumerate(layout.nodes.names) if name])]
    ['section', 'section', 'section', 'section']
    """
    if len(nodes) < FEWEST:
        return ()
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    ends = [0, *(lasts[node] for node in nodes), len(layout.lines)]
    begins = [0, *(firsts[node] for node in nodes), len(layout.lines)]
    paths = [_above(layout, node, ends[i], begins[i + 2]) for i, node in enumerate(nodes)]
    level = Counter(map(len, paths)).most_common(1)[0][0]
    outer = tuple(
        path[min(level, len(path)) - 1] if path and level else node for node, path in zip(nodes, paths, strict=True)
    )
    if outer == tuple(nodes):
        return ()
    heads = [_beside(layout, node, around) for node, around in zip(nodes, outer, strict=True)]
    if any(len(head) > MOST_LINES or sum(map(len, head)) > MOST_SOLID for head in heads):
        return ()
    dated = sum(any(len(line) < SHORT and names_a_date(line) for line in head) for head in heads)
    return outer if dated >= SHARE * len(heads) else ()


def _above(layout: Layout, node: int, low: int, high: int) -> list[int]:
    """The elements around one, innermost first, that hold no line outside `[low, high)`."""
    nodes, path = layout.nodes, list[int]()
    above = nodes.parents[node]
    while above >= 0 and low <= nodes.firsts[above] and nodes.lasts[above] <= high and len(path) < MOST_LEVELS:
        path.append(above)
        above = nodes.parents[above]
    return path


def _beside(layout: Layout, node: int, around: int) -> Sequence[str]:
    """The lines that an element around another holds beside it."""
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    return layout.lines[firsts[around] : firsts[node]] + layout.lines[lasts[node] : lasts[around]]
