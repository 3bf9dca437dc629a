"""A page as plain text for a reader: questions under `Q:`, answers under `A:`, nested steps indented."""

from __future__ import annotations

from collections.abc import Iterator

from qaclean.export.plain import blocks_lines, indented, told, told_by
from qaclean.records import Answer, Page, Question

__all__ = ["write"]

_INDENT = "   "  # as wide as "Q: " and "A: "


def write(page: Page, *, pretty: bool = False) -> str:
    """The page as plain text.

    >>> from qaclean import clean
    >>> print(write(clean("雨后的空气为什么清新?\\n因为雨水带走了灰尘。")))
    Q: 雨后的空气为什么清新?
    <BLANKLINE>
    A: 因为雨水带走了灰尘。
    """
    parts = [
        list(_head(page)),
        *(list(_question(question)) for question in page.questions),
        list(blocks_lines(page.body)),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) or "(no content)"


def _head(page: Page) -> Iterator[str]:
    if page.title and all(page.title != question.text for question in page.questions):
        yield " ".join(page.title.split())
    if facts := told(page):
        yield " | ".join(facts)


def _question(question: Question) -> Iterator[str]:
    yield from _labelled("Q: ", question.text.splitlines())
    if facts := told_by(question):
        yield _INDENT + f"({', '.join(facts)})"
    if question.body:
        yield ""
        yield from indented(blocks_lines(question.body), _INDENT)
    for answer in question.answers:
        yield ""
        yield from _answer(answer)


def _answer(answer: Answer) -> Iterator[str]:
    facts = _facts(answer)
    heading = [f"({', '.join(facts)})"] if facts else []
    yield from _labelled("A: ", [*heading, *blocks_lines(answer.blocks)])
    for followup in answer.followups:
        yield ""
        yield from indented(blocks_lines(followup), _INDENT + "> ")


def _facts(answer: Answer) -> list[str]:
    votes = [f"{answer.votes:,} votes"] if answer.votes is not None else []
    return [*(["accepted"] if answer.accepted else []), *told_by(answer), *votes]


def _labelled(label: str, lines: list[str]) -> Iterator[str]:
    first, *rest = lines or [""]
    yield (label + first).rstrip()
    yield from indented(rest, _INDENT)
