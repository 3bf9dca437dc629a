"""The pydantic page of a record, at the very end of the path, and only where a caller gets one."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from qaclean.limits import LARGE
from qaclean.records import Answer, Page, Question, Removed, Repair, Steps, build_block
from qaclean.records.rows import PageRow
from qaclean.records.walk import row_lists, steps_in_depth

__all__ = ["page_of"]


def page_of(record: PageRow, text: str) -> Page:
    """The page of a record; `text` is its source text. A large one is built block by block."""
    if len(text) > LARGE:
        _build_in_place(record)
    page = Page.model_validate(record)
    page._source_text = text
    return page


def _build_in_place(record: PageRow) -> None:
    """Replace the plain blocks and rows of a large record by models, one by one."""
    known: _Given = {}
    for place in row_lists(record["questions"], record["body"]):
        blocks: list[Any] = place.blocks
        for index, block in enumerate(blocks):
            blocks[index] = built = build_block(block)
            _share(built, known)
            for step in steps_in_depth(built.steps) if isinstance(built, Steps) else ():
                _share(step, known)
    for question in record["questions"]:
        answers: list[Any] = question["answers"]
        _build_rows(answers, Answer, known)
    kinds: list[tuple[list[Any], type[BaseModel]]] = [
        (record["removed"], Removed),
        (record["repairs"], Repair),
        (record["questions"], Question),
    ]
    for rows, model in kinds:
        _build_rows(rows, model, known)


_Given = dict[frozenset[str], set[str]]


def _build_rows(rows: list[Any], model: type[BaseModel], known: _Given) -> None:
    for index, row in enumerate(rows):
        rows[index] = built = model.model_validate(row)
        _share(built, known)


def _share(built: BaseModel, known: _Given) -> None:
    """Let a model have one set of the names of its given fields with all those that were given the same: records are frozen, so that nobody adds
    to it, and the set of its own is two fifths of what a small one takes."""
    given = built.model_fields_set
    object.__setattr__(built, "__pydantic_fields_set__", known.setdefault(frozenset(given), given))
