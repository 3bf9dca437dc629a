"""Shapes of output rows: whole records, pages as columns, question-answer pairs, step lists, chat messages, chunks, and the MNBVC form of questions and answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from qaclean.export.chunks import chunks
from qaclean.export.escapes import compact_json
from qaclean.export.page_rows import flat_steps, page_row
from qaclean.export.plain_text import plain_text
from qaclean.export.quality import kept_share, quality_of
from qaclean.records import Answer, Page, Question
from qaclean.records.walk import block_lists, blocks_of

__all__ = ["SHAPES", "flat_steps", "page_json", "plain_text", "row_text", "rows_of"]

Row = dict[str, Any]


def row_text(row: Row) -> str:
    """The words of a row that are worth reading: question and answer, messages, or steps.

    >>> row_text({"messages": [{"role": "user", "content": "怎么办?"}, {"role": "assistant", "content": "重启。"}]})
    '怎么办?\\n重启。'
    """
    if "messages" in row:
        return "\n".join(message["content"] for message in row["messages"])
    if "record" in row:
        return str(row["text"])
    if "headings" in row:
        return "\n".join((*row["headings"], row["text"]))
    if "steps" in row:
        return "\n".join(
            text for text in (row["question"], *(step["marker"] + step["text"] for step in row["steps"])) if text
        )
    names = ("question", "question_body", "answer") if "question" in row else ("问", "答")
    return "\n".join(row[name] for name in names if row[name])


def _asked(question: Question) -> str:
    """The question as one text: its own words and the asker's description."""
    body = plain_text(question.body)
    return f"{question.text}\n{body}" if body else question.text


def _answer_text(answer: Answer) -> str:
    followups = [plain_text(run) for run in answer.followups]
    return "\n".join(text for text in (plain_text(answer.blocks), *followups) if text)


def page_json(page: Page, name: str | None, meta: Mapping[str, Any] | None) -> str:
    """The row of the shape `pages` as JSON, byte for byte what its dict gives (`compact_json`): the record is written by pydantic, at half the price.

    >>> from qaclean import clean
    >>> page = clean("怎么退订彩铃?\\n发短信TD。")
    >>> page_json(page, "7", None) == compact_json(rows_of(page, "pages", "7")[0])
    True
    """
    quality = quality_of(plain_text(blocks_of(page)), kept_share(page))
    head, tail = compact_json({"id": name})[:-1], compact_json({"quality": quality, "meta": meta})[1:]
    return f"{head},{page.model_dump_json()[1:-1]},{tail}"


def _pages(page: Page, name: str | None) -> Iterator[Row]:
    quality = quality_of(plain_text(blocks_of(page)), kept_share(page))
    yield {"id": name, **page.model_dump(mode="json"), "quality": quality}


def _table(page: Page, name: str | None) -> Iterator[Row]:
    row = page_row(page, name)
    yield {**row, "record": json.loads(row["record"])}


def _columns(page: Page, name: str | None, *numbers: int) -> Row:
    """What each row tells of its page; `numbers` tell it from the page's other rows."""
    return {
        "id": _row_id(page, name, *numbers),
        "document_id": name,
        "url": page.url,
        "site": page.site,
        "language": page.language,
        "title": page.title,
        "sha256": page.source.sha256,
    }


def _row_id(page: Page, name: str | None, *numbers: int) -> str:
    return "/".join([page.source.name or name or "", *map(str, numbers)])


def _answers(page: Page) -> Iterator[tuple[int, int, Question, Answer]]:
    for number, question in enumerate(page.questions):
        for place, answer in enumerate(question.answers):
            yield number, place, question, answer


def _voted(answer: Answer) -> Row:
    return {
        "accepted": answer.accepted,
        "author": answer.author,
        "published": answer.published,
        "votes": answer.votes,
    }


def _spans(*spans: tuple[int, int]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in dict.fromkeys(spans)]


