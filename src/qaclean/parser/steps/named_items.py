"""Named items: the same word and a count (`Schritt 1:`, `手順2`, `Idea #3:`) at the beginning of lines, or behind the ends of sentences, whatever the word.

A word proves nothing once; twice and more, counting from 1, it names the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from qaclean.parser.steps.markers import Marker
from qaclean.parser.steps.numbering import numbering
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import literals, load
from qaclean.text.prefixes import is_question_word

__all__ = ["line_labels"]

PRIOR = (
    2.0  # a counted word at the start of a line: clearer than a numeral there (1.5, see `qaclean.parser.steps.markers`)
)
INNER = 1.2  # ... and inside of one
FEWEST = 2
_NAME = r"(?P<name>[^\W\d_](?:[^\d\n:\uff1a.,;\u3002\uff0c!?()\[\]]{0,28}[^\W\d_])?)[ \u3000#\u2116]{0,3}"
_NAME_TO = 34  # code points from a line's beginning within which the count of such a name begins
_CLOSED = r"\s?[:\uff1a.),\u3001\uff0e]|\s[-\u2013\u2014](?=\s)"
_END = rf"(?:\s?(?:of|von|/)\s?[0-9]{{1,2}})?(?:{_CLOSED}|(?=[ \u3000\t]|$))"
_FIRST = compile_at_once(r"1(?<![0-9.,]1)(?=\s|[:\uff1a.),\u3001\uff0e/-])")  # inside a line
_WORD_BEFORE = compile_on_use(r"[^\W\d_]{2,20}[ \u3000-]{0,2}[#\u2116]?$")
_INNER = compile_at_once(
    rf"(?<!\w)(?P<name>[^\W\d_]{{2,20}})[ \u3000-]{{0,2}}[#\u2116]?(?P<number>[0-9]{{1,2}})(?:\s?(?:of|von|/)\s?[0-9]{{1,2}})?(?:{_CLOSED}|(?=\s[^\W\d_]))"
)
_LONGEST = 24  # code points of such a word and what stands between it and the number
_ENDS_ABOVE = frozenset(".!?:;\u3002\uff01\uff1f\uff1a\uff1b\u2026>)")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A name and its count at the start of a line, a count with one of the words that stand behind it, and what a count begins with."""
    data = load("numbering")
    counts = [(row["characters"], row["longest"]) for row in data["numerals"] if row.get("longest", 1) > 1]
    count = "|".join(f"[{characters}]{{1,{longest}}}" for characters, longest in counts)
    behind = literals(data["named"]["behind"])
    return (
        compile_at_once(f"{_NAME}(?P<number>{count}){_END}"),
        compile_at_once(rf"(?P<number>[0-9]{{1,2}})\s?(?P<name>{behind})[.:\u3001]?"),
        compile_at_once(f"[0-9{''.join(characters for characters, _ in counts)}]"),
    )


def line_labels(text: str, lines: Iterable[tuple[int, int]]) -> list[Marker]:
    """Markers of the named items among `lines` (their spans), in order: where a line begins with its name, and inside of lines where a sentence ends
    before the name, or the name is a known one.

    >>> t = "Schritt 1: Messen\\nSchritt 2: Bohren"
    >>> [(t[m.start : m.end], m.number) for m in line_labels(t, [(0, 17), (18, 35)])]
    [('Schritt 1:', 1), ('Schritt 2:', 2)]
    >>> t = "Do it so: Step 1. Open it. Step 2. Wait."
    >>> [t[m.start : m.end] for m in line_labels(t, [(0, 40)])]
    ['Step 1.', 'Step 2.']
    """
    found: dict[str, list[Marker]] = {}
    spans = [*lines]
    for start, end, name, numeral, prior in [*_at_line_starts(text, spans), *_inside_lines(text, spans)]:
        if is_question_word(name):
            continue
        table = numbering()
        style = f"named-{name}-{table.numerals[numeral[0]].id}"
        marker = Marker(start, end, style, text[end - 1], table.number(numeral), prior, prior == PRIOR)
        found.setdefault(style, []).append(marker)
    items = [m for markers in found.values() if _counts(sorted(markers, key=lambda m: m.start)) for m in markers]
    return sorted(items, key=lambda m: m.start)


def _at_line_starts(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str, str, float]]:
    """Start, end, name, numeral and prior of what may be a named item at the beginning of each line."""
    named, counted, counts = _patterns()
    for start, end in lines:
        if counts.search(text, start, min(end, start + _NAME_TO)) is None:
            continue  # most lines
        match = counted.match(text, start, end) or named.match(text, start, end)
        if match is not None:
            yield start, match.end(), match["name"].casefold(), match["number"], PRIOR


def _inside_lines(text: str, lines: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, str, str, float]]:
    """The same of names inside of lines that count from 1 there; one look at a line, however many names it has."""
    for start, end in lines:
        names = {
            name for match in _FIRST.finditer(text, start, end) if (name := _name_before(text, start, match.start()))
        }
        for match in _INNER.finditer(text, start + 1, end) if names else ():
            name = match["name"].casefold()
            if match["name"] in names and (_may_begin(text, start, match.start()) or name in _known()):
                yield match.start(), match.end(), name, match["number"], INNER


def _name_before(text: str, start: int, number: int) -> str:
    """The word before a number that may name an item: it begins with a capital, or is of a script without them."""
    match = _WORD_BEFORE.search(text, max(start, number - _LONGEST), number)
    if match is None or match.start() == start:
        return ""
    name = match.group().rstrip("# \u3000\u2116-")
    return (
        name
        if not name[0].islower() and (_may_begin(text, start, match.start()) or name.casefold() in _known())
        else ""
    )


def _may_begin(text: str, start: int, at: int) -> bool:
    """Whether what stands before a place ends a sentence, or leads to a list."""
    before = text[max(start, at - 3) : at].rstrip()
    return not before or before[-1] in _ENDS_ABOVE


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word.casefold() for word in load("numbering")["named"]["words"])


def _counts(markers: list[Marker]) -> bool:
    """Do they count from 1 on?"""
    return len(markers) >= FEWEST and markers[0].number == 1 and any(m.number == 2 for m in markers)
