"""Lists of boards and topics in lines of text: row after row that counts replies, views or posts, with hardly any running text between.

The proof is in the shape: two counts beside each other (`109 / 446`, `12<tab>47`, two lines that are a number each, `3 Replies` above `410 Views`),
again and again; or lines that name such counters. Boxes of members (`Posts: 940` above `Joined: 2009`) count too, hence they speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load
from qaclean.text.columns import fills_columns
from qaclean.text.dates import names_a_date

__all__ = ["counter_names", "counts_rows", "leads_on"]

FEWEST_LINES = 20
FEWEST_PAIRS, PAIR_SHARE = 8, 1 / 20  # pairs of counts, and their share of the lines
FEWEST_NAMES = 2  # names of counters beside the pairs, where their rows have no dates: prices are no counts
FEWEST_NAMED, NAMED_SHARE = 20, 0.2  # lines that name a counter, and their share
RUNNING_BY_PAIRS, RUNNING_BY_NAMES = 0.27, 0.15  # of the characters: boards describe themselves in a sentence each
RUNNING = 60  # columns of a line of running text: a wide character takes two
FEWEST_MEMBERS = 3  # boxes of members: those of a thread
MAX_COUNT, MAX_ROW, MAX_NAMED = 60, 300, 120  # code points of a line that is a count, holds two, names a counter
_NUMBER = r"[0-9](?:[0-9]{0,6}|[0-9]{0,2}(?:[., ][0-9]{3}){1,3})[kKmM]?"
_BULLET = r"[\s•\-*·|]{0,40}"
_TO = r"(?:\s{0,3}[/|·]\s{0,3}|\s{0,3}\t[\t ]{0,4}|\s{2,40})"  # from one count to the other
_PAIR = compile_at_once(rf"{_BULLET}{_NUMBER}(?:{_TO}|\s){_NUMBER}(?=[\s|]|$)")
_INNER_PAIR = compile_at_once(rf"(?:\t|\||\s\s)\s?{_NUMBER}{_TO}{_NUMBER}(?=[\s|]|$)")
_DAY = compile_at_once(rf"{_BULLET}[0-9]{{1,4}}[/. -][0-9]{{1,2}}[/. -][0-9]")
_COUNT = compile_at_once(
    rf"{_BULLET}(?:[^\W\d_][^\W\d_ ]{{0,16}}\s?:\s{{0,3}})?{_NUMBER}(?:\s?[^\W\d_]{{1,16}})?\s{{0,3}}[|:]?\s{{0,3}}"
)
_DIGIT = compile_at_once(r"[0-9]")
_SENTENCE = compile_at_once(r"[.!?。！？]|[\u3400-\u9fff][,，](?=[\u3400-\u9fff])")


class _Seen(NamedTuple):
    pairs: int
    named: int
    members: int
    running: float


def counts_rows(lines: Sequence[str]) -> bool:
    """Whether the lines of a page are a list of boards or topics. Linear.

    >>> rows = [line for n in range(8) for line in (f"Topic {n}", f"{n} Replies", f"{9 * n + 40} Views", "Last post by ann")]
    >>> counts_rows(rows), counts_rows(["Oil the wheel first, then let it dry for a day, and only then ride it."] * 40)
    (True, False)
    """
    if len(lines) < FEWEST_LINES:
        return False
    counting = [_DIGIT.search(line) is not None for line in lines]
    if sum(counting) < FEWEST_PAIRS:
        return False
    told = sum([len(line) for line in lines if len(line) > MAX_ROW and _SENTENCE.search(line)])
    if told > RUNNING_BY_PAIRS * sum(map(len, lines)):
        return False  # the cheap look: what no row is as long as
    seen = _seen_in(lines, counting)
    if seen.members >= FEWEST_MEMBERS:
        return False
    if seen.pairs >= max(FEWEST_PAIRS, PAIR_SHARE * len(lines)) and seen.running <= RUNNING_BY_PAIRS:
        return seen.named >= FEWEST_NAMES or sum(names_a_date(line) for line in lines) >= FEWEST_PAIRS
    return seen.named >= max(FEWEST_NAMED, NAMED_SHARE * len(lines)) and seen.running <= RUNNING_BY_NAMES


def _seen_in(lines: Sequence[str], counting: Sequence[bool]) -> _Seen:
    """What the lines show; `counting` says which of them hold a digit."""
    counters, member = counter_names(), _members()
    pairs = named = members = running = 0
    before = False  # whether the line above is one count
    for line, counts in zip(lines, counting, strict=True):
        lower = line.lower() if len(line) <= MAX_NAMED else ""
        named += lower != "" and counters.search(lower) is not None
        members += lower != "" and member.match(lower.lstrip(" \t•-*·|")) is not None
        two = counts and len(line) <= MAX_ROW and _has_pair(line)
        running += len(line) if fills_columns(line, RUNNING) and not two and _SENTENCE.search(line) else 0
        if before and lower and counters.fullmatch(lower):
            continue  # `3`, `Replies`, `410`, `Views`
        one = (
            counts
            and not two
            and len(line) <= MAX_COUNT
            and _COUNT.fullmatch(line) is not None
            and not names_a_date(line)
        )
        pairs += two or (one and before)
        before = one and not before
    return _Seen(pairs, named, members, running / max(1, sum(map(len, lines))))


def _has_pair(line: str) -> bool:
    return _DAY.match(line) is None and (_PAIR.match(line) is not None or _INNER_PAIR.search(line) is not None)


@lru_cache(maxsize=1)
def counter_names() -> re.Pattern[str]:
    """What the columns and counters of lists are called, as whole words, in lower case."""
    rests: dict[str, list[str]] = {}
    for name in sorted(load("indexes")["counters"], key=len, reverse=True):
        rests.setdefault(name[0], []).append(re.escape(name[1:]))
    names = "|".join(f"(?<={first})(?:{'|'.join(rows)})" for first, rows in rests.items())
    return compile_at_once(rf"[{''.join(rests)}](?<![^\W0-9].)(?:{names})(?:\b|(?=[0-9:])|$)")


@lru_cache(maxsize=1)
def _members() -> re.Pattern[str]:
    """How lines of a member's box begin, beside their count of posts."""
    return any_of(load("indexes")["members"])


def leads_on(line: str) -> bool:
    """Whether a line in lower case begins as links do that lead from a teaser to the rest.

    >>> leads_on("read more »"), leads_on("more oil")
    (True, False)
    """
    return line.startswith(_read_on())


@lru_cache(maxsize=1)
def _read_on() -> tuple[str, ...]:
    return tuple(load("indexes")["read_on"])
