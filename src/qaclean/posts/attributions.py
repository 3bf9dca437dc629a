"""Attributions: lines that say who posted, when, with how many votes, and whether the answer was accepted.

A line is one only if nothing is left of it but known parts (`rules/attributions.toml`) and at most one name. Begging (`望采纳`)
and sentences that mention a floor stay text.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load
from qaclean.text.counts import read_count
from qaclean.text.dates import ages, find_dates
from qaclean.text.titles import asks

__all__ = [
    "MAX_LINE",
    "Attribution",
    "is_foot",
    "is_head",
    "may_attribute",
    "member_line",
    "read_attribution",
    "read_name",
]

MAX_LINE = 80  # code points
MAX_NAME = 20  # of a Latin name; a Chinese one has at most eight
_ANY = datetime(2000, 3, 1)  # to know the shape of a relative date where no reference time is given
_ENDS = frozenset("。!?;,…~、")  # a sentence's, no attribution's
SHORTEST_DAY = 2  # letters; a name may be as short as a day of the week in two
_OF_CLOCK = compile_at_once(
    r"^\s{0,2}(?:(?:[A-Z]{3,5}\s{1,2})?(?:19|20)[0-9]{2}(?![0-9])|[A-Z]{3,5}$)"
)  # `CET 2010` behind a time
_SPLIT = compile_on_use(r"[\s|·,::<>»>()\[\]【】\-—▼]+")
_LATIN = compile_at_once(r"[A-Za-z][\w.'-]{0,20}")
_CHINESE = compile_on_use(r"[\u3400-\u9fff]")
_NAME = compile_on_use(
    r"[\w.*@\U0001f300-\U0001faff\ue000-\uf8ff-]{2,20}"
)  # private ones stand for emoji of large pages


class Attribution(NamedTuple):
    """What a line says of a post. `belongs`: `question`, `answer`, `page` or nothing; `points`: `up`/`down` where its post stands.

    `dated`: the line has a date, readable or not (a relative one without a reference time); `floor` is the post's number.
    """

    author: str | None
    published: str | None
    votes: int | None
    accepted: bool | None
    floor: int | None
    dated: bool
    belongs: str
    points: str


class _Table(NamedTuple):
    parts: re.Pattern[str]
    accepted: frozenset[str]
    above: frozenset[str]
    below: frozenset[str]
    others: frozenset[str]
    neutral: frozenset[str]
    nobody: frozenset[str]
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    floors: dict[str, int]
    member_starts: tuple[str, ...]
    patterns: dict[str, re.Pattern[str]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = load("attributions")
    words = [w for name in ("asks", "answers", "words", "buttons", "ranks", "nobody") for w in data[name]]
    alternation = "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))
    # A part stands free: between separators, dates and other parts; a button `赞` inside a name is none.
    parts = compile_on_use(rf"(?:^|(?<=[\s|·::,()\[\]]))(?:{alternation})(?=[\s|·::,()\[\]▼]|$)")
    sets = {name: frozenset(data[name]) for name in ("accepted", "above", "below", "others", "neutral", "nobody")}
    return _Table(
        parts=parts,
        **sets,
        asks=tuple(data["asks"]),
        answers=tuple(data["answers"]),
        floors=data["floors"],
        member_starts=tuple(data["member_starts"]),
        patterns={name: compile_on_use(pattern) for name, pattern in data["patterns"].items()},
    )


@lru_cache(maxsize=1)
def _weekday() -> re.Pattern[str]:
    """A day of the week at the end of what stands before a date."""
    days = "|".join(re.escape(day) for day in load("post_lines")["weekdays"] if len(day) > SHORTEST_DAY)
    return compile_on_use(rf"(?i:(?<![^\W\d_])(?:{days})\.?,?\s{{0,2}}$)")


def _shape(name: str) -> re.Pattern[str]:
    """A pattern of `rules/attributions.toml`."""
    return _table().patterns[name]


def may_attribute(line: str) -> bool:
    """A cheap test: without one of these characters no line is an attribution."""
    return len(line) <= MAX_LINE and line[-1:] not in _ENDS and _shape("may").search(line) is not None


def member_line(line: str) -> bool:
    """A line of a member's badges and counts under the name: `积分 306 帖子 12 精华 0`.

    >>> member_line("积分 306 帖子 12 精华 0"), member_line("我的帖子被删了")
    (True, False)
    """
    return len(line) <= 200 and (
        len(_shape("member").findall(line)) >= 2
        or any(word in line[: len(word) + 2] for word in _table().member_starts)
    )


def read_attribution(line: str, *, reference: datetime | None = None) -> Attribution | None:
    """What the (folded) line says of a post, or None where it is not wholly made of such parts.

    >>> read_attribution("木棉花 | 2017-3-2 10:11").author
    '木棉花'
    >>> read_attribution("有用记得采纳。") is None
    True
    """
    line = line.strip()
    if not line or not may_attribute(line):
        return None
    status = _status(line)
    if status is not None:
        return status
    if "(" in line and re.search(r"\([0-9]{4}-[0-9]", line):
        return None  # a title with its date in brackets
    rest, published, dated, timed = _without_dates(line, reference)
    rest, votes = _without_votes(rest)
    rest, floor = _without_floor(rest)
    if not (dated or floor is not None or votes is not None):
        return None
    rest = _shape("place").sub(" | ", _shape("counts").sub(" | ", rest))
    table = _table()
    bare = table.parts.sub(" ", table.parts.sub(" ", rest))
    named, author = _read_name(bare, table)
    if not named:
        return None
    marked = "|" in line or floor is not None or _verb(line)
    if author is not None and dated and not marked and not (timed and line.startswith(author)):
        return None  # `考试 2017-07-26` and `2017-07-26 10:00 考试` may be entries of a list
    if author is not None and not dated and floor is None:
        return None
    return Attribution(author, published, votes, None, floor, dated, _belongs(line), "")


def _status(line: str) -> Attribution | None:
    table = _table()
    words = line.strip(" :()[]【】★☆√✓|")
    if words in table.accepted:
        points = "up" if words in table.above else "down" if words in table.below else ""
        return Attribution(None, None, None, True, None, False, "answer", points)
    if words in table.others:
        return Attribution(None, None, None, False, None, False, "answer", "down")
    return Attribution(None, None, None, None, None, False, "", "") if words in table.neutral else None


def _without_dates(line: str, reference: datetime | None) -> tuple[str, str | None, bool, bool]:
    """The line without its dates, the first date, whether there is one, and whether it has a time of day."""
    spans = [*find_dates(line, short=True)]
    known, relative = True, not spans
    if relative:
        spans = [*ages(line, reference or _ANY)]
        known, relative = reference is not None, bool(spans)
    rest = line
    for span in reversed(spans):
        rest = f"{_weekday().sub('', rest[: span.start])} | {_OF_CLOCK.sub('', rest[span.end :])}"
    if len(spans) > 2:
        return line, None, False, False
    timed = relative or (bool(spans) and "T" in spans[0].iso)
    return rest, spans[0].iso if spans and known else None, bool(spans), timed


def _without_votes(rest: str) -> tuple[str, int | None]:
    found = [*_shape("votes").finditer(rest)]
    if not found:
        return rest, None
    number = next(value for value in found[0].groups() if value is not None)
    return _shape("votes").sub(" | ", rest), read_count(number.strip()) if len(found) == 1 else None


def _without_floor(rest: str) -> tuple[str, int | None]:
    match = _shape("floor").search(rest)
    if match is None:
        return rest, None
    number = match.group("n") or match.group("h")
    floor = int(number) if number else _table().floors[match.group("w")]
    return f"{rest[: match.start()]} | {rest[match.end() :]}", floor


def _read_name(rest: str, table: _Table) -> tuple[bool, str | None]:
    """Whether what is left is at most a name, and the name."""
    tokens = [token for token in _SPLIT.split(rest.strip()) if token and token not in table.nobody]
    if not tokens:
        return True, None
    if len(tokens) > 1:
        latin = len(tokens) <= 3 and all(_LATIN.fullmatch(token) and token[0].isupper() for token in tokens)
        return (True, " ".join(tokens)) if latin else (False, None)
    name = tokens[0]
    bound = MAX_NAME if name.isascii() else 8 if not re.search(r"[A-Za-z0-9_*]", name) else 14
    good = _NAME.fullmatch(name) is not None and len(name) <= bound and not name.isdigit() and not asks(name)
    good = good and len(_CHINESE.findall(name)) <= 8 and _shape("phrase").search(name) is None
    return good, name if good else None


def _verb(line: str) -> bool:
    return _shape("verb").search(line) is not None


def _belongs(line: str) -> str:
    table = _table()
    if _shape("read").search(line):
        return "page"
    if any(word in line for word in table.asks):
        return "question"
    return "answer" if any(word in line for word in table.answers) else ""


def read_name(line: str) -> str | None:
    """The name that is all of a line; None for any other words.

    >>> read_name("木棉花"), read_name("怎么办")
    ('木棉花', None)
    """
    return _read_name(line.strip(), _table())[1] if len(line) <= MAX_NAME else None


def is_head(line: str) -> bool:
    """Does a line have what only the head of a post has: its floor, a verb, bars?

    >>> is_head("3楼"), is_head("2017-3-2")
    (True, False)
    """
    return _shape("head").search(line) is not None


def is_foot(line: str) -> bool:
    """Does a line have what only the foot of a post has: bars, buttons?

    >>> is_foot("2014-01-15 16:25 投诉"), is_foot("2014-01-15 16:25")
    (True, False)
    """
    return _shape("foot").search(line) is not None
