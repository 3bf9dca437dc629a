"""Scores of the blocks of a page for the chain: the weights of their features, summed.

A block's own features and what it tells its neighbours are pure functions of its line; short lines repeat across the pages
of a site, so their sums are remembered (bounded, and the same whatever came before).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.chain import Scores, Weights, read_weights, sum_scores
from qaclean.evidence import SHORT_LINE, Evidence
from qaclean.stripper.features import PageView, Place, beside_names, own_names, place_at, place_names, place_of

__all__ = ["block_scores", "weights"]

REMEMBERED = 8192  # short lines


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the stripper's chain."""
    return read_weights("qaclean.stripper", "weights")


def block_scores(evidence: Sequence[Evidence], view: PageView) -> list[Scores]:
    """For each block the score of each label."""
    rows: list[Scores] = []
    size = len(evidence)
    place_score = _place_score
    for i, e in enumerate(evidence):
        parts = [
            _own_score(e, place_of(view.zones[i])) if e.length <= SHORT_LINE else _own_sum(e, place_of(view.zones[i]))
        ]
        parts.append(place_score(place_at(i, evidence, view)))
        if i:
            before = evidence[i - 1]
            parts.append(_beside_score("p", before.cues, before.length, before.running))
        if i + 1 < size:
            after = evidence[i + 1]
            parts.append(_beside_score("n", after.cues, after.length, after.running))
        rows.append([*map(sum, zip(*parts, strict=True))])
    return rows


def _own_sum(e: Evidence, place: str) -> Scores:
    return sum_scores(own_names(e, place), weights())


_own_score = lru_cache(maxsize=REMEMBERED)(_own_sum)


@lru_cache(maxsize=REMEMBERED)
def _place_score(place: Place) -> Scores:
    return sum_scores(place_names(place), weights())


@lru_cache(maxsize=REMEMBERED)
def _beside_score(side: str, cues: tuple[str, ...], length: int, running: bool) -> Scores:
    return sum_scores(beside_names(side, cues, length, running), weights())
