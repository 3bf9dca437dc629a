"""THE boilerplate stripper: says which spans of a document go, why, and by which rule.

It never looks at questions or answers, and imports nothing of the parser. One view of the page (`view.py`), one call of the chain, an ordered
list of passes over its labels (`passes/`), one emitter of removals (`emission.py`): the same for dumps, HTML and Markdown.
"""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.found import Found
from qaclean.segments.chain import best_path
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.stripper.emission import emit_removals
from qaclean.stripper.labels import Labels, verdicts
from qaclean.stripper.passes import PASSES, PASSES_OF_DUMPS, PASSES_OF_KEPT_DUMPS, PASSES_OF_KNOWN_POSTS
from qaclean.stripper.passes.posts import keep_post_lines
from qaclean.stripper.view import View, view_page

__all__ = ["label_pieces", "strip"]


def strip(document: Document, evidence: Sequence[Evidence], found: Found) -> list[Removal]:
    """The removals of a document, in order, never overlapping.

    `evidence` is `qaclean.segments.signals.observe(document)`, `found` what `qaclean.posts.found.find_posts` gives. Spans count in `document.text`.
    """
    view = view_page(document, evidence, found)
    removals = emit_removals(view, label_pieces(view))
    return sorted([*removals, *document.aside]) if document.aside else removals


def label_pieces(view: View) -> Labels:
    """A verdict for each piece: what is known to the piece, else the chain's, after all passes."""
    if view.found.exact:
        labels, passes = keep_post_lines(view), PASSES_OF_KNOWN_POSTS
    else:
        path = best_path(view.scores, view.weights)
        labels, passes = verdicts(path), PASSES
        if view.document.layout is None:
            passes = PASSES_OF_DUMPS if any(path) else PASSES_OF_KEPT_DUMPS
    for step in passes:
        labels = step(view, labels)
    return labels
