"""Who wrote an HTML article and when, as its head and the lines and elements around its headline say (`rules/page_head.toml`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, literals, load
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.dates import find_dates, read_date
from qaclean.text.named_authors import is_name, named_author, said_once
from qaclean.text.titles import letters_of

__all__ = ["article_author", "article_published", "head_of", "name_in"]

MAX_NAME = 60  # code points of a name, or of several
MAX_BYLINE = 120  # code points of an element or a line that holds one
OVER, BELOW = 6, 4  # lines above the headline and below the beginning of the text that may say who and when
MAX_ELEMENTS = 60  # that are looked at
LONGEST_WIDE = 8  # characters of a name in a script without spaces
_ADDRESS = compile_at_once(r"https?:|www\.|@|\.(?:com|net|org|cn|de|jp)\b", re.IGNORECASE)
_AFTER_NAME = compile_at_once(r"\s{0,3}(?:[|\u00b7\u2022/(\u2014\u2013]|[0-9]|\s-\s).*", re.DOTALL)
_PARTICLE = compile_at_once(r"(?<=\s)(?:d[aeiou]|de[lnr]|der|la|le|van|von|zu|al|el|bin|ibn|ter|ten)\s(?=\S)")
_ASKED = frozenset({"class", "rel", "itemprop", "title", "datetime"})  # attributes by which an element is marked
_BESIDES = frozenset({"rel", "itemprop", "datetime"})  # ... whatever its class words
_SPLIT = compile_at_once(r"[\s_-]+")


# Elements that hold a name or a day.
_TAGS = (
    *("a", "span", "div", "p", "li", "address", "time", "cite", "strong", "em", "b", "td", "dd", "small", "abbr"),
    *("h3", "h4", "h5", "h6"),
)


class _Rules(NamedTuple):
    """`author` and `published` are names of `<meta>`; `lead` is what stands before a name, the others are words of the class of an element."""

    author: tuple[str, ...]
    published: tuple[str, ...]
    bylines: frozenset[str]
    days: frozenset[str]
    others: frozenset[str]
    words: re.Pattern[str]  # any of these three
    lead: re.Pattern[str]
    day: re.Pattern[str]


class Head(NamedTuple):
    """The lines between a headline and the beginning of the text, `[first, last)`, with some around them, and the elements there that are marked as a
    byline, or as the day of publication."""

    first: int
    last: int
    bylines: list[Any]
    days: list[Any]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    data = load("page_head")
    months = literals(load("page_facts")["author"]["months"])
    words = data["element"]
    return _Rules(
        tuple(data["author"]),
        tuple(data["published"]),
        frozenset(words["author"]),
        frozenset(words["date"]),
        frozenset(words["others"]),
        any_of(sorted({*words["author"], *words["date"], *words["others"]})),
        compile_at_once(
            rf"\s*(?:{literals(data['leads']['words'])})(?:\s*[:/|]\s*|\s+|(?<=[^a-z]))(?=\S)", re.IGNORECASE
        ),
        compile_at_once(
            rf"(?:(?:^|[\s,]{{1,2}}|(?<=[a-z])(?=[A-Z]))(?:{literals(data['leads']['days'])}|{months})(?![a-z])\.?)+$"
        ),
    )


def article_author(layout: Layout, evidence: Sequence[Evidence], head: Head, shown: str) -> str | None:
    """The author: whom an element marked so names at the headline, whom a line there names, whom the head of the page names if `shown`, all that the
    page shows (folded), has the name."""
    named = next((name for element in head.bylines if (name := name_in(_words(element)))), None)
    if named is not None:
        return named
    for i in range(head.first, min(head.last, len(evidence))):
        if evidence[i].length <= MAX_BYLINE:
            found = named_author(evidence[i].text, evidence[i + 1].text if i + 1 < len(evidence) else "")
            if found is not None and (found[1] or " " in found[0]) and (name := name_in(found[0])):
                return name
    return _of_meta(layout, shown)


def article_published(layout: Layout, evidence: Sequence[Evidence], head: Head) -> str | None:
    """The moment of publication: what the head of the page says, what an element at the headline says to machines, the one date of the lines there."""
    rules = _rules()
    for name in rules.published:
        told = read_date(layout.head.meta.get(name, ""))
        if told is not None:
            return told
    for element in head.days:
        told = read_date(element.get("datetime") or element.get("content") or element.get("title") or "")
        if told is not None:
            return told
    lines = [
        evidence[i].text for i in range(head.first, min(head.last, len(evidence))) if evidence[i].length <= MAX_BYLINE
    ]
    days = [day.iso for line in lines for day in find_dates(line, short=True)]
    return days[0] if days and len({day[:10] for day in days}) == 1 else None


def head_of(layout: Layout, evidence: Sequence[Evidence], title: str, first: int) -> Head:
    """The head of an article whose text begins in piece `first`: from its headline, the last heading of its title above, on."""
    said = letters_of(title)
    above = [
        i
        for i in range(1, min(first + 1, len(evidence)))
        if layout.origins[i].level in (1, 2, 3) and said and said.startswith(letters_of(evidence[i].text))
    ]
    start = above[-1] if above else first - BELOW
    lines = range(max(start - OVER, 1), max(first, start) + BELOW)
    bylines, days = _marked(layout, lines)
    return Head(lines.start, lines.stop, bylines, days)


def _of_meta(layout: Layout, shown: str) -> str | None:
    """The name that the head of the page gives, if the page shows it."""
    names = (name_in(layout.head.meta.get(key, "")) for key in _rules().author)
    return next((name for name in names if name and fold(name) in shown), None)


def _marked(layout: Layout, lines: range) -> tuple[list[Any], list[Any]]:
    """The elements whose block begins in the lines and that are marked as a byline, and as a day, of the first so many on the page."""
    places = {id(element): first for element, first in zip(layout.nodes.elements, layout.nodes.firsts, strict=True)}
    found: tuple[list[Any], list[Any]] = ([], [])
    counts = [0, 0]
    for element in layout.root.iter(*_TAGS):
        keys = element.keys()
        if _ASKED.isdisjoint(keys):  # most elements
            continue
        said = _says(element.get("class")) if "class" in keys else _NOTHING
        if said is _NOTHING and _BESIDES.isdisjoint(keys):  # most of the others
            continue
        for kind, marked in enumerate(_marks(element, keys, said)):
            if marked and counts[kind] < MAX_ELEMENTS:
                counts[kind] += 1
                if _place(element, places) in lines:
                    found[kind].append(element)
    return found


def _place(element: Any, places: dict[int, int]) -> int:
    """The piece at which the block of an element begins, or -1."""
    while element is not None and id(element) not in places:
        element = element.getparent()
    return -1 if element is None else places[id(element)]


class _Says(NamedTuple):
    """Whether the class words of an element are a byline's, a day's, or of something else that has both."""

    byline: bool
    day: bool
    other: bool


_NOTHING = _Says(False, False, False)


def _says(classes: str) -> _Says:
    return _said(classes) if len(classes) <= REMEMBERED_LENGTH else _said.__wrapped__(classes)


@remembered(REMEMBERED_NAMES)
def _said(classes: str) -> _Says:
    small, rules = classes.lower(), _rules()
    if rules.words.search(small) is None:  # most elements
        return _NOTHING
    words = frozenset(_SPLIT.split(small))
    return _Says(*(not wanted.isdisjoint(words) for wanted in (rules.bylines, rules.days, rules.others)))


def _marks(element: Any, keys: Sequence[str], said: _Says) -> tuple[bool, bool]:
    """Whether an element with these attributes and class words is marked as a byline, and as a day. Each attribute that is read costs a call of lxml."""
    item = element.get("itemprop") if "itemprop" in keys else ""
    byline = item == "author" or (said.byline and not said.other) or ("rel" in keys and element.get("rel") == "author")
    if element.tag == "time":
        return byline, "datetime" in keys and element.get("datetime") != "" and not said.other
    return byline, item == "datePublished" or (said.day and "title" in keys and element.get("title") != "")


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def name_in(words: str) -> str | None:
    """The name that a byline or a `<meta>` gives; several are left as they are written.

    >>> name_in("By Jane RoeJane Roe | 3 May"), name_in("作者:海盐"), name_in("Share this")
    ('Jane Roe', '海盐', None)
    """
    words = fold(words).strip(" ,|·•-–—:")
    lead = _rules().lead.match(words)
    words = words[lead.end() :] if lead else words
    words = said_once(_rules().day.sub("", _AFTER_NAME.sub("", words)).strip(" ,|·•-–—:"), ("", " "))
    if not 2 <= len(words) <= MAX_NAME or _ADDRESS.search(words):
        return None
    if words > "\u2e7f":
        return words if len(words) <= LONGEST_WIDE and words.isalnum() else None
    parts = re.split(r",\s|\s(?:and|und|et|y|e|&)\s", words)
    return words if all(is_name(_PARTICLE.sub("", part.strip())) for part in parts) else None
