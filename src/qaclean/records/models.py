"""The pydantic records: what `qaclean.clean` returns, field by field (schema 1).

A span is `[start, end)` in code points of the source text. Every model is frozen. A field that it does not know is passed over, so that
records of a later version with the same first number can be read (`SCHEMA_VERSION`).

>>> Paragraph(span=(0, 2), text="你好").model_dump()
{'type': 'paragraph', 'span': (0, 2), 'text': '你好', 'markdown': None}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from qaclean.records.rows import BlockRow, Span
from qaclean.renderings import find_rendering

__all__ = [
    "SCHEMA_URN",
    "SCHEMA_VERSION",
    "Answer",
    "Block",
    "Code",
    "Heading",
    "Image",
    "ListBlock",
    "Page",
    "Paragraph",
    "Question",
    "Quote",
    "Reason",
    "Removed",
    "Repair",
    "Source",
    "Span",
    "Step",
    "Steps",
    "Table",
    "Warning",
    "build_block",
    "json_schema",
]

SCHEMA_URN = "urn:qaclean"  # of all schemas: `urn:qaclean:page:1.1.0`
SCHEMA_VERSION = "1.1.0"  # semantic: the policy stands in `qaclean.export.row_schema`

Kind = Literal["qa", "howto", "faq", "thread", "article", "none"]

Reason = Literal[
    "site_chrome",
    "navigation",
    "breadcrumb",
    "metadata",
    "tags",
    "hot_content",
    "related",
    "comment_form",
    "advert",
    "share",
    "footer",
    "image_alt",
    "duplicate",
    "noise",
    "markup",
    "marker",
]


class Record(BaseModel):
    """Base of all records: frozen, open for fields of later versions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Paragraph(Record):
    """Running text. Here and in other blocks `markdown` is the same as CommonMark, where the page's markup says more than the text: targets of links,
    inline code, emphasis, formulas as `$TeX$`."""

    type: Literal["paragraph"] = "paragraph"
    span: Span
    text: str
    markdown: str | None = None


class Heading(Record):
    """A section heading, also one that stood inside a line (`注意事项`)."""

    type: Literal["heading"] = "heading"
    span: Span
    text: str
    markdown: str | None = None


class Quote(Record):
    """Words of an earlier post, quoted."""

    type: Literal["quote"] = "quote"
    span: Span
    text: str
    markdown: str | None = None


class Code(Record):
    """Preformatted text; its line breaks are kept. `language` is what the page names (`python`)."""

    type: Literal["code"] = "code"
    span: Span
    text: str
    language: str | None = None


class Image(Record):
    """An image. `url` is the original (http or https), or null where none could be recovered safely.

    `raw` keeps the fragment of the page where the URL is doubtful or missing; `confidence` is `low` there.
    """

    type: Literal["image"] = "image"
    span: Span
    url: str | None
    thumbnail_url: str | None = None
    alt: str | None = None
    title: str | None = None
    confidence: Literal["high", "low"] = "high"
    raw: str | None = None


class Step(Record):
    """One item of a step list (schema.org HowToStep); `span` starts at the marker."""

    span: Span
    marker: str
    number: int | None
    text: str
    images: list[Image] = Field(default_factory=list)
    steps: list[Step] = Field(default_factory=list)
    markdown: str | None = None


class Steps(Record):
    """A numbered list: `procedure` (things to do) or `enumeration` (facts in order).

    `holes` are the spans inside `span` that are not the list's: each is a removed span of the page, or a block of its own (code in a step).
    """

    type: Literal["steps"] = "steps"
    span: Span
    role: Literal["procedure", "enumeration"]
    style: str
    steps: list[Step]
    holes: list[Span] = Field(default_factory=list)


class ListBlock(Record):
    """An unordered list."""

    type: Literal["list"] = "list"
    span: Span
    items: list[str]
    markdown: str | None = None


class Table(Record):
    """A table of cell texts, row by row."""

    type: Literal["table"] = "table"
    span: Span
    rows: list[list[str]]


Block = Annotated[
    Paragraph | Heading | Quote | Code | Steps | ListBlock | Table | Image,
    Field(discriminator="type"),
]


_BLOCK: TypeAdapter[Block] = TypeAdapter(Block)


def build_block(plain: BlockRow) -> Block:
    """One block from its plain form.

    >>> build_block({"type": "heading", "span": (0, 2), "text": "总结"}).type
    'heading'
    """
    return _BLOCK.validate_python(plain)


