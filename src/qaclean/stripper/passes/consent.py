"""Texts that ask for consent to cookies, of pages with layout; of a dump they are set aside before it is judged."""

from __future__ import annotations

from qaclean.segments.consent import find_consent
from qaclean.segments.document import CONSENT_TEXT
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View

__all__ = ["drop_consent"]


def drop_consent(view: View, labels: Labels) -> Labels:
    """The labels, with consent texts as furniture."""
    layout = view.document.layout
    if layout is None:
        return labels
    found = find_consent(layout.lines)
    gone = proof("site_chrome", CONSENT_TEXT)
    return [gone if i in found and (label is KEEP or not label.reason) else label for i, label in enumerate(labels)]
