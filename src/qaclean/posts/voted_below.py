"""Answers above the line that counts their votes and their comments, where no dates tell of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.posts.anchor_scores import ENOUGH
from qaclean.posts.line_rows import MASS, Anchors, Row
from qaclean.posts.line_shapes import Shape
from qaclean.posts.line_words import counts_answers, heads_answers
from qaclean.rules import load

__all__ = ["tells_votes", "voted_below"]

SCORE = 2.0  # of an answer with enough text
FEWEST = 2
NEAR = 3  # rows from the votes to the comments
MAX_FOOT = 40  # code points of a line that counts votes


@lru_cache(maxsize=1)
def _foot() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The beginning of a line of votes, votes with their number, and what counts comments."""
    data = load("post_lines")
    votes, comments = ("|".join(re.escape(w) for w in data[key]) for key in ("foot_votes", "foot_comments"))
    number = r"[0-9][0-9.,]{0,8}\s?[km万]?"
    return (
        compile_at_once(rf"\W{{0,3}}(?:(?:{votes})(?:\s?\W?\s?{number}|$)|{number}\s?(?:{votes}))(?![a-z])"),
        compile_at_once(rf"\W{{0,3}}(?:(?:{votes})\s?\W?\s?{number}|{number}\s?(?:{votes}))(?![a-z])"),
        compile_at_once(rf"(?<![a-z])(?:{comments})(?![a-z])"),
    )


def tells_votes(shape: Shape) -> bool:
    """Whether a line begins with votes, as one does that counts them, here or in the next line."""
    return len(shape.text) <= MAX_FOOT and _foot()[0].match(shape.text.lower()) is not None


def _ends_answer(rows: Sequence[Row], at: int) -> bool:
    """Whether a line begins with the votes of what stands above it, with their number and that of its comments behind it or right below."""
    if not tells_votes(rows[at].shape):
        return False
    text = " ".join(row.shape.text.lower() for row in rows[at : at + 1 + NEAR])
    found = _foot()[1].match(text)
    return found is not None and _foot()[2].search(text, found.end(), found.end() + MAX_FOOT) is not None


def voted_below(rows: Sequence[Row], closed: Sequence[bool]) -> list[Anchors]:
    """The lines that count votes on a page that has a head of answers, where running text stands above each; none where they are fewer than two."""
    if not any(heads_answers(row.shape) or counts_answers(row.shape) for row in rows):
        return []
    feet = [row.at for row in rows if not closed[row.at] and not row.mass >= 2 * MASS and _ends_answer(rows, row.at)]
    if len(feet) < FEWEST:
        return []
    starts = [0, *(at + 1 for at in feet[:-1])]
    told = [sum(r.mass for r in rows[start:at] if r.mass >= MASS) for start, at in zip(starts, feet, strict=True)]
    score = SCORE * sum(min(mass, ENOUGH) for mass in told) / ENOUGH
    return [Anchors(tuple((at, at) for at in feet), score, "counted")] if min(told) >= 2 * MASS else []
