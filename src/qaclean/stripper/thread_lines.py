"""Stripping a text whose posts are known by their lines: what is in no post goes, each line with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qaclean.document import Document, Removal
from qaclean.evidence import Evidence
from qaclean.stripper.features import zones_of
from qaclean.stripper.reasons import explain_drop

__all__ = ["strip_thread_lines"]

_OF_PAGE = frozenset(("related-heading", "ranking-heading", "copyright", "site-map"))


def strip_thread_lines(
    document: Document,
    evidence: Sequence[Evidence],
    keep: Sequence[bool],
    heads: Collection[int],
    buttons: Collection[int],
    title: tuple[int, int, int],
) -> list[Removal]:
    """The removals, in order. `heads` are the lines around posts, `buttons` those of them that are only buttons; `title` is the
    title's block and the span of its own words."""
    zones = zones_of(evidence)
    at, start, end = title
    own = evidence[at].text if at >= 0 else ""
    removals: list[Removal] = []
    above = ""
    for index, (block, seen) in enumerate(zip(document.blocks, evidence, strict=True)):
        if index == at:
            if document.folded[block.start : start].strip():
                removals.append(Removal(block.start, start, "site_chrome", "title-lead"))
            if document.folded[end : block.end].strip():
                removals.append(Removal(end, block.end, "site_chrome", "title-suffix"))
        elif keep[index]:
            above = ""
        elif own and seen.text == own:
            removals.append(Removal(block.start, block.end, "duplicate", "title-again"))
        elif index in buttons:
            removals.append(Removal(block.start, block.end, "site_chrome", "post-button"))
        elif index in heads:
            removals.append(Removal(block.start, block.end, "metadata", "post-head"))
        else:
            reason, rule, above = explain_drop(seen, zones[index], False, above)
            removals.append(Removal(block.start, block.end, reason, rule))
    return removals
