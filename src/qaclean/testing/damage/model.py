"""A page with gold: blocks in reading order, each with its role, and the rows that they stand in.

What a scraper breaks is made of a `CleanPage`; `qaclean.testing.pages` invents such pages, `reading` makes them of HTML and of records.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, get_args

from qaclean.errors import UsageError
from qaclean.records import Reason

__all__ = ["FURNITURE", "KEPT", "PAGE", "TOLD", "Block", "CleanPage", "Kind", "Role", "Row", "check_page"]

Kind = Literal["qa", "howto", "faq", "thread", "article", "none"]
Kept = Literal["title", "question", "paragraph", "heading", "quote", "code", "step", "item", "table", "image"]
Told = Literal["author", "published", "votes", "accepted", "views"]
Role = Kept | Told | Reason  # a reason: furniture that goes for it
Row = tuple["Block", ...]

KEPT: frozenset[str] = frozenset(get_args(Kept))
TOLD: frozenset[str] = frozenset(get_args(Told))
FURNITURE: frozenset[str] = frozenset(get_args(Reason))
PAGE = -1  # the number of a block's question, answer or list where it has none


class Block(NamedTuple):
    """One text node of a page, or one picture.

    `question` and `answer` are numbers from 0; `PAGE` tells that the block belongs to no question (or to the question itself). A step has its
    `marker` as written, and the number of its list (`steps`), as rows of lists have, also those of a sidebar; a picture its address and, as `text`, what its `alt` says. `value` is what a block of
    `TOLD` says of its post or page: an ISO 8601 date, votes or views as int, whether accepted, else the text itself. `glued`: it is of the same
    text node as the block before it, so nothing comes between the two.
    """

    role: Role
    text: str = ""
    question: int = PAGE
    answer: int = PAGE
    marker: str = ""
    steps: int = PAGE
    url: str = ""
    value: str | int | bool | None = None
    glued: bool = False


class CleanPage(NamedTuple):
    """A page: rows of blocks, top to bottom; the blocks of one row stand on one line of it.

    >>> page = CleanPage("qa", "zh", ((Block("question", "怎么退订彩铃?", 0),), (Block("paragraph", "发短信TD。", 0, 0),)))
    >>> [block.role for block in page.blocks()]
    ['question', 'paragraph']
    """

    kind: Kind
    language: str
    rows: tuple[Row, ...]
    url: str | None = None

    def blocks(self) -> Iterator[Block]:
        """All blocks in reading order."""
        for row in self.rows:
            yield from row


def check_page(page: CleanPage) -> None:
    """That a page can be carried: roles are known, answers belong to questions, steps have markers, pictures addresses. Errors: `UsageError`.

    >>> check_page(CleanPage("qa", "zh", ((Block("paragraph", "甲", -1, 0),),)))
    Traceback (most recent call last):
    qaclean.errors.UsageError: block 0 ('甲'): an answer needs the number of its question
    """
    for number, block in enumerate(page.blocks()):
        if fault := next(iter(_faults(block)), None):
            raise UsageError(f"block {number} ({block.text[:20]!r}): {fault}")


def _faults(block: Block) -> Iterable[str]:
    if block.role not in KEPT | TOLD | FURNITURE:
        yield f"no role {block.role!r}; the roles are {', '.join(sorted(KEPT | TOLD | FURNITURE))}"
    if block.answer != PAGE and block.question == PAGE:
        yield "an answer needs the number of its question"
    if block.role == "step" and (not block.marker or block.steps == PAGE):
        yield "a step needs its marker and the number of its list"
    if block.role == "image" and not block.url.startswith(("http://", "https://")):
        yield "a picture needs its address, with http:// or https://"
    if block.role != "image" and not block.text.strip():
        yield "it has no text"
