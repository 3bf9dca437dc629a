"""Who wrote a post of an HTML page, when, with how many votes, and whether it was accepted: read from its element.

What templates declare (microdata, `<time>`, data attributes) comes first, then class words (`rules/layout.toml`), then addresses of
user pages, then a date in a short text. What none of them says is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Any, Generic, NamedTuple, TypeVar

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED_LENGTH, REMEMBERED_NAMES
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.posts.model import PostFields
from qaclean.rules import load
from qaclean.text.counts import whole_count
from qaclean.text.date_order import year_first
from qaclean.text.dates import read_date

__all__ = ["is_accepted", "read_post_fields"]

_Value = TypeVar("_Value", str, int)
NO_RANK = 1000
PARTS = 10  # the rank of a name's word from which it is a part of a class word alone
MAX_ELEMENTS = 1500  # of a post that are looked at
MAX_NAME = 40  # code points
MAX_SPACES = 3  # between the words of a name that ends with a full stop
MAX_COUNTED = 20  # code points of a button with its count
MAX_DATE = 60  # code points of a text that is a date
_PARTS = compile_at_once(r"[\s_-]+")
_COUNTING = frozenset(("a", "span", "button", "em", "i", "b", "div", "p", "li"))  # elements whose text may count votes
_USER_ADDRESS = compile_on_use(
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
_COUNTS = ("data-value", "content", "data-count", "data-score", "data-votes", "data-votecount", "data-evaluate")
_SENTENCE = compile_on_use(r"[\u3002\uff01\uff1f\uff0c]|[,;!?](?:\s|[\u3400-\u9fff])")  # no name has it
_BESIDE = compile_on_use(
    r"(?P<before>(?:[^\W\d]{1,12}(?:\s[^\W\d]{1,12}){0,2})?)\s?[(\uff08\[]?\s?(?P<count>[0-9][0-9.,]{0,9}[kKmM\u4e07]?)\s?[)\uff09\]]?\s?"
    r"(?P<behind>[^\W\d]{0,12})"
)
_DIGIT = compile_at_once("[0-9]")
_LABEL = compile_on_use(r"[:\uff1a]\s?\S")  # of something else that is told of a member
_EPOCH = compile_on_use(r"^1[0-9]{9}(?:[0-9]{3})?$")


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, int], frozenset[str], frozenset[str]]:
    data = load("layout")
    return (
        {word: rank for rank, word in enumerate(data["author"])},
        frozenset(data["votes"]),
        frozenset(data["accepted"]),
    )


@lru_cache(maxsize=1)
def _beside_votes() -> frozenset[str]:
    return frozenset((*load("layout")["votes_around"], ""))


def read_post_fields(
    element: Any, reference: datetime | None = None, *, name: bool = True, date: bool = True, month: str = ""
) -> PostFields:
    """The fields of the post that `element` holds; without its author or date where these are not asked for. `month`: which number of a date is
    the month, where the page tells it (`date_order.day_and_month`).

    >>> from lxml import etree
    >>> read_post_fields(etree.HTML("<div><a class=username>Ann</a> <time datetime='2020-05-01T10:00:00Z'>May 1</time> Hi</div>"))[:2]
    ('Ann', '2020-05-01T10:00:00Z')
    """
    names: _Best[str] = _Best(NO_RANK if name else -3)
    dates: _Best[str] = _Best(NO_RANK if date else 0)
    votes: _Best[int] = _Best()
    _see_attributes(element, names, dates, votes)
    for inner, tag in _elements(element):
        keys = inner.keys()
        role = _role_of(inner.get("class", "")) if "class" in keys else _NO_ROLE
        prop = inner.get("itemprop", "").lower() if "itemprop" in keys else ""
        if names.rank >= 0 and (tag == "a" or prop == "author" or role.name is not None):
            _see_name(inner, role, prop, names)
        if dates.rank and (tag in _DATED or tag == "time" or prop):
            _see_date(inner, keys, prop, dates, (reference, month))
        if role.votes or prop == "upvotecount":
            _see_votes(inner, prop, votes)
        elif votes.rank > 2 and tag in _COUNTING and len(inner) <= 2:
            _see_counted(inner, votes)
    return PostFields(names.value, dates.value, votes.value, is_accepted(element))


def _see_attributes(element: Any, names: _Best[str], dates: _Best[str], votes: _Best[int]) -> None:
    """What the attributes of a post's own element tell; those of a custom element need no prefix."""
    declared = element.get("data-author") or element.get("data-username") or element.get("data-nickname")
    if type(element.tag) is str and "-" in element.tag:
        declared = declared or element.get("author") or element.get("username")
        if read := read_date((element.get("created") or element.get("datetime") or "")[:MAX_DATE]):
            dates.take(0, read)
        if (count := whole_count(element.get("score") or "")) is not None:
            votes.take(0, count)
    if declared and not declared.strip().isdecimal():
        names.take(-2, " ".join(declared.split()))


