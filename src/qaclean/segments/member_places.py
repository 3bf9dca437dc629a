"""Names before the cards of members in a line that holds a forum's thread, a space between its text nodes: `… then oil it. ann77 Chain Doctor Member Joined Mar 3, 2014`.

A card is told by the words for ranks and members' labels before a date. Where the name above it begins and ends no mark tells: it begins behind the end of a
sentence, and ends where what is the same in other cards begins, or where it ends elsewhere on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import literals, load
from qaclean.segments.boundaries import Place
from qaclean.segments.date_shape import date_spans
from qaclean.segments.spaced_place import spaced_place

__all__ = ["member_places"]

FEWEST = 3  # cards
GLUED = 0.3  # share of the cards whose names the model has not parted from what stands before them
CARD = 160  # code points of a card before its date
ABOVE = 80  # code points before the card that may hold the name
MOST_WORDS = 3  # of a name
MOST_TITLE = 8  # words of what a member says of himself between name and rank
SHORTEST = 3  # code points of a name that is looked for elsewhere
_WORD = compile_on_use(r"[^\s]+")
_BARE = compile_at_once(r"^[@(\"'“‘]+|[,:;!?.)\"'”’…]+$")
_END = compile_on_use(r"(?:(?<!\b[A-Z])\.|[!?…)\]}\"”»*~]|[\U0001f300-\U0001faff])\s+")
_NUMBER = compile_on_use(r"\s?(?:#[0-9]{1,5}|[0-9][0-9.,]*)(?=\s)")
_NO_NAME = compile_at_once(r"[!?;…\"“”<>{}=(),:/]|\.$")


class _Card(NamedTuple):
    """Where what may be a name begins, whether a boundary stands there, and where the card's own words begin."""

    low: int
    sure: bool
    opens: int


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    """What a card begins with: ranks, one word or several, and labels of members."""
    data = load("post_lines")
    labels = literals(sorted(data["member_counts"]))
    ranks = literals(sorted(data["rank_words"]))
    return compile_at_once(rf"(?i)(?<![^\s])(?:(?:{ranks})(?:\s(?:{ranks})){{0,3}}|(?:{labels}):?)(?![^\s:])")


@lru_cache(maxsize=1)
def _liked() -> re.Pattern[str]:
    """A label of those who liked a post, and the rest of a long list of them."""
    data = load("post_lines")
    labels, joints = literals(sorted(data["liked"])), literals(sorted(data["joints"]))
    return compile_at_once(rf"(?i)(?<![^\s])(?:(?:{labels}):|(?:{joints})\s[0-9]{{1,4}}\s\w{{2,12}})\s")


def member_places(text: str, start: int, end: int, cuts: Sequence[Place]) -> list[Place]:
    """The cuts of a line, in order, with places before and behind the name above each member's card, and none inside of it; unchanged where fewer than three cards stand. Linear.

    >>> said = ("Oil it. ann77 Chain Doctor Member", "No. tom Member", "I would wait ann77 Chain Doctor Member", "See. bo Chain Doctor Member")
    >>> line = "".join(f"{post} Mar {day}, 2014 " for day, post in enumerate(said, 1)) + "Thanks"
    >>> [line[place.end :][:6] for place in member_places(line, 0, len(line), [])]
    ['ann77 ', 'Chain ', 'Member', 'tom Me', 'Member', 'ann77 ', 'Chain ', 'Member', 'bo Cha', 'Chain ', 'Member']
    """
    spaced = sum(place.end > place.start for place in cuts)
    if spaced < len(cuts) - spaced:
        return [*cuts]
    cards = [*_cards(text, start, end)]
    if len(cards) < FEWEST:
        return [*cuts]
    names = _names(text, start, end, cards)
    known = {place.end for place in cuts}
    glued = sum(low < high and low not in known for low, high in names)
    if glued < max(FEWEST, GLUED * len(cards)):
        return [*cuts]
    edges: set[Place] = set()
    inside: set[int] = set()
    for card, (low, high) in zip(cards, names, strict=True):
        if low < high:
            edges.update(spaced_place(text, at, start, end) for at in (low, high, card.opens) if start < at < end)
            inside.update(range(low, high))
    taken = inside.union(*(range(edge.start, edge.end + 1) for edge in edges))
    return sorted([*edges, *(cut for cut in cuts if taken.isdisjoint(range(cut.start, cut.end + 1)))])


def _cards(text: str, start: int, end: int) -> Iterator[_Card]:
    """The cards of a line: before each date the first words of a member's behind the date before."""
    dates = [*date_spans(text, start, end)]
    for (told, before), (date, _) in pairwise([(start, start), *dates]):
        number = _NUMBER.match(text, before)
        floor = number.end() if number else before
        opens = _opener(text, max(floor, date - CARD), date)
        if opens < 0 or not text[floor:opens].strip():
            continue  # the same card goes on
        low = max(floor, opens - ABOVE)
        ends = [match.end() for match in _END.finditer(text, low, opens)]
        ends += [match.end() for match in _liked().finditer(text, low, opens)]
        if low == floor and text[max(start, told - 2) : told].rstrip().endswith(":"):
            ends.append(floor)  # `Last edited: Mar 27, 2025` ends the post above
        yield _Card(max(ends, default=low), bool(ends), opens)


