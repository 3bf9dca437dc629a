"""Pages that are a how-to: all that is kept is its body, but for pairs of question and answer that the page declares or tells in a section of their own."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.parser.blocks import answer_row, blocks_of, folded_words
from qaclean.parser.faq_pages import parse_faq
from qaclean.parser.kept_spans import KeptSpan, without_title
from qaclean.parser.other_lists import without_other_steps
from qaclean.parser.outline import Outline
from qaclean.parser.parsed import Parsed
from qaclean.posts.howto_model import HowTo
from qaclean.posts.model import Range
from qaclean.records.rows import QuestionRow
from qaclean.segments.document import Removal
from qaclean.text.titles import asks

__all__ = ["parse_howto"]


def parse_howto(
    outline: Outline,
    howto: HowTo,
    pairs: Sequence[tuple[Range, Range]],
    title: KeptSpan | None,
    spans: Sequence[KeptSpan],
    extra: list[Removal],
) -> Parsed:
    """The record of a how-to; one whose title asks answers it."""
    if pairs:
        told = parse_faq(outline, pairs, title, spans, extra)
        name, span_of_name, asked, blocks = told.title, told.title_span, told.questions, told.body
    else:
        name, span_of_name = folded_words(outline.text, title) if title else (None, None)
        asked, blocks = [], blocks_of(outline, without_title(spans, title))
    blocks = without_other_steps(outline.text, howto, without_title(spans, title), blocks)
    if name is not None and span_of_name is not None and blocks and asks(name):
        question: QuestionRow = {"text": name, "span": span_of_name, "answers": [answer_row(outline, blocks)]}
        return Parsed("howto", name, span_of_name, [question, *asked], [], extra)
    return Parsed("howto", name, span_of_name, asked, blocks, extra)
