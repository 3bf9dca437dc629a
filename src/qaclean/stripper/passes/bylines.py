"""Bylines: a line that is wholly what a page says of its publication tells of the page, whatever its looks."""

from __future__ import annotations

from qaclean.segments.document import TELLS_OF_POST
from qaclean.stripper.labels import TELL, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.bylines import MAX_BYLINE, is_byline, is_byline_of_post, is_dated_source, names_author

__all__ = ["tell_bylines"]

BELOW = 3  # pieces below the heading of which one says who wrote it, and when
NEAR = 2  # pieces between a name and the date beside it

BYLINE = proof("metadata", "byline")
OF_POST = proof("metadata", TELLS_OF_POST)


def tell_bylines(view: View, labels: Labels) -> Labels:
    """The labels, with what is wholly a byline as metadata, and a name behind `by` where a line of metadata stands beside it."""
    new, evidence = list(labels), view.evidence
    own = []
    for i, seen in enumerate(evidence):
        if i and seen.length <= MAX_BYLINE and not labels[i].reason:
            own.append(i)
            if seen.digits > 1 and is_byline(seen.text):
                new[i] = OF_POST if is_byline_of_post(seen.text) else BYLINE
    below = _below_heading(view)
    dated = below if view.found.declared.published is None and not _declares_date(view) else range(0)
    for i in own:
        if i in dated and new[i] is labels[i] and is_dated_source(evidence[i].text):
            new[i] = BYLINE
    tells = [label is TELL or label is BYLINE for label in new]
    tells = [told or i in below for i, told in enumerate(tells)] if below else tells
    if True not in tells:
        return new
    for i in own:
        near = new[i] is labels[i] and True in tells[max(i - NEAR, 0) : i + NEAR + 1]
        if near and names_author(evidence[i].text):
            new[i] = BYLINE
            tells[i] = True
    return new


def _below_heading(view: View) -> range:
    """The lines right below the first heading of the first level that stands above running text, on a page without posts."""
    layout, found = view.layout, view.found
    if layout is None or view.elements is not None or found.thread is not None or found.empty is not None:
        return range(0)
    heading = next((i for i, origin in enumerate(layout.origins) if i and origin.level == 1), -1)
    return range(heading + 1, min(heading + 1 + BELOW, len(view.evidence))) if heading > 0 else range(0)


def _declares_date(view: View) -> bool:
    """Whether the page's head says when it was published."""
    layout = view.layout
    return layout is not None and any("publish" in name or "date" in name for name in layout.head.meta)
