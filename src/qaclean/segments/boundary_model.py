"""How surely each place in a line is the boundary of two blocks: a logistic model over named features, with weights that are data.

Weights are learned from saved pages, flattened, whose block elements are known (`training/boundaries.py`). A second pass over a
place among its neighbours' scores was measured and gave nothing under cross-validation by site.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.segments.boundaries import PageView, Place, place_features
from qaclean.segments.evened import Evened, evened
from qaclean.shipped import read_shipped

__all__ = ["boundary_scores"]

_SAME = 3  # code points beside a place that make it one of many
_ENOUGH = 3


class _Weights(NamedTuple):
    bias: float
    features: dict[str, float]


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    data = json.loads(read_shipped("segments/boundary_weights.json"))
    return _Weights(data["bias"], data["features"])


def boundary_scores(view: PageView, places: Sequence[Place], wanted: Sequence[bool] = ()) -> list[float]:
    """The log odds of each place: above 0 a boundary is likelier than none. Where only some are `wanted`, the others' mean nothing.

    Places with the same words beside them are judged together: half of a score is the mean of theirs.
    """
    weights = _weights()
    line = evened(view.text, places, _SAME)
    asked = _asked(line, places, wanted) if wanted else ()
    alone = array("d", (_sum(names, weights.features, weights.bias) for names in place_features(view, places, asked)))
    behind = _means((line.behind(place.end, _SAME) for place in places), alone)
    before = _means((line.before(place.start, _SAME) for place in places), alone)
    return [_together(*scores) for scores in zip(alone, before, behind, strict=True)]


def _asked(line: Evened, places: Sequence[Place], wanted: Sequence[bool]) -> list[bool]:
    """Which places the scores of the wanted ones are made of: these, and those with the same words beside them."""
    behind = {line.behind(place.end, _SAME) for place, want in zip(places, wanted, strict=True) if want}
    before = {line.before(place.start, _SAME) for place, want in zip(places, wanted, strict=True) if want}
    return [line.behind(p.end, _SAME) in behind or line.before(p.start, _SAME) in before for p in places]


def _means(keys: Iterable[str], scores: Sequence[float]) -> list[float | None]:
    """For each place the mean score of the places with its key, where they are enough. A long line has very many, so that keys are numbers and a mean is one object."""
    known: dict[str, int] = {}
    numbers = array("q", (known.setdefault(key, len(known)) for key in keys))
    sums, counts = [0.0] * len(known), [0] * len(known)
    for number, score in zip(numbers, scores, strict=True):
        sums[number] += score
        counts[number] += 1
    means = [total / many if many >= _ENOUGH else None for total, many in zip(sums, counts, strict=True)]
    return [means[number] for number in numbers]


def _together(own: float, *others: float | None) -> float:
    known = [mean for mean in others if mean is not None]
    return (own + sum(known) / len(known)) / 2 if known else own


def _sum(names: Iterable[str], weights: dict[str, float], bias: float) -> float:
    return sum(filter(None, map(weights.get, names)), bias)
