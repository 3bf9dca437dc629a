"""Captions: the lines left where images stood. They repeat, and equal the page's own tag list or its title, or stand below its items."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise, takewhile

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.signals import Evidence, cues_for
from qaclean.stripper.labels import Labels, proof
from qaclean.stripper.view import View
from qaclean.text.item_marks import item_marks

__all__ = ["caption_pieces", "drop_captions"]

_SPLIT = compile_on_use(r"[,,、;;|\s]+")
_LABEL = compile_at_once(r"^[^::]{1,8}[::]")
_TOLD = ("。", ".", "!")  # what no title ends with
MIN_REPEATS = 2
MIN_OFTEN = 3  # times of a line that holds the title
TITLED = 8  # first lines, of which one may be the title
MIN_TITLE, MAX_TITLE, MAX_CAPTION = 4, 40, 60  # code points


def caption_pieces(evidence: Sequence[Evidence]) -> frozenset[int]:
    """Indices of pieces that repeat and name exactly the tags of the tag line (the alt text of the page's images)."""
    of_tags = cues_for("tags")
    tags = [_names(_LABEL.sub("", e.text)) for e in evidence if e.cues and not of_tags.isdisjoint(e.cues)]
    tags = [names for names in tags if len(names) >= 2]
    if not tags:
        return frozenset()
    repeats = Counter(e.text for e in evidence)
    return frozenset(
        i
        for i, e in enumerate(evidence)
        if repeats[e.text] >= MIN_REPEATS
        and e.sentences == 0
        and cues_for("tags").isdisjoint(e.cues)
        and _names(e.text) in tags
    )


def _holding_title(evidence: Sequence[Evidence], repeats: Mapping[str, int]) -> frozenset[int]:
    """Of lines that come again and again below running text or a list's items, those that hold the page's title and a word besides."""
    if max(repeats.values(), default=0) < MIN_OFTEN:
        return frozenset()
    titles = {
        e.text for e in evidence[:TITLED] if MIN_TITLE <= e.length <= MAX_TITLE and not e.sentences and not e.cues
    }
    often = {
        text
        for text, count in repeats.items()
        if count >= MIN_OFTEN and any(title in text and text != title for title in titles) and len(text) <= MAX_CAPTION
    }
    return frozenset(i for i, e in enumerate(evidence) if e.text in often and i > 1)


def _again_below_title(evidence: Sequence[Evidence], repeats: Mapping[str, int]) -> frozenset[int]:
    """The lines that say the title, one of the first above all running text, again and again: all of them but the first."""
    if max(repeats.values(), default=0) < MIN_OFTEN:
        return frozenset()
    above = [*enumerate(takewhile(lambda e: not e.running and not e.text.endswith(_TOLD), evidence[:TITLED]))]
    firsts = {e.text: i for i, e in reversed(above) if _may_be_caption(e, repeats)}
    return frozenset(i for i, e in enumerate(evidence) if e.text in firsts and i > firsts[e.text])


def _below_items(evidence: Sequence[Evidence], repeats: Mapping[str, int]) -> frozenset[int]:
    """One line that comes again and again, each time below another item of a list."""
    if max(repeats.values(), default=0) < MIN_OFTEN:
        return frozenset()
    marks = item_marks()
    above: dict[str, set[str]] = {}
    first: dict[str, int] = {}
    for at, (before, e) in enumerate(pairwise(evidence), 1):
        if before.text[0] in marks and e.text[0] not in marks and _may_be_caption(e, repeats):
            above.setdefault(e.text, set()).add(before.text)
            first.setdefault(e.text, at)
    often = {text for text, items in above.items() if len(items) >= MIN_OFTEN}
    return frozenset(i for i, e in enumerate(evidence) if e.text in often and i >= first[e.text])


def _may_be_caption(seen: Evidence, repeats: Mapping[str, int]) -> bool:
    return repeats[seen.text] >= MIN_OFTEN and MIN_TITLE <= seen.length <= MAX_CAPTION and not seen.cues


def _names(line: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(line) if part)


def drop_captions(view: View, labels: Labels) -> Labels:
    """The labels, with the captions as such."""
    captions = caption_pieces(view.evidence)
    if view.document.layout is None:
        # A how-to's parts know their captions, and below its items stand buttons and comments.
        howto = view.found.howto is not None and bool(view.found.howto.parts)
        for find in (_holding_title,) if howto else (_holding_title, _again_below_title, _below_items):
            captions |= find(view.evidence, view.text.repeats)
    caption = proof("image_alt", "caption-of-tags")
    return [caption if i in captions else label for i, label in enumerate(labels)] if captions else labels
