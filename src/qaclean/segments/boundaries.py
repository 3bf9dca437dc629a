"""Places where a line may hold the boundary of two blocks: evidence, before any cut (what stands on both sides of each: `place_features.py`)."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from heapq import merge
from typing import Any, NamedTuple

from qaclean.freed import give_back
from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, load
from qaclean.segments.columns import held_rows
from qaclean.segments.date_shape import date_spans
from qaclean.segments.recurrence import Recurrence, read_recurrence
from qaclean.text.led_patterns import led, led_spans

__all__ = [
    "PageView",
    "Place",
    "find_places",
    "is_template_word",
    "is_word_of_template",
    "template_places",
    "view_page",
]

_KINDS = {"。!?": "!", "…": "E", ".": ".", ",、;": ",", ":": ":", "\u3000": "S", "\n\r": "\n"}
_SPACES = " \t\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\ufeff\x0b\x0c\u2028\x85"
_OPENERS = "([{《〈“‘「『【〔<"
_CLOSERS = ")]}》〉”’」』】〕"
_BARS = "|·•»›>丨│∣⋅・⯈"
_MARKS = "/\\-–—~_#*@%&+=$\"'"
_BLOCKS = ((0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xD800, 0xF8FF))  # Han, Hangul, surrogates and private use
_PLANE = 0x10000  # code points of the first plane; those above count as other characters
_OTHERS = compile_at_once("[^\x00-\x7f]")

_PLACE = compile_on_use(
    r"(?<=[^ S\n])(?:(?! [a(\"'])[ S]+(?:[B]+[ S]+)?|[B]+[ S]+)(?=[^ S\n])|(?<=[^aA9 S\n,]) (?=[a(\"'])"  # white space, or a bar in it
    r"|(?<=[a9HKG)!.,E%o:\"'])(?=A)|(?<=A)(?=Aa)|(?<=[aAHKG)!E%o])(?=9)|(?<=[9%])(?=[aHKG])|(?<=[!E)o.])(?=[aHKG(o\"])|(?<=[HKG])(?=[ao(\"])|(?<=a)(?=[H(KG])|(?<=A)(?=[H(KG])"
    r"|(?<=[HKGaA9)!.])(?=[B©])|(?<=[B])(?=[HKGaA9(])"
)


class Place(NamedTuple):
    """A candidate: the text before `start` and behind `end` may be two blocks; `start == end` where nothing stands between."""

    start: int
    end: int


_place = made_of(Place)


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
    shapes: tuple[tuple[str, Callable[[str], Iterator[tuple[int, int]]]], ...]  # and what finds their spans
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
        tuple((row["id"], _finder(row)) for row in data["shape"]),
        frozenset(row["id"] for row in data["shape"] if row.get("inside")),
    )


def _finder(shape: dict[str, Any]) -> Callable[[str], Iterator[tuple[int, int]]]:
    """What finds the spans of a shape; there are more forms of dates than its pattern has."""
    return date_spans if shape["id"] == "date" else partial(led_spans, led(shape["begins"], shape["pattern"]))


def is_template_word(kind: str) -> bool:
    """Whether vocabulary of this kind speaks for a template; numbers of list items stand in prose as well."""
    return kind != "marker"


def is_word_of_template(word: str) -> bool:
    """Whether a word, whole, is one that templates write.

    >>> is_word_of_template("发表于"), is_word_of_template("小满")
    (True, False)
    """
    return word in _vocabulary().kinds


def template_places(text: str) -> list[tuple[int, int]]:
    """Where the words of templates stand in a text, inside of longer words too, in order."""
    return [match.span() for match in _vocabulary().words.finditer(text)]


def view_page(text: str, known: Sequence[tuple[int, int]] | None = None, *, recurs: bool = True) -> PageView:
    """The view of a folded text; `known` are its `template_places` for who has them. Without what recurs (which is the dearest part) there are places,
    and no features of them. Linear."""
    shape = text.translate(_shape_table())  # a string is a table, indexed by code point
    if not shape.isascii():
        shape = _OTHERS.sub("o", shape)
    recurrence = None
    if recurs:  # first: what it counts with takes more memory than all that is kept
        give_back(len(text))
        recurrence = read_recurrence(text, shape)
        give_back(len(text))
    begins: dict[int, str] = {}
    ends: dict[int, str] = {}
    words = _vocabulary()
    for start, end in template_places(text) if known is None else known:
        if not _inside_word(shape, start, end):
            begins[start] = ends[end] = words.kinds[text[start:end]]
    whole = bytearray(len(text))
    for kind, spans_in in words.shapes:
        shown = kind not in words.inside
        for start, end in spans_in(text):
            if shown:
                begins[start] = ends[end] = kind
            whole[start + 1 : end] = b"\1" * (end - start - 1)
    stops = array("i", (match.start() for match in re.finditer(r"[!E]|\.(?=[ A\n])|,", shape)))
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


def find_places(view: PageView, start: int, end: int) -> Sequence[Place]:
    """The candidates inside one line, in order; they do not overlap, and none is inside a date, a count or another shape. Those of a large line are held in columns."""
    spans = (match.span() for match in _PLACE.finditer(view.shape, start, end))
    places = held_rows((_place((first, last)) for first, last in spans if not view.whole[first]), _place, end - start)
    taken = bytearray(end + 1 - start)
    for first, last in places:
        taken[first - start : last + 1 - start] = b"\1" * (last + 1 - first)
    edges = view.edges
    more: dict[int, Place] = {}
    for at in edges[bisect_left(edges, start) : bisect_left(edges, end)]:
        if start < at < end and not taken[at - start] and not view.whole[at]:
            first, last = _gap_at(view.shape, at)
            more[first] = Place(first, last)
    if not more:
        return places
    kept = (place for place in places if place.start not in more)
    return held_rows(merge(kept, more.values()), _place, end - start)


def _gap_at(shape: str, at: int) -> tuple[int, int]:
    """The single space at or before a place, or the place itself."""
    return (at, at + 1) if shape[at] == " " else (at - 1, at) if shape[at - 1] == " " else (at, at)
