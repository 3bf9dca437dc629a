"""Lines that ask, right above kept text: the title of what follows, or one of a page's questions; pages that ask and tell by turns."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.columns import texts_of
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import KEEP, Labels
from qaclean.stripper.view import View
from qaclean.text.open_questions import open_questions
from qaclean.text.paired_lines import are_pairs, lines_of, may_be_pairs
from qaclean.text.prefixes import find_prefixes, has_pairs
from qaclean.text.question_forms import ends_asking_words, faq_questions, manner_of, names_faq
from qaclean.text.titles import split_title

__all__ = ["keep_asking_lines", "keep_faq", "keep_pairs"]

MAX_ASKED = 120  # code points
MIN_ASKED = 6
FEWEST_LABELS = 3  # questions with a label
FEWEST = 2  # kept questions of a page whose other questions are content too
_MARKS = ("?",)
_STOPS = (".", "。", "!")


def keep_asking_lines(view: View, labels: Labels) -> Labels:
    """In a dump a line that ends with a question mark, has no cue of furniture and stands right above kept text that does not, stays: where
    nothing is kept above it (it is the title), or where other questions are kept so."""
    if view.layout is not None:
        return labels
    asking = [_asks(seen, first=not i) for i, seen in enumerate(view.evidence)]
    above = [i for i in range(len(labels) - 1) if asking[i] and labels[i + 1] is KEEP and not asking[i + 1]]
    many = sum(labels[i] is KEEP for i in above) >= FEWEST
    new = list(labels)
    first = next((i for i, label in enumerate(labels) if label is KEEP), len(labels))
    for i in above:
        if labels[i] is not KEEP and not labels[i].reason and (many or i < first):
            new[i] = KEEP
    if sum(new[i] is KEEP for i in above) >= FEWEST_LABELS:
        new = _with_pairs_above(view, new, above)
    return _with_open(view, new) if many else new


def _with_pairs_above(view: View, labels: Labels, above: Sequence[int]) -> Labels:
    """The labels, where what asks and tells by turns right above the first of several kept questions stays too, from the line that asks first: a page of
    short answers weighs little at its top."""
    lines = texts_of(view.evidence)
    first = next(i for i in above if labels[i] is KEEP)
    top = first
    for i in range(first - 1, -1, -1):
        asks = 0 < len(lines[i]) <= MAX_ASKED and (lines[i].endswith(_MARKS) or ends_asking_words(lines[i]))
        if labels[i].reason or view.evidence[i].cues or not (asks or lines[i].endswith(_STOPS)):
            break
        top = i if asks else top
    return [KEEP if top <= i < first else label for i, label in enumerate(labels)]


def _with_open(view: View, labels: Labels) -> Labels:
    """The labels, where questions that only their shape tells stay too, between kept lines."""
    kept = [i for i, label in enumerate(labels) if label is KEEP]
    span = range(kept[0], kept[-1] + 1) if kept else range(0)
    new = list(labels)
    for at in open_questions([view.evidence[i].text for i in span]):
        i = span[at]
        if labels[i - 1] is KEEP is labels[i + 1] and not labels[i].reason and not view.evidence[i].cues:
            new[i] = KEEP
    return new


def keep_faq(view: View, labels: Labels) -> Labels:
    """In a dump that a line names a FAQ, or whose questions and answers have labels, what stands from the first question to the last stays, and the line
    below that, but for what has a cue of furniture or a proof."""
    lines = [] if view.document.layout is not None else texts_of(view.evidence)
    asked = _labelled(lines) if lines else []
    if not asked and not names_faq(lines):
        return labels
    labelled, asked = bool(asked), asked or faq_questions(lines)
    while (
        not labelled
        and asked
        and KEEP not in labels[asked[-1] : asked[-1] + 2]
        and manner_of(lines[asked[-1]], False) == "plain"
    ):
        asked.pop()  # a page asks whether it helped
    if not asked:
        return labels
    new = list(labels)
    for i in range(asked[0], min(asked[-1] + 2, len(new))):
        if not new[i].reason and cues_with("content").issuperset(view.evidence[i].cues):
            new[i] = KEEP
    return new


def _labelled(lines: Sequence[str]) -> list[int]:
    """The lines that begin with a label of a question or an answer, where several of each have one, and each question its answer."""
    forms = has_pairs(lines)
    found = [
        (i, head[0].asks)
        for i, line in enumerate(lines)
        if (head := find_prefixes(line, 0, len(line), forms)) and not head[0].start
    ]
    asked = sum(asks for _, asks in found)
    return [i for i, _ in found] if FEWEST_LABELS <= asked <= len(found) - asked else []


def keep_pairs(view: View, labels: Labels) -> Labels:
    """In a dump whose lines are questions and answers by turns all of them stay: such a dump has no furniture."""
    if view.document.layout is not None:
        return labels
    spans = [(piece.start, piece.end) for piece in view.document.pieces]
    if not may_be_pairs(view.document.folded, spans):
        return labels
    _, lines = lines_of(view.document.folded, spans)
    return [KEEP] * len(labels) if are_pairs(lines) else labels


def _asks(seen: Evidence, *, first: bool) -> bool:
    own = seen.text[: split_title(seen.text).length] if first else seen.text
    return MIN_ASKED <= seen.length <= MAX_ASKED and own.endswith(_MARKS) and not seen.cues
