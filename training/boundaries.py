"""Train the segmenter's model of block boundaries on saved pages, flattened, and cross-validate it by site.

A logistic regression with an L2 penalty over the features of `qaclean.segments.boundaries`. Each site weighs with the root of its places, so
that no large page or site rules; Chinese pages, of which there are few sites, weigh fourfold. Deterministic. Needs numpy and scipy.
"""

from __future__ import annotations

import json
import pathlib
import re
import sys
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from qaclean.segments.boundaries import PageView, Place, find_places, view_page
from qaclean.segments.document import fold
from qaclean.segments.place_features import place_features
from training.crf import Fit
from training.flattened_blocks import Flattened, Kind, flattened_pages
from training.generated_lines import SITE
from training.inputs import every_site

__all__ = ["boundary_text", "validate_boundaries"]

MIN_SITES, MIN_SITES_OF_WORD = 3, 8  # a feature of fewer sites teaches a site; words of a language need more
MIN_WEIGHT = 0.08
CHINESE, ZHIDAO = 4, 8  # times that a Chinese site, and the best known of them, weighs
WORD = " word "  # in the names of features that tell a word
_HAN = re.compile("[\u3400-\u9fff]")


class Example(NamedTuple):
    """A flattened page: the features of its places and what each was; `missed` boundaries are at no candidate."""

    site: str
    group: str
    features: list[list[str]]
    kinds: list[int]
    missed: int


class Model(NamedTuple):
    """Weights by feature."""

    bias: float
    weights: dict[str, float]


def boundary_text(
    corpus: pathlib.Path,
    ours: Sequence[pathlib.Path],
    fit: Fit,
    seen: Callable[[str], bool] = every_site,
    more: Iterable[Flattened] = (),
) -> str:
    """The weights file trained on the saved pages below `corpus` and those of `ours` whose site and name are `seen`, and on `more` pages: JSON with a feature a line."""
    pages = (page for page in flattened_pages(corpus, ours) if seen(page.site) and seen(page.name))
    model = _fit([_example(page) for page in chain(pages, more)], fit)
    kept = {name: round(weight, 2) for name, weight in sorted(model.weights.items()) if abs(weight) >= MIN_WEIGHT}
    return json.dumps({"bias": round(model.bias, 3), "features": kept}, ensure_ascii=False, indent=0) + "\n"


def validate_boundaries(corpus: pathlib.Path, ours: Sequence[pathlib.Path], fit: Fit, folds: int) -> list[str]:
    """Precision and recall of cuts at block boundaries, a row a group of pages, each page judged by weights that never saw its site."""
    return _validate([_example(page) for page in flattened_pages(corpus, ours)], fit, folds)


def _example(page: Flattened) -> Example:
    text = fold(page.text)
    view = view_page(text)
    places: list[Place] = []
    at = 0
    for line in text.split("\n"):
        places += find_places(view, at, at + len(line))
        at += len(line) + 1
    spans = [range(place.start, place.end + 1) for place in places]
    kinds = [int(max(page.kinds.get(offset, Kind.NONE) for offset in span)) for span in spans]
    covered = {offset for span in spans for offset in span}
    missed = sum(kind == Kind.BLOCK and offset not in covered for offset, kind in page.kinds.items())
    chinese = len(_HAN.findall(text)) > 0.2 * len(text)
    group = "zhidao" if page.site == "zhidao" else "chinese" if chinese else "other"
    names = _names(view, places)
    if page.site.startswith(SITE):
        names = [[name for name in row if WORD not in name] for row in names]
    return Example(page.site, f"{group} {'spaces' if page.spaced else 'joined'}", names, kinds, missed)


def _names(view: PageView, places: Sequence[Place]) -> list[list[str]]:
    """The features of places, each name held once: millions of them."""
    return [[*map(sys.intern, names)] for names in place_features(view, places)]


