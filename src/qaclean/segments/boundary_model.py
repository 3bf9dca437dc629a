"""How surely each place in a line is the boundary of two blocks: a logistic model over named features, with weights that are data.

Weights are learned from saved pages, flattened, whose block elements are known (`training/boundaries.py`). A second pass over a
place among its neighbours' scores was measured and gave nothing under cross-validation by site.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from qaclean.freed import give_back, remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.segments.boundaries import PageView, Place
from qaclean.segments.evened import words_beside
from qaclean.segments.place_features import (
    Again,
    Beside,
    PlaceSigns,
    Stops,
    again_names,
    beside_names,
    often_names,
    place_signs,
    stop_names,
)
from qaclean.segments.said_again import parts_of_words
from qaclean.shipped import read_shipped

__all__ = ["asked_for", "boundary_scores"]

_SAME = 3  # code points beside a place that make it one of many
_ENOUGH = 3


class _Weights(NamedTuple):
    bias: float
    features: dict[str, float]


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    data = json.loads(read_shipped("segments/boundary_weights.json"))
    return _Weights(data["bias"], data["features"])


def boundary_scores(view: PageView, places: Sequence[Place], asked: Sequence[bool] = ()) -> Sequence[float]:
    """The log odds of each place: above 0 a boundary is likelier than none. Where only some are `asked_for`, the others' mean nothing.

    Places with the same words beside them are judged together: half of a score is the mean of theirs.
    """
    size = places[-1].end - places[0].start if places else 0
    give_back(size)
    alone = array("d", map(_score_of, place_signs(view, places, asked)))
    before, behind = (_means(words, alone) for words in words_beside(view.text, places, _SAME))
    scores = array("d", (_together(*told) for told in zip(alone, before, behind, strict=True)))
    del alone, before, behind
    give_back(size)
    return scores


def asked_for(text: str, places: Sequence[Place], wanted: Sequence[bool]) -> list[bool]:
    """Which places the scores of the wanted ones are made of: these, and those with the same words beside them."""
    all_before, all_behind = words_beside(text, places, _SAME)
    behind, before = {*compress(all_behind, wanted)}, {*compress(all_before, wanted)}
    beside = zip(all_behind, all_before, strict=True)
    return [behind_it in behind or before_it in before for behind_it, before_it in beside]


def _means(words: Sequence[str], scores: Sequence[float]) -> list[float | None]:
    """For each place the mean score of the places with its words, where they are enough."""
    means: list[float | None] = [None] * len(scores)
    for part in parts_of_words(words):
        known: dict[str, int] = {}
        numbers = array("q", (known.setdefault(words[at], len(known)) for at in part))
        sums, counts = [0.0] * len(known), [0] * len(known)
        for at, number in zip(part, numbers, strict=True):
            sums[number] += scores[at]
            counts[number] += 1
        told = [total / many if many >= _ENOUGH else None for total, many in zip(sums, counts, strict=True)]
        for at, number in zip(part, numbers, strict=True):
            means[at] = told[number]
    return means


def _together(own: float, *others: float | None) -> float:
    known = [mean for mean in others if mean is not None]
    return (own + sum(known) / len(known)) / 2 if known else own


def _score_of(signs: PlaceSigns | None) -> float:
    """The weights of a place's signs, summed in the order of its features."""
    weights = _weights()
    if signs is None:
        return weights.bias
    beside, often, stops, words, again = signs
    told = [*_of_beside(beside), *_of_often(often), *_of_stops(stops), *_worth(words), *_of_again(again)]
    return sum(told, weights.bias)


def _worth(names: Iterable[str]) -> tuple[float, ...]:
    return tuple(filter(None, map(_weights().features.get, names)))


@remembered(REMEMBERED_NAMES)
def _of_beside(beside: Beside) -> tuple[float, ...]:
    return _worth(beside_names(beside))


@remembered(REMEMBERED_NAMES)
def _of_often(often: tuple[int, int]) -> tuple[float, ...]:
    return _worth(often_names(often))


@remembered(REMEMBERED_NAMES)
def _of_stops(stops: Stops) -> tuple[float, ...]:
    return _worth(stop_names(stops))


@remembered(REMEMBERED_NAMES)
def _of_again(again: Again) -> tuple[float, ...]:
    return _worth(again_names(again))
