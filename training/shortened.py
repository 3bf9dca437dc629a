"""Shortened copies of HTML pages: each page as it would be with little to say.

Saved pages are mostly long ones; from them alone the weights learn that short lines are furniture, and a question with an answer of ten
words is lost. What is cut is decided by the page's name and the line's number alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection
from itertools import accumulate

from qaclean.posts.repeated_elements import find_repeated_elements
from qaclean.segments.layout import Layout, Nodes
from qaclean.segments.lines import cut_lines
from training.alignment import DROP, KEEP
from training.html_examples import HtmlExample, Rendered, labelled

__all__ = ["shortened"]

FURNITURE = (100, 40, 15, 6)  # percent of the furniture's lines that a shortened page keeps
SHORT_LINES = 12  # of content that a shortened page keeps for certain
SHORT_COST = 0.4  # of a line of a shortened page, against one of a whole page: with 1.0 articles lost by it, with 0.2 nothing is gained
RUNS_OF_FURNITURE, RUNS_OF_CONTENT = 60, 95  # percent of the runs that stay
_CLAUSE = re.compile(r"[。!?;.!?;,,](?=\s|\w|$)")


def shortened(whole: HtmlExample) -> HtmlExample | None:
    """Lines cut to their first words, runs of furniture and late content left out; nothing where no content would be left."""
    labels = whole.example.gold
    chosen = _chosen_lines(whole.name, labels)
    if not any(labels[i] == KEEP for i in chosen):
        return None
    lines = whole.rendered.page.lines
    cut = [_first_words(lines[i], zlib.crc32(f"{whole.name}:{i}".encode())) if i else lines[i] for i in chosen]
    page = _page_of(whole.rendered.page, chosen, cut, len(labels))
    document = cut_lines("\n".join(cut), page)
    if len(document.pieces) != len(cut):
        return None
    new = [labels[i] for i in chosen]
    gold = "\n".join(text for text, label in zip(cut, new, strict=True) if label == KEEP)
    made = labelled(
        f"{whole.name}-short", whole.site, Rendered(page, document, find_repeated_elements(page)), new, gold
    )
    return made._replace(example=made.example._replace(costs=[SHORT_COST * cost for cost in made.example.costs]))


def _chosen_lines(name: str, labels: list[int]) -> list[int]:
    """The lines that stay, by number."""
    chosen: list[int] = []
    furniture = FURNITURE[zlib.crc32(name.encode()) % len(FURNITURE)]
    kept, going = 0, True
    for i, label in enumerate(labels):
        dice = zlib.crc32(f"{name}/{i}".encode()) % 10_000
        if i == 0 or label != labels[i - 1]:
            going = i == 0 or dice % 100 < (RUNS_OF_FURNITURE if label == DROP else RUNS_OF_CONTENT)
        kept += label == KEEP
        here = dice // 100 < furniture if label == DROP else kept <= SHORT_LINES or dice % 3 == 0
        if i == 0 or (going and here):
            chosen.append(i)
    return chosen


def _first_words(line: str, dice: int) -> str:
    """A line cut after its first clause, or in its middle."""
    wide = not line.isascii()
    most = (6 + dice % 14) if wide else (12 + dice % 40)
    if len(line) <= most:
        return line
    clause = _CLAUSE.search(line, 3, 2 * most)
    end = clause.end() if clause else most
    return line[:end].rstrip() or line[:most].strip() or line


def _page_of(whole: Layout, chosen: list[int], cut: list[str], count: int) -> Layout:
    """The page of the chosen lines (of `count`)."""
    nodes, moved = _remaining_nodes(whole.nodes, set(chosen), count)
    origins = []
    for i, text in zip(chosen, cut, strict=True):
        origin = whole.origins[i]
        origins.append(origin._replace(link=min(len(text), origin.link), node=moved.get(origin.node, -1)))
    return whole._replace(lines=tuple(cut), origins=tuple(origins), nodes=nodes, images=())


def _remaining_nodes(nodes: Nodes, lines: Collection[int], count: int) -> tuple[Nodes, dict[int, int]]:
    """The nodes that hold some of `lines` (of `count`), which are numbered anew, and the new index of each old one."""
    before = [0, *accumulate(i in lines for i in range(count))]
    kept = [n for n, (a, b) in enumerate(zip(nodes.firsts, nodes.lasts, strict=True)) if before[b] > before[a]]
    moved = {old: new for new, old in enumerate(kept)}
    return Nodes(
        [moved.get(nodes.parents[n], -1) for n in kept],
        [nodes.tags[n] for n in kept],
        [nodes.names[n] for n in kept],
        [before[nodes.firsts[n]] for n in kept],
        [before[nodes.lasts[n]] for n in kept],
        [nodes.elements[n] for n in kept],
    ), moved
