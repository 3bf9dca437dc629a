"""The veto: running text that nothing speaks against stays, wherever the chain put the cut between zones."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.evidence import Evidence
from qaclean.stripper.features import PageView

__all__ = ["veto"]

KEEP = 0
MIN_LENGTH = 30  # code points; shorter sentences stand in prompts and teasers too
CONTENT_CUES = frozenset({"question-label", "answer-label"})
_ENDS = frozenset("。!?.~")


def veto(labels: list[int], evidence: Sequence[Evidence], view: PageView) -> list[int]:
    """The labels, with `keep` for every block that is evidently content.

    That is: sentences that end, no cue of furniture, no repeat of another block, no zone head above.
    """
    return [
        KEEP if label != KEEP and _stands_free(i, view) and _is_content(evidence[i]) else label
        for i, label in enumerate(labels)
    ]


def _stands_free(i: int, view: PageView) -> bool:
    """Not a repeat, not under a zone head, not in front of all running text (taglines are sentences too)."""
    return i not in view.held and not view.heads[i] and not view.zones[i].startswith("before")


def _is_content(seen: Evidence) -> bool:
    if seen.length < MIN_LENGTH or seen.sentences == 0 or not CONTENT_CUES.issuperset(seen.cues):
        return False
    return seen.text[-1] in _ENDS and not seen.text.endswith("...") and seen.text.count("?") * 30 <= seen.length
