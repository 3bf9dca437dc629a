"""The order of day and month in dates of numbers (`06-11-2009`): the other dates of the page, one of which has a day over 12 or the day of the week before it,
tell it, or else the language that the page declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from qaclean.patterns import compile_on_use
from qaclean.rules import load

__all__ = ["day_and_month", "year_first"]

_SHORT = compile_on_use(r"(?<![0-9/.-])([0-9]{1,2})/([0-9]{1,2})/([0-9]{2})(?![0-9/])")  # with a year of two digits
YEARS_2000 = 70  # years of two digits below it are of this century
_DATE = compile_on_use(r"(?<![0-9/.-])([0-9]{1,2})([-/])([0-9]{1,2})\2((?:19|20)[0-9]{2})(?![0-9]|[-/.][0-9])")
_WEEKDAY = compile_on_use(r"([^\W\d_]{2,10})[.,]{0,2}\s{1,2}(?=[0-9]{1,2}[-/][0-9]{1,2}[-/][12][0-9]{3})")


@lru_cache(maxsize=1)
def _days_of_week() -> dict[str, int]:
    return {name: day for day, names in enumerate(load("dates")["days_of_week"]) for name in names}


def _by_weekday(line: str) -> Iterator[str]:
    """The one order in which each date falls on the day of the week that stands before it."""
    for match in _WEEKDAY.finditer(line):
        day, told = _days_of_week().get(match[1].lower()), _DATE.match(line, match.end())
        if day is None or told is None:
            continue
        one, other, year = int(told[1]), int(told[3]), int(told[4])
        orders = {
            order
            for order, month, at in (("first", one, other), ("second", other, one))
            if _falls_on(year, month, at, day)
        }
        if len(orders) == 1:
            yield from orders


def _falls_on(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


@lru_cache(maxsize=1)
def _day_first() -> frozenset[str]:
    return frozenset(load("dates")["day_first"])


def day_and_month(lines: Iterable[str], language: str = "") -> str:
    """Which number of such dates is the month: `first`, `second`, or nothing where none tells it, or they tell both.

    Where none does, the `language` that the page declares may (BCP 47): most write the day first.

    A year of two digits stands last where a second number shows that it is no month.

    >>> day_and_month(["06-11-2009, 07:22 PM", "06-14-2009"]), day_and_month(["14/06/2009"]), day_and_month(["06-11-2009"])
    ('first', 'second', '')
    >>> day_and_month(["6/11/09 7:22 PM", "6/14/09"]), day_and_month(["9/6/11"])
    ('first', '')
    >>> day_and_month(["06-11-2009"], "nl-NL"), day_and_month(["06-11-2009"], "en-US"), day_and_month(["06-14-2009"], "nl")
    ('second', '', 'first')
    >>> day_and_month(["Tue, 03/06/2012 - 19:40"]), day_and_month(["Tue, 06/03/2012"]), day_and_month(["Mon, 04/03/2012"])
    ('first', 'second', '')
    """
    found: set[str] = set()
    for line in lines:
        if any(int(one) <= 12 < int(other) for one, other, _ in _SHORT.findall(line)):
            found.add("first")  # the second number is no month: the year stands last, the month first
        dates = _DATE.findall(line)
        for one, _, other, _ in dates:
            if int(one) > 12 >= int(other):
                found.add("second")
            elif int(other) > 12 >= int(one):
                found.add("first")
        if dates:
            found.update(_by_weekday(line))
    if len(found) == 1:
        return found.pop()
    tag = language.lower().replace("_", "-")
    return "second" if not found and not _day_first().isdisjoint((tag, tag.partition("-")[0])) else ""


def year_first(line: str, month: str) -> str:
    """The line with such dates written year first; `month` as `day_and_month` gives it, with nothing only those that tell it themselves.

    >>> year_first("06-11-2009, 07:22 PM #1", "first"), year_first("06-14-2009", ""), year_first("06-11-2009", "")
    ('2009-06-11, 07:22 PM #1', '2009-06-14', '06-11-2009')
    >>> year_first("6/11/09 7:22 PM", "first"), year_first("6/11/09", "")
    ('2009-6-11 7:22 PM', '6/11/09')
    """

    def written(match: re.Match[str]) -> str:
        one, _, other, year = match.groups()
        order = month or day_and_month([match[0]])
        if not order:
            return match[0]
        return f"{year}-{one}-{other}" if order == "first" else f"{year}-{other}-{one}"

    def in_full(match: re.Match[str]) -> str:
        one, other, year = match.groups()
        return f"{20 if int(year) < YEARS_2000 else 19}{year}-{one}-{other}"

    return _DATE.sub(written, _SHORT.sub(in_full, line) if month == "first" else line)
