"""What a page says of the number of its answers, against what its lines were told to be."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.parser.roles import ANSWER, MORE, QUESTION
from qaclean.posts.line_shapes import SHORT, shape_of
from qaclean.posts.line_words import counts_answers

__all__ = ["with_one_answer"]


def with_one_answer(roles: list[int], texts: Sequence[str]) -> list[int]:
    """The roles of a dump that asks once and says that it has one answer (`1个回答`), by its folded lines: all paragraphs of answers are that one's."""
    if roles.count(QUESTION) != 1 or roles.count(ANSWER) < 2 or not _tells_of_one(texts):
        return roles
    first = roles.index(ANSWER)
    return [MORE if role == ANSWER and n > first else role for n, role in enumerate(roles)]


def _tells_of_one(texts: Sequence[str]) -> bool:
    """Whether the lines that count answers all count one."""
    heads = [shape for text in texts if 0 < len(text) <= SHORT and counts_answers(shape := shape_of(text))]
    return bool(heads) and all("".join(filter(str.isdigit, shape.text)) == "1" for shape in heads)
