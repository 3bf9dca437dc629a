"""Captions: the lines left where images stood. They repeat, and equal the page's own tag list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qaclean.patterns import compile_on_use
from qaclean.segments.signals import Evidence, cues_for
from qaclean.stripper.labels import Labels, proof
from qaclean.stripper.view import View

__all__ = ["caption_pieces", "drop_captions"]

_SPLIT = compile_on_use(r"[,,、;;|\s]+")
_LABEL = re.compile(r"^[^::]{1,8}[::]")
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


def _names(line: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(line) if part)


def drop_captions(view: View, labels: Labels) -> Labels:
    """The labels, with the captions as such."""
    captions = caption_pieces(view.evidence)
    if view.document.layout is None:
        captions |= _holding_title(view.evidence, view.text.repeats)
    caption = proof("image_alt", "caption-of-tags")
    return [caption if i in captions else label for i, label in enumerate(labels)] if captions else labels
