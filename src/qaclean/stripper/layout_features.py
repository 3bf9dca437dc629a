"""What the layout of an HTML page says of each line: its element, the names around it, links, and the repeated record it stands in.

These features stand beside those of the text (`features.py`); with both, a second set of weights (`html_weights.json`) labels the lines
of HTML pages. Words of class attributes are features only as far as they came up on several sites of the training set.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once
from qaclean.posts.class_words import name_words
from qaclean.posts.repeated_elements import RepeatedElements, is_declared_article
from qaclean.segments.layout import Layout

__all__ = ["ChainWords", "LineFeatures", "LineLook", "layout_features", "line_kinds", "running_in_main"]

_LENGTHS = (2, 6, 15, 30, 60, 120, 250)
_SHARES = (0.01, 0.2, 0.5, 0.8, 0.99)
_COUNTS = (1, 2, 4, 9, 20)
_SCORES = (2.0, 4.0, 6.0, 8.0, 10.0)
_RUNS = (1, 2, 4, 10)
RUNNING = 40  # code points outside links of a line of running text
NEAR = 3  # named ancestors whose words count as near
FAR = 9  # ... and as far
MAX_TAG = 40  # code points of a tag's name; longer ones are nobody's
_ZONES = frozenset(
    (
        *("nav", "footer", "header", "aside", "main", "article", "form", "section", "td", "li", "ul", "ol", "dl", "button", "label"),
        *("figure", "figcaption"),
    )
)  # fmt: skip
_PART = compile_at_once("[a-z]{3,}")
_FLAGS = ("quote", "code", "table", "bold", "ordinal")


class ChainWords(NamedTuple):
    """The parts of the class words of a node and of those around it: of the nearest that have names, of those farther out, and of its own names."""

    near: frozenset[str]
    far: frozenset[str]
    own: frozenset[str]

    def names(self) -> tuple[str, ...]:
        """The features that they are."""
        rows = (("w", self.near), ("W", self.far), ("o", self.own))
        return tuple(f"{sign}:{part}" for sign, parts in rows for part in sorted(parts))


class LineLook(NamedTuple):
    """What a line's own features are made of, each in few steps: lines that agree in all of it are alike for the chain."""

    links: int
    length: int
    level: int
    item: int
    kind: tuple[int, int, int]
    score: int
    place: str
    end: str
    at: int
    main: str
    posts: int
    told: str
    heading: str
    held: tuple[bool, ...]

    def names(self) -> tuple[str, ...]:
        """The features that it is."""
        links, length = f"links{self.links}", f"len{self.length}"
        lines, mean, share = self.kind
        return (
            links,
            f"{links}|{length}",
            f"level{self.level}",
            f"item{self.item}",
            f"kind{lines}:{mean}:{share}",
            f"kindlen{mean}",
            f"rep{self.score}:{self.place}",
            f"in:{self.place}",
            f"in:{self.place}|{length}",
            f"in:{self.place[:1]}|kindlen{mean}",
            f"end:{self.end}",
            f"at{self.at}",
            f"main:{self.main}",
            f"main:{self.main}|{length}",
            f"main:{self.main}|rep{self.posts}",
            f"{self.told}:{self.main}",
            f"h1:{self.heading}",
            *(name for name, on in zip(_FLAGS, self.held, strict=True) if on),
        )


class LineFeatures(NamedTuple):
    """The layout features of a line: its own, those of the tags around it, of the class words around it, and of its surroundings, which it shares
    with other lines."""

    own: LineLook
    tags: tuple[str, ...]
    words: ChainWords
    around: tuple[str, ...]

    def names(self) -> list[str]:
        """The names of all of them."""
        return [*self.own.names(), *self.tags, *self.words.names(), *self.around]


_NO_WORDS = ChainWords(frozenset(), frozenset(), frozenset())
_NO_NODE = (("no-node",), _NO_WORDS)
_line_look, _line_features = made_of(LineLook), made_of(LineFeatures)


