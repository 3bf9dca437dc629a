"""Shapes of lines: a line with its dates, floors and counts as slots, so that lines a template wrote look alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED, REMEMBERED_LENGTH
from qaclean.named_tuples import made_of
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, load

__all__ = ["DATE", "FLOOR", "SHORT", "Shape", "names_floor", "path_entries", "shape_of"]

SHORT = 120  # code points of a line that is looked into
DATE, FLOOR = "\x01", "\x02"  # what stands for a date and a floor in a key
_TIMED, _DAY, _RELATIVE = "timed", "day", "relative"
MOST_DATES = 3  # of a line that tells of a post
_BULLET = compile_at_once(
    r"^(?:[\s\u200b\u200e\ufeff]*[*•◦▪·+–—»↳][\s\u200b]+)+|^[\s\u200b\u200e\ufeff]+|[\s\u200b\u200e\ufeff]+$"
)
_NUMERALS = "一二三四五六七八九十"
_WHITE = (  # as `\s` of `re` and `str.isspace` have it
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_EDGES = frozenset(
    _WHITE + "\u200b\u200e\ufeff*\u2022\u25e6\u25aa\u00b7+\u2013\u2014\u00bb\u21b3"
)  # `_BULLET` takes nothing else
_ARROW = compile_on_use(r"\s?=?[›»>]\s")
_WORD = compile_at_once(r"\w")
# Begins with one class, as all that is searched in every line: the engine skips to its characters.
_NUMBER = compile_at_once(
    rf"[0-9{_NUMERALS}](?:(?<=[0-9])(?:[0-9,.]{{0,12}}[0-9])?(?:\s?[kKwW万](?![a-zA-Z]))?|(?<=[{_NUMERALS}])[{_NUMERALS}]{{0,2}}(?=[级級楼樓星段]))"
)
_SPACE = compile_at_once(r"[\s\u200b]+")
_UNEVEN = compile_at_once(r"[\s\u200b](?:(?<! )|(?=[\s\u200b]))")  # whatever a single blank is put for
_SENTENCE = compile_at_once(
    "[\u3002!?\uff01\uff1f;\uff1b\u2026,\uff0c\u3001.]"
    r"(?:(?<!\.)(?!$|[0-9])|(?<=[\u3002!?\uff01\uff1f\uff1b\u2026])$|(?<=[a-z]\.)\s|(?<=[a-z]{3}\.)$|(?<=[\uac00-\ud7a3]\.)$)"
)
_FLOOR = compile_at_once(
    r"(?:(?<=^)|(?<=[\s|·(\[])|(?<=[\u3400-\u9fff])(?=[0-9]{1,5}[楼樓](?:19|20)[0-9]{2}-))(?:第\s?(?P<a>[0-9]{1,5})\s?(?:楼|樓)|(?P<b>[0-9]{1,5})\s?(?:楼|樓|[Ff](?![\w])|#(?![\w]))|(?:No\.|#)\s?(?P<c>[0-9]{1,5})(?![\w.,])|(?P<w>沙发|板凳|地板)(?=[\s#]*$|\s?发表[于於]))"
)
_MAY_FLOOR = compile_at_once(
    r"[楼樓#0-9N沙板地](?:(?<=[楼樓#])|(?<=[0-9])\s?[Ff](?!\w)|(?<=N)o\.|(?<=沙)发|(?<=板)凳|(?<=地)板)"
)
_FLOOR_WORDS = {"沙发": 2, "板凳": 3, "地板": 4}


def names_floor(shape: Shape) -> bool:
    """Whether a line tells its floor by a word, not by a number.

    >>> names_floor(shape_of("板凳")), names_floor(shape_of("3楼"))
    (True, False)
    """
    return shape.floor is not None and any(word in shape.text for word in _FLOOR_WORDS)


class Shape(NamedTuple):
    """What a line looks like. `key`: the line with its slots as marks; `rest`: its words without date and floor.

    `date`: `timed`, `day`, `relative` or empty; `place`: where the date stands: `alone`, `start`, `end`, `mid`. `mark`: no word at all.
    `sentence`: it has the punctuation of running text.
    """

    text: str
    key: str
    date: str
    place: str
    floor: int | None
    rest: str
    mark: bool
    sentence: bool


_shape = made_of(Shape)


@lru_cache(maxsize=1)
def _dates() -> re.Pattern[str]:
    """All forms of dates, for text in lower case."""
    data = load("post_lines")
    months = [*data["months"], *(name for names in load("dates")["months"] for name in names)]
    month = "|".join(re.escape(m) for m in sorted({m.lower() for m in months}, key=lambda m: (-len(m), m)))
    days = "|".join(re.escape(d) for d in sorted({d.lower() for d in data["weekdays"]}, key=lambda d: (-len(d), d)))
    units = "|".join(sorted({u.lower() for u in data["units"]}, key=lambda u: (-len(u), u)))
    moments = "|".join(re.escape(m) for m in dict.fromkeys(m.lower() for m in data["moments"]))
    year = r"(?:19|20)[0-9]{2}"
    clock = r"(?:上午|下午|晚上|凌晨|早上|中午|午前|午後|오전|오후)?\s?[0-9]{1,2}\s?(?:[::时時点點]\s?[0-9]{2}分?(?:[::][0-9]{2})?|h[0-9]{2})(?:\s?[AaPp]\.?[Mm]\b\.?)?"
    zone = r"(?:\s?(?:[+-][0-9]{2}:?[0-9]{2}|(?:z|utc|gmt)(?![^\W_])))?(?:\s(?:[a-z]{2,5}\s)?(?:19|20)[0-9]{2}(?=\s?(?:$|[),\]])))?"
    day = (
        rf"{year}\s?[-/.年년]\s?[0-9]{{1,2}}\s?[-/.月월]\s?[0-9]{{1,2}}(?:\s?[日号號일](?!\w)|\s?[日号號일](?=星期))?(?:\s?星期[一二三四五六日天])?"
        rf"|[0-9]{{1,2}}(?P<sep>[-/.])[0-9]{{1,2}}(?P=sep)(?:{year}|[0-9]{{2}})"
        rf"|(?:{month})\.?\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9:])(?:,?\s{year}|,?\s'?[0-9]{{2}}(?![0-9:]))?"
        rf"|[0-9]{{1,2}}(?:st|nd|rd|th|\.|er)?[\s-](?:of\s|de\s)?(?:{month})\b\.?(?:,?[\s-](?:de\s|del\s)?(?:{year}|'?[0-9]{{2}}(?![0-9:])))?"
        rf"|(?:{year}\s?年?\s?)?[0-9]{{1,2}}\s?月\s?[0-9]{{1,2}}\s?[日号號]"
        rf"|{year}年?\s?(?:十一|十二|[一二三四五六七八九十])月\s?[0-9]{{1,2}}"
        rf"|[0-9]{{1,2}}-[0-9]{{1,2}}(?=\s[0-9]{{1,2}}:[0-9]{{2}})"
    )
    between = r"(?:t|\s{0,3}|,{1,3}\s?|\s?[-–|»·]\s|,?\s(?:at|um|à|в|a las|@|kl)\s)"
    relative = (
        r"(?:[0-9]{1,4}|半|几|[一二两三四五六七八九十])\s?(?:秒|秒钟|分|分钟|分鐘|小时|小時|个小时|時間|天|日|周|週|週間|个?月|個月|か月|ヶ月|年)\s?(?:以?前)"
        rf"|(?:[0-9]{{1,4}}|\ban?|\bone|\bfew)\+?\s?(?:{units})\.?(?:,?\s[0-9]{{1,2}}\s(?:{units})\.?)?\sago\b"
        r"|\b(?:vor|hace|il y a|há|около)\s(?:[0-9]{1,3}|einem|einer|un|une|una|um)\s[^\W\d]{3,9}"
        r"|[0-9]{1,3}\s[^\W\d]{3,9}\s(?:назад|geleden|temu|siden|sedan|fa|önce)\b"
        rf"|(?<!\w)(?:{moments})(?:{between}{clock}|(?=\s*$))"
        r"|[0-9]{1,3}(?:초|분|시간|일|주|개월|년)\s?전"
    )
    weekday = rf"(?:(?<![a-z\u00c0-\u04ff])(?:{days})\.?,?\s(?:the\s)?)?"  # `Joined Jun 2` has none
    others = "".join(sorted({word[0] for word in (*data["weekdays"], *data["moments"]) if word[0] > "\u04ff"}))
    # What begins no date is skipped, and so is a letter that begins no month and no day of the week, before all their names are tried.
    numerals = "0-9\u4e0a\u4e0b\u665a\u51cc\u65e9\u4e2d\u5348\uc624\u534a\u51e0\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
    begin = rf"(?=[{numerals}a-z\u00c0-\u04ff{others}])"
    named = rf"(?=[{numerals}{others}]|{_heads_of([*months, *data['weekdays']])})"
    return compile_at_once(
        rf"{begin}(?:(?<![0-9./_-])(?<![0-9/]:){named}(?:(?P<pre>{clock}),?\s?(?:on\s|-\s|\|\s)?)?{weekday}(?P<day>{day})(?![0-9])(?P<time>{between}{clock}{zone})?|(?P<rel>{relative})|(?P<month>\b(?:{month})\.?,?\s{year}))"
    )


def _heads_of(words: Iterable[str]) -> str:
    """What words written with letters begin with: the first of them, and a class of those that stand second."""
    seconds: dict[str, set[str]] = {}
    for word in words:
        seconds.setdefault(word[0].lower(), set()).add(word[1].lower())
    return "|".join(f"{re.escape(a)}[{re.escape(''.join(sorted(b)))}]" for a, b in sorted(seconds.items()))


_DAYS = ("前天", "ago", "now", "day", "estern", "eute", "ier", "вчера", "сегодня", "yer", "hoy", "어제", "오늘")
_HINT = any_of([*"0123456789昨刚级級", *_DAYS, "今天", "今日", "沙发", "板凳", "地板"])

# Something of these stands in every date that `_dates` knows (in lower case); a line without costs two scans, not one for all forms of dates.
_MAY_DATE = compile_at_once(
    rf"[0-9半几两{_NUMERALS}昨今刚剛](?:(?<=[0-9])(?:(?:(?<=1)9|(?<=2)0)[0-9]{{2}}|[-/.:\uff1a时時点點h][0-9]|[.+]?[\s-]?[a-z\u00c0-\u04ff])"
    r"|(?<=[a-z\u00c0-\u04ff]\s[0-9])|(?<=[a-z\u00c0-\u04ff]\.\s[0-9])|(?<=[a-z\u00c0-\u04ff]\s'[0-9])|(?<=[a-z\u00c0-\u04ff]\.\s'[0-9])"
    rf"|(?<=[0-9半几两{_NUMERALS}])\s?(?:[年月日天周週秒分초분일주년]|个[月小]|個月|小[时時]|時間|か月|ヶ月|시간|개월)|(?<=[昨今刚剛]))"
)
_MAY_BE_WORDS = any_of([*_DAYS, "방금", "그제", "hace", "il y a", "há", "около", *(f"vor{space}" for space in _WHITE)])


def shape_of(line: str) -> Shape:
    """The shape of a (folded) line of at most SHORT code points.

    >>> shape_of("2011-12-02 07:52 | 阿木 | 三级")[1:4]
    ('\\x01 | 阿木 | 0级', 'timed', 'start')
    >>> shape_of("Joined Jun 29, 2016").rest
    'Joined  | '
    """
    return _known_shape(line) if len(line) <= REMEMBERED_LENGTH else _shape_of(line)


def _shape_of(line: str) -> Shape:
    text = line
    if line[:1] in _EDGES or line[-1:] in _EDGES:
        text = _BULLET.sub("", line) or line.strip() or line
    mark = _WORD.search(text) is None
    if _HINT.search(text) is None:
        key = text if _UNEVEN.search(text) is None else _SPACE.sub(" ", text)
        return _shape((text, key, "", "", None, text, mark, _SENTENCE.search(text) is not None))
    lower = _lower(text)
    dated = _MAY_DATE.search(lower) is not None or _MAY_BE_WORDS.search(lower) is not None
    date, place, spans = _dated(text, lower) if dated else ("", "", [])
    floor = _floor(text, spans)
    whole = _with_marks(text, spans)
    rest = whole.replace(DATE, " | ").replace(FLOOR, " | ")
    key = _NUMBER.sub("0", whole)
    key = key if _UNEVEN.search(key) is None else _SPACE.sub(" ", key)
    key = "0" if key == "-0" else key  # the votes of a post
    return _shape((text, key, date, place, floor, rest, mark, _SENTENCE.search(rest) is not None))


_known_shape = remembered(REMEMBERED)(_shape_of)


def path_entries(line: str) -> list[str]:
    """The entries of a line that is the way to a page, none of another line.

    >>> path_entries("Forum › Repairs › Slipping chain"), path_entries("a > b")
    (['Forum', 'Repairs', 'Slipping chain'], [])
    """
    entries = [entry.strip() for entry in _ARROW.split(line)]
    return entries if len(entries) > 2 else []


def _lower(text: str) -> str:
    """The text in lower case, code point for code point: `İ` would become two. Without case to ignore the dates are found twice as fast."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _dated(text: str, lower: str) -> tuple[str, str, list[tuple[int, int, str]]]:
    """The kind and place of a line's date, and the spans of all dates; `lower` is the line in lower case."""
    date, place = "", ""
    spans: list[tuple[int, int, str]] = []
    for match in _dates().finditer(lower):
        if match["month"]:
            spans.append((match.start(), match.end(), "0"))
            continue
        found = _RELATIVE if match["rel"] else _TIMED if match["time"] or match["pre"] else _DAY
        if not date or (date != _TIMED and found == _TIMED):
            date = found
            before, after = _WORD.search(text[: match.start()]), _WORD.search(text[match.end() :])
            place = "mid" if before and after else "end" if before else "start" if after else "alone"
        spans.append((match.start(), match.end(), DATE))
    return (date, place, spans) if len(spans) <= MOST_DATES else ("", "", [])


def _floor(text: str, spans: list[tuple[int, int, str]]) -> int | None:
    """The first floor of a line; the spans of all are added."""
    floor: int | None = None
    for match in _FLOOR.finditer(text) if _MAY_FLOOR.search(text) else ():
        if not any(a <= match.start() < b for a, b, _ in spans):
            number = match["a"] or match["b"] or match["c"]
            floor = floor if floor is not None else int(number) if number else _FLOOR_WORDS[match["w"]]
            spans.append((match.start(), match.end(), FLOOR))
    return floor


def _with_marks(text: str, spans: list[tuple[int, int, str]]) -> str:
    """The line with a mark for each span."""
    parts: list[str] = []
    at = 0
    for start, end, mark in sorted(spans):
        parts += [text[at:start], mark]
        at = end
    return "".join([*parts, text[at:]])
