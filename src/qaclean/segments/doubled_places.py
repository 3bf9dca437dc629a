"""Names said twice in a row right before a date, in a line that holds several posts: a picture's text and the name below it (`Ann Ann 30 Jun 2024`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.segments.boundaries import Place
from qaclean.segments.date_shape import date_shape

__all__ = ["doubled_places"]

FEWEST = 3  # names that are said so
NEAR = 60  # code points between such a name and the date
_DOUBLED = compile_at_once(r"(?<!\S)(\w\S{1,30}(?: \S{1,24}){0,2}) \1(?!\S)")


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    return compile_at_once(date_shape())


def doubled_places(text: str, start: int, end: int) -> list[Place]:
    """Before, inside and behind each such name, where three or more are; none in other lines.

    >>> line = "See you there ann ann Member 30 Jun 2024 Oil it first tom k tom k 1 Jul 2024 very very dry then ann ann Member 2 Jul 2024 Thanks"
    >>> [line[place.end :][:8] for place in doubled_places(line, 0, len(line))]
    ['ann ann ', 'ann Memb', 'Member 3', 'tom k to', 'tom k 1 ', '1 Jul 20', 'ann ann ', 'ann Memb', 'Member 2']
    """
    found = [*_DOUBLED.finditer(text, start, end)]
    if len(found) < FEWEST:
        return []
    ends = [match.start() for match in found[1:]] + [end]
    # The last one before a date: `very very dry then ann ann 2 Jul 2024`.
    found = [
        match
        for match, following in zip(found, ends, strict=True)
        if _date().search(text, match.end(), min(following, match.end() + NEAR)) is not None
    ]
    if len(found) < FEWEST:
        return []
    edges = (at for match in found for at in (match.start() - 1, match.end(1), match.end()))
    return sorted({Place(at, at + 1) for at in edges if start < at and at + 1 < end})