def _opener(text: str, low: int, date: int) -> int:
    """Where the first of the member's words begins that stand one behind the other up to a date, without the end of a sentence between; or -1."""
    ends = [match.end() for match in _END.finditer(text, low, date)]
    found = [match for match in _openers().finditer(text, max([low, *ends]), date) if match[0][0].isupper()]
    return found[0].start() if found else -1


def _words(text: str, low: int, high: int) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text, low, high)]


def _said(text: str, words: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(text[low:high] for low, high in words)


def _names(text: str, start: int, end: int, cards: Sequence[_Card]) -> list[tuple[int, int]]:
    """The span of the name above each card; an empty one where none is found."""
    heads = [_words(text, card.low, card.opens) for card in cards]
    heads = [_without_initial(text, words) for words in heads]
    shared = _shared([_said(text, words) for words, card in zip(heads, cards, strict=True) if card.sure])
    own = [_without_shared(text, words, shared) for words in heads]
    wanted = {
        said[:many]
        for words, card in zip(own, cards, strict=True)
        if card.sure
        for said in [_said(text, words)]
        for many in range(1, min(MOST_WORDS + 1, len(said)) + 1)
    }
    times = _times(text, start, end, wanted)
    same = Counter(_said(text, words) for words in own)
    found = [
        _of_sure(text, words, times, same) if card.sure else (0, 0) for words, card in zip(own, cards, strict=True)
    ]
    known = Counter(text[low:high] for low, high in found if low < high)
    return [
        span if span[0] < span[1] else _of_unsure(text, words, known) for span, words in zip(found, own, strict=True)
    ]


def _without_initial(text: str, words: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The words of a head without the letter of a picture."""
    for i, ((low, high), (other, _)) in enumerate(pairwise(words)):
        if high - low == 1 and text[low].lower() == text[other].lower() and text[low].isupper():
            return words[i + 1 :]
    return words


def _shared(heads: Sequence[tuple[str, ...]]) -> Collection[tuple[str, ...]]:
    """What stands behind several names: no name ends so."""
    behind: dict[tuple[str, ...], set[str]] = {}
    for words in heads:
        for at in range(1, len(words)):
            behind.setdefault(words[at:], set()).add(words[at - 1])
    return {words for words, before in behind.items() if len(before) > 1}


def _without_shared(
    text: str, words: list[tuple[int, int]], shared: Collection[tuple[str, ...]]
) -> list[tuple[int, int]]:
    said = _said(text, words)
    at = next((at for at in range(max(1, len(words) - MOST_TITLE), len(words)) if said[at:] in shared), len(words))
    return words[:at]


def _times(text: str, start: int, end: int, wanted: Collection[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """How often each row of words that may be a name stands in the line, marks beside its words left out."""
    firsts = {words[0] for words in wanted}
    counts: Counter[tuple[str, ...]] = Counter()
    spans = [*_WORD.finditer(text, start, end)] if wanted else []
    bare = [_BARE.sub("", match[0]) for match in spans]
    for i, word in enumerate(bare):
        if word in firsts:
            for many in range(1, MOST_WORDS + 2):
                words = tuple(bare[i : i + many])
                if words in wanted:
                    counts[words] += 1
    return counts


def _of_sure(
    text: str, words: list[tuple[int, int]], times: Counter[tuple[str, ...]], heads: Counter[tuple[str, ...]]
) -> tuple[int, int]:
    """The span of the name that a head begins with: as many words as stand elsewhere without the next of the head, else the first few."""
    if not words:
        return (0, 0)
    said = _said(text, words)
    best, most = min(len(words), MOST_WORDS), 0
    for many in range(1, min(MOST_WORDS, len(words)) + 1):
        alone = times[said[:many]] - (times[said[: many + 1]] if many < len(words) else heads[said])
        if alone >= max(1, most) and len(" ".join(said[:many])) >= SHORTEST:
            best, most = many, alone
    if most == 0 and len(words) > MOST_WORDS:
        return (0, 0) if len(words) > MOST_TITLE else _valid(text, *words[0])
    return _valid(text, words[0][0], words[best - 1][1])


def _of_unsure(text: str, words: list[tuple[int, int]], known: Collection[str]) -> tuple[int, int]:
    """The span of the name at the end of a head that begins inside of a sentence: one that is known, else the last word."""
    for first in range(len(words) - 1, max(-1, len(words) - MOST_TITLE - MOST_WORDS), -1):
        for last in range(min(len(words), first + MOST_WORDS), first, -1):
            if text[words[first][0] : words[last - 1][1]] in known:
                return words[first][0], words[last - 1][1]
    return _valid(text, *words[-1]) if words and not text[words[-1][0]].islower() else (0, 0)


def _valid(text: str, low: int, high: int) -> tuple[int, int]:
    """The span, or an empty one where its words can be no name."""
    return (low, high) if _NO_NAME.search(text[low:high]) is None else (0, 0)
