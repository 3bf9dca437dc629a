"""Titles: where a title's own words begin and end, and where the site's name, and whether words ask something.

What the page shows elsewhere is the better evidence (`PageNames`); without it a segment behind a separator must look like a site's name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, literals, load
from qaclean.text.columns import WIDE

__all__ = [
    "BETWEEN",
    "MOST_MARKS",
    "SEGMENT_MARK",
    "PageNames",
    "TitleParts",
    "asks",
    "asks_how",
    "begins_topic",
    "greets",
    "holds_asking_words",
    "letters_of",
    "own_words",
    "parted_beginnings",
    "split_title",
    "title_kind",
]

BETWEEN = " \t-|·_—–»:•"  # characters that part a title's own words from a site's name

_SEPARATOR = compile_at_once(
    r"[_\s\u2013\u2014|-](?:(?<=_)_*|(?<=\s)[-\u2013\u2014|\u00b7\u2022|]+\s?|(?<=[-\u2013\u2014|])[-\u2013\u2014|]?\s|(?<=\u2014)\u2014?|(?<=\|)\|*|(?<=[^A-Za-z0-9]-)(?=[^\s-]{2,16}$))"
)
_SEGMENT = compile_at_once(
    r"([-_\u2014\u2013|\u00b7\u2022\u3010\[\s])(?=\s?([^-_\u2014\u2013|\u00b7\u2022\u3010\u3011\[\]\s][^-_\u2014\u2013|\u00b7\u2022\u3010\u3011\[\]]{1,31}?)\s*(?:$|[-_\u2014\u2013|\u00b7\u2022\u3010\u3011\[\]]))"
)
SEGMENT_MARK = compile_at_once(r"\s[-|·—–»•:]\s|_")  # what parts segments for certain
_TOPIC = compile_at_once(r"#[^#\s][^#]{0,20}#")
_NO_ADDRESS = compile_at_once(r"[^a-z0-9]")
TITLES = 256  # remembered
MAX_TITLE = 160  # code points of a line that is looked at as a title
LOST = "\ufffd"  # a character that cannot be read, or lost bytes where it was read in another encoding
MAX_SUFFIX = 16  # code points of one site-name segment
MAX_LATIN_SUFFIX = 32  # ... in Latin letters
MOST_MARKS = 8  # of a title, that are looked at
MIN_HEADING = 4  # code points of a heading that names the page
MIN_HOST = 4  # letters of a segment that a host spells


class TitleParts(NamedTuple):
    """Length of the title's own words (code points from its start) and the suffix behind them."""

    length: int
    suffix: str


class _Words(NamedTuple):
    site: tuple[str, ...]
    blog: tuple[str, ...]
    qa: tuple[str, ...]
    forum: tuple[str, ...]
    forum_behind_marks: tuple[str, ...]
    asks: re.Pattern[str]
    held: re.Pattern[str]
    asking: re.Pattern[str]
    ask_behind: frozenset[str]
    greetings: re.Pattern[str]


class PageNames(NamedTuple):
    """What a page shows of names elsewhere, folded.

    `certain`: what it is called for certain (a profile reads it, or it declares it); `headings`: its headings; `site`: what it declares its
    site to be called; `host`: where it comes from; `lines`: its short lines, of which one may be just the site's name.
    """

    certain: Sequence[str] = ()
    headings: Sequence[str] = ()
    site: str = ""
    host: str = ""
    lines: Collection[str] = ()


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("titles")
    return _Words(
        tuple(data["site_words"]),
        tuple(data["blog_words"]),
        tuple(data["qa_words"]),
        tuple(data["forum_words"]),
        tuple(data["forum_behind_marks"]),
        any_of(data["asks"]),
        any_of([*data["asks"], *(f"{word} " for word in data["asking_words"])]),
        compile_at_once(literals(data["asking_words"]) + r"(?=\s)"),
        frozenset(data["ask_behind"]),
        any_of(data["greetings"]),
    )


def parted_beginnings(line: str) -> list[tuple[str, str]]:
    """The beginnings of a title that end before a mark and hold another one, the longest first, each with what a heading says of it, whose label no mark parts.

    >>> parted_beginnings("Question - Chain slips | Two Wheels")
    [('Question - Chain slips', 'Question Chain slips')]
    """
    own = [line[: mark.start()] for mark in [*SEGMENT_MARK.finditer(line)][1:MOST_MARKS]]
    return [(words, SEGMENT_MARK.sub(" ", words)) for words in reversed(own)]


def letters_of(words: str) -> str:
    """The letters and digits of words, small: what two titles have in common whatever marks stand around them.

    >>> letters_of("Oak & oil, again!")
    'oakoilagain'
    """
    return "".join(filter(str.isalnum, words)).casefold()


