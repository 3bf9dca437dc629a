"""What a page says more than once: of a large page words are held only where they come again."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, pairwise

from qaclean.limits import LARGE

__all__ = ["count_again", "times_of_each"]

MANY = LARGE // 40  # words that a page with so many code points may have
_PARTS = 8  # in which the words of a large page are counted, one after the other
MOST = 255  # times that are told of words


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


def times_of_each(text: str, firsts: Sequence[int], many: int) -> bytearray:
    """How often the words of `many` code points (fewer at the ends of the text) that begin at each of `firsts` come among them all, at most `MOST` times. Of many no more than a part
    is held at once.

    >>> [*times_of_each("ab cab", [0, 2, 4], 2)]
    [2, 1, 2]
    """
    if len(firsts) < MANY:
        words = [text[max(first, 0) : first + many] for first in firsts]
        counted = Counter(words)
        return bytearray([min(counted[word], MOST) for word in words])
    told = bytearray(len(firsts))
    parts = bytearray(hash(text[max(first, 0) : first + many]) % _PARTS for first in firsts)
    for part in range(_PARTS):
        places = array("i", compress(range(len(firsts)), map(part.__eq__, parts)))
        words = [text[max(firsts[place], 0) : firsts[place] + many] for place in places]
        counted = Counter(words)
        for place, word in zip(places, words, strict=True):
            told[place] = min(counted[word], MOST)
    return told
