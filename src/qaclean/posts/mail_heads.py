"""Heads and feet of posts on boards that grew from mail (`发信人: ann (Ann), 信区: House`, `※ 来源:·…`): they are none of what is said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load

__all__ = ["MARK", "is_mail_foot", "is_mail_head", "mail_rows", "name_in_mail", "without_mail_lines"]

MAX_LINE = 120  # code points of such a line
MOST = 6  # lines of a head, and of a foot
ENOUGH = 3  # labels of a mail that tell of its head together
MARK = "--"  # above a signature, the whole line
_SENDER = compile_at_once(r"\s{0,3}(?P<name>[^\s(<,][^(<,]{0,38}?)\s{0,3}(?:$|[(<,])")


class _Words(NamedTuple):
    senders: tuple[str, ...]
    heads: tuple[str, ...]
    lines: tuple[str, ...]
    feet: tuple[str, ...]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load("post_lines")
    return _Words(
        tuple(data["mail_senders"]),
        tuple(data["mail_heads"]),
        (*data["mail_heads"], *data["mail_lines"]),
        tuple(data["mail_feet"]),
    )


def is_mail_head(line: str) -> bool:
    """Whether a folded line begins as nothing but one of a mail's head does.

    >>> is_mail_head("发信站: 水边社区 (2018年11月19日 09:40:05 一), 站内"), is_mail_head("标题: 不重要")
    (True, False)
    """
    return len(line) <= MAX_LINE and line.lower().startswith(_words().heads)


def mail_rows(lines: Sequence[str]) -> frozenset[int]:
    """The places of all lines of mails' heads. Linear.

    >>> sorted(mail_rows(["From: ann", "Date: 2011-02-03", "Subject: Gutters", "Who has one?", "Date: any"]))
    [0, 1, 2]
    """
    words = _words().lines
    begin = [len(line) <= MAX_LINE and line.lower().startswith(words) for line in lines]
    found: list[int] = []
    for is_line, run in groupby(range(len(lines)), key=begin.__getitem__):
        rows = list(run) if is_line else []
        if rows and _is_head([lines[i] for i in rows[:MOST]]):
            found += rows[:MOST]
    return frozenset(found)


def _is_head(lines: Sequence[str]) -> bool:
    """Whether lines of mails are a head: one is of no other, or there are enough labels."""
    return any(map(is_mail_head, lines)) or len({line.lower().partition(":")[0] for line in lines}) >= ENOUGH


def name_in_mail(line: str) -> str | None:
    """The name of who sent a mail, in the line of its head that tells it: without the address, or what they call themselves.

    >>> [name_in_mail(line) for line in ("发信人: ann (安), 信区: House", "From: Ann Lee <ann@a.example>", "Subject: from ann")]
    ['ann', 'Ann Lee', None]
    """
    sender = next((word for word in _words().senders if line.lower().startswith(word)), None)
    if sender is None or len(line) > MAX_LINE:
        return None
    match = _SENDER.match(line, len(sender))
    return match["name"].strip("\"' ") or None if match else None


def without_mail_lines(lines: Sequence[str], *, known: bool = False) -> tuple[int, int]:
    """The first line of what is said and the one behind its last; of lines without such a head all, unless it is `known` to have stood above.

    >>> without_mail_lines(["发信人: ann (Ann), 信区: House", "标 题: Re: 漏水", "整个换吧", "--", "踏实一点", "※ 来源:·水边社区"])
    (2, 3)
    """
    words = _words().lines
    at = (n for n, line in enumerate(lines[:MOST]) if len(line) > MAX_LINE or not line.lower().startswith(words))
    first = next(at, min(len(lines), MOST))
    if not (known or _is_head(lines[:first])):
        return 0, len(lines)
    low = max(first, len(lines) - MOST)
    return first, next((n for n in range(low, len(lines)) if _is_foot(lines[n])), len(lines))


def is_mail_foot(line: str) -> bool:
    """Whether a line below what is said tells where the mail came from.

    >>> is_mail_foot("※ 来源:·水边社区"), is_mail_foot("--")
    (True, False)
    """
    return len(line) <= MAX_LINE and line.startswith(_words().feet) and not line.startswith(MARK)


def _is_foot(line: str) -> bool:
    return line == MARK or is_mail_foot(line)