def asks(line: str) -> bool:
    """Does a line ask something, by its mark or its words?

    Of languages with spaces a word asks where a clause may begin: in front, behind a mark, behind a word that leads to one.

    >>> asks("怎么关闭云相册"), asks("净水器的三大好处")
    (True, False)
    >>> asks("Grey water, where does it go"), asks("A shelf that does not sag"), asks("An American can opener")
    (True, False, False)
    """
    return _asks_briefly(line) if len(line) <= MAX_TITLE else _asks(line)


def _asks(line: str) -> bool:
    line = line.lower()
    return "?" in line or _words().asks.search(line) is not None or _begins_asking(line)


def _begins_asking(line: str) -> bool:
    """Whether a clause of a line, lower case, begins with a word that asks."""
    words = _words()
    for match in words.asking.finditer(line):
        before = line[: match.start()].rstrip()
        if (
            not before
            or not before[-1].isalnum()
            or (len(before) < match.start() and before.split()[-1] in words.ask_behind)
        ):
            return True
    return False


def holds_asking_words(line: str) -> bool:
    """Does a line hold a question mark or letters that ask, wherever they stand? The weights of roles were trained with it, also where they are of another word.

    >>> holds_asking_words("An American can opener"), asks("An American can opener"), holds_asking_words("净水器的三大好处")
    (True, False, False)
    """
    return _holds_briefly(line) if len(line) <= MAX_TITLE else _holds_words(line)


def _holds_words(line: str) -> bool:
    return "?" in line or _words().held.search(line.lower()) is not None


def asks_how(line: str) -> bool:
    """Does a title say how something is done?

    >>> asks_how("How to hang a shelf"), asks_how("软管怎么更换"), asks_how("What I found out"), asks_how("Wie hängt man ein Brett auf?")
    (True, True, False, True)
    """
    words = line[:MAX_TITLE].lower()
    return _how().search(words) is not None or words.startswith(_how_starts())


@lru_cache(maxsize=1)
def _how() -> re.Pattern[str]:
    return any_of(load("titles")["how"])


@lru_cache(maxsize=1)
def _how_starts() -> tuple[str, ...]:
    return tuple(load("titles")["how_starts"])


def begins_topic(line: str) -> bool:
    """Does a line begin with a topic between two marks, as the banner of one does that a site shows on all its pages?

    >>> begins_topic("#开学季# 书包怎么选?"), begins_topic("#3 floor")
    (True, False)
    """
    return _TOPIC.match(line) is not None


def greets(line: str) -> bool:
    """Does a line greet whoever comes to the site?

    >>> greets("Welcome to the Shed Forum"), greets("How welcome is a late reply?")
    (True, False)
    """
    return _words().greetings.search(line.lower()) is not None


_asks_briefly = remembered(REMEMBERED)(_asks)  # several steps ask it of one line
_holds_briefly = remembered(REMEMBERED)(_holds_words)


def split_title(line: str) -> TitleParts:
    """Cut the site's name off a title: the segments from the first separator on that look like one.

    >>> split_title("怎么关掉云相册?_某某知道")
    TitleParts(length=8, suffix='_某某知道')
    >>> split_title("从A到B_怎么走").suffix
    ''
    >>> split_title("怎么关掉云相册? - 娴锋\ufffd知道").suffix == "- 娴锋\ufffd知道"
    True
    >>> split_title("连接池的作用 - 山野小屋 - 某某博客").suffix  # a site of blogs says whose blog it is
    '- 山野小屋 - 某某博客'
    """
    if len(line) > MAX_TITLE:
        return TitleParts(len(line), "")
    return _split_title(line)


@lru_cache(maxsize=TITLES)
def _split_title(line: str) -> TitleParts:
    cuts = [m.span() for m in _SEPARATOR.finditer(line) if m.start() >= 3]
    end = len(line)
    keep = len(line)
    of_blogs = ""  # what stands before the name of a site of blogs
    for start, stop in reversed(cuts):
        segment, separator = line[stop:end].strip(" 【】[]"), line[start:stop]
        if len(segment) > MAX_SUFFIX and not segment.isascii():
            break
        apart = end == len(line) and _is_apart(line[:start], segment, separator)
        if segment and not apart and not _is_site(segment, separator):
            if separator == of_blogs and len(segment) <= MAX_SUFFIX and not asks(segment):
                keep = start
            break
        of_blogs = separator if segment.endswith(_words().blog) else of_blogs
        keep, end = start, start
    if keep < len(line) and len(line[:keep].strip()) < 3:
        keep = len(line)
    return TitleParts(len(line[:keep].rstrip()), line[keep:].strip() if keep < len(line) else "")


