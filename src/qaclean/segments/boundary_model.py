"""How surely each place in a line is the boundary of two blocks: a logistic model over named features, with weights that are data.

Weights are learned from saved pages, flattened, whose block elements are known (`benchmarks/train_segmenter.py`). A second pass over a
place among its neighbours' scores was measured and gave nothing under cross-validation by site.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from qaclean.segments.boundaries import PageView, Place, place_features

__all__ = ["boundary_scores"]


class _Weights(NamedTuple):
    bias: float
    features: dict[str, float]


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    data = json.loads(files("qaclean.segments").joinpath("boundary_weights.json").read_text("utf-8"))
    return _Weights(data["bias"], data["features"])


def boundary_scores(view: PageView, places: Sequence[Place]) -> list[float]:
    """The log odds of each place: above 0 a boundary is likelier than none."""
    weights = _weights()
    return [_sum(names, weights.features, weights.bias) for names in place_features(view, places)]


def _sum(names: Iterable[str], weights: dict[str, float], bias: float) -> float:
    return sum(filter(None, map(weights.get, names)), bias)
