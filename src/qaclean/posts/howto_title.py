"""The title of a how-to in a dump: of the lines above it the one that the page's first line, its `<title>`, says too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.posts.model import TitleSpan
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.section_heads import part_of
from qaclean.text.titles import split_title

__all__ = ["howto_title"]

MIN_TITLE, MAX_TITLE = 4, 140
SHARED = 0.8  # of a line's words that the first line has too
BEGINS = 20  # what it is worth that the first line begins with a line, in code points
_WORD = re.compile(r"\w+")


def howto_title(document: Document, evidence: Sequence[Evidence], below: int) -> TitleSpan | None:
    """Where the title stands above piece `below`; without a line that says it again it is the page's first one."""
    if not evidence or below <= 0 or not MIN_TITLE <= evidence[0].length <= 2 * MAX_TITLE:
        return None
    first = evidence[0].text.casefold()
    words = set(_WORD.findall(first))
    best, at = 0.0, -1
    for i in range(1, below):
        seen = evidence[i]
        if not MIN_TITLE <= seen.length <= MAX_TITLE or part_of(seen.text):
            continue
        worth = _worth(seen.text.strip().casefold(), first, words)
        if worth > best:
            best, at = worth, i
    piece = document.pieces[max(at, 0)]
    if at >= 0:
        return TitleSpan(at, piece.start, piece.end)
    return TitleSpan(0, piece.start, piece.start + split_title(evidence[0].text).length)


def _worth(line: str, first: str, words: set[str]) -> float:
    """How much a line says of the first one; 0 for one that says something else."""
    if line in first:
        return len(line) + (BEGINS if first.startswith(line) else 0)
    own = _WORD.findall(line)
    shared = sum(word in words for word in own)
    return len(line) * shared / len(own) if len(own) > 1 and shared >= SHARED * len(own) else 0.0