def layout_features(
    layout: Layout, repeats: Sequence[RepeatedElements], kinds: Sequence[tuple[str, str]]
) -> Iterator[LineFeatures]:
    """The layout features of each line, made when they are asked for: their names, which training alone reads, take a thousand bytes a line.
    `kinds` are those of the lines (`line_kinds`)."""
    lines = layout.lines
    steps = _steps_of_kinds(layout, kinds)
    of_node = _node_features(layout)
    in_record, from_end = _record_places(layout, repeats, len(lines))
    best = repeats[0].score if repeats else 0.0
    score, posts = bisect_right(_SCORES, best), int(best >= 6)
    main, around = _main_places(layout, lines), _surroundings(layout, lines)
    heading = next((i for i, origin in enumerate(layout.origins) if origin.level == 1), -1)
    told = "art" if is_declared_article(layout) else "un"
    count = len(lines)
    for index, (line, origin) in enumerate(zip(lines, layout.origins, strict=True)):
        length = len(line)
        seen = _line_look(
            (
                bisect_right(_SHARES, origin.link / max(length, 1)),
                bisect_right(_LENGTHS, length),
                origin.level,
                min(origin.item, 2),
                steps[kinds[index]],
                score,
                in_record[index],
                from_end[index],
                10 * index // count,
                main[index],
                posts,
                told,
                "no" if heading < 0 else "before" if index < heading else str(bisect_right(_COUNTS, index - heading)),
                (bool(origin.quote), bool(origin.pre), bool(origin.table), origin.bold, bool(origin.ordinal)),
            )
        )
        tags, words = of_node[origin.node] if origin.node >= 0 else _NO_NODE
        yield _line_features((seen, tags, words, around[origin.node]))


def running_in_main(layout: Layout) -> list[bool]:
    """Which lines are running text in the element that holds most of it."""
    lines = layout.lines
    places = _main_places(layout, lines)
    return [
        place == "i" and len(line) - origin.link >= RUNNING
        for place, line, origin in zip(places, lines, layout.origins, strict=True)
    ]


def _main_places(layout: Layout, lines: Sequence[str]) -> list[str]:
    """For each line whether it stands in the element that holds most running text close to itself (`i`), in its parent (`o`), or before or
    behind it (`b`, `a`); readability's idea, with thirds instead of its weights."""
    nodes = layout.nodes
    weight = [0.0] * len(nodes.parents)
    for line, origin in zip(lines, layout.origins, strict=True):
        own = len(line) - origin.link
        if own < RUNNING:
            continue
        node, share = origin.node, 1.0
        for _ in range(4):
            if node < 0:
                break
            weight[node] += share * min(own, 600)
            node, share = nodes.parents[node], share * 0.6
    if not weight or max(weight) <= 0:
        return ["-"] * len(lines)
    best = weight.index(max(weight))
    first, last = nodes.firsts[best], nodes.lasts[best]
    over = nodes.parents[best]
    outer = (nodes.firsts[over], nodes.lasts[over]) if over >= 0 else (first, last)
    return [
        "i" if first <= i < last else "o" if outer[0] <= i < outer[1] else "b" if i < first else "a"
        for i in range(len(lines))
    ]


