"""Questions and answers: groups the kept pieces of a page by their roles into records.

Works on `KeptSpan`s with a role each (see `qaclean.parser.roles`); blocks come from `qaclean.parser.outline`. It drops
nothing: what fits no question stays in the page's body.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from qaclean.parser.asker import with_asker
from qaclean.parser.attribution_lines import AttributionLine, part_at_attributions
from qaclean.parser.blocks import answer_row, blocks_of, folded_words
from qaclean.parser.counted_roles import with_one_answer
from qaclean.parser.faq_roles import with_faq, with_open_questions
from qaclean.parser.followups import cut_turns, split_followups
from qaclean.parser.heading_roles import with_asking_headings
from qaclean.parser.images import Fragment
from qaclean.parser.kept_spans import KeptSpan, kept_spans, parted
from qaclean.parser.layout_roles import roles_by_layout
from qaclean.parser.outline import Outline, outline_of
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.paired_roles import with_pairs
from qaclean.parser.parsed import Parsed
from qaclean.parser.roles import DETAIL, MORE, OTHER, QUESTION, Seen, roles_of
from qaclean.parser.section_roles import with_sections
from qaclean.parser.seen_roles import (
    indented_on,
    is_one_text,
    page_cues,
    question_numbers,
    seen_spans,
    settled_roles,
)
from qaclean.parser.statement_roles import without_statements
from qaclean.parser.text_title import cut_suffix, title_parts
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.records.rows import QuestionRow
from qaclean.segments.columns import texts_of
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence, cues_with
from qaclean.text.followup_prefixes import DETAIL as DETAIL_PREFIX
from qaclean.text.followup_prefixes import has_followup_prefixes
from qaclean.text.question_forms import names_faq
from qaclean.text.titles import TitleParts, asks, title_kind

__all__ = ["parse_text"]

MIN_ASKED = 4  # code points of a question that answers itself
_QUESTION_END = compile_on_use(r"[?\uff1f::\s]")
_ANSWERED = compile_at_once(r"(.{4,80}?[?\uff1f])\s*([^\s?\uff1f][^?\uff1f]{3,})")
MANY_QUESTIONS = 3  # a titled page with so many pairs is a FAQ


class _Group(NamedTuple):
    """A question while it is gathered: its own piece, the asker's pieces, and the pieces of each answer."""

    question: KeptSpan
    details: list[KeptSpan]
    answers: list[list[KeptSpan]]


def parse_text(
    document: Document,
    evidence: Sequence[Evidence],
    removals: Sequence[Removal],
    attributions: Sequence[AttributionLine] = (),
    layout: KeptLayout | None = None,
) -> Parsed:
    """Parse what the stripper kept of a page; `attributions` are the lines that only say who wrote a post, `layout` is that of what is kept."""
    pieces, extra = kept_spans(document, evidence, removals)
    if not pieces:
        return Parsed("none", None, None, [], [], extra)
    parts = None if pieces[0].code else title_parts(document, pieces[0])
    if parts is not None and parts.suffix:
        pieces, suffix = cut_suffix(document, pieces, parts)
        extra = sorted([*extra, suffix])
    outline = outline_of(document, pieces, layout)
    seen = seen_spans(document, pieces, outline, parts, evidence)
    followups = has_followup_prefixes(document.folded)
    roles = settled_roles(roles_of(seen, page_cues(evidence)), pieces, seen, followups=followups)
    roles = with_sections(document.folded, pieces, roles)
    if layout is None:
        roles = _roles_by_lines(document, evidence, pieces, seen, roles)
    if not attributions and all(piece.asks is None and not piece.prefix for piece in pieces):
        roles = with_asker(roles, seen)
    if layout is not None:
        roles = _roles_by_layout(roles, pieces, seen, layout, len(attributions))
    title_asks = parts is not None and asks(document.folded[pieces[0].start : pieces[0].end])
    pieces, roles, labels = cut_turns(document.folded, pieces, roles, asked=title_asks, prefixed=followups)
    if labels:
        extra = sorted([*extra, *labels])
        outline = outline_of(document, pieces, layout)
    if attributions:
        pieces, roles, cut = part_at_attributions(pieces, roles, attributions)
        extra = sorted([*extra, *cut])
    numbers = question_numbers(roles, pieces)
    if numbers and any(a <= item.marker.start < b for item in outline.items for a, b in numbers):
        outline = outline_of(document, pieces, layout, numbers)
    if _answers_none(roles, parts) or is_one_text(pieces, roles, parts):
        return _article(document.text, pieces, parts, outline, extra)
    return _questions(document.text, pieces, roles, parts, outline, extra)


