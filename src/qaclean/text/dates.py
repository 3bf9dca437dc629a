"""Dates as pages write them, in the languages qaclean knows, read as ISO 8601.

A date that says less than day, month and year is None: never a guess. Relative dates (`3天前`) and dates without a year need
the moment at which the page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.text.led_patterns import both_cases, led
from qaclean.text.moments import CLOCK

__all__ = [
    "WRITTEN_DATE",
    "DateSpan",
    "ages",
    "find_dates",
    "names_a_date",
    "read_date",
]

WRITTEN_DATE = (
    rf"[0-9]{{2,4}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}日?(?:\s{{0,2}}{CLOCK})?"  # to stand in larger patterns
)

_DAY_FIRST = r"(?P<dd>[0-9]{1,2})(?P<sep>[./])(?P<mm>[0-9]{1,2})(?P=sep)(?P<yy>(?:19|20)[0-9]{2})(?![0-9]|[.-][0-9])"
_SPACELESS = "\u1100"  # scripts from here on write no space before a month
_BACK = {"seconds": "s", "minutes": "m", "hours": "h", "days": "d", "weeks": "w", "months": "M", "years": "y"}


class DateSpan(NamedTuple):
    """A date at `[start, end)` of a line, as ISO 8601: `YYYY-MM-DD`, with `Thh:mm:ss` where the page gives a time."""

    start: int
    end: int
    iso: str


class _Words(NamedTuple):
    """The words of `rules/dates.toml`: numbers of months, units by their names, days back, halves of the day that add twelve hours."""

    months: dict[str, int]
    units: dict[str, str]
    days_back: dict[str, int]
    late: tuple[str, ...]
    eras: dict[str, int]
    half: str


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("dates")
    ago = data["ago"]
    return _Words(
        {name: number for number, names in enumerate(data["months"], 1) for name in names},
        {word: unit for key, unit in _BACK.items() for word in ago[key]},
        {word: back for back, key in enumerate(("today", "yesterday", "day_before")) for word in ago[key]},
        tuple(data["late"]),
        data["eras"],
        ago["half"],
    )


def _any(words: Iterable[str]) -> str:
    """An alternation, the longest word first; Latin words stand free."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(rf"\b{re.escape(word)}\b" if word[0].isascii() else re.escape(word) for word in ordered)


def _time() -> str:
    """The time of day behind a date, with the day of the week before it."""
    data = load("dates")
    weekday = rf"(?:\s?\(?(?:{data['weekday']})\)?)?"
    at = "|".join(data["at"])
    return (
        rf"(?:{weekday}(?:[{data['day']}])?{weekday}(?:[\sT,]{{1,3}}|,?\s(?:{at}|[-–—])\s)?(?P<half>{_any(data['half'])})?\s?"
        rf"(?P<hour>[0-9]{{1,2}})\s?[:{data['hour']}]\s?(?P<minute>[0-9]{{2}})[{data['minute']}]?"
        r"(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,6})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?\s?(?P<late>[AaPp]\.?[Mm]\b)?(?![0-9]))?"
    )


def _numbers(data: dict[str, Any], short: bool) -> list[str]:
    """Dates of numbers alone: year first, day first, of an era, and with a year of two digits."""
    year, month, day = data["year"], data["month"], data["day"]
    forms = [
        (
            rf"(?P<y>(?:19|20)[0-9]{{2}})\s?[-/.{year}]\s?(?P<m>[0-9]{{1,2}})\s?[-/.{month}]\s?(?P<d>[0-9]{{1,2}})"
            rf"(?![0-9]|[.-][0-9])\.?(?:\s?[{day}])?"
        ),
        _DAY_FIRST,
        rf"(?P<era>{_any(data['eras'])})(?P<ey>[0-9]{{1,3}})[{year}](?P<em>[0-9]{{1,2}})[{month}](?P<ed>[0-9]{{1,2}})[{day}]",
    ]
    if short:
        forms.append(
            rf"(?P<sy>[0-9]{{2}})(?P<ssep>[-/.{year}])(?P<sm>[0-9]{{1,2}})(?:(?P=ssep)|[{month}])(?P<sd>[0-9]{{1,2}})"
            rf"(?![0-9]|[.-][0-9])[{day}]?"
        )
    return forms


