"""Menus between the top of a page and the heading that says its title: of a list of links that its element names a menu, or that the chain drops in the main,
all items go."""

from __future__ import annotations

from collections.abc import Iterator

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Range
from qaclean.segments.layout import Layout
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.passes.title import says_title
from qaclean.stripper.view import View

__all__ = ["drop_menus_above_heading"]

FEWEST = 8  # links in a list
LINKED = 0.9  # of an item that is a link
MAX_HEAD = 40  # code points of an item that is none
_MENU = compile_at_once(r"(?:^|[\s_#-])(?:(?:main|site|top|mega)?(?:nav|menu)|nav(?:bar|igation))(?:$|[\s_-])")
_LISTS = frozenset(("ul", "ol", "menu"))


def drop_menus_above_heading(view: View, labels: Labels) -> Labels:
    """The labels, without the items of lists above the title's heading whose links the chain mostly drops."""
    layout = view.layout
    if layout is None or not view.titled or view.found.thread is not None:
        return labels
    heading = _heading(view, layout)
    new = list(labels)
    for first, last in _outermost_lists(layout, heading):
        links = [i for i in range(first, last) if _is_linked(i, view, layout)]
        dropped = 2 * sum(labels[i] is not KEEP for i in links) >= len(links)
        if len(links) < FEWEST or not (dropped or _is_named(first, layout)):
            continue
        for i in range(first, last):
            short = view.evidence[i].length <= MAX_HEAD and not view.evidence[i].sentences
            if new[i] is KEEP and (short or i in links):
                new[i] = DROP
    return new


def _heading(view: View, layout: Layout) -> int:
    """The first heading of the first level that says the page's title; 0 for none."""
    title = view.evidence[0].text
    levels = (i for i, origin in enumerate(layout.origins) if i and origin.level == 1)
    return next((i for i in levels if says_title(view.evidence[i].text, title)), 0)


def _outermost_lists(layout: Layout, end: int) -> Iterator[Range]:
    """The ranges of lines of the lists above line `end` that stand in no other list."""
    nodes, last = layout.nodes, 0
    for tag, first, behind in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if first >= end:
            return
        if tag in _LISTS and last <= first < behind <= end:
            last = behind
            yield first, behind


def _is_named(index: int, layout: Layout) -> bool:
    """Whether an element around a line is a `<nav>` or has the name of a menu."""
    nodes, node = layout.nodes, layout.origins[index].node
    while node >= 0 and nodes.tags[node] not in ("body", "html"):
        if nodes.tags[node] == "nav" or _MENU.search(nodes.names[node]):
            return True
        node = nodes.parents[node]
    return False


def _is_linked(index: int, view: View, layout: Layout) -> bool:
    origin, seen = layout.origins[index], view.evidence[index]
    return not origin.level and not seen.running and origin.link >= LINKED * seen.length > 0
