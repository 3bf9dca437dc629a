"""The veto: running text that nothing speaks against stays, wherever the chain put the cut between zones.

So do the lines of a conversation: 追问 with what was asked again, 问题补充 with what the asker added.
"""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.signals import Evidence
from qaclean.stripper.text_features import PageView
from qaclean.text.followup_prefixes import opening_turn

__all__ = ["keep_turns", "veto"]

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


def keep_turns(labels: list[int], evidence: Sequence[Evidence]) -> list[int]:
    """The labels, with `keep` for lines that begin with the label of a turn below a kept line, and for the sentence below a bare one.

    >>> from qaclean.segments.document import Block, Document
    >>> from qaclean.segments.signals import observe
    >>> lines = observe(Document("行。追问几天?", "行。追问几天?", (Block(0, 2), Block(2, 4), Block(4, 7))))
    >>> keep_turns([0, 2, 1], lines)
    [0, 0, 0]
    """
    kept = list(labels)
    bare = False
    for i, seen in enumerate(evidence):
        turn = opening_turn(seen.text) if i and kept[i - 1] == KEEP else None
        if turn or (bare and CONTENT_CUES.issuperset(seen.cues) and seen.text[-1] in _ENDS):
            kept[i] = KEEP
        bare = turn is not None and turn.end == seen.length
    return kept