@lru_cache(maxsize=2)
def _full(short: bool) -> re.Pattern[str]:
    data, months = load("dates"), _words().months
    latin = "|".join(sorted((n for n in months if n[0] < _SPACELESS), key=len, reverse=True))
    other = "|".join(sorted((n for n in months if n[0] > _SPACELESS), key=len, reverse=True))
    of = "|".join(data["of"])
    named = [
        rf"(?P<ly>(?:19|20)[0-9]{{2}})[{data['year']}]?\s?(?P<lm>{other})\s?(?P<ld>[0-9]{{1,2}})(?![0-9])",
        rf"(?P<cm>{other})\s?(?P<cd>[0-9]{{1,2}}),?\s(?P<cy>(?:19|20)[0-9]{{2}})(?![0-9])",
        rf"\b(?P<bm>{latin})\.?\s(?P<bd>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<by>(?:19|20)[0-9]{{2}})(?![0-9])",
        rf"(?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th|er|\.)?\s(?:(?:{of})\s)?(?P<am>{latin})\.?,?\s(?:(?:{of})\s)?(?P<ay>(?:19|20)[0-9]{{2}})(?![0-9])",
    ]
    clock = r"[0-9]{2}:[0-9]{2}:[0-9]{2}"  # `Mon Aug 22 10:41:07 CEST 2011`, as mail archives write it
    named.append(
        rf"\b(?P<tm>{latin})\s{{1,2}}(?P<td>[0-9]{{1,2}})\s(?P<clock>{clock})\s(?:[A-Z]{{2,5}}\s|[+-][0-9]{{4}}\s)?"
        r"(?P<ty>(?:19|20)[0-9]{2})(?![0-9])"
    )
    numbers = _numbers(data, short)
    forms = [*numbers[:3], *named, *numbers[3:]]
    first = {letter for word in (*months, *data["eras"]) for letter in (word[0].lower(), word[0].upper(), "\u017f")}
    begin = f"(?-i:(?=[0-9{''.join(sorted(first))}]))"  # the engine skips what begins none; U+017F is an s
    return compile_at_once(rf"{begin}(?<![0-9./-])(?<![0-9]:)(?:{'|'.join(forms)}){_time()}", re.IGNORECASE)


@lru_cache(maxsize=2)
def _year(short: bool) -> re.Pattern[str]:
    """Without it no full date: a year of four digits, of an era, or of two digits before a month."""
    year = load("dates")["year"]
    of_two = rf"|(?<=[0-9])[0-9][-/.{year}][0-9]" if short else ""
    return compile_at_once(rf"[0-9{year}](?:(?<=1)9[0-9]{{2}}|(?<=2)0[0-9]{{2}}{of_two}|(?<=[{year}]))")


@lru_cache(maxsize=1)
def _relative() -> re.Pattern[str]:
    """How long ago, which day, or a day and month without a year."""
    data, words = load("dates"), _words()
    ago = data["ago"]
    latin = "|".join(unit for unit in words.units if unit.isascii())
    other = "|".join(sorted((unit for unit in words.units if not unit.isascii()), key=lambda u: (-len(u), u)))
    return compile_at_once(
        rf"(?<![0-9.{data['not_behind']}-])(?:(?P<n>[0-9]{{1,3}}|{ago['half']})\s?(?P<u>{other})\s?(?:{_any(ago['behind'])})"
        rf"(?![{ago['not_before']}])"
        rf"|(?P<en>[0-9]{{1,3}}|\ban?)\s(?P<eu>{latin})s?\sago\b"
        rf"|\bvor\s(?P<gn>[0-9]{{1,3}}|einem|einer)\s(?P<gu>{latin})(?:e?n|s)?\b"
        rf"|(?P<now>{_any(ago['now'])})(?=\s|$|[|·,)])"
        rf"|(?P<day>{_any(words.days_back)})(?=\s{{0,2}}[0-9]{{1,2}}:[0-9]{{2}}|\s|$|[|·,)])"
        r"|(?P<sm>[01]?[0-9])-(?P<sd>[0-3][0-9])(?=\s[0-2]?[0-9]:[0-5][0-9])"
        rf"|(?P<jm>[0-9]{{1,2}})[{data['month']}](?P<jd>[0-9]{{1,2}})[{data['day']}])"
        r"(?:(?:\s{0,2}|,\s|\sat\s)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?![0-9]))?",
        re.IGNORECASE,
    )


