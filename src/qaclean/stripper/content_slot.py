"""The content slot of posts: the element of a site's template that holds what a person wrote, found from the labels of the long posts.

A chain knows short replies badly (`Thanks!` looks like furniture). But a template puts every post's text into the same kind of element:
the kind that holds most of what was labelled content, and hardly anything else, in nearly all posts, is the slot. All lines in it are
content, and those of the post outside it are not.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from qaclean.html.render import HtmlPage
from qaclean.posts.repeated_elements import Repeat, name_words

__all__ = ["find_slot", "slot_labels"]

MIN_FIT = 0.75  # F1 of what is labelled content against what the slot holds
MIN_COVERAGE = 0.7  # of the posts have the slot
MOST = 0.5  # of the content stands in the posts of a thread
MAX_CLOSING = 40  # code points of a line that closes posts
MIN_CLOSINGS = 3
MAX_FIGURE, MIN_FIGURES = 16, 3  # code points of a line that two posts share, and how many such lines in a row
MAX_COMPARED = 60  # lines of a post; figures stand at its head
IN_MANY = 0.3  # of the posts have a line that is no post's own
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_TEXTS = frozenset(("text", "articlebody", "commenttext", "reviewbody"))
KEEP, DROP = 0, 1
_Key = tuple[str, str]


def find_slot(page: HtmlPage, repeat: Repeat, labels: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The line ranges of the slot, one or more a post; empty where no element kind fits."""
    lines = page.text.split("\n") if page.text else []
    solid = [0, *accumulate(len(line) for line in lines)]
    kept = [0, *accumulate(len(line) if label == KEEP else 0 for line, label in zip(lines, labels, strict=True))]
    whole = sum(kept[page.nodes.lasts[n]] - kept[page.nodes.firsts[n]] for n in repeat.nodes)
    if not whole:
        return ()
    fits: list[tuple[float, tuple[tuple[int, int], ...]]] = []
    for ranges, members in _slots(page, repeat).values():
        coverage = members / len(repeat.nodes)
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
        if _widens(wider, best, solid, len(repeat.nodes)):
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


def _declared_texts(page: HtmlPage, repeat: Repeat) -> tuple[tuple[int, int], ...]:
    """Where most posts declare their text (`itemprop=text`), those lines."""
    nodes = page.nodes
    found: list[tuple[int, int]] = []
    members = 0
    for member in repeat.nodes:
        here = [
            (nodes.firsts[i], nodes.lasts[i])
            for i in _below(page, member)
            if (nodes.elements[i].get("itemprop") or "").lower() in _TEXTS
        ]
        own = [row for row in here if row[1] > row[0]][:1]
        members += bool(own)
        found += own
    return tuple(found) if members > MIN_COVERAGE * len(repeat.nodes) else ()


