"""Hard-wrapped prose: lines that were broken at a column are one paragraph, where the page proves the column.

A line was wrapped there if the next line's first word did not fit behind it any more (greedy wrapping, as mail programs, editors and
boards do). Columns are display columns: a Han character takes two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.columns import held_pieces
from qaclean.segments.document import Document, Piece

__all__ = ["join_wrapped"]

NARROW, WIDE = 50, 100  # columns between which texts are wrapped; 60 to 80 are usual
SHORTEST = 21  # code points of a line that ends at a column: all Han, with room for a mark or two
MIN_WRAPS = 3  # sentences that go on behind the column: one or two are chance
MIN_SHARE = 0.7  # of the lines that end near the column, so many must go on
_TWO_HAN = (
    4  # columns: a mark may not begin a line, and boards that count characters take a half-width mark for a whole one
)
NEAR = 12  # columns: most words are shorter
_WIDE_CHARACTER = compile_at_once(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]"
)
_FIRST_WORD = compile_on_use(r"[^\s\u2e80-\u9fff\uac00-\ud7a3\uff00-\uff60]{1,60}|.", re.DOTALL)
_ITEM = compile_at_once(
    r"[-*•·●○■◆▪>|#=+~_`:※★☆◎【\[]|[0-9]{1,3}[.、):]|[(（][0-9一二三四五六七八九十a-z]{1,3}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}[、.]"
    r"|第[一二三四五六七八九十0-9]{1,3}[步章节条]|[A-Za-z][.)、]\s|(?:Q|A|问|答|追问|追答)\s?[:：.]|\S{1,12}[:：](?:\s|$)|[\u4e00-\u9fff]{1,6}[:：]"
)
_CLAUSE = compile_at_once("[，。！？；、,;]")
_TEASER = ("...", "…", "|", ">", "»", ":", "：")
_STOP = tuple("。！？!?.;；”\"'")


def join_wrapped(document: Document) -> Document:
    """The document with the lines of a wrapped paragraph as one piece, from the start of the first to the end of the last. Linear.

    Code is left alone, and so are hyphens at a line's end.

    >>> from qaclean.segments.lines import read_text
    >>> text = (
    ...     "The carpet is glued down, so that nobody can reach the boards\\n"
    ...     "from above without a knife, and the screws which snap off are\\n"
    ...     "sold in boxes of fifty only, which is more than anyone needs\\n"
    ...     "for one room."
    ... )
    >>> len(join_wrapped(read_text(text)).pieces)
    1
    """
    text, lines = document.text, document.pieces
    if not _may_be_wrapped(text, lines):
        return document
    widths = [_width(text, line) for line in lines]
    column = _column(text, lines, widths)
    if column is None:
        return document
    parted = any(line.gap for line in lines[1:])  # empty lines part its paragraphs: a stop at the column ends none
    joined = _joined(text, lines, widths, column, parted=parted)
    return document._replace(pieces=held_pieces(joined, len(text)))


def _joined(text: str, lines: Sequence[Piece], widths: Sequence[int], column: int, *, parted: bool) -> Iterator[Piece]:
    """The lines, those that were one before they were wrapped as one."""
    last = lines[0]
    for index, (above, line) in enumerate(pairwise(lines), 1):
        if _goes_on(text, lines, widths, index, column) and (parted or _continues(text, above, line)):
            last = last._replace(end=line.end)
        else:
            yield last
            last = line
    yield last


def _may_be_wrapped(text: str, lines: Sequence[Piece]) -> bool:
    """A cheap test: enough sentences that go on from a line of fair length to the next."""
    count = 0
    for first, second in pairwise(lines):
        if second.gap == 0 and SHORTEST <= first.end - first.start <= WIDE and text[first.end - 1] not in _STOP:
            count += _adjacent(first, second) and _continues(text, first, second)
            if count == MIN_WRAPS:
                return True
    return False


def _adjacent(first: Piece, second: Piece) -> bool:
    if first.code or second.code:
        return False
    return second.gap == 0 and second.start - first.end <= 12 and first.end - first.start >= SHORTEST


def _width(text: str, block: Piece) -> int:
    size = block.end - block.start
    if size > WIDE:
        return size
    line = text[block.start : block.end]
    return size if line.isascii() else size + len(_WIDE_CHARACTER.findall(line))


def _column(text: str, blocks: Sequence[Piece], widths: Sequence[int]) -> int | None:
    """The column that most sentences go on behind, where that is proof."""
    wraps = [0] * (WIDE + NEAR + 1)
    ends = [0] * (WIDE + NEAR + 1)
    for index in range(1, len(blocks)):
        width = widths[index - 1]
        if not NARROW - NEAR <= width <= WIDE or not _adjacent(blocks[index - 1], blocks[index]):
            continue
        continues = _continues(text, blocks[index - 1], blocks[index])
        if not continues and text[blocks[index - 1].end - 1] in _STOP:
            continue  # a paragraph may end anywhere
        word = _first_width(text, blocks[index])
        for column in range(max(width, NARROW), min(width + NEAR, WIDE) + 1):
            ends[column] += 1
            wraps[column] += continues and width + word > column
    best = max(range(NARROW, WIDE + 1), key=lambda column: (wraps[column], -column))
    if wraps[best] < MIN_WRAPS or wraps[best] < MIN_SHARE * ends[best]:
        return None
    return best


def _first_width(text: str, block: Piece) -> int:
    """Columns that the line's first word would have taken on the line before, with its space."""
    match = _FIRST_WORD.match(text, block.start, block.end)
    assert match is not None  # a block is not empty
    return _TWO_HAN if _WIDE_CHARACTER.match(match.group()) else len(match.group()) + 1


