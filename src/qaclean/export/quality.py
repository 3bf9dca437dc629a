"""Numbers that a filter may ask of a row: how long its text is, how much of the page was kept, how much of it is symbols or said twice."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from qaclean.records import Page

__all__ = ["kept_share", "quality_of"]

# No letter, digit, white space, or mark that sentences have in Latin and East Asian scripts.
_SYMBOL = re.compile(r"[^\w\s.,;:!?'\"()\-–—…‘’“”、。，；：！？（）《》〈〉「」『』【】·]|_")
_ENDS = ".!?。！？"
MIN_REPEATED = 8  # characters of a sentence or line that counts as said again: shorter ones are idioms, cells, labels


def quality_of(text: str, kept: float | None) -> dict[str, Any]:
    """The quality of a row with this text, of a page of which so much was kept (`kept_share`).

    >>> quality_of("先断开电源再慢慢拆。先断开电源再慢慢拆。★", 0.5)
    {'characters': 21, 'kept_share': 0.5, 'symbol_share': 0.0476, 'repeated_share': 0.4286}
    """
    solid = len("".join(text.split()))
    return {
        "characters": len(text),
        "kept_share": kept,
        "symbol_share": round(len(_SYMBOL.findall(text)) / solid, 4) if solid else 0.0,
        "repeated_share": round(_repeated(text) / solid, 4) if solid else 0.0,
    }


def _repeated(text: str) -> int:
    for end in _ENDS:  # a fifth of the time of a pattern
        text = text.replace(end, "\n")
    told = [words for words in map(str.strip, text.split("\n")) if len(words) >= MIN_REPEATED]
    if len(set(told)) == len(told):  # nearly all texts
        return 0
    return sum((count - 1) * len("".join(words.split())) for words, count in Counter(told).items() if count > 1)


def kept_share(page: Page) -> float | None:
    """The share of a page's characters, white space apart, that are in its record; None where its source text is not held any more.

    >>> from qaclean import clean
    >>> kept_share(clean("怎么退订彩铃?\\n发短信TD。"))
    1.0
    """
    text = page.source_text
    solid = len("".join(text.split()))
    if not solid:
        return None
    gone = "".join([text[start:end] for start, end in (row.span for row in page.removed)])
    removed = len("".join(gone.split()))
    return round(1 - removed / solid, 4)
