"""Scores of the pieces of a page with layout: those of the text, those of the layout, and what other lines of the same kind say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.segments.chain import Scores, Weights, adder_of
from qaclean.stripper.layout_features import ChainWords, LineFeatures, LineLook
from qaclean.stripper.piece_scores import layout_scorer

__all__ = ["agreeing", "with_layout"]

AGREEMENT = 0.6  # weight of what the other lines of a kind say; cross-validated
MAX_MARGIN = 6.0  # of a line that counts for its kind


def with_layout(texts: Sequence[Scores], layouts: Iterable[LineFeatures], weights: Weights) -> list[Scores]:
    """The scores of the text and those of the layout; what lines share is summed once."""
    scorer = _shipped() if weights is layout_scorer().weights else _LayoutScorer(weights)
    words: dict[int, tuple[Scores, ChainWords]] = {}  # by identity: made once for a node, and held as long as this
    rows = []
    for text, line in zip(texts, layouts, strict=True):
        held = words.get(id(line.words))
        if held is None:
            held = words[id(line.words)] = (scorer.words(line.words), line.words)
        rows.append(
            scorer.add((text, scorer.look(line.own), scorer.names(line.tags), held[0], scorer.names(line.around)))
        )
    return rows


class _LayoutScorer:
    """Sums the weights of layout features (those with `h:`, taken off here); what comes again on page after page is remembered."""

    def __init__(self, weights: Weights) -> None:
        features = {name[2:]: row for name, row in weights.features.items() if name.startswith("h:")}
        self.add = adder_of(len(weights.labels))
        self._features = features
        self._words = [{n[2:]: row for n, row in features.items() if n.startswith(sign)} for sign in ("w:", "W:", "o:")]
        self._known = [frozenset(rows) for rows in self._words]
        self.look = remembered(REMEMBERED_NAMES)(self._look)
        self.names = remembered(REMEMBERED_NAMES)(self._sum)

    def words(self, words: ChainWords) -> Scores:
        """The sum over the features that class words are, in the order of their names."""
        of_sign = zip(self._words, self._known, words, strict=True)
        return self.add([rows[part] for rows, known, parts in of_sign for part in sorted(known & parts)])

    def _look(self, look: LineLook) -> Scores:
        return self._sum(look.names())

    def _sum(self, names: tuple[str, ...]) -> Scores:
        return self.add(filter(None, map(self._features.get, names)))


@lru_cache(maxsize=1)
def _shipped() -> _LayoutScorer:
    return _LayoutScorer(layout_scorer().weights)


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
