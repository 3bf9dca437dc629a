"""THE boilerplate stripper: says which spans of a document go, why, and by which rule.

It never looks at questions or answers, and imports nothing of the parser. The chain labels every block from its evidence,
zone and neighbours; rules with proof of their own (captions) come first; then chrome inside kept lines is cut out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.chain import Weights, best_labels, read_weights, speaks_loudest
from qaclean.document import Document, Removal
from qaclean.evidence import Evidence
from qaclean.stripper.captions import caption_blocks
from qaclean.stripper.duplicates import duplicate_blocks
from qaclean.stripper.features import block_features
from qaclean.stripper.inline import cut_inside
from qaclean.stripper.reasons import explain_drop
from qaclean.stripper.veto import veto

__all__ = ["strip"]

KEEP, DROP, TELL = 0, 1, 2


@lru_cache(maxsize=1)
def _weights() -> Weights:
    return read_weights("qaclean.stripper", "weights")


def strip(document: Document, evidence: Sequence[Evidence]) -> list[Removal]:
    """The removals of a document, in order, never overlapping.

    `evidence` is `qaclean.evidence.observe(document)`. Spans count in `document.text`.
    """
    weights = _weights()
    features = block_features(evidence)
    labels = veto(best_labels(features, weights), features, evidence)
    captions = caption_blocks(evidence)
    kept = [label == KEEP and index not in captions for index, label in enumerate(labels)]
    repeats = duplicate_blocks(evidence, kept)
    removals: list[Removal] = []
    above = ""
    for index, (block, seen) in enumerate(zip(document.blocks, evidence, strict=True)):
        label = labels[index]
        if index in captions:
            removals.append(Removal(block.start, block.end, "image_alt", "caption-of-tags"))
        elif index in repeats:
            fuller = document.blocks[repeats[index]]
            removals.append(Removal(block.start, block.end, "duplicate", f"said-at-{fuller.start}-{fuller.end}"))
        elif label == KEEP:
            removals.extend(cut_inside(document.folded, block.start, block.end, seen))
            above = ""
        else:
            reason, rule, above = explain_drop(seen, features[index], label == TELL, above)
            if not rule:
                rule = "line:" + speaks_loudest(features[index], label, KEEP, weights)
            removals.append(Removal(block.start, block.end, reason, rule))
    return removals
