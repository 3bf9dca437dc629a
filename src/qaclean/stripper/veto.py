"""The veto: running text that nothing speaks against stays, wherever the chain put the cut between zones."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.evidence import Evidence

__all__ = ["veto"]

KEEP = 0
MIN_LENGTH = 30  # code points; shorter sentences stand in prompts and teasers too
CONTENT_CUES = frozenset({"question-label", "answer-label"})
_ENDS = frozenset("。!?.!?~")


def veto(labels: list[int], features: Sequence[Sequence[str]], evidence: Sequence[Evidence]) -> list[int]:
    """The labels, with `keep` for every block that is evidently content.

    That is: sentences that end, no cue of furniture, no repeat of another block, no zone head above.
    """
    return [
        KEEP if label != KEEP and _is_content(seen, names) else label
        for label, names, seen in zip(labels, features, evidence, strict=True)
    ]


def _is_content(seen: Evidence, names: Sequence[str]) -> bool:
    if seen.length < MIN_LENGTH or seen.sentences == 0 or not CONTENT_CUES.issuperset(seen.cues):
        return False
    if seen.text[-1] not in _ENDS or seen.text.endswith("...") or seen.text.count("?") * 30 > seen.length:
        return False
    return "held" not in names and not any(name.startswith("under:") for name in names)
