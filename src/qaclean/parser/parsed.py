"""What the parser makes of a page, before it is a record."""

from __future__ import annotations

from typing import NamedTuple

from qaclean.records.rows import BlockRow, QuestionRow
from qaclean.records.walk import row_lists
from qaclean.segments.document import Removal

__all__ = ["Parsed"]


class Parsed(NamedTuple):
    """What the parser made of a page; spans count in the repaired text."""

    kind: str
    title: str | None
    title_span: tuple[int, int] | None
    questions: list[QuestionRow]
    body: list[BlockRow]
    removals: list[Removal]

    @property
    def content_start(self) -> int | None:
        """Where the page's running content begins, the title and the first question's words not counted."""
        places = [place.blocks for place in row_lists(self.questions, self.body) if place.followup is None]
        return min((block["span"][0] for blocks in places for block in blocks), default=None)
