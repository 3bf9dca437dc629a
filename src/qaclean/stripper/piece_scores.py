"""Scores of the pieces of a page for the chain: the weights of their features, summed.

A piece's own features and what it tells its neighbours are pure functions of its line; short lines repeat across the pages
of a site, so their sums are remembered (bounded, and the same whatever came before).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain, islice
from operator import itemgetter

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.segments.chain import Scores, Weights, adder_of, read_weights
from qaclean.segments.columns import held_scores, texts_of
from qaclean.segments.phrases import lines_with_phrases
from qaclean.segments.signals import SHORT_LINE, Evidence
from qaclean.stripper.dump_features import dump_names
from qaclean.stripper.text_features import (
    Look,
    Place,
    beside_names,
    characters_of,
    look_names,
    look_of,
    place_names,
    places_of,
    position_of,
)
from qaclean.stripper.text_view import TextView, place_of

__all__ = ["PieceScorer", "layout_scorer", "page_scorer", "text_scorer"]


class PieceScorer:
    """Scores pieces by one set of weights; `of_dumps` by what a line of a dump shows besides, too.

    >>> from qaclean.segments.document import Document, Piece
    >>> from qaclean.segments.signals import observe
    >>> from qaclean.stripper.text_view import view_text
    >>> seen = observe(Document("上一篇:怎么关机", "上一篇:怎么关机", (Piece(0, 8),)))
    >>> keep, drop, tell = text_scorer().scores(seen, view_text(seen))[0]
    >>> drop > keep
    True
    """

    def __init__(self, weights: Weights, *, of_dumps: bool = False) -> None:
        self.weights = weights
        self._add = adder_of(len(weights.labels))
        self._of_dumps = of_dumps
        self._begins, self._ends, self._pairs = (_under(weights, sign) for sign in "^$w")
        self._short = remembered(REMEMBERED)(self._own)
        self._looks = remembered(REMEMBERED)(self._look)
        self._placed = remembered(REMEMBERED)(self._place)
        self._neighbour = remembered(REMEMBERED)(self._beside)
        self._nothing = (0.0,) * len(weights.labels)  # beyond the first and the last piece

    def scores(self, evidence: Sequence[Evidence], view: TextView) -> Sequence[Scores]:
        """For each piece the score of each label."""
        places = {zone: place_of(zone) for zone in set(view.zones)}
        zones = [places[zone] for zone in view.zones]
        own = (  # what is not remembered is held for one piece at a time: a page may have a million
            self._short(e, zone) if e.length <= SHORT_LINE else self._own(e, zone)
            for e, zone in zip(evidence, zones, strict=True)
        )
        told: list[Scores] = [self._nothing] * len(zones)
        for i in lines_with_phrases(texts_of(evidence)) if self._of_dumps else ():
            told[i] = self._told(evidence[i], zones[i], position_of(i, len(zones) - 1 - i))
        beside = [self._neighbour(e.cues, e.length, e.running) for e in evidence]
        before = chain((self._nothing,), map(itemgetter(0), beside))
        after = chain(map(itemgetter(1), islice(beside, 1, None)), (self._nothing,))
        placed = map(self._placed, places_of(evidence, view))
        scores = map(self._add, zip(own, placed, before, after, told, strict=False))
        return held_scores(scores, len(self._nothing), evidence)

    def _own(self, e: Evidence, place: str) -> Scores:
        """What a piece shows: its look, then its characters. The sum goes on from that of the look, as one over all names does."""
        begin, end, pairs = characters_of(e)
        known = self._looks(look_of(e, place)), self._begins.get(begin), self._ends.get(end)
        return self._add(filter(None, (*known, *map(self._pairs.get, pairs))))

    def _look(self, look: Look) -> Scores:
        return self._sum(look_names(look))

    def _told(self, e: Evidence, zone: str, position: str) -> Scores:
        """What a line of a dump that holds phrases tells besides."""
        return self._sum(dump_names(e, zone, position))

    def _place(self, place: Place) -> Scores:
        return self._sum(place_names(place))

    def _beside(self, cues: tuple[str, ...], length: int, running: bool) -> tuple[Scores, Scores]:
        """What a piece says of the one after it, and of the one before it."""
        after, before = (self._sum(beside_names(side, cues, length, running)) for side in "pn")
        return after, before

    def _sum(self, names: Iterable[str]) -> Scores:
        return self._add(filter(None, map(self.weights.features.get, names)))


def _under(weights: Weights, sign: str) -> dict[str, Scores]:
    """The weights of the names that are a sign and one or two characters, by these."""
    return {name[1:]: row for name, row in weights.features.items() if name[0] == sign and len(name) <= 3}


@lru_cache(maxsize=1)
def text_scorer() -> PieceScorer:
    """The scorer of dumps, with the shipped weights."""
    return PieceScorer(read_weights("qaclean.stripper", "weights"), of_dumps=True)


@lru_cache(maxsize=1)
def page_scorer() -> PieceScorer:
    """The scorer of dumps of whole pages, with the shipped weights."""
    return PieceScorer(read_weights("qaclean.stripper", "page_weights"))


@lru_cache(maxsize=1)
def layout_scorer() -> PieceScorer:
    """The scorer of pages with layout, with the shipped weights."""
    return PieceScorer(read_weights("qaclean.stripper", "html_weights"))
