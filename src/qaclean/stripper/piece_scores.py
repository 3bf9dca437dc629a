"""Scores of the blocks of a page for the chain: the weights of their features, summed.

A block's own features and what it tells its neighbours are pure functions of its line; short lines repeat across the pages
of a site, so their sums are remembered (bounded, and the same whatever came before).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from operator import itemgetter

from qaclean.segments.chain import Scores, Weights, add_scores, read_weights, sum_scores
from qaclean.segments.signals import SHORT_LINE, Evidence
from qaclean.stripper.text_features import PageView, Place, beside_names, own_names, place_names, place_of, places_of

__all__ = ["BlockScorer", "text_scorer"]

REMEMBERED = 8192  # short lines


class BlockScorer:
    """Scores blocks by one set of weights.

    >>> from qaclean.segments.document import Block, Document
    >>> from qaclean.segments.signals import observe
    >>> from qaclean.stripper.text_features import view_page
    >>> seen = observe(Document("上一篇:怎么关机", "上一篇:怎么关机", (Block(0, 8),)))
    >>> keep, drop, tell = text_scorer().scores(seen, view_page(seen))[0]
    >>> drop > keep
    True
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._short = lru_cache(maxsize=REMEMBERED)(self._own)
        self._placed = lru_cache(maxsize=REMEMBERED)(self._place)
        self._neighbour = lru_cache(maxsize=REMEMBERED)(self._beside)
        self._nothing = (0.0,) * len(weights.labels)  # beyond the first and the last block

    def scores(self, evidence: Sequence[Evidence], view: PageView) -> list[Scores]:
        """For each block the score of each label."""
        own = [
            self._short(e, place_of(zone)) if e.length <= SHORT_LINE else self._own(e, place_of(zone))
            for e, zone in zip(evidence, view.zones, strict=True)
        ]
        places = map(self._placed, places_of(evidence, view))
        beside = [self._neighbour(e.cues, e.length, e.running) for e in evidence]
        before = [self._nothing, *map(itemgetter(0), beside)]
        after = [*map(itemgetter(1), beside[1:]), self._nothing]
        labels = len(self.weights.labels)
        return [add_scores(parts, labels) for parts in zip(own, places, before, after, strict=False)]

    def _own(self, e: Evidence, place: str) -> Scores:
        return self._sum(own_names(e, place))

    def _place(self, place: Place) -> Scores:
        return self._sum(place_names(place))

    def _beside(self, cues: tuple[str, ...], length: int, running: bool) -> tuple[Scores, Scores]:
        """What a block says of the one after it, and of the one before it."""
        after, before = (self._sum(beside_names(side, cues, length, running)) for side in "pn")
        return after, before

    def _sum(self, names: Iterable[str]) -> Scores:
        return sum_scores(names, self.weights)


@lru_cache(maxsize=1)
def text_scorer() -> BlockScorer:
    """The scorer of dumps, with the shipped weights."""
    return BlockScorer(read_weights("qaclean.stripper", "weights"))