def _surroundings(layout: Layout, lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """For each node how much running text and what share of links its parent and its grandparent hold."""
    own, linked, running = [0], [0], [0]
    for line, origin in zip(lines, layout.origins, strict=True):
        own.append(own[-1] + len(line))
        linked.append(linked[-1] + origin.link)
        running.append(running[-1] + (len(line) - origin.link >= RUNNING))
    nodes = layout.nodes
    parents = nodes.parents
    rows: dict[int, tuple[str, ...]] = {-1: ()}
    same: dict[tuple[str, ...], tuple[str, ...]] = {}  # few are different
    held: dict[int, tuple[str, ...]] = {-1: ()}  # most elements have brothers

    def hold(node: int) -> tuple[str, ...]:
        if node in held:
            return held[node]
        a, b = nodes.firsts[node], nodes.lasts[node]
        share = (linked[b] - linked[a]) / max(own[b] - own[a], 1)
        run = f"run{bisect_right(_RUNS, running[b] - running[a])}:{bisect_right(_SHARES, share)}"
        mean = bisect_right(_LENGTHS, (own[b] - own[a]) // max(b - a, 1))
        held[node] = run, f"lines{bisect_right(_COUNTS, b - a)}:{mean}"
        return held[node]

    for index in {origin.node for origin in layout.origins if origin.node >= 0}:
        parent = parents[index]
        over = parents[parent] if parent >= 0 else -1
        row = tuple(step + told for step, node in (("p", parent), ("g", over)) for told in hold(node))
        rows[index] = same.setdefault(row, row)
    return rows


def line_kinds(layout: Layout) -> list[tuple[str, str]]:
    """The kind of each line: what the templates of a site call the element that it stands in."""
    kinds = {node: _kind_of(layout, node) for node in {origin.node for origin in layout.origins}}
    return [kinds[origin.node] for origin in layout.origins]


def _kind_of(layout: Layout, node: int) -> tuple[str, str]:
    if node < 0:
        return "", ""
    words = name_words(layout.nodes.names[node])
    parent = layout.nodes.parents[node]
    if not words and parent >= 0:
        above = name_words(layout.nodes.names[parent])
        return layout.nodes.tags[node], "/" + (above[0] if above else layout.nodes.tags[parent])
    return layout.nodes.tags[node], words[0] if words else ""


def _steps_of_kinds(layout: Layout, kinds: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Of each kind how many lines there are, their mean length and link share, in steps."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for line, origin, kind in zip(layout.lines, layout.origins, kinds, strict=True):
        total = sums[kind]
        total[0] += 1
        total[1] += len(line)
        total[2] += origin.link
    return {
        kind: (
            bisect_right(_COUNTS, n),
            bisect_right(_LENGTHS, int(solid / n)),
            bisect_right(_SHARES, links / max(solid, 1)) // 2,
        )
        for kind, (n, solid, links) in sums.items()
    }


def _node_features(layout: Layout) -> dict[int, tuple[tuple[str, ...], ChainWords]]:
    """What the tags and the class words of each node that holds a line, and of its ancestors, say; parents come before their children."""
    nodes = layout.nodes
    chains: list[tuple[str, ...]] = []
    zones: list[tuple[str, ...]] = []
    holding = {origin.node for origin in layout.origins}
    rows: dict[int, tuple[tuple[str, ...], ChainWords]] = {}
    alike: dict[tuple[int, str, str], tuple[tuple[str, ...], ChainWords]] = {}  # elements of one name beside each other
    around: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}
    parts: dict[str, frozenset[str]] = {}  # of class words, as far as they were asked for
    for index, (parent, tag, names) in enumerate(zip(nodes.parents, nodes.tags, nodes.names, strict=True)):
        chain, zone = (chains[parent], zones[parent]) if parent >= 0 else ((), ())
        if names:
            chain = (names, *chain)[:FAR]
        if tag in _ZONES and tag not in zone:
            zone = (*zone, tag)
        chains.append(chain)
        zones.append(zone)
        if index in holding:
            row = alike.get((parent, tag, names))
            if row is None:
                near, far = around.get(chain) or around.setdefault(chain, _parts_around(chain, parts))
                words = ChainWords(near, far, parts[names] if names else frozenset())
                over = nodes.tags[parent][:MAX_TAG] if parent >= 0 else ""
                row = alike[parent, tag, names] = _tag_features(over, tag[:MAX_TAG], zone), words
            rows[index] = row
    return rows


@remembered(REMEMBERED_NAMES)
def _tag_features(parent: str, tag: str, zone: tuple[str, ...]) -> tuple[str, ...]:
    """What an element's tag and those around it say."""
    return (f"tag:{tag}", f"tags:{parent}>{tag}", *(f"z:{name}" for name in zone))


def _parts_around(chain: tuple[str, ...], parts: dict[str, frozenset[str]]) -> tuple[frozenset[str], frozenset[str]]:
    """The parts of the class words of the nearest elements that have names, and of the others; `parts` keeps those of each."""
    for names in chain:
        if names not in parts:
            parts[names] = _parts_of(names)
    near, far = [parts[names] for names in chain[:NEAR]], [parts[names] for names in chain[NEAR:]]
    return frozenset().union(*near), frozenset().union(*far)


def _parts_of(names: str) -> frozenset[str]:
    """The parts of the class words of a node."""
    return _known_parts(names) if len(names) <= REMEMBERED_LENGTH else _parts(names)


def _parts(names: str) -> frozenset[str]:
    return frozenset([part for part in _PART.findall(names) if len(part) < 20])


_known_parts = remembered(REMEMBERED_NAMES)(_parts)


def _record_places(layout: Layout, repeats: Sequence[RepeatedElements], count: int) -> tuple[list[str], list[str]]:
    """For each line its place in the best set of records: `R` and how far from the record's begin, `N` before, `P` behind, `B` between; and how far from its end."""
    if not repeats:
        return ["-"] * count, ["-"] * count
    places, ends = ["N"] * count, ["-"] * count
    last = 0
    for number, node in enumerate(repeats[0].nodes):
        first, stop = layout.nodes.firsts[node], layout.nodes.lasts[node]
        for line in range(last, first) if number else ():
            places[line] = "B"
        for line in range(first, stop):
            places[line] = f"R{min(line - first, 5)}{'q' if number == 0 else ''}"
            ends[line] = f"{min(stop - 1 - line, 4)}"
        last = stop
    for line in range(last, count):
        places[line] = "P"
    return places, ends
