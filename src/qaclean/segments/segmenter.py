"""The segmenter: a text becomes pieces. A line is one piece; a line that holds several blocks, or a page, becomes several.

Tools that drop tags put nothing in their place (`soup.get_text()`) or a space (`get_text(" ")`). Where such a line may be cut is judged by
`boundary_model`; here stands which lines are looked at and what becomes of the white space and the separators between two pieces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice, product
from typing import NamedTuple

from qaclean.freed import give_back
from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.boundaries import PageView, Place, find_places, is_template_word, template_places, view_page
from qaclean.segments.boundary_model import boundary_scores
from qaclean.segments.certain_places import (
    FEWEST_POSTS,
    has_items,
    item_places,
    menu_places,
    post_places,
    title_of,
    title_places,
    with_buttons,
)
from qaclean.segments.columns import held_pieces, held_spans
from qaclean.segments.counted_places import counted_places
from qaclean.segments.cut_pieces import cut_pieces
from qaclean.segments.dated_places import FEWEST_DATES, date_signs, dated_places, glued_date_places
from qaclean.segments.document import Document, Piece, Removal
from qaclean.segments.doubled_places import doubled_places
from qaclean.segments.headed_places import headed_places
from qaclean.segments.howto_places import glued_howtos
from qaclean.segments.joined_pages import OF_DATES, is_joined, is_run_together
from qaclean.segments.joined_places import joined_places, with_whole_names
from qaclean.segments.labelled_places import has_labels, labelled_places
from qaclean.segments.member_places import member_places
from qaclean.segments.spaced_howto_places import spaced_howto_places
from qaclean.segments.trail_places import trail_places

__all__ = ["joined_seams", "segment"]

MIN_LINE = 120  # code points; a shorter line is left whole: a menu in one piece goes as one
MIN_SIGNS = 3  # of a line that was glued: one date or two spaces stand in prose too
MIN_WORDS = 5  # different words of templates at sure boundaries; of 1,055 real dumps with sane lines none has one with more than 4
LONG_LINE = 2500  # code points of a line that is longer than any of those dumps' with three such words
FEW_OF_LONG = 3
ALONE = 0.95  # share of the text that a line holds which is the whole page: fewer words prove it, for no page of so many blocks has one line
FEW_ALONE = 3
FEW_WORDS = 2  # in a further line of a page that has a glued one
MIN_FOLLOWING = 40  # code points of such a line
SURE = 1.0  # log odds (0.73) of a boundary that proves a glued line
# Log odds above which a place is cut, by what stands there; each a trade of right against wrong cuts, measured across sites.
WIDE = -1.5  # two spaces or more, an indent: what a template left
BETWEEN = -3.0  # between two words of menus, buttons or counts
DATED = -3.0  # `2016-10-21` with a text glued behind it, in a line that is proved to be glued
NEVER = 99.0
TOLD = 0.0  # a word of templates, a date or a sentence's end beside it
PLAIN = 0.1  # a space
GLUED = 0.85  # nothing
NUMBER = 0.8  # digits beside it, or a comma before: mostly a number in a sentence
# Signs of templates in prose; one class of what each begins with, so that the engine skips to those.
_SIGNS = compile_at_once(
    r"[ \t\u00a0\u30000-9A-Z\u200b\u2060](?:"
    r"(?<=[ \t\u00a0])(?:[ \t\u00a0]+(?=\S)|[|·»›>•]\s|(?<=[\u4e00-\u9fff].)|(?<=[a-z].)(?=[A-Z0-9]))"
    r"|(?<=[0-9])(?:(?<=[\u4e00-\u9fff].)(?=[0-9]{3}[-/年])|[0-9]{3}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}|(?<![0-9:].)[0-9]?:[0-9]{2}(?![0-9:]))"
    r"|(?<=\u3000)\u3000|(?<=[\u200b\u2060])|(?<=[a-z][A-Z])(?=[a-z]))"
)
# What stands at the end of one and at the beginning of the other of two words that a template wrote side by side.
_PARTED = {*product(("button", "whole", "count", "rate"), repeat=2), *product(("count", "rate"), ("head", "nobody"))}
_PARTED |= {("marker", "nobody")}
_HAN = compile_at_once("[\u3400-\u9fff]")
HAN, LOOKED = 0.3, 4000  # share of the characters, of so many that are looked at
_NAME_AND_MORE = compile_at_once(r"[^\s|,。!?]{1,24} {0,3}\|")  # a head of a post in one: date, name, bar, level
_PATH = compile_on_use(
    r"[^>»›\n]{1,40}(?:\s?(?:>|»|›)\s?[^>»›\n]{1,80}){1,8}(?:\s?[>»›])?\s?"
)  # to a page: a line of its own is whole
_SHORT_NUMBER = compile_on_use(r"[0-9]{1,3}[.、)]?|[①-⑳]|[一二三四五六七八九十]{1,2}、")


_Spans = Sequence[tuple[int, int]]


class _Judged(NamedTuple):
    """A line that was looked at: where it is to be cut if the page is glued (nowhere where it holds few words of templates), and whether these words prove that."""

    start: int
    end: int
    cuts: list[Place]
    tells: bool
    proved: bool


def segment(document: Document) -> Document:
    """Cut the lines of a dump that hold several blocks into pieces; separators between those are set aside. Linear in the text.

    >>> from qaclean.segments.lines import read_text
    >>> segment(read_text("问\\n\\n  答 \\n")).pieces[1][:2]
    (5, 6)
    """
    cuts = _glued_cuts(document)
    free = held_spans(((line.start, line.end) for line in document.pieces if not line.code), len(document.text))
    _add_marked(document.folded, free, cuts)
    signs = date_signs(document.folded)
    for start, end in free if signs >= FEWEST_DATES else ():
        known = start in cuts and _is_han(document.folded, start, end)
        if dated := dated_places(document.folded, start, end, template=not known, glued=start in cuts):
            cuts[start] = _merged(dated, cuts.get(start, []))
    for start, end in free:
        if start in cuts:
            cuts[start] = _merged(_repeated_places(document.folded, start, end), cuts[start])
            if 2 * (end - start) > len(document.folded):
                cuts[start] = _with_parts(document.folded, start, end, cuts[start])
    howtos = glued_howtos(document.text, free)
    for start, end in free:
        if parts := howtos.get(start):
            cuts[start] = _merged(parts, cuts.get(start, []))
        elif 2 * (end - start) > len(document.text) and (parts := spaced_howto_places(document.text, start, end)):
            # A page on one line; what stands between the places is known.
            around = [place for place in cuts.get(start, []) if not parts[0].start <= place.start <= parts[-1].end]
            cuts[start] = _merged(parts, around)
    glued = glued_date_places(document.folded, free) if signs >= FEWEST_DATES else {}
    if glued and not _is_han(document.folded, 0, len(document.folded)):
        cuts |= {start: _merged(cuts.get(start, []), places) for start, places in glued.items()}
    for start, places in post_places(document.folded, free).items() if signs >= FEWEST_POSTS else ():
        cuts[start] = _merged(cuts.get(start, []), places)
    if not cuts:
        return document
    aside: list[Removal] = [*document.aside]
    cut = (cut_pieces(document.text, line, cuts.get(line.start, ()), aside) for line in document.pieces)
    pieces = held_pieces(chain.from_iterable(cut), len(document.text))
    return document._replace(pieces=pieces, aside=tuple(sorted(aside)))


def joined_seams(folded: str, lines: Sequence[tuple[int, int]]) -> list[Place]:
    """Where lines of a folded text are cut that are known to hold text nodes put together with nothing between, in order; nowhere where hardly any words of
    templates stand in them. Linear.

    >>> post = "Posts: 12Joined: May 2014#{0} 08-2{0}-2017, 10:02 PM Oil the chain first.Reply"
    >>> page = "\\n".join(post.format(n) for n in range(1, 6))
    >>> lines = [(n * (len(page) + 1) // 5, (n + 1) * (len(page) + 1) // 5 - 1) for n in range(5)]
    >>> {"Joined: May", "Oil the chain"} <= {page[place.end :][: len(w)] for place in joined_seams(page, lines) for w in ("Joined: May", "Oil the chain")}
    True
    """
    words = template_places(folded)
    if len(words) < FEW_ALONE:
        return []
    cuts = _joined_cuts(folded, lines, words)
    return sorted(place for places in cuts.values() for place in places)


def _repeated_places(folded: str, start: int, end: int) -> list[Place]:
    """Where what each post repeats parts a line that is known to be glued."""
    counted = counted_places(folded, start, end)
    return counted if _is_han(folded, start, end) else _merged(counted, doubled_places(folded, start, end))


def _with_parts(folded: str, start: int, end: int, cuts: list[Place]) -> list[Place]:
    """The cuts of a line that is most of a page, with those around the way to it, and around headings of answers where the model does not know its words."""
    if not _is_han(folded, start, end):
        cuts = member_places(folded, start, end, headed_places(folded, start, end, cuts))
    return trail_places(folded, start, end, cuts)


def _add_marked(folded: str, lines: Sequence[tuple[int, int]], cuts: dict[int, list[Place]]) -> None:
    """Add the places before the items and the labels that are glued into lines to their cuts."""
    items, labels = has_items(folded), has_labels(folded)
    for start, end in lines if items or labels else ():
        if items and (found := item_places(folded, start, end)):
            cuts[start] = _merged(cuts.get(start, []), found)
        if labels and 2 * (end - start) >= len(folded) and (found := labelled_places(folded, start, end)):
            cuts[start] = _merged(found, cuts.get(start, []))


def _is_han(text: str, start: int, end: int) -> bool:
    """Whether a line is written without spaces between words: pairs of characters are little evidence there, and the model knows its words."""
    end = min(end, start + LOOKED)
    return len(_HAN.findall(text, start, end)) > HAN * (end - start)


def _glued_cuts(document: Document) -> dict[int, list[Place]]:
    """Where the lines of a page of glued text are cut, by the start of the line; nothing where it is not proved to be glued."""
    folded = document.folded
    lines = held_pieces((line for line in document.pieces if not line.code), len(folded))
    whole = held_spans(((line.start, line.end) for line in lines), len(folded))
    words = template_places(folded)
    if is_joined(folded, whole, words):
        return _joined_cuts(folded, whole, words)
    judged, view = _judged_lines(folded, lines, words)
    if judged:
        del view  # of a large page it takes more room than what is left to do
        give_back(len(folded))
        ends = {line.start: line.end for line in judged}
        return _with_certain(folded, {line.start: line.cuts for line in judged if line.tells}, ends)
    page = next((line for line in whole if line[1] - line[0] >= max(MIN_LINE, ALONE * len(folded))), None)
    if page is not None and _has_signs(folded, *page) and is_run_together(folded[slice(*page)]):
        return _with_certain(folded, _model_cuts(view or view_page(folded, words), [page]), dict([page]))
    return {}


def _has_signs(folded: str, start: int, end: int) -> bool:
    """A cheap test: a date, a bar, or several spaces together in a line that may be a page."""
    return len([*islice(_SIGNS.finditer(folded, start, end), MIN_SIGNS)]) == MIN_SIGNS


def _judged_lines(folded: str, lines: Sequence[Piece], words: _Spans) -> tuple[list[_Judged], PageView | None]:
    """The lines that may be glued, if one of them is proved to be; and the view of the page, where one was made."""
    glued = [line for line in lines if line.end - line.start >= MIN_LINE and _may_be_glued(folded, line, words)]
    view = view_page(folded, words) if glued else None
    judged = [_judge(view, line) for line in glued] if view is not None else []
    if view is None or not any(line.proved for line in judged):
        return [], view
    known = {line.start for line in judged}
    return judged + [_judge(view, line) for line in lines if line.start not in known and _may_follow(view, line)], view


def _model_cuts(view: PageView, lines: Sequence[tuple[int, int]]) -> dict[int, list[Place]]:
    """Where the model cuts each line."""
    cuts: dict[int, list[Place]] = {}
    for start, end in lines:
        places = find_places(view, start, end)
        cuts[start] = _cuts(view, start, places, boundary_scores(view, places))
    return cuts


def _joined_cuts(folded: str, lines: _Spans, words: _Spans) -> dict[int, list[Place]]:
    """Where the lines of a page whose text nodes were joined are cut: all of them, however short."""
    view = view_page(folded, words)
    lines = [line for line in lines if _PATH.fullmatch(folded, *line) is None]
    cuts = _model_cuts(view, lines)
    for start, more in joined_places(view, lines, cuts).items():
        cuts[start] = _merged(cuts[start], more)
    return _with_certain(folded, cuts, dict(lines))


def _with_certain(folded: str, cuts: dict[int, list[Place]], ends: dict[int, int]) -> dict[int, list[Place]]:
    """The places of lines with those of menus, of buttons that are no prose, and of the page's title."""
    title = title_of(folded)
    found: dict[int, list[Place]] = {}
    for start, places in with_whole_names(folded, cuts).items():
        end = ends[start]
        known = _merged(_merged(menu_places(folded, start, end), places), title_places(folded, title, start, end))
        found[start] = with_buttons(folded, known, start, end)
    return found


def _merged(places: list[Place], more: list[Place]) -> list[Place]:
    """Both lists in order, without those of the second that touch one of the first."""
    taken = {at for place in places for at in range(place.start, place.end + 1)}
    return sorted([*places, *(place for place in more if taken.isdisjoint(range(place.start, place.end + 1)))])


def _may_be_glued(folded: str, line: Piece, places: Sequence[tuple[int, int]]) -> bool:
    """A cheap test of a long line: with signs of what templates leave, and with words of templates, which stand at these places of the page."""
    fewest = _fewest(folded, line.end - line.start)
    signs = [*islice(_SIGNS.finditer(folded, line.start, line.end), MIN_SIGNS)] if fewest > FEW_ALONE else []
    if len(signs) < MIN_SIGNS and fewest > FEW_ALONE:
        return False
    words: set[str] = set()
    for at in range(bisect_left(places, (line.start,)), len(places)):
        start, end = places[at]
        if end > line.end:
            break
        words.add(folded[start:end])
        if len(words) == fewest:
            return True
    return False


def _fewest(folded: str, size: int) -> int:
    """So many different words of templates prove that a line of this size is glued."""
    if size >= ALONE * len(folded):
        return FEW_ALONE
    return MIN_WORDS if size < LONG_LINE else FEW_OF_LONG


def _may_follow(view: PageView, line: Piece) -> bool:
    """A line of a page with a glued line: looked at where it is longer than a head and holds a word of templates inside."""
    inside = bisect_right(view.edges, line.start) < bisect_left(view.edges, line.end)
    return inside and line.end - line.start >= MIN_FOLLOWING


def _judge(view: PageView, line: Piece) -> _Judged:
    """All that is kept of a line's candidates is where it is cut: a large page has very many."""
    places = find_places(view, line.start, line.end)
    scores = boundary_scores(view, places)
    size = line.end - line.start
    fewest = _fewest(view.text, size)
    words = len({*_words_at_sure(view, places, scores, alone=fewest == FEW_ALONE)})
    tells = words >= FEW_WORDS  # of every line that proves it, too
    return _Judged(
        line.start, line.end, _cuts(view, line.start, places, scores) if tells else [], tells, words >= fewest
    )


def _cuts(view: PageView, start: int, places: Sequence[Place], scores: Sequence[float]) -> list[Place]:
    """The places where a glued line is cut."""
    spaced = _parted_by_spaces(places, scores)
    chosen = [
        place
        for place, score in zip(places, scores, strict=True)
        if (place.end > place.start or not spaced) and score > _bound(view, place)
    ]
    return [*_without_numbers(view, start, chosen)]


def _words_at_sure(view: PageView, places: Sequence[Place], scores: Sequence[float], *, alone: bool) -> Iterator[str]:
    """The words of templates behind sure places; of a line that is the whole page those before likely ones too."""
    for place, score in zip(places, scores, strict=True):
        if score <= (TOLD if alone else SURE):
            continue
        kind = view.begins.get(place.end)
        if kind is not None and is_template_word(kind):
            yield view.text[place.end : place.end + 2] if kind not in view.shapes else kind
        last = view.ends.get(place.start) if alone else None
        if last is not None and is_template_word(last):
            yield view.text[place.start - 2 : place.start] if last not in view.shapes else last


def _parted_by_spaces(places: Sequence[Place], scores: Sequence[float]) -> bool:
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
        return NEVER if view.text[start] in OF_DATES or _NAME_AND_MORE.match(view.text, start) else DATED
    if (view.ends.get(start), view.begins.get(end)) in _PARTED:
        return BETWEEN
    if start in view.ends or end in view.begins or (left in "!E" and end > start):
        return TOLD
    return NUMBER if left in "9,.:" or right == "9" else PLAIN if end > start else GLUED


def _without_numbers(view: PageView, start: int, places: list[Place]) -> Iterator[Place]:
    """Leave out cuts between a bare number and the text that it counts; a head that counts itself is none."""
    for place in places:
        counted = _SHORT_NUMBER.fullmatch(view.text, start, place.start) is not None
        headed = view.shape[place.start - 1] == "9" and view.begins.get(place.end) == "count"
        if not counted or headed or view.shape[place.end] not in "HKGaA(":
            yield place
            start = place.end
