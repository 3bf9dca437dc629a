"""Roles revised by the layout: lines of one paragraph or list are of one answer, and a page with headings of its own is an article."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.parser.kept_spans import KeptSpan
from qaclean.parser.page_layout import KeptLayout
from qaclean.parser.roles import ANSWER, DETAIL, MORE, OTHER, QUESTION

__all__ = ["roles_by_layout"]

MIN_HEADINGS = 2  # of an article, its title not counted
MIN_POSTS = 2  # attributions of a page of posts


def roles_by_layout(roles: Sequence[int], pieces: Sequence[KeptSpan], layout: KeptLayout, attributed: int) -> list[int]:
    """The roles; `attributed` is how many lines of the page say who wrote a post.

    A line that goes on with its element's words goes on with their role. Of HTML the paragraphs of one element that stand right behind each
    other are of one answer: the posts of a template have elements of their own.
    """
    if not layout.marked:
        return _of_one_element(roles, pieces, layout)
    if attributed < MIN_POSTS and _is_article(roles, pieces, layout):
        return [OTHER] * len(roles)
    new = list(roles)
    for index, (above, piece) in enumerate(pairwise(pieces), 1):
        if piece.asks is not None or piece.prefix or not _goes_on(above, piece, layout):
            continue
        if new[index - 1] in (ANSWER, MORE):
            new[index] = MORE
        elif new[index - 1] in (DETAIL, OTHER):
            new[index] = new[index - 1]
    return new


def _of_one_element(roles: Sequence[int], pieces: Sequence[KeptSpan], layout: KeptLayout) -> list[int]:
    new = list(roles)
    for index, (above, piece) in enumerate(pairwise(pieces), 1):
        follows = piece.piece == above.piece + 1 and piece.piece in layout.paragraphs
        if follows and new[index] == ANSWER and new[index - 1] in (ANSWER, MORE) and piece.asks is None:
            new[index] = MORE
    return new


def _goes_on(above: KeptSpan, piece: KeptSpan, layout: KeptLayout) -> bool:
    """Whether a piece stands in the element of the one above it, or in the list of items that it stands in."""
    if piece.piece > above.piece + 1:
        return False
    one, other = layout.origins[above.piece], layout.origins[piece.piece]
    return one.node == other.node or (one.item > 0 and other.item > 0)


def _is_article(roles: Sequence[int], pieces: Sequence[KeptSpan], layout: KeptLayout) -> bool:
    """Whether the page has several headings that ask nothing below its first line, and no labels."""
    if any(piece.asks is not None for piece in pieces):
        return False
    headed = [
        layout.origins[piece.piece].level > 0 and role != QUESTION for role, piece in zip(roles, pieces, strict=True)
    ]
    return sum(headed[1:]) >= MIN_HEADINGS
