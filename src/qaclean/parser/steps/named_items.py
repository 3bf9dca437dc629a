"""Named items: lines that begin with the same word and a count (`Schritt 1:`, `手順2`, `Idea #3:`), whatever the word.

A word proves nothing once; on two lines and more, counting from 1, it names the items of a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qaclean.parser.steps.markers import Marker, cjk_number
from qaclean.text.prefixes import is_question_word

__all__ = ["line_labels"]

PRIOR = (
    2.0  # a counted word at the start of a line: clearer than a numeral there (1.5, see `qaclean.parser.steps.markers`)
)
FEWEST = 2
_LABEL = re.compile(
    r"(?P<name>[^\W\d_](?:[^\d\n:\uff1a.,;\u3002\uff0c!?()\[\]]{0,28}[^\W\d_])?)[ \u3000#\u2116]{0,3}"
    r"(?P<number>[0-9]{1,2}|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3})"
    r"(?: (?:of|von|/) [0-9]{1,2})?(?:\s?[:\uff1a.)\u3001\uff0e]|(?=[ \u3000\t]|$))"
)
_COUNTED = re.compile(r"(?P<number>[0-9]{1,2})\s?(?P<name>\ub2e8\uacc4|\u6bb5\u968e)[.:\u3001]?")


def line_labels(text: str, lines: Iterable[tuple[int, int]]) -> list[Marker]:
    """Markers of the named items among `lines` (their spans), in order.

    >>> t = "Schritt 1: Messen\\nSchritt 2: Bohren"
    >>> [(t[m.start : m.end], m.number) for m in line_labels(t, [(0, 17), (18, 35)])]
    [('Schritt 1:', 1), ('Schritt 2:', 2)]
    """
    found: dict[str, list[Marker]] = {}
    for start, end in lines:
        match = _COUNTED.match(text, start, end) or _LABEL.match(text, start, end)
        if match is None or is_question_word(match["name"]):
            continue
        name, numeral = match["name"].casefold(), match["number"]
        number = int(numeral) if numeral.isascii() else cjk_number(numeral)
        style = f"named-{name}-{'arabic' if numeral.isascii() else 'cjk'}"
        found.setdefault(style, []).append(Marker(start, match.end(), style, match.group()[-1], number, PRIOR, True))
    named = [m for markers in found.values() if _counts(markers) for m in markers]
    return sorted(named, key=lambda m: m.start)


def _counts(markers: list[Marker]) -> bool:
    """Do they count from 1 on?"""
    return len(markers) >= FEWEST and markers[0].number == 1 and any(m.number == 2 for m in markers)
