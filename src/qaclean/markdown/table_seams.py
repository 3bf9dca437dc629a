"""Tables that lay out a page: a converter puts the paragraphs of a cell together with nothing between (`4楼 2017-08-21 10:02只看该作者先断电`), and whole posts stand so.

Where the rows of such a table are no data, its lines are cut as those of a page whose text nodes were joined.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qaclean.markdown.cuts import Cut
from qaclean.markdown.lines import SourceLine
from qaclean.patterns import compile_at_once
from qaclean.repairs.repair import Repaired
from qaclean.segments.boundaries import template_places
from qaclean.segments.document import fold
from qaclean.segments.joined_pages import is_joined
from qaclean.segments.segmenter import joined_seams

__all__ = ["table_seams"]

RULE = "markdown-table"
FEWEST = 4  # such tables: one for each post, or fewer in a text that shows that its nodes were joined
_DELIMITER = compile_at_once(r"---(?:\|---){0,40}\s{2}")  # with the hard break that html2text writes behind each row
_KINDS = frozenset(("text", "row", "cells", "heading"))


def table_seams(text: str, lines: Sequence[SourceLine], rendered: Repaired) -> list[Cut]:
    """The line breaks to put into the source, in order; none where no table lays out the page. Linear.

    >>> from qaclean.markdown.lines import read_lines
    >>> table_seams("a | b\\n---|---\\n1 | 2\\n", read_lines("a | b\\n---|---\\n1 | 2\\n")[0], Repaired("", "", ()))
    []
    """
    tables = sum(_lays_out(text, above, line) for above, line in pairwise(lines))
    if not tables:
        return []
    folded, spans = fold(rendered.text), _spans(rendered.text)
    if tables < FEWEST and not is_joined(folded, spans, template_places(folded)):
        return []
    return [Cut(*rendered.span_to_source(place.start, place.end), "\n", RULE) for place in joined_seams(folded, spans)]


def _lays_out(text: str, above: SourceLine, line: SourceLine) -> bool:
    """Whether a line is the delimiter of a table, below a line that is no row of data."""
    if above.kind not in _KINDS or above.kind == "row" or line.kind not in ("text", "delimiter", "underline", "rule"):
        return False
    return _DELIMITER.fullmatch(text[line.start : line.end].rstrip("\r\n")) is not None


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the words of each line stand."""
    spans, at = [], 0
    for line in text.split("\n"):
        body = line.strip()
        if body:
            start = at + line.find(body[0])
            spans.append((start, start + len(body)))
        at += len(line) + 1
    return spans