def _continues(text: str, first: Piece, second: Piece) -> bool:
    """Whether a sentence goes on from one line to the next."""
    last, begin = text[first.end - 1], text[second.start]
    if last in _STOP or _begins_anew(text, first, second):
        return False
    if begin.islower():
        return True
    if _WIDE_CHARACTER.match(begin) is None:
        return (last in ",，、" and begin.isalnum()) or (last.islower() and begin.isdigit())
    return _WIDE_CHARACTER.match(last) is not None and _is_prose(text, first) and _is_prose(text, second)


def _is_prose(text: str, block: Piece) -> bool:
    """Whether a line has a mark of clauses: rows of titles or of counts have none."""
    return _CLAUSE.search(text, block.start, block.end) is not None


def _begins_anew(text: str, first: Piece, second: Piece) -> bool:
    """Whether the second line is an item, or the first a teaser or a head."""
    counts = text[first.end - 1].isdigit() and not text[second.start].islower()
    ends = counts or text.endswith(_TEASER, first.start, first.end)
    same = text[first.start : first.end] == text[second.start : second.end]
    return (
        ends or same or _ITEM.match(text, second.start, second.end) is not None or abs(first.indent - second.indent) > 4
    )


def _goes_on(text: str, blocks: Sequence[Piece], widths: Sequence[int], index: int, column: int) -> bool:
    """Whether line `index` belongs to the paragraph of the line before it."""
    first, second = blocks[index - 1], blocks[index]
    if not _adjacent(first, second) or _begins_anew(text, first, second):
        return False
    if _full(text, blocks, widths, index - 1, column):
        wide = _WIDE_CHARACTER.match(text[second.start]) is not None
        return not wide or text[first.end - 1] in _STOP or _continues(text, first, second)
    behind = index + 1 < len(blocks) and _full(text, blocks, widths, index, column)
    return behind and text[second.start].islower() and _continues(text, first, second)


def _full(text: str, blocks: Sequence[Piece], widths: Sequence[int], index: int, column: int) -> bool:
    """Whether the first word of the next line did not fit on this line."""
    return widths[index] <= column < widths[index] + _first_width(text, blocks[index + 1])
