"""Scores of the blocks of a page for the chain: the weights of their features, summed.

A block's own features and what it tells its neighbours are pure functions of its line; short lines repeat across the pages
of a site, so their sums are remembered (bounded, and the same whatever came before).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.chain import Scores, Weights, read_weights, sum_scores
from qaclean.evidence import SHORT_LINE, Evidence
from qaclean.stripper.features import PageView, Place, beside_names, own_names, place_names, place_of, places_of

__all__ = ["block_scores", "weights"]

REMEMBERED = 8192  # short lines
_NONE = (0.0, 0.0, 0.0)  # beyond the first and the last block


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights of the stripper's chain."""
    return read_weights("qaclean.stripper", "weights")


def block_scores(evidence: Sequence[Evidence], view: PageView) -> list[Scores]:
    """For each block the score of each label."""
    own = [
        _own_score(e, place_of(zone)) if e.length <= SHORT_LINE else _own_sum(e, place_of(zone))
        for e, zone in zip(evidence, view.zones, strict=True)
    ]
    places = map(_place_score, places_of(evidence, view))
    beside = [_beside_scores(e.cues, e.length, e.running) for e in evidence]
    before = [_NONE, *(to_next for to_next, _ in beside)]
    after = [*(to_last for _, to_last in beside[1:]), _NONE]
    return [
        (o[0] + p[0] + b[0] + a[0], o[1] + p[1] + b[1] + a[1], o[2] + p[2] + b[2] + a[2])
        for o, p, b, a in zip(own, places, before, after, strict=False)
    ]


def _own_sum(e: Evidence, place: str) -> Scores:
    return sum_scores(own_names(e, place), weights())


_own_score = lru_cache(maxsize=REMEMBERED)(_own_sum)


@lru_cache(maxsize=REMEMBERED)
def _place_score(place: Place) -> Scores:
    return sum_scores(place_names(place), weights())


@lru_cache(maxsize=REMEMBERED)
def _beside_scores(cues: tuple[str, ...], length: int, running: bool) -> tuple[Scores, Scores]:
    """What a block says of the one after it, and of the one before it."""
    after, before = (sum_scores(beside_names(side, cues, length, running), weights()) for side in "pn")
    return after, before
