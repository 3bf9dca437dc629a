"""What the asker tells of the question, on a page of one question and one answer that no label, name or date parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION, Seen
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load

__all__ = ["with_asker"]

MAX_DETAIL = 3  # pieces of the asker's words
MIN_DETAIL = 12  # code points of them
_ASKS_AT_END = ("?", "\uff1f")
_LATIN = compile_at_once(r"\b(?:I|[Mm]y|[Ww]e|[Oo]ur)\b|\bich\b|\b[Mm]ein")


@lru_cache(maxsize=1)
def _first_person() -> re.Pattern[str]:
    return any_of(load("roles")["asker"])


def with_asker(roles: list[int], seen: Sequence[Seen]) -> list[int]:
    """The roles, where what stands right below the only question, speaks of the writer and asks again is the asker's, and all behind it
    is the answer. The page must have no more than the one answer behind it, and nothing may have been removed between the two."""
    if roles[:2] != [QUESTION, ANSWER] or QUESTION in roles[1:] or roles.count(ANSWER) > 2:
        return roles
    last = next((i for i in range(1, min(MAX_DETAIL + 1, len(seen))) if seen[i].text.endswith(_ASKS_AT_END)), 0)
    words = " ".join(piece.text for piece in seen[1 : last + 1])
    if not last or last + 1 >= len(seen) or len(words) < MIN_DETAIL or not _is_of_writer(words):
        return roles
    if any(role == ANSWER for role in roles[last + 2 :]) or any(piece.removed for piece in seen[1 : last + 2]):
        return roles
    if any(piece.text.endswith(_ASKS_AT_END) for piece in seen[last + 1 :]):
        return roles
    behind = [MORE if role in (ANSWER, MORE, OTHER) else role for role in roles[last + 2 :]]
    return [QUESTION, *[DETAIL] * last, ANSWER, *behind]


def _is_of_writer(words: str) -> bool:
    return _first_person().search(words) is not None or _LATIN.search(words) is not None
