"""The content slot of posts: the element of a site's template that holds what a person wrote, found from the labels of the long posts.

A chain knows short replies badly (`Thanks!` looks like furniture). But a template puts every post's text into the same kind of element:
the kind that holds most of what was labelled content, and hardly anything else, in nearly all posts, is the slot. All lines in it are
content, and those of the post outside it are not.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from qaclean.patterns import compile_at_once
from qaclean.posts.class_words import name_words
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.segments.layout import Layout
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.passes.post_facts import are_badges
from qaclean.stripper.view import View

__all__ = ["find_slot", "keep_content_slot"]

MIN_FIT = 0.75  # F1 of what is labelled content against what the slot holds
MIN_COVERAGE = 0.7  # of the posts have the slot
MOST = 0.5  # of the content stands in the posts of a thread
MAX_CLOSING = 40  # code points of a line that closes posts
MIN_CLOSINGS = 3
MAX_FIGURE, MIN_FIGURES = 16, 3  # code points of a line that two posts share, and how many such lines in a row
MAX_COMPARED = 60  # lines of a post; figures stand at its head
IN_MANY = 0.3  # of the posts have a line that is no post's own
_NUMBER = compile_at_once(r"[0-9]+(?:[.,][0-9]+)*")
_TEXTS = frozenset(("text", "articlebody", "commenttext", "reviewbody"))
_Key = tuple[str, str]


def find_slot(layout: Layout, elements: RepeatedElements, labels: Labels) -> tuple[tuple[int, int], ...]:
    """The line ranges of the slot, one or more a post; empty where no element kind fits."""
    lines = layout.lines
    solid = [0, *accumulate(len(line) for line in lines)]
    kept = [0, *accumulate(len(line) if label is KEEP else 0 for line, label in zip(lines, labels, strict=True))]
    whole = sum(kept[layout.nodes.lasts[n]] - kept[layout.nodes.firsts[n]] for n in elements.nodes)
    if not whole:
        return ()
    fits: list[tuple[float, tuple[tuple[int, int], ...]]] = []
    for ranges, members in _slots(layout, elements).values():
        coverage = members / len(elements.nodes)
        if coverage < MIN_COVERAGE:
            continue
        inside = sum(kept[b] - kept[a] for a, b in ranges)
        held = sum(solid[b] - solid[a] for a, b in ranges)
        fit = 2 * inside / (held + whole) * (0.5 + coverage / 2)
        if fit >= MIN_FIT:
            fits.append((fit, tuple(ranges)))
    if not fits:
        return ()
    best = max(fits, key=lambda row: row[0])[1]
    for _, wider in fits:
        if _widens(wider, best, solid, len(elements.nodes)):
            best = wider
    return best


def _widens(
    outer: Sequence[tuple[int, int]], inner: Sequence[tuple[int, int]], solid: Sequence[int], posts: int
) -> bool:
    """Whether an element kind holds another whole, and more only in some posts: lists and quotes, not what stands in each post."""
    more = at = 0
    for first, last in outer:
        own = 0
        while at < len(inner) and inner[at][0] < last:
            if inner[at][0] < first or inner[at][1] > last:
                return False
            own += solid[inner[at][1]] - solid[inner[at][0]]
            at += 1
        more += solid[last] - solid[first] > own
    return at == len(inner) and 0 < more <= posts / 2


def _declared_texts(layout: Layout, elements: RepeatedElements) -> tuple[tuple[int, int], ...]:
    """Where most posts declare their text (`itemprop=text`), those lines."""
    nodes = layout.nodes
    found: list[tuple[int, int]] = []
    members = 0
    for member in elements.nodes:
        here = [
            (nodes.firsts[i], nodes.lasts[i])
            for i in _below(layout, member)
            if (nodes.elements[i].get("itemprop") or "").lower() in _TEXTS
        ]
        own = [row for row in here if row[1] > row[0]][:1]
        members += bool(own)
        found += own
    return tuple(found) if members > MIN_COVERAGE * len(elements.nodes) else ()


def _of_most(
    layout: Layout, elements: RepeatedElements, declared: Sequence[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    """The declared lines, where they are those of most posts."""
    found: list[tuple[int, int]] = []
    members = 0
    for member in elements.nodes:
        first, last = layout.nodes.firsts[member], layout.nodes.lasts[member]
        own = _within(declared, first, last)
        members += bool(own)
        found += own
    return tuple(found) if members > MIN_COVERAGE * len(elements.nodes) else ()


def _within(ranges: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Those of some ranges in order that lie in `[first, last)`."""
    return [row for row in ranges[bisect_left(ranges, (first, 0)) : bisect_left(ranges, (last, 0))] if row[1] <= last]


def _below(layout: Layout, member: int) -> Iterator[int]:
    """The nodes inside a node."""
    index, last = member + 1, layout.nodes.lasts[member]
    while index < len(layout.nodes.tags) and layout.nodes.firsts[index] < last:
        yield index
        index += 1


def _slots(layout: Layout, elements: RepeatedElements) -> dict[_Key, tuple[list[tuple[int, int]], int]]:
    """For each kind of element inside the posts its outermost line ranges, and how many posts have it."""
    nodes = layout.nodes
    found: dict[_Key, tuple[list[tuple[int, int]], int]] = {}
    for member in elements.nodes:
        here: dict[_Key, int] = {}
        for index in _below(layout, member):
            first, last = nodes.firsts[index], nodes.lasts[index]
            if last <= first:
                continue
            for key in _keys(layout, index):
                if first >= here.get(key, 0):
                    ranges, members = found.get(key, ([], 0))
                    ranges.append((first, last))
                    found[key] = (ranges, members + (key not in here))
                    here[key] = last
    return found


