"""Bylines: a line that is wholly what a page says of its publication tells of the page, whatever its looks."""

from __future__ import annotations

from qaclean.segments.document import TELLS_OF_POST
from qaclean.stripper.labels import TELL, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.bylines import MAX_BYLINE, is_byline, is_byline_of_post, names_author

__all__ = ["tell_bylines"]

NEAR = 2  # pieces between a name and the date beside it

BYLINE = proof("metadata", "byline")
OF_POST = proof("metadata", TELLS_OF_POST)


def tell_bylines(view: View, labels: Labels) -> Labels:
    """The labels, with what is wholly a byline as metadata, and a name behind `by` where a line of metadata stands beside it."""
    new = list(labels)
    lines = [seen.text for seen in view.evidence]
    own = [i for i, line in enumerate(lines) if not labels[i].reason and len(line) <= MAX_BYLINE]
    for i in own:
        if i and view.evidence[i].digits > 1 and is_byline(lines[i]):
            new[i] = OF_POST if is_byline_of_post(lines[i]) else BYLINE
    tells = [label is TELL or label is BYLINE for label in new]
    if True not in tells:
        return new
    for i in own:
        if i and new[i] is labels[i] and True in tells[max(i - NEAR, 0) : i + NEAR + 1] and names_author(lines[i]):
            new[i] = BYLINE
            tells[i] = True
    return new
