"""Heads and feet of posts on boards that grew from mail (`发信人: ann (Ann), 信区: House`, `※ 来源:·…`): they are none of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.rules import load

__all__ = ["is_mail_foot", "is_mail_head", "without_mail_lines"]

MAX_LINE = 120  # code points of such a line
FEWEST = 2  # lines of a head: one label may be said
MOST = 6  # lines of a head, and of a foot
MARK = "--"  # above a signature, the whole line


@lru_cache(maxsize=1)
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    data = load("post_lines")
    return tuple(data["mail_heads"]), tuple(data["mail_feet"])


def is_mail_head(line: str) -> bool:
    """Whether a folded line begins as one of a mail's head.

    >>> is_mail_head("发信站: 水边社区 (2018年11月19日 09:40:05 一), 站内"), is_mail_head("标题不重要")
    (True, False)
    """
    return len(line) <= MAX_LINE and line.lower().startswith(_words()[0])


def is_mail_foot(line: str) -> bool:
    """Whether a folded line begins as one below what was said, or parts it from a signature."""
    return line == MARK or (len(line) <= MAX_LINE and line.startswith(_words()[1]) and not line.startswith(MARK))


def without_mail_lines(lines: Sequence[str]) -> tuple[int, int]:
    """The first line of what is said and the one behind its last; of lines without such a head all.

    >>> without_mail_lines(["发信人: ann (Ann), 信区: House", "标 题: Re: 漏水", "整个换吧", "--", "踏实一点", "※ 来源:·水边社区"])
    (2, 3)
    """
    first = next((n for n, line in enumerate(lines[:MOST]) if not is_mail_head(line)), min(len(lines), MOST))
    if first < FEWEST:
        return 0, len(lines)
    low = max(first, len(lines) - MOST)
    return first, next((n for n in range(low, len(lines)) if is_mail_foot(lines[n])), len(lines))
