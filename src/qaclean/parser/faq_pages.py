"""Pages that declare their questions and answers, or show them by the form of their lines: each pair is known by its pieces."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from qaclean.parser.blocks import answer_row, blocks_of, folded_words
from qaclean.parser.kept_spans import KeptSpan, without_title
from qaclean.parser.outline import Outline
from qaclean.parser.parsed import Parsed
from qaclean.posts.model import Range
from qaclean.records.rows import QuestionRow
from qaclean.segments.document import Removal

__all__ = ["parse_faq"]


def parse_faq(
    outline: Outline,
    pairs: Sequence[tuple[Range, Range]],
    title: KeptSpan | None,
    spans: Sequence[KeptSpan],
    extra: list[Removal],
) -> Parsed:
    """The record of a page of pairs: what belongs to none of them is the page's body, and a page that is mostly such is an article."""
    rest = without_title(spans, title)
    questions, loose, held = _pairs(outline, pairs, rest)
    body = [block for run in loose if run for block in blocks_of(outline, run)]
    name, span_of_name = folded_words(outline.text, title) if title else (None, None)
    whole = sum(span.end - span.start for span in rest)
    return Parsed("faq" if 2 * held >= whole else "article", name, span_of_name, questions, body, extra)


def _pairs(
    outline: Outline, pairs: Sequence[tuple[Range, Range]], rest: Sequence[KeptSpan]
) -> tuple[list[QuestionRow], list[list[KeptSpan]], int]:
    """The questions with their answers, the runs of spans of none, and how many code points the pairs hold."""
    questions: list[QuestionRow] = []
    loose: list[list[KeptSpan]] = [[]]
    pieces = [span.piece for span in rest]  # in order
    at = held = 0
    for (asked, stop), (first, last) in pairs:
        begin = bisect_left(pieces, asked, at)
        loose[-1] += rest[at:begin]
        at = begin
        ends, begins, done = (bisect_left(pieces, piece, at) for piece in (stop, first, last))
        own, told = rest[at:ends], rest[begins:done]
        if not own or not told:
            continue
        whole = next((i for i, span in enumerate(own) if i and span.apart), len(own))
        words, place = folded_words(outline.text, own[0]._replace(end=own[whole - 1].end))
        questions.append({"text": words, "span": place, "answers": [answer_row(outline, blocks_of(outline, told))]})
        if whole < len(own):  # no span holds what was removed inside a question
            questions[-1]["body"] = blocks_of(outline, own[whole:], headings=False)
        held += told[-1].end - own[0].start
        loose += [[*rest[ends:begins]], []]
        at = done
    loose[-1] += rest[at:]
    return questions, loose, held
