"""Follow-ups: what stands behind 追问 or 追答 goes under the answer before it, what stands behind 问题补充 to its question.

The lines are cut at these prefixes once their roles are known: a prefix counts only where there is an answer, or a question, that it can
belong to. Elsewhere it stays text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION
from qaclean.segments.document import Removal
from qaclean.text.followup_prefixes import DETAIL as ADDED
from qaclean.text.followup_prefixes import (
    FOLLOWUP,
    FollowupPrefix,
    find_followup_prefixes,
    is_reply,
)

__all__ = ["cut_turns", "split_followups"]


class _Said(NamedTuple):
    """What the prefix before a part says of it: its prefix, its role, whether it asks."""

    prefix: str
    role: int
    asks: bool


class _State(NamedTuple):
    """What the page has opened so far: a question, an answer to it, a follow-up that waits for a reply, a late detail."""

    asked: bool
    answered: bool = False
    waits: bool = False
    detail: bool = False


def cut_turns(
    text: str, pieces: Sequence[KeptSpan], roles: Sequence[int], *, asked: bool, prefixed: bool
) -> tuple[list[KeptSpan], list[int], list[Removal]]:
    """The pieces cut at the prefixes of follow-ups, their roles, and the removals of those prefixes (reason `marker`).

    `text` is the folded one; `prefixed`: whether it has any at all (`has_followup_prefixes`). `asked`: the title asks, so that on a page without roles the loose text below it answers.
    """
    if not prefixed:
        return [*pieces], [*roles], []
    prefixes = [find_followup_prefixes(text, piece.start, piece.end) if i else [] for i, piece in enumerate(pieces)]
    if asked and any(prefix.late for found in prefixes for prefix in found) and all(role == OTHER for role in roles):
        roles = [QUESTION, ANSWER, *[MORE] * (len(pieces) - 2)]  # what the asker added proves that somebody asked
    roles = _answered_before(pieces, roles, prefixes)
    cutter = _Cutter(text, all(role == OTHER for role in roles), asked)
    cutter.has_replies = any(prefix.kind == FOLLOWUP and not prefix.asks for found in prefixes for prefix in found)
    for piece, role, found in zip(pieces, roles, prefixes, strict=True):
        cutter.add(piece, role, found)
    return cutter.pieces, cutter.roles, cutter.removals


def _answered_before(
    pieces: Sequence[KeptSpan], roles: Sequence[int], prefixes: Sequence[Sequence[FollowupPrefix]]
) -> list[int]:
    """A follow-up proves an answer before it: where the chain took that for the asker's words, the last of them is the answer."""
    new = [*roles]
    first = next((i for i, found in enumerate(prefixes) if any(prefix.kind == FOLLOWUP for prefix in found)), None)
    if first is None:
        return new
    prefix = next(prefix for prefix in prefixes[first] if prefix.kind == FOLLOWUP)
    last = first if prefix.start > pieces[first].start else first - 1
    if last > 0 and new[last] == DETAIL and QUESTION in new[:last] and ANSWER not in new[:last]:
        new[last] = ANSWER
    return new


class _Cutter:
    """Cuts piece by piece. `open` is what a prefix said while nothing stood behind it yet: a prefix on a line of its own."""

    def __init__(self, text: str, article: bool, asked: bool) -> None:
        self.text = text
        self.article = article
        self.has_replies = False
        self.state = _State(article and asked)
        self.open: _Said | None = None
        self.pieces: list[KeptSpan] = []
        self.roles: list[int] = []
        self.removals: list[Removal] = []

    def add(self, piece: KeptSpan, role: int, prefixes: Sequence[FollowupPrefix]) -> None:
        """Cut `piece`, of this role by the chain, at those of its prefixes that count."""
        said = self._said_before(piece, role)
        piece = piece if self.open is None else piece._replace(removed=(*piece.removed, "marker"), joined=False)
        at = piece.start
        for prefix in prefixes:
            behind = self._after(role, said) if prefix.start > at else self.state
            placed = self._place(prefix, role, behind)
            if placed is None:
                continue
            if prefix.start > at:
                self._put(piece, at, prefix.start, role, said)
            self._remove(prefix)
            said, at = _Said(prefix.kind, placed, prefix.asks), prefix.end
        if at < piece.end:
            self._put(piece, at, piece.end, role, said)
        self.open = said if at >= piece.end else None

    def _said_before(self, piece: KeptSpan, role: int) -> _Said | None:
        """What is known of a piece's beginning: its own prefix comes first, then one alone on the line before it."""
        if piece.asks is False and self.state.waits and self._replies(piece):
            return _Said(FOLLOWUP, OTHER if self.article else MORE, False)
        if piece.asks is not None or self.open is not None:
            return self.open if piece.asks is None else None
        return _Said(ADDED, DETAIL, True) if self.state.detail and role == MORE else None

    def _replies(self, piece: KeptSpan) -> bool:
        """Does a 答: reply to the 追问 before it? On a line of its own only where the page has no 追答 for that."""
        return (piece.piece == self.pieces[-1].piece or not self.has_replies) and is_reply(self.text, piece.start)

    def _place(self, prefix: FollowupPrefix, role: int, state: _State) -> int | None:
        """The role of what stands behind a prefix, or None where it is no prefix here."""
        if prefix.kind == FOLLOWUP:
            return (OTHER if self.article else MORE) if state.answered else None
        if self.article:
            return None
        if not state.asked:
            return QUESTION if role in (QUESTION, DETAIL) else None
        if not state.answered or prefix.late:
            return DETAIL
        return QUESTION if role == QUESTION else None

    def _put(self, piece: KeptSpan, start: int, end: int, role: int, said: _Said | None) -> None:
        end = start + len(self.text[start:end].rstrip())
        part = piece._replace(end=end, prefix=said.prefix if said else "")
        if start > piece.start:
            part = part._replace(start=start, asks=None, removed=("marker",), gap=0, joined=False)
        self.state = self._after(role, said)
        self.pieces.append(part)
        self.roles.append(said.role if said else role)

    def _after(self, role: int, said: _Said | None) -> _State:
        """The state behind a part."""
        role = said.role if said else role
        if role == QUESTION:
            return _State(True)
        if role == DETAIL:
            return self.state._replace(waits=False, detail=self.state.answered and said is not None)
        answers = role in (ANSWER, MORE) or (self.article and self.state.asked and bool(self.pieces))
        waits = said.asks if said else self.state.waits and role != ANSWER
        return _State(self.state.asked, self.state.answered or answers, waits)

    def _remove(self, prefix: FollowupPrefix) -> None:
        end = prefix.start + len(self.text[prefix.start : prefix.end].rstrip())
        start = end - len(self.text[prefix.start : end].lstrip())
        asked = "question" if prefix.asks else "answer"
        rule = "detail-label" if prefix.kind == ADDED else f"followup-{asked}-label"
        self.removals.append(Removal(start, end, "marker", rule))


def split_followups(pieces: Sequence[KeptSpan]) -> list[list[KeptSpan]]:
    """An answer's own pieces, then those of each follow-up."""
    runs: list[list[KeptSpan]] = [[]]
    for piece in pieces:
        if piece.prefix == FOLLOWUP and runs[-1]:
            runs.append([])
        runs[-1].append(piece)
    return runs
