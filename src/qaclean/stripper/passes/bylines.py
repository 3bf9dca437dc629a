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
    new, evidence = list(labels), view.evidence
    own = [i for i, seen in enumerate(evidence) if i and seen.length <= MAX_BYLINE and not labels[i].reason]
    for i in own:
        if evidence[i].digits > 1 and is_byline(evidence[i].text):
            new[i] = OF_POST if is_byline_of_post(evidence[i].text) else BYLINE
    tells = [label is TELL or label is BYLINE for label in new]
    if True not in tells:
        return new
    for i in own:
        near = new[i] is labels[i] and True in tells[max(i - NEAR, 0) : i + NEAR + 1]
        if near and names_author(evidence[i].text):
            new[i] = BYLINE
            tells[i] = True
    return new
