"""Buttons of a page with layout: a line that is one link, whose words are those of a button, is one wherever it stands."""

from __future__ import annotations

from qaclean.segments.signals import cue_table
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.view import View

__all__ = ["drop_link_buttons"]

_REASONS = frozenset(("share", "site_chrome"))


def drop_link_buttons(view: View, labels: Labels) -> Labels:
    """The labels, without kept lines that are a link alone and by all their words a button (`Share`, `Jump to recipe`)."""
    layout = view.layout
    if layout is None:
        return labels
    cues = cue_table().cues
    return [
        DROP
        if label is KEEP
        and seen.whole is not None
        and cues[seen.whole].reason in _REASONS
        and origin.link >= len(line.strip())
        and not origin.level
        else label
        for label, seen, origin, line in zip(labels, view.evidence, layout.origins, layout.lines, strict=True)
    ]
