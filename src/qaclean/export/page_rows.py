"""A page as one row of columns, for tables: the shape `table`, and what `qaclean.arrow` gives for every page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qaclean.export.plain_text import plain_text
from qaclean.export.quality import kept_share, quality_of
from qaclean.records import Answer, Block, Page, Question, Steps
from qaclean.records.walk import blocks_of, steps_in_depth

__all__ = ["flat_steps", "page_row"]

Row = dict[str, Any]


def page_row(
    page: Page, name: str | None = None, place: str | None = None, meta: Mapping[str, Any] | None = None
) -> Row:
    """A page as a row of the shape `table`; `record` is JSON text, `meta` a value.

    >>> from qaclean import clean
    >>> row = page_row(clean("怎么退订彩铃?\\n1、编辑短信。2、发出去。"), "7")
    >>> row["status"], row["answer_count"], row["questions"][0]["answers"][0]["lists"][0]["steps"][1]["text"]
    ('ok', 1, '发出去。')
    """
    blocks = blocks_of(page)
    text = plain_text(blocks)
    return {
        "status": "ok",
        "message": None,
        "id": name,
        "url": page.url,
        "place": place or page.source.name,
        "site": page.site,
        "kind": page.kind,
        "language": page.language,
        "title": page.title,
        "author": page.author,
        "published": page.published,
        "views": page.views,
        "breadcrumb": page.breadcrumb,
        "tags": page.tags,
        "questions": [_question_row(question) for question in page.questions],
        "body": plain_text(page.body) or None,
        "lists": _lists(page.body),
        "images": _images(page.body),
        "text": text,
        "record": page.model_dump_json(),
        **_counts(page, blocks),
        "sha256": page.source.sha256,
        "quality": quality_of(text, kept_share(page)),
        "meta": meta,
    }


def _counts(page: Page, blocks: list[Block]) -> Row:
    return {
        "question_count": len(page.questions),
        "answer_count": sum(len(question.answers) for question in page.questions),
        "list_count": sum(block.type == "steps" for block in blocks),
        "source_characters": page.source.length,
        "kept_characters": sum(block.span[1] - block.span[0] for block in blocks),
        "removed_count": len(page.removed),
    }


def flat_steps(block: Steps) -> list[Row]:
    """The steps of a list as rows, nested ones behind theirs."""
    return [
        {
            "marker": step.marker,
            "number": step.number,
            "text": step.text,
            "images": [image.url for image in step.images if image.url],
        }
        for step in steps_in_depth(block.steps)
    ]


def _question_row(question: Question) -> Row:
    return {
        "text": question.text,
        "body": plain_text(question.body) or None,
        "author": question.author,
        "published": question.published,
        "answers": [_answer_row(answer) for answer in question.answers],
    }


def _answer_row(answer: Answer) -> Row:
    return {
        "text": plain_text(answer.blocks),
        "accepted": answer.accepted,
        "author": answer.author,
        "published": answer.published,
        "votes": answer.votes,
        "followups": [plain_text(run) for run in answer.followups],
        "lists": _lists(answer.blocks),
        "images": _images(answer.blocks),
    }


def _lists(blocks: list[Block]) -> list[Row]:
    return [
        {"role": block.role, "style": block.style, "steps": flat_steps(block)}
        for block in blocks
        if block.type == "steps"
    ]


def _images(blocks: list[Block]) -> list[str]:
    own = [block for block in blocks if block.type == "image"]
    of_steps = [image for b in blocks if b.type == "steps" for step in steps_in_depth(b.steps) for image in step.images]
    return [image.url for image in (*own, *of_steps) if image.url]
