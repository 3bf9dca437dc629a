"""The roles of a Markdown page whose headings of one level ask: a FAQ, whatever the chain takes for its questions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.roles import ANSWER, MORE, OTHER, QUESTION, Seen
from qaclean.text.question_forms import ends_asking_words

__all__ = ["with_asking_headings"]

FEWEST = 3  # headings that ask
ASKING = 0.5  # of the headings of their level
_MARKS = ("?", "\uff1f")


def with_asking_headings(
    roles: Sequence[int], pieces: Sequence[KeptSpan], layout: KeptLayout, seen: Sequence[Seen]
) -> list[int]:
    """The roles, where at least half of the headings of one level ask, each above text: all of them are questions, and what stands below each answers it.

    A heading above them that asks is the page's question, and theirs are parts of its answer. `seen` are the words of the pieces.
    """
    settled = list(roles)
    if not layout.marked or any(piece.asks is not None or piece.prefix for piece in pieces):
        return settled
    levels = [layout.origins[piece.piece].level for piece in pieces]
    asked = Counter(
        level
        for level, row, below in zip(levels, seen, [*levels[1:], 1], strict=True)
        if level and not below and _asks(row.text)
    )
    level = max(sorted(asked), key=lambda level: asked[level], default=0)
    heads = [i for i, own in enumerate(levels) if own == level]
    if asked[level] < FEWEST or asked[level] < ASKING * len(heads) or any(map(_asks, _above(seen, levels, heads[0]))):
        return settled
    for at, following in pairwise([*heads, len(pieces)]):
        end = next((i for i in range(at + 1, following) if 0 < levels[i] < level), following)
        if end > at + 1:
            settled[at:following] = [QUESTION, ANSWER, *[MORE] * (end - at - 2), *[OTHER] * (following - end)]
    settled[: heads[0]] = [OTHER] * heads[0]
    return settled


def _above(seen: Sequence[Seen], levels: Sequence[int], first: int) -> list[str]:
    return [row.text for row, level in zip(seen[:first], levels, strict=False) if level]


def _asks(line: str) -> bool:
    return line.endswith(_MARKS) or ends_asking_words(line)
