"""The head of a page by proof: name and slogan of the site stand above the breadcrumb, the title below it, above the date."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.text_view import TextView
from qaclean.stripper.view import View

__all__ = ["drop_site_header", "site_header"]

MAX_ABOVE = 4  # pieces above a breadcrumb that can be the site's own
MAX_TITLE = 60  # code points


def site_header(evidence: Sequence[Evidence], text: TextView) -> tuple[frozenset[int], int]:
    """Indices of the pieces above the breadcrumb that are the site's own, and the index of the title, or -1.

    Holds only where the piece right below the breadcrumb is short, tells nothing else, is new, and stands right above a line
    with date or views; and never for a piece whose words the page says again (a title may stand above the breadcrumb too).
    """
    crumb, title = text.crumb, text.crumb + 1
    if not 1 <= crumb <= MAX_ABOVE or title + 1 >= len(evidence):
        return frozenset(), -1
    below = evidence[title]
    dated = not cues_with("publication").isdisjoint(evidence[title + 1].cues)
    if below.cues or not 3 <= below.length <= MAX_TITLE or not dated:
        return frozenset(), -1
    if any(below.text in above.text for above in evidence[:crumb]):
        return frozenset(), -1
    return frozenset(i for i in range(crumb) if text.echoes[i] == 0), title


def drop_site_header(view: View, labels: Labels) -> Labels:
    """The labels, with what stands above the breadcrumb as the site's, and the title below it kept."""
    if view.layout is not None or view.text.crumb < 1:
        return labels
    above, title = site_header(view.evidence, view.text)
    header = proof("site_chrome", "above-breadcrumb")
    new = [header if i in above and label is KEEP else label for i, label in enumerate(labels)]
    if title >= 0:
        new[title] = KEEP
    return new