class Answer(Record):
    """An answer (schema.org Answer). `accepted` is null where the page does not say."""

    blocks: list[Block]
    span: Span
    accepted: bool | None = None
    author: str | None = None
    published: str | None = None
    votes: int | None = None
    followups: list[list[Block]] = Field(default_factory=list)


class Question(Record):
    """A question (schema.org Question) with the asker's own description in `body`."""

    text: str
    span: Span
    body: list[Block] = Field(default_factory=list)
    author: str | None = None
    published: str | None = None
    answers: list[Answer] = Field(default_factory=list)


class Removed(Record):
    """A span that is in no record, with the reason and the id of the rule that removed it."""

    span: Span
    reason: Reason
    rule: str


class Repair(Record):
    """One edit of the source text: `before` stands in the source at `span`, `after` in the records.

    `raw` holds the bytes as hex digits where they could not be decoded, or where `before` holds what no encoding writes (lone surrogates, shown
    as U+FFFD; the bytes are then those that UTF-8 would write).
    """

    span: Span
    kind: str
    before: str
    after: str
    raw: str | None = None


class Warning(Record):
    """Something a reader of the record should know; `code` is stable, `message` is for people."""

    code: str
    message: str
    span: Span | None = None


class Source(Record):
    """Where the page came from. `sha256` is of the bytes given (of a str, and of the markup that a soup writes, in UTF-8), `encoding` the
    charset that they were read in (`str` for a str; a soup's `original_encoding`), `length` in code points of the source text."""

    name: str | None
    media_type: str
    encoding: str
    sha256: str
    length: int


class Page(Record):
    """One page. See the README for how to read it."""

    schema_version: Literal["1"] = "1"
    kind: Kind
    url: str | None = None
    site: str | None = None
    language: str | None = None
    title: str | None = None
    title_span: Span | None = None
    breadcrumb: list[str] = Field(default_factory=list)
    tags: list[str] = Field(default_factory=list)
    author: str | None = None
    published: str | None = None
    views: int | None = None
    questions: list[Question] = Field(default_factory=list)
    body: list[Block] = Field(default_factory=list)
    removed: list[Removed] = Field(default_factory=list)
    repairs: list[Repair] = Field(default_factory=list)
    warnings: list[Warning] = Field(default_factory=list)
    source: Source

    _source_text: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Page) and self.__dict__ == other.__dict__

    __hash__ = None  # type: ignore[assignment]

    @property
    def source_text(self) -> str:
        """The text all spans count in; not serialised."""
        return self._source_text

    def to_markdown(self) -> str:
        """The page as CommonMark; its text stays text, whatever it holds. As `--format markdown`."""
        return str(find_rendering("markdown")(self))

    def to_text(self) -> str:
        """The page as plain text to read. As `--format text`.

        >>> from qaclean import clean
        >>> print(clean("怎么退订彩铃?\\n发短信TD。").to_text())
        Q: 怎么退订彩铃?
        <BLANKLINE>
        A: 发短信TD。
        """
        return str(find_rendering("text")(self))

    def pairs(self) -> list[dict[str, Any]]:
        """A row for each answer, with its question: text, author, votes, spans. As `--shape pairs`; the id begins with `source.name`.

        >>> from qaclean import clean
        >>> [(row["question"], row["answer"]) for row in clean("怎么退订彩铃?\\n发短信TD。").pairs()]
        [('怎么退订彩铃?', '发短信TD。')]
        """
        return list(find_rendering("pairs")(self, "pairs", self.source.name))

    def chunks(self, size: int = 1000, measure: Callable[[str], int] = len) -> Iterator[dict[str, Any]]:
        """The page in pieces for retrieval, of at most `size` by `measure` (characters, or a tokenizer's count of tokens); see `qaclean.export.chunks`.

        >>> from qaclean import clean
        >>> [chunk["text"] for chunk in clean("怎么退订彩铃?\\n1、编辑短信TD。\\n2、发到客服号。").chunks(size=10)]
        ['1、编辑短信TD。', '2、发到客服号。']
        """
        yield from find_rendering("chunks")(self, size, measure)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a page as `python -m qaclean schema` prints it.

    >>> json_schema()["title"], json_schema()["$id"].startswith("urn:qaclean:page:1.")
    ('Page', True)
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_URN}:page:{SCHEMA_VERSION}",
        **Page.model_json_schema(mode="serialization"),
    }
