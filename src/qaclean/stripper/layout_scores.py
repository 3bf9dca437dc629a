"""Scores of the pieces of a page with layout: those of the text, those of the layout, and what other lines of the same kind say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qaclean.segments.chain import Scores, Weights, add_scores, sum_scores
from qaclean.stripper.layout_features import LineFeatures
from qaclean.stripper.piece_scores import layout_scorer

__all__ = ["agreeing", "with_layout"]

AGREEMENT = 0.6  # weight of what the other lines of a kind say; cross-validated
MAX_MARGIN = 6.0  # of a line that counts for its kind


def with_layout(texts: Sequence[Scores], layouts: Iterable[LineFeatures], weights: Weights) -> list[Scores]:
    """The scores of the text and those of the layout; what lines share is summed once."""
    layout = _without_prefix(weights)
    known: dict[
        int, tuple[Scores, tuple[str, ...]]
    ] = {}  # by identity: what lines share is made once, and held as long as this
    looks: dict[tuple[str, ...], Scores] = {}
    rows = []
    for text, line in zip(texts, layouts, strict=True):
        own = looks.get(line.own)
        if own is None:
            own = looks[line.own] = sum_scores(line.own, layout)
        parts = [text, own]
        for shared in line.shared:
            held = known.get(id(shared))
            if held is None:
                held = known[id(shared)] = (sum_scores(shared, layout), shared)
            parts.append(held[0])
        rows.append(add_scores(parts, len(weights.labels)))
    return rows


def _without_prefix(weights: Weights) -> Weights:
    """The weights of the layout's features, by their names without `h:`."""
    return _shipped() if weights is layout_scorer().weights else _layout_part(weights)


@lru_cache(maxsize=1)
def _shipped() -> Weights:
    return _layout_part(layout_scorer().weights)


def _layout_part(weights: Weights) -> Weights:
    return weights._replace(features={n[2:]: row for n, row in weights.features.items() if n.startswith("h:")})


def agreeing(scores: Sequence[Scores], kinds: Sequence[tuple[str, str]]) -> list[Scores]:
    """The scores, with a share of the mean of all lines of their kind: a template treats its elements alike."""
    sums: dict[tuple[str, str], list[float]] = {}
    for row, kind in zip(scores, kinds, strict=True):
        total = sums.setdefault(kind, [0.0, 1.0])
        total[0] += min(max(row[0] - row[1], -MAX_MARGIN), MAX_MARGIN)
        total[1] += 1
    return [
        (row[0] + AGREEMENT * sums[kind][0] / sums[kind][1], row[1]) for row, kind in zip(scores, kinds, strict=True)
    ]
