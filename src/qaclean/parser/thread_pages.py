"""Pages whose posts are known: the title asks, or the first post's first line does, and the others answer."""

from __future__ import annotations

from qaclean.parser.blocks import answer_row, blocks_of, folded_words
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.outline import Outline
from qaclean.parser.parsed import Parsed
from qaclean.parser.threads import HeldPost, HeldThread
from qaclean.records.rows import AnswerRow, BlockRow, QuestionRow
from qaclean.segments.document import Removal

__all__ = ["parse_thread"]


def parse_thread(
    outline: Outline, thread: HeldThread, title: KeptSpan | None, kind: str, extra: list[Removal]
) -> Parsed:
    """The record of a page of posts; `extra` are the removals that the parser made. Without `title` the question's first span is it."""
    body = thread.question.spans
    named = title
    if named is None:
        named, *body = body
    words, span = folded_words(outline.text, named)
    fields = thread.question.fields
    runs = (run for run in (body, *thread.question.followups) if run)
    blocks = [block for run in runs for block in blocks_of(outline, run, headings=_by_lines(outline))]
    question: QuestionRow = {
        "text": words,
        "span": span,
        "body": _description(sorted(blocks, key=lambda block: block["span"])),
        "author": fields.author,
        "published": fields.published,
        "answers": [_answer(outline, post) for post in thread.answers],
    }
    loose = blocks_of(outline, thread.loose) if thread.loose else []
    return Parsed(kind, words, span, [question], loose, extra)


def _by_lines(outline: Outline) -> bool:
    """Whether a short line above a long one may head it: elements tell the headings of HTML, and what people write in posts is short."""
    return outline.layout is None or outline.layout.marked


def _description(blocks: list[BlockRow]) -> list[BlockRow]:
    """The asker's words; where all of them stand in one heading's element (`<h1>`), they head nothing."""
    if len(blocks) == 1 and blocks[0]["type"] == "heading":
        return [{**blocks[0], "type": "paragraph"}]
    return blocks


def _answer(outline: Outline, post: HeldPost) -> AnswerRow:
    row = answer_row(outline, blocks_of(outline, post.spans, headings=_by_lines(outline)))
    row["author"], row["published"] = post.fields.author, post.fields.published
    row["votes"], row["accepted"] = post.fields.votes, post.fields.accepted
    row["followups"] = [blocks_of(outline, run, headings=_by_lines(outline)) for run in post.followups]
    return row
