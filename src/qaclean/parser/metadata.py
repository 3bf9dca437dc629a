"""What removed lines told: breadcrumb, tags, date, views, author. Unknown is None, never a guess."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.document import Document, Removal

__all__ = ["Facts", "read_date", "read_facts"]

_HERE = re.compile(r"^[^::>»›]{2,10}[::]\s*")
_CRUMB = re.compile(r"\s*(?:>|»|›|>|→|/|-)\s*")
_TAGS = re.compile(
    r"(?:标签|關鍵詞|关键词|关键字|TAGS?|[Tt]ags?|標籤|タグ|태그|Schlagwörter)\s?[::]\s*(.+)", re.IGNORECASE
)
_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?[-/.年]\s?([0-9]{1,2})\s?[-/.月]\s?([0-9]{1,2})(?![0-9])(?:\s?[日号])?"
    r"(?:[\sT]{1,3}([0-9]{1,2})[::]([0-9]{2})(?:[::]([0-9]{2}))?)?"
)
_VIEWS = re.compile(
    r"(?:阅读量|浏览量|点击量|阅读|浏览|点击|人气|查看|閱讀|瀏覽|指数|浏览次数|阅读次数|点击次数|Views?)\s?[::]?\s?\(?([0-9][0-9,]{0,11})"
    r"|([0-9][0-9,]{0,11})\s?(?:次|人)?(?:阅读|浏览|点击|看过|views)"
)
_AUTHOR = re.compile(
    r"(?:作者|编辑|责任编辑|责编|发布者|上传者|作者/编辑|撰文|文)\s?[::]\s?([^\s::|,,。]{1,20}?)(?=\s|$|[|,,]|来源|时间|发布|日期|点击|阅读|浏览|手机版)"
)
MAX_CRUMB = 40  # code points of one breadcrumb entry


class Facts(NamedTuple):
    """What the page says of itself outside its content."""

    breadcrumb: list[str]
    tags: list[str]
    author: str | None
    published: str | None
    views: int | None


def read_facts(document: Document, removals: Sequence[Removal]) -> Facts:
    """Facts from the removed spans, the first statement of each kind winning."""
    breadcrumb: list[str] = []
    tags: list[str] = []
    author = published = None
    views = None
    for removal in removals:
        line = document.folded[removal.start : removal.end]
        if removal.reason == "breadcrumb":
            breadcrumb = breadcrumb or _breadcrumb(line)
        elif removal.reason == "tags":
            tags = tags or _tags(line)
        if removal.reason in ("metadata", "tags"):
            published = published or read_date(line)
            views = _views(line) if views is None else views
            author = author or _author(line)
    return Facts(breadcrumb, tags, author, published, views)


def _breadcrumb(line: str) -> list[str]:
    entries = [part.strip() for part in _CRUMB.split(_HERE.sub("", line))]
    return [entry for entry in entries if 0 < len(entry) <= MAX_CRUMB]


def _tags(line: str) -> list[str]:
    match = _TAGS.search(line)
    if not match:
        return []
    words = match.group(1)
    parts = re.split(r"[,,、;;|/]+|\s{2,}" if re.search(r"[,,、;;|]|\s{2}", words) else r"\s+", words)
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def read_date(line: str) -> str | None:
    """The first full date of a line as ISO 8601; with its time where it has one, else the date alone.

    >>> read_date(" 2021-03-24 04:17:23   阅读量:3582"), read_date("2017年3月2日"), read_date("3月2日")
    ('2021-03-24T04:17:23', '2017-03-02', None)
    """
    for match in _DATE.finditer(line):
        year, month, day = (int(match.group(k)) for k in (1, 2, 3))
        if not (1 <= month <= 12 and 1 <= day <= 31):
            continue
        date = f"{year:04d}-{month:02d}-{day:02d}"
        if match.group(4) is None or int(match.group(4)) > 23 or int(match.group(5)) > 59:
            return date
        return f"{date}T{int(match.group(4)):02d}:{match.group(5)}:{match.group(6) or '00'}"
    return None


def _views(line: str) -> int | None:
    match = _VIEWS.search(line)
    return int((match.group(1) or match.group(2)).replace(",", "")) if match else None


def _author(line: str) -> str | None:
    match = _AUTHOR.search(line)
    return match.group(1) if match else None
