"""What the role chain sees of the kept spans of a page, and what the text's own prefixes make of its roles."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.named_tuples import made_of
from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.outline import Outline
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION, Seen
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence, cues_with
from qaclean.text.question_forms import is_rule
from qaclean.text.titles import TitleParts

__all__ = [
    "indented_on",
    "is_one_text",
    "page_cues",
    "question_numbers",
    "seen_spans",
    "settled_roles",
    "tells_of_posts",
    "with_code",
]

_seen = made_of(Seen)
NUMBER_WITHIN = 6  # code points of a question's number
PARAGRAPH = 1  # characters before the first of a paragraph
LABELLED = 2  # answers that begin with labels: others begin with none
MOST_DETAILS = 2  # lines of the asker between a question and its labelled answer
SENTENCE = 12  # code points of a sentence
_STOPS = (".", "。", "!")
COUNTED_QUESTIONS = 2  # so many questions may be numbered: their numbers are no items


def seen_spans(
    document: Document,
    pieces: Sequence[KeptSpan],
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
        block = document.pieces[piece.piece]
        whole = piece.start == block.start and piece.end == block.end
        words = evidence[piece.piece].text if whole else text[piece.start : piece.end]
        below = evidence[piece.piece + 1].text if whole and piece.piece + 1 < len(evidence) else ""
        rows.append(_seen((words, cues, piece.removed, piece.gap, marker, below != "" and is_rule(below))))
    if parts is not None and parts.suffix:
        rows[0] = rows[0]._replace(text=rows[0].text + parts.suffix)
    return rows


def page_cues(evidence: Sequence[Evidence]) -> frozenset[str]:
    """The cues of all blocks of a page, what the stripper removed included: its furniture tells its kind."""
    return frozenset(cue for e in evidence for cue in e.cues)


def settled_roles(roles: list[int], pieces: Sequence[KeptSpan], seen: Sequence[Seen], *, followups: bool) -> list[int]:
    """Labels written in the text overrule the chain; an answer goes on only after an answer. `seen` are the words of the pieces."""
    settled: list[int] = []
    labelled = False  # whether the answer that may go on began with a label
    often = not followups and sum(piece.asks is False for piece in pieces) >= LABELLED
    often_asked = often and sum(piece.asks is True for piece in pieces) >= LABELLED
    outside = False  # behind a line that asks without a label, where labels begin the questions
    for index, (role, piece) in enumerate(zip(roles, pieces, strict=True)):
        following = roles[index + 1] if index + 1 < len(roles) else QUESTION
        if piece.asks is False and not followups and settled and all(known == OTHER for known in settled):
            settled[-1] = QUESTION  # a labelled answer answers what stands right above it
        elif labelled and not followups and role == OTHER and settled[-1] in (ANSWER, MORE):
            if following != QUESTION or _tells(seen[index].text):
                role = MORE  # no heading of the next question
        elif labelled and often and role == ANSWER and piece.asks is None and not piece.removed:
            role = OTHER  # where labels begin the answers, none begins without
        elif labelled and often_asked and role == QUESTION and piece.asks is None:
            outside = not _tells(seen[index].text)
            role = MORE
        outside = outside and piece.asks is None
        role = OTHER if outside else role
        labelled = piece.asks is False or (labelled and role in (ANSWER, MORE))
        if piece.asks is True and role not in (QUESTION, DETAIL):
            role = QUESTION
        elif piece.asks is False and role not in (ANSWER, MORE):
            role = ANSWER
        if role == MORE and (not settled or settled[-1] not in (ANSWER, MORE)):
            role = ANSWER if QUESTION in settled else OTHER
        settled.append(role)
    return with_code(_asked_above_label(settled, pieces), pieces)


def _tells(text: str) -> bool:
    """Whether a line is a sentence that a full stop closes: no heading."""
    return len(text) >= SENTENCE and text.endswith(_STOPS)


def indented_on(document: Document, roles: list[int], pieces: Sequence[KeptSpan]) -> list[int]:
    """The roles, where all lines below a page's one question are indented as paragraphs are, and nothing parts or labels them: they are one text."""
    indents = [document.pieces[piece.piece].indent for piece in pieces]
    if roles[:1] != [QUESTION] or QUESTION in roles[1:] or indents[0] or min(indents[1:], default=0) < PARAGRAPH:
        return roles
    if any(piece.asks is not None or piece.prefix or piece.removed or piece.gap for piece in pieces[1:]):
        return roles
    return [MORE if role == ANSWER and i > 1 else role for i, role in enumerate(roles)]


def _asked_above_label(roles: list[int], pieces: Sequence[KeptSpan]) -> list[int]:
    """The roles, where a label begins the page's first answer (`最佳答案:`): the line or two between it and the question are the asker's own words."""
    first = next((i for i, piece in enumerate(pieces) if piece.asks is False), 0)
    asked = next((i for i in range(first - 1, -1, -1) if roles[i] == QUESTION), first)
    between = range(asked + 1, first)
    if not 0 < len(between) <= MOST_DETAILS or any(pieces[i].asks is not None or roles[i] == OTHER for i in between):
        return roles
    return [DETAIL if i in between else role for i, role in enumerate(roles)]


def with_code(roles: list[int], pieces: Sequence[KeptSpan]) -> list[int]:
    """The roles, where code never asks, and goes as a whole with what it stands behind, or begins an answer."""
    settled = list(roles)
    for i, piece in enumerate(pieces):
        if not piece.code:
            continue
        before = settled[i - 1] if i else OTHER
        goes_on = {QUESTION: DETAIL, DETAIL: DETAIL, ANSWER: MORE, MORE: MORE}.get(before, OTHER)
        begins = settled[i] == ANSWER and before != OTHER and pieces[i - 1].code != piece.code
        settled[i] = ANSWER if begins else goes_on
    return settled


def question_numbers(roles: Sequence[int], pieces: Sequence[KeptSpan]) -> list[tuple[int, int]]:
    """The beginnings of a FAQ's questions and of its groups' headings: numbers there count questions, not steps."""
    asking = [i for i, role in enumerate(roles) if role == QUESTION]
    if len(asking) < COUNTED_QUESTIONS:
        return []
    heads = [i for i in range(len(roles) - 1) if roles[i] == OTHER and roles[i + 1] == QUESTION]
    options = [i + 1 for i in asking if i + 1 < len(roles) and roles[i + 1] == DETAIL]  # counted on below each question
    starts = [pieces[i].start for i in sorted({*asking, *heads, *options})]
    return [(start, start + NUMBER_WITHIN) for start in starts]


def is_one_text(pieces: Sequence[KeptSpan], roles: Sequence[int], parts: TitleParts | None) -> bool:
    """A title that asks, over one text of which the chain took a part for the answer: nothing labels it, and the text goes on behind it."""
    if parts is None or parts.suffix or roles[0] != QUESTION or QUESTION in roles[1:]:
        return False
    return not tells_of_posts(pieces) and roles.count(ANSWER) == 1 and roles[-1] == OTHER


def tells_of_posts(pieces: Sequence[KeptSpan]) -> bool:
    """Whether a label or a count tells of questions or answers."""
    counted = cues_with("counted")
    return any(piece.asks is not None or piece.prefix or counted.intersection(piece.cues) for piece in pieces)
