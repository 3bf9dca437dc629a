"""Pieces, documents and removals: what the segmenter makes, and what the stripper and the parser speak.

All positions count code points of `Document.text`, the *repaired* text. `qaclean.repairs.repair.Repaired` maps
them back to the source text at the very end of the path.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.segments.layout import Layout

__all__ = [
    "CONSENT_TEXT",
    "PAGE_SCRIPT",
    "POST_BUTTON",
    "POST_HEAD",
    "SAID_AT",
    "TELLS_OF_POST",
    "Document",
    "Piece",
    "Removal",
    "fold",
]

_FULL_WIDTH = compile_at_once("[\uff01-\uff5e]")
_FREQUENT = tuple((chr(ord(mark) + 0xFEE0), mark) for mark in ",:;?!()")  # of every page: replaced at C speed
CONSENT_TEXT = "consent-text"  # rule of texts that ask for consent to cookies
PAGE_SCRIPT = "page-script"  # rule of the page's own scripts and style sheets
TELLS_OF_POST = "tells-of-post"  # rule of a piece with a date inside a post
SAID_AT = "said-at-"  # begins the rule of what another piece says: its place stands behind it, `said-at-12-40`
POST_HEAD, POST_BUTTON = "post-head", "post-button"  # rules of pieces around posts that lines tell
POST_RULES = frozenset((TELLS_OF_POST, POST_HEAD, POST_BUTTON))


class Piece(NamedTuple):
    """A piece of the text: one line of a dump, a part of one, or what one block element of a page shows; no white space around it.

    `start`/`end`: span in the text. `indent`: white space before it on its line, in characters.
    `gap`: empty lines right before it. `code`: the number of the run of code that it belongs to (from 1), or 0;
    `quote`: that of the quote in a text without elements that it holds words of, or 0.

    >>> Piece(3, 9).end
    9
    """

    start: int
    end: int
    indent: int = 0
    gap: int = 0
    code: int = 0
    quote: int = 0


class Removal(NamedTuple):
    """A span that the stripper (or the parser, for markers) takes out, with its reason and rule id.

    `silent`: it tells nothing of what stands around it, since a rule of the user's own took it out: no answer ends there.
    """

    start: int
    end: int
    reason: str
    rule: str
    silent: bool = False

    @property
    def of_post(self) -> bool:
        """Whether it tells of a post, not of the page."""
        return self.rule in POST_RULES


class Document(NamedTuple):
    """A text and its pieces in reading order; pieces never overlap and hold every non-white character but what
    is set aside.

    `folded` is the text with full-width forms (U+FF01 to U+FF5E) as ASCII, code point for code point: what rules look at,
    so that no rule need name both colons. Records are cut from `text`. `layout` is what the markup said of the pieces; a dump has none.
    `pieces` are a tuple, or columns of a large text (`columns.py`). `aside` is what the segmenter took out between pieces, in order: no piece holds it.
    """

    text: str
    folded: str
    pieces: Sequence[Piece]
    layout: Layout | None = None
    aside: tuple[Removal, ...] = ()


def fold(text: str) -> str:
    """Full-width forms as ASCII; the length stays. Text without any comes back as it is.

    >>> fold("\uff11\u3001\u5f00\u673a\uff1a\u8fdb")
    '1、开机:进'
    """
    if text.isascii():
        return text
    for wide, mark in _FREQUENT:
        text = text.replace(wide, mark)
    if _FULL_WIDTH.search(text) is None:
        return text
    return _FULL_WIDTH.sub(lambda match: chr(ord(match.group()) - 0xFEE0), text)
