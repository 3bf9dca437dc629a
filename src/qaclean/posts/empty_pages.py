"""Pages that hold nothing: those that only say why (deleted, not found, log in first, an error), and those that list other pages.

A page is a notice when a short line of it says so (`rules/notices.toml`), no line of running text speaks for content, and nothing is
kept but the notice and its like. It is an index when many dated records of hardly any text hold most of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from qaclean.posts.listings import find_listing
from qaclean.posts.repeated_elements import RepeatedElements
from qaclean.rules import load
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.titles import asks

__all__ = ["EmptyPage", "find_emptiness", "find_notice", "listed_pages"]

MAX_NOTICE = 80  # code points of a line that is a notice
MAX_LONG = 240  # ... of one of those that explain themselves
_LONG = frozenset(("forum-notice", "nothing-matched", "parked-domain", "consent-wall"))
MAX_OTHER = 120  # code points of running text beside it
_ASKED = frozenset(("gone", "gone-latin", "gone-cjk", "server-error"))  # what people ask about, too
RUNNING = 40  # code points outside links of a line of running text
_LISTED = re.compile(r"thread|topic|result|subject")  # what listings call their rows
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
    posts = bool(elements) and elements[0].is_posts
    notice = None if posts else find_notice([e.text for e in evidence], [o.link for o in layout.origins])
    if notice is not None:
        return EmptyPage("site_chrome", "notice", f"the page only says why it shows nothing ({notice})")
    return EmptyPage("navigation", "link-list", LISTS) if _is_index(document, layout, elements) else None


def listed_pages(evidence: Sequence[Evidence]) -> EmptyPage | None:
    """Why a dump holds nothing: it only lists other pages; None for another."""
    return EmptyPage("navigation", "link-list", LISTS) if find_listing(evidence) else None


def _is_index(document: Document, layout: Layout, elements: Sequence[RepeatedElements]) -> bool:
    """Whether the page lists threads or results."""
    rows = [r for r in elements[:3] if len(r.nodes) >= MANY and r.dated >= 0.7 and _LISTED.search(r.word)]
    if not rows:
        return False
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts
    solid = [0, *accumulate(piece.end - piece.start for piece in document.pieces)]
    for row in rows:
        sizes = sorted(solid[lasts[n]] - solid[firsts[n]] for n in row.nodes)
        linked = sum(origin.link for n in row.nodes for origin in layout.origins[firsts[n] : lasts[n]])
        if 2 * sum(sizes) >= solid[-1] and sizes[len(sizes) // 2] < TEASER and 3 * linked > sum(sizes):
            return True
    return False


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["id"], re.compile(row["pattern"])) for row in load("notices")["notice"])


@lru_cache(maxsize=4096)
def notice_of(line: str) -> str | None:
    """The id of the notice that a folded line gives, if it gives one.

    >>> notice_of("抱歉,该问题已被删除"), notice_of("问题解决了")
    ('gone', None)
    """
    if len(line) > MAX_LONG:
        return None
    short = len(line) <= MAX_NOTICE
    return next((name for name, pattern in _patterns() if (short or name in _LONG) and pattern.search(line)), None)


def find_notice(lines: Sequence[str], links: Sequence[int]) -> str | None:
    """The notice that a page of these folded lines is, or None; `links` holds how many code points of each stand in links.

    >>> find_notice(["首页", "抱歉,该问题已被删除", "返回首页"], [2, 0, 4])
    'gone'
    >>> find_notice(["请先登录", "先关总阀,再把旧垫片取下来,换上新的,拧紧以后开阀试水,不漏就好了。" * 4], [4, 0])
    """
    found = None
    other = 0
    for line, linked in zip(lines, links, strict=True):
        name = notice_of(line)
        if name in _ASKED and asks(line) and not line.endswith((".", "\u3002")):
            name = None
        found = found or name
        if name is None and len(line) - linked >= RUNNING:
            other += len(line) - linked
            if other > MAX_OTHER:
                return None
    return found
