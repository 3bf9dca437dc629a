"""What a page says more than once: of a large page words are held only where they come again."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import compress, pairwise

from qaclean.limits import LARGE

__all__ = ["MANY", "count_again", "parts_of_words", "times_of_each"]

MANY = LARGE // 40  # words that a page with so many code points may have
_PARTS = 16  # in which the words of a large page are counted, one after the other
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


def times_of_each(words: Sequence[str]) -> bytearray:
    """How often each of the words comes among them all, at most `MOST` times. Of many no more than a part is counted at once.

    >>> [*times_of_each(["ab", " c", "ab"])]
    [2, 1, 2]
    """
    told = bytearray(len(words))
    for places in parts_of_words(words):
        part = [words[place] for place in places]
        counted = Counter(part)
        for place, word in zip(places, part, strict=True):
            told[place] = min(counted[word], MOST)
    return told


def parts_of_words(words: Sequence[str]) -> Iterator[Sequence[int]]:
    """The places of the words, those of one word in one part: all of them at once, or of very many a part at a time.

    >>> [*parts_of_words(["ab", " c", "ab"])]
    [range(0, 3)]
    """
    if len(words) < MANY:
        yield range(len(words))
        return
    parts = bytearray(hash(word) % _PARTS for word in words)
    for part in range(_PARTS):
        yield array("i", compress(range(len(words)), map(part.__eq__, parts)))
