"""Why a dropped block goes: its reason of the contract and the id of the rule."""

from __future__ import annotations

from qaclean.segments.signals import Evidence, cue_table
from qaclean.stripper.text_view import place_of

__all__ = ["explain_drop"]

MAX_HEAD = 60  # code points of a line that names a zone


def explain_drop(seen: Evidence, zone: str, tells: bool, above: str) -> tuple[str, str, str]:
    """Reason, rule id, and the zone head that now stands above the following blocks.

    `above` is the head before this block: a cue that names a zone (`rules/cues.toml`). Where no cue speaks the chain's weighing alone decided;
    the rule then tells the zone: `weighed-before`, `weighed-inside`, `weighed-after` the running text.
    """
    cues = cue_table().cues
    own = min(seen.fired, key=lambda cue: cues[cue].rank, default="")
    marks = cues[own].marks if own else ()
    if ("zone" in marks or "ends_zone" in marks) and (seen.whole == own or seen.length < MAX_HEAD or tells):
        return cues[own].reason, own, own if "zone" in marks else ""
    if own and (tells or not above):
        return cues[own].reason, own, above
    if above:
        return cues[above].reason, f"under-{above}", above
    if tells:
        return "metadata", "weighed-metadata", above
    reason = "site_chrome" if zone.startswith("before") else "related" if zone.startswith("after") else "noise"
    return reason, f"weighed-{place_of(zone)}", above
