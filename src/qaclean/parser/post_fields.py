"""Who wrote a post of an HTML page, when, with how many votes, and whether it was accepted: read from its element.

What templates declare (microdata, `<time>`, data attributes) comes first, then class words (`rules/layout.toml`), then addresses of
user pages, then a date in a short text. What none of them says is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.parser.dates import read_date
from qaclean.rules import load

__all__ = ["PostFields", "read_post_fields", "read_votes"]

MAX_ELEMENTS = 1500  # of a post that are looked at
MAX_NAME = 40  # code points
MAX_DATE = 60  # code points of a text that is a date
_USER_ADDRESS = re.compile(
    r"(?i)(?:^|/)(?:u|users?|members?|people|profile|author|space|home/main)/|[?&](?:uid|un|u|user|author)=|mod=space|action=profile|space-uid-|member\.php"
)
_CREATED = ("datecreated", "datepublished", "commenttime", "uploaddate")
_DATE_ATTRIBUTES = (
    "datetime",
    "data-time-iso",
    "data-datestring",
    "data-time",
    "title",
    "content",
    "data-tooltip",
    "data-original-title",
)
_DATE_NAMES = frozenset(_DATE_ATTRIBUTES)
_DATED = frozenset(
    ("abbr", "span", "a", "em", "bdi", "div", "p", "td", "li", "small", "font", "cite", "i")
)  # elements whose text may be a date
_COUNT = re.compile(
    r"(?P<n>-?(?:[0-9]{1,3}(?:,[0-9]{3}){1,2}|[0-9]{1,7}(?:\.[0-9]{1,2}(?=\s?[kK\u4e07\u842c]))?))\s?(?P<scale>[kK\u4e07\u842c](?![a-z]))?"
)
_SCALES = {"k": 1_000, "\u4e07": 10_000, "\u842c": 10_000}
_BARE_COUNT = re.compile(rf"^[+(]?\s?{_COUNT.pattern}\s?\)?$")
_COUNTS = ("data-value", "content", "data-count", "data-score", "data-votes", "data-votecount", "data-evaluate")
_SENTENCE = re.compile(r"[\u3002\uff01\uff1f\uff0c]|[,;!?](?:\s|[\u3400-\u9fff])")  # no name has it
_EPOCH = re.compile(r"^1[0-9]{9}(?:[0-9]{3})?$")


class PostFields(NamedTuple):
    """The fields of a post; None where the page does not say."""

    author: str | None = None
    published: str | None = None
    votes: int | None = None
    accepted: bool | None = None


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    data = load("layout")
    return (
        {word: rank for rank, word in enumerate(data["author"])},
        frozenset(data["votes"]),
        frozenset(data["accepted"]),
    )


def read_post_fields(element: Any, reference: datetime | None = None) -> PostFields:
    """The fields of the post that `element` holds.

    >>> from lxml import etree
    >>> read_post_fields(etree.HTML("<div><a class=username>Ann</a> <time datetime='2020-05-01T10:00:00Z'>May 1</time> Hi</div>"))[:2]
    ('Ann', '2020-05-01T10:00:00Z')
    """
    names: list[tuple[int, str]] = []
    dates: list[tuple[int, str]] = []
    votes: list[tuple[int, int]] = []
    declared = element.get("data-author") or element.get("data-username") or element.get("data-nickname")
    if declared and not declared.strip().isdecimal():
        names.append((-2, " ".join(declared.split())))
    for inner in _elements(element):
        keys = inner.keys()
        role = _role_of(inner.get("class", "")) if "class" in keys else _NO_ROLE
        prop = inner.get("itemprop", "").lower() if "itemprop" in keys else ""
        _see_name(inner, role, prop, names)
        _see_date(inner, keys, prop, dates, reference)
        if role.votes or prop == "upvotecount":
            _see_votes(inner, prop, votes)
    author = min(names, key=lambda row: row[0])[1] if names else None
    published = min(dates, key=lambda row: row[0])[1] if dates else None
    return PostFields(
        author, published, min(votes, key=lambda row: row[0])[1] if votes else None, _is_accepted(element)
    )


class _Role(NamedTuple):
    """What an element's class words say: the rank of a name's word (smaller is surer), whether one counts votes."""

    name: int | None = None
    votes: bool = False


_NO_ROLE = _Role()


@lru_cache(maxsize=4096)
def _role_of(classes: str) -> _Role:
    ranks, votes, _ = _words()
    tokens = classes.lower().split()
    parts = [part for token in tokens for part in re.split(r"[-_]+", token)]
    found = [ranks[token] for token in tokens if token in ranks] or [
        ranks[part] + 10 for part in parts if part in ranks
    ]
    return _Role(min(found, default=None), not votes.isdisjoint(tokens) or not votes.isdisjoint(parts))


def _elements(element: Any) -> Iterator[Any]:
    for count, inner in enumerate(element.iter()):
        if count > MAX_ELEMENTS:
            return
        if type(inner.tag) is str and inner.tag not in ("script", "style", "blockquote"):
            yield inner


def _short_text(element: Any, most: int) -> str:
    if len(element) > 6 or len(element.text or "") > 4 * most:
        return ""
    text = " ".join("".join(element.itertext()).split())
    return text if len(text) <= most else ""


def _see_name(inner: Any, role: _Role, prop: str, names: list[tuple[int, str]]) -> None:
    if names and names[0][0] < 0:
        return
    if prop == "author":
        named = next(
            (e for e in inner.iter() if type(e.tag) is str and (e.get("itemprop") or "").lower() == "name"), inner
        )
        text = _short_text(named, MAX_NAME) or (named.get("content") or "").strip()
        if text:
            names.append((-1, text))
        return
    rank = role.name
    if rank is None and inner.tag == "a" and _USER_ADDRESS.search((inner.get("href") or "")[:300]):
        rank = 40
    if rank is not None and len(names) < 40:
        text = _short_text(inner, MAX_NAME)
        if not text and inner.tag != "a":  # a box of the author's: name, rank and time; the name leads to a page
            text = next((words for link in inner.iter("a") if (words := _short_text(link, MAX_NAME))), "")
            rank += 5
        if text and not text.isdecimal() and not _SENTENCE.search(text) and read_date(text) is None:
            names.append((rank + (0 if inner.tag == "a" else 1), text))


def _see_date(inner: Any, keys: list[str], prop: str, dates: list[tuple[int, str]], reference: datetime | None) -> None:
    if len(dates) > 4 and min(dates)[0] <= 1:  # declared, and the first of them
        return
    if prop in _CREATED:
        rank = 0
    elif inner.tag == "time":
        rank = 1
    elif not prop and inner.tag in _DATED:
        rank = 2
    else:
        return
    if not _DATE_NAMES.isdisjoint(keys):
        for name in _DATE_ATTRIBUTES:
            value = inner.get(name)
            if value and len(value) <= MAX_DATE:
                read = _from_epoch(value) or read_date(value, reference=reference)
                if read:
                    dates.append((rank, read))
                    return
    if rank == 2 and len(dates) > 2:
        return
    text = _short_text(inner, MAX_DATE)
    if text and any(c.isdigit() for c in text):
        read = read_date(text, reference=reference, short=rank < 2)
        if read:
            dates.append((rank + (0 if rank < 2 else 1), read))


def _from_epoch(value: str) -> str | None:
    if not _EPOCH.match(value):
        return None
    moment = datetime.utcfromtimestamp(int(value[:10]))
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _see_votes(inner: Any, prop: str, votes: list[tuple[int, int]]) -> None:
    if len(votes) > 20:
        return
    rank = 0 if prop == "upvotecount" else 1
    text = next((value for name in _COUNTS if (value := inner.get(name))), "") or _short_text(inner, 12)
    count = read_votes(text) if _BARE_COUNT.match(text.strip()) else None
    if count is not None:
        votes.append((rank, count))


def read_votes(text: str) -> int | None:
    """The first count of a text, with its sign.

    >>> read_votes("-3"), read_votes("2.9k points"), read_votes("1,204"), read_votes("like")
    (-3, 2900, 1204, None)
    """
    match = _COUNT.search(text)
    if match is None:
        return None
    scale = _SCALES[match["scale"].lower()] if match["scale"] else 1
    return round(float(match["n"].replace(",", "")) * scale)


def _is_accepted(element: Any) -> bool | None:
    words = _words()[2]
    node, depth = element, 0
    while node is not None and depth < 3:
        if (node.get("itemprop") or "").lower() == "acceptedanswer":
            return True
        tokens = (node.get("class") or "").lower().split()
        if any(t in words for t in tokens):
            return True
        node, depth = node.getparent(), depth + 1
    return None
