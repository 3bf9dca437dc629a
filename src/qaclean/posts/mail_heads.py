"""Heads and feet of posts on boards that grew from mail (`发信人: ann (Ann), 信区: House`, `※ 来源:·…`): they are none of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import load

__all__ = ["is_mail_head", "without_mail_lines"]

MAX_LINE = 120  # code points of such a line
MOST = 6  # lines of a head, and of a foot
MARK = "--"  # above a signature, the whole line


class _Words(NamedTuple):
    heads: tuple[str, ...]
    lines: tuple[str, ...]
    feet: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    return _Words(tuple(data["mail_heads"]), (*data["mail_heads"], *data["mail_lines"]), tuple(data["mail_feet"]))


def is_mail_head(line: str) -> bool:
    """Whether a folded line begins as nothing but one of a mail's head does.

    >>> is_mail_head("发信站: 水边社区 (2018年11月19日 09:40:05 一), 站内"), is_mail_head("标题: 不重要")
    (True, False)
    """
    return len(line) <= MAX_LINE and line.lower().startswith(_words().heads)


def without_mail_lines(lines: Sequence[str], *, known: bool = False) -> tuple[int, int]:
    """The first line of what is said and the one behind its last; of lines without such a head all, unless it is `known` to have stood above.

    >>> without_mail_lines(["发信人: ann (Ann), 信区: House", "标 题: Re: 漏水", "整个换吧", "--", "踏实一点", "※ 来源:·水边社区"])
    (2, 3)
    """
    words = _words().lines
    at = (n for n, line in enumerate(lines[:MOST]) if len(line) > MAX_LINE or not line.lower().startswith(words))
    first = next(at, min(len(lines), MOST))
    if not (known or any(map(is_mail_head, lines[:first]))):
        return 0, len(lines)
    low = max(first, len(lines) - MOST)
    return first, next((n for n in range(low, len(lines)) if _is_foot(lines[n])), len(lines))


def _is_foot(line: str) -> bool:
    return line == MARK or (len(line) <= MAX_LINE and line.startswith(_words().feet) and not line.startswith(MARK))