def _fit(examples: Sequence[Example], fit: Fit) -> Model:
    """Weights learned from these pages; neutral places teach nothing."""
    index = _index(examples)
    rows = array("i")
    ends, right, sites = [0], [], []
    for example in examples:
        for names, kind in zip(example.features, example.kinds, strict=True):
            if kind != Kind.NEUTRAL:
                rows.extend(index[name] for name in names if name in index)
                ends.append(len(rows))
                right.append(kind == Kind.BLOCK)
                sites.append(example.site)
    matrix = csr_matrix(
        (np.ones(len(rows)), np.frombuffer(rows, dtype=np.int32), np.array(ends)), shape=(len(right), len(index))
    )
    found = _minimum(matrix, np.array(right, dtype=float), _shares(examples, sites), fit)
    return Model(float(found[-1]), dict(zip(index, map(float, found[:-1]), strict=True)))


def _index(examples: Sequence[Example]) -> dict[str, int]:
    sites: dict[str, set[str]] = defaultdict(set)
    for example in examples:
        for name in {name for names in example.features for name in names}:
            sites[name].add(example.site)
    enough = sorted(name for name, at in sites.items() if len(at) >= (MIN_SITES_OF_WORD if WORD in name else MIN_SITES))
    return {name: number for number, name in enumerate(enough)}


def _shares(examples: Sequence[Example], sites: Sequence[str]) -> NDArray[np.float64]:
    chinese = {e.site for e in examples if not e.group.startswith("other") and not e.site.startswith(SITE)}
    counts = Counter(sites)
    share = {
        site: (count * 3000) ** 0.5 / count * (CHINESE if site in chinese else 1) for site, count in counts.items()
    }
    if "zhidao" in share:
        share["zhidao"] *= ZHIDAO  # a hundred pages of one site, of all its ages
    return np.array([share[site] for site in sites])


def _minimum(matrix: Any, right: NDArray[np.float64], shares: NDArray[np.float64], fit: Fit) -> NDArray[np.float64]:
    turned = matrix.T.tocsr()

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = matrix @ weights[:-1] + weights[-1]
        error = shares * (1 / (1 + np.exp(-odds)) - right)
        value = float(
            (shares * (np.logaddexp(0, odds) - right * odds)).sum() + fit.penalty / 2 * (weights[:-1] @ weights[:-1])
        )
        return value, np.append(turned @ error + fit.penalty * weights[:-1], error.sum())

    start = np.zeros(matrix.shape[1] + 1)
    start[-1] = -2.0
    found: NDArray[np.float64] = minimize(
        loss, start, jac=True, method="L-BFGS-B", options={"maxiter": fit.iterations}
    ).x
    return found


def _validate(examples: Sequence[Example], fit: Fit, folds: int) -> list[str]:
    sites = {site: number % folds for number, site in enumerate(sorted({example.site for example in examples}))}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for fold_number in range(folds):
        model = _fit([example for example in examples if sites[example.site] != fold_number], fit)
        for example in examples:
            if sites[example.site] == fold_number:
                counts[example.group] += _count(example, model)
    rows = []
    for group, count in sorted(counts.items()):
        precision = count["right"] / max(1, count["right"] + count["wrong"])
        recall = count["right"] / max(1, count["right"] + count["left"])
        rows.append(
            f"{group}: precision {precision:.3f} recall {recall:.3f}, {count['inline']} of {count['wrong']} wrong cuts at inline elements, {count['pages']} pages"
        )
    return rows


def _count(example: Example, model: Model) -> Counter[str]:
    count = Counter(pages=1, left=example.missed)
    for names, kind in zip(example.features, example.kinds, strict=True):
        cut = sum((model.weights.get(name, 0.0) for name in names), model.bias) > 0
        count["right"] += cut and kind == Kind.BLOCK
        count["wrong"] += cut and kind < Kind.NEUTRAL
        count["inline"] += cut and kind == Kind.INLINE
        count["left"] += not cut and kind == Kind.BLOCK
    return count