def _of_most(page: HtmlPage, repeat: Repeat, declared: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The declared lines, where they are those of most posts."""
    found: list[tuple[int, int]] = []
    members = 0
    for member in repeat.nodes:
        first, last = page.nodes.firsts[member], page.nodes.lasts[member]
        own = _within(declared, first, last)
        members += bool(own)
        found += own
    return tuple(found) if members > MIN_COVERAGE * len(repeat.nodes) else ()


def _within(ranges: Sequence[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Those of some ranges in order that lie in `[first, last)`."""
    return [row for row in ranges[bisect_left(ranges, (first, 0)) : bisect_left(ranges, (last, 0))] if row[1] <= last]


def _below(page: HtmlPage, member: int) -> Iterator[int]:
    """The nodes inside a node."""
    index, last = member + 1, page.nodes.lasts[member]
    while index < len(page.nodes.tags) and page.nodes.firsts[index] < last:
        yield index
        index += 1


def _slots(page: HtmlPage, repeat: Repeat) -> dict[_Key, tuple[list[tuple[int, int]], int]]:
    """For each kind of element inside the posts its outermost line ranges, and how many posts have it."""
    nodes = page.nodes
    found: dict[_Key, tuple[list[tuple[int, int]], int]] = {}
    for member in repeat.nodes:
        here: dict[_Key, int] = {}
        for index in _below(page, member):
            first, last = nodes.firsts[index], nodes.lasts[index]
            if last <= first:
                continue
            for key in _keys(page, index):
                if first >= here.get(key, 0):
                    ranges, members = found.get(key, ([], 0))
                    ranges.append((first, last))
                    found[key] = (ranges, members + (key not in here))
                    here[key] = last
    return found


def _keys(page: HtmlPage, index: int) -> list[_Key]:
    tag, names = page.nodes.tags[index], page.nodes.names[index]
    words = name_words(names) if names else ()
    if words:
        return [(tag, word) for word in words]
    parent = page.nodes.parents[index]
    above = name_words(page.nodes.names[parent]) if parent >= 0 else ()
    return [(tag, "/" + (above[0] if above else page.nodes.tags[parent]))]


def slot_labels(
    page: HtmlPage, repeat: Repeat, labels: Sequence[int], declared: Sequence[tuple[int, int]] = ()
) -> list[int]:
    """The labels with those of the posts' lines set by the slot, where there is one; `declared` are the lines of posts that the page
    declares in its structured data."""
    ranges = _of_most(page, repeat, declared) or _declared_texts(page, repeat) or find_slot(page, repeat, labels)
    new = _outside(page, repeat, labels)
    if not ranges:
        return new
    for node in repeat.nodes:
        first, last = page.nodes.firsts[node], page.nodes.lasts[node]
        mine = _within(ranges, first, last)
        if mine:
            new[first:last] = [DROP] * (last - first)
            for a, b in mine:
                new[a:b] = [KEEP] * (b - a)
    for line in (*_in_many_posts(page, repeat, new), *_in_both_posts(page, repeat, new)):
        new[line] = DROP
    return new


def _in_both_posts(page: HtmlPage, repeat: Repeat, labels: Sequence[int]) -> list[int]:
    """Of two posts, short lines that follow each other in both in the same words but for numbers: the figures of a member."""
    if len(repeat.nodes) != 2:
        return []
    lines = page.text.split("\n")
    kept = [
        [i for i in range(page.nodes.firsts[node], page.nodes.lasts[node]) if labels[i] == KEEP][:MAX_COMPARED]
        for node in repeat.nodes
    ]
    words = [[_NUMBER.sub("0", lines[i]) if len(lines[i]) <= MAX_FIGURE else f"/{i}" for i in own] for own in kept]
    found: list[int] = []
    for block in SequenceMatcher(None, words[0], words[1], autojunk=False).get_matching_blocks():
        if block.size >= MIN_FIGURES and block.size < min(map(len, kept)):
            found += [*kept[0][block.a : block.a + block.size], *kept[1][block.b : block.b + block.size]]
    return found


def _in_many_posts(page: HtmlPage, repeat: Repeat, labels: Sequence[int]) -> list[int]:
    """Short lines that many posts have in the same words but for numbers (a button, a rank, a client's name), beside words of their own."""
    lines = page.text.split("\n")
    held: dict[str, list[tuple[int, int]]] = {}
    left: list[int] = []
    for member, node in enumerate(repeat.nodes):
        kept = [i for i in range(page.nodes.firsts[node], page.nodes.lasts[node]) if labels[i] == KEEP]
        left.append(len(kept))
        for place, i in enumerate(kept):
            if len(lines[i]) <= MAX_CLOSING and not page.origins[i].quote and not page.origins[i].code:
                words = _NUMBER.sub("0", lines[i])
                closing = place == len(kept) - 1 and words == lines[i]
                held.setdefault(words if not closing else words + "$", []).append((member, i))
    for words in [w for w in held if w.endswith("$")]:
        if len(held[words]) < MIN_CLOSINGS:
            held.setdefault(words[:-1], []).extend(held.pop(words))
    found: list[int] = []
    least = max(MIN_CLOSINGS, IN_MANY * len(repeat.nodes))
    for words, rows in held.items():
        members = {member for member, _ in rows}
        if len(members) >= (MIN_CLOSINGS if words.endswith("$") else least):
            for member, i in rows:
                if left[member] > 1:
                    left[member] -= 1
                    found.append(i)
    return found


def _outside(page: HtmlPage, repeat: Repeat, labels: Sequence[int]) -> list[int]:
    """Where the posts hold most of the content, what stands above the page's heading or behind the last post is furniture."""
    new = list(labels)
    lines = page.text.split("\n")
    first, last = page.nodes.firsts[repeat.nodes[0]], page.nodes.lasts[repeat.nodes[-1]]
    kept = [len(line) if label == KEEP else 0 for line, label in zip(lines, labels, strict=True)]
    if sum(kept[first:last]) < MOST * sum(kept):
        return new
    headings = [i for i, origin in enumerate(page.origins[:first]) if origin.level == 1]
    above = headings[-1] if headings else 0
    for i in (*range(1, above), *range(last, len(new))):
        new[i] = DROP
    return new
