"""One view of a page for all passes: its pieces and their evidence, its layout where it has one, the posts found, the chain's scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.posts.found import Found
from qaclean.posts.model import Range
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.segments.chain import Scores, Weights
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.stripper.layout_features import layout_features, line_kinds
from qaclean.stripper.layout_scores import agreeing, with_layout
from qaclean.stripper.piece_scores import PieceScorer, layout_scorer, page_scorer, text_scorer
from qaclean.stripper.text_view import TextView, view_text, view_zones

__all__ = ["View", "view_page"]


MANY_PIECES = 40  # a dump of more is weighed as a whole page with its menus, one of fewer as what somebody cut out: measured across sites


class View(NamedTuple):
    """What the passes see; `scores` holds each piece's score for each label of `weights`."""

    document: Document
    evidence: Sequence[Evidence]
    text: TextView
    found: Found
    scores: Sequence[Scores]
    weights: Weights

    @property
    def layout(self) -> Layout | None:
        """The layout of the pieces, where there is one of named elements (HTML)."""
        layout = self.document.layout
        return layout if layout is not None and layout.named else None

    @property
    def marked(self) -> Layout | None:
        """The layout of the pieces, where its elements have no names (Markdown): it is judged as a dump is, but for what the markup told."""
        layout = self.document.layout
        return None if layout is None or layout.named else layout

    @property
    def titled(self) -> bool:
        """Whether the first piece is the page's declared title."""
        return self.layout is not None and bool(self.layout.head.title) and bool(self.document.pieces)

    @property
    def elements(self) -> RepeatedElements | None:
        """The repeated elements that are the page's posts, or None."""
        best = self.found.elements[0] if self.found.elements else None
        return best if best is not None and best.is_posts else None

    @property
    def posts(self) -> list[Range]:
        """The ranges of the posts whose furniture stands among what people wrote."""
        if self.elements is None or self.layout is None:
            return []
        nodes = self.layout.nodes
        return [(nodes.firsts[node], nodes.lasts[node]) for node in self.elements.nodes]


def view_page(
    document: Document, evidence: Sequence[Evidence], found: Found, scorer: PieceScorer | None = None
) -> View:
    """The view of a page; `scorer` other than the shipped one for the page's kind is for training."""
    if found.exact:
        return View(document, evidence, view_zones(evidence), found, (), text_scorer().weights)
    text, layout = view_text(evidence), document.layout
    if layout is None or not layout.named:
        scorer = scorer or (page_scorer() if len(document.pieces) > MANY_PIECES else text_scorer())
        return View(document, evidence, text, found, scorer.scores(evidence, text), scorer.weights)
    scorer = scorer or layout_scorer()
    kinds = line_kinds(layout)
    features = layout_features(layout, found.elements, kinds)
    scores = with_layout(scorer.scores(evidence, text), features, scorer.weights)
    return View(document, evidence, text, found, agreeing(scores, kinds), scorer.weights)
