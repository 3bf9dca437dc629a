"""The pydantic records: what `qaclean.clean` returns, field by field (schema 1). The blocks stand in `blocks.py`.

A span is `[start, end)` in code points of the source text. Every model is frozen. A field that it does not know is passed over, so that
records of a later version with the same first number can be read (`SCHEMA_VERSION`). The string below a field says what it means (`field_docs.py`).

>>> Removed(span=(0, 4), reason="share", rule="sharing").model_dump()
{'span': (0, 4), 'reason': 'share', 'rule': 'sharing'}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Literal

from pydantic import Field

from qaclean.records.blocks import (
    Block,
    Code,
    Heading,
    Image,
    ListBlock,
    Paragraph,
    Quote,
    Record,
    Step,
    Steps,
    Table,
    build_block,
)
from qaclean.records.rows import Span
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


class Answer(Record):
    """An answer (schema.org Answer)."""

    blocks: list[Block]
    """What it says, in the order of the page."""
    span: Span
    """From the first to the last block, in code points of the source text."""
    accepted: bool | None = None
    """Whether its asker (or the site) accepted it; null where the page does not say."""
    author: str | None = None
    """The name that the page shows; null where it shows none."""
    published: str | None = None
    """When, in ISO 8601; null where the page does not say, or only says how long ago and no `reference_time` is given."""
    votes: int | None = None
    """How many voted for it, less those against it; null where the page does not say."""
    followups: list[list[Block]] = Field(default_factory=list)
    """What stands below it: 追问, 追答, comments, each a list of blocks."""


class Question(Record):
    """A question (schema.org Question)."""

    text: str
    """The question in one line; mostly the title of the page."""
    span: Span
    """Where it stands, in code points of the source text."""
    body: list[Block] = Field(default_factory=list)
    """The asker's own description; in a thread the first post."""
    author: str | None = None
    """Who asks, as the page shows it; null where it shows nobody."""
    published: str | None = None
    """When it was asked, in ISO 8601, as of an answer."""
    answers: list[Answer] = Field(default_factory=list)
    """The answers in the order of the page; empty where nobody answered."""


class Removed(Record):
    """A span that is in no record, with why."""

    span: Span
    """Where it stands, in code points of the source text."""
    reason: Reason
    """What it is; the values are fixed within schema 1."""
    rule: str
    """The id of the rule that removed it: a row of the rules files, the zone that it stands under, a proof, a profile, or the weighing of the page."""


class Repair(Record):
    """One edit of the source text, which can be undone."""

    span: Span
    """What was edited, in code points of the source text."""
    kind: str
    """Which damage it mends: `mojibake`, `gbk_nbsp`, `entity`, `control`, `invisible`, `injected`, `markup` ..."""
    before: str
    """What stands in the source."""
    after: str
    """What stands in the records in its place; may be empty."""
    raw: str | None = None
    """The bytes as hex digits, where they could not be decoded, or where `before` holds what no encoding writes (lone surrogates, shown as U+FFFD; the bytes are then those that UTF-8 would write)."""


class Warning(Record):
    """Something a reader of the record should know."""

    code: str
    """Stable, for programs."""
    message: str
    """For people."""
    span: Span | None = None
    """The first place that it is about, in code points of the source text; null where it is about the page."""


class Source(Record):
    """Where the page came from."""

    name: str | None
    """What the caller called it: a file, the place of a record in its file; null for a text without one."""
    media_type: str
    """What it was read as: `text/plain`, `text/html` or `text/markdown`."""
    encoding: str
    """The charset that the bytes were read in; `str` for a str, a soup's `original_encoding`."""
    sha256: str
    """Of the bytes given; of a str, and of the markup that a soup writes, in UTF-8."""
    length: int
    """Code points of the source text."""


class Page(Record):
    """One page, and all that was done to it."""

    schema_version: Literal["1"] = "1"
    """The first number of the schema."""
    kind: Kind
    """`qa` a question with answers, `howto` instructions, `faq` several questions with an answer each, `thread` a forum thread, `article`, `none` no content (a notice, a list of links)."""
    url: str | None = None
    """The address: as given, else the canonical one that the page declares. Never fetched."""
    site: str | None = None
    """The site profile that knew the page; null on the generic path."""
    language: str | None = None
    """BCP 47 (`zh`): what the words prove, else what the page declares and its letters do not contradict."""
    title: str | None = None
    """Without the site's name; null where none is told."""
    title_span: Span | None = None
    """Where the title stands, in code points of the source text."""
    breadcrumb: list[str] = Field(default_factory=list)
    """The way from the front page to here."""
    tags: list[str] = Field(default_factory=list)
    """Key words that the page names."""
    author: str | None = None
    """Who wrote the page (of a thread: see its posts)."""
    published: str | None = None
    """When, in ISO 8601: the date, with the time where the page tells it."""
    views: int | None = None
    """How often it was read, as the page says."""
    questions: list[Question] = Field(default_factory=list)
    """The questions with their answers. An article whose title asks is one question with one answer."""
    body: list[Block] = Field(default_factory=list)
    """Content that belongs to no question."""
    removed: list[Removed] = Field(default_factory=list)
    """All that is in no record, in the order of the page."""
    repairs: list[Repair] = Field(default_factory=list)
    """All edits of the text, in the order of the page."""
    warnings: list[Warning] = Field(default_factory=list)
    """What a reader should know."""
    source: Source
    """Where the page came from."""

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

    def _repr_html_(self) -> str:
        """The page as a notebook shows it: the record, and the source with removals struck through (`qaclean.report.notebook`).

        >>> from qaclean import clean
        >>> clean("怎么退订彩铃?\\n发短信TD。")._repr_html_().startswith("<div><b>怎么退订彩铃?</b>")
        True
        """
        return str(find_rendering("notebook")(self))

    def chunks(self, size: int = 1000, measure: Callable[[str], int] = len) -> Iterator[dict[str, Any]]:
        """The page in pieces for retrieval, of at most `size` by `measure` (characters, or a tokenizer's count of tokens); see `qaclean.export.chunks`.

        >>> from qaclean import clean
        >>> [chunk["text"] for chunk in clean("怎么退订彩铃?\\n1、编辑短信TD。\\n2、发到客服号。").chunks(size=10)]
        ['1、编辑短信TD。', '2、发到客服号。']
        """
        yield from find_rendering("chunks")(self, size, measure)


_MODELS = (
    *(Page, Question, Answer, Step, Removed, Repair, Warning, Source),
    *(Paragraph, Heading, Quote, Code, Steps, ListBlock, Table, Image),
)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a page as `python -m qaclean schema` prints it.

    >>> json_schema()["title"], json_schema()["$id"].startswith("urn:qaclean:page:1.")
    ('Page', True)
    """
    from qaclean.records.field_docs import describe

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMA_URN}:page:{SCHEMA_VERSION}",
        **Page.model_json_schema(mode="serialization"),
    }
    describe(schema, _MODELS)
    return schema
