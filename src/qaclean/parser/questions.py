"""Questions and answers: groups the kept pieces of a page by their roles into records.

Works on `KeptPiece`s with a role each (see `qaclean.parser.roles`); blocks come from `qaclean.parser.outline`. It drops
nothing: what fits no question stays in the page's body.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from qaclean.parser.followups import cut_turns, split_followups
from qaclean.parser.kept_spans import KeptPiece, kept_pieces
from qaclean.parser.layout_blocks import PageLayout, layout_blocks
from qaclean.parser.layout_roles import roles_by_layout
from qaclean.parser.outline import Outline, Piece, outline_of, region_blocks
from qaclean.parser.question_forms import is_rule
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION, Seen, roles_of
from qaclean.posts.attribution_lines import Head, between_heads
from qaclean.posts.threads import HtmlPost, HtmlThread
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.text.followup_prefixes import DETAIL as TURN_DETAIL
from qaclean.text.followup_prefixes import has_turns
from qaclean.text.titles import TitleParts, asks, split_title, title_kind

__all__ = ["Parsed", "page_cues", "parse_pages_questions", "parse_thread", "plain_pieces", "seen_pieces", "title_parts"]

Record = dict[str, Any]
MAX_TITLE = 80  # code points; a longer first line is text, not a title
MIN_ASKED = 4  # code points of a question that answers itself
_QUESTION_END = re.compile(r"[?\uff1f::\s]")
_ANSWERED = re.compile(r"(.{4,80}?[?\uff1f])\s*([^\s?\uff1f][^?\uff1f]{3,})")
NUMBER_WITHIN = 6  # code points of a question's number
MANY_QUESTIONS = 3  # a titled page with so many pairs is a FAQ
COUNTED_QUESTIONS = 2  # so many questions may be numbered: their numbers are no items


class Parsed(NamedTuple):
    """What the parser made of a page; spans count in the repaired text."""

    kind: str
    title: str | None
    title_span: tuple[int, int] | None
    questions: list[Record]
    body: list[Record]
    removals: list[Removal]

    @property
    def content_start(self) -> int | None:
        """Where the page's running content begins, the title and the first question's words not counted."""
        blocks = [*self.body]
        for question in self.questions:
            blocks += question.get("body", ())
            blocks += [block for answer in question["answers"] for block in answer["blocks"]]
        return min((block["span"][0] for block in blocks), default=None)


class _Group(NamedTuple):
    """A question while it is gathered: its own piece, the asker's pieces, and the pieces of each answer."""

    question: KeptPiece
    details: list[KeptPiece]
    answers: list[list[KeptPiece]]


def parse_pages_questions(
    document: Document,
    evidence: Sequence[Evidence],
    removals: Sequence[Removal],
    heads: Sequence[Head] = (),
    layout: PageLayout | None = None,
) -> Parsed:
    """Parse what the stripper kept of a page; `heads` are the lines that only say who wrote a post, `layout` is an HTML page's."""
    pieces, extra = kept_pieces(document, evidence, removals)
    if not pieces:
        return Parsed("none", None, None, [], [], extra)
    text = document.text
    parts = title_parts(document.folded, pieces[0])
    if parts is not None and parts.suffix:
        pieces, cut = _cut_suffix(text, pieces, parts)
        extra = sorted([*extra, cut])
    outline = outline_of(document, plain_pieces(pieces))._replace(layout=layout)
    seen = seen_pieces(document, pieces, outline, parts, evidence)
    roles = _settle(roles_of(seen, page_cues(evidence)), pieces, turns=has_turns(document.folded))
    if layout is not None and layout.leaves:
        roles = roles_by_layout(roles, pieces, layout, len(heads))
    title_asks = parts is not None and asks(document.folded[pieces[0].start : pieces[0].end])
    pieces, roles, labels = cut_turns(document.folded, pieces, roles, asked=title_asks)
    if labels:
        extra = sorted([*extra, *labels])
        outline = outline_of(document, plain_pieces(pieces))._replace(layout=layout)
    if heads:
        pieces, roles, cut_heads = between_heads(pieces, roles, heads)
        extra = sorted([*extra, *cut_heads])
    numbers = _question_numbers(roles, pieces)
    if numbers and any(a <= item.marker.start < b for item in outline.items for a, b in numbers):
        outline = outline_of(document, plain_pieces(pieces), without=numbers)._replace(layout=layout)
    if all(role == OTHER for role in roles):
        return _article(text, pieces, parts, outline, extra)
    return _questions(text, pieces, roles, parts, outline, extra)


