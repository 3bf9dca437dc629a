"""Examples for the stripper's chain: keep, drop or tell for each block of a dump."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.posts.found import Found
from qaclean.segments.chain import Weights, best_path, sum_scores
from qaclean.stripper.dump_features import dump_features
from qaclean.stripper.labels import Label, verdicts
from qaclean.stripper.passes.fair_share import keep_fair_share
from qaclean.stripper.passes.veto import keep_running_text
from qaclean.stripper.text_features import piece_features
from qaclean.stripper.text_view import view_text
from qaclean.stripper.view import View
from training.annotated_pages import Annotated
from training.crf import Example

__all__ = ["KEPT", "LABELS", "Measured", "dump_example", "measure", "stripper_example", "target"]

LABELS = ("keep", "drop", "tell")
KEEP, DROP, TELL = map(int, Label)
KEPT = frozenset({"question", "answer", "body", "step", "section_heading", "image"})  # labels of the corpus
TOLD = frozenset({"metadata", "title"})
MIN_COST, MOST_SIZE, PER_COST = 0.6, 300, 200  # a wrong long block costs more, up to a point


class Measured(NamedTuple):
    """Two figures of a page (the second may not apply) and its wrong blocks as (block, gold, guess)."""

    first: float
    second: float | None
    wrong: list[tuple[int, int, int]]


def stripper_example(page: Annotated) -> Example:
    """The page's first title is kept, its repeats tell. Both errors cost the same: measured against 1.5 for lost content, the same content
    F1 under cross-validation, boilerplate F1 0.694 against 0.688."""
    labels = dict(page.gold["lines"])
    titles = [line for line, label in page.gold["lines"] if label == "title"]
    gold = [target(labels.get(line, "body"), line in titles[:1]) for line in page.lines]
    sizes = [block.end - block.start for block in page.document.pieces]
    costs = [MIN_COST + min(size, MOST_SIZE) / PER_COST for size in sizes]
    return Example(page.name, piece_features(page.evidence), gold, costs, sizes)


def dump_example(page: Annotated) -> Example:
    """The same for the weights of dumps, which are weighed by more."""
    return stripper_example(page)._replace(features=dump_features(page.evidence))


def target(label: str, first_title: bool) -> int:
    """The chain's label for one of the corpus.

    >>> [LABELS[target(label, False)] for label in ("answer", "metadata", "related")]
    ['keep', 'tell', 'drop']
    """
    if label in KEPT or (label == "title" and first_title):
        return KEEP
    return TELL if label in TOLD else DROP


def measure(page: Annotated, example: Example, weights: Weights) -> Measured:
    """Content F1 and boilerplate F1 of a page as the scorer counts them (characters; lines that tell count in neither)."""
    scores = [sum_scores(row, weights) for row in example.features]
    view = View(page.document, page.evidence, view_text(page.evidence), Found(), scores, weights)
    labels = keep_fair_share(view, keep_running_text(view, verdicts(best_path(scores, weights))))
    guess = [int(verdict.label) for verdict in labels]
    wrong = [(i, gold, label) for i, (gold, label) in enumerate(zip(example.gold, guess, strict=True)) if gold != label]
    content = _f1(example, guess, KEEP)
    return Measured(1.0 if content is None else content, _f1(example, guess, DROP), wrong)


def _f1(example: Example, guess: Sequence[int], label: int) -> float | None:
    """Of the characters that are, or are guessed to be, of a label; none where gold has none of it. What is not kept is dropped."""
    found = right = gold = 0
    for want, have, size in zip(example.gold, guess, example.sizes, strict=True):
        if want == TELL:
            continue
        mine = (have == KEEP) == (label == KEEP)
        found += size * mine
        gold += size * (want == label)
        right += size * (mine and want == label)
    if not gold:
        return None if label == DROP or not found else 0.0
    return 2 * right / (found + gold)
