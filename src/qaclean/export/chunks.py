"""A page in pieces for retrieval: each some blocks that stand together, with their headings, their spans and what they answer.

A chunk ends where the next block would make it larger than asked for; a block that alone is larger is split at its steps, items, rows, lines or sentences.
Nothing is said twice, and nothing is left out but images without a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from qaclean.export.plain_text import plain_text
from qaclean.records import Block, Heading, Page, Paragraph
from qaclean.records.walk import block_lists

__all__ = ["CHUNK_SIZE", "chunks"]

CHUNK_SIZE = 1000  # characters, where no other measure is given
Measure = Callable[[str], int]
_SENTENCE = re.compile(r"(?<=[\u3002\uff01\uff1f!?.;\uff1b])(?=\S)(?<![0-9]\.)|(?<=[.!?;])\s")


class _Piece(NamedTuple):
    text: str
    span: tuple[int, int]
    headings: tuple[str, ...]


def chunks(page: Page, size: int = CHUNK_SIZE, measure: Measure = len) -> Iterator[dict[str, Any]]:
    """The chunks of a page in its order. `measure` tells the size of a text: characters (`len`), or a tokenizer's count of tokens.

    A chunk has `headings` (the title, the question, the headings above it), `text`, `spans` (of its blocks, in code points of the source text),
    `question_number` and `answer_number` (from 0; None for what is no part of an answer). Of a block that was split the span is the whole block's.

    >>> from qaclean import clean
    >>> for chunk in chunks(clean("怎么退订彩铃?\\n1、编辑短信TD。\\n2、发到客服号。"), size=10):
    ...     print(chunk["headings"], chunk["text"])
    ['怎么退订彩铃?'] 1、编辑短信TD。
    ['怎么退订彩铃?'] 2、发到客服号。
    """
    number = 0
    for place in block_lists(page):
        asked = () if place.question is None else (page.questions[place.question].text,)
        above = (*([page.title] if page.title and (page.title,) != asked else []), *asked)
        pieces = list(_pieces(place.blocks, above, size, measure))
        if (
            place.question is not None
            and place.answer is None
            and not page.questions[place.question].answers
            and not pieces
        ):
            question = page.questions[place.question]  # a question that nobody answered is worth finding too
            pieces = [_Piece(question.text, question.span, above[:-1])]
        for group in _grouped(pieces, size, measure):
            yield {
                "chunk_number": number,
                "question_number": place.question,
                "answer_number": place.answer,
                "headings": list(group[0].headings),
                "text": "\n".join(piece.text for piece in group),
                "spans": list(dict.fromkeys(piece.span for piece in group)),
            }
            number += 1


def _pieces(blocks: Sequence[Block], above: tuple[str, ...], size: int, measure: Measure) -> Iterator[_Piece]:
    """Blocks as texts of at most `size`, each with the headings above it."""
    heading: Heading | None = None
    bare = False  # nothing stands below the heading yet
    for block in blocks:
        if block.type == "heading":
            if heading is not None and bare:
                yield _Piece(heading.text, heading.span, above)
            heading, bare = block, True
            continue
        for text in _split(block, size, measure):
            yield _Piece(text, block.span, above if heading is None else (*above, heading.text))
            bare = False
    if heading is not None and bare:
        yield _Piece(heading.text, heading.span, above)


def _split(block: Block, size: int, measure: Measure) -> Iterator[str]:
    """A block's text, in parts where it is larger than `size`: its lines, those that are too long themselves at sentence ends."""
    text = plain_text([block])
    if not text.strip():
        return
    if measure(text) <= size:
        yield text
        return
    parts = text.splitlines(keepends=True)
    if isinstance(block, Paragraph) or len(parts) == 1:
        parts = [part for line in parts for part in _sentences(line)]
    held = ""
    for part in parts:
        if held and measure(held + part) > size:
            yield held.strip("\n")
            held = ""
        held += part
    if held.strip():
        yield held.strip("\n")


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for match in _SENTENCE.finditer(line):
        yield line[start : match.end()]
        start = match.end()
    yield line[start:]


def _grouped(pieces: Sequence[_Piece], size: int, measure: Measure) -> Iterator[list[_Piece]]:
    """Pieces under the same headings together, as long as they are no larger than `size`."""
    group: list[_Piece] = []
    for piece in pieces:
        together = "\n".join([*(held.text for held in group), piece.text])
        if group and (piece.headings != group[0].headings or measure(together) > size):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group