_BESIDE_A_NUMBER = compile_at_once(r"[^\W\d_]\.?\s[0-9]|[0-9](?:st|nd|rd|th|\.)?\s[^\W\d_]")


@lru_cache(maxsize=1)
def _roughly() -> re.Pattern[str]:
    """What says when without a year; no IGNORECASE for all of it: that costs half of the speed, and it looks at every short line."""
    data, units = load("dates"), _words().units
    ago, other = data["ago"], _any(unit for unit in units if not unit.isascii())
    days = _any(word for key in ("yesterday", "day_before") for word in ago[key] if not word.isascii())
    before, after = _any(ago["before_times"]), _any(ago["behind_times"])
    ages = "|".join(f"{unit}s?" for unit, kind in units.items() if unit.isascii() and kind in "hdwMy")
    words = {word[0] for key in ("yesterday", "day_before", "before_times") for word in ago[key]}
    return led(
        f"0-9{ago['few']}aYyGgVv{both_cases(words)}",
        rf"[0-9]{{1,2}}[-/.:][0-9]{{2}}|(?:19|20)[0-9]{{2}}\s?[-/.{data['year']}]\s?[0-9]{{1,2}}\s?[-/.{data['month']}]"
        rf"|[0-9{ago['few']}]\s?(?:{other})\s?(?:{_any(ago['behind'])})|{days}"
        rf"|\b[Yy]esterday\b|\b[Gg]estern\b|\bago\b|\b[Vv]or\seine|(?i:{before})\s[0-9]{{1,3}}\s[^\W\d]{{2,9}}|[0-9]{{1,3}}\s[^\W\d]{{2,9}}\s(?:{after})\b|^[0-9]{{1,3}}\s?(?:{other}|[dhmy]|(?i:mins?|hrs?|{ages}))$",
    )


@lru_cache(maxsize=1)
def _day_and_month() -> re.Pattern[str]:
    months = "|".join(sorted((n for n in _words().months if n[0] < _SPACELESS), key=len, reverse=True))
    of = rf"(?:(?:{'|'.join(load('dates')['of'])})\s)?"
    return led(
        f"0-9{both_cases({month[0] for month in months.split('|')})}",
        rf"(?i:\b(?:{months})\.?\s[0-9]{{1,2}}|\b[0-9]{{1,2}}(?:st|nd|rd|th|\.)?\s{of}(?:{months})\b)",
    )


@lru_cache(maxsize=1)
def _may_say_when() -> re.Pattern[str]:
    """One look at the characters of a line, which most lines do not pass."""
    ago = load("dates")["ago"]
    days = {word[0] for key in ("yesterday", "day_before") for word in ago[key] if not word.isascii()}
    told = f"0-9{ago['few']}{''.join(sorted(days))}"
    return compile_at_once(rf"[{told}aYyGgVv](?:(?<=[{told}])|(?<=a)go|(?<=[YyGg])est|(?<=[Vv])or)")


def names_a_date(line: str) -> bool:
    """Whether a short line says when, however roughly: a date, a time of day, `3 days ago`, `3h`.

    >>> [names_a_date(line) for line in ("#2 Post by ann, 2024-04-13 22:16", "3天前", "8 лет назад", "Posts: 668", "5 раз")]
    [True, True, True, False, False]
    """
    if not _may_say_when().search(line):
        return False
    if _roughly().search(line):
        return True
    return _BESIDE_A_NUMBER.search(line) is not None and _day_and_month().search(line) is not None


def read_date(line: str, *, reference: datetime | None = None, short: bool = False) -> str | None:
    """The first full date of a line as ISO 8601; with its time where it has one, else the date alone.

    `reference` is the moment the page was fetched: with it, relative dates count too. `short` allows years of two digits.

    >>> read_date(" 2021-03-24 04:17:23   阅读量:3582"), read_date("2017年3月2日"), read_date("3月2日")
    ('2021-03-24T04:17:23', '2017-03-02', None)
    >>> read_date("3天前", reference=datetime(2017, 5, 20))
    '2017-05-17'
    """
    return next((found.iso for found in find_dates(line, reference=reference, short=short)), None)


def find_dates(line: str, *, reference: datetime | None = None, short: bool = False) -> Iterator[DateSpan]:
    """The dates of a line, in order; the full ones first where a reference time makes others count too."""
    count = 0
    for match in _full(short).finditer(line) if _year(short).search(line) else ():
        if (iso := _iso(match)) is not None:
            count += 1
            yield DateSpan(*match.span(), iso)
    if reference is not None and not count:
        yield from ages(line, reference)


