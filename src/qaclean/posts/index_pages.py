"""Pages of markup that only list other pages: archives and searches with teasers, indexes of forums, sitemaps, clouds of tags, lists of domains.

An index is proved by its rows (titles that are links, each with a counter or a teaser below) or by what it calls itself, and always by
what it lacks: running text that stands below no such title. A page that declares an article, or whose title asks, is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.counted_rows import counter_names, leads_on
from qaclean.posts.repeated_elements import RepeatedElements, is_declared_article
from qaclean.rules import load
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout, Origin
from qaclean.segments.signals import Evidence, cues_for, cues_with
from qaclean.text.dates import names_a_date
from qaclean.text.titles import asks

__all__ = ["calls_itself_an_index", "index_kind", "parts_of", "title_parts"]

RUNNING = 40  # code points outside links of a line of running text
MAX_TEASER = 420  # code points
NEAR = 7  # lines below its title in which a row counts or is told of
FREE = 80  # code points of running text below no title: what a site says of itself
NAMED_FREE = 160  # ... where the page calls itself an index: it says what a tag is
FREE_SHARE = 0.07  # of the page, where many rows are
BOARD = 2  # counters on a line that sums up a board
FEWEST_ROWS, MANY_ROWS = 5, 20  # titles with counters of a list of threads
FEWEST_TEASERS = 5  # of a list without a name
FEWEST_LINKS = 25
FEWEST_DATED = 10  # links with the day beside them
LINKED = 0.6  # of the characters, where there is nothing but links
PRICES = 3  # lines with a price: a shop lists what it sells, which is its content
MIN_TITLE, MIN_WIDE_TITLE = 9, 4  # code points of a title of several words, wide ones of one without spaces
MAX_ZONE = 40  # code points of the head of what a page is related to
SHORT = 24  # code points of a short sentence; half as many wide ones
_PRICE = compile_on_use(r"[$€£¥]\s?[0-9]|[0-9]\s?(?:[€元]|zł|kr\b)")
_RUN = r"(?:(?<!\s)|(?<=[_|]\s))\s+"  # white space from where it begins, or goes on behind a mark and one blank
_PART = compile_on_use(rf"{_RUN}[-|–—•·:»]+\s+|\s?[_|]\s?|{_RUN}[-–—]|[-–—]\s+")
_PAIR = compile_at_once(r"[0-9][0-9.,]{0,9}\s?/\s?[0-9]|\t[0-9]{1,7}(?:\t|$)")  # what counts in the row of a table
_NUMBER = compile_at_once(r"[\s(]{0,3}[0-9][0-9.,kK\s/()]{0,14}$")
_DATE = compile_on_use(
    r"[12][0-9]{3}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][12][0-9]{3}"
)
_DOMAIN = compile_at_once(r"(?:[a-z0-9-]{1,63}\.){1,3}[a-z]{2,10}(?:\s|$)")


class _Words(NamedTuple):
    names: re.Pattern[str]
    cut: re.Pattern[str]
    counters: re.Pattern[str]
    bodies: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("indexes")
    return _Words(
        compile_at_once(data["names"]), compile_at_once(data["cut"]), counter_names(), frozenset(data["bodies"])
    )


class _Rows(NamedTuple):
    """What a page lists: titles, those of them with a counter or a teaser below, the teasers that are cut, counters' names, code points of
    running text and of that below no title, links, the share of the page in links, and lines."""

    titles: int
    counted: int
    told: int
    cut: int
    counters: int
    running: int
    free: int
    links: int
    linked: float
    lines: int


def index_kind(evidence: Sequence[Evidence], layout: Layout, elements: Sequence[RepeatedElements]) -> str | None:
    """What kind of index a page is (`threads`, `named`, `teasers`, `links`, `dated`, `domains`), or None where it may hold something. Linear."""
    lines = list(zip(evidence, layout.origins, strict=True))[1 if layout.head.title else 0 :]
    named = _names_itself(lines, layout)
    if (len(lines) < FEWEST_ROWS and not named) or _runs_free(lines):
        return None
    if not named and asks(fold(layout.head.title)):
        return None
    kind = _kind_of(lines, layout, elements, named)
    above = lines if named or kind is None else _above_related(lines)
    if len(above) == len(lines) or (_holds_nothing(above) and _rows_of(lines).counted >= MANY_ROWS):
        return kind
    return _kind_of(above, layout, elements, named)


def _kind_of(
    lines: Sequence[tuple[Evidence, Origin]], layout: Layout, elements: Sequence[RepeatedElements], named: bool
) -> str | None:
    rows = _rows_of(lines)
    if rows.counters and rows.counted >= MANY_ROWS:
        return "threads"
    if (
        rows.free > (NAMED_FREE if named else FREE)
        or sum(_PRICE.search(seen.text) is not None for seen, _ in lines) >= PRICES
    ):
        return None
    if rows.counters and rows.counted >= FEWEST_ROWS and not _begins_with_a_post(lines):
        return "threads"
    if is_declared_article(layout):
        return None
    if named and (max(rows.told, rows.titles) >= FEWEST_ROWS - 2 or rows.linked >= LINKED):
        return "named"
    if any(_says(*line) for line in lines) and not rows.told:
        return None
    if rows.told >= FEWEST_TEASERS and rows.cut >= 0.6 * rows.told:
        return "teasers"
    if rows.running or any(r.is_posts or min(r.dated, r.named) >= 0.5 for r in elements[:2]):
        return None
    if rows.links >= FEWEST_LINKS and rows.linked >= LINKED:
        return "links"
    dated = sum(
        o.link >= MIN_WIDE_TITLE and _DATE.search(e.text) is not None for e, o in lines if e.length < MAX_TEASER
    )
    if dated >= FEWEST_DATED and 2 * dated >= rows.lines:
        return "dated"
    domains = sum(_DOMAIN.match(seen.text.lower()) is not None for seen, _ in lines)
    return "domains" if domains >= FEWEST_LINKS and domains >= LINKED * rows.lines else None


def _is_title(seen: Evidence, origin: Origin) -> bool:
    """Whether a line is what a row is called: a link, or a heading with one, of several words."""
    length, link = seen.length, origin.link
    if link and "\t" in seen.text:
        return True  # a row of a table
    if not link or length > 2 * MAX_TEASER or not (2 * link >= length or origin.level) or seen.text[0].isdigit():
        return False
    if 10 * link < 7 * length and not (origin.level or link >= 12):
        return False
    text = seen.text
    if leads_on(text.lower()):
        return False
    if origin.level and link == length > 3:
        return True  # however short it is
    if length >= MIN_TITLE and " " in text:
        return True
    return length >= MIN_WIDE_TITLE and sum(char > "\u2e80" for char in text) >= MIN_WIDE_TITLE


def _runs(seen: Evidence, origin: Origin) -> bool:
    """Whether a line is running text; a wide character says twice as much."""
    own = seen.length - origin.link
    if origin.link and "\t" in seen.text:
        return False  # a row of a table
    if 2 * own < RUNNING or (own < RUNNING and seen.text[-1:] < "\u2e80" and seen.text[:1] < "\u2e80"):
        return False
    return bool(seen.sentences or seen.running or "..." in seen.text or "…" in seen.text) and not seen.whole


def _above_related(lines: list[tuple[Evidence, Origin]]) -> list[tuple[Evidence, Origin]]:
    """The lines above the first head of what a page is related to: rows below it belong to what stands above."""
    heads = cues_with("zone") & (cues_for("related") | cues_for("hot_content") | cues_for("comment_form"))
    for i, (seen, origin) in enumerate(lines):
        if i and seen.length <= MAX_ZONE and not origin.link and not heads.isdisjoint(seen.cues):
            return lines[:i]
    return lines


def _holds_nothing(lines: Sequence[tuple[Evidence, Origin]]) -> bool:
    """Whether lines name nothing that the page is about, and say nothing: what is hot stands above the threads of a front page too."""
    return not any(
        origin.level == 1 or (_runs(seen, origin) and 2 * origin.link < seen.length) or _says(seen, origin)
        for seen, origin in lines
    )


def _says(seen: Evidence, origin: Origin) -> bool:
    """Whether a line is a sentence of the page's own, however short."""
    if origin.link or not seen.sentences or seen.cues:
        return False
    return seen.length >= SHORT or (seen.length >= SHORT // 2 and seen.text[:1] > "\u2e80")


def _begins_with_a_post(lines: Sequence[tuple[Evidence, Origin]]) -> bool:
    """Whether words without a link stand below a line that says when, and counts not several things of a board, above the first row that counts."""
    counters = _words().counters
    rows = 0
    for (seen, _), (below, origin) in pairwise(lines):
        text = below.text.lower()
        rows += counters.search(seen.text.lower()) is not None and _NUMBER.match(text) is not None
        if rows > 1:
            return False
        told = (
            not origin.link and below.length >= 8 and not (counters.search(text) or _NUMBER.match(text) or below.cues)
        )
        told = told and seen.length <= 2 * MAX_ZONE and names_a_date(seen.text) and not names_a_date(text)
        if told and len(counters.findall(seen.text.lower())) < BOARD:
            return True
    return False


def _placed(lines: Sequence[tuple[Evidence, Origin]]) -> Iterator[tuple[Evidence, Origin, int]]:
    """Each line with how far below a title it stands (0 for a title that was not there before, over `NEAR` below none)."""
    titles: set[str] = set()
    below, level = NEAR + 1, 0
    for seen, origin in lines:
        below += 1
        if _is_title(seen, origin) and seen.text not in titles:
            titles.add(seen.text)
            below, level = 0, origin.level or level
        elif origin.level and not origin.link and not 0 < level < origin.level:
            below, level = NEAR + 1, 0  # what stands below a heading that leads nowhere, of no row, is told here
        yield seen, origin, below


def _runs_free(lines: Sequence[tuple[Evidence, Origin]]) -> bool:
    """Whether too much running text stands below no title; the cheap look."""
    solid = sum(seen.length for seen, _ in lines)
    most, free, told = max(FREE, FREE_SHARE * solid), 0, False
    for seen, origin, below in _placed(lines):
        told = told and below > 0
        if _runs(seen, origin) and not (below == 0 and 2 * origin.link >= seen.length):
            if told or below >= NEAR or seen.length > MAX_TEASER:
                free += seen.length - origin.link
                if free > most:
                    return True
            told = True
    return False


def _rows_of(lines: Sequence[tuple[Evidence, Origin]]) -> _Rows:
    words = _words()
    counters: set[str] = set()
    titles = counted = teasers = cut = running = free = links = 0
    told = counts = False
    for seen, origin, below in _placed(lines):
        links += 5 * origin.link >= 4 * seen.length > 0
        if below == 0:
            titles += 1
            told, counts = False, seen.length > origin.link and _PAIR.search(seen.text) is not None
            counted += counts
        lower = seen.text.lower() if seen.length < RUNNING + 20 else ""
        if told and origin.link and leads_on(lower):
            cut += 1
        if below and lower:
            named = words.counters.findall(lower)
            counters.update(named)
            if below <= NEAR and not counts and (named or _NUMBER.match(lower)):
                counted, counts = counted + 1, True
        if _runs(seen, origin) and (below or 2 * origin.link < seen.length):
            running += seen.length - origin.link
            if told or below >= NEAR or seen.length > MAX_TEASER:
                free += seen.length - origin.link
            else:
                teasers += 1
                cut += words.cut.search(seen.text.lower()) is not None
            told = True
    solid = max(sum(seen.length for seen, _ in lines), 1)
    linked = sum(origin.link for _, origin in lines) / solid
    return _Rows(titles, counted, teasers, cut, len(counters), running, free, links, linked, len(lines))


def title_parts(layout: Layout) -> list[str]:
    """The parts of a page's title, folded, in lower case.

    >>> from qaclean.html.render import read_html
    >>> title_parts(read_html("<title>Tag: oak - Shed Notes</title><p>x").layout)
    ['tag: oak', 'shed notes']
    """
    return parts_of(fold(layout.head.title))


def parts_of(title: str) -> list[str]:
    """The parts of a folded title, in lower case.

    >>> parts_of("Tag: oak - Shed Notes")
    ['tag: oak', 'shed notes']
    """
    return [part.strip() for part in _PART.split(title.lower()) if part.strip()]


def calls_itself_an_index(title: str) -> bool:
    """Whether a part of a folded title says that the page lists other pages.

    >>> calls_itself_an_index("Tags - Shed Notes"), calls_itself_an_index("Tags for tools, and how to write them")
    (True, False)
    """
    return any(_words().names.match(part) for part in parts_of(title)[:3])


def _names_itself(lines: Sequence[tuple[Evidence, Origin]], layout: Layout) -> bool:
    """Whether the page calls itself an index: in its title, its first heading, the class of its body."""
    names = _words().names
    if calls_itself_an_index(fold(layout.head.title)):
        return True
    body = layout.root.find(".//body") if layout.root is not None else None
    said = (body.get("class") or "").lower().split() if body is not None else []
    if not _words().bodies.isdisjoint(said) and not any(word.startswith(("post-type-", "tax-")) for word in said):
        return True
    return any(
        names.match(seen.text.lower())
        for seen, origin in lines
        if origin.level == 1 or seen.text.lower().startswith("showing posts")
    )
