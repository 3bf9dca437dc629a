"""A linear chain: the best labelling of a whole page at once, from named features with weights that are data.

The stripper labels blocks (`keep`, `drop`, `tell`), the parser labels pieces (question, answer start, …). A block's score for a
label is the sum of its features' weights; the label of its predecessor has a weight too, so that a cut is chosen over the
page and not line by line. Weights are learned by `training/` from annotated pages and shipped as JSON.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from itertools import product
from operator import add
from typing import NamedTuple

from qaclean.shipped import find_shipped, read_shipped

__all__ = ["Scores", "Weights", "add_scores", "adder_of", "best_labels", "best_path", "read_weights", "sum_scores"]

Scores = Sequence[float]


class Weights(NamedTuple):
    """`labels` in order; `features`: per feature the weight of each label; `follow[a][b]`: of label b right after a.

    `first` is the weight of each label on the first block.
    """

    labels: tuple[str, ...]
    first: tuple[float, ...]
    features: dict[str, tuple[float, ...]]
    follow: tuple[tuple[float, ...], ...]


# Weights as written, each made once: of 80,000 some 4,000 differ, and what a sum looks up lies close together.
_number = cache(float)


def read_weights(package: str, name: str) -> Weights:
    """Weights shipped inside `package` as `name`.json; a wheel has them in the form that is read at once (`hatch_build.py`)."""
    path = f"{package.removeprefix('qaclean.')}/{name}"
    if (written := find_shipped(f"{path}.marshal")) is not None:
        return Weights(*marshal.loads(written))
    data = json.loads(read_shipped(f"{path}.json"), parse_float=_number)
    features = {feature: tuple(weights) for feature, weights in data["features"].items()}
    return Weights(tuple(data["labels"]), tuple(data["first"]), features, tuple(tuple(row) for row in data["follow"]))


def sum_scores(names: Iterable[str], weights: Weights) -> Scores:
    """The score of each label from these features."""
    return add_scores(filter(None, map(weights.features.get, names)), len(weights.labels))


def add_scores(rows: Iterable[Scores], labels: int) -> Scores:
    """The sum of some scores of so many labels.

    >>> add_scores([(1.0, 2.0), (0.5, 0.0)], 2)
    (1.5, 2.0)
    """
    return adder_of(labels)(rows)


def adder_of(labels: int) -> Callable[[Iterable[Scores]], Scores]:
    """What adds scores of so many labels, for who adds many.

    >>> adder_of(2)([(1.0, 2.0), (0.5, 0.0)])
    (1.5, 2.0)
    """
    return _ADDERS.get(labels) or partial(_sum_of_any, labels)


# Written out for the chains of the package: five times faster than a sum over columns, and exactly what that gives.


def _sum_of_two(rows: Iterable[Scores]) -> Scores:
    a = b = 0.0
    for in_a, in_b in rows:
        a += in_a
        b += in_b
    return a, b


def _sum_of_three(rows: Iterable[Scores]) -> Scores:
    a = b = c = 0.0
    for in_a, in_b, in_c in rows:
        a += in_a
        b += in_b
        c += in_c
    return a, b, c


def _sum_of_five(rows: Iterable[Scores]) -> Scores:
    a = b = c = d = e = 0.0
    for in_a, in_b, in_c, in_d, in_e in rows:
        a += in_a
        b += in_b
        c += in_c
        d += in_d
        e += in_e
    return a, b, c, d, e


def _sum_of_any(labels: int, rows: Iterable[Scores]) -> Scores:
    return [*map(sum, zip(*rows, strict=True))] or [0.0] * labels


_ADDERS: dict[int, Callable[[Iterable[Scores]], Scores]] = {2: _sum_of_two, 3: _sum_of_three, 5: _sum_of_five}


def best_labels(features: Sequence[Sequence[str]], weights: Weights) -> list[int]:
    """The labels (as indices) of the best path, one a block.

    >>> w = Weights(("keep", "drop"), (0.0, 0.0), {"nav": (-1.0, 1.0), "text": (1.0, -1.0)}, ((0.0, 0.0), (0.0, 0.0)))
    >>> [w.labels[i] for i in best_labels([["nav"], ["text"]], w)]
    ['drop', 'keep']
    """
    return best_path([sum_scores(row, weights) for row in features], weights)


def best_path(scores: Iterable[Scores], weights: Weights) -> list[int]:
    """The best labelling for the scores of each block's labels, which are asked for one by one. Ties go to the lower label. Linear in the blocks."""
    rest = iter(scores)
    begin = next(rest, None)
    if begin is None:
        return []
    into = [*zip(*weights.follow, strict=True)]
    total = [*map(add, weights.first, begin)]
    if len(total) == 2:
        return _best_of_two(rest, total, weights.follow)
    if len(total) == 3:
        return _best_of_three(rest, total, weights.follow)
    if len(total) == 5:
        return _best_of_five(rest, total, into)
    back: list[list[int]] = []
    for emit in rest:
        arrivals = [[*map(add, total, weights_into)] for weights_into in into]
        best = [*map(max, arrivals)]
        back.append([*map(list.index, arrivals, best)])
        total = [*map(add, best, emit)]
    return _path_back(total, back)