def parse_thread(
    document: Document,
    thread: HtmlThread,
    title: KeptPiece | None,
    pieces: Sequence[KeptPiece],
    extra: list[Removal],
    layout: PageLayout,
    kind: str,
) -> Parsed:
    """The record of a page whose posts are known: the title asks, or the first post's first line does."""
    outline = outline_of(document, plain_pieces(pieces))._replace(layout=layout)
    text = document.text
    body = thread.question.pieces
    named = title
    if named is None:
        named, *body = body
    words, span = _words(text, named)
    fields = thread.question.fields
    question: Record = {
        "text": words,
        "span": span,
        "body": _blocks(outline, body) if body else [],
        "author": fields.author,
        "published": fields.published,
        "answers": [_posted(outline, post) for post in thread.answers],
    }
    for run in thread.question.followups:
        question["body"] += _blocks(outline, run)
    question["body"].sort(key=lambda block: block["span"])
    return Parsed(kind, words, span, [question], _blocks(outline, thread.loose) if thread.loose else [], extra)


def parse_faq(
    document: Document,
    pairs: Sequence[tuple[tuple[int, int], tuple[int, int]]],
    title: KeptPiece | None,
    pieces: Sequence[KeptPiece],
    extra: list[Removal],
    layout: PageLayout,
) -> Parsed:
    """The record of a page whose questions and answers are known by their blocks: what belongs to none of them is the page's body."""
    outline = outline_of(document, plain_pieces(pieces))._replace(layout=layout)
    text = document.text
    questions: list[Record] = []
    loose: list[list[KeptPiece]] = [[]]
    rest = [piece for piece in pieces if title is None or piece.start != title.start]
    at = held = 0
    for (asked, stop), (first, last) in pairs:
        while at < len(rest) and rest[at].block < asked:
            loose[-1].append(rest[at])
            at += 1
        own = [p for p in rest[at:] if asked <= p.block < stop]
        told = [p for p in rest[at:] if first <= p.block < last]
        if not own or not told:
            continue
        words, span = _words(text, own[0]._replace(end=own[-1].end))
        questions.append({"text": words, "span": span, "answers": [_answer(_blocks(outline, told), (), outline)]})
        held += told[-1].end - own[0].start
        between = [p for p in rest[at:] if stop <= p.block < first]
        loose += [between, []]
        at += sum(1 for p in rest[at:] if p.block < last)
    loose[-1] += rest[at:]
    body = [block for run in loose if run for block in _blocks(outline, run)]
    name, span_of_name = _words(text, title) if title else (None, None)
    whole = sum(piece.end - piece.start for piece in rest)
    kind = "faq" if 2 * held >= whole else "article"
    return Parsed(kind, name, span_of_name, questions, body, extra)


def _posted(outline: Outline, post: HtmlPost) -> Record:
    record = _answer(_blocks(outline, post.pieces), [], outline)
    return {**record, **post.fields._asdict(), "followups": [_blocks(outline, run) for run in post.followups]}


# -- title -----------------------------------------------------------------------------------------------------------


def title_parts(text: str, first: KeptPiece) -> TitleParts | None:
    """The title a page's first piece makes, or None where it is text."""
    line = text[first.start : first.end]
    if first.asks is not None or len(line) > 160:
        return None
    parts = split_title(line)
    own = line[: parts.length]
    if parts.suffix or (len(own) <= MAX_TITLE and not own.endswith(("。", ".", ";", ";", ",", ","))):
        return parts
    return None


def _cut_suffix(text: str, pieces: list[KeptPiece], parts: TitleParts) -> tuple[list[KeptPiece], Removal]:
    first = pieces[0]
    end = first.start + parts.length
    at = end
    while text[at].isspace():
        at += 1
    return [first._replace(end=end), *pieces[1:]], Removal(at, first.end, "site_chrome", "title-suffix")


# -- roles -----------------------------------------------------------------------------------------------------------


