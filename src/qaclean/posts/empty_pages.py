"""Pages that hold nothing: those that only say why (deleted, not found, log in first, an error), and those that list other pages.

A page is a notice when a short line of it says so (`rules/notices.toml`), no line of running text speaks for content, and nothing is
kept but the notice and its like. It is an index when many dated records of hardly any text hold most of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.patterns import compile_at_once
from qaclean.posts.counted_rows import counts_rows
from qaclean.posts.index_pages import index_kind, title_parts
from qaclean.posts.line_shapes import shape_of
from qaclean.posts.line_words import heads_only_answers
from qaclean.posts.linked_rows import are_linked_rows
from qaclean.posts.listings import find_listing
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.posts.sign_in_pages import asks_for_password, is_sign_in_page, names_sign_in
from qaclean.rules import load
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.columns import fills_columns
from qaclean.text.titles import asks

__all__ = ["LISTS", "RUNNING", "EmptyPage", "find_emptiness", "find_notice", "listed_pages", "told_by_names"]

MAX_HEAD_OF_ANSWERS, FEWEST_HEADS = (
    24,
    2,
)  # code points of a line that heads answers, and how many of them prove a page of answers
MAX_NOTICE = 80  # code points of a line that is a notice
MAX_LONG = 240  # ... of one of those that explain themselves
_LONG = frozenset(
    (
        *("forum-notice", "nothing-matched", "parked-domain", "consent-wall", "needs-script", "gone-hint", "no-site"),
        *("gone-in-words", "log-in-first", "blocked", "server-says", "redirected", "maintenance", "consent-in-words"),
        "nothing-found",
    )
)
MAX_OTHER = 120  # code points of running text beside it
_ASKED = frozenset(
    (
        *("no-site", "gone-hint", "gone", "gone-latin", "gone-cjk", "gone-in-words", "gone-board", "server-error"),
        *("server-says", "blocked", "redirected", "maintenance", "nothing-found"),
    )
)  # what people ask about, too
_STATES = compile_at_once(
    r"(?:the|this|that|these|sorry|your|we)\b", re.IGNORECASE
)  # how an English sentence begins that asks nothing, whatever words it holds
RUNNING = 40  # code points outside links of a line of running text
_LISTED = compile_at_once(r"thread|topic|result|subject")  # what listings call their rows
_LISTS = compile_at_once(r"(?:thread|topic|question)s?[_-]?(?:list|summary|row)")  # ... and nobody else
TITLE = 4  # code points of a link that is the title of a row
MANY = 10  # records of an index
LISTS = "the page holds links and no text of its own: an index, a search result or a notice"
TEASER = 120  # code points of its median record


class EmptyPage(NamedTuple):
    """Why a page is empty: `reason` and `rule` of the removals of what else would be kept, and the words of the warning."""

    reason: str
    rule: str
    message: str


def find_emptiness(
    document: Document, evidence: Sequence[Evidence], elements: Sequence[RepeatedElements]
) -> EmptyPage | None:
    """Why a page with layout holds nothing, or None where it may hold something."""
    layout = document.layout
    if layout is None:
        return None
    if _shows_nothing(layout, evidence):
        return EmptyPage("site_chrome", "no-text", "the page shows nothing but its title")
    posts = bool(elements) and elements[0].is_posts
    if not posts and is_sign_in_page(layout, evidence):
        return EmptyPage("site_chrome", "sign-in", "the page only lets one in: it holds a form and nothing to read")
    notice = None if posts else find_notice(texts_of(evidence), [o.link for o in layout.origins])
    if notice is None and not posts:
        notice = titled_notice(evidence, layout)
    if notice is not None:
        return EmptyPage("site_chrome", "notice", f"the page only says why it shows nothing ({notice})")
    listed = (
        _is_index(document, layout, elements)
        or index_kind(evidence, layout, elements) is not None
        or counts_rows(texts_of(evidence))
        or (posts and are_linked_rows(layout, evidence, elements[0]))
    )
    return EmptyPage("navigation", "link-list", LISTS) if listed else None


def _shows_nothing(layout: Layout, evidence: Sequence[Evidence]) -> bool:
    """Whether a page has a title and at most some links below it: scripts or frames fetch what it holds."""
    if not layout.head.title or layout.images or layout.head.json_ld:
        return False
    return (
        all(5 * origin.link >= 4 * seen.length for seen, origin in zip(evidence[1:4], layout.origins[1:4], strict=True))
        and len(evidence) <= 4
    )


def listed_pages(evidence: Sequence[Evidence]) -> EmptyPage | None:
    """Why a dump holds nothing: it only lists other pages; None for another, and for one with heads of answers: lists beside these are of other pages."""
    if not find_listing(evidence) or _answers_stand_below(evidence):
        return None
    return EmptyPage("navigation", "link-list", LISTS)


def _answers_stand_below(evidence: Sequence[Evidence]) -> bool:
    """Whether two lines, each of a form that comes once, head the answers of a question: rows that count answers come again and again."""
    heads = [
        shape.key
        for seen in evidence
        if seen.length <= MAX_HEAD_OF_ANSWERS and heads_only_answers(shape := shape_of(seen.text))
    ]
    return sum(count == 1 for count in Counter(heads).values()) >= FEWEST_HEADS


def _is_index(document: Document, layout: Layout, elements: Sequence[RepeatedElements]) -> bool:
    """Whether the page lists threads or results."""
    many = [row for row in elements[:3] if len(row.nodes) >= MANY]
    lists = [row for row in many if _LISTS.search(layout.nodes.names[row.nodes[0]])]
    rows = [*lists, *(row for row in many if row not in lists and row.dated >= 0.7 and _LISTED.search(row.word))]
    if not rows:
        return False
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    solid = [0, *accumulate(piece.end - piece.start for piece in document.pieces)]
    for row in rows:
        sizes = sorted(solid[lasts[n]] - solid[firsts[n]] for n in row.nodes)
        linked = sum(origin.link for n in row.nodes for origin in layout.origins[firsts[n] : lasts[n]])
        titled = sum(any(o.link >= TITLE for o in layout.origins[firsts[n] : lasts[n]]) for n in row.nodes)
        listed = 3 * linked > sum(sizes) or (row in lists and titled >= 0.9 * len(sizes))
        if 2 * sum(sizes) >= solid[-1] and sizes[len(sizes) // 2] < TEASER and listed:
            return True
    return False


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    return compile_at_once(load("indexes")["notices"])


def titled_notice(evidence: Sequence[Evidence], layout: Layout) -> str | None:
    """`titled` or `sign-in` where the title or a heading is just the name of such a page and hardly any running text stands below."""
    running = 0
    for seen, origin in zip(evidence, layout.origins, strict=True):
        if fills_columns(seen.text, RUNNING + origin.link):
            running += max(seen.length - origin.link, 0)
            if running > MAX_OTHER:
                return None
    headings = [
        seen.text.lower() for seen, origin in zip(evidence, layout.origins, strict=True) if 0 < origin.level <= 2
    ]
    return told_by_names([*title_parts(layout), *headings], texts_of(evidence))


def told_by_names(names: Sequence[str], lines: Sequence[str]) -> str | None:
    """`titled` or `sign-in` where one of a page's names, folded and in lower case, is just that of a notice or of a page that lets one in.

    >>> told_by_names(["404", "shed notes"], []), told_by_names(["sign in"], ["Password:"]), told_by_names(["sign in"], [])
    ('titled', 'sign-in', None)
    """
    if any(_titles().fullmatch(name) for name in names):
        return "titled"
    # The names last: their pattern takes longer to compile than any other.
    return "sign-in" if asks_for_password(lines) and any(map(names_sign_in, names)) else None


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["id"], compile_at_once(row["pattern"])) for row in load("notices")["notice"])


def notice_of(line: str) -> str | None:
    """The id of the notice that a folded line gives, if it gives one.

    >>> notice_of("抱歉,该问题已被删除"), notice_of("问题解决了")
    ('gone', None)
    """
    return _notice_of(line) if len(line) <= MAX_LONG else None


@remembered(REMEMBERED)
def _notice_of(line: str) -> str | None:
    short = len(line) <= MAX_NOTICE
    return next((name for name, pattern in _patterns() if (short or name in _LONG) and pattern.search(line)), None)


def find_notice(lines: Sequence[str], links: Sequence[int]) -> str | None:
    """The notice that a page of these folded lines is, or None; `links` holds how many code points of each stand in links.

    >>> find_notice(["首页", "抱歉,该问题已被删除", "返回首页"], [2, 0, 4])
    'gone'
    >>> find_notice(["请先登录", "先关总阀,再把旧垫片取下来,换上新的,拧紧以后开阀试水,不漏就好了。" * 4], [4, 0])
    """
    other = 0
    names: dict[int, str] = {}
    long = [i for i, line in enumerate(lines) if len(line) - links[i] >= RUNNING]
    for i in long:  # these first: nearly every page of content is settled by a few of them
        name = _notice_told(lines[i])
        if name is None:
            other += len(lines[i]) - links[i]
            if other > MAX_OTHER:
                return None
        else:
            names[i] = name
    seen = set(long)
    first = min(names, default=len(lines))
    short = (name for i in range(first) if i not in seen and (name := _notice_told(lines[i])))
    return next(short, names.get(first))


def _notice_told(line: str) -> str | None:
    """The id of the notice that a line gives and does not ask about."""
    name = notice_of(line)
    told = line.endswith((".", "\u3002")) or ("?" not in line and _STATES.match(line) is not None)
    return None if name in _ASKED and asks(line) and not told else name