def _answers_none(roles: Sequence[int], parts: TitleParts | None) -> bool:
    """Whether nothing answers, or asks but the title: what stands below a title that asks is an article that answers it."""
    titled = len(roles) > 1 and parts is not None and roles[0] == QUESTION
    return all(role == OTHER for role in (roles[1:] if titled else roles))


def _roles_by_lines(
    document: Document, evidence: Sequence[Evidence], pieces: list[KeptSpan], seen: Sequence[Seen], roles: list[int]
) -> list[int]:
    """The roles of a dump whose lines tell more than the chain knows: a FAQ's, or questions and answers by turns."""
    if names_faq(texts_of(evidence)):
        roles = with_faq([row.text for row in seen], roles)
        return with_pairs(document.folded, roles, pieces, seen)
    if all(piece.asks is None for piece in pieces):
        roles = with_open_questions([row.text for row in seen], roles)
    roles = indented_on(document, roles, pieces)
    roles = without_statements(with_pairs(document.folded, roles, pieces, seen), pieces, seen)
    return with_one_answer(roles, texts_of(evidence))


def _roles_by_layout(
    roles: list[int], pieces: list[KeptSpan], seen: Sequence[Seen], layout: KeptLayout, attributed: int
) -> list[int]:
    """The roles of a page with a layout; headings that ask tell nothing where lines say who wrote its posts."""
    roles = roles_by_layout(roles, pieces, layout, attributed)
    return roles if attributed else with_asking_headings(roles, pieces, layout, seen)


# -- articles --------------------------------------------------------------------------------------------------------


def _article(
    text: str, pieces: list[KeptSpan], parts: TitleParts | None, outline: Outline, extra: list[Removal]
) -> Parsed:
    """A page that holds no question but, perhaps, the one its title asks."""
    if not pieces:  # nothing was kept but lines that say who wrote what is not there
        return Parsed("none", None, None, [], [], extra)
    titled = parts is not None and (
        len(pieces) > 1 or bool(parts.suffix) or asks(text[pieces[0].start : pieces[0].end])
    )
    title, span = folded_words(text, pieces[0]) if titled else (None, None)
    rest = pieces[1:] if titled else pieces
    own, *followups = split_followups(rest) if title is not None and asks(title) else [rest]
    blocks = blocks_of(outline, own, headings=True)
    procedure = any(b["type"] == "steps" and b["role"] == "procedure" for b in blocks)
    kind = "howto" if procedure else "article"
    if title is not None and span is not None and asks(title):
        question: QuestionRow = {"text": title, "span": span, "answers": []}
        if blocks:
            question["answers"].append(answer_row(outline, blocks, followups))
        return Parsed(kind, title, span, [question], [], extra)
    return Parsed(kind, title, span, [], blocks, extra)


# -- question pages --------------------------------------------------------------------------------------------------


def _questions(
    text: str,
    pieces: list[KeptSpan],
    roles: list[int],
    parts: TitleParts | None,
    outline: Outline,
    extra: list[Removal],
) -> Parsed:
    title_piece, start = _own_title(text, pieces, roles, parts)
    groups, loose = _gather(text, outline, pieces[start:], roles[start:])
    groups = [group if group.question.start == pieces[0].start else _self_answered(text, group) for group in groups]
    if len(groups) >= MANY_QUESTIONS:
        groups = _answered_once(groups)
    if title_piece is not None and groups and _is_post(text, groups):
        first = groups[0]
        groups[0] = _Group(title_piece, [first.question, *first.details], first.answers)
    starts = [piece.start for piece in pieces]
    questions = [_question(text, _parted(group, starts), outline) for group in groups]
    body = [block for run in loose for block in blocks_of(outline, run)]
    title, span = folded_words(text, title_piece) if title_piece else (None, None)
    if len(questions) == 1 and title is None:
        title, span = questions[0]["text"], questions[0]["span"]
    said = title_kind(text[pieces[0].start : pieces[0].end] + parts.suffix) if parts else ""
    kind = _kind(questions, said, pieces, title_piece is not None)
    return Parsed(kind, title, span, questions, body, extra)


def _own_title(
    text: str, pieces: list[KeptSpan], roles: list[int], parts: TitleParts | None
) -> tuple[KeptSpan | None, int]:
    if roles[0] == OTHER and parts is not None and len(pieces) > 1:
        return pieces[0], 1
    return None, 0


