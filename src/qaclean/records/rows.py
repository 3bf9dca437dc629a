"""The records as plain rows (dicts), field by field those of `qaclean.records.models`: what the parser makes and the pipeline completes.

Spans count in the repaired text until the pipeline moves them to the source text. A field that is not there has its model's default.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypeAlias, TypedDict

__all__ = [
    "AnswerRow",
    "BlockRow",
    "ImageRow",
    "ListRow",
    "PageRow",
    "PostRow",
    "QuestionRow",
    "RemovedRow",
    "RepairRow",
    "Role",
    "SourceRow",
    "Span",
    "StepRow",
    "StepsRow",
    "TableRow",
    "TextRow",
    "WarningRow",
]

Span: TypeAlias = tuple[int, int]
Role: TypeAlias = Literal["procedure", "enumeration"]


class TextRow(TypedDict):
    """A block that is only text."""

    type: Literal["paragraph", "heading", "quote", "code"]
    span: Span
    text: str
    markdown: NotRequired[str]
    language: NotRequired[str]  # of code


class ImageRow(TypedDict):
    """An image."""

    type: Literal["image"]
    span: Span
    url: str | None
    thumbnail_url: str | None
    alt: str | None
    title: str | None
    confidence: NotRequired[Literal["high", "low"]]
    raw: NotRequired[str]


class StepRow(TypedDict):
    """One item of a step list."""

    span: Span
    marker: str
    number: int | None
    text: str
    images: NotRequired[list[ImageRow]]
    steps: NotRequired[list[StepRow]]
    markdown: NotRequired[str]


class StepsRow(TypedDict):
    """A step list; `holes` are spans inside it that are removed, or are blocks of their own."""

    type: Literal["steps"]
    span: Span
    role: Role
    style: str
    steps: list[StepRow]
    holes: NotRequired[list[Span]]


class ListRow(TypedDict):
    """An unordered list."""

    type: Literal["list"]
    span: Span
    items: list[str]
    markdown: NotRequired[str]


class TableRow(TypedDict):
    """A table."""

    type: Literal["table"]
    span: Span
    rows: list[list[str]]


BlockRow: TypeAlias = TextRow | StepsRow | ListRow | TableRow | ImageRow


class AnswerRow(TypedDict):
    """An answer."""

    blocks: list[BlockRow]
    span: Span
    accepted: NotRequired[bool | None]
    author: NotRequired[str | None]
    published: NotRequired[str | None]
    votes: NotRequired[int | None]
    followups: NotRequired[list[list[BlockRow]]]


class QuestionRow(TypedDict):
    """A question with its answers."""

    text: str
    span: Span
    body: NotRequired[list[BlockRow]]
    author: NotRequired[str | None]
    published: NotRequired[str | None]
    answers: list[AnswerRow]


PostRow: TypeAlias = QuestionRow | AnswerRow


class RemovedRow(TypedDict):
    """A removed span."""

    span: Span
    reason: str
    rule: str


class RepairRow(TypedDict):
    """An edit of the source text."""

    span: Span
    kind: str
    before: str
    after: str
    raw: NotRequired[str]


class WarningRow(TypedDict):
    """A warning."""

    code: str
    message: str
    span: Span | None


class SourceRow(TypedDict):
    """Where the page came from."""

    name: str | None
    media_type: str
    encoding: str
    sha256: str
    length: int


class PageRow(TypedDict):
    """One page."""

    kind: str
    url: str | None
    site: str | None
    language: str | None
    title: str | None
    title_span: Span | None
    breadcrumb: list[str]
    tags: list[str]
    author: str | None
    published: str | None
    views: int | None
    questions: list[QuestionRow]
    body: list[BlockRow]
    removed: list[RemovedRow]
    repairs: list[RepairRow]
    warnings: list[WarningRow]
    source: SourceRow
