"""Steps that a page tells twice: in its running text and again in short, or on its recipe's card."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["is_retold"]

SHARE = 0.6  # of the words of the shorter telling, told by the other
_WORD = compile_at_once(r"[^\W\d_]{4,40}")
_DENSE = compile_on_use(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]{2}")


def is_retold(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two lists of lines tell the same: most of the words of the shorter one stand in the other.

    >>> is_retold(["Whisk the batter until it is smooth."], ["1. Whisk the batter well, until smooth."])
    True
    >>> is_retold(["Whisk the batter until it is smooth."], ["Toast the almonds in a dry skillet."])
    False
    """
    told, again = _words(first), _words(second)
    fewer = min(len(told), len(again))
    return fewer > 0 and len(told & again) >= SHARE * fewer


def _words(lines: Sequence[str]) -> set[str]:
    """The words of lines that say something; of a script without spaces its pairs of characters."""
    joined = " ".join(lines).casefold()
    pairs = _DENSE.findall(joined)
    return set(pairs) if len(pairs) > len(joined) / 4 else set(_WORD.findall(joined))
