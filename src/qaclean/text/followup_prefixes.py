"""Turns: labels of what came after an answer (追问, 追答), and of what the asker added to the question (问题补充).

Both the stripper (such a line is no furniture) and the parser read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import load

__all__ = ["DETAIL", "FOLLOWUP", "Turn", "find_turns", "has_turns", "is_reply", "opening_turn"]

FOLLOWUP, DETAIL = "followup", "detail"
LONGEST_REPLY = 8  # code points of a label such as `回答:`, with what stands before it
_DATE = r"\s{0,2}[0-9]{2,4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?(?:\s{0,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_EDGE = r"(?:^|(?<=[\s。.!?;)\]】”…~]))"
_CLOSED = r"(?:^|(?<=[。.!?…~])\s?|(?<=[。.!?…~]\s))"
# What a label without a colon must go on with, so that `追问真相` is none: words that open a sentence, and a question in it.
_GLUED = r"(?=[我那这可但谢还不嗯为怎如好请能有没就什哦对啊额呵][^\n]{0,200}?(?:\?|吗|呢|怎么|谢谢))"


class Turn(NamedTuple):
    """A label at `[start, end)`, its colon, its date and the white space behind it included.

    `kind`: FOLLOWUP, under the answer before it, or DETAIL, the asker's own description; `asks` tells 追问 from 追答. `late`: a
    detail that may stand below the answers (问题补充).
    """

    start: int
    end: int
    kind: str
    asks: bool
    late: bool = False


class _Patterns(NamedTuple):
    needs: tuple[str, ...]  # one of them stands in every text that has a turn
    turn: re.Pattern[str]
    reply: re.Pattern[str]
    replied: re.Pattern[str]
    late: frozenset[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    data = load("labels")
    asked, told, detail = data["followup_question"], data["followup_answer"], data["detail"]
    words = [*asked, *told, *detail]
    needs = tuple(w for w in words if not any(other != w and other in w for other in words))
    q, a, d = _any(asked), _any(told), _any(detail)
    behind = rf"(?:{_DATE}\s{{0,2}}:?|\s{{0,2}}:(?!\s?[“\"「『]))"
    turn = re.compile(
        rf"{_EDGE}(?:[\[【(](?:(?P<q1>{q})|{a})[\]】)]\s?:?|(?:(?P<q2>{q})|{a}){behind})\s{{0,2}}"
        rf"|{_CLOSED}(?:(?P<q3>{q})|{a})(?:\s*$|(?<=追答)(?=[^和与的])|(?<=追问){_GLUED})"
        rf"|^[\[【(]?(?P<d>{d})(?:[\]】)]\s?:?|{_DATE}\s?:?|\s{{0,2}}:|\s*$)\s{{0,2}}"
    )
    reply = re.compile(rf"(?:(?<=\s)|(?<=[。.!?…~]))(?:{_any(data['reply'])})(?:\s?:|\s|(?<=[?。!~…]\s回答))\s{{0,2}}")
    replied = re.compile(rf"(?:^|[\s。.!?…~])(?:{_any(data['reply'])})\s?:\s{{0,2}}$")
    return _Patterns(needs, turn, reply, replied, frozenset(data["late_detail"]))


def _any(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def has_turns(text: str) -> bool:
    """A cheap test: can the (folded) text of a page have such labels at all?"""
    return any(word in text for word in _patterns().needs)


def find_turns(text: str, start: int, end: int) -> list[Turn]:
    """The labels of turns in the (folded) line `text[start:end]`; `asks` tells 追问 from 追答.

    >>> [(f.start, f.end, f.asks) for f in find_turns("行。追问:几天? 回答:三天", 0, 15)]
    [(2, 5, True), (9, 12, False)]
    """
    line = text[start:end]
    return [turn._replace(start=start + turn.start, end=start + turn.end) for turn in _turns(line)]


def _turns(line: str) -> Iterator[Turn]:
    found = _patterns()
    followed = False
    at = 0
    while match := found.turn.search(line, at):
        if followed:
            yield from _replies(line, at, match.start())
        yield _turn(match)
        followed = not match["d"]
        at = match.end()
    if followed:
        yield from _replies(line, at, len(line))


def _turn(match: re.Match[str]) -> Turn:
    asks = any(match[name] is not None for name in ("q1", "q2", "q3", "d"))
    late = match["d"] in _patterns().late
    return Turn(match.start(), match.end(), DETAIL if match["d"] else FOLLOWUP, asks, late)


def _replies(line: str, start: int, end: int) -> Iterator[Turn]:
    for match in _patterns().reply.finditer(line, start, end):
        yield Turn(match.start(), match.end(), FOLLOWUP, False)


def opening_turn(line: str) -> Turn | None:
    """The label that a (folded) line begins with.

    >>> opening_turn("追问 2013-04-05 12:30")
    Turn(start=0, end=19, kind='followup', asks=True, late=False)
    >>> opening_turn("行。追问:几天?") is None
    True
    """
    match = _patterns().turn.match(line) if has_turns(line) else None
    return None if match is None else _turn(match)


def is_reply(text: str, start: int) -> bool:
    """Does a plain 答: or 回答: stand right before `start`?

    >>> is_reply("几天?答:三天", 5), is_reply("最佳答案:三天", 5)
    (True, False)
    """
    return _patterns().replied.search(text[max(start - LONGEST_REPLY, 0) : start]) is not None
