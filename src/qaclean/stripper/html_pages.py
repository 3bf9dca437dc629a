"""Stripping an HTML page: the chain with the weights for HTML labels its lines; repeats of the title and long repeats go.

The layout comes on top of the text's evidence (`layout.py`); a page of which hardly anything would stay is labelled again with a
pull towards `keep`, as dumps are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.chain import Weights, best_path, read_weights, sum_scores
from qaclean.document import Document, Removal
from qaclean.evidence import Evidence
from qaclean.stripper.features import block_features, view_page
from qaclean.stripper.reasons import explain_drop

__all__ = ["label_lines", "strip_html"]

KEEP = 0
MIN_SHARE = 0.15  # of the page's code points; less is hardly ever all of its content
PULL, MAX_PULL = 0.5, 6.0
MIN_SAME = 60  # code points of a line that is not said twice by chance


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return read_weights("qaclean.stripper", "html_weights")


def label_lines(evidence: Sequence[Evidence], layout: Sequence[Sequence[str]], weights: Weights | None = None) -> list[int]:
    """KEEP (0) or drop (1) for each line; `layout` are its layout features."""
    if not evidence:
        return []
    weights = weights or _weights()
    scores = [
        sum_scores([*text, *(f"h:{name}" for name in row)], weights)
        for text, row in zip(block_features(evidence), layout, strict=True)
    ]
    labels = best_path(scores, weights)
    whole = sum(e.length for e in evidence)
    pull = 0.0
    while pull < MAX_PULL and _kept(labels, evidence) < MIN_SHARE * whole:
        pull += PULL
        labels = best_path([(row[0] + pull, row[1]) for row in scores], weights)
    return labels


def _kept(labels: Sequence[int], evidence: Sequence[Evidence]) -> int:
    return sum(e.length for e, label in zip(evidence, labels, strict=True) if label == KEEP)


def strip_html(document: Document, evidence: Sequence[Evidence], layout: Sequence[Sequence[str]], *, titled: bool) -> list[Removal]:
    """The removals of a rendered page; with `titled` its first line is the page's title and stays."""
    labels = label_lines(evidence, layout)
    if titled and labels:
        labels[0] = KEEP
    zones = view_page(evidence).zones
    title = evidence[0].text if titled and evidence else ""
    said: dict[str, int] = {}
    removals: list[Removal] = []
    above = ""
    for index, (block, seen) in enumerate(zip(document.blocks, evidence, strict=True)):
        if labels[index] == KEEP and index and titled and 4 <= seen.length and title.startswith(seen.text):
            removals.append(Removal(block.start, block.end, "duplicate", "title-again"))
        elif labels[index] == KEEP and seen.length >= MIN_SAME and seen.text in said:
            fuller = document.blocks[said[seen.text]]
            removals.append(Removal(block.start, block.end, "duplicate", f"said-at-{fuller.start}-{fuller.end}"))
        elif labels[index] == KEEP:
            said.setdefault(seen.text, index)
            above = ""
        else:
            reason, rule, above = explain_drop(seen, zones[index], False, above)
            removals.append(Removal(block.start, block.end, reason, rule))
    return removals
