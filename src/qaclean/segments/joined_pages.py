"""Whether a tool put the text nodes of a page together, with nothing between them (`soup.get_text()`) or a space: what tells that over the page, for its lines may be
short, or its language one whose words of templates we hardly know.

Signs are counted first, which costs nothing: words of templates glued to others, a small letter before a capital, a time or a year at a word. Where they are many for
so many lines, the model of boundaries is asked about the lines that hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from qaclean.patterns import compile_at_once
from qaclean.segments.boundaries import PageView, Place, find_places, is_template_word, view_page
from qaclean.segments.boundary_model import asked_for, boundary_scores
from qaclean.segments.recurrence import read_recurrence

__all__ = ["OF_DATES", "is_joined", "is_run_together"]

FEWEST, FEWEST_SURE = 4, 3  # signs, and glued places that the model is sure of
FEWEST_LINES = 2  # with such places, unless one line is half of the page
OF_LINES = 0.2  # signs a line
OF_TEXT = 0.01  # ... a code point: prose has such words too
SAMPLE = 700  # code points of lines with signs that the model sees
SURE = 0.0  # log odds
OF_SIGNS, OF_SAMPLE = 0.25, 0.003  # sure places for each sign of these lines, and for each of their code points
FEWEST_PLACES, PLACES_OF_TEXT = (
    8,
    0.008,
)  # sure places of a line that is the page, and for each code point that is looked at
LIKELY, SURER, FEWEST_SURER = 0.0, 2.0, 3  # log odds of such places, and of some of them
OF_DATES = frozenset("年月日号时点分秒的前后起至到之以内间止")  # go on with the sentence that a date stands in
# One class of what stands behind the first character of each, so that the engine skips to those.
_GLUED = compile_at_once(
    r"[A-Z:12](?:(?<=[A-Z])(?<=[a-z0-9!?.)].)(?=[a-z])|(?<=:)(?<=[0-9].)[0-9]{2}(?=[^\W0-9_])|(?<=[^\W\d_][12])(?:(?<=1)9|(?<=2)0)[0-9]{2}[-/.\u5e74])"
)


def is_joined(folded: str, lines: Sequence[tuple[int, int]], words: Sequence[tuple[int, int]]) -> bool:
    """Whether so many of these lines of a folded text hold what no writer glued; `words` are its `template_places`.

    >>> from qaclean.segments.boundaries import template_places
    >>> said = "Oil the chain first." + "ann77Junior MemberPosts: 12Joined: May 2014Reply with quoteReport" * 2
    >>> is_joined(said, [(0, len(said))], template_places(said)), is_joined("Oil the chain first, ann. Then look at the cables.", [(0, 50)], ())
    (True, False)
    """
    signs = _signs(folded, words)
    if len(signs) < FEWEST or len(signs) < max(OF_LINES * len(lines), OF_TEXT * len(folded)):
        return False
    sample = [*_with_signs(folded, signs, lines)]
    seen = "\n".join(folded[start:end] for start, end, _ in sample)
    longest = max((end - start for start, end, _ in sample), default=0)
    # One line of facts in a page whose lines are sane says nothing.
    fewest_lines = FEWEST_LINES if 2 * longest < min(SAMPLE, len(folded)) else 0
    fewest = max(FEWEST_SURE, OF_SIGNS * sum(many for *_, many in sample), OF_SAMPLE * len(seen))
    return _are_sure(seen, [end - start for start, end, _ in sample], fewest, fewest_lines)


def _are_sure(seen: str, lengths: Sequence[int], fewest: float, fewest_lines: int) -> bool:
    """Whether the model is sure of so many glued places of a text's lines, and of one in so many of them. It is asked only where there are as many to be sure
    of: on two of three pages there are not."""
    view = view_page(seen, recurs=False)
    lines: list[tuple[Sequence[Place], list[bool]]] = []
    at = 0
    for length in lengths:
        places = find_places(view, at, at + length)
        lines.append((places, [_tells(view, place) for place in places]))
        at += length + 1
    lines = [line for line in lines if True in line[1]]
    left = sum(sum(tell) for _, tell in lines)
    if left < fewest or len(lines) < fewest_lines:
        return False
    asked = [asked_for(seen, *row) for row in lines]
    ends = [place.end for (places, _), row in zip(lines, asked, strict=True) for place in compress(places, row)]
    view = view._replace(recurrence=read_recurrence(seen, view.shape, ends))
    sure, in_lines = 0, 0
    for (places, tell), row in zip(lines, asked, strict=True):
        scores = boundary_scores(view, places, row)
        many = sum(score > SURE and told for score, told in zip(scores, tell, strict=True))
        sure, in_lines, left = sure + many, in_lines + (many > 0), left - sum(tell)
        if sure + left < fewest:
            return False
    return sure >= fewest and in_lines >= fewest_lines


def is_run_together(line: str) -> bool:
    """Whether a folded line that is a whole page holds many places that are surely boundaries: a paragraph of prose has hardly any.

    >>> said = "No dia seguinte as formigas voltam. "
    >>> posts = " ".join(f"{name} 2{day}/08/2019 09:1{day} {said}" for day, name in enumerate(("Marlene", "Dona Zefa", "Caio Prado", "Lia"), 1))
    >>> menu = "Formigas no vaso | Horta na Varanda Horta na Varanda Início Fórum Loja Formigas no vaso Autor Posts "
    >>> is_run_together(said * 9), is_run_together(menu + posts)
    (False, True)
    """
    line = line[:SAMPLE].rstrip()  # a place is between two words
    view = view_page(line)
    scores = boundary_scores(view, find_places(view, 0, len(line)))
    likely, surer = (sum(score > bound for score in scores) for bound in (LIKELY, SURER))
    return likely >= max(FEWEST_PLACES, PLACES_OF_TEXT * len(line)) and surer >= FEWEST_SURER


def _signs(folded: str, places: Sequence[tuple[int, int]]) -> list[int]:
    """Where words of templates are glued to others, each word once, and where letters and digits are as no writer puts them."""
    words: dict[str, int] = {}
    for start, end in places:
        word = folded[start:end]
        if word in words:
            continue
        before, behind = folded[start - 1 : start].isalnum(), folded[end : end + 1].isalnum()
        if (before or behind) and not (before and word[0].islower() and word[0].isascii()):
            words[word] = start
    return sorted([*words.values(), *_glued(folded)])


def _glued(folded: str) -> Iterator[int]:
    """Where a letter or a mark begins what no writer glues, from left to right, none inside of another."""
    last = 0
    for match in _GLUED.finditer(folded):
        start = match.start() - 1
        if start >= last:
            yield start
            last = match.end()


def _tells(view: PageView, place: Place) -> bool:
    """Whether nothing stands between words one of which a template wrote, or a small letter and a capital. Before a date and behind a full stop writers
    need no space either."""
    at = place.start
    if place.end > at or view.shape[at - 1] in "!.":
        return False
    left, right = view.ends.get(at), view.begins.get(at)
    if left is not None and left in view.shapes:
        return (
            is_template_word(left)
            and view.shape[at - 1] == "9"
            and view.shape[at] in "HKGA"
            and view.text[at] not in OF_DATES
        )
    told = left is not None or (right is not None and right not in view.shapes)
    return told or view.shape[at - 1 : at + 1] == "aA"


def _with_signs(folded: str, signs: Sequence[int], lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """The first lines with signs, each with how many it holds, as far as the sample goes."""
    left = SAMPLE
    waiting = iter(signs)
    sign = next(waiting, -1)
    for start, end in lines:
        end = start + len(folded[start : min(end, start + left)].rstrip())
        many = 0
        while 0 <= sign < end:
            many += sign >= start
            sign = next(waiting, -1)
        if many:
            yield start, end, many
            left -= end - start
        if left <= 0 or sign < 0:
            return