class _Best(Generic[_Value]):
    """The value of the smallest rank (the surest), the first of those that have it."""

    def __init__(self, rank: int = NO_RANK) -> None:
        self.rank = rank
        self.value: _Value | None = None

    def take(self, rank: int, value: _Value) -> None:
        if rank < self.rank:
            self.rank, self.value = rank, value


class _Role(NamedTuple):
    """What an element's class words say: the rank of a name's word (smaller is surer), whether one counts votes."""

    name: int | None = None
    votes: bool = False


_NO_ROLE = _Role()


def _role_of(classes: str) -> _Role:
    return _known_role(classes) if len(classes) <= REMEMBERED_LENGTH else _role(classes)


def _role(classes: str) -> _Role:
    ranks, votes, _ = _words()
    tokens = classes.lower().split()
    parts = [part for token in tokens for part in re.split(r"[-_]+", token)]
    found = [ranks[token] for token in tokens if token in ranks] or [
        ranks[part] + PARTS for part in parts if part in ranks
    ]
    return _Role(min(found, default=None), not votes.isdisjoint(tokens) or not votes.isdisjoint(parts))


_known_role = remembered(REMEMBERED_NAMES)(_role)


def _elements(element: Any) -> Iterator[tuple[Any, str]]:
    """The elements of a post that are looked at, each with its tag."""
    for inner in islice(element.iter(), MAX_ELEMENTS + 1):
        tag = inner.tag
        if type(tag) is str and tag not in ("script", "style", "blockquote"):
            yield inner, tag


def _short_text(element: Any, most: int, *, between: str = "") -> str:
    own, inside = element.text or "", len(element)
    if inside > 6 or len(own) > 4 * most:
        return ""
    if not inside:  # most elements
        text = " ".join(own.split())
        return text if len(text) <= most else ""
    texts: list[str] = []
    left = most
    for text in element.itertext():
        texts.append(text)
        if len(text) > left and (left := left - sum(map(len, text.split()))) < 0:
            return ""  # the rest of a large element is not read
    text = " ".join(between.join(texts).split())
    return text if len(text) <= most else ""


def _see_name(inner: Any, role: _Role, prop: str, best: _Best[str]) -> None:
    if prop == "author":
        named = next(
            (e for e in inner.iter() if type(e.tag) is str and (e.get("itemprop") or "").lower() == "name"), inner
        )
        text = _short_text(named, MAX_NAME) or (named.get("content") or "").strip()
        if text:
            best.take(-1, text)
        return
    rank = role.name
    if rank is None and inner.tag == "a" and _USER_ADDRESS.search((inner.get("href") or "")[:300]):
        rank = 40
    if rank is None or rank >= best.rank:
        return
    text = _without_counts(inner, _short_text(inner, MAX_NAME))
    if not text and inner.tag != "a":  # a box of the author's: name, rank and time; the name leads to a page
        text = next((words for link in inner.iter("a") if (words := _short_text(link, MAX_NAME))), "")
        rank += 5
    if (
        text
        and not text.isdecimal()
        and not (rank >= PARTS and _LABEL.search(text))
        and not _is_sentence(text)
        and read_date(text) is None
    ):
        best.take(rank + (inner.tag != "a"), text)


