"""Roles by the sections of a consultation: 健康咨询描述 asks, 病情分析 begins an answer, 指导意见 goes on with it.

The prefixes are data (`rules/prefixes.toml`, `[sections]`). They stay in the text: they say what each part is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, load
from qaclean.text.titles import asks

__all__ = ["section_of", "with_sections"]

ASKED, TOLD, BEGINS, GOES_ON = "asked", "told", "begins", "goes_on"
MAX_ASKED = 60  # code points of a line above a section that is its question
_WORDS_ALONE = compile_on_use(r"[\[【(]?[^\W\d_]+[\]】)]?[\s::]*$")
_KEYS = (ASKED, TOLD, BEGINS, GOES_ON)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    sections = load("prefixes")["sections"]
    rows = (f"(?P<{key}>{'|'.join(sorted(map(re.escape, sections[key]), key=len, reverse=True))})" for key in _KEYS)
    return compile_at_once(rf"[\[【(]?(?:{'|'.join(rows)})[\]】)]?(?:\s?[::]|\s*$)")


@lru_cache(maxsize=1)
def _words_of_answers() -> re.Pattern[str]:
    sections = load("prefixes")["sections"]
    return any_of([*sections[BEGINS], *sections[GOES_ON]])


def section_of(line: str) -> str | None:
    """What the section is that a line begins: `asked`, `told` (of the asker), `begins` or `goes_on` (an answer); None for other lines.

    >>> section_of("病情分析: 你好"), section_of("指导意见"), section_of("病情分析得很清楚")
    ('begins', 'goes_on', None)
    """
    match = _pattern().match(line)
    return match.lastgroup if match else None


def with_sections(text: str, pieces: Sequence[KeptSpan], roles: list[int]) -> list[int]:
    """The roles, where sections say more than the chain; a page without sections of answers is left as it is. `text` is folded."""
    if _words_of_answers().search(text) is None:
        return roles
    found = [section_of(text[piece.start : piece.end]) for piece in pieces]
    if BEGINS not in found and GOES_ON not in found:
        return roles
    settled = list(roles)
    for i, section in enumerate(found):
        before = settled[:i]
        if section == ASKED or (section == TOLD and QUESTION in before):
            _settle_asked(text, pieces, settled, i, main=section == ASKED)
        elif section == BEGINS and QUESTION in before:
            settled[i] = ANSWER
        elif section == GOES_ON and QUESTION in before:
            settled[i] = MORE if _in_sections(found, settled, i) else ANSWER
        elif section is None and i and _is_bare(text, pieces[i - 1], found[i - 1]) and settled[i] != QUESTION:
            settled[i] = MORE if settled[i - 1] in (ANSWER, MORE) else settled[i - 1]
        elif section is None and settled[i] == OTHER and i + 1 == len(pieces) and _in_sections(found, settled, i):
            settled[i] = MORE
    return settled


def _settle_asked(text: str, pieces: Sequence[KeptSpan], settled: list[int], i: int, *, main: bool) -> None:
    """A section of the asker: a detail of the question above, or, behind answers, of the line right above it, or a question itself."""
    last = max((at for at in range(i) if settled[at] == QUESTION), default=-1)
    answered = any(role in (ANSWER, MORE) for role in settled[last + 1 : i])
    if last >= 0 and not answered:
        settled[i] = DETAIL
        return
    if not main:
        return
    above = text[pieces[i - 1].start : pieces[i - 1].end] if i else ""
    if i and section_of(above) is None and (i == 1 or (len(above) <= MAX_ASKED and asks(above))):
        settled[i - 1], settled[i] = QUESTION, DETAIL
    elif not _is_bare(text, pieces[i], ASKED):
        settled[i] = QUESTION


def _in_sections(found: Sequence[str | None], settled: Sequence[int], i: int) -> bool:
    """Whether the answer that is open before piece i was begun by a section."""
    start = next((at for at in range(i - 1, -1, -1) if settled[at] in (ANSWER, QUESTION, OTHER)), -1)
    return start >= 0 and settled[start] == ANSWER and found[start] in (BEGINS, GOES_ON)


def _is_bare(text: str, piece: KeptSpan, section: str | None) -> bool:
    """A section's label alone on its line: what it is about stands below."""
    return section is not None and _WORDS_ALONE.match(text, piece.start, piece.end) is not None