def ages(line: str, reference: datetime) -> Iterator[DateSpan]:
    """The dates that a line tells by the moment at which the page was fetched, in order: `3天前`, `03-02 10:11`."""
    for match in _relative().finditer(line):
        if (iso := _back_from(match, reference)) is not None:
            yield DateSpan(*match.span(), iso)


def _iso(match: re.Match[str]) -> str | None:
    day = _date_of({name: value for name, value in match.groupdict().items() if value is not None})
    return None if day is None else _with_time(day, match)


def _date_of(part: dict[str, str]) -> date | None:
    months = _words().months
    try:
        if "y" in part:
            return date(int(part["y"]), int(part["m"]), int(part["d"]))
        if "yy" in part:
            return _day_first(int(part["yy"]), int(part["mm"]), int(part["dd"]), part["sep"])
        if "era" in part:
            return date(_words().eras[part["era"]] + int(part["ey"]), int(part["em"]), int(part["ed"]))
        if "sy" in part:
            return date(int(part["sy"]) + (2000 if part["sy"] < "70" else 1900), int(part["sm"]), int(part["sd"]))
        side = next(side for side in "lcbat" if side + "y" in part)
        return date(int(part[side + "y"]), months[part[side + "m"].lower()], int(part[side + "d"]))
    except ValueError:
        return None


def _day_first(year: int, month: int, day: int, separator: str) -> date | None:
    """`03.04.2016` is the third of April; with slashes both orders are in use, so that one number must be over 12."""
    if separator == "/" and month > 12 >= day:
        return date(year, day, month)
    if separator == "/" and day <= 12 and day != month:
        return None
    return date(year, month, day)


def _with_time(day: date, match: re.Match[str]) -> str:
    part = match.groupdict()
    if part.get("clock"):
        return f"{day.isoformat()}T{part['clock']}"
    if part["hour"] is None:
        return day.isoformat()
    hour, minute, second = int(part["hour"]), int(part["minute"]), int(part["second"] or 0)
    late = part.get("half") in _words().late or (part.get("late") or "").lower().startswith("p")
    if (late and hour < 12) or ((part.get("late") or "").lower().startswith("a") and hour == 12):
        hour = (hour + 12) % 24
    if hour > 23 or minute > 59 or second > 59:
        return day.isoformat()
    return f"{day.isoformat()}T{hour:02d}:{minute:02d}:{second:02d}{part.get('zone') or ''}"


def _back_from(match: re.Match[str], reference: datetime) -> str | None:
    part = match.groupdict()
    moment = reference.replace(microsecond=0, tzinfo=None)
    if part["now"]:
        return moment.isoformat()
    if part["day"]:
        return _with_time(moment.date() - timedelta(days=_words().days_back[part["day"].lower()]), match)
    if part["sm"] or part["jm"]:
        return _last(int(part["sm"] or part["jm"]), int(part["sd"] or part["jd"]), moment, match)
    number = part["n"] or part["en"] or part["gn"]
    unit = _words().units[(part["u"] or part["eu"] or part["gu"]).lower()]
    if number == _words().half:
        return (moment - timedelta(minutes=30)).isoformat() if unit == "h" else None
    return _minus(moment, int(number) if number.isdigit() else 1, unit, match)


def _minus(moment: datetime, number: int, unit: str, match: re.Match[str]) -> str | None:
    """Seconds, minutes and hours back give a moment, longer units a date: as exact as the page says."""
    if unit in "smh":
        return (moment - timedelta(seconds=number * {"s": 1, "m": 60, "h": 3600}[unit])).isoformat()
    if unit in "dw":
        return _with_time(moment.date() - timedelta(days=number * (7 if unit == "w" else 1)), match)
    months = moment.year * 12 + moment.month - 1 - number * (12 if unit == "y" else 1)
    if months < 12:
        return None
    day = next(d for k in range(4) if (d := _valid(months // 12, months % 12 + 1, moment.day - k)))
    return _with_time(day, match)


def _last(month: int, day: int, moment: datetime, match: re.Match[str]) -> str | None:
    """The last such day that is not after the reference time."""
    for year in (moment.year, moment.year - 1):
        if (found := _valid(year, month, day)) is not None and found <= moment.date():
            return _with_time(found, match)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
