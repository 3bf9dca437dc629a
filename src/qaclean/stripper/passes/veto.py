"""The veto: running text that nothing speaks against stays, wherever the chain put the cut between zones.

So do the lines of a conversation: 追问 with what was asked again, 问题补充 with what the asker added.
"""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_on_use
from qaclean.segments.phrases import phrases_in
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import KEEP, TELL, Labels
from qaclean.stripper.text_view import TextView
from qaclean.stripper.view import View
from qaclean.text.followup_prefixes import has_followup_prefixes, opening_followup_prefix

__all__ = ["keep_first_said", "keep_followups", "keep_glued_posts", "keep_running_text", "veto"]

SPOKEN = 10  # code points of a line for each of phrases in which the site speaks of itself
MIN_LENGTH = 30  # code points; shorter sentences stand in prompts and teasers too
_GLUED = compile_on_use(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2} [0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[^|]{12,}")
_ENDS = frozenset("。!?.~")


def keep_running_text(view: View, labels: Labels) -> Labels:
    """The veto. With layout it speaks for what stands in posts and holds no link: elsewhere the element tells (`articles.py`), and with
    it alone content F1 of saved pages fell from 0.988 to 0.974, since teasers and notices are sentences too. What heads a zone above elements
    that are known to be answers says nothing of what stands in them."""
    kept = veto(labels, view.evidence, view.text)
    if view.layout is None:
        return kept
    new = list(labels)
    sure = view.elements is not None and view.elements.are_answers
    for first, last in view.posts:
        for i in range(first, last):
            if view.layout.origins[i].link == 0:
                told = sure and i not in view.text.held and _is_content(view.evidence[i])
                new[i] = KEEP if told else kept[i]
    return new


def keep_first_said(view: View, labels: Labels) -> Labels:
    """Of running text that a dump says twice and that is dropped at every place, the first stays: repeating it is no reason to lose it."""
    if view.layout is not None or max(view.text.repeats.values(), default=0) < 2:
        return labels
    kept = {seen.text for seen, label in zip(view.evidence, labels, strict=True) if label is KEEP}
    new = list(labels)
    for i, seen in enumerate(view.evidence):
        if seen.text in kept or view.text.repeats[seen.text] < 2 or new[i].reason or not _is_content(seen):
            continue
        if not view.text.heads[i] and not view.text.zones[i].startswith("before"):
            new[i] = KEEP
            kept.add(seen.text)
    return new


def veto(labels: Labels, evidence: Sequence[Evidence], text: TextView) -> Labels:
    """The labels, with `keep` for every piece that is evidently content.

    That is: sentences that end, no cue of furniture, no phrase in which the site speaks of itself, no repeat of another piece, no zone head above.
    """
    return [
        KEEP if label is not KEEP and _stands_free(i, text) and _is_content(seen) else label
        for i, (label, seen) in enumerate(zip(labels, evidence, strict=True))
    ]


def _stands_free(i: int, text: TextView) -> bool:
    """Not a repeat, not under a zone head, not in front of all running text (taglines are sentences too)."""
    return i not in text.held and not text.heads[i] and not text.zones[i].startswith("before")


def _is_content(seen: Evidence) -> bool:
    if seen.length < MIN_LENGTH or seen.sentences == 0 or not cues_with("content").issuperset(seen.cues):
        return False
    if seen.text[-1] not in _ENDS or seen.text.endswith("...") or seen.text.count("?") * 30 > seen.length:
        return False
    return sum(covered for _, covered in phrases_in(seen.text).values()) * SPOKEN < seen.length


def keep_glued_posts(view: View, labels: Labels) -> Labels:
    """The labels, with `keep` for a post of a dump that stands on the line of its own head: words behind the time at which it was written."""
    if view.layout is not None:
        return labels
    return [
        KEEP if label is TELL and _GLUED.search(seen.text) and not cues_with("of_post").isdisjoint(seen.cues) else label
        for label, seen in zip(labels, view.evidence, strict=True)
    ]


def keep_followups(view: View, labels: Labels) -> Labels:
    """The labels, with `keep` for lines that begin with the prefix of a follow-up below a kept line, and for the sentence below a bare one."""
    if view.layout is not None or not has_followup_prefixes(view.document.folded):
        return labels
    kept = list(labels)
    bare = False
    for i, seen in enumerate(view.evidence):
        prefix = opening_followup_prefix(seen.text) if i and kept[i - 1] is KEEP else None
        if prefix or (bare and cues_with("content").issuperset(seen.cues) and seen.text[-1] in _ENDS):
            kept[i] = KEEP
        bare = prefix is not None and prefix.end == seen.length
    return kept
