"""Spans, blocks and documents: what readers make, and what the stripper and the parser speak.

All positions count code points of `Document.text`, the *repaired* text. `qaclean.repairs.repair.Repaired` maps
them back to the source text at the very end of the path.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Block", "Document", "Removal", "fold"]

_FULL_WIDTH = re.compile("[\uff01-\uff5e]")
_FREQUENT = tuple((chr(ord(mark) + 0xFEE0), mark) for mark in ",:;?!()")  # of every page: replaced at C speed


class Block(NamedTuple):
    """One line of a dump (or one block element of an HTML page), without the white space around it.

    `start`/`end`: span in the text. `indent`: white space before it on its line, in characters.
    `gap`: empty lines right before it.

    >>> Block(3, 9).end
    9
    """

    start: int
    end: int
    indent: int = 0
    gap: int = 0


class Document(NamedTuple):
    """A text and its blocks in reading order; blocks never overlap and hold every non-white character.

    `folded` is the text with full-width forms (U+FF01 to U+FF5E) as ASCII, code point for code point: what rules look at,
    so that no rule need name both colons. Records are cut from `text`.
    """

    text: str
    folded: str
    blocks: tuple[Block, ...]


class Removal(NamedTuple):
    """A span that the stripper (or the parser, for markers) takes out, with its reason and rule id."""

    start: int
    end: int
    reason: str
    rule: str


def fold(text: str) -> str:
    """Full-width forms as ASCII; the length stays. Text without any comes back as it is.

    >>> fold("\uff11\u3001\u5f00\u673a\uff1a\u8fdb")
    '1、开机:进'
    """
    for wide, mark in _FREQUENT:
        text = text.replace(wide, mark)
    if _FULL_WIDTH.search(text) is None:
        return text
    return _FULL_WIDTH.sub(lambda match: chr(ord(match.group()) - 0xFEE0), text)
