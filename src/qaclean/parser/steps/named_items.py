"""Named items: lines that begin with the same word and a count (`Schritt 1:`, `手順2`, `Idea #3:`), whatever the word.

A word proves nothing once; on two lines and more, counting from 1, it names the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from qaclean.parser.steps.markers import Marker
from qaclean.parser.steps.numbering import numbering
from qaclean.patterns import compile_at_once
from qaclean.rules import literals, load
from qaclean.text.prefixes import is_question_word

__all__ = ["line_labels"]

PRIOR = (
    2.0  # a counted word at the start of a line: clearer than a numeral there (1.5, see `qaclean.parser.steps.markers`)
)
FEWEST = 2
_NAME = r"(?P<name>[^\W\d_](?:[^\d\n:\uff1a.,;\u3002\uff0c!?()\[\]]{0,28}[^\W\d_])?)[ \u3000#\u2116]{0,3}"
_NAME_TO = 34  # code points from a line's beginning within which the count of such a name begins
_END = r"(?: (?:of|von|/) [0-9]{1,2})?(?:\s?[:\uff1a.)\u3001\uff0e]|(?=[ \u3000\t]|$))"


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
    """Markers of the named items among `lines` (their spans), in order.

    >>> t = "Schritt 1: Messen\\nSchritt 2: Bohren"
    >>> [(t[m.start : m.end], m.number) for m in line_labels(t, [(0, 17), (18, 35)])]
    [('Schritt 1:', 1), ('Schritt 2:', 2)]
    """
    found: dict[str, list[Marker]] = {}
    table = numbering()
    named, counted, counts = _patterns()
    for start, end in lines:
        if counts.search(text, start, min(end, start + _NAME_TO)) is None:
            continue  # most lines
        match = counted.match(text, start, end) or named.match(text, start, end)
        if match is None or is_question_word(match["name"]):
            continue
        name, numeral = match["name"].casefold(), match["number"]
        number = table.number(numeral)
        style = f"named-{name}-{table.numerals[numeral[0]].id}"
        found.setdefault(style, []).append(Marker(start, match.end(), style, match.group()[-1], number, PRIOR, True))
    items = [m for markers in found.values() if _counts(markers) for m in markers]
    return sorted(items, key=lambda m: m.start)


def _counts(markers: list[Marker]) -> bool:
    """Do they count from 1 on?"""
    return len(markers) >= FEWEST and markers[0].number == 1 and any(m.number == 2 for m in markers)