def _keys(layout: Layout, index: int) -> list[_Key]:
    tag, names = layout.nodes.tags[index], layout.nodes.names[index]
    words = name_words(names) if names else ()
    if words:
        return [(tag, word) for word in words]
    parent = layout.nodes.parents[index]
    above = name_words(layout.nodes.names[parent]) if parent >= 0 else ()
    return [(tag, "/" + (above[0] if above else layout.nodes.tags[parent]))]


def keep_content_slot(view: View, labels: Labels) -> Labels:
    """The labels with those of the posts' lines set by the slot, where there is one."""
    layout, elements = view.layout, view.elements
    if layout is None or elements is None:
        return labels
    ranges = (
        _of_most(layout, elements, _declared_ranges(view))
        or _declared_texts(layout, elements)
        or find_slot(layout, elements, _without(labels, _in_many_posts(layout, elements, labels)))
        or find_slot(layout, elements, labels)
    )
    new = _outside(layout, elements, labels)
    if not ranges:
        return new
    for first, last in view.posts:
        mine = _within(ranges, first, last)
        if mine:
            new[first:last] = [DROP] * (last - first)
            for a, b in mine:
                new[a:b] = [KEEP] * (b - a)
    badges = [i for first, last in view.posts for i in range(first, last) if are_badges(layout.lines[i])]
    return _without(new, (*badges, *_in_many_posts(layout, elements, new), *_in_both_posts(layout, elements, new)))


def _without(labels: Labels, lines: Iterable[int]) -> Labels:
    """The labels, with some lines dropped: the figures of members (`UID: 12`) stand in an element of their own, which is not the slot."""
    new = list(labels)
    for line in lines:
        new[line] = DROP
    return new


def _declared_ranges(view: View) -> list[tuple[int, int]]:
    """The lines of posts that the page declares in its structured data and shows whole."""
    located = view.found.located
    return sorted(
        (row.first, row.last) for row in (located.question, *located.answers) if row is not None and row.whole
    )


def _in_both_posts(layout: Layout, elements: RepeatedElements, labels: Labels) -> list[int]:
    """Of two posts, short lines that follow each other in both in the same words but for numbers: the figures of a member."""
    if len(elements.nodes) != 2:
        return []
    lines = layout.lines
    kept = [
        [i for i in range(layout.nodes.firsts[node], layout.nodes.lasts[node]) if labels[i] is KEEP][:MAX_COMPARED]
        for node in elements.nodes
    ]
    words = [[_NUMBER.sub("0", lines[i]) if len(lines[i]) <= MAX_FIGURE else f"/{i}" for i in own] for own in kept]
    found: list[int] = []
    for block in SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks():
        if block.size >= MIN_FIGURES and block.size < min(map(len, kept)):
            found += [*kept[0][block.a : block.a + block.size], *kept[1][block.b : block.b + block.size]]
    return found


def _in_many_posts(layout: Layout, elements: RepeatedElements, labels: Labels) -> list[int]:
    """Short lines that many posts have in the same words but for numbers (a button, a rank, a client's name), beside words of their own."""
    lines = layout.lines
    held: dict[str, list[tuple[int, int]]] = {}
    left: list[int] = []
    for member, node in enumerate(elements.nodes):
        kept = [i for i in range(layout.nodes.firsts[node], layout.nodes.lasts[node]) if labels[i] is KEEP]
        left.append(len(kept))
        for place, i in enumerate(kept):
            if len(lines[i]) <= MAX_CLOSING and not layout.origins[i].quote and not layout.origins[i].pre:
                words = _NUMBER.sub("0", lines[i])
                closing = place == len(kept) - 1 and words == lines[i]
                held.setdefault(words if not closing else words + "$", []).append((member, i))
    for words in [w for w in held if w.endswith("$")]:
        if len(held[words]) < MIN_CLOSINGS:
            held.setdefault(words[:-1], []).extend(held.pop(words))
    found: list[int] = []
    least = max(MIN_CLOSINGS, IN_MANY * len(elements.nodes))
    for words, rows in held.items():
        members = {member for member, _ in rows}
        if len(members) >= (MIN_CLOSINGS if words.endswith("$") else least):
            for member, i in rows:
                if left[member] > 1:
                    left[member] -= 1
                    found.append(i)
    return found


def _outside(layout: Layout, elements: RepeatedElements, labels: Labels) -> Labels:
    """Where the posts hold most of the content, what stands above the page's heading or behind the last post is furniture."""
    new = list(labels)
    lines = layout.lines
    first, last = layout.nodes.firsts[elements.nodes[0]], layout.nodes.lasts[elements.nodes[-1]]
    kept = [len(line) if label is KEEP else 0 for line, label in zip(lines, labels, strict=True)]
    if sum(kept[first:last]) < MOST * sum(kept):
        return new
    headings = [i for i, origin in enumerate(layout.origins[:first]) if origin.level == 1]
    above = headings[-1] if headings else 0
    for i in (*range(1, above), *range(last, len(new))):
        new[i] = DROP
    return new
