"""Quotes marked line by line, as mail programs do: `> words` below `On Tue, 3 Mar 2015, Ann wrote:`.

The mark alone proves nothing: it leads paths of a site, prompts, what an interpreter says, changed lines of a file. Lines that have it are a
quote below a head, or where they are running text. Boards reached by telnet mark with colons, below a head of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from qaclean.patterns import compile_at_once
from qaclean.posts.model import Range
from qaclean.posts.quote_heads import quote_words
from qaclean.posts.quotes import Quote
from qaclean.segments.code_runs import weight_of
from qaclean.segments.document import Document, Piece
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date
from qaclean.text.quote_marks import is_prose

__all__ = ["marked_quotes"]

FEWEST = 2  # lines of running text that are a quote without a head
MAX_HEAD = 160  # code points of a head, which may be broken over two lines
_MARKED = compile_at_once(r"^[^\S\n]{0,80}>", re.MULTILINE)
_MARK = compile_at_once(r">(?![>]{2}|[=<|])\s{0,3}")
_INNER = compile_at_once(r"\s[>\u203a\u00bb]\s")  # parts of a path


def marked_quotes(document: Document, evidence: Sequence[Evidence]) -> list[Quote]:
    """The quotes of marked lines, each with the head above it."""
    if document.layout is not None:
        return []
    pieces = document.pieces
    found = [*_of_boards(document, evidence)]
    if not (">" in document.text and _MARKED.search(document.folded)):
        return found
    for first, last in _runs(evidence, pieces, ">"):
        head = _head(evidence, first)
        told = [i for i in range(first, last) if _is_prose(evidence[i].text)]
        if (head < first and told) or (len(told) >= FEWEST and 2 * len(told) >= last - first):
            found.append(Quote((head, first), (first, last)))
    return sorted(found)


def _of_boards(document: Document, evidence: Sequence[Evidence]) -> Iterator[Quote]:
    """The quotes that boards mark with colons, below a head that only they write."""
    heads = quote_words().of_boards
    if heads.search(document.folded) is None:
        return
    for first, last in _runs(evidence, document.pieces, ":"):
        if first and len(evidence[first - 1].text) <= MAX_HEAD and heads.search(evidence[first - 1].text):
            yield Quote((first - 1, first), (first, last))


def _runs(evidence: Sequence[Evidence], pieces: Sequence[Piece], mark: str) -> Iterator[Range]:
    """The ranges of lines that begin with the mark."""
    first = -1
    for i, seen in enumerate(evidence):
        if seen.text[:1] == mark and not pieces[i].code and (mark == ":" or _MARK.match(seen.text)):
            first = i if first < 0 else first
        elif first >= 0:
            yield first, i
            first = -1
    if first >= 0:
        yield first, len(evidence)


def _is_prose(line: str) -> bool:
    """Whether a marked line is running text: words in a row, no path of a site, no code."""
    words = line.lstrip("> ")
    return is_prose(words) and _INNER.search(words) is None and weight_of(words) <= 0


def _head(evidence: Sequence[Evidence], first: int) -> int:
    """The first row of the head above row `first`: it ends with a verb and a colon, and names a day, on its line or the one above."""
    line = evidence[first - 1].text.lower() if first else ""
    if not 1 < len(line) <= MAX_HEAD or line[-1] != ":":
        return first
    if quote_words().said.match(line[-80:]) is None:
        return first
    above = evidence[first - 2].text if first > 1 else ""
    broken = not names_a_date(line) and len(above) <= MAX_HEAD and names_a_date(above) and above[-1:] not in ".!?"
    return first - 2 if broken else first - 1
