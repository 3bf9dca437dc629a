"""How far the heads and tails of posts go around the dates of a line as long as a page: the words that come again beside most of them.

What a template wrote beside one date it wrote beside all: pairs of words there that most gaps between two dates have, a few words of a
post's own between them (names, ranks, counts), and nothing behind the end of a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once, compile_on_use

__all__ = ["Extent", "last_tail", "repeated_heads"]

WINDOW = 300  # code points looked at on either side of a date
MOST = 0.35  # share of the gaps that have a pair of the template
MOVED = 10  # words by which the place of such a pair may move
OFTEN = 2.5  # times such a pair may come in a gap: pairs of common words come more often
MOST_ALONE, OFTEN_ALONE, SPREAD = 0.5, 1.6, 6  # of one word: share, times in a gap, and places by which it may move
LONG = 30  # code points of the template's words beside a date that are no words about it (`posted on`)
ENDED = 0.8  # share of the dates behind which a colon stands, from which on it ends their heads
OWN = 6  # words of a post between two of the template
AT_ONCE = 256  # windows whose pairs are held at once
FAR = 6000  # code points behind the last date in which its post's tail may begin
_TOKEN = compile_on_use(
    r"[A-Z]?[a-z\u00df-\u024f']+|[A-Z\u00c0-\u00de]+(?![a-z])|[0-9]+|[\u3400-\u9fff]|[^\W\d_]|[^\s\w]|_"
)
_NUMBER = compile_at_once(r"\s?[0-9]")  # belongs to the word before it, or to the one behind
_COLON = compile_at_once(r"\s?:(?=\s)")
_ENDS = frozenset(".!?。!?…")
_DATE = "\x01"
_WIDE = "\u2e80"  # scripts without spaces begin here


_Key = str | tuple[str, str]  # a word, or a pair


class Extent(NamedTuple):
    """The words around one date that are the template's: where they begin and end, and where in them a word of the post's own begins or ends."""

    start: int
    end: int
    inner: tuple[int, ...]


class _Word(NamedTuple):
    key: str
    start: int
    end: int


_word = made_of(_Word)  # a page has thousands


class _Template(NamedTuple):
    pairs: frozenset[tuple[str, str]]
    words: frozenset[str]


class _Beside(NamedTuple):
    """What stands beside dates of one form, before them or behind them, and may be the template's: in how many gaps, and the text that the dates stand in."""

    pairs: dict[tuple[str, str], int]
    words: dict[str, int]
    whole: tuple[int, int]


def repeated_heads(text: str, start: int, end: int, forms: Sequence[Sequence[tuple[int, int]]]) -> list[list[Extent]]:
    """The extent of the template around each date of a line, in order; the dates of each form by themselves, for each form has a template of its own.

    >>> import re
    >>> said = ("Oil it first. ", "Mine was dry too. ", "No, tension it. ", "Thanks all of you. ")
    >>> line = "".join(f"{post}3 Likes Reply ann Member on 2019-04-0{n} " for n, post in enumerate(said, 1))
    >>> dates = [(m.start(), m.end()) for m in re.finditer("2019-04-0.", line)]
    >>> {line[e.start : e.end - 1] for e in repeated_heads(line, 0, len(line), [dates])[0]}
    {'3 Likes Reply ann Member on 2019-04-0'}
    """
    left = [_beside(text, _before(start, dates), dates, backwards=True) for dates in forms]
    right = [_beside(text, _behind(text, end, dates), dates, backwards=False) for dates in forms]
    templates = _templates(text, [*left, *right])
    return [
        _extents(text, (start, end), dates, (templates[i], templates[len(forms) + i])) for i, dates in enumerate(forms)
    ]


