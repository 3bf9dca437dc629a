"""Headings of answers in a line that is a whole page (`3 Answers`, `Accepted Answer`, `その他の回答(2件)`): what a template writes between a question and its answers, with nothing but spaces around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.segments.boundaries import Place
from qaclean.segments.spaced_place import spaced_place

__all__ = ["headed_places"]

_COUNT = "[0-9]{1,4}"


@lru_cache(maxsize=1)
def _heads() -> re.Pattern[str]:
    """A heading of `rules/answer_heads.toml` that says which answers, or how many; between white space, the end of a sentence and the like."""
    rows = load("answer_heads")["language"]
    heads = "|".join(_spaced(row) if row.get("spaced") else _unspaced(row) for row in rows)
    return compile_at_once(rf"(?<![^\s。.!?|])(?:{heads})(?=\s)")


def _any(words: Iterable[str]) -> str:
    ordered = sorted({*words}, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


def _spaced(row: dict[str, Any]) -> str:
    """In scripts with spaces such words stand in sentences too: a heading begins with a capital."""
    nouns = [*row.get("answers", ()), *row.get("either", ())]
    leads = [word[0].upper() + form(word[1:]) for word in (*row["chosen"], *row["others"]) for form in (str, _titled)]
    named, capital = _any([*nouns, *map(str.capitalize, nouns)]), _any(map(str.capitalize, nouns))
    counted = rf"\s?\({_COUNT}\)"
    return rf"(?:{_any(leads)})\s(?:{named})(?:{counted})?|{_COUNT}\s(?:{capital})|(?:{capital}){counted}"


def _titled(words: str) -> str:
    return re.sub(r"(?<=\s)\S", lambda match: match[0].upper(), words)


def _unspaced(row: dict[str, Any]) -> str:
    noun, units = _any(row["answers"]), _any(row["units"])
    lead, between = _any([*row["chosen"], *row["others"]]), _any(row["between"])
    counted = rf"\s?\(\s?{_COUNT}\s?(?:{units})?\s?\)"
    return (
        rf"(?:{lead})\s?(?:{between})?\s?(?:{noun})(?:{counted})?|(?:(?:{units})\s?)?{_COUNT}\s?(?:{units})(?:{between})?\s?(?:{noun})"
        rf"|(?:{noun})(?:{counted}|\s?{_COUNT}(?:{units}))"
    )


def headed_places(text: str, start: int, end: int, cuts: Sequence[Place]) -> list[Place]:
    """The cuts of a line, in order, with places before and behind each heading of answers, and none inside of it. Linear.

    >>> line = "Chain slips, why? ann 2019-04-01 2 Answers Accepted Answer tom 2019-04-02 Oil it."
    >>> [line[place.end :][:10] for place in headed_places(line, 0, len(line), [])]
    ['2 Answers ', 'Accepted A', 'tom 2019-0']
    """
    spans = [match.span() for match in _heads().finditer(text, start, end)]
    if not spans:
        return [*cuts]
    edges = {spaced_place(text, at, start, end) for span in spans for at in span if start < at < end}
    inside = {at for low, high in spans for at in range(low, high)}
    taken = inside.union(*(range(edge.start, edge.end + 1) for edge in edges))
    return sorted([*edges, *(cut for cut in cuts if taken.isdisjoint(range(cut.start, cut.end + 1)))])
