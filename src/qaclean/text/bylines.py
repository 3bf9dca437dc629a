"""Bylines: lines that are wholly what a page says of its publication, by words (`Posted by Ann on May 3, 2011`) or by names of facts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load
from qaclean.text.date_order import day_and_month, year_first
from qaclean.text.dates import find_dates

__all__ = [
    "MAX_BYLINE",
    "author_by_label",
    "is_byline",
    "is_byline_of_post",
    "is_dated_source",
    "is_label_of_author",
    "names_author",
]

MAX_BYLINE = 90  # code points
MIN_DAY = 3  # letters of a day of the week before a date: of two it may be a word
MAX_VALUE = 16  # ... of a name or a source behind a label
_NAME = r"(?:[^\W\d_a-z][\w'’.-]{0,20}(?:\s[^\W\d_a-z][\w'’.-]{0,20}){0,3}|[\w.-]{3,20})"
_CAPITALS = r"[^\W\d_a-z][\w'’.-]{0,20}(?:\s[^\W\d_a-z][\w'’.-]{0,20}){0,3}"
_VALUE = compile_on_use(rf"[^。!?;:\"“”=]{{1,{MAX_VALUE}}}")
_BARE = " \t|·•,-–—/()[]【】"
_YEAR = compile_at_once(r"[0-9]{2}")


class _Table(NamedTuple):
    by: re.Pattern[str]
    blog: re.Pattern[str]
    alone: re.Pattern[str]
    glue: re.Pattern[str]
    begins: re.Pattern[str]
    label: re.Pattern[str]
    facts: dict[str, str]
    vague: frozenset[str]


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@lru_cache(maxsize=1)
def _table() -> _Table:
    data: dict[str, Any] = load("page_facts")
    byline = data["byline"]
    by = rf"(?i:(?:(?:{_any(byline['verbs'])})\s)?(?:{_any(byline['by'])}))\s?:?\s"
    facts = {word: fact for fact, words in data["names"].items() if fact != "tags" for word in words}
    facts |= dict.fromkeys(byline["of_post"], "of_post")
    days = [name for names in load("dates")["days_of_week"] for name in names if len(name) >= MIN_DAY]
    label = rf"(?P<fact>{_any(list(facts))})\s{{0,2}}:\s{{0,3}}"
    return _Table(
        compile_on_use(rf"{by}(?P<name>{_NAME})(?=$|[\s,|·•/–—-])"),
        compile_on_use(
            rf"(?i:{_any(byline['verbs'])})\s(?:on|at|@)\s*\|\s*(?P<name>[^\s|]{{1,{MAX_VALUE}}})(?=\s(?:{_any(byline['figures'])})\()"
            rf"(?:\s(?:{_any(byline['figures'])})\([0-9.]{{0,9}}\)?){{1,4}}(?:\s(?:{_any(byline['buttons'])})){{0,4}}"
        ),
        compile_on_use(rf"{by}(?P<name>{_CAPITALS})"),
        compile_on_use(rf"(?i:\b(?:{_any([*byline['glue'], *days])})\b|[0-9]{{1,6}}\s(?:{_any(byline['counted'])})\b)"),
        compile_on_use(rf"(?i:{_any([*byline['verbs'], *byline['by']])})|{_any(list(facts))}"),
        compile_on_use(label),
        facts,
        frozenset(byline["vague"]),
    )


def is_byline(line: str) -> bool:
    """Whether a (folded) line is wholly what a page says of its publication, with its date.

    >>> is_byline("Posted by Ann on May 3, 2011"), is_byline("发布时间:2021-06-30 来源:办公室"), is_byline("By May 3, 2011 it was done")
    (True, True, False)
    >>> is_byline("Submitted by hazel on Tue, 03/06/2012 - 19:40")
    True
    """
    table = _table()
    if len(line) > MAX_BYLINE or not _YEAR.search(line) or not table.begins.match(line.lstrip(_BARE)):
        return False
    bare = line.strip(_BARE)
    return _by_words(bare, table) or _by_labels(bare, table)


def _without_dates(line: str) -> str:
    line = year_first(line, day_and_month([line]) or "first")  # a byline in either order
    spans = [*find_dates(line, short=True)]
    for span in reversed(spans):
        line = f"{line[: span.start]} | {line[span.end :]}"
    return line if spans else ""


def _by_words(line: str, table: _Table) -> bool:
    rest = _without_dates(line)
    match = table.by.match(rest) or table.blog.match(rest)
    return match is not None and not table.glue.sub(" ", rest[match.end() :]).strip(_BARE)


def _by_labels(line: str, table: _Table) -> bool:
    """Labels with their values from the first word to the last, of which one is a date; a vague label (`时间`) needs another's."""
    marks = [*table.label.finditer(line)]
    if not marks or marks[0].start() > 0:
        return False
    facts, dated = set(), False
    for mark, end in zip(marks, [*(mark.start() for mark in marks[1:]), len(line)], strict=True):
        value, fact = line[mark.end() : end], table.facts[mark["fact"]]
        rest = _without_dates(value)
        dated = dated or bool(rest)
        rest = (rest or value).strip(_BARE)
        if rest and (fact in ("published", "updated") or not _VALUE.fullmatch(rest)):
            return False
        facts.add("vague" if mark["fact"] in table.vague else fact)
    return dated and not facts <= {"vague"}


