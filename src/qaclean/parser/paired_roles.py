"""The roles of a field dump of several questions: its lines ask and tell by turns (`qaclean.text.paired_lines`)."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, MORE, QUESTION, Seen
from qaclean.text.paired_lines import are_pairs, lines_of, may_be_pairs

__all__ = ["with_pairs"]


def with_pairs(text: str, roles: list[int], pieces: Sequence[KeptSpan], seen: Sequence[Seen]) -> list[int]:
    """The roles, where the kept lines of a page are questions and answers by turns. `text` is folded.

    A label, a name or date that was removed, or an empty line inside of a pair tells more than the order of lines does.
    """
    spans = [(piece.start, piece.end) for piece in pieces]
    if not may_be_pairs(text, spans):
        return roles
    if any(piece.asks is not None or piece.prefix or piece.code or piece.broken for piece in pieces):
        return roles
    starts, lines = lines_of(text, spans)
    if not are_pairs([seen[0].text, *lines[1:]]):  # with the name of its site, where the title has one
        return roles
    gaps = [pieces[i].gap for i in starts]
    if max(gaps[1::2]) > min(gaps[2::2]):
        return roles
    settled = [MORE] * len(roles)
    for number, at in enumerate(starts):
        settled[at] = ANSWER if number % 2 else QUESTION
    return settled
