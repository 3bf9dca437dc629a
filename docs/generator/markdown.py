"""Pieces of Markdown as the site's pages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["anchor_of", "code", "escaped", "fenced", "folded_away", "table"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|&])")
_SIGN = re.compile(r"[\x21-\x2b\x3b-\x40\x5b-\x60\x7b-\x7f]")  # of ASCII all but letters, digits, blanks and , - . / :
_NO_WORD = re.compile(r"[^\w\- ]")


def anchor_of(heading: str) -> str:
    """The anchor of a heading, as GitHub and the site make it.

    >>> anchor_of("`qaclean batch`: a corpus, 一个语料")
    'qaclean-batch-a-corpus-一个语料'
    """
    return _NO_WORD.sub("", heading.lower()).strip().replace(" ", "-")


def escaped(text: str) -> str:
    """Words as running text that means no markup.

    >>> escaped("<b> [x] a_b")
    '\\\\<b\\\\> \\\\[x\\\\] a\\\\_b'
    """
    return _SPECIAL.sub(r"\\\1", text)


def code(text: str) -> str:
    """Words as inline code, also in a table, whatever they hold; blanks at the ends are shown.

    >>> code("a|b"), code(" Q")
    ('<code>a&#124;b</code>', '<code>␣Q</code>')
    """
    shown = re.sub(r"^\s+|\s+$", lambda m: "␣" * len(m[0]), text.replace("\n", "⏎").replace("\t", "⇥"))
    return f"<code>{_SIGN.sub(lambda m: f'&#{ord(m[0])};', shown)}</code>"


def fenced(text: str, language: str = "") -> str:
    """A block of code."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 3)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose cells are Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cell.replace(chr(10), ' ') for cell in row)} |" for row in lines)


def folded_away(title: str, body: str) -> str:
    """What is shown on a click."""
    return "\n".join([f'??? note "{title}"', "", *(f"    {line}".rstrip() for line in body.splitlines())])