def own_words(title: str, names: PageNames) -> tuple[int, int]:
    """Where the page's own words stand in a (folded) title: by its names, its headings, its site, else as `split_title` has it.

    >>> title = "Wet lube - Two Wheels"
    >>> own_words(title, PageNames()), own_words(title, PageNames(lines={"Two Wheels"})), own_words(title, PageNames(host="twowheels.example"))
    ((0, 21), (0, 8), (0, 8))
    >>> own_words("Bikes: Wet lube - all about it", PageNames(certain=["Wet lube - all about it"]))
    (7, 30)
    """
    certain = (n for n in names.certain if MIN_HEADING <= len(n) < len(title) and _holds(title, n, 3))
    own = max(certain, key=len, default="") or _heading_in(title, names.headings)
    if own:
        start = title.find(own)
        return start, start + len(own)
    return 0, _before_site(title, names) or split_title(title).length


def _holds(title: str, name: str, parts: int) -> bool:
    """Whether a title begins with a name, or is to more than one of so many parts this name."""
    return title.startswith(name) or (name in title and parts * len(name) > len(title))


def _heading_in(title: str, headings: Iterable[str]) -> str:
    """The longest heading that the title holds; a short one must be a segment."""
    held = [
        words
        for words in headings
        if (len(words) >= MIN_HEADING or title[len(words) : len(words) + 1].strip(BETWEEN) == "")
        and _holds(title, words, 2)
    ]
    return max(held, key=len, default="")


def _before_site(title: str, names: PageNames) -> int:
    """The length of the title before the site's name: the declared one, or a last segment that the host spells or a line of the page is; 0 for none."""
    site = names.site
    if site and title.endswith(site) and len(site) < len(title):
        return len(title[: -len(site)].rstrip(BETWEEN))
    segments = SEGMENT_MARK.split(title)
    if len(segments) < 2:
        return 0
    spelled = _NO_ADDRESS.sub("", segments[-1].lower())
    of_host = len(spelled) >= MIN_HOST and spelled in _NO_ADDRESS.sub("", names.host.lower())
    return len(title[: title.rindex(segments[-1])].rstrip(BETWEEN)) if of_host or segments[-1] in names.lines else 0


def _is_site(segment: str, separator: str) -> bool:
    if segment.endswith(_words().site) or segment.lower().endswith(_words().site) or segment.startswith(("【", "www")):
        return True
    if any(word in segment for word in _words().site if len(word) > 1):
        return len(segment) <= (MAX_LATIN_SUFFIX if segment.isascii() else MAX_SUFFIX) and not asks(segment)
    # `_` hardly stands inside a sentence: a short last segment behind it is a section's or the site's name, often cut. One that lost bytes is longer than it was.
    lost = segment.count(LOST)
    return ("_" in separator or lost > 0) and len(segment) <= 8 + 2 * lost and not asks(segment)


def _is_apart(own: str, segment: str, separator: str) -> bool:
    """Whether the last segment stands apart behind a spaced dash or bar, in a script that writes no spaces: such a title's own words hold none.

    >>> _is_apart("海盐怎么保存才不受潮", "厨房养生堂", " - "), _is_apart("海盐", "怎么保存", " - ")
    (True, False)
    """
    spaced = separator[:1] == " " == separator[-1:] and len(separator) > 2
    return (
        spaced
        and segment > WIDE
        and 2 <= len(segment) <= 8
        and len(own) >= max(6, len(segment) + 2)
        and segment.isalnum()
        and not asks(segment)
    )


def title_kind(line: str) -> str:
    """`qa`, `forum` or nothing: what the segments behind a title's own words say of the page.

    A segment tells by its end, as site names do; one behind a mere space must be a word of its own. One that cannot be read behind words that ask is of a site
    of questions: most that end such titles are.

    >>> title_kind("怎么关掉云相册?_某某知道"), title_kind("相册不同步 - 云相册论坛 - 某某网"), title_kind("大家快来看吧"), title_kind("Which filter fits? - Super User")
    ('qa', 'forum', '', 'qa')
    """
    return _title_kind(line) if len(line) <= MAX_TITLE else ""


@lru_cache(maxsize=TITLES)
def _title_kind(line: str) -> str:
    words = _words()
    for match in _SEGMENT.finditer(line, 3):
        segment = match.group(2).strip()
        if len(segment) > (MAX_LATIN_SUFFIX if segment.isascii() else MAX_SUFFIX):
            continue
        if segment.endswith(words.qa) or (LOST in segment and asks(line[: match.start()])):
            return "qa"
        if segment.endswith(words.forum) and (match.group(1).strip() or not segment.endswith(words.forum_behind_marks)):
            return "forum"
    return ""
