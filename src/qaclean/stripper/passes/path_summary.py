"""A page's description in a dump: the title, the path of its subject behind it, and how the text begins, in one line near the top."""

from __future__ import annotations

import re

from qaclean.stripper.labels import Labels, proof
from qaclean.stripper.view import View

__all__ = ["drop_path_summary"]

MOST_ABOVE = 4  # lines above it
SAME = 6  # code points with which it begins as the title does
_PATH = re.compile("[^_\u3002]{2,80}(?:_[^_\u3002,;!?]{1,20}){2,5}\u3002")


def drop_path_summary(view: View, labels: Labels) -> Labels:
    """The labels of a dump, without the line that says the title, its path (`_subject_subject。`) and the first words of the text."""
    if view.layout is not None or not view.evidence:
        return labels
    title = view.evidence[0].text[:SAME]
    new = list(labels)
    for i, seen in enumerate(view.evidence[1 : 1 + MOST_ABOVE], 1):
        if "_" in seen.text and title in seen.text[: 3 * SAME] and _PATH.match(seen.text):
            new[i] = proof("duplicate", "path-summary")
    return new
