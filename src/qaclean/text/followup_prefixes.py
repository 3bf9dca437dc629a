"""Prefixes of follow-ups: of what came after an answer (追问, 追答), and of what the asker added to the question (问题补充).

Both the stripper (such a line is no furniture) and the parser read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_on_use
from qaclean.rules import any_of, load
from qaclean.text.dates import WRITTEN_DATE

__all__ = [
    "DETAIL",
    "FOLLOWUP",
    "FollowupPrefix",
    "find_followup_prefixes",
    "has_followup_prefixes",
    "is_reply",
    "opening_followup_prefix",
]

FOLLOWUP, DETAIL = "followup", "detail"
LONGEST_REPLY = 8  # code points of a prefix such as `回答:`, with what stands before it
_DATE = rf"\s{{0,2}}{WRITTEN_DATE}"
_EDGE = r"(?:^|(?<=[\s。.!?;)\]】”…~]))"
_CLOSED = r"(?:^|(?<=[。.!?…~])\s?|(?<=[。.!?…~]\s))"


class FollowupPrefix(NamedTuple):
    """A prefix at `[start, end)`, its colon, its date and the white space behind it included.

    `kind`: FOLLOWUP, under the answer before it, or DETAIL, the asker's own description; `asks` tells 追问 from 追答. `late`: a
    detail that may stand below the answers (问题补充).
    """

    start: int
    end: int
    kind: str
    asks: bool
    late: bool = False


class _Patterns(NamedTuple):
    needs: re.Pattern[str]  # stands in every text that has a prefix
    prefix: re.Pattern[str]
    reply: re.Pattern[str]
    replied: re.Pattern[str]
    late: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load("prefixes")
    asked, told, detail = data["followup_question"], data["followup_answer"], data["detail"]
    words = [*asked, *told, *detail]
    needs = any_of([w for w in words if not any(other != w and other in w for other in words)])
    glued = rf"(?<={data['glued_question']})(?=[{data['glued_opens']}][^\n]{{0,200}}?(?:{_any(data['glued_asks'])}))"
    glued_answer = rf"(?<={data['glued_answer']})(?=[^{data['glued_answer_not']}])"
    q, a, d = _any(asked), _any(told), _any(detail)
    behind = rf"(?:{_DATE}\s{{0,2}}:?|\s{{0,2}}:(?!\s?[“\"「『]))"
    prefix = compile_on_use(
        rf"{_EDGE}(?:[\[【(](?:(?P<q1>{q})|{a})[\]】)]\s?:?|(?:(?P<q2>{q})|{a}){behind})\s{{0,2}}"
        rf"|{_CLOSED}(?:(?P<q3>{q})|{a})(?:\s*$|{glued_answer}|{glued})"
        rf"|^[\[【(]?(?P<d>{d})(?:[\]】)]\s?:?|{_DATE}\s?:?|\s{{0,2}}:|\s*$)\s{{0,2}}"
    )
    reply = compile_on_use(
        rf"(?:(?<=\s)|(?<=[。.!?…~]))(?:{_any(data['reply'])})(?:\s?:|\s|(?<=[?。!~…]\s{data['bare_reply']}))\s{{0,2}}"
    )
    replied = compile_on_use(rf"(?:^|[\s。.!?…~])(?:{_any(data['reply'])})\s?:\s{{0,2}}$")
    return _Patterns(needs, prefix, reply, replied, frozenset(data["late_detail"]))


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def has_followup_prefixes(text: str) -> bool:
    """A cheap test: can the (folded) text of a page have such prefixes at all?"""
    return _patterns().needs.search(text) is not None


def find_followup_prefixes(text: str, start: int, end: int) -> list[FollowupPrefix]:
    """The prefixes of follow-ups in the (folded) line `text[start:end]`; `asks` tells 追问 from 追答.

    >>> [(f.start, f.end, f.asks) for f in find_followup_prefixes("行。追问:几天? 回答:三天", 0, 15)]
    [(2, 5, True), (9, 12, False)]
    """
    line = text[start:end]
    return [prefix._replace(start=start + prefix.start, end=start + prefix.end) for prefix in _prefixes(line)]


def _prefixes(line: str) -> Iterator[FollowupPrefix]:
    found = _patterns()
    followed = False
    at = 0
    while match := found.prefix.search(line, at):
        if followed:
            yield from _replies(line, at, match.start())
        yield _prefix(match)
        followed = not match["d"]
        at = match.end()
    if followed:
        yield from _replies(line, at, len(line))


def _prefix(match: re.Match[str]) -> FollowupPrefix:
    asks = any(match[name] is not None for name in ("q1", "q2", "q3", "d"))
    late = match["d"] in _patterns().late
    return FollowupPrefix(match.start(), match.end(), DETAIL if match["d"] else FOLLOWUP, asks, late)


def _replies(line: str, start: int, end: int) -> Iterator[FollowupPrefix]:
    for match in _patterns().reply.finditer(line, start, end):
        yield FollowupPrefix(match.start(), match.end(), FOLLOWUP, False)


def opening_followup_prefix(line: str) -> FollowupPrefix | None:
    """The prefix that a (folded) line begins with.

    >>> opening_followup_prefix("追问 2013-04-05 12:30")
    FollowupPrefix(start=0, end=19, kind='followup', asks=True, late=False)
    >>> opening_followup_prefix("行。追问:几天?") is None
    True
    """
    match = _patterns().prefix.match(line) if has_followup_prefixes(line) else None
    return None if match is None else _prefix(match)


def is_reply(text: str, start: int) -> bool:
    """Does a plain 答: or 回答: stand right before `start`?

    >>> is_reply("几天?答:三天", 5), is_reply("最佳答案:三天", 5)
    (True, False)
    """
    return _patterns().replied.search(text[max(start - LONGEST_REPLY, 0) : start]) is not None
