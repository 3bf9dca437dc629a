"""The blocks of a page in order, with their places, and steps in depth: the one walk over records, for models and for plain rows.

The order is that of the record's parts: the page's own body, then question by question its description and its answers, each answer
with its follow-ups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from qaclean.named_tuples import made_of
from qaclean.records.rows import BlockRow, QuestionRow, StepRow

if TYPE_CHECKING:
    from qaclean.records.models import Block, Page, Step

__all__ = ["BlockList", "block_lists", "blocks_of", "row_lists", "step_rows_in_depth", "steps_in_depth"]

_Block = TypeVar("_Block")
_Get = Callable[[Any, str], Any]  # a part of a model or of a row, empty where it is not there


class BlockList(NamedTuple, Generic[_Block]):
    """Blocks that stand together, and where: the numbers of question, answer and follow-up count from 0.

    `question` is None for the page's own body, `answer` for a question's description, `followup` for an answer's own blocks.
    """

    blocks: list[_Block]
    question: int | None = None
    answer: int | None = None
    followup: int | None = None


_list: Callable[[tuple[Any, ...]], BlockList[Any]] = made_of(BlockList)


def block_lists(page: Page) -> Iterator[BlockList[Block]]:
    """The lists of blocks of a page, empty ones too.

    >>> from qaclean import clean
    >>> [(place.question, place.answer, len(place.blocks)) for place in block_lists(clean("怎么退订彩铃?\\n编辑短信。"))]
    [(None, None, 0), (0, None, 0), (0, 0, 1)]
    """
    return _lists(page.questions, page.body, getattr)


def blocks_of(page: Page) -> list[Block]:
    """All blocks of a page, in order."""
    return [block for place in block_lists(page) for block in place.blocks]


def row_lists(questions: Iterable[QuestionRow], body: Sequence[BlockRow]) -> Iterator[BlockList[BlockRow]]:
    """The same for plain rows; the lists are those of the rows, so that blocks can be replaced in them.

    >>> [place.followup for place in row_lists([{"text": "?", "span": (0, 1), "answers": [
    ...     {"blocks": [], "span": (1, 1), "followups": [[], []]}]}], [])]
    [None, None, None, 0, 1]
    """
    return _lists(questions, body, _part_of_row)


def _part_of_row(row: Any, name: str) -> Any:
    return row.get(name) or []


def _lists(questions: Iterable[Any], body: Any, get: _Get) -> Iterator[BlockList[Any]]:
    yield _list((body, None, None, None))
    for number, question in enumerate(questions):
        yield _list((get(question, "body"), number, None, None))
        for place, answer in enumerate(get(question, "answers")):
            yield _list((get(answer, "blocks"), number, place, None))
            for run, followup in enumerate(get(answer, "followups")):
                yield _list((followup, number, place, run))


def steps_in_depth(steps: Iterable[Step]) -> Iterator[Step]:
    """Steps, each before those nested in it.

    >>> from qaclean.records import Step
    >>> inner = Step(span=(2, 4), marker="a.", number=1, text="b")
    >>> [step.marker for step in steps_in_depth([Step(span=(0, 4), marker="1.", number=1, text="a", steps=[inner])])]
    ['1.', 'a.']
    """
    return _in_depth(steps, getattr)


def step_rows_in_depth(steps: Iterable[StepRow]) -> Iterator[StepRow]:
    """The same for plain rows."""
    return _in_depth(steps, _part_of_row)


def _in_depth(steps: Iterable[Any], get: _Get) -> Iterator[Any]:
    for step in steps:
        yield step
        yield from _in_depth(get(step, "steps"), get)
