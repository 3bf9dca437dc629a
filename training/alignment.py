"""Alignment: which lines of a page stand in its gold text.

Tokens are those of the scorer: a Chinese, Japanese or Korean character, or a word of other scripts, in lower case.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

__all__ = ["TOKEN", "line_labels", "tokens"]

TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]|[^\W\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]+"
)
KEEP, DROP = 0, 1
SHINGLE = 3  # tokens
MIN_HELD = 0.6  # of a line's shingles stand in the gold
SHORT = 8  # tokens; a shorter line is looked for near the one before it
NEAR = 400  # tokens
_Places = dict[tuple[str, ...], list[int]]


def tokens(text: str) -> list[str]:
    """As the scorer counts them.

    >>> tokens("先关机, then Wait")
    ['先', '关', '机', 'then', 'wait']
    """
    return TOKEN.findall(text.lower())


def line_labels(lines: Sequence[str], gold: str) -> list[int]:
    """0 for a line whose words stand in the gold text, in order where it is short; else 1.

    >>> line_labels(["首页 论坛", "先把电源关掉再等一会。", "好", "回复"], "先把电源关掉再等一会。好")
    [1, 0, 0, 1]
    """
    words = tokens(gold)
    where: _Places = defaultdict(list)
    for i in range(len(words) - SHINGLE + 1):
        where[tuple(words[i : i + SHINGLE])].append(i)
    whole = Counter(" ".join(tokens(line)) for line in gold.split("\n"))
    labels = []
    cursor = -1
    for line in lines:
        own = tokens(line)
        if len(own) >= SHINGLE:
            hits = _found(own, where)
            near = cursor < 0 or len(own) >= SHORT or not hits or any(abs(at - cursor) < NEAR for at in hits[0])
            keep = bool(hits) and (near or whole[" ".join(own)] > 0)
            cursor = _moved(cursor, hits) if keep else cursor
        else:
            keep = bool(own) and cursor >= 0 and words[cursor : cursor + len(own)] == own
            cursor += len(own) if keep else 0
        labels.append(KEEP if keep else DROP)
    return labels


def _found(own: Sequence[str], where: _Places) -> list[list[int]]:
    """The places of a line's shingles in the gold; none where too few of them are there."""
    rows = [where.get(tuple(own[i : i + SHINGLE])) for i in range(len(own) - SHINGLE + 1)]
    hits = [row for row in rows if row]
    return hits if len(hits) >= MIN_HELD * len(rows) else []


def _moved(cursor: int, hits: Sequence[Sequence[int]]) -> int:
    """Where the gold goes on behind a line, rather below the line before it than above."""
    return next((at for at in hits[-1] if at >= cursor), hits[-1][0]) + SHINGLE
