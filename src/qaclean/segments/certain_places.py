"""Places that need no model: the page's title said again in a glued line, menus of several known words, list items glued to the full stop before them, and posts that
each stand on a line with name, date, words and buttons in one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import literals, load
from qaclean.segments.boundaries import Place
from qaclean.segments.date_shape import date_shape
from qaclean.text.led_patterns import led, led_matches

__all__ = [
    "FEWEST_POSTS",
    "barred_places",
    "has_items",
    "item_places",
    "menu_places",
    "post_places",
    "title_of",
    "title_places",
    "with_buttons",
]

MIN_TITLE, MIN_LATIN_TITLE = 6, 16  # code points; shorter ones are words of sentences
MAX_TITLE = 120
_TITLE_ENDS = compile_on_use(r"[_|\n]|\s[-–—:·]\s")
FEWEST_POSTS = 2  # lines of a page that must be posts so glued
_GLUED_POST = compile_on_use(
    r"[^\s,.:;!?\u3002\u3001|<>()0-9][^\s,.:;!?\u3002\u3001|<>()]{0,15}(?:19|20)[0-9]{2}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:\s[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
    r"(?=[\u3400-\u9fffA-Z\"\u201c].{5})"
)
_ISO_DATE = compile_at_once(r"(?:19|20)[0-9]{2}[-/.]")
_DIGITS = compile_at_once("[0-9]+")
_GLUED_ITEM = compile_at_once(r"[.!?](?<=[a-z)0-9].)(?=([1-9][0-9]?)\.\s[A-Z])")


def title_of(text: str) -> str:
    """The first words of a page up to the mark before its site's name, or nothing where there is none.

    >>> title_of("薄荷为什么长不高_花友问答首页")
    '薄荷为什么长不高'
    """
    match = _TITLE_ENDS.search(text, 0, MAX_TITLE)
    title = text[: match.start()].strip() if match else ""
    return title if len(title) >= (MIN_LATIN_TITLE if title.isascii() else MIN_TITLE) else ""


def title_places(text: str, title: str, start: int, end: int) -> list[Place]:
    """Before and behind the title where a line says it again: always where white space or a mark is beside it, else the first time alone.

    >>> title_places("薄荷长不高怎么办_花友首页薄荷长不高怎么办我来答", "薄荷长不高怎么办", 0, 24)
    [Place(start=13, end=13), Place(start=21, end=21)]
    """
    places: list[Place] = []
    at = text.find(title, max(start, len(title)), end)
    first = True
    while title and at >= 0:
        behind = at + len(title)
        if first or not (text[at - 1 : at].isalnum() or text[behind : behind + 1].isalnum()):
            places += [_place(text, place) for place in (at, behind) if start < place < end]
        first = False
        at = text.find(title, behind, end)
    return list(dict.fromkeys(places))  # said twice in a row the place between is found twice


def _place(text: str, at: int) -> Place:
    """A place with the white space around it."""
    start = end = at
    while start and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return Place(start, end)


@lru_cache(maxsize=1)
def _menu() -> re.Pattern[str]:
    word = literals(load("menus")["words"])
    return compile_at_once(
        rf"(?i)(?<![^\s|·])(?:{word})(?:\(?[0-9]{{1,4}}\)?)?(?:[\s|·]{{1,3}}(?:{word})(?:\s?\(?[0-9]{{1,4}}\)?)?(?!\w)){{2,12}}(?!\w)"
    )


def menu_places(text: str, start: int, end: int) -> list[Place]:
    """Before and behind each row of three or more words of menus, or of buttons, with nothing but spaces and bars between.

    >>> line = "Log in Sign up Help Oil the chain first. Reply Quote Report Then look at it."
    >>> [line[place.end :][:3] for place in menu_places(line, 0, len(line))]
    ['Oil', 'Rep', 'The']
    """
    edges = [at for match in _menu().finditer(text, start, end) for at in match.span() if start < at < end]
    return list(dict.fromkeys(_place(text, at) for at in edges))


@lru_cache(maxsize=1)
def _sure_buttons() -> re.Pattern[str]:
    """Such a button (`sure`) with its full stop, or two or more of the others that are glued together, with their counts before or behind them."""
    data = load("segments")
    known = {word.strip("0()") for word in (*data["buttons"], *load("post_lines")["buttons"])}
    others = [word for word in known if len(word) > 1 and not word.isascii() and word not in data["sure_buttons"]]
    sure, words = (
        "|".join(sorted(map(re.escape, row), key=lambda word: (-len(word), word)))
        for row in (data["sure_buttons"], others)
    )
    button = rf"(?!{sure})(?:{words})[0-9]{{0,5}}"
    begins = "".join(sorted({re.escape(word[0]) for word in (*data["sure_buttons"], *others)}))
    return led(f"0-9{begins}", rf"(?P<sure>(?:{sure})[.\u3002]?)|[0-9]{{0,5}}{button}(?:{button}){{1,8}}")


def with_buttons(text: str, places: Sequence[Place], start: int, end: int) -> list[Place]:
    """The places of a line that is known to be glued, with those around each button that nobody writes in prose and each row of buttons that comes
    again, and none inside of such a button.

    >>> line = "2018-06-03展开全部先停水，再松土。11评论分享阿木：展开全部晾干就好2评论分享"
    >>> [line[place.end :][:4] for place in with_buttons(line, [Place(12, 12)], 0, len(line))]
    ['展开全部', '先停水，', '11评论', '阿木：展', '展开全部', '晾干就好', '2评论分']
    """
    found = [*led_matches(_sure_buttons(), text, start, end)]
    rows = Counter(_DIGITS.sub("", match[1]) for match in found if not match["sure"])
    spans = [match.span(1) for match in found if match["sure"] or rows[_DIGITS.sub("", match[1])] > 1]
    edges = dict.fromkeys(_place(text, at) for span in spans for at in span if start < at < end)
    taken = {at for match in found if match["sure"] for at in range(match.start(), match.end(1) + 1)}
    taken.update(at for place in edges for at in range(place.start, place.end + 1))
    return sorted([*edges, *(place for place in places if taken.isdisjoint(range(place.start, place.end + 1)))])


def has_items(text: str) -> bool:
    """A cheap test: can any line of a text have such items?"""
    return _GLUED_ITEM.search(text) is not None


def item_places(text: str, start: int, end: int) -> list[Place]:
    """Before each item of a counted row that is glued to a full stop; one number alone may be a decimal or a citation.

    >>> line = "1. Heat the oil.2. Add the rice.3. Pour in the broth."
    >>> [place.start for place in item_places(line, 0, len(line))]
    [16, 32]
    """
    found = [(match.end(), int(match[1])) for match in _GLUED_ITEM.finditer(text, start, end)]
    counted = [number for _, number in found]
    if len(found) < 2 or any(b != a + 1 for a, b in pairwise(counted)):
        return []
    return [Place(at, at) for at, _ in found]


@lru_cache(maxsize=1)
def _buttons() -> re.Pattern[str]:
    """Buttons glued behind the end of a sentence, at the end of a line."""
    known = {word.strip("0()") for word in (*load("segments")["buttons"], *load("post_lines")["buttons"])}
    words = sorted(map(re.escape, known - {""}), key=lambda word: (-len(word), word))
    return compile_at_once(
        rf"(?<=[.!?\u3002~\u2026])(?:(?:{'|'.join(words)})(?:\([0-9]{{1,5}}\)|[0-9]{{1,5}})?){{1,6}}$"
    )


def post_places(text: str, lines: Sequence[tuple[int, int]]) -> dict[int, list[Place]]:
    """Behind name and date, and before the buttons, of lines that are posts glued so, by their starts; none where fewer than two are.

    >>> first, second = "小鱼2017-11-02我家也遇到过。已赞过评论", "阿陈2017-11-05赶紧关掉电源。"
    >>> post_places(f"{first} {second}", [(0, 24), (25, 44)])
    {0: [Place(start=12, end=12), Place(start=19, end=19)], 25: [Place(start=37, end=37)]}
    """
    if _ISO_DATE.search(text) is None:
        return {}
    found = {start: match.end() for start, end in lines if (match := _GLUED_POST.match(text, start, end)) is not None}
    if len(found) < FEWEST_POSTS:
        return {}
    ends = dict(lines)
    return {start: [Place(at, at), *_before_buttons(text, at, ends[start])] for start, at in found.items()}


def _before_buttons(text: str, start: int, end: int) -> Iterator[Place]:
    match = _buttons().search(text, start, end)
    if match is not None:
        yield Place(match.start(), match.start())


@lru_cache(maxsize=1)
def _barred_head() -> re.Pattern[str]:
    """A line's beginning with a date, then buttons between bars."""
    words = {word.strip("0()") for word in (*load("segments")["buttons"], *load("post_lines")["buttons"])} - {""}
    buttons = "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
    date = date_shape()
    return compile_at_once(
        rf"[^\n|]{{0,60}}?(?:{date})(?::[0-9]{{2}})?[_*\s]{{0,4}}\|\s?(?:{buttons})[^\n|]{{0,40}}\|(?:\s?(?:{buttons})\s{{0,4}}\|)*\s{{0,8}}(?=\S)"
    )


def barred_places(text: str, start: int, end: int) -> list[Place]:
    """Behind the head of a post, with date, buttons and bars, in front of what was written, where a row of a table holds both.

    >>> line = "发表于 2024-5-18 19:27 | 只看该作者 来自 - 四川 | 倒序浏览 | 阅读模式 | 全屏以后有的地方看不到了。"
    >>> [line[place.end :] for place in barred_places(line, 0, len(line))]
    ['全屏以后有的地方看不到了。']
    """
    match = _barred_head().match(text, start, end) if text.find("|", start, end) >= 0 else None
    if match is None:
        return []
    bar = text.rindex("|", start, match.end())
    return [Place(bar, match.end())]
