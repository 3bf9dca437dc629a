"""Generated pages with gold, from the open part of the grammar alone: pages of every layout and language, broken by recipes, as training data.

The pages are other ones than those that `benchmarks/accuracy_generated.py` scores (their numbers begin at `FIRST`), and no text that the grammar holds back
stands in them: what the weights learn of the generator's phrases the held third does not show.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import Any

from qaclean.posts.found import Wanted, find_posts
from qaclean.repairs.repair import Repaired, repair
from qaclean.segments.document import Document
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.testing.damage import Dump, Recipe, damage, load_recipe
from qaclean.testing.damage.model import KEPT, PAGE, TOLD, Block
from qaclean.testing.pages import generate_page
from training.annotated_pages import Annotated

__all__ = ["FIRST", "generated"]

FIRST = 1_000_000  # no run of the benchmark reaches these numbers
COST = 0.15  # of a wrong line, against one of a real page
KINDS = {"qa": "qa-multi", "thread": "forum-thread", "faq": "faq", "howto": "howto-article", "article": "article"}
_Roles = list[Block | None]  # of each piece: the block that most of it is of


def generated(recipes: Sequence[str], pages: int, languages: Sequence[str] = ()) -> Iterator[Annotated]:
    """So many pages of each recipe, their layouts and languages (these alone, where some are named) going round; those whose posts are known to the piece
    are left out, for no chain weighs them.

    >>> page = next(generated(["answer-lines"], 1))
    >>> page.gold["kind"], page.gold["lines"][0]
    ('qa-multi', [0, 'question'])
    """
    for name in recipes:
        recipe = load_recipe(name)
        spoken = [language for language in recipe.languages if not languages or language in languages]
        for number in range(FIRST, FIRST + pages) if spoken else ():
            page = _annotated(f"{name}-{number - FIRST}", _dump(recipe, spoken, number))
            if page is not None:
                yield page


def _dump(recipe: Recipe, languages: Sequence[str], number: int) -> Dump:
    layout = recipe.layouts[number % len(recipe.layouts)]
    language = languages[number // len(recipe.layouts) % len(languages)]
    return damage(generate_page(layout, language, number, part="open"), recipe, number, part="open")


def _annotated(name: str, dump: Dump) -> Annotated | None:
    repaired = repair(dump.text)
    document = cut_lines(repaired.text)
    evidence = observe(document)
    if not document.pieces or find_posts(document, evidence, Wanted())[1].exact:
        return None
    roles = _roles(dump, repaired, document)
    lines = [[i, _label(block)] for i, block in enumerate(roles)]
    gold = {"kind": KINDS[dump.kind], "lines": lines, "questions": _questions(roles), "step_lists": []}
    return Annotated(name, name, gold, document, evidence, list(range(len(roles))), COST)


def _roles(dump: Dump, repaired: Repaired, document: Document) -> _Roles:
    """The block that most characters of a piece come from; None where they come from none."""
    ends = [*accumulate(len(run.text) for run in dump.runs)]
    roles: _Roles = []
    for piece in document.pieces:
        owners = Counter(
            dump.runs[min(bisect_right(ends, repaired.to_source(at)), len(ends) - 1)].owner
            for at in range(piece.start, piece.end)
            if not document.text[at].isspace()
        )
        owner = max(owners, key=lambda row: (row >= 0, owners[row]))
        roles.append(dump.blocks[owner] if owner >= 0 else None)
    return roles


def _label(block: Block | None) -> str:
    """The corpus' label of a piece."""
    if block is None:
        return "chrome"
    if block.role in ("title", "question"):
        return block.role
    if block.role in KEPT:
        return (
            "question"
            if block.question != PAGE and block.answer == PAGE
            else "answer"
            if block.answer != PAGE
            else "body"
        )
    return "metadata" if block.role in TOLD or block.role in ("metadata", "tags") else "chrome"


def _questions(roles: _Roles) -> list[dict[str, Any]]:
    """The questions with the pieces of their answers: first and last of each."""
    kept = [(i, block) for i, block in enumerate(roles) if block is not None and block.role in KEPT]
    asked: dict[int, int] = {}
    for i, block in kept:
        if block.role == "question":
            asked.setdefault(block.question, i)
    answered = [(i, block) for i, block in kept if block.answer != PAGE and block.question in asked]
    answers: dict[int, list[list[int]]] = {number: [] for number in asked}
    for (number, _), rows in groupby(answered, key=lambda row: (row[1].question, row[1].answer)):
        held = [i for i, _ in rows]
        answers[number].append([held[0], held[-1]])
    return [{"line": line, "answers": answers[number]} for number, line in asked.items()]
