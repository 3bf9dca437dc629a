"""The segmenter: a text becomes pieces. A line is one piece; a line that holds several blocks, or a page, becomes several.

Tools that drop tags put nothing in their place (`soup.get_text()`) or a space (`get_text(" ")`). Where such a line may be cut is judged by
`boundary_model`; here stands which lines are looked at and what becomes of the white space and the separators between two pieces.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from qaclean.segments.boundaries import PageView, Place, find_places, is_template_word, template_words, view_page
from qaclean.segments.boundary_model import boundary_scores
from qaclean.segments.document import Block, Removal, fold
from qaclean.segments.lines import read_text
from qaclean.segments.wrapped import join_wrapped

__all__ = ["Segmented", "segment"]

MIN_LINE = 120  # code points; a shorter line is left whole: a menu in one piece goes as one
MIN_SIGNS = 3  # of a line that was glued: one date or two spaces stand in prose too
MIN_WORDS = 5  # different words of templates at sure boundaries; of 1,055 real dumps with sane lines none has one with more than 4
LONG_LINE = 2500  # code points of a line that is longer than any of those dumps' with three such words
FEW_OF_LONG = 3
FEW_WORDS = 2  # in a further line of a page that has a glued one
MIN_FOLLOWING = 40  # code points of such a line
SURE = 1.0  # log odds (0.73) of a boundary that proves a glued line
# Log odds above which a place is cut, by what stands there; each a trade of right against wrong cuts, measured across sites.
WIDE = -1.5  # two spaces or more, an indent: what a template left
NEVER = 99.0
DATED = -3.0  # `2016-10-21` with a name or a text glued behind it, in a line that is proved to be glued
TOLD = 0.0  # a word of templates, a date or a sentence's end beside it
PLAIN = 0.85
NUMBER = 1.4  # digits beside it, or a comma before: mostly a number in a sentence
_SIGNS = re.compile(
    r"(?<=\S)[ \t\u00a0]{2,}(?=\S)|\s[|·»›>•]\s|[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}|(?<![0-9:])[0-9]{1,2}:[0-9]{2}(?![0-9:])|\u3000\u3000|[\u200b\u2060]"
    r"|(?<=[a-z])(?=[A-Z][a-z])|(?<=[\u4e00-\u9fff])(?: |(?=[0-9]{4}[-/年]))|[a-z] [A-Z0-9]"
)
_OF_DATES = frozenset("年月日号时点分秒的前后起至到之以内间止")  # go on with the sentence that a date stands in
_NAME_AND_MORE = re.compile(r"[^\s|,。!?]{1,24} {0,3}\|")  # a head of a post in one: date, name, bar, level
_SHORT_NUMBER = re.compile(r"[0-9]{1,3}[.、)]?|[①-⑳]|[一二三四五六七八九十]{1,2}、")


class Segmented(NamedTuple):
    """The pieces of a text in order, and the separators between them (reason `markup`)."""

    pieces: tuple[Block, ...]
    removals: tuple[Removal, ...]


class _Judged(NamedTuple):
    """A line that was looked at: its candidates, their log odds, the words of templates at sure ones, and whether they prove it glued."""

    start: int
    places: list[Place]
    scores: list[float]
    words: frozenset[str]
    proved: bool


def segment(text: str) -> Segmented:
    """Cut a (repaired) text into pieces: lines, and the parts of lines that hold several blocks. Linear in the text.

    Pieces never overlap; every non-white character is in one of them or in a separator.

    >>> [(b.start, b.end) for b in segment("问\\n\\n  答 \\n").pieces]
    [(0, 1), (5, 6)]
    """
    blocks = join_wrapped(text, read_text(text).blocks)
    folded = fold(text)
    glued = [block for block in blocks if _may_be_glued(folded, block)]
    if not glued:
        return Segmented(blocks, ())
    view = view_page(folded)
    judged = [_judge(view, block) for block in glued]
    if not any(line.proved for line in judged):
        return Segmented(blocks, ())
    known = {line.start for line in judged}
    judged += [_judge(view, block) for block in blocks if block.start not in known and _may_follow(view, block)]
    cuts = {line.start: _cuts(view, line) for line in judged if line.proved or len(line.words) >= FEW_WORDS}
    pieces: list[Block] = []
    removals: list[Removal] = []
    for block in blocks:
        _cut(text, block, cuts.get(block.start, []), pieces, removals)
    return Segmented(tuple(pieces), tuple(removals))


def _may_be_glued(folded: str, block: Block) -> bool:
    """A cheap test: long, with signs of what templates leave, and with words of templates."""
    if block.end - block.start < MIN_LINE:
        return False
    signs = _SIGNS.finditer(folded, block.start, block.end)
    if not any(count == MIN_SIGNS for count, _ in enumerate(signs, 1)):
        return False
    words: set[str] = set()
    for word in template_words(folded, block.start, block.end):
        words.add(word)
        if len(words) == (MIN_WORDS if block.end - block.start < LONG_LINE else FEW_OF_LONG):
            return True
    return False


def _may_follow(view: PageView, block: Block) -> bool:
    """A line of a page with a glued line: looked at where it is longer than a head and holds a word of templates inside."""
    inside = bisect_right(view.edges, block.start) < bisect_left(view.edges, block.end)
    return inside and block.end - block.start >= MIN_FOLLOWING


def _judge(view: PageView, block: Block) -> _Judged:
    places = find_places(view, block.start, block.end)
    scores = boundary_scores(view, places)
    words = frozenset(_words_at_sure_places(view, places, scores))
    size = block.end - block.start
    return _Judged(block.start, places, scores, words, len(words) >= (MIN_WORDS if size < LONG_LINE else FEW_OF_LONG))


def _cuts(view: PageView, line: _Judged) -> list[Place]:
    """The places where a glued line is cut."""
    spaced = _parted_by_spaces(line.places, line.scores)
    chosen = [
        place
        for place, score in zip(line.places, line.scores, strict=True)
        if (place.end > place.start or not spaced) and score > _bound(view, place)
    ]
    return [*_without_numbers(view, line.start, chosen)]


def _words_at_sure_places(view: PageView, places: list[Place], scores: list[float]) -> Iterator[str]:
    for place, score in zip(places, scores, strict=True):
        kind = view.begins.get(place.end) if score > SURE else None
        if kind is not None and is_template_word(kind):
            yield view.text[place.end : place.end + 2] if kind not in view.shapes else kind


def _parted_by_spaces(places: list[Place], scores: list[float]) -> bool:
    """Whether the tool put one space between two text nodes: then what is glued together belongs together."""
    sure = [place for place, score in zip(places, scores, strict=True) if score > TOLD]
    spaces = sum(place.end == place.start + 1 for place in sure)
    return spaces > 2 * sum(place.end == place.start for place in sure) and spaces > 0.8 * len(sure)


def _bound(view: PageView, place: Place) -> float:
    start, end = place
    left, right = view.shape[start - 1], view.shape[end]
    if end - start > 1:
        return WIDE
    if start == end and view.ends.get(start) in ("date", "time") and left == "9" and right in "HaA":
        return NEVER if view.text[start] in _OF_DATES or _NAME_AND_MORE.match(view.text, start) else DATED
    if start in view.ends or end in view.begins or (left in "!…" and end > start):
        return TOLD
    return NUMBER if left in "9,.:" or right == "9" else PLAIN


def _without_numbers(view: PageView, start: int, places: list[Place]) -> Iterator[Place]:
    """Leave out cuts between a bare number and the text that it counts."""
    for place in places:
        if _SHORT_NUMBER.fullmatch(view.text, start, place.start) is None or view.shape[place.end] not in "HKGaA(":
            yield place
            start = place.end


def _cut(text: str, block: Block, places: list[Place], pieces: list[Block], removals: list[Removal]) -> None:
    """Add the pieces of one line, and what stood between them."""
    at, indent, gap = block.start, block.indent, block.gap
    for place in places:
        pieces.append(Block(at, place.start, indent, gap))
        separator = text[place.start : place.end]
        if separator and not separator.isspace():
            start = place.start + len(separator) - len(separator.lstrip())
            removals.append(Removal(start, start + len(separator.strip()), "markup", "separator"))
        at, indent, gap = place.end, 0, 0
    pieces.append(Block(at, block.end, indent, gap))
