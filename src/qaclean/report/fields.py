"""The fields of a record as one flat list in the record's order: what a reader sees beside the source text, each with the span that it came from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from qaclean.records import Answer, Block, Image, ListBlock, Page, Question, Span, Step, Steps, Table

__all__ = ["ROLES", "Fact", "Field", "facts_of", "fields_of"]

ROLES = ("title", "question", "detail", "answer", "followup", "body")  # whose words a field holds

Fact = tuple[str, str]  # a name, as in the record, and a value


class Field(NamedTuple):
    """A field: `role` is one of `ROLES`, `kind` a block's type, or `title`, `question`, `answer`, `followup`, `step`.

    `span` counts code points of the source text; `parent` is the place of the field that holds it (-1: none); what only holds others has no text.
    """

    role: str
    kind: str
    text: str
    span: Span | None
    parent: int = -1
    facts: tuple[Fact, ...] = ()


def fields_of(page: Page) -> list[Field]:
    """All fields of a page that came from its text.

    >>> from qaclean import clean
    >>> [(row.role, row.kind, row.text, row.parent) for row in fields_of(clean("怎么退订彩铃?\\n1、编辑短信TD。\\n2、发到客服号。"))]
    [('title', 'title', '怎么退订彩铃?', -1), ('question', 'question', '怎么退订彩铃?', -1), ('answer', 'answer', '', -1), ('answer', 'steps', '', 2), ('answer', 'step', '编辑短信TD。', 3), ('answer', 'step', '发到客服号。', 3)]
    """
    rows: list[Field] = []
    if page.title is not None:
        rows.append(Field("title", "title", page.title, page.title_span))
    _add_blocks(rows, page.body, "body", -1)
    for question in page.questions:
        _add_question(rows, question)
    return rows


def facts_of(page: Page) -> tuple[Fact, ...]:
    """What the record says of the page as a whole.

    >>> from qaclean import clean
    >>> facts_of(clean("怎么退订彩铃?\\n发短信TD。"))[:2]
    (('kind', 'qa'), ('language', 'zh'))
    """
    source = page.source
    named: dict[str, object] = {
        "kind": page.kind,
        "url": page.url,
        "site": page.site,
        "language": page.language,
        "breadcrumb": " > ".join(page.breadcrumb),
        "tags": ", ".join(page.tags),
        "author": page.author,
        "published": page.published,
        "views": page.views,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "length": source.length,
        "sha256": source.sha256,
    }
    return _facts(**named)


def _facts(**named: object) -> tuple[Fact, ...]:
    """The values that are known."""
    return tuple((name, _said(value)) for name, value in named.items() if value is not None and value != "")


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _add_question(rows: list[Field], question: Question) -> None:
    facts = _facts(author=question.author, published=question.published)
    rows.append(Field("question", "question", question.text, question.span, -1, facts))
    _add_blocks(rows, question.body, "detail", len(rows) - 1)
    for answer in question.answers:
        _add_answer(rows, answer)


def _add_answer(rows: list[Field], answer: Answer) -> None:
    facts = _facts(accepted=answer.accepted, author=answer.author, published=answer.published, votes=answer.votes)
    place = len(rows)
    rows.append(Field("answer", "answer", "", answer.span, -1, facts))
    _add_blocks(rows, answer.blocks, "answer", place)
    for blocks in answer.followups:
        if blocks:
            hull = (min(block.span[0] for block in blocks), max(block.span[1] for block in blocks))
            rows.append(Field("followup", "followup", "", hull, place))
            _add_blocks(rows, blocks, "followup", len(rows) - 1)


def _add_blocks(rows: list[Field], blocks: Iterable[Block], role: str, parent: int) -> None:
    for block in blocks:
        if isinstance(block, Steps):
            facts = _facts(role=block.role, style=block.style)
            rows.append(Field(role, "steps", "", block.span, parent, facts))
            _add_steps(rows, block.steps, role, len(rows) - 1)
        elif isinstance(block, Image):
            rows.append(_image(block, role, parent))
        else:
            language = block.language if block.type == "code" else None
            rows.append(Field(role, block.type, _text(block), block.span, parent, _facts(language=language)))


def _add_steps(rows: list[Field], steps: Iterable[Step], role: str, parent: int) -> None:
    for step in steps:
        place = len(rows)
        rows.append(Field(role, "step", step.text, step.span, parent, _facts(marker=step.marker)))
        rows.extend(_image(image, role, place) for image in step.images)
        _add_steps(rows, step.steps, role, place)


def _image(image: Image, role: str, parent: int) -> Field:
    facts = _facts(url=image.url, title=image.title, confidence=None if image.confidence == "high" else "low")
    return Field(role, "image", image.alt or "", image.span, parent, facts)


def _text(block: Block) -> str:
    if isinstance(block, ListBlock):
        return "\n".join(block.items)
    if isinstance(block, Table):
        return "\n".join(" | ".join(row) for row in block.rows)
    return str(getattr(block, "text", ""))
