"""Titles: where a title's own words end and the site's name begins, and whether words ask something."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import any_of, load

__all__ = ["TitleParts", "asks", "split_title", "title_kind"]

_SEPARATOR = re.compile(r"_+|\s[-–—|·•|]+\s?|[-–—|]{1,2}\s|—{1,2}|\|+|(?<=[^A-Za-z0-9])-(?=[^\s-]{2,16}$)")
_SEGMENT = re.compile(
    r"(?=([-_—–|·•【\[]|\s)\s?([^-_—–|·•【】\[\]\s][^-_—–|·•【】\[\]]{1,19}?)\s*(?:$|[-_—–|·•【】\[\]]))"
)
MAX_SUFFIX = 16  # code points of one site-name segment


class TitleParts(NamedTuple):
    """Length of the title's own words (code points from its start) and the suffix behind them."""

    length: int
    suffix: str


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], re.Pattern[str]]:
    data = load("titles")
    pattern = any_of(data["asks"])
    return tuple(data["site_words"]), tuple(data["qa_words"]), tuple(data["forum_words"]), pattern


def asks(line: str) -> bool:
    """Does a line ask something, by its mark or its words?

    >>> asks("怎么关闭云相册"), asks("净水器的三大好处")
    (True, False)
    """
    return "?" in line or "?" in line or _words()[3].search(line.lower()) is not None


@lru_cache(maxsize=256)
def split_title(line: str) -> TitleParts:
    """Cut the site's name off a title: the segments from the first separator on that look like one.

    >>> split_title("怎么关掉云相册?_某某知道")
    TitleParts(length=8, suffix='_某某知道')
    >>> split_title("从A到B_怎么走").suffix
    ''
    """
    if len(line) > 160:
        return TitleParts(len(line), "")
    cuts = [m.span() for m in _SEPARATOR.finditer(line) if m.start() >= 3]
    end = len(line)
    keep = len(line)
    for start, stop in reversed(cuts):
        segment = line[stop:end].strip(" 【】[]")
        if len(segment) > MAX_SUFFIX and not segment.isascii():
            break
        if segment and not _is_site(segment, line[start:stop]):
            break
        keep, end = start, start
    if keep < len(line) and len(line[:keep].strip()) < 3:
        keep = len(line)
    return TitleParts(len(line[:keep].rstrip()), line[keep:].strip() if keep < len(line) else "")


def _is_site(segment: str, separator: str) -> bool:
    if segment.endswith(_words()[0]) or segment.startswith(("【", "www")):
        return True
    if any(word in segment for word in _words()[0] if len(word) > 1):
        return len(segment) <= MAX_SUFFIX and not asks(segment)
    # `_` hardly stands inside a sentence: a short last segment behind it is a section's or the site's name, often cut.
    return "_" in separator and len(segment) <= 8 and not asks(segment)


@lru_cache(maxsize=256)
def title_kind(line: str) -> str:
    """`qa`, `forum` or nothing: what the segments behind a title's own words say of the page.

    A segment tells by its end, as site names do; one behind a mere space must be a word of its own.

    >>> title_kind("怎么关掉云相册?_某某知道"), title_kind("相册不同步 - 云相册论坛 - 某某网"), title_kind("大家快来看吧")
    ('qa', 'forum', '')
    """
    if len(line) > 160:
        return ""
    _, qa, forum, _ = _words()
    for match in _SEGMENT.finditer(line, 3):
        segment = match.group(2).strip()
        if len(segment) > MAX_SUFFIX:
            continue
        if segment.endswith(qa):
            return "qa"
        if segment.endswith(forum) and (match.group(1).strip() or not segment.endswith("吧")):
            return "forum"
    return ""
