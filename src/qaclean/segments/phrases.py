"""Phrases in which a site speaks of itself or to its readers (`rules/phrases.toml`): disclaimers, invitations, prompts of forms."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from qaclean.rules import any_of, load

__all__ = ["lines_with_phrases", "phrases_in"]

LONGEST = 30  # code points of a line for each that phrases cover


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], Mapping[str, str]]:
    kinds = {word: row["id"] for row in load("phrases")["phrase"] for word in row["words"]}
    return any_of(sorted(kinds)), kinds


def lines_with_phrases(lines: Sequence[str]) -> frozenset[int]:
    """Which of some folded lines hold a phrase, by one scan of them all.

    >>> sorted(lines_with_phrases(["先关机,再开机。", "本文由网友提供,不代表本站看法。"]))
    [1]
    """
    found = [match.start() for match in _words()[0].finditer("\n".join(lines))]
    if not found:
        return frozenset()
    ends = [*accumulate(len(line) + 1 for line in lines)]
    return frozenset(bisect_right(ends, at) for at in found)


def phrases_in(line: str) -> dict[str, tuple[int, int]]:
    """For each kind of phrase in a folded line how many there are and how many code points they cover; of kinds that cover a thirtieth of it:
    long texts on other things hold a phrase, too.

    >>> phrases_in("本文由网友提供,不代表本站看法。")
    {'disclaimer': (3, 11)}
    >>> phrases_in("先关机,再开机。")
    {}
    """
    pattern, kinds = _words()
    words = pattern.findall(line)
    if not words:
        return {}
    found: dict[str, tuple[int, int]] = {}
    for word in words:
        count, covered = found.get(kinds[word], (0, 0))
        found[kinds[word]] = count + 1, covered + len(word)
    return {kind: (count, covered) for kind, (count, covered) in found.items() if covered * LONGEST >= len(line)}
