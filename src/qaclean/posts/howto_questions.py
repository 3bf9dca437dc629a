"""Questions with their answers that a how-to tells besides: below a line that names them (`FAQ`, `常见问题`, `Community Q&A`)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import islice

from qaclean.posts.howto_model import HowTo
from qaclean.posts.model import Range
from qaclean.posts.step_shapes import ends_sentence, is_told
from qaclean.segments.columns import texts_of
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.prefixes import find_prefixes, has_pairs
from qaclean.text.question_forms import ends_asking_words, names_faq
from qaclean.text.section_heads import begins_part, heads_advice, part_of
from qaclean.text.titles import asks

__all__ = ["with_questions"]

FEWEST = 2  # questions
MAX_HEAD, MAX_QUESTION = 40, 160  # code points
MAX_LINES = 16  # of an answer
MIN_TOLD = 2  # code points of one (`Yes.`)
MOST_HEADS, MAX_SECTION = 8, 400  # lines that name questions, and lines below each, that are looked at
APART = 3  # lines that are none of an answer, between its question and it


def with_questions(howto: HowTo, evidence: Sequence[Evidence], layout: Layout | None) -> HowTo:
    """The how-to with the pairs of question and answer, as ranges of pieces, that stand in a section of their own outside of its parts."""
    forms = has_pairs(texts_of(evidence))
    held = {i for first, last in howto.content for i in range(first, last)}
    title = howto.title.piece if howto.title is not None else 0
    heads = (i for i in range(title + 1, len(evidence)) if i not in held and _names_questions(evidence[i].text))
    for head in islice(heads, MOST_HEADS):
        pairs = _pairs(evidence, range(head + 1, _end(evidence, head, held, layout, forms)), layout, forms)
        if len(pairs) >= FEWEST:
            return howto._replace(questions=tuple(pairs))
    return howto


def _names_questions(line: str) -> bool:
    return len(line) <= MAX_HEAD and names_faq([line]) and line[-1:] not in ("?", "\uff1f", ".", "\u3002")


def _end(evidence: Sequence[Evidence], head: int, held: set[int], layout: Layout | None, forms: Collection[str]) -> int:
    """The end of the section below a line: the next heading as high as it, or of another part, or the end of the element that holds it and a question."""
    last = min(len(evidence), head + 1 + MAX_SECTION)
    end = next((i for i in range(head + 1, last) if i in held), last)
    level = layout.origins[head].level if layout is not None else 0
    asked = next((i for i in range(head + 1, end) if _is_question(evidence[i].text, forms)), end)
    for i in range(head + 1, end):
        line = evidence[i].text
        heading = layout.origins[i].level if layout is not None else 0
        if 0 < heading <= level or (i > asked and not asks(line) and (heads_advice(line) or _begins_other(line))):
            end = i
            break
    if layout is not None and layout.named and asked < end:
        nodes, node = layout.nodes, layout.origins[head].node
        while node >= 0 and nodes.lasts[node] <= asked:
            node = nodes.parents[node]
        end = min(end, nodes.lasts[node]) if node >= 0 else end
    return end


def _begins_other(line: str) -> bool:
    return bool(part_of(line)) or begins_part(line) == "ends"


def _pairs(
    evidence: Sequence[Evidence], section: range, layout: Layout | None, forms: Collection[str]
) -> list[tuple[Range, Range]]:
    """The questions of a section and their answers; where headings ask, what asks between them is of the answers."""
    asked = [i for i in section if _is_question(evidence[i].text, forms)]
    if layout is not None and sum(layout.origins[i].level > 0 for i in asked) >= FEWEST:
        asked = [i for i in asked if layout.origins[i].level]
    if not asked:
        return []
    pairs = []
    for at, below in zip(asked, [*asked[1:], section.stop], strict=True):
        told = (i for i in range(at + 1, min(below, at + 1 + APART)) if _tells(evidence[i].text, forms))
        first = next(told, -1)
        if first >= 0:
            pairs.append(((at, at + 1), (first, _end_of_answer(evidence, first, below))))
    return pairs


def _end_of_answer(evidence: Sequence[Evidence], first: int, below: int) -> int:
    """The end of an answer: before the first line that tells nothing, or ends no sentence as the first does."""
    ends, last = ends_sentence(evidence[first].text), first + 1
    while last < min(below, first + MAX_LINES):
        line = evidence[last].text
        if not is_told(line) or (ends and not ends_sentence(line)):
            break
        last += 1
    return last


def _tells(line: str, forms: Collection[str]) -> bool:
    return is_told(line) or _prefix(line, forms) is False or (len(line) >= MIN_TOLD and line[-1] in ".!\u3002\uff01")


def _is_question(line: str, forms: Collection[str]) -> bool:
    """Whether a line is a question and nothing else: it ends as one does, or a prefix says so."""
    if not 4 <= len(line) <= MAX_QUESTION or _prefix(line, forms) is False:
        return False
    return line[-1] in "?\uff1f" or ends_asking_words(line) or _prefix(line, forms) is True


def _prefix(line: str, forms: Collection[str]) -> bool | None:
    """Whether a line begins with the prefix of a question or of an answer; None for neither."""
    found = find_prefixes(line, 0, len(line), forms)[:1]
    return found[0].asks if found and not found[0].start else None
