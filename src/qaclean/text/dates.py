"""Dates as pages write them, in the languages qaclean knows, read as ISO 8601.

A date that says less than day, month and year is None: never a guess. Relative dates (`3天前`) and dates without a year need
the moment at which the page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import load

__all__ = ["DateSpan", "find_dates", "read_date"]

_WEEKDAY = r"(?:\s?\(?(?:[月火水木金土日]|(?:星期|周|週|礼拜)[一二三四五六日天]|[월화수목금토일](?:요일)?)\)?)?"
_TIME = (
    rf"(?:{_WEEKDAY}(?:日|号|號)?{_WEEKDAY}(?:[\sT,]{{1,3}}|\sat\s|\sum\s)?(?P<half>上午|下午|晚上|凌晨|早上|中午|오전|오후|午前|午後)?\s?"
    r"(?P<hour>[0-9]{1,2})\s?[::時时点點]\s?(?P<minute>[0-9]{2})分?(?:[::](?P<second>[0-9]{2})(?:\.[0-9]{1,6})?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?)?"
    r"\s?(?P<late>[AaPp]\.?[Mm]\b)?(?![0-9]))?"
)
_ISO = r"(?P<y>(?:19|20)[0-9]{2})\s?[-/.年년]\s?(?P<m>[0-9]{1,2})\s?[-/.月월]\s?(?P<d>[0-9]{1,2})(?![0-9]|[.-][0-9])\.?(?:\s?[日号號일])?"
_DAY_FIRST = r"(?P<dd>[0-9]{1,2})(?P<sep>[./])(?P<mm>[0-9]{1,2})(?P=sep)(?P<yy>(?:19|20)[0-9]{2})(?![0-9]|[.-][0-9])"
_ERA = r"(?P<era>民國|民国|平成|令和|昭和)(?P<ey>[0-9]{1,3})年(?P<em>[0-9]{1,2})月(?P<ed>[0-9]{1,2})日"
_SHORT = r"(?P<sy>[0-9]{2})(?P<ssep>[-/.年])(?P<sm>[0-9]{1,2})(?:(?P=ssep)|月)(?P<sd>[0-9]{1,2})(?![0-9]|[.-][0-9])日?"
_YEAR = re.compile(r"[0-9]{2}[0-9年년/.-]|年")  # without it no full date; a year of two digits has it too
_ERAS = {"民國": 1911, "民国": 1911, "平成": 1988, "令和": 2018, "昭和": 1925}
_LATE = ("下午", "晚上", "오후", "午後")


class DateSpan(NamedTuple):
    """A date at `[start, end)` of a line, as ISO 8601: `YYYY-MM-DD`, with `Thh:mm:ss` where the page gives a time."""

    start: int
    end: int
    iso: str


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {name: number for number, names in enumerate(load("dates")["months"], 1) for name in names}


@lru_cache(maxsize=2)
def _full(short: bool) -> re.Pattern[str]:
    latin = "|".join(sorted((n for n in _months() if n[0] < "\u0250"), key=len, reverse=True))
    chinese = "|".join(sorted((n for n in _months() if n[0] > "\u0250"), key=len, reverse=True))
    named = [
        rf"(?P<ly>(?:19|20)[0-9]{{2}})年?\s?(?P<lm>{chinese})\s?(?P<ld>[0-9]{{1,2}})(?![0-9])",
        rf"(?P<cm>{chinese})\s?(?P<cd>[0-9]{{1,2}}),?\s(?P<cy>(?:19|20)[0-9]{{2}})(?![0-9])",
        rf"\b(?P<bm>{latin})\.?\s(?P<bd>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<by>(?:19|20)[0-9]{{2}})(?![0-9])",
        rf"(?P<ad>[0-9]{{1,2}})(?:st|nd|rd|th|\.)?\s(?:of\s)?(?P<am>{latin})\.?,?\s(?P<ay>(?:19|20)[0-9]{{2}})(?![0-9])",
    ]
    forms = [_ISO, _DAY_FIRST, _ERA, *named, *([_SHORT] if short else [])]
    return re.compile(rf"(?<![0-9./-])(?<![0-9]:)(?:{'|'.join(forms)}){_TIME}", re.IGNORECASE)


_UNITS = {
    "秒": "s", "秒钟": "s", "秒鐘": "s", "second": "s", "sec": "s", "초": "s", "sekunde": "s",
    "分": "m", "分钟": "m", "分鐘": "m", "minute": "m", "min": "m", "분": "m",
    "小时": "h", "小時": "h", "个小时": "h", "時間": "h", "hour": "h", "시간": "h", "stunde": "h",
    "天": "d", "日": "d", "day": "d", "일": "d", "tag": "d",
    "周": "w", "週": "w", "週間": "w", "星期": "w", "个星期": "w", "week": "w", "주": "w", "woche": "w",
    "个月": "M", "個月": "M", "か月": "M", "ヶ月": "M", "月": "M", "month": "M", "개월": "M", "monat": "M",
    "年": "y", "year": "y", "년": "y", "jahr": "y",
}  # fmt: skip
_LATIN_UNITS = "|".join(u for u in _UNITS if u.isascii())
_OTHER_UNITS = "|".join(sorted((u for u in _UNITS if not u.isascii()), key=len, reverse=True))
_RELATIVE = re.compile(
    rf"(?<![0-9.近-])(?:(?P<n>[0-9]{{1,3}}|半)\s?(?P<u>{_OTHER_UNITS})\s?(?:以?前|전)(?![天年言面台])"
    rf"|(?P<en>[0-9]{{1,3}}|\ban?)\s(?P<eu>{_LATIN_UNITS})s?\sago\b"
    rf"|\bvor\s(?P<gn>[0-9]{{1,3}}|einem|einer)\s(?P<gu>{_LATIN_UNITS})(?:e?n|s)?\b"
    r"|(?P<now>刚刚|剛剛|たった今|방금|\bjust now\b)(?=\s|$|[|·,)])"
    r"|(?P<day>今天|昨天|前天|昨日|今日|一昨日|어제|오늘|그제|\btoday\b|\byesterday\b|\bheute\b|\bgestern\b)(?=\s{0,2}[0-9]{1,2}[::][0-9]{2}|\s|$|[|·,)])"
    r"|(?P<sm>[01]?[0-9])-(?P<sd>[0-3][0-9])(?=\s[0-2]?[0-9]:[0-5][0-9])"
    r"|(?P<jm>[0-9]{1,2})月(?P<jd>[0-9]{1,2})[日号])"
    r"(?:(?:\s{0,2}|,\s|\sat\s)(?P<hour>[0-9]{1,2})[::](?P<minute>[0-9]{2})(?:[::](?P<second>[0-9]{2}))?(?![0-9]))?",
    re.IGNORECASE,
)
_DAYS_BACK = {
    "今天": 0, "今日": 0, "오늘": 0, "today": 0, "heute": 0,
    "昨天": 1, "昨日": 1, "어제": 1, "yesterday": 1, "gestern": 1,
    "前天": 2, "一昨日": 2, "그제": 2,
}  # fmt: skip


def read_date(line: str, *, reference: datetime | None = None, short: bool = False) -> str | None:
    """The first full date of a line as ISO 8601; with its time where it has one, else the date alone.

    `reference` is the moment the page was fetched: with it, relative dates count too. `short` allows years of two digits.

    >>> read_date(" 2021-03-24 04:17:23   阅读量:3582"), read_date("2017年3月2日"), read_date("3月2日")
    ('2021-03-24T04:17:23', '2017-03-02', None)
    >>> read_date("3天前", reference=datetime(2017, 5, 20))
    '2017-05-17'
    """
    first = next(find_dates(line, reference=reference, short=short), None)
    return first.iso if first else None


def find_dates(line: str, *, reference: datetime | None = None, short: bool = False) -> Iterator[DateSpan]:
    """The dates of a line, in order; the full ones first where a reference time makes others count too."""
    count = 0
    for match in _full(short).finditer(line) if _YEAR.search(line) else ():
        iso = _iso(match)
        if iso is not None:
            count += 1
            yield DateSpan(*match.span(), iso)
    if reference is not None and not count:
        for match in _RELATIVE.finditer(line):
            iso = _back_from(match, reference)
            if iso is not None:
                yield DateSpan(*match.span(), iso)


def _iso(match: re.Match[str]) -> str | None:
    day = _date_of({name: value for name, value in match.groupdict().items() if value is not None})
    return None if day is None else _with_time(day, match)


def _date_of(part: dict[str, str]) -> date | None:
    months = _months()
    try:
        if "y" in part:
            return date(int(part["y"]), int(part["m"]), int(part["d"]))
        if "yy" in part:
            return _day_first(int(part["yy"]), int(part["mm"]), int(part["dd"]), part["sep"])
        if "era" in part:
            return date(_ERAS[part["era"]] + int(part["ey"]), int(part["em"]), int(part["ed"]))
        if "sy" in part:
            year = int(part["sy"])
            return date(year + (2000 if year < 70 else 1900), int(part["sm"]), int(part["sd"]))
        side = next(side for side in "lcba" if side + "y" in part)
        return date(int(part[side + "y"]), months[part[side + "m"].lower()], int(part[side + "d"]))
    except ValueError:
        return None


def _day_first(year: int, month: int, day: int, separator: str) -> date | None:
    """`03.04.2016` is the third of April; with slashes both orders are in use, so that one number must be over 12."""
    if separator == "/":
        if month > 12 >= day:
            return date(year, day, month)
        if day <= 12 and day != month:
            return None
    return date(year, month, day)


def _with_time(day: date, match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["hour"] is None:
        return day.isoformat()
    hour, minute, second = int(part["hour"]), int(part["minute"]), int(part["second"] or 0)
    late = part.get("half") in _LATE or (part.get("late") or "").lower().startswith("p")
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
        return _with_time(moment.date() - timedelta(days=_DAYS_BACK[part["day"].lower()]), match)
    if part["sm"] or part["jm"]:
        return _last(int(part["sm"] or part["jm"]), int(part["sd"] or part["jd"]), moment, match)
    number = part["n"] or part["en"] or part["gn"]
    unit = _UNITS[(part["u"] or part["eu"] or part["gu"]).lower()]
    if number == "半":
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
        found = _valid(year, month, day)
        if found is not None and found <= moment.date():
            return _with_time(found, match)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
