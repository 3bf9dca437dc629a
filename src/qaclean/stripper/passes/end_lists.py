"""Menus of a dump, and the lists at its end: below a head such as `相关推荐` or `Most read`, short lines and teasers to its end are of other pages."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from qaclean.segments.signals import Evidence, cues_for, cues_with
from qaclean.stripper.labels import DROP, Labels, proof
from qaclean.stripper.view import View
from qaclean.text.menus import is_menu

__all__ = ["drop_end_lists", "drop_menus"]

MAX_HEAD = 40  # code points of a head
MAX_ENTRY = 90  # code points of the title of another page
MIN_TOLD = 24  # code points of a sentence that tells something
FEWEST = 2  # entries
_OUTSIDE = ("before", "after")  # zones
_REASONS = ("related", "hot_content")
_BREAKS_OFF = ("...", "…")
_TELLS = ("。", ".", "!", ":", ";", ",")


def drop_end_lists(view: View, labels: Labels) -> Labels:
    """In a dump, where below such a head stand only short lines and teasers, a line that tells something nowhere behind it: they go with it."""
    if view.document.layout is not None or not labels:
        return labels
    evidence = view.evidence
    low = len(evidence)
    for seen in reversed(evidence):
        if _goes_on(seen):
            break
        low -= 1
    new = list(labels)
    low = max(low, 1)
    for at, seen in enumerate(islice(evidence, low, None), low):
        end = _end_of_list(evidence, at + 1) if _heads_list(seen) else 0
        if end - at > FEWEST:
            new[at:end] = [known if known.reason else DROP for known in new[at:end]]
    return new


def drop_menus(view: View, labels: Labels) -> Labels:
    """In a dump, lines that are hardly more than words of menus and buttons go, where they do not stand inside the running text."""
    if view.document.layout is not None:
        return labels
    menu = proof("navigation", "menu-words")
    return [
        menu if not label.reason and zone.startswith(_OUTSIDE) and is_menu(seen.text) else label
        for label, seen, zone in zip(labels, view.evidence, view.text.zones, strict=True)
    ]


def _heads_list(seen: Evidence) -> bool:
    if not seen.cues or seen.length > MAX_HEAD or seen.text.endswith(_TELLS):
        return False
    return any(not cues_for(reason).isdisjoint(seen.cues) for reason in _REASONS)


def _end_of_list(evidence: Sequence[Evidence], at: int) -> int:
    """Behind the entries from `at` on, with the lines among them that have cues of furniture: other heads, forms, the foot."""
    end, speaks = at, cues_with("content")
    while end < len(evidence) and (_is_entry(evidence[end]) or not speaks.issuperset(evidence[end].cues)):
        end += 1
    return end


def _is_entry(seen: Evidence) -> bool:
    return _breaks_off(seen) or (seen.length <= MAX_ENTRY and not seen.text.endswith(_TELLS) and not seen.cues)


def _breaks_off(seen: Evidence) -> bool:
    return seen.text.endswith(_BREAKS_OFF)


def _goes_on(seen: Evidence) -> bool:
    """Whether a line tells something, so that what stands above it is not the end."""
    told = seen.running or (seen.sentences > 0 and seen.length >= MIN_TOLD)
    return told and not seen.cues and not _breaks_off(seen) and not _only_asks(seen)


def _only_asks(seen: Evidence) -> bool:
    """Whether a line is one short question: the title of a page, as far as one can see."""
    return seen.length <= MAX_ENTRY and seen.sentences == 1 and seen.text.endswith("?")
