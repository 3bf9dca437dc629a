"""The head of a page by proof: name and slogan of the site stand above the breadcrumb, the title below it, above the date."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.signals import Evidence
from qaclean.stripper.text_features import PageView

__all__ = ["site_head"]

MAX_ABOVE = 4  # blocks above a breadcrumb that can be the site's own
MAX_TITLE = 60  # code points


def site_head(evidence: Sequence[Evidence], view: PageView) -> tuple[frozenset[int], int]:
    """Indices of the blocks above the breadcrumb that are the site's own, and the index of the title, or -1.

    Holds only where the block right below the breadcrumb is short, tells nothing else, is new, and stands right above a line
    with date or views; and never for a block whose words the page says again (a title may stand above the breadcrumb too).
    """
    crumb, title = view.crumb, view.crumb + 1
    if not 1 <= crumb <= MAX_ABOVE or title + 1 >= len(evidence):
        return frozenset(), -1
    below = evidence[title]
    if below.cues or not 3 <= below.length <= MAX_TITLE or "publication-line" not in evidence[title + 1].cues:
        return frozenset(), -1
    if any(below.text in above.text for above in evidence[:crumb]):
        return frozenset(), -1
    return frozenset(i for i in range(crumb) if view.echoes[i] == 0), title
