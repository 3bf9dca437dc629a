"""Examples for the parser's chain: the role of each piece that gold keeps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qaclean.parser import roles as role_chain
from qaclean.parser.kept_spans import KeptSpan, kept_spans
from qaclean.parser.outline import outline_of
from qaclean.parser.seen_roles import page_cues, seen_spans
from qaclean.parser.text_title import title_parts
from qaclean.segments.chain import Weights, sum_scores
from qaclean.segments.document import Removal
from training.annotated_pages import Annotated, Gold
from training.crf import Example
from training.stripper_examples import KEPT, Measured

__all__ = ["LABELS", "QA_KINDS", "measure", "role_example"]

LABELS = ("other", "question", "detail", "answer", "more")
QA_KINDS = frozenset({"qa-single", "qa-multi", "faq", "forum-thread"})
_NAMES_A_SITE = ("suffix:qa|at0", "suffix:forum|at0")  # of the title


def role_example(page: Annotated) -> Example:
    """Roles of the pieces that gold keeps; no features where it keeps none."""
    page = page._replace(gold=_title_asks(page.gold))
    pieces, _ = kept_spans(page.document, page.evidence, _gold_removals(page))
    if not pieces:
        return Example(page.name, [], [], [], [])
    outline = outline_of(page.document, pieces)
    parts = title_parts(page.document, pieces[0])
    seen = seen_spans(page.document, pieces, outline, parts, page.evidence)
    features = role_chain.role_features(seen, page_cues(page.evidence))
    sizes = [piece.end - piece.start for piece in pieces]
    return Example(page.name, features, _roles(page, pieces), [1.0] * len(pieces), sizes)


def _gold_removals(page: Annotated) -> list[Removal]:
    """What gold does not keep, as the stripper would have taken it out."""
    labels = dict(page.gold["lines"])
    titles = [line for line, label in page.gold["lines"] if label == "title"][:1]
    return [
        Removal(block.start, block.end, "metadata" if labels.get(line) in ("metadata", "title") else "noise", "gold")
        for block, line in zip(page.document.pieces, page.lines, strict=True)
        if labels.get(line, "body") not in KEPT and line not in titles
    ]


def _title_asks(gold: Gold) -> Gold:
    """Gold in one form: where a page has one question under a title, the title is the question and the rest its detail."""
    if len(gold["questions"]) != 1 or gold["kind"] not in QA_KINDS:
        return gold
    question = gold["questions"][0]
    first = question["answers"][0][0] if question["answers"] else question["line"] + 1
    labels = dict(gold["lines"])
    title = min(labels)
    if title >= min(question["line"], first) or labels[title] not in ("title", "question"):
        return gold
    lines = [[line, "question" if line == title else label] for line, label in gold["lines"]]
    return gold | {"lines": lines, "questions": [question | {"line": title}]}


def _roles(page: Annotated, pieces: Sequence[KeptSpan]) -> list[int]:
    """The role of each piece; what was already asked or begun goes on."""
    asked: set[int] = set()
    begun: set[tuple[int, int]] = set()
    return [_role(page.gold, page.lines[piece.piece], piece.asks, asked, begun) for piece in pieces]


def _role(gold: Gold, line: int, asks: bool | None, asked: set[int], begun: set[tuple[int, int]]) -> int:
    """Gold role of a piece on a line; a label 问/答 inside the line tells question from answer."""
    if gold["kind"] not in QA_KINDS:
        return role_chain.OTHER
    for number, question in enumerate(gold["questions"]):
        if line == question["line"] and number not in asked and asks is not False:
            asked.add(number)
            return role_chain.QUESTION
        key = _answer_at(question, line, number)
        if key is not None:
            role = role_chain.MORE if key in begun else role_chain.ANSWER
            begun.add(key)
            return role
    label = dict(gold["lines"]).get(line)
    return role_chain.DETAIL if label == "question" and asked else role_chain.OTHER


def _answer_at(question: dict[str, Any], line: int, number: int) -> tuple[int, int] | None:
    """The answer whose range holds the line, by numbers of question and answer."""
    for k, (first, last) in enumerate(question["answers"]):
        if first <= line <= last:
            return number, k
    return None


def measure(page: Annotated, example: Example, weights: Weights) -> Measured:
    """Share of roles right, F1 of answer starts, and the wrong pieces."""
    del page
    asked = not set(_NAMES_A_SITE).isdisjoint(example.features[0])
    guess = role_chain.best_roles([sum_scores(row, weights) for row in example.features], asked, weights)
    wrong = [(i, g, p) for i, (g, p) in enumerate(zip(example.gold, guess, strict=True)) if g != p]
    return Measured(1 - len(wrong) / max(len(guess), 1), _f1(example.gold, guess, role_chain.ANSWER), wrong)


def _f1(gold: Sequence[int], guess: Sequence[int], label: int) -> float | None:
    right = sum(g == p == label for g, p in zip(gold, guess, strict=True))
    both = sum(g == label for g in gold) + sum(p == label for p in guess)
    return 2 * right / both if both else None
