"""Multiple-choice papers: the options belong to their question, the letter of the right one and the explanation are its answer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from operator import attrgetter

from qaclean.parser.blocks import answer_row, blocks_of, folded_words
from qaclean.parser.kept_spans import KeptSpan, kept_spans
from qaclean.parser.outline import Outline, outline_of
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.parsed import Parsed
from qaclean.parser.text_title import titled_spans
from qaclean.patterns import compile_on_use
from qaclean.posts.model import Range
from qaclean.posts.papers import ExamQuestion
from qaclean.records.rows import QuestionRow
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence

__all__ = ["parse_papers"]

_NUMBER = compile_on_use(r"(?:第\s?)?[(\[]?[0-9]{1,4}\s?(?:[.、:)\]](?![0-9])|题[.、:]?)\s{0,3}")


def parse_papers(
    document: Document,
    evidence: Sequence[Evidence],
    removals: Sequence[Removal],
    paper: Sequence[ExamQuestion],
    layout: KeptLayout | None = None,
) -> Parsed:
    """The record of a paper; what belongs to no question of it is the page's body."""
    spans, extra = kept_spans(document, evidence, removals)
    title, spans, extra = titled_spans(document, spans, extra, paper[0].stem[0])
    keys = {first for (_, options, (first, last)) in paper if first < last and first != options[1]}
    numbers = _numbers(document, spans, {row.stem[0] for row in paper} | keys)
    outline = outline_of(document, spans, layout, [(r.start, r.end) for r in numbers])
    gone = {removal.start: removal.end for removal in numbers}
    spans = [_behind(document.text, span, gone) for span in spans]
    questions: list[QuestionRow] = []
    taken: set[int] = set()
    for row in paper:
        asked, options, told = (_inside(spans, held) for held in (row.stem, row.options, row.answer))
        if asked:
            taken.update(span.start for span in (*asked, *options, *told))
            questions.append(_question(outline, asked, options, told))
    body = [block for run in _runs(spans, taken) for block in blocks_of(outline, run)]
    name, span_of_name = folded_words(outline.text, title) if title else (None, None)
    return Parsed("faq", name, span_of_name, questions, body, sorted([*extra, *numbers]))


def _numbers(document: Document, spans: Sequence[KeptSpan], stems: Collection[int]) -> list[Removal]:
    """The numbers of the questions, and of the answers that stand in a key below."""
    found = []
    for i, span in enumerate(spans):
        begins = span.piece in stems and (not i or spans[i - 1].piece != span.piece)
        match = _NUMBER.match(document.folded, span.start, span.end) if begins else None
        if match is not None and match.end() < span.end:
            end = span.start + len(match.group().rstrip())
            found.append(Removal(span.start, end, "marker", "question-number"))
    return found


def _behind(text: str, span: KeptSpan, gone: Mapping[int, int]) -> KeptSpan:
    """The span behind what is gone at its start."""
    start = gone.get(span.start, span.start)
    while start < span.end and text[start].isspace():
        start += 1
    return span._replace(start=start)


def _runs(spans: Sequence[KeptSpan], taken: Collection[int]) -> list[list[KeptSpan]]:
    """Spans that belong to no question, parted where one stands between."""
    runs: list[list[KeptSpan]] = [[]]
    for span in spans:
        if span.start in taken:
            runs.append([])
        else:
            runs[-1].append(span)
    return [run for run in runs if run]


def _inside(spans: Sequence[KeptSpan], held: Range) -> list[KeptSpan]:
    piece = attrgetter("piece")
    return list(spans[bisect_left(spans, held[0], key=piece) : bisect_left(spans, held[1], key=piece)])


def _question(
    outline: Outline, asked: Sequence[KeptSpan], options: Sequence[KeptSpan], told: Sequence[KeptSpan]
) -> QuestionRow:
    whole = next((i for i, span in enumerate(asked) if i and span.apart), len(asked))
    asked, options = asked[:whole], [*asked[whole:], *options]  # no span holds what was removed inside a question
    words, span = folded_words(outline.text, asked[0]._replace(end=asked[-1].end))
    record: QuestionRow = {"text": words, "span": span, "answers": []}
    if options:
        record["body"] = blocks_of(outline, options, headings=False)
    if told:
        record["answers"].append(answer_row(outline, blocks_of(outline, told, headings=False)))
    return record
