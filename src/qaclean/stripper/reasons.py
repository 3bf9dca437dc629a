"""Why a dropped block goes: its reason of the contract and the id of the rule."""

from __future__ import annotations

from qaclean.segments.signals import Evidence, cue_table
from qaclean.stripper.text_features import place_of

__all__ = ["explain_drop"]

# Cues that name a zone: what follows them without running text between belongs to it.
_HEADS = (
    "comment-form",
    "related-heading",
    "ranking-heading",
    "prev-next",
    "expert-box",
    "site-map",
    "copyright",
    "tag-line",
    "breadcrumb",
)
# Of several cues on a line the more telling one gives the reason.
_ORDER = (
    "tag-line", "breadcrumb", "comment-form", "related-heading", "ranking-heading", "prev-next", "copyright", "site-watermark",
    "post-line", "status", "publication-line", "expert-box", "promotion", "sharing", "wiki-box", "site-map", "question-label", "answer-label",
)  # fmt: skip
_RANK = {cue: rank for rank, cue in enumerate(_ORDER)}


def _rank(cue: str) -> int:
    return _RANK.get(cue, len(_RANK))


def explain_drop(seen: Evidence, zone: str, tells: bool, above: str) -> tuple[str, str, str]:
    """Reason, rule id, and the zone head that now stands above the following blocks.

    `above` is the head before this block. Where no cue speaks the chain's weighing alone decided;
    the rule then tells the zone: `weighed-before`, `weighed-inside`, `weighed-after` the running text.
    """
    cues = cue_table().cues
    own = min(seen.cues, key=_rank, default="")
    if own in _HEADS and (seen.whole == own or seen.length < 60 or tells):
        return cues[own].reason, own, own
    if own and (tells or not above):
        return cues[own].reason, own, above
    if above:
        return cues[above].reason, f"under-{above}", above
    if tells:
        return "metadata", "weighed-metadata", above
    reason = "site_chrome" if zone.startswith("before") else "related" if zone.startswith("after") else "noise"
    return reason, f"weighed-{place_of(zone)}", above
