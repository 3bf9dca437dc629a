"""Places where a line may hold the boundary of two blocks, and what stands on both sides of each: evidence, before any cut."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from qaclean.limits import REMEMBERED_NAMES
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, load
from qaclean.segments.date_shape import date_shape
from qaclean.segments.evened import evened
from qaclean.segments.recurrence import Recurrence, read_recurrence, recurrence_features

__all__ = [
    "PageView",
    "Place",
    "find_places",
    "is_template_word",
    "place_features",
    "template_places",
    "template_words",
    "view_page",
]

_KINDS = {"。!?": "!", "…": "…", ".": ".", ",、;": ",", ":": ":", "\u3000": "S", "\n\r": "\n"}
_SPACES = " \t\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff\x0b\x0c\u2028\x85"
_OPENERS = "([{《〈“‘「『【〔<"
_CLOSERS = ")]}》〉”’」』】〕"
_BARS = "|·•»›>丨│∣⋅・⯈"
_MARKS = "/\\-–—~_#*@%&+=$\"'"
_BLOCKS = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xF8FF))  # Han, Hangul, surrogates and private use
_PLANE = 0x10000  # code points of the first plane; those above count as other characters
_OTHERS = compile_at_once("[^\x00-\x7f…]")
_NEAR = 8  # code points of context whose repetition in the line is counted
_LONGEST = 64  # code points of the longest word to the left, by `_LEFT`
_FAR = 90  # code points within which the ends of sentences are counted

_PLACE = compile_on_use(
    r"(?<=[^ S\n])(?:(?! [a(\"'])[ S]+(?:[B]+[ S]+)?|[B]+[ S]+)(?=[^ S\n])|(?<=[^aA9 S\n,]) (?=[a(\"'])"  # white space, or a bar in it
    r"|(?<=[a9HKG)!.,…%o:\"'])(?=A)|(?<=A)(?=Aa)|(?<=[aAHKG)!…%o])(?=9)|(?<=[9%])(?=[aHKG])|(?<=[!…)o.])(?=[aHKG(o\"])|(?<=[HKG])(?=[ao(\"])|(?<=a)(?=[H(KG])|(?<=A)(?=[H(KG])"
    r"|(?<=[HKGaA9)!.])(?=[B©])|(?<=[B])(?=[HKGaA9(])"
)
_LEFT = compile_on_use(r"a{1,24}A?|A{1,24}|9{1,12}(?:[.:/-]9{1,12}){0,3}|H{1,24}|K{1,24}|.", re.DOTALL)
_RIGHT = compile_at_once(r"Aa{1,24}|A{1,24}|a{1,24}|9{1,12}(?:[.:/-]9{1,12}){0,3}|H{1,24}|K{1,24}|.", re.DOTALL)


class Place(NamedTuple):
    """A candidate: the text before `start` and behind `end` may be two blocks; `start == end` where nothing stands between."""

    start: int
    end: int


class PageView(NamedTuple):
    """What is counted once a page: the classes of its characters, where words and shapes begin and end, the places inside of shapes (1), ends of sentences, what recurs."""

    text: str
    shape: str
    begins: dict[int, str]
    ends: dict[int, str]
    edges: list[int]
    shapes: frozenset[str]
    whole: bytearray
    stops: array[int]
    title: str
    recurrence: Recurrence | None


@lru_cache(maxsize=1)
def _shape_table() -> str:
    """The kind of each character of the first plane; of the great blocks of one script the first stands for all."""
    table, at = [], 0
    for first, last in _BLOCKS:
        table += [_shape_of(chr(code)) for code in range(at, first)]
        table.append(_shape_of(chr(first)) * (last + 1 - first))
        at = last + 1
    return "".join([*table, *(_shape_of(chr(code)) for code in range(at, _PLANE))])


def _shape_of(character: str) -> str:
    for marks, kind in _KINDS.items():
        if character in marks:
            return kind
    if "\u3400" <= character <= "\u9fff" or character == "々":
        return "H"
    if "\u3040" <= character <= "\u30ff" and character != "・":
        return "K"
    if "\uac00" <= character <= "\ud7a3":
        return "G"
    if character.isalpha():
        return "A" if character.isupper() else "a"
    groups = ((_SPACES, " "), (_OPENERS, "("), (_CLOSERS, ")"), (_BARS, "B"), (_MARKS, character))
    kinds = [kind for marks, kind in groups if character in marks]
    return kinds[0] if kinds else "9" if character.isdigit() else "o"


class _Vocabulary(NamedTuple):
    words: re.Pattern[str]
    kinds: dict[str, str]
    shapes: tuple[tuple[str, re.Pattern[str]], ...]
    inside: frozenset[str]


@lru_cache(maxsize=1)
def _vocabulary() -> _Vocabulary:
    data, cues, posts = load("segments"), load("cues")["cue"], load("attributions")
    kinds: dict[str, str] = {}
    for row in cues:
        kinds |= dict.fromkeys(row.get("starts", ()), "start") | dict.fromkeys(row.get("whole", ()), "whole")
    for name in ("neutral", "accepted", "others"):
        kinds |= dict.fromkeys(posts[name], "head")
    kinds |= dict.fromkeys(posts["buttons"], "button") | dict.fromkeys(posts["nobody"], "nobody")
    for name in ("tails", "heads", "buttons"):
        kinds |= dict.fromkeys(data[name], name.removesuffix("s"))
    kinds = {word: kind for word, kind in kinds.items() if len(word) > 1 and word.strip() == word}
    return _Vocabulary(
        any_of(sorted(kinds)),
        kinds,
        tuple(
            (row["id"], compile_on_use(date_shape() if row["id"] == "date" else row["pattern"]))
            for row in data["shape"]
        ),
        frozenset(row["id"] for row in data["shape"] if row.get("inside")),
    )


def is_template_word(kind: str) -> bool:
    """Whether vocabulary of this kind speaks for a template; numbers of list items stand in prose as well."""
    return kind != "marker"


def template_words(text: str, start: int, end: int) -> Iterator[str]:
    """The words of templates in a line, again and again."""
    return (match.group() for match in _vocabulary().words.finditer(text, start, end))


def template_places(text: str) -> Iterator[tuple[int, int]]:
    """Where the words of templates stand in a text, inside of longer words too."""
    return (match.span() for match in _vocabulary().words.finditer(text))


def view_page(text: str, recurs: bool = True) -> PageView:
    """The view of a folded text; without what recurs (which is the dearest part) there are places, and no features of them. Linear."""
    shape = text.translate(_shape_table())  # a string is a table, indexed by code point
    if not shape.isascii():
        shape = _OTHERS.sub("o", shape)
    recurrence = (
        read_recurrence(text, shape) if recurs else None
    )  # first: what it counts with takes more memory than all that is kept
    begins: dict[int, str] = {}
    ends: dict[int, str] = {}
    words = _vocabulary()
    for match in words.words.finditer(text):
        if not _inside_word(shape, match.start(), match.end()):
            begins[match.start()] = ends[match.end()] = words.kinds[match.group()]
    whole = bytearray(len(text))
    for kind, pattern in words.shapes:
        for match in pattern.finditer(text):
            if kind not in words.inside:
                begins[match.start()] = ends[match.end()] = kind
            whole[match.start() + 1 : match.end()] = b"\1" * (match.end() - match.start() - 1)
    stops = array("i", (match.start() for match in re.finditer(r"[!…]|\.(?=[ A\n])|,", shape)))
    title = text[: text.find("\n") if "\n" in text else 200].strip()
    shape_ids = frozenset(kind for kind, _ in words.shapes)
    return PageView(
        text,
        shape,
        begins,
        ends,
        sorted({*begins, *ends}),
        shape_ids,
        whole,
        stops,
        title[:8] if len(title) > 12 else "",
        recurrence,
    )


def _inside_word(shape: str, start: int, end: int) -> bool:
    """Latin words are not cut out of longer ones, unless a capital begins where they end or they begin with one: `ShareReport`."""
    before, first, last, after = shape[start - 1 : start], shape[start], shape[end - 1], shape[end : end + 1]
    return (
        (before in ("a", "A") and first == "a")
        or (last in ("a", "A") and after == "a")
        or (before == "A" and first == "A")
    )


def find_places(view: PageView, start: int, end: int) -> list[Place]:
    """The candidates inside one line, in order; they do not overlap, and none is inside a date, a count or another shape."""
    spans = (match.span() for match in _PLACE.finditer(view.shape, start, end))
    places = [Place(first, last) for first, last in spans if not view.whole[first]]
    taken = bytearray(end + 1 - start)
    for first, last in places:
        taken[first - start : last + 1 - start] = b"\1" * (last + 1 - first)
    edges = view.edges
    more: dict[int, Place] = {}
    for at in edges[bisect_left(edges, start) : bisect_left(edges, end)]:
        if start < at < end and not taken[at - start] and not view.whole[at]:
            first, last = _gap_at(view.shape, at)
            more[first] = Place(first, last)
    return sorted([*(place for place in places if place.start not in more), *more.values()]) if more else places


def _gap_at(shape: str, at: int) -> tuple[int, int]:
    """The single space at or before a place, or the place itself."""
    return (at, at + 1) if shape[at] == " " else (at - 1, at) if shape[at - 1] == " " else (at, at)


def place_features(view: PageView, places: Sequence[Place], asked: Sequence[bool] = ()) -> Iterator[list[str]]:
    """The features of each place: names of what stands left and right, its repetition on the page, and how near sentences end; none of places not asked for."""
    line = evened(view.text, places, _NEAR)
    after = Counter(line.behind(place.end, _NEAR) for place in places)
    before = Counter(line.before(place.start, _NEAR) for place in places)
    for place, wanted in zip(places, asked or repeat(True), strict=False):
        if not wanted:
            yield []
            continue
        again = before[line.before(place.start, _NEAR)], after[line.behind(place.end, _NEAR)]
        names = _features(view, place, *again)
        assert view.recurrence is not None
        names += recurrence_features(view.recurrence, place.end, _space_of(view.shape[place.start : place.end]))
        yield names


def _features(view: PageView, place: Place, before: int, after: int) -> list[str]:
    text, shape = view.text, view.shape
    start, end = place
    left = _LEFT.match(shape[max(0, start - _LONGEST) : start][::-1])
    right = _RIGHT.match(shape, end)
    assert left is not None and right is not None
    left_end = start - left.end()
    space = _space_of(shape[start:end])
    seen = _Beside(
        left.group()[::-1],
        right.group(),
        space,
        shape[left_end - 1] if left_end else "^",
        shape[right.end() : right.end() + 1],
        view.ends.get(start, "-"),
        view.begins.get(end, "-"),
    )
    names = [
        *_beside_features(seen),
        f"after {_count(after)}",
        f"before {_count(before)}",
        *_sentence_features(view.stops, start, end, space),
    ]
    if shape[start - 1] in "aA":
        names.append(f"left word {text[left_end:start].lower()}")
    if shape[end] in "aA":
        names.append(f"right word {text[end : right.end()].lower()}")
    if view.title and text.startswith(view.title, end):
        names.append("title again")
    return names


class _Beside(NamedTuple):
    """The shapes of the words on both sides, what stands between and beyond them, and the vocabulary that ends and begins here."""

    left: str
    right: str
    space: str
    beyond_left: str
    beyond_right: str
    left_cue: str
    right_cue: str


@lru_cache(maxsize=REMEMBERED_NAMES)
def _beside_features(seen: _Beside) -> tuple[str, ...]:
    left, right, space, beyond_left, beyond_right, left_cue, right_cue = seen
    l1, r1, left_kind, right_kind = left[-1], right[0], _word_shape(left), _word_shape(right)
    return (
        f"space {space}",
        f"pair {l1}{r1} {space}",
        f"words {left_kind}|{right_kind} {space}",
        f"left {beyond_left}{left_kind} {space}",
        f"right {right_kind}{beyond_right} {space}",
        f"cues {left_cue}|{right_cue}",
        f"left cue {left_cue} {space} {_right_class(r1)}",
        f"right cue {right_cue} {space} {_right_class(l1)}",
    )


def _space_of(gap: str) -> str:
    if not gap:
        return "0"
    if "B" in gap:
        return "bar"
    return "indent" if "SS" in gap else "1" if len(gap) == 1 else "2" if len(gap) == 2 else "3"


def _word_shape(shape: str) -> str:
    """Class and length of a word: `Aa`, `a`, `9.9`, `H2`."""
    first = shape[0]
    if first == "H" or first == "K":
        size = len(shape)
        return f"{first}{size if size < 5 else 5 if size < 9 else 9}"
    if first == "9":
        return (
            f"9{len(shape)}" if shape.count("9") == len(shape) and len(shape) < 5 else "9.9" if "." in shape else "9-9"
        )
    return (
        "Aa"
        if first == "A" and len(shape) > 1 and shape[1] == "a"
        else first
        if len(shape) == 1 or first == "a"
        else "AA"
    )


def _right_class(shape: str) -> str:
    return shape if shape in "HaA9!,.:)(B" else "o"


def _count(times: int) -> str:
    return str(times) if times < 3 else "3" if times < 6 else "6"


def _sentence_features(stops: Sequence[int], start: int, end: int, space: str) -> list[str]:
    """How far the last and the next end of a clause are, and how many stand near."""
    at = bisect_left(stops, start)
    last = start - 1 - stops[at - 1] if at else _FAR
    behind = stops[at] - end if at < len(stops) else _FAR
    near = bisect_left(stops, end + _FAR) - bisect_left(stops, start - _FAR)
    return [
        f"last stop {_distance(last)} {space}",
        f"next stop {_distance(behind)} {space}",
        f"stops near {min(near, 9) // 2}",
        f"stops {_distance(last)}|{_distance(behind)}",
    ]


def _distance(length: int) -> str:
    for bound in (0, 4, 12, 30, 60):
        if length <= bound:
            return str(bound)
    return "far"