def _without_counts(box: Any, text: str) -> str:
    """The words of a box that names an author, without the counts, ranks and badges behind the link to the member, or behind the element that is
    called a name: `ann 83 ●2 ●6` is `ann`."""
    if box.tag == "a" or not text or not len(box):
        return text
    link = next((words for inner in box.iter("a") if (words := _short_text(inner, MAX_NAME))), "")
    link = link or next(
        (words for inner in box.iter() if _is_named(inner) and (words := _short_text(inner, MAX_NAME))), ""
    )
    return link if link and text.startswith(link) and read_date(text) is None else text


def _is_named(inner: Any) -> bool:
    """Whether the class words of an element call it a name."""
    return type(inner.tag) is str and "name" in _PARTS.split((inner.get("class") or "").lower())


def _is_sentence(text: str) -> bool:
    """Whether a short text is what a post says, not a name.

    >>> [_is_sentence(text) for text in ("Sammy Davis Jr.", "K. Obara", "유리에 비닐을 붙이면 물이 덜 맺힙니다.", "换了，好了")]
    [False, False, True, True]
    """
    return _SENTENCE.search(text) is not None or (text.endswith(".") and text.count(" ") > MAX_SPACES)


def _see_date(inner: Any, keys: list[str], prop: str, best: _Best[str], known: tuple[datetime | None, str]) -> None:
    reference, month = known
    if prop in _CREATED:
        rank = 0
    elif inner.tag == "time":
        rank = 1
    elif not prop and inner.tag in _DATED:
        rank = 2
    else:
        return
    if rank >= best.rank:
        return
    if not _DATE_NAMES.isdisjoint(keys):
        for name in _DATE_ATTRIBUTES:
            value = inner.get(name)
            if value and len(value) <= MAX_DATE:
                read = _from_epoch(value) or read_date(year_first(value, month), reference=reference)
                if read:
                    best.take(rank, read)
                    return
    rank += rank == 2
    if rank >= best.rank:
        return
    text = _short_text(inner, MAX_DATE, between=" ")
    if text and any(c.isdigit() for c in text):
        read = read_date(year_first(text, month), reference=reference, short=rank < 2)
        if read and not _dates_member(text):
            best.take(rank, read)


def _dates_member(text: str) -> bool:
    """Whether a date tells of the member, not of the post, by its label: `Joined: 2011-01-01`.

    >>> _dates_member("注册时间：2017-03-12"), _dates_member("2017-03-12")
    (True, False)
    """
    return _member_dates().search(text.lower()) is not None


@lru_cache(maxsize=1)
def _member_dates() -> re.Pattern[str]:
    labels = sorted(load("post_lines")["member_dates"], key=lambda label: (-len(label), label))
    return compile_at_once(rf"(?:{'|'.join(map(re.escape, labels))})\s?[:\uff1a]\s?[0-9]")


def _from_epoch(value: str) -> str | None:
    if not _EPOCH.match(value):
        return None
    moment = datetime.fromtimestamp(int(value[:10]), UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def _see_votes(inner: Any, prop: str, best: _Best[int]) -> None:
    rank = 0 if prop == "upvotecount" else 1
    if rank >= best.rank:
        return
    text = next((value for name in _COUNTS if (value := inner.get(name))), "") or _short_text(inner, MAX_COUNTED)
    count = whole_count(text)
    if count is None:
        count = _counted(text)
    if count is not None:
        best.take(rank, count)


def _counted(text: str) -> int | None:
    """The votes of a text in which nothing but their words stands beside the number: `赞同 12`, `有用(3)`."""
    match = _BESIDE.fullmatch(text)
    if match is None or not {match["before"].strip().lower(), match["behind"].strip().lower()} <= _beside_votes():
        return None
    return whole_count(match["count"])


def _see_counted(inner: Any, best: _Best[int]) -> None:
    """Votes that only the words of a button tell."""
    if not len(inner) and _DIGIT.search(inner.text or "") is None:  # most elements
        return
    text = _short_text(inner, MAX_COUNTED)
    if text and not text.isdecimal() and text[0] not in "(\uff08[" and not text[0].isdigit():
        count = _counted(text)
        if count is not None:
            best.take(2, count)


def is_accepted(element: Any) -> bool | None:
    """Whether an element, or one of the two around it, says that its answer was accepted; None where none does."""
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
