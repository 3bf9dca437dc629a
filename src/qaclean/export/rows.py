"""Shapes of output rows: whole pages, question-answer pairs, step lists, chat messages, chunks, and the MNBVC form of questions and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qaclean.export.chunks import chunks
from qaclean.export.plain_text import plain_text
from qaclean.records import Answer, Page, Question, Steps
from qaclean.records.walk import block_lists, steps_in_depth

__all__ = ["SHAPES", "flat_steps", "plain_text", "row_text", "rows_of"]

Row = dict[str, Any]


def row_text(row: Row) -> str:
    """The words of a row that are worth reading: question and answer, messages, or steps.

    >>> row_text({"messages": [{"role": "user", "content": "怎么办?"}, {"role": "assistant", "content": "重启。"}]})
    '怎么办?\\n重启。'
    """
    if "messages" in row:
        return "\n".join(message["content"] for message in row["messages"])
    if "headings" in row:
        return "\n".join((*row["headings"], row["text"]))
    if "steps" in row:
        return "\n".join(
            text for text in (row["question"], *(step["marker"] + step["text"] for step in row["steps"])) if text
        )
    names = ("question", "question_body", "answer") if "question" in row else ("问", "答")
    return "\n".join(row[name] for name in names if row[name])


def _asked(question: Question, page: Page) -> str:
    """The question as one text: its own words and the asker's description."""
    body = plain_text(question.body)
    return f"{question.text}\n{body}" if body else question.text


def _answer_text(answer: Answer) -> str:
    followups = [plain_text(run) for run in answer.followups]
    return "\n".join(text for text in (plain_text(answer.blocks), *followups) if text)


def _pages(page: Page, name: str | None) -> Iterator[Row]:
    yield {"id": name, **page.model_dump(mode="json")}


def _pairs(page: Page, name: str | None) -> Iterator[Row]:
    for number, question in enumerate(page.questions):
        for place, answer in enumerate(question.answers):
            yield {
                "id": name,
                "url": page.url,
                "site": page.site,
                "language": page.language,
                "title": page.title,
                "question_number": number,
                "answer_number": place,
                "question": question.text,
                "question_body": plain_text(question.body) or None,
                "asked_by": question.author,
                "answer": plain_text(answer.blocks),
                "followups": [plain_text(run) for run in answer.followups],
                "accepted": answer.accepted,
                "author": answer.author,
                "published": answer.published,
                "votes": answer.votes,
            }


def _steps(page: Page, name: str | None) -> Iterator[Row]:
    lists = [
        (None if place.question is None else page.questions[place.question].text, block)
        for place in block_lists(page)
        if place.followup is None
        for block in place.blocks
        if block.type == "steps"
    ]
    for number, (asked, block) in enumerate(lists):
        yield {
            "id": name,
            "url": page.url,
            "site": page.site,
            "language": page.language,
            "title": page.title,
            "question": asked,
            "list_number": number,
            "role": block.role,
            "style": block.style,
            "steps": flat_steps(block),
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


def _chat(page: Page, name: str | None) -> Iterator[Row]:
    for number, question in enumerate(page.questions):
        for place, answer in enumerate(question.answers):
            text = plain_text(answer.blocks)
            if text:
                yield {
                    "id": f"{name or ''}/{number}/{place}",
                    "messages": [
                        {"role": "user", "content": _asked(question, page)},
                        {"role": "assistant", "content": text},
                    ],
                }


def _mnbvc(page: Page, name: str | None) -> Iterator[Row]:
    """The question-answer form of the MNBVC corpus (github.com/esbatmop/MNBVC): 问, 答, 来源, 元数据."""
    for number, question in enumerate(page.questions):
        for place, answer in enumerate(question.answers):
            yield {
                "id": f"{name or ''}/{number}/{place}",
                "问": question.text,
                "答": _answer_text(answer),
                "来源": page.site or page.url or "",
                "元数据": {
                    "create_time": (answer.published or page.published or "").replace("-", "").replace("T", " ")[:17],
                    "问题明细": plain_text(question.body),
                    "回答明细": "",
                    "扩展字段": json.dumps(
                        {"accepted": answer.accepted, "author": answer.author, "votes": answer.votes},
                        ensure_ascii=False,
                    ),
                },
            }


def _chunks(page: Page, name: str | None) -> Iterator[Row]:
    for chunk in chunks(page):
        yield {
            "id": f"{name or ''}/{chunk['chunk_number']}",
            "url": page.url,
            "site": page.site,
            "language": page.language,
            "title": page.title,
            **chunk,
            "spans": [{"start": start, "end": end} for start, end in chunk["spans"]],
        }


SHAPES: dict[str, Callable[[Page, str | None], Iterator[Row]]] = {
    "pages": _pages,
    "pairs": _pairs,
    "steps": _steps,
    "chat": _chat,
    "mnbvc": _mnbvc,
    "chunks": _chunks,
}


def rows_of(page: Page, shape: str, name: str | None = None, meta: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows of a page in one of `SHAPES`; `name` is the document's id, `meta` what else its record had: each row has it.

    >>> from qaclean import clean
    >>> rows_of(clean("怎么退订彩铃?\\n发短信TD。"), "chat", "7")[0]["messages"][1]["content"]
    '发短信TD。'
    """
    return [{**row, "meta": meta} for row in SHAPES[shape](page, name)]
