"""What the parser makes of a page, before it is a record."""

from __future__ import annotations

from typing import Any, NamedTuple

from qaclean.segments.document import Removal

__all__ = ["Parsed"]

Record = dict[str, Any]


class Parsed(NamedTuple):
    """What the parser made of a page; spans count in the repaired text."""

    kind: str
    title: str | None
    title_span: tuple[int, int] | None
    questions: list[Record]
    body: list[Record]
    removals: list[Removal]

    @property
    def content_start(self) -> int | None:
        """Where the page's running content begins, the title and the first question's words not counted."""
        blocks = [*self.body]
        for question in self.questions:
            blocks += question.get("body", ())
            blocks += [block for answer in question["answers"] for block in answer["blocks"]]
        return min((block["span"][0] for block in blocks), default=None)
