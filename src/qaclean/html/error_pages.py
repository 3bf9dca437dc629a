"""Notices: pages that only say that there is nothing to see (deleted, not found, log in first, an error).

A page is a notice when a short line of it says so (`rules/notices.toml`), no line of running text speaks for content, and nothing is
kept but the notice and its like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.rules import load
from qaclean.text.titles import asks

__all__ = ["find_notice"]

MAX_NOTICE = 80  # code points of a line that is a notice
MAX_OTHER = 120  # code points of running text beside it
_ASKED = frozenset(("gone", "gone-latin", "gone-cjk", "server-error"))  # what people ask about, too
RUNNING = 40  # code points outside links of a line of running text


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["id"], re.compile(row["pattern"])) for row in load("notices")["notice"])


@lru_cache(maxsize=4096)
def notice_of(line: str) -> str | None:
    """The id of the notice that a folded line gives, if it gives one.

    >>> notice_of("抱歉,该问题已被删除"), notice_of("问题解决了")
    ('gone', None)
    """
    if len(line) > MAX_NOTICE:
        return None
    return next((name for name, pattern in _patterns() if pattern.search(line)), None)


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
        if name in _ASKED and asks(line):
            name = None
        found = found or name
        if name is None and len(line) - linked >= RUNNING:
            other += len(line) - linked
            if other > MAX_OTHER:
                return None
    return found