# The labels that the best paths to three labels come from: one of these tuples a block, made once.
_POINTERS = [*product(range(3), repeat=3)]


def _best_of_two(rest: Iterable[Scores], first: list[float], follow: tuple[tuple[float, ...], ...]) -> list[int]:
    """`best_path` for two labels, written out: the stripper runs it up to three times on every line of an HTML page."""
    (aa, ab), (ba, bb) = follow
    a, b = first
    back: list[tuple[int, int]] = []
    for ea, eb in rest:
        a0, a1 = a + aa, b + ba
        b0, b1 = a + ab, b + bb
        if a0 >= a1:
            back.append((0, 0) if b0 >= b1 else (0, 1))
            a = a0 + ea
        else:
            back.append((1, 0) if b0 >= b1 else (1, 1))
            a = a1 + ea
        b = (b0 if b0 >= b1 else b1) + eb
    return _path_back((a, b), back)


def _best_of_three(rest: Iterable[Scores], first: list[float], follow: tuple[tuple[float, ...], ...]) -> list[int]:
    """`best_path` for three labels, written out: the stripper runs it on every block of every page."""
    (aa, ab, ac), (ba, bb, bc), (ca, cb, cc) = follow
    a, b, c = first
    back: list[tuple[int, ...]] = []
    for ea, eb, ec in rest:
        a0, a1, a2 = a + aa, b + ba, c + ca
        b0, b1, b2 = a + ab, b + bb, c + cb
        c0, c1, c2 = a + ac, b + bc, c + cc
        ka = 0 if a0 >= a1 and a0 >= a2 else 1 if a1 >= a2 else 2
        kb = 0 if b0 >= b1 and b0 >= b2 else 1 if b1 >= b2 else 2
        kc = 0 if c0 >= c1 and c0 >= c2 else 1 if c1 >= c2 else 2
        back.append(_POINTERS[9 * ka + 3 * kb + kc])
        a = (a0, a1, a2)[ka] + ea
        b = (b0, b1, b2)[kb] + eb
        c = (c0, c1, c2)[kc] + ec
    return _path_back((a, b, c), back)


def _best_of_five(rest: Iterable[Scores], first: list[float], into: Sequence[Sequence[float]]) -> list[int]:
    """`best_path` for five labels, written out: the parser runs it on every piece of every page."""
    a, b, c, d, e = first
    back: list[bytes] = []
    for emit in rest:
        best: list[float] = []
        pointers: list[int] = []
        for (of_a, of_b, of_c, of_d, of_e), own in zip(into, emit, strict=True):
            highest, at = a + of_a, 0
            if b + of_b > highest:
                highest, at = b + of_b, 1
            if c + of_c > highest:
                highest, at = c + of_c, 2
            if d + of_d > highest:
                highest, at = d + of_d, 3
            if e + of_e > highest:
                highest, at = e + of_e, 4
            pointers.append(at)
            best.append(highest + own)
        back.append(bytes(pointers))
        a, b, c, d, e = best
    return _path_back((a, b, c, d, e), back)


def _path_back(total: Sequence[float], back: Sequence[Sequence[int]]) -> list[int]:
    """The labels from the best end backwards."""
    label = total.index(max(total))
    path = [label]
    for pointers in reversed(back):
        label = pointers[label]
        path.append(label)
    path.reverse()
    return path
