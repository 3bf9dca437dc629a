"""The blocks of a record: what a page's questions, answers and body are made of.

A span is `[start, end)` in code points of the source text. The string below a field says what it means (`qaclean.records.field_docs`).

>>> Paragraph(span=(0, 2), text="你好").model_dump()
{'type': 'paragraph', 'span': (0, 2), 'text': '你好', 'markdown': None}
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from qaclean.records.rows import BlockRow, Span

__all__ = [
    "Block",
    "Code",
    "Heading",
    "Image",
    "ListBlock",
    "Paragraph",
    "Quote",
    "Record",
    "Step",
    "Steps",
    "Table",
    "build_block",
]


class Record(BaseModel):
    """Base of all records: frozen, open for fields of later versions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Paragraph(Record):
    """Running text."""

    type: Literal["paragraph"] = "paragraph"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    text: str
    """As a person should read it: repaired, without fragments of markup, white space folded."""
    markdown: str | None = None
    """The same as CommonMark where the page's markup says more than the text: targets of links, inline code, emphasis, formulas as `$TeX$`. Null in dumps."""


class Heading(Record):
    """A section heading, also one that stood inside a line (`注意事项`)."""

    type: Literal["heading"] = "heading"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    text: str
    """Its words."""
    markdown: str | None = None
    """The same as CommonMark, as of a paragraph."""


class Quote(Record):
    """Words of an earlier post, quoted."""

    type: Literal["quote"] = "quote"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    text: str
    """The quoted words; who said them is a removed span with the rule `quote-attribution`."""
    markdown: str | None = None
    """The same as CommonMark, as of a paragraph."""


class Code(Record):
    """Preformatted text."""

    type: Literal["code"] = "code"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    text: str
    """The code, its line breaks and indentation kept."""
    language: str | None = None
    """What the elements of an HTML page name (`python`); else null."""


class Image(Record):
    """An image. It is never loaded."""

    type: Literal["image"] = "image"
    """Tells the block apart."""
    span: Span
    """In code points of the source text: of a dump the whole broken anchor, of HTML empty, at the image's place."""
    url: str | None
    """The original, http or https; null where none could be recovered safely."""
    thumbnail_url: str | None = None
    """The processed variant that the page showed."""
    alt: str | None = None
    """Its alternative text."""
    title: str | None = None
    """Its title."""
    confidence: Literal["high", "low"] = "high"
    """`low` where copies of the address disagree, or its host only looks like the picture host."""
    raw: str | None = None
    """The fragment of the page, where the address is doubtful or missing."""


class Step(Record):
    """One item of a step list (schema.org HowToStep)."""

    span: Span
    """From its marker on, in code points of the source text."""
    marker: str
    """As written: `1、`, `第一步:`; `-` where the page counts by its elements and shows no number."""
    number: int | None
    """The number that the marker tells; null for one without."""
    text: str
    """Its words, without the marker."""
    images: list[Image] = Field(default_factory=list)
    """The images that stand in it, in order."""
    steps: list[Step] = Field(default_factory=list)
    """Steps inside of it: `1)` below `1.`, the steps of a section."""
    markdown: str | None = None
    """Its words as CommonMark, as of a paragraph."""


class Steps(Record):
    """A numbered list."""

    type: Literal["steps"] = "steps"
    """Tells the block apart."""
    span: Span
    """From its first marker to its last item's end, in code points of the source text."""
    role: Literal["procedure", "enumeration"]
    """`procedure`: things to do; `enumeration`: facts in order."""
    style: str
    """The first marker as written."""
    steps: list[Step]
    """Its items, in the order of the page."""
    holes: list[Span] = Field(default_factory=list)
    """Spans inside of `span` that are not the list's: each is a removed span of the page, or a block of its own (code in a step)."""


class ListBlock(Record):
    """An unordered list."""

    type: Literal["list"] = "list"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    items: list[str]
    """The text of each item, without its bullet."""
    markdown: str | None = None
    """The same as CommonMark, as of a paragraph."""


class Table(Record):
    """A table of data."""

    type: Literal["table"] = "table"
    """Tells the block apart."""
    span: Span
    """Where it stands, in code points of the source text."""
    rows: list[list[str]]
    """The texts of its cells, row by row; a head is the first row."""


# Any of the blocks, told apart by `type`.
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
