"""The plain rows of a page with all their fields, in the order of the models: what `Page.model_dump` gives, without pydantic, which a command that writes JSON need not import."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qaclean.records.rows import PageRow

__all__ = ["whole_row"]

_Row = dict[str, Any]


def whole_row(page: PageRow) -> _Row:
    """The record of a page as `model_dump` gives it; spans stay tuples, which JSON writes as lists.

    >>> from qaclean.pipeline.clean_page import Known, build_page, clean_row
    >>> page, text = clean_row("怎么退订彩铃?\\n发短信TD。", Known())
    >>> whole_row(page) == build_page(page, text).model_dump()
    True
    """
    return {
        "schema_version": "1",
        **page,
        "questions": [*map(_question, page["questions"])],
        "body": [*map(_block, page["body"])],
        "repairs": [*map(_repair, page["repairs"])],
    }


def _question(row: Any) -> _Row:
    return {
        "text": row["text"],
        "span": row["span"],
        "body": [*map(_block, row.get("body", ()))],
        "author": row.get("author"),
        "published": row.get("published"),
        "answers": [*map(_answer, row["answers"])],
    }


def _answer(row: Any) -> _Row:
    return {
        "blocks": [*map(_block, row["blocks"])],
        "span": row["span"],
        "accepted": row.get("accepted"),
        "author": row.get("author"),
        "published": row.get("published"),
        "votes": row.get("votes"),
        "followups": [[*map(_block, blocks)] for blocks in row.get("followups", ())],
    }


def _repair(row: Any) -> _Row:
    return {**row, "raw": row.get("raw")}


def _block(row: Any) -> _Row:
    return _OTHERS.get(row["type"], _text)(row)


def _text(row: Any) -> _Row:
    return {"type": row["type"], "span": row["span"], "text": row["text"], "markdown": row.get("markdown")}


def _code(row: Any) -> _Row:
    return {"type": "code", "span": row["span"], "text": row["text"], "language": row.get("language")}


def _steps(row: Any) -> _Row:
    return {
        "type": "steps",
        "span": row["span"],
        "role": row["role"],
        "style": row["style"],
        "steps": [*map(_step, row["steps"])],
        "holes": row.get("holes", []),
    }


def _step(row: Any) -> _Row:
    return {
        "span": row["span"],
        "marker": row["marker"],
        "number": row["number"],
        "text": row["text"],
        "images": [*map(_image, row.get("images", ()))],
        "steps": [*map(_step, row.get("steps", ()))],
        "markdown": row.get("markdown"),
    }


def _list(row: Any) -> _Row:
    return {"type": "list", "span": row["span"], "items": row["items"], "markdown": row.get("markdown")}


def _table(row: Any) -> _Row:
    return {"type": "table", "span": row["span"], "rows": row["rows"]}


def _image(row: Any) -> _Row:
    return {
        "type": "image",
        "span": row["span"],
        "url": row["url"],
        "thumbnail_url": row["thumbnail_url"],
        "alt": row["alt"],
        "title": row["title"],
        "confidence": row.get("confidence", "high"),
        "raw": row.get("raw"),
    }


_OTHERS: dict[str, Callable[[Any], _Row]] = {
    "code": _code,
    "steps": _steps,
    "list": _list,
    "table": _table,
    "image": _image,
}
