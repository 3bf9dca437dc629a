"""Shapes of output rows: whole pages, question-answer pairs, step lists, chat messages, and the MNBVC form of questions and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from qaclean.records import Answer, Block, Page, Question, Step, Steps
from qaclean.records.walk import block_lists, steps_in_depth

__all__ = ["SHAPES", "flat_steps", "plain_text", "row_text", "rows_of"]

Row = dict[str, Any]


def plain_text(blocks: Sequence[Block]) -> str:
    """The words of blocks, a line a paragraph, item or step (with its marker), cells with tabs between; images have none.

    >>> from qaclean import clean
    >>> plain_text(clean("怎么退订彩铃?\\n1、编辑短信。2、发出去。").questions[0].answers[0].blocks)
    '1、编辑短信。\\n2、发出去。'
    """
    return "\n".join(line for block in blocks for line in _lines(block))


def row_text(row: Row) -> str:
    """The words of a row that are worth reading: question and answer, messages, or steps.

    >>> row_text({"messages": [{"role": "user", "content": "怎么办?"}, {"role": "assistant", "content": "重启。"}]})
    '怎么办?\\n重启。'
    """
    if "messages" in row:
        return "\n".join(message["content"] for message in row["messages"])
    if "steps" in row:
        return "\n".join(
            text for text in (row["question"], *(step["marker"] + step["text"] for step in row["steps"])) if text
        )
    names = ("question", "question_body", "answer") if "question" in row else ("问", "答")
    return "\n".join(row[name] for name in names if row[name])


def _lines(block: Block) -> Iterator[str]:
    if block.type == "steps":
        yield from _step_lines(block.steps, "")
    elif block.type == "list":
        yield from (f"- {item}" for item in block.items)
    elif block.type == "table":
        yield from ("\t".join(row) for row in block.rows)
    elif block.type != "image":
        yield block.text


def _step_lines(steps: Sequence[Step], indent: str) -> Iterator[str]:
    for step in steps:
        joint = "" if not step.marker.isascii() or not step.text else " "
        yield f"{indent}{step.marker}{joint}{step.text}".rstrip()
        yield from _step_lines(step.steps, indent + "  ")


def _asked(question: Question, page: Page) -> str:
    """The question as one text: its own words and the asker's description."""
    body = plain_text(question.body)
    return f"{question.text}\n{body}" if body else question.text


def _answer_text(answer: Answer) -> str:
    followups = [plain_text(run) for run in answer.followups]
    return "\n".join(text for text in (plain_text(answer.blocks), *followups) if text)


def _pages(page: Page, name: str | None) -> Iterator[Row]:
    yield {"id": name, **json.loads(page.model_dump_json())}


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


SHAPES: dict[str, Callable[[Page, str | None], Iterator[Row]]] = {
    "pages": _pages,
    "pairs": _pairs,
    "steps": _steps,
    "chat": _chat,
    "mnbvc": _mnbvc,
}


def rows_of(page: Page, shape: str, name: str | None = None) -> list[Row]:
    """The rows of a page in one of `SHAPES`; `name` is the document's id.

    >>> from qaclean import clean
    >>> rows_of(clean("怎么退订彩铃?\\n发短信TD。"), "chat", "7")[0]["messages"][1]["content"]
    '发短信TD。'
    """
    return list(SHAPES[shape](page, name))