def _before(start: int, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The window before each date."""
    return [(max(a, b - WINDOW), b) for (_, a), (b, _) in pairwise([(start, start), *dates])]


def _behind(text: str, end: int, dates: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The window behind each date; it holds the colon alone where one stands right behind most of them: that ends the head (`ann wrote on 3 May:`)."""
    colons = [_COLON.match(text, at, end) for _, at in dates]
    if sum(colon is not None for colon in colons) > ENDED * len(dates):
        return [(at, colon.end() if colon else at) for (_, at), colon in zip(dates, colons, strict=True)]
    return [(a, min(b, a + WINDOW)) for (_, a), (b, _) in pairwise([*dates, (end, end)])]


def _extents(
    text: str, line: tuple[int, int], dates: Sequence[tuple[int, int]], templates: tuple[_Template, _Template]
) -> list[Extent]:
    """The extents around the dates of one form."""
    left, right = templates
    out = []
    for (a, b), above, below in zip(dates, _before(line[0], dates), _behind(text, line[1], dates), strict=True):
        low = [*_walk([*reversed(_words(text, *above))], left, backwards=True)]
        high = [*_walk(_words(text, *below), right, backwards=False)]
        inner = {*(w.start for w in _changes(low)), *(w.end for w in _changes(high))}
        inner = {at for at in inner if _NUMBER.match(text, at) is None and not _is_bar(text[at:a])}
        inner |= {at for at, walked in ((a, low), (b, high)) if walked and walked[0][1]}
        first = min((word.start for word, own in low if not own and not _is_cut(text, word, -1)), default=a)
        last = max((word.end for word, own in high if not own and not _is_cut(text, word, 1)), default=b)
        inner |= {a} if a - max((at for at in {*inner, first} if at < a), default=a) > LONG else set()
        inner |= {b} if min((at for at in {*inner, last} if at > b), default=b) - b > LONG else set()
        out.append(Extent(first, last, tuple(sorted(at for at in inner if first < at < last))))
    clear = [
        e._replace(end=max(b, min(e.end, after.start))) for e, after, (_, b) in zip(out, out[1:], dates, strict=False)
    ]
    return [*(e._replace(inner=tuple(at for at in e.inner if at < e.end)) for e in clear), *out[-1:]]


def _is_bar(between: str) -> bool:
    """Whether nothing but a colon stands between a place and the date behind it: a name and its date are one head (`3: ann : 2019-04-01`)."""
    return between.strip() == ":"


def _is_cut(text: str, word: _Word, side: int) -> bool:
    """Whether a word is one character of a script without spaces, behind white space (or before it, where `side` is -1) and glued to more letters on that
    side: several posts begin so, no template ends there."""
    if len(word.key) > 1 or text[word.start] < _WIDE:
        return False
    inner, outer = (word.start - 1, word.end)[::side]
    return text[inner : inner + 1].isspace() and text[outer : outer + 1].isalnum()


def last_tail(text: str, extents: Sequence[Extent], end: int) -> int:
    """Where the tail of the last post begins, by the words that the others' tails begin with; or -1."""
    begins = Counter(tuple(word.key for word in _words(text, e.start, e.end)[:2]) for e in extents[1:])
    common = {pair for pair, n in begins.items() if n >= max(2, MOST * (len(extents) - 1)) and len(pair) > 1}
    words = _words(text, extents[-1].end, min(end, extents[-1].end + FAR)) if common else []
    return next((one.start for one, other in pairwise(words) if (one.key, other.key) in common), -1)


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [
        _word(("0" if (word := match[0]).isdigit() else word, match.start(), match.end()))
        for match in _TOKEN.finditer(text, start, end)
    ]


def _keys(text: str, start: int, end: int) -> Iterator[str]:
    """What the words of a stretch of text count as."""
    return ("0" if (word := match[0]).isdigit() else word for match in _TOKEN.finditer(text, start, end))


def _beside(
    text: str, windows: Sequence[tuple[int, int]], dates: Sequence[tuple[int, int]], *, backwards: bool
) -> _Beside:
    """The pairs and words that so many of the windows have, each of which begins at a date, at places that move little."""
    found, places = _places(text, windows, _often(text, windows, backwards=backwards), backwards=backwards)
    gaps = len(windows)
    return _Beside(
        {p: len(at) for p, at in found.items() if len(at) >= max(3, MOST * gaps) and _spread(at) <= MOVED},
        {
            w: len(at)
            for w, at in places.items()
            if len(at) >= max(3, MOST_ALONE * gaps) and max(at) - min(at) <= SPREAD
        },
        (dates[0][0], dates[-1][1]),
    )


def _templates(text: str, sides: Sequence[_Beside]) -> list[_Template]:
    """Of what stands beside dates that which seldom comes elsewhere. A pair with a date comes as often as its word."""
    asked = [{_alone(pair) or pair for pair in side.pairs}.union(side.words) for side in sides]
    times = _times(text, [side.whole for side in sides], asked)
    return [
        _Template(
            frozenset(p for p, gaps in side.pairs.items() if comes[_alone(p) or p] <= OFTEN * gaps),
            frozenset(word for word, gaps in side.words.items() if comes[word] <= OFTEN_ALONE * gaps),
        )
        for side, comes in zip(sides, times, strict=True)
    ]


def _alone(pair: tuple[str, str]) -> str:
    """The word of a pair with a date; nothing for two words."""
    return pair[1] if pair[0] == _DATE else pair[0] if pair[1] == _DATE else ""


def _times(text: str, stretches: Sequence[tuple[int, int]], asked: Sequence[Set[_Key]]) -> list[dict[_Key, int]]:
    """How often the pairs and words that are asked for come in each stretch of the text.

    The text is read once whatever the number of stretches, which are as many as a page has forms of dates. Words are read again rather than
    kept: a page of ten million characters has as many.
    """
    wanted = frozenset[_Key]().union(*asked)
    edges = sorted({at for stretch, keys in zip(stretches, asked, strict=True) if keys for at in stretch})
    out: list[dict[_Key, int]] = [{} for _ in asked]
    comes: Counter[_Key] = Counter()
    for at, following in pairwise([*edges, -1]):
        for keys, (start, end), times in zip(asked, stretches, out, strict=True):
            if at == start:
                times.update((key, -comes[key]) for key in keys)
            elif at == end:
                times.update((key, comes[key] + times[key]) for key in keys)
        if at < following:
            comes.update(filter(wanted.__contains__, _keys(text, at, following)))
            comes.update(filter(wanted.__contains__, pairwise(_keys(text, at, following))))
    return out


def _often(text: str, windows: Sequence[tuple[int, int]], *, backwards: bool) -> Container[object] | None:
    """The pairs and words that may be in so many of very many windows: in as many of some that follow each other; None for few windows."""
    if len(windows) <= AT_ONCE:
        return None
    often: set[object] = set()
    for first in range(0, len(windows), AT_ONCE):
        some = windows[first : first + AT_ONCE]
        for found in _places(text, some, None, backwards=backwards):
            often.update(key for key, at in found.items() if len(at) >= MOST * len(some))
    return often


def _places(
    text: str, windows: Sequence[tuple[int, int]], often: Container[object] | None, *, backwards: bool
) -> tuple[dict[tuple[str, str], list[int]], dict[str, list[int]]]:
    """By how many words from the date the pairs and the capitalised words first stand in each window that holds them."""
    found: dict[tuple[str, str], list[int]] = {}
    places: dict[str, list[int]] = {}
    for window in windows:
        keys = [*_keys(text, *window)]
        keys = [_DATE, *(reversed(keys) if backwards else keys)]
        seen: dict[tuple[str, str], int] = {}
        for at, (a, b) in enumerate(pairwise(keys)):
            if not (a in _ENDS or b in _ENDS):
                seen.setdefault((b, a) if backwards else (a, b), at)
        for pair, at in seen.items():
            if often is None or pair in often:
                found.setdefault(pair, []).append(at)
        for key in dict.fromkeys(keys[1:]):
            if key[0].isupper() and len(key) > 2 and (often is None or key in often):
                places.setdefault(key, []).append(keys.index(key))
    return found, places


def _spread(places: list[int]) -> int:
    """By how many words the place of a pair moves, the tenth that moves most left out at both ends."""
    ordered = sorted(places)
    some = len(ordered) // 10
    return ordered[-1 - some] - ordered[some]


def _walk(words: Sequence[_Word], template: _Template, *, backwards: bool) -> Iterator[tuple[_Word, bool]]:
    """The words from a date on, each with whether it is the post's own, up to where more own words follow than a head has."""
    own: list[_Word] = []
    before = _DATE
    for i, word in enumerate(words):
        pair = (word.key, before) if backwards else (before, word.key)
        if pair in template.pairs or word.key in template.words:
            yield from ((other, True) for other in own)
            own = []
            yield word, False
        else:
            beside = words[i + 1].key if i + 1 < len(words) else ""
            initial = backwards and len(beside) == 1 and beside.isupper()
            own.append(word)
            if (word.key in _ENDS and not initial) or len(own) > OWN:
                return
        before = word.key


def _changes(walked: Sequence[tuple[_Word, bool]]) -> Iterator[_Word]:
    """The words behind which, seen from the date, the template's words become own ones, or own ones the template's."""
    return (word for (word, own), (_, other) in pairwise(walked) if own != other)
