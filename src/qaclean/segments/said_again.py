"""What a page says more than once: of a large page words are held only where they come again."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import pairwise

from qaclean.limits import LARGE

__all__ = ["count_again"]

MANY = LARGE // 40  # words that a page with so many code points may have


def count_again(told: Callable[[], Iterable[str]], many: int) -> Counter[str]:
    """How often the words come that `told` gives, anew each time that it is asked. Of `many` there are no counts of words that come once; their hashes tell which those may be.

    >>> count_again(lambda: ["Reply", "Oil it.", "Reply"], many=3)["Reply"]
    2
    """
    if many < MANY:
        return Counter(told())
    ordered = sorted(array("q", map(hash, told())))
    again = {value for value, following in pairwise(ordered) if value == following}
    del ordered
    return Counter(words for words in told() if hash(words) in again)
