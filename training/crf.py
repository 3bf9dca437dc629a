"""The learner: a conditional random field over the lines of a page, with a softmax margin and an L2 penalty.

A wrong label costs while the field is fitted, more for long blocks; without that a page's one long answer weighs as much as a button.
Fitted by L-BFGS from zero, on one thread: the same examples give the same weights, to the byte, on the same versions of numpy and scipy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from qaclean.segments.chain import Weights

__all__ = ["Example", "Fit", "train"]

Array = NDArray[np.float64]


class Example(NamedTuple):
    """One sequence to learn from: per block its feature names, its gold label and what a wrong label costs.

    `sizes` are code points: what figures are weighted by.
    """

    name: str
    features: list[list[str]]
    gold: list[int]
    costs: list[float]
    sizes: list[int]


class Fit(NamedTuple):
    """How a field is fitted: the L2 `penalty`, most `iterations` of L-BFGS, and what is left out.

    A feature seen on fewer than `pages` pages teaches a page, not a structure; one whose weights all stay below `smallest` says nothing.
    """

    penalty: float
    iterations: int = 250
    pages: int = 3
    smallest: float = 0.03


class _Batch(NamedTuple):
    """Sequences of about one length: `x` rows by features (sparse), and for each sequence and place the row, its gold label and its costs."""

    x: csr_matrix
    rows: NDArray[np.int64]
    mask: NDArray[np.bool_]
    gold: NDArray[np.int64]
    margin: Array


def train(examples: Sequence[Example], labels: tuple[str, ...], fit: Fit) -> Weights:
    """The weights of a field that is fitted to the examples.

    >>> walk = Example("a", [["hot"], ["cold"]] * 3, [0, 1] * 3, [1.0] * 6, [1] * 6)
    >>> weights = train([walk] * 3, ("go", "stay"), Fit(penalty=0.1))
    >>> weights.features["hot"][0] > weights.features["hot"][1]
    True
    """
    counts = Counter(name for e in examples for name in {n for row in e.features for n in row})
    names = sorted(name for name, count in counts.items() if count >= fit.pages)
    index = {name: i for i, name in enumerate(names)}
    batches = [_batch(part, index, len(labels)) for part in _alike(examples)]
    size = len(names) * len(labels) + len(labels) + len(labels) ** 2
    options = {"maxiter": fit.iterations}
    found = minimize(
        _objective, np.zeros(size), args=(batches, fit.penalty), jac=True, method="L-BFGS-B", options=options
    )
    w, first, follow = _unpack(found.x, len(names), len(labels))
    return Weights(labels, _rounded(first), _kept(names, w, fit.smallest), tuple(map(_rounded, follow)))


def _kept(names: Sequence[str], w: Array, smallest: float) -> dict[str, tuple[float, ...]]:
    return {name: _rounded(row) for name, row in zip(names, w, strict=True) if np.abs(row).max() >= smallest}


def _rounded(row: Array) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in row)


def _alike(examples: Sequence[Example]) -> list[list[Example]]:
    """Sequences grouped by length, so that short ones are not padded to the longest."""
    groups: dict[int, list[Example]] = {}
    for example in examples:
        groups.setdefault(len(example.gold).bit_length(), []).append(example)
    return [groups[key] for key in sorted(groups)]


def _batch(examples: Sequence[Example], index: dict[str, int], labels: int) -> _Batch:
    shape = (len(examples), max(len(e.gold) for e in examples))
    rows, mask, gold = np.zeros(shape, np.int64), np.zeros(shape, np.bool_), np.zeros(shape, np.int64)
    margin = np.zeros((*shape, labels))
    columns: list[int] = []
    ends = [0]
    for p, example in enumerate(examples):
        for t, names in enumerate(example.features):
            rows[p, t], mask[p, t], gold[p, t] = len(ends) - 1, True, example.gold[t]
            margin[p, t] = example.costs[t]
            margin[p, t, example.gold[t]] = 0.0
            columns.extend(index[name] for name in names if name in index)
            ends.append(len(columns))
    x = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(ends) - 1, len(index)))
    return _Batch(x, rows, mask, gold, margin)


def _unpack(theta: Array, names: int, labels: int) -> tuple[Array, Array, Array]:
    """The parts of the flat vector: weights of features, of the first label, of each label behind each."""
    cut = names * labels
    return theta[:cut].reshape(-1, labels), theta[cut : cut + labels], theta[cut + labels :].reshape(labels, labels)


def _objective(theta: Array, batches: Sequence[_Batch], penalty: float) -> tuple[float, Array]:
    """Loss and gradient over all batches, with the penalty."""
    loss, gradient = penalty * float(theta @ theta), 2 * penalty * theta
    for batch in batches:
        part, slope = _loss(theta, batch)
        loss += part
        gradient = gradient + slope
    return loss, gradient


def _loss(theta: Array, batch: _Batch) -> tuple[float, Array]:
    """Negative log likelihood of a batch and its gradient."""
    labels = batch.margin.shape[2]
    w, first, follow = _unpack(theta, batch.x.shape[1], labels)
    scores = (batch.x @ w)[batch.rows]
    emit = scores + batch.margin
    forward = _forward(emit, batch.mask, first, follow)
    total = _log_sum(forward[:, -1], axis=1)
    backward, pairs = _backward(emit, batch.mask, follow, forward, total)
    chance = np.exp(forward + backward - total[:, None, None]) * batch.mask[:, :, None]
    page, place = np.nonzero(batch.mask)
    gold = batch.gold[page, place]
    loss = total.sum() - scores[page, place, gold].sum() - first[batch.gold[:, 0]].sum()
    chance[page, place, gold] -= 1.0
    linked = batch.mask[:, 1:]
    a, b = batch.gold[:, :-1][linked], batch.gold[:, 1:][linked]
    loss -= follow[a, b].sum()
    np.subtract.at(pairs, (a, b), 1.0)
    by_row = np.zeros((batch.x.shape[0], labels))
    by_row[batch.rows[page, place]] = chance[page, place]
    return float(loss), np.concatenate([(batch.x.T @ by_row).ravel(), chance[:, 0].sum(axis=0), pairs.ravel()])


def _log_sum(x: Array, axis: int) -> Array:
    """Logarithm of the sum of exponentials along an axis (scipy's `logsumexp` spends four times as long on looking at its arguments)."""
    top = x.max(axis=axis, keepdims=True)
    summed: Array = np.log(np.exp(x - top).sum(axis=axis)) + top.squeeze(axis)
    return summed


def _forward(emit: Array, mask: NDArray[np.bool_], first: Array, follow: Array) -> Array:
    """For each sequence, place and label the log of the sum over all paths that end there."""
    forward = np.zeros_like(emit)
    forward[:, 0] = first + emit[:, 0]
    for t in range(1, mask.shape[1]):
        step = _log_sum(forward[:, t - 1, :, None] + follow[None], axis=1) + emit[:, t]
        forward[:, t] = np.where(mask[:, t, None], step, forward[:, t - 1])
    return forward


def _backward(emit: Array, mask: NDArray[np.bool_], follow: Array, forward: Array, total: Array) -> tuple[Array, Array]:
    """The same from the end, and how often each label is expected behind each."""
    backward, pairs = np.zeros_like(emit), np.zeros_like(follow)
    for t in range(mask.shape[1] - 2, -1, -1):
        ahead = emit[:, t + 1] + backward[:, t + 1]
        step = _log_sum(follow[None] + ahead[:, None, :], axis=2)
        on = mask[:, t + 1]
        backward[:, t] = np.where(on[:, None], step, 0.0)
        joint = np.exp(forward[on, t, :, None] + follow[None] + ahead[on][:, None, :] - total[on, None, None])
        pairs += joint.sum(axis=0)
    return backward, pairs
