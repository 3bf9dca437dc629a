"""What a page says of itself outside its content: breadcrumb, tags, date, views, author. Unknown is None, never a guess.

Facts are read from removed lines. A glued line comes apart at its names (`rules/page_facts.toml`). A fact that stands more than
once with different values belongs to a list of other pages or to the posts, not to the page, unless it stands in the page's head.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load
from qaclean.segments.document import Document, Removal
from qaclean.text.counts import COUNT, count_of, read_count
from qaclean.text.date_order import day_and_month, year_first
from qaclean.text.dates import find_dates, read_date

if TYPE_CHECKING:
    from qaclean.posts.attributions import Attribution

__all__ = ["Facts", "read_author", "read_facts", "read_views"]

MAX_LINE = 400  # code points; a longer line is no line of facts
MAX_BARE = 60  # code points of a line whose facts have no names
BARE = 3  # the rank of a fact without any name in its line; but for a date it counts above the content only
MAX_CRUMB = 40  # code points of one breadcrumb entry
MAX_TAG = 30
MAX_NAME = 20  # code points of a name
MAX_CHINESE_NAME = 12
_HERE = compile_on_use(r"^[^::>»›→]{2,10}[::]\s*")
# Blanks before a mark are read from where they begin alone: from each of them took the square of their number.
_ARROW = compile_on_use(r"(?:(?<!\s)\s+)?-{0,2}(?:>{1,2}|»|›|→)\s*")
_CRUMB = compile_at_once(r"(?:(?<!\s)\s+)?[/|]\s*|(?<!\s)\s+-\s+")
_COUNT = rf"(?<![0-9.,:/-])(?P<n>{COUNT})"
_BYLINE = compile_on_use(
    r"(?:^|[|·•/]\s?)(?:(?i:posted|written|submitted|published)\s)?(?:[Bb]y|BY|von|Von)\s(?P<name>[A-Z][\w'’.-]{1,20}(?:\s[A-Z][\w'’.-]{0,20}){0,3}|[\w.-]{3,20}(?=\son\s|\sin\s[A-Z]|\s?\||\s?,(?!\s[a-z])|$))"
)
_NAME_END = compile_on_use(r"[\s|,,。;;/()\[\]【】<>《》〔〕・·]|[0-9]{4}[-年./]|[0-9]{2}-[0-9]{2}")
_LATIN_NAME = compile_on_use(r"[A-Z][\w'’.-]{0,20}(?:\s[A-Z][\w'’.-]{0,20}){1,3}")
_SENTENCE = r"[。!?;,、:“”\"=]"  # no name has it
_TAG_SPLIT = compile_on_use(r"[,,、;;|/]+|\s{2,}")
_READ = frozenset({"metadata", "tags", "site_chrome", "share"})


class Facts(NamedTuple):
    """What the page says of itself outside its content."""

    breadcrumb: list[str]
    tags: list[str]
    author: str | None
    published: str | None
    views: int | None


class _Found(NamedTuple):
    """A fact of a line: `rank` 0 is the best name for it; `head` tells that the line stands above the content."""

    value: str | int
    rank: int
    head: bool


class _Table(NamedTuple):
    facts: dict[str, str]
    pattern: re.Pattern[str]
    ends: re.Pattern[str]
    behind: re.Pattern[str]
    nobody: frozenset[str]
    source: tuple[str, ...]
    member: re.Pattern[str]
    slash_author: re.Pattern[str]
    signed: re.Pattern[str]
    no_name: re.Pattern[str]
    views: tuple[re.Pattern[str], re.Pattern[str]]
    bare_tags: re.Pattern[str]
    no_tags: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    data = load("page_facts")
    facts = {word: fact for fact, words in data["names"].items() for word in words}
    pattern = compile_at_once(rf"(?P<fact>{_led(facts)})\s{{0,3}}(?:[::]|(?<=\w)(?=\s[::]))\s{{0,3}}[::]?\s{{0,3}}")
    ends = compile_at_once("|".join(map(re.escape, sorted(data["author"]["ends"], key=len, reverse=True))))
    author, tags = data["author"], data["tags"]
    return _Table(
        facts,
        pattern,
        ends,
        compile_at_once(rf"\s?(?:{_any(author['behind'])})(?![a-z])|\s?(?:{_any(author['months'])})\.?(?=\s?[0-9])"),
        frozenset(author["nobody"]),
        source=tuple(data["source"]["starts"]),
        member=compile_at_once(data["member"]["pattern"]),
        slash_author=compile_at_once(
            rf"(?:^|\s)(?:{_any(author['slash'])})\s?[/|]\s?(?P<name>[^\s/|,。:]{{2,12}})(?=\s|$|[|/])"
        ),
        signed=compile_at_once(
            rf"^(?P<name>[^\s/|,。:]{{2,12}})\s(?:{_any(author['signed'])})\s?:?\s?(?=[0-9]{{2,4}}[-./年])"
        ),
        no_name=compile_at_once(f"{_SENTENCE}|{_any(author['phrases'])}"),
        views=_views(data["views"]),
        bare_tags=compile_at_once(rf"^[\s|·]*(?:{_any(tags['bare'])})\s+(?P<words>\S+(?:\s+\S+){{0,12}})\s*$"),
        no_tags=frozenset(tags["none"]),
    )


def _led(names: Iterable[str]) -> str:
    """Any of the names, the longest first, Latin ones at a word's beginning; one class of first characters, to which the engine skips."""
    rests: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    bounds = {first: r"\b" if first.isascii() and first.isalpha() else "" for first in rests}
    branches = [f"(?<={bounds[first]}{re.escape(first)})(?:{'|'.join(behind)})" for first, behind in rests.items()]
    return f"[{re.escape(''.join(rests))}](?:{'|'.join(branches)})"


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _views(data: dict[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A count before one of its words, and one behind."""
    return (
        compile_at_once(rf"{_COUNT}\s?(?:{_any(data['between'])})?\s?(?:{data['behind']})"),
        compile_at_once(rf"(?:{data['before']})\s{{0,2}}\(?{_COUNT}(?![0-9/.-])"),
    )


def read_facts(
    document: Document,
    removals: Iterable[Removal],
    *,
    reference: datetime | None = None,
    content: int | None = None,
    said: Mapping[int, Attribution] | None = None,
    dated: int = 0,
) -> Facts:
    """Facts of the page from its removed spans.

    `content` is where its running text begins, `reference` the time of fetching, `said` what the attributions at
    their positions say, `dated` how many posts have dates that are known otherwise.
    """
    said = said or {}
    gathered = _Gathered(lone=dated + sum(post.dated for post in said.values()) < 2)
    for removal in removals:
        if removal.end - removal.start > MAX_LINE:
            continue
        line = document.folded[removal.start : removal.end]
        head = content is None or removal.start < content
        if removal.reason == "breadcrumb":
            gathered.breadcrumb = gathered.breadcrumb or _breadcrumb(line)
        inside = removal.start > 0 and document.folded[removal.start - 1] not in "\r\n"
        named = head and removal.reason == "noise" and ":" in line and len(line) <= MAX_BARE
        if not (removal.reason in _READ or named) or _table().member.search(line) or (inside and line[:1].isspace()):
            continue  # a date cut off the end of a line is that of a post
        own = removal.reason in ("metadata", "tags")
        if own or ":" in line:
            gathered.add(_Line(line, own, head, said.get(removal.start)), reference)
    return gathered.facts()


class _Line(NamedTuple):
    """A removed line: whether it is one of facts (`own`), whether it stands above the content, and what it says as an attribution."""

    text: str
    own: bool
    head: bool
    post: Attribution | None


class _Gathered:
    """The facts of all lines; `lone` where the page has no dates of several posts, so that its only date is its own."""

    def __init__(self, *, lone: bool) -> None:
        self.lone = lone
        self.breadcrumb: list[str] = []
        self.tags: list[_Found] = []
        self.found: dict[str, list[_Found]] = {"author": [], "published": [], "views": []}

    def add(self, line: _Line, reference: datetime | None) -> None:
        """Add what a line says."""
        named, post = [*_named(line.text)], line.post
        of_page = post is not None and post.belongs == "page"
        for fact, value, rank in _facts_of(line.text, named, reference, bare=line.own):
            alone = fact == "published" and line.own and self.lone and (post is None or post.author is None or of_page)
            if line.head or rank < BARE or alone:
                self.found[fact].append(_Found(value, rank, line.head))
        if post is not None and post.author and (line.head or of_page):
            self.found["author"].append(_Found(post.author, 0, line.head))
        words = _tags(line.text, named) if line.own else []
        if words:
            self.tags.append(_Found("\n".join(words), 0, line.head))

    def facts(self) -> Facts:
        """The facts, the best of each."""
        chosen = {fact: _choose(rows) for fact, rows in self.found.items()}
        joined = str(_choose(self.tags) or "")
        return Facts(
            self.breadcrumb,
            joined.split("\n") if joined else [],
            cast("str | None", chosen["author"]),
            cast("str | None", chosen["published"]),
            cast("int | None", chosen["views"]),
        )


def _choose(rows: list[_Found]) -> str | int | None:
    """The best-named value; of several different ones only what stands in the page's head."""
    if not rows:
        return None
    best = min(row.rank for row in rows)
    rows = [row for row in rows if row.rank == best]
    if len({row.value for row in rows}) > 1:
        rows = [row for row in rows if row.head][:1]
    return rows[0].value if rows else None


def _facts_of(
    line: str, named: list[tuple[str, str]], reference: datetime | None, *, bare: bool
) -> Iterator[tuple[str, str | int, int]]:
    """Fact, value and rank of each fact in a line; `bare`: facts without a name count too."""
    author = read_author(line, named)
    if author is not None:
        yield "author", author[0], author[1]
    bare = bare and len(line) <= MAX_BARE
    views = read_views(line, named, bare=bare)
    if views is not None:
        yield "views", views, 0 if any(fact == "views" for fact, _ in named) else BARE
    yield from _date_facts(line, named, reference, bare)


def _date_facts(
    line: str, named: list[tuple[str, str]], reference: datetime | None, bare: bool
) -> Iterator[tuple[str, str, int]]:
    for fact, value in named:
        if fact in ("published", "updated"):
            moment = read_date(value[:40], reference=reference, short=True)
            if moment is not None:
                yield "published", moment, int(fact == "updated")
                return
    if not bare:
        return
    first = line if not named else line[: _table().pattern.search(line).start()]  # type: ignore[union-attr]
    rest = " ".join([first, *(value for fact, value in named if fact in ("author", "editor", "views", "tags"))])
    source = " ".join(value for fact, value in named if fact == "other" and value)
    for text in (rest, source if _is_source(line) else ""):
        dates = [*find_dates(year_first(text, day_and_month([text])), reference=reference)]
        if len(dates) == 1 or (dates and len({d.iso for d in dates}) == 1):
            yield "published", dates[0].iso, 2 if named else BARE
            return


def _is_source(line: str) -> bool:
    return line.lstrip(" ([【").startswith(_table().source)


def _named(line: str) -> Iterator[tuple[str, str]]:
    """Field and value of each name of a line."""
    if ":" not in line:
        return
    table = _table()
    marks = [*table.pattern.finditer(line)]
    for mark, after in zip_longest(marks, marks[1:]):
        yield table.facts[mark.group("fact")], line[mark.end() : after.start() if after else len(line)].strip()


def read_author(line: str, named: Iterable[tuple[str, str]] | None = None) -> tuple[str, int] | None:
    """The author a line names, with the rank of its name (0 author, 1 editor); None for `佚名` and the like.

    >>> read_author("来源:某站时间:2017-03-22编辑:admin手机版")
    ('admin', 1)
    """
    rows = [*(_named(line) if named is None else named)]
    for rank, wanted in enumerate(("author", "editor")):
        for fact, value in rows:
            name = _name(value) if fact == wanted else None
            if name is not None:
                return name, rank
    match = _BYLINE.search(line) or _table().slash_author.search(line) or _table().signed.match(line)
    name = _name(match.group("name")) if match else None
    return (name, 0) if name is not None else None


def _name(value: str) -> str | None:
    table = _table()
    latin = _LATIN_NAME.match(value)
    if latin:
        behind = table.behind.search(value, 2)
        name = value[: min(behind.start(), latin.end()) if behind else latin.end()].rstrip(".,")
    else:
        end = _NAME_END.search(value)
        name = value[: end.start()] if end else value
        chrome = table.ends.search(name, 1)
        name = name[: chrome.start()] if chrome else name
    name = name.strip(" -_—~")
    bound = MAX_NAME if name.isascii() or latin else MAX_CHINESE_NAME
    if not 2 <= len(name) <= (40 if latin else bound) or name.lower() in table.nobody or table.no_name.search(name):
        return None
    return None if name.isdigit() or "www." in name or name.endswith((".com", ".cn", ".net")) else name


def read_views(line: str, named: Sequence[tuple[str, str]] | None = None, *, bare: bool = True) -> int | None:
    """How often the page was read, if the line says so once; `bare`: also without a name (`12次阅读`).

    >>> read_views("2016-09-16 浏览次数:4934"), read_views("阅读:次")
    (4934, None)
    """
    if _table().member.search(line):
        return None
    rows = _named(line) if named is None else named
    values: list[int | None] = [read_count(value) for fact, value in rows if fact == "views"]
    if not values and bare:
        after, before = _table().views
        found = [*after.finditer(line)] or [*before.finditer(line)]
        values = [count_of(match["n"]) for match in found]
    return values[0] if len(values) == 1 else None


def _breadcrumb(line: str) -> list[str]:
    words = _HERE.sub("", line)
    parts = (_ARROW if _ARROW.search(words) else _CRUMB).split(words)
    entries = [part.strip() for part in parts]
    return [e for e in entries if 0 < len(e) <= MAX_CRUMB and not _table().pattern.match(e)]


def _tags(line: str, named: Iterable[tuple[str, str]]) -> list[str]:
    words = next((value for fact, value in named if fact == "tags" and value), None)
    if words is None:
        bare = _table().bare_tags.match(line)
        words = bare.group("words") if bare else ""
    parts = _TAG_SPLIT.split(words) if _TAG_SPLIT.search(words) else words.split()
    kept = [part.strip(" #[]") for part in parts]
    return [tag for tag in dict.fromkeys(kept) if 0 < len(tag) <= MAX_TAG and tag not in _table().no_tags]
