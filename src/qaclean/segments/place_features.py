"""What stands on both sides of a place, as named features: the words and the vocabulary beside it, its repetition on the page, and how near sentences end.

A place's signs are few and come again, its features are a score of names: who weighs them remembers what signs are worth (`boundary_model.py`), training reads names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_NAMES
from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.boundaries import PageView, Place
from qaclean.segments.evened import words_beside
from qaclean.segments.recurrence import Again, again_at, again_names
from qaclean.segments.said_again import times_of_each

__all__ = [
    "Again",
    "Beside",
    "PlaceSigns",
    "Stops",
    "again_names",
    "beside_names",
    "often_names",
    "place_features",
    "place_signs",
    "stop_names",
]

_NEAR = 8  # code points of context whose repetition in the line is counted
_LONGEST = 64  # code points of the longest word to the left, by `_LEFT`
_FAR = 90  # code points within which the ends of sentences are counted
_DISTANCES = (0, 4, 12, 30, 60)  # bins, in code points

_LEFT = compile_on_use(r"a{1,24}A?|A{1,24}|9{1,12}(?:[.:/-]9{1,12}){0,3}|H{1,24}|K{1,24}|.", re.DOTALL)
_RIGHT = compile_at_once(r"Aa{1,24}|A{1,24}|a{1,24}|9{1,12}(?:[.:/-]9{1,12}){0,3}|H{1,24}|K{1,24}|.", re.DOTALL)
Stops = tuple[
    int, int, int, str
]  # code points to the last and the next end of a clause, in bins, how many stand near, and what is between


class Beside(NamedTuple):
    """The classes of the characters on both sides, those of their words with the length, what stands between and beyond the words, and the vocabulary that
    ends and begins here."""

    left: str
    right: str
    left_kind: str
    right_kind: str
    space: str
    beyond_left: str
    beyond_right: str
    left_cue: str
    right_cue: str


class PlaceSigns(NamedTuple):
    """What a place's features are made of; `often`: how many places have the words behind it and before it, in bins; `words`: features of words, and of the page's title."""

    beside: Beside
    often: tuple[int, int]
    stops: Stops
    words: list[str]
    again: Again


_beside, _signs = made_of(Beside), made_of(PlaceSigns)


def place_features(view: PageView, places: Sequence[Place], asked: Sequence[bool] = ()) -> Iterator[list[str]]:
    """The features of each place, none of places not asked for."""
    for signs in place_signs(view, places, asked):
        yield (
            []
            if signs is None
            else [
                *beside_names(signs.beside),
                *often_names(signs.often),
                *stop_names(signs.stops),
                *signs.words,
                *again_names(signs.again),
            ]
        )


def place_signs(view: PageView, places: Sequence[Place], asked: Sequence[bool] = ()) -> Iterator[PlaceSigns | None]:
    """The signs of each place: what stands left and right, its repetition on the page, and how near sentences end; None of places not asked for."""
    before, after = map(times_of_each, words_beside(view.text, places, _NEAR))
    for place, behind_it, before_it, wanted in zip(places, after, before, asked or repeat(True), strict=False):
        yield _signs_of(view, place, (_bin(behind_it), _bin(before_it))) if wanted else None


def _signs_of(view: PageView, place: Place, often: tuple[int, int]) -> PlaceSigns:
    text, shape = view.text, view.shape
    start, end = place
    left = _LEFT.match(shape[max(0, start - _LONGEST) : start][::-1])
    right = _RIGHT.match(shape, end)
    assert left is not None and right is not None and view.recurrence is not None
    left_end, right_end = start - left.end(), right.end()
    space = _space_of(shape[start:end]) if end > start else "0"
    beside = _beside(
        (
            shape[start - 1],
            shape[end],
            _word_shape(shape[left_end:start]),
            _word_shape(shape[end:right_end]),
            space,
            shape[left_end - 1] if left_end else "^",
            shape[right_end : right_end + 1],
            view.ends.get(start, "-"),
            view.begins.get(end, "-"),
        )
    )
    words: list[str] = []
    if shape[start - 1] in "aA":
        words.append(f"left word {text[left_end:start].lower()}")
    if shape[end] in "aA":
        words.append(f"right word {text[end:right_end].lower()}")
    if view.title and text.startswith(view.title, end):
        words.append("title again")
    stops = _stops_of(view.stops, start, end, space)
    return _signs((beside, often, stops, words, again_at(view.recurrence, end, space)))


@remembered(REMEMBERED_NAMES)
def beside_names(seen: Beside) -> tuple[str, ...]:
    """The features of what stands left and right."""
    l1, r1, left_kind, right_kind, space, beyond_left, beyond_right, left_cue, right_cue = seen
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


def often_names(often: tuple[int, int]) -> tuple[str, ...]:
    """The features of how many places have the same words behind and before."""
    after, before = often
    return f"after {after}", f"before {before}"


def stop_names(stops: Stops) -> tuple[str, ...]:
    """The features of how far the last and the next end of a clause are, and how many stand near."""
    last, behind, near, space = (*map(_distance_name, stops[:2]), *stops[2:])
    return (
        f"last stop {last} {space}",
        f"next stop {behind} {space}",
        f"stops near {near}",
        f"stops {last}|{behind}",
    )


def _space_of(gap: str) -> str:
    if not gap:
        return "0"
    if "B" in gap:
        return "bar"
    return "indent" if "SS" in gap else "1" if len(gap) == 1 else "2" if len(gap) == 2 else "3"


@remembered(REMEMBERED_NAMES)
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


def _bin(times: int) -> int:
    return times if times < 3 else 3 if times < 6 else 6


def _stops_of(stops: Sequence[int], start: int, end: int, space: str) -> Stops:
    at = bisect_left(stops, start)
    last = start - 1 - stops[at - 1] if at else _FAR
    behind = stops[at] - end if at < len(stops) else _FAR
    near = bisect_left(stops, end + _FAR, at) - bisect_left(stops, start - _FAR, 0, at)
    return bisect_left(_DISTANCES, last), bisect_left(_DISTANCES, behind), min(near, 9) // 2, space


def _distance_name(distance: int) -> str:
    return str(_DISTANCES[distance]) if distance < len(_DISTANCES) else "far"