def _answered_once(groups: list[_Group]) -> list[_Group]:
    """The groups, where most questions have one answer and nothing tells the others' answers apart: their paragraphs are one answer."""
    single = sum(len(group.answers) <= 1 for group in groups)
    if 2 * single < len(groups):
        return groups
    return [group._replace(answers=_joined(group.answers)) for group in groups]


def _joined(answers: list[list[KeptSpan]]) -> list[list[KeptSpan]]:
    """Answers with those joined to the one before that neither a label nor a removed attribution begins."""
    rows: list[list[KeptSpan]] = []
    for spans in answers:
        if rows and spans[0].asks is None and "metadata" not in spans[0].removed:
            rows[-1] = [*rows[-1], *spans]
        else:
            rows.append(spans)
    return rows


def _is_post(text: str, groups: list[_Group]) -> bool:
    """The first question is a post under the page's title: it is the only one."""
    return len(groups) == 1


def _split_question(text: str, piece: KeptSpan, outline: Outline) -> tuple[KeptSpan, KeptSpan | None]:
    """A line that asks and at once answers with a list: the question ends at its first mark, colon or space."""
    first = bisect_left(outline.items, piece.start, key=lambda item: item.marker.start)
    inside = [item for item in outline.items[first : first + 2] if item.marker.start < piece.end]
    if len(inside) < 2 or inside[0].marker.start - piece.start < MIN_ASKED:
        return piece, None
    ends = (found.end() for found in _QUESTION_END.finditer(text, piece.start + MIN_ASKED, inside[0].marker.start))
    end = next((at for at in ends if not _is_inside(at, outline.fragments)), inside[0].marker.start)
    start = end
    while text[start].isspace():
        start += 1
    asked = piece._replace(end=end - (len(text[piece.start : end]) - len(text[piece.start : end].rstrip())))
    return asked, piece._replace(start=start, removed=(), gap=0, joined=True)


def _is_inside(at: int, fragments: Sequence[Fragment]) -> bool:
    """Whether a place is one inside what is left of a picture's tag."""
    return any(fragment.start < at < fragment.end for fragment in fragments)


def _gather(
    text: str, outline: Outline, pieces: Sequence[KeptSpan], roles: Sequence[int]
) -> tuple[list[_Group], list[list[KeptSpan]]]:
    groups: list[_Group] = []
    loose: list[list[KeptSpan]] = []
    before = -1
    for piece, role in zip(pieces, roles, strict=True):
        if role == QUESTION:
            asked, told = _split_question(text, piece, outline)
            groups.append(_Group(asked, [], [[told]] if told else []))
        elif role == OTHER or not groups:
            if before != OTHER or not loose:
                loose.append([])
            loose[-1].append(piece)
            role = OTHER
        elif role == DETAIL and (not groups[-1].answers or piece.prefix == DETAIL_PREFIX):
            groups[-1].details.append(piece)
        elif role in (MORE, DETAIL) and groups[-1].answers:
            groups[-1].answers[-1].append(piece)
        else:
            groups[-1].answers.append([piece])
        before = role
    return groups, loose


def _parted(group: _Group, starts: Sequence[int]) -> _Group:
    """A group, no list or paragraph of which goes on behind what stands between and is not its own."""
    return _Group(group.question, parted(group.details, starts), [parted(answer, starts) for answer in group.answers])


def _self_answered(text: str, group: _Group) -> _Group:
    """`Can it be undone? Yes, at any time.` with nothing below: what stands behind the mark is the answer."""
    piece = group.question
    if group.answers or group.details:
        return group
    match = _ANSWERED.match(text, piece.start, piece.end)
    if match is None or match.end() < piece.end:
        return group
    answer = piece._replace(start=match.start(2), asks=None, removed=(), gap=0, joined=True)
    return _Group(piece._replace(end=match.end(1)), [], [[answer]])


def _question(text: str, group: _Group, outline: Outline) -> QuestionRow:
    words, span = folded_words(text, group.question)
    record: QuestionRow = {"text": words, "span": span, "answers": []}
    if group.details:
        record["body"] = blocks_of(outline, group.details, headings=False)
    for pieces in group.answers:
        own, *followups = split_followups(pieces)
        record["answers"].append(answer_row(outline, blocks_of(outline, own, headings=False), followups))
    return record


def _kind(questions: list[QuestionRow], title: str, pieces: Sequence[KeptSpan], titled: bool) -> str:
    if not questions:
        return "article"
    if title == "forum":
        return "thread"
    if any(not cues_with("of_post").isdisjoint(p.cues) for p in pieces) and len(questions) == 1:
        return "thread"
    return "faq" if titled and len(questions) >= MANY_QUESTIONS else "qa"