def is_byline_of_post(line: str) -> bool:
    """Whether a byline tells of a post by its first label.

    >>> is_byline_of_post("回答者:老梁 2016-09-29"), is_byline_of_post("作者:老梁 2016-09-29")
    (True, False)
    """
    table = _table()
    mark = table.label.match(line.strip(_BARE))
    return mark is not None and table.facts[mark["fact"]] == "of_post"


def is_label_of_author(line: str) -> bool:
    """Whether a (folded) line is only a label with a colon and the name of who wrote the page, or a post.

    >>> is_label_of_author("投稿者:みどり"), is_label_of_author("作者的话")
    (True, False)
    """
    table = _table()
    bare = line.strip(_BARE)
    mark = table.label.match(bare)
    told = mark is not None and table.facts[mark["fact"]] in ("author", "editor", "of_post")
    return told and mark is not None and _VALUE.fullmatch(bare, mark.end()) is not None


def author_by_label(line: str) -> str | None:
    """The name behind the label that a (folded) line begins with, where that tells who wrote a page, or a post; up to the next label, or the date.

    >>> author_by_label("作者:老梁 时间:2016-09-29 11:02"), author_by_label("楼主: 老梁"), author_by_label("时间:2016-09-29")
    ('老梁', '老梁', None)
    """
    table, bare = _table(), line.strip(_BARE)
    mark = table.label.match(bare) if len(line) <= MAX_BYLINE else None
    if mark is None or table.facts[mark["fact"]] not in ("author", "of_post"):
        return None
    after = table.label.search(bare, mark.end())
    value = bare[mark.end() : after.start() if after else len(bare)]
    name = (_without_dates(value) or value).partition(" | ")[0].strip(_BARE)
    return name if name and _VALUE.fullmatch(name) else None


def names_author(line: str) -> bool:
    """Whether a (folded) line is only a word like `by` and a name: beside a date it tells who wrote the page.

    >>> names_author("Von Jule Ahrend"), names_author("By the way"), names_author("By car")
    (True, False, False)
    """
    return len(line) <= MAX_BYLINE and _table().alone.fullmatch(line.strip(_BARE)) is not None


def is_dated_source(line: str) -> bool:
    """Whether a (folded) line is a date, with or without the name of a source: below a page's heading it says when it was published, and where.

    >>> is_dated_source("2023年05月17日 08:21 晨岸日报"), is_dated_source("2019年,我们搬了家。"), is_dated_source("May 3, 2011")
    (True, False, True)
    """
    if len(line) > MAX_BYLINE or not _YEAR.search(line):
        return False
    table, rest = _table(), _without_dates(line.strip(_BARE))
    words = rest.strip(_BARE)
    if any(fact == "updated" and word.lower() in words.lower() for word, fact in table.facts.items()):
        return False
    return bool(rest) and (not words or _VALUE.fullmatch(words) is not None)
