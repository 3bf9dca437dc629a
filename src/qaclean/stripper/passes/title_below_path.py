"""The title of a dump that begins with the way to the page: the line right below `Home > Repairs > Chain`."""

from __future__ import annotations

import re

from qaclean.segments.signals import Evidence
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.passes.bylines import BYLINE
from qaclean.stripper.view import View
from qaclean.text.titles import asks

__all__ = ["keep_title_below_path"]

BELOW = 2  # lines below the path
MIN_TITLE, MAX_TITLE = 4, 120  # code points
_ARROW = re.compile(r"\s{0,3}[>»›→]\s{0,3}")


def keep_title_below_path(view: View, labels: Labels) -> Labels:
    """Where nothing is kept above it, the line below the way to the page stays if it is the way's last entry, asks, or has a byline below it."""
    if view.layout is not None:
        return labels
    first = next((i for i, label in enumerate(labels) if label is KEEP), len(labels))
    for i in range(min(first, len(labels) - 1)):
        if "breadcrumb" in view.evidence[i].fired and (words := _ARROW.split(view.evidence[i].text))[1:]:
            at = next((j for j in range(i + 1, min(i + 1 + BELOW, first)) if _is_title(view, labels, j, words[-1])), -1)
            return [KEEP if j == at else label for j, label in enumerate(labels)]
    return labels


def _is_title(view: View, labels: Labels, index: int, entry: str) -> bool:
    seen = view.evidence[index]
    if labels[index].reason or not _may_be(seen):
        return False
    return seen.text == entry.strip() or asks(seen.text) or labels[index + 1] is BYLINE


def _may_be(seen: Evidence) -> bool:
    return MIN_TITLE <= seen.length <= MAX_TITLE and not seen.cues and seen.text[-1] not in "\u3002.;,:\uff1a"