def _spans_of(question: Question, answer: Answer) -> list[dict[str, int]]:
    """Where question, description and answer stand."""
    return _spans(question.span, *(block.span for block in question.body), answer.span)


def _pairs(page: Page, name: str | None) -> Iterator[Row]:
    kept = kept_share(page)
    for number, place, question, answer in _answers(page):
        text = plain_text(answer.blocks)
        yield {
            **_columns(page, name, number, place),
            "question_number": number,
            "answer_number": place,
            "question": question.text,
            "question_body": plain_text(question.body) or None,
            "asked_by": question.author,
            "answer": text,
            "followups": [plain_text(run) for run in answer.followups],
            **_voted(answer),
            "spans": _spans_of(question, answer),
            "quality": quality_of(text, kept),
        }


def _steps(page: Page, name: str | None) -> Iterator[Row]:
    kept = kept_share(page)
    lists = [
        (None if place.question is None else page.questions[place.question].text, block)
        for place in block_lists(page)
        if place.followup is None
        for block in place.blocks
        if block.type == "steps"
    ]
    for number, (asked, block) in enumerate(lists):
        yield {
            **_columns(page, name, number),
            "question": asked,
            "list_number": number,
            "role": block.role,
            "style": block.style,
            "steps": flat_steps(block),
            "spans": _spans(block.span),
            "quality": quality_of(plain_text([block]), kept),
        }


def _chat(page: Page, name: str | None) -> Iterator[Row]:
    kept = kept_share(page)
    for number, place, question, answer in _answers(page):
        text = plain_text(answer.blocks)
        if text:
            yield {
                **_columns(page, name, number, place),
                "messages": [
                    {"role": "user", "content": _asked(question)},
                    {"role": "assistant", "content": text},
                ],
                **_voted(answer),
                "spans": _spans_of(question, answer),
                "quality": quality_of(text, kept),
            }


def _mnbvc(page: Page, name: str | None) -> Iterator[Row]:
    """The question-answer form of the MNBVC corpus (github.com/esbatmop/MNBVC): 问, 答, 来源, 元数据; what that form has no place for is in 扩展字段."""
    for number, place, question, answer in _answers(page):
        more = {
            "accepted": answer.accepted,
            "author": answer.author,
            "votes": answer.votes,
            "document_id": name,
            "sha256": page.source.sha256,
            "spans": [list(row.values()) for row in _spans_of(question, answer)],
        }
        yield {
            "id": _row_id(page, name, number, place),
            "问": question.text,
            "答": _answer_text(answer),
            "来源": page.site or page.url or "",
            "元数据": {
                "create_time": (answer.published or page.published or "").replace("-", "").replace("T", " ")[:17],
                "问题明细": plain_text(question.body),
                "回答明细": "",
                "扩展字段": json.dumps(more, ensure_ascii=False),
            },
        }


def _chunks(page: Page, name: str | None) -> Iterator[Row]:
    kept = kept_share(page)
    for chunk in chunks(page):
        yield {
            **_columns(page, name, chunk["chunk_number"]),
            **chunk,
            "spans": _spans(*chunk["spans"]),
            "quality": quality_of(chunk["text"], kept),
        }


SHAPES: dict[str, Callable[[Page, str | None], Iterator[Row]]] = {
    "pages": _pages,
    "table": _table,
    "pairs": _pairs,
    "steps": _steps,
    "chat": _chat,
    "mnbvc": _mnbvc,
    "chunks": _chunks,
}


def rows_of(page: Page, shape: str, name: str | None = None, meta: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows of a page in one of `SHAPES`; `name` is the document's id, `meta` what else its record had: each row has it. Their columns: `qaclean.export.row_schema`.

    >>> from qaclean import clean
    >>> rows_of(clean("怎么退订彩铃?\\n发短信TD。"), "chat", "7")[0]["messages"][1]["content"]
    '发短信TD。'
    """
    return [{**row, "meta": meta} for row in SHAPES[shape](page, name)]
