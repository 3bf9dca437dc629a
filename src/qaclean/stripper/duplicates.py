"""Duplicates: a line that another line repeats whole or holds in full is removed, the fuller one stays."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.signals import Evidence

__all__ = ["duplicate_blocks"]

MIN_SAME = 12  # code points; shorter answers (`谢谢`) are rightly given twice
MIN_HELD = 24
KEY = 16  # code points of a line's start that index it


def duplicate_blocks(evidence: Sequence[Evidence], kept: Sequence[bool]) -> dict[int, int]:
    """Index of each kept block that another kept block repeats or holds, with the index of the fuller one.

    Quoting is no repetition: in `words ----- reply` the quoted words stay where they were first said.
    """
    found: dict[int, int] = {}
    first: dict[str, int] = {}
    heads: dict[str, list[int]] = {}
    for i, e in enumerate(evidence):
        if not kept[i] or e.length < MIN_SAME:
            continue
        text = e.text
        if text in first:
            found[i] = first[text]
            continue
        first[text] = i
        heads.setdefault(text[:KEY], []).append(i)
    for members in heads.values():
        if len(members) > 1:
            found.update(_truncated(evidence, members))
    return found


def _truncated(evidence: Sequence[Evidence], members: list[int]) -> dict[int, int]:
    """Among lines that begin alike: those that another one begins with."""
    found: dict[int, int] = {}
    ordered = sorted(members, key=lambda i: (-evidence[i].length, i))[:64]
    for rank, i in enumerate(ordered):
        text = evidence[i].text.rstrip(".… ")
        if len(text) < MIN_HELD:
            continue
        for fuller in ordered[:rank]:
            whole = evidence[fuller].text
            if fuller not in found and whole.startswith(text) and not whole[len(text) :].lstrip().startswith("---"):
                found[i] = fuller
                break
    return found
