"""THE boilerplate stripper: says which spans of a document go, why, and by which rule.

It never looks at questions or answers, and imports nothing of the parser. The chain labels every block from its evidence,
zone and neighbours; rules with proof of their own (captions, duplicates, the veto) come on top; then chrome inside kept lines
is cut out.
"""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.stripper.captions import caption_blocks
from qaclean.stripper.duplicates import duplicate_blocks
from qaclean.stripper.inline import cut_inside
from qaclean.stripper.labelling import KEEP, TELL, label_blocks
from qaclean.stripper.laid_out import OF_POST, DeclaredLines, strip_html, strip_lines
from qaclean.stripper.markdown_pages import MarkdownLines
from qaclean.stripper.piece_scores import text_scorer
from qaclean.stripper.reasons import explain_drop
from qaclean.stripper.site_header import site_head
from qaclean.stripper.text_features import view_page
from qaclean.stripper.veto import keep_turns
from qaclean.text.followup_prefixes import has_turns

__all__ = ["OF_POST", "DeclaredLines", "MarkdownLines", "strip", "strip_html", "strip_lines"]


def strip(document: Document, evidence: Sequence[Evidence], marked: MarkdownLines | None = None) -> list[Removal]:
    """The removals of a document, in order, never overlapping.

    `evidence` is `qaclean.segments.signals.observe(document)`. Spans count in `document.text`. `marked` is what the
    markup of a Markdown page tells of the lines.
    """
    view = view_page(evidence)
    scorer = text_scorer()
    labels = label_blocks(scorer.scores(evidence, view), scorer.weights, evidence, view)
    if has_turns(document.folded):
        labels = keep_turns(labels, evidence)
    named = -1
    if marked is not None:
        labels, named = marked.revise(labels)
    head, title = site_head(evidence, view)
    if title >= 0:
        labels[title] = KEEP
    captions = caption_blocks(evidence)
    repeats = duplicate_blocks(
        evidence, [label == KEEP and i not in captions and i not in head for i, label in enumerate(labels)]
    )
    removals: list[Removal] = []
    above = ""
    for index, (block, seen) in enumerate(zip(document.blocks, evidence, strict=True)):
        label = labels[index]
        if index in head and label == KEEP:
            removals.append(Removal(block.start, block.end, "site_chrome", "above-breadcrumb"))
        elif index in captions:
            removals.append(Removal(block.start, block.end, "image_alt", "caption-of-tags"))
        elif index in repeats:
            fuller = document.blocks[repeats[index]]
            removals.append(Removal(block.start, block.end, "duplicate", f"said-at-{fuller.start}-{fuller.end}"))
        elif label == KEEP:
            removals.extend(cut_inside(document.folded, block.start, block.end, title=index == named))
            above = ""
        else:
            reason, rule, above = explain_drop(seen, view.zones[index], label == TELL, above)
            removals.append(Removal(block.start, block.end, reason, rule))
    return removals