def seen_pieces(
    document: Document,
    pieces: Sequence[KeptPiece],
    outline: Outline,
    parts: TitleParts | None,
    evidence: Sequence[Evidence],
) -> list[Seen]:
    """What the role chain sees of the pieces."""
    text = document.folded
    markers = {item.marker.start: item.marker.number for item in outline.items}
    rows = []
    for piece in pieces:
        number = markers.get(piece.start)
        marker = "" if number is None else "start" if number == 1 else "on"
        cues = piece.cues
        if piece.asks is not None:
            cues = (*cues, "labelled-question" if piece.asks else "labelled-answer")
        block = document.blocks[piece.block]
        whole = piece.start == block.start and piece.end == block.end
        words = evidence[piece.block].text if whole else text[piece.start : piece.end]
        below = evidence[piece.block + 1].text if whole and piece.block + 1 < len(evidence) else ""
        rows.append(Seen(words, cues, piece.removed, piece.gap, marker, is_rule(below)))
    if parts is not None and parts.suffix:
        rows[0] = rows[0]._replace(text=rows[0].text + parts.suffix)
    return rows


def page_cues(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The cues of all blocks of a page, what the stripper removed included: its furniture tells its kind."""
    return frozenset(cue for e in evidence for cue in e.cues)


def _settle(roles: list[int], pieces: Sequence[KeptPiece], *, turns: bool) -> list[int]:
    """Labels written in the text overrule the chain; an answer goes on only after an answer."""
    settled: list[int] = []
    labelled = False  # whether the answer that may go on began with a label
    for index, (role, piece) in enumerate(zip(roles, pieces, strict=True)):
        following = roles[index + 1] if index + 1 < len(roles) else QUESTION
        if piece.asks is False and not turns and settled and all(known == OTHER for known in settled):
            settled[-1] = QUESTION  # a labelled answer answers what stands right above it
        elif labelled and not turns and role == OTHER and following != QUESTION and settled[-1] in (ANSWER, MORE):
            role = MORE  # no heading of the next question
        labelled = piece.asks is False or (labelled and role in (ANSWER, MORE))
        if piece.asks is True and role not in (QUESTION, DETAIL):
            role = QUESTION
        elif piece.asks is False and role not in (ANSWER, MORE):
            role = ANSWER
        if role == MORE and (not settled or settled[-1] not in (ANSWER, MORE)):
            role = ANSWER if QUESTION in settled else OTHER
        settled.append(role)
    return settled


def _question_numbers(roles: Sequence[int], pieces: Sequence[KeptPiece]) -> list[tuple[int, int]]:
    """The beginnings of a FAQ's questions and of its groups' headings: numbers there count questions, not steps."""
    asking = [i for i, role in enumerate(roles) if role == QUESTION]
    if len(asking) < COUNTED_QUESTIONS:
        return []
    heads = [i for i in range(len(roles) - 1) if roles[i] == OTHER and roles[i + 1] == QUESTION]
    options = [i + 1 for i in asking if i + 1 < len(roles) and roles[i + 1] == DETAIL]  # counted on below each question
    starts = [pieces[i].start for i in sorted({*asking, *heads, *options})]
    return [(start, start + NUMBER_WITHIN) for start in starts]


# -- articles --------------------------------------------------------------------------------------------------------


def _article(
    text: str, pieces: list[KeptPiece], parts: TitleParts | None, outline: Outline, extra: list[Removal]
) -> Parsed:
    """A page that holds no question but, perhaps, the one its title asks."""
    titled = parts is not None and (
        len(pieces) > 1 or bool(parts.suffix) or asks(text[pieces[0].start : pieces[0].end])
    )
    title, span = _words(text, pieces[0]) if titled else (None, None)
    rest = pieces[1:] if titled else pieces
    own, *followups = split_followups(rest) if title is not None and asks(title) else [rest]
    blocks = _blocks(outline, own, headings=True)
    procedure = any(b["type"] == "steps" and b["role"] == "procedure" for b in blocks)
    kind = "howto" if procedure else "article"
    if title is not None and asks(title):
        question: Record = {"text": title, "span": span, "answers": []}
        if blocks:
            question["answers"].append(_answer(blocks, followups, outline))
        return Parsed(kind, title, span, [question], [], extra)
    return Parsed(kind, title, span, [], blocks, extra)


# -- question pages --------------------------------------------------------------------------------------------------


def _questions(
    text: str,
    pieces: list[KeptPiece],
    roles: list[int],
    parts: TitleParts | None,
    outline: Outline,
    extra: list[Removal],
) -> Parsed:
    title_piece, start = _own_title(text, pieces, roles, parts)
    groups, loose = _gather(text, outline, pieces[start:], roles[start:])
    groups = [group if group.question.start == pieces[0].start else _self_answered(text, group) for group in groups]
    if title_piece is not None and groups and _is_post(text, groups):
        first = groups[0]
        groups[0] = _Group(title_piece, [first.question, *first.details], first.answers)
    questions = [_question(text, group, outline) for group in groups]
    body = [block for run in loose for block in _blocks(outline, run)]
    title, span = _words(text, title_piece) if title_piece else (None, None)
    if len(questions) == 1 and title is None:
        title, span = questions[0]["text"], questions[0]["span"]
    said = title_kind(text[pieces[0].start : pieces[0].end] + parts.suffix) if parts else ""
    kind = _kind(questions, said, pieces, title_piece is not None)
    return Parsed(kind, title, span, questions, body, extra)


def _own_title(
    text: str, pieces: list[KeptPiece], roles: list[int], parts: TitleParts | None
) -> tuple[KeptPiece | None, int]:
    if roles[0] == OTHER and parts is not None and len(pieces) > 1:
        return pieces[0], 1
    return None, 0


def _is_post(text: str, groups: list[_Group]) -> bool:
    """The first question is a post under the page's title: it is the only one."""
    return len(groups) == 1


def _split_question(text: str, piece: KeptPiece, outline: Outline) -> tuple[KeptPiece, KeptPiece | None]:
    """A line that asks and at once answers with a list: the question ends at its first mark, colon or space."""
    first = bisect_left(outline.items, piece.start, key=lambda item: item.marker.start)
    inside = [item for item in outline.items[first : first + 2] if item.marker.start < piece.end]
    if len(inside) < 2 or inside[0].marker.start - piece.start < MIN_ASKED:
        return piece, None
    match = _QUESTION_END.search(text, piece.start + MIN_ASKED, inside[0].marker.start)
    end = match.end() if match else inside[0].marker.start
    start = end
    while text[start].isspace():
        start += 1
    asked = piece._replace(end=end - (len(text[piece.start : end]) - len(text[piece.start : end].rstrip())))
    return asked, piece._replace(start=start, removed=(), gap=0, joined=True)


def _gather(
    text: str, outline: Outline, pieces: Sequence[KeptPiece], roles: Sequence[int]
) -> tuple[list[_Group], list[list[KeptPiece]]]:
    groups: list[_Group] = []
    loose: list[list[KeptPiece]] = []
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
        elif role == DETAIL and (not groups[-1].answers or piece.turn == TURN_DETAIL):
            groups[-1].details.append(piece)
        elif role in (MORE, DETAIL) and groups[-1].answers:
            groups[-1].answers[-1].append(piece)
        else:
            groups[-1].answers.append([piece])
        before = role
    return groups, loose


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


def _question(text: str, group: _Group, outline: Outline) -> Record:
    words, span = _words(text, group.question)
    record: Record = {"text": words, "span": span, "answers": []}
    if group.details:
        record["body"] = _blocks(outline, group.details, headings=False)
    for pieces in group.answers:
        own, *followups = split_followups(pieces)
        record["answers"].append(_answer(_blocks(outline, own, headings=False), followups, outline))
    return record


def _answer(blocks: list[Record], followups: Sequence[list[KeptPiece]], outline: Outline) -> Record:
    record: Record = {"blocks": blocks, "span": (blocks[0]["span"][0], blocks[-1]["span"][1])}
    if followups:
        record["followups"] = [_blocks(outline, run, headings=False) for run in followups]
    return record


def _kind(questions: list[Record], title: str, pieces: Sequence[KeptPiece], titled: bool) -> str:
    if not questions:
        return "article"
    if title == "forum":
        return "thread"
    if any("post-line" in p.cues for p in pieces) and len(questions) == 1:
        return "thread"
    return "faq" if titled and len(questions) >= MANY_QUESTIONS else "qa"


def _words(text: str, piece: KeptPiece) -> tuple[str, tuple[int, int]]:
    return " ".join(text[piece.start : piece.end].split()), (piece.start, piece.end)


def plain_pieces(pieces: Sequence[KeptPiece]) -> list[Piece]:
    """The pieces as the outline wants them."""
    return [Piece(p.start, p.end, p.joined) for p in pieces]


def _blocks(outline: Outline, pieces: Sequence[KeptPiece], *, headings: bool = True) -> list[Record]:
    if outline.layout is not None:
        return layout_blocks(outline, outline.layout, pieces, headings=headings)
    return region_blocks(outline, _regions(pieces), headings=headings)


def _regions(pieces: Sequence[KeptPiece]) -> list[Piece]:
    """Pieces for the outline; one that follows a removal (but a caption) must not be covered by a block before it."""
    return [Piece(p.start, p.end, p.joined, bool(p.removed) and not p.joined) for p in pieces]
