"""Pages with gold from what users have: saved HTML, or a record as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from qaclean.errors import SourceError
from qaclean.pipeline import clean
from qaclean.records import Answer, Image, ListBlock, Page, Question, Step, Steps, Table
from qaclean.records import Block as Record
from qaclean.testing.damage.model import PAGE, Block, CleanPage, Row

__all__ = ["load_page", "page_of_record"]


class _Placed(NamedTuple):
    """A block and where it stands in the source text."""

    start: int
    end: int
    block: Block


def load_page(path: str | Path) -> CleanPage:
    """The page in a file: HTML (or any source that `clean` reads), or a record as JSON (`.json`). Errors: `SourceError`.

    Of HTML the gold is what `qaclean.clean` says of it: read the record first.
    """
    file = Path(path)
    try:
        source = file.read_bytes()
    except OSError as error:
        raise SourceError(f"{file}: cannot be read ({error.strerror}); check the path") from None
    if file.suffix != ".json":
        return page_of_record(clean(source))
    try:
        return page_of_record(Page.model_validate(json.loads(source)))
    except (ValueError, ValidationError) as error:
        raise SourceError(
            f"{file}: no record as JSON ({str(error).splitlines()[0]}); write one with: python -m qaclean PAGE"
        ) from None


def page_of_record(page: Page) -> CleanPage:
    """The page that a record tells. With the source text (a record fresh from `clean`) what was removed stands where it stood, as furniture; a record from
    JSON has it no more, and the facts of posts stand above their words instead. Errors: `SourceError` for a record without content.

    >>> record = clean("首页 > 生活\\n怎么退订彩铃?\\n发短信TD。")
    >>> [[(block.role, block.text) for block in row] for row in page_of_record(record).rows]
    [[('breadcrumb', '首页 > 生活')], [('question', '怎么退订彩铃?')], [('paragraph', '发短信TD。')]]
    """
    placed = sorted(_placed(page), key=lambda row: (row.start, row.end))
    if not placed:
        raise SourceError("the record has no content to damage; take a page with a question or a text")
    text = page.source_text
    rows: list[Row] = []
    last = None
    for here in placed:
        if last is not None and _on_one_line(text, last, here):
            rows[-1] = (*rows[-1], here.block)
        else:
            rows.append((here.block,))
        last = here
    return CleanPage(page.kind, page.language or "en", tuple(rows), page.url)


def _on_one_line(text: str, last: _Placed, here: _Placed) -> bool:
    """Whether two neighbours stand on one line of the source text; without that, and in a list, each has its own."""
    listed = here.block.role == "item" and here.block.steps == last.block.steps
    return bool(text) and not listed and "\n" not in text[last.end : here.start]


def _placed(page: Page) -> Iterator[_Placed]:
    lists = iter(range(1_000_000))
    asked = {question.span for question in page.questions}
    if page.title and page.title_span and page.title_span not in asked:
        yield _Placed(*page.title_span, Block("title", page.title))
    for number, question in enumerate(page.questions):
        yield from _of_question(question, number, lists, bool(page.source_text))
    for block in page.body:
        yield from _of_block(block, PAGE, PAGE, lists)
    for removed in page.removed if page.source_text else ():
        words = " ".join(page.source_text[slice(*removed.span)].split())
        if words:
            yield _Placed(*removed.span, Block(removed.reason, words))


def _of_question(question: Question, number: int, lists: Iterator[int], sourced: bool) -> Iterator[_Placed]:
    yield _Placed(*question.span, Block("question", question.text, number))
    for block in question.body:
        yield from _of_block(block, number, PAGE, lists)
    for place, answer in enumerate(question.answers):
        if not sourced:
            yield from _facts(answer, number, place)
        for block in answer.blocks:
            yield from _of_block(block, number, place, lists)
        for followup in answer.followups:
            for block in followup:
                yield from _of_block(block, number, place, lists)


def _facts(answer: Answer, question: int, number: int) -> Iterator[_Placed]:
    """The facts of an answer, as a line above it."""
    at = answer.span[0]
    if answer.author:
        yield _Placed(at, at - 2, Block("author", answer.author, question, number))
    if answer.published:
        yield _Placed(at, at - 1, Block("published", answer.published, question, number, value=answer.published))


def _of_block(block: Record, question: int, answer: int, lists: Iterator[int]) -> Iterator[_Placed]:
    start, end = block.span
    if isinstance(block, Steps):
        number = next(lists)
        for step in block.steps:
            yield from _of_step(step, question, answer, number)
    elif isinstance(block, ListBlock):
        number = next(lists)
        for item in filter(str.strip, block.items):
            yield _Placed(start, start, Block("item", item, question, answer, steps=number))
    elif isinstance(block, Table):
        rows = "\n".join("\t".join(row) for row in block.rows)
        if rows.strip():
            yield _Placed(start, end, Block("table", rows, question, answer))
    elif isinstance(block, Image):
        if block.url:
            yield _Placed(start, end, Block("image", block.alt or "", question, answer, url=block.url))
    elif block.text.strip():
        yield _Placed(start, end, Block(block.type, block.text, question, answer))


def _of_step(step: Step, question: int, answer: int, number: int) -> Iterator[_Placed]:
    space = " " if step.marker.isascii() else ""
    marker = step.marker or f"{step.number or 1}."
    yield _Placed(*step.span, Block("step", space + step.text, question, answer, marker, number))
    for image in step.images:
        if image.url:
            yield _Placed(*image.span, Block("image", image.alt or "", question, answer, steps=number, url=image.url))
    for inner in step.steps:
        yield from _of_step(inner, question, answer, number)
