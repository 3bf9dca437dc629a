"""The answers of a page that asks: those that a template names so, and those below headings that say so."""

from __future__ import annotations

from bisect import bisect_right

from qaclean.patterns import compile_at_once
from qaclean.posts.answer_sections import MIN_ANSWER, MIN_ANSWERED, AnswerSections, answer_sections
from qaclean.posts.class_words import name_words
from qaclean.posts.element_sets import DECLARED, RepeatedElements, Sums
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.text.titles import asks

__all__ = ["with_answers"]

_ANSWER_NAMES = frozenset(
    (
        *("answer", "answer-item", "answeritem", "answer_item", "answer-box"),
        *("best-answer", "bestanswer", "best_answer", "accepted-answer"),
    )
)
_QUESTION_NAMES = frozenset(("question", "ask", "faq-question", "question-item", "q"))
_RECORDS = frozenset(("div", "li", "article", "section", "dl", "dd", "td", "tr"))
_FURNITURE = compile_at_once(r"related|recommend|similar|sidebar|hot-|-hot|relate")


def with_answers(layout: Layout, sums: Sums, found: list[RepeatedElements]) -> list[RepeatedElements]:
    """The sets with the answers before them that names of the template or headings tell, where these say more."""
    if found and found[0].below_article:
        named = _named_answers(layout, sums)
        return [named, *found] if named is not None else found
    best = found[0] if found and found[0].is_posts else _named_answers(layout, sums)
    sections = answer_sections(layout, sums.own)
    if sections is not None:
        best = _in_sections(layout, sections, best)
    if best is not None and not (found and best is found[0]):
        return [best, *(row for row in found if row.nodes != best.nodes)]
    return found


def _in_sections(layout: Layout, sections: AnswerSections, best: RepeatedElements | None) -> RepeatedElements:
    """The answers below headings, where they are more than the best set and hold it; else that, with what the headings say of it."""
    if best is None:
        return RepeatedElements(sections.nodes, "answer", DECLARED, 1.0, 1.0, accepted=sections.accepted)
    firsts, lasts = layout.nodes.firsts, layout.nodes.lasts

    def holds(outer: int, inner: int) -> bool:
        return firsts[outer] <= firsts[inner] and lasts[inner] <= lasts[outer]

    if len(sections.nodes) > len(best.nodes) and all(any(holds(a, n) for a in sections.nodes) for n in best.nodes):
        return RepeatedElements(sections.nodes, "answer", DECLARED, 1.0, 1.0, accepted=sections.accepted)
    accepted = tuple(n for n in best.nodes if any(holds(a, n) or holds(n, a) for a in sections.accepted))
    headed = all(any(holds(a, n) or holds(n, a) for a in sections.nodes) for n in best.nodes)
    return best._replace(accepted=accepted, score=max(best.score, DECLARED) if headed else best.score)


def _named_answers(layout: Layout, sums: Sums) -> RepeatedElements | None:
    """The answers that a template names so, one alone too, where the page asks and they hold much of what it says."""
    nodes = layout.nodes
    answers: list[int] = []
    asked: list[int] = []
    end = 0
    for index, names in enumerate(nodes.names):
        first, last = nodes.firsts[index], nodes.lasts[index]
        if last <= first or not names:
            continue
        named = "answer" in names and not _ANSWER_NAMES.isdisjoint(name_words(names))
        if named and first >= end and nodes.tags[index] in _RECORDS:
            if sums.own[last] - sums.own[first] >= MIN_ANSWER and not _in_furniture(layout, index):
                answers.append(index)
                end = last
        elif "ask" in names or "question" in names:
            asked.append(index)
    if not answers:
        return None
    top, bottom = nodes.firsts[answers[0]], nodes.lasts[answers[-1]]
    inside = [(nodes.firsts[a], nodes.lasts[a]) for a in answers]
    starts = [a for a, _ in inside]

    def between(line: int) -> bool:
        return top <= line < bottom and line >= inside[bisect_right(starts, line) - 1][1]

    pairs = any(between(nodes.firsts[n]) and not _QUESTION_NAMES.isdisjoint(name_words(nodes.names[n])) for n in asked)
    if pairs or not (any(nodes.lasts[n] <= top for n in asked) or asks(fold(layout.head.title))):
        return None  # pairs of question and answer, or an answer to nothing
    held = sum(sums.own[b] - sums.own[a] for a, b in inside)
    if held < MIN_ANSWERED * sums.own[-1]:
        return None
    return RepeatedElements(tuple(answers), "answer", DECLARED, 1.0, 1.0)


def _in_furniture(layout: Layout, index: int) -> bool:
    """Whether an element stands in a form or in a part of the page that names itself furniture."""
    above = layout.nodes.parents[index]
    while above >= 0:
        if layout.nodes.tags[above] in ("form", "aside", "nav", "footer") or any(
            _FURNITURE.search(word) for word in name_words(layout.nodes.names[above])
        ):
            return True
        above = layout.nodes.parents[above]
    return False
