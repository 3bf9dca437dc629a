"""Where the lines of a page whose text nodes were joined with nothing between are cut for certain, once the model has cut them: what no writer glues, and what the page shows apart elsewhere."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load
from qaclean.segments.boundaries import PageView, Place

__all__ = ["joined_places", "with_whole_names"]

SHORTEST, LONGEST = (4, 3), 80  # code points of a piece looked for elsewhere: of letters, of Chinese; at most
# Votes, or the number of a post, and its first words.
_COUNT_AND_WORDS = compile_on_use(r"[0-9]{1,4}(?=[A-Z][a-z']{0,20}[\s,])")
_YEAR_FIRST = compile_on_use(r"(?:19|20)[0-9]{2}[-/.]")
_DAY_BEHIND_DIGIT = compile_on_use(r"(?<=[0-9])(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])")
_DAY = compile_on_use(r"(?<![0-9])(?:19|20)[0-9]{2}-[01][0-9]-[0-3][0-9](?![0-9])")
FEWEST_DAYS = 2  # dates of this form without a digit before them, for those behind one to be dates


def joined_places(
    view: PageView, lines: Sequence[tuple[int, int]], cuts: dict[int, list[Place]]
) -> dict[int, list[Place]]:
    """More places of each line, by its start.

    >>> import re
    >>> from qaclean.segments.boundaries import view_page
    >>> page = "Hedgerow\\nSwap the plug.May 26th, 2013, 10:04 AM\\n6We painted it last year.\\nHedgerowA wasp had built in the vent."
    >>> lines = [(match.start(), match.end()) for match in re.finditer("[^\\n]+", page)]
    >>> [page[p.start :][:9] for places in joined_places(view_page(page), lines, {}).values() for p in places]
    ['May 26th,', 'We painte', 'A wasp ha']
    """
    pieces = {start: [*_pieces(start, end, cuts.get(start, ()))] for start, end in lines}
    known = {text for row in pieces.values() for a, b in row if _may_be_known(text := view.text[a:b].strip())}
    lengths = sorted({len(text) for text in known}, reverse=True)
    days = [*_days_behind_digits(view.text)]
    found: dict[int, list[Place]] = {}
    for line, row in pieces.items():
        more = {
            Place(at, at)
            for a, b in row
            for at in (*_glued_dates(view, a, b), *_behind_count(view, a, b), *_known_parts(view, a, b, known, lengths))
        }
        more.update(Place(at, at) for a, b in row for at in days[bisect_right(days, a) : bisect_left(days, b)])
        if more:
            found[line] = sorted(more)
    return found


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    """What white space parts from all before it, and a bar and a level (`|LV6`) from what follows."""
    level = next(shape["pattern"] for shape in load("segments")["shape"] if shape["id"] == "level")
    return compile_at_once(rf"(?<=\s)[^\s|,.\u3002!?:]{{2,24}}(?=\s?(?=\|){level})")


def with_whole_names(text: str, cuts: dict[int, list[Place]]) -> dict[int, list[Place]]:
    """The places of each line without those inside of a name before a bar and a level, such as between its letters and digits.

    >>> page = "Oil it first.   ann77 |LV6 Member"
    >>> with_whole_names(page, {0: [Place(13, 16), Place(19, 19), Place(21, 22)]})
    {0: [Place(start=13, end=16), Place(start=21, end=22)]}
    """
    whole = (
        {at for match in _name().finditer(text) for at in range(match.start() + 1, match.end())} if "|" in text else ()
    )
    if not whole:
        return cuts
    return {start: [place for place in places if place.start not in whole] for start, places in cuts.items()}


def _pieces(start: int, end: int, cuts: Sequence[Place]) -> Iterator[tuple[int, int]]:
    for before, behind in pairwise([Place(start, start), *cuts, Place(end, end)]):
        yield before.end, behind.start


def _may_be_known(text: str) -> bool:
    least = SHORTEST[not text.isascii() and text[0] > "\u2e80"]
    return least <= len(text) <= LONGEST and any(map(str.isalpha, text))


def _days_behind_digits(text: str) -> Iterator[int]:
    """Where a day begins behind the digits of a name or a count (`ann98712022-10-14`), on a page with others in the same form."""
    if len([*islice(_DAY.finditer(text), FEWEST_DAYS)]) == FEWEST_DAYS:
        yield from (match.start() for match in _DAY_BEHIND_DIGIT.finditer(text))


def _glued_dates(view: PageView, start: int, end: int) -> Iterator[int]:
    """Before each date that a letter or the end of a sentence is glued to."""
    for at in view.edges[bisect_right(view.edges, start) : bisect_left(view.edges, end)]:
        if view.begins.get(at) == "date" and view.shape[at] in "9A":
            left = view.shape[at - 1]
            if left in "aA!.)" or (left in "HKG" and _YEAR_FIRST.match(view.text, at) is not None):
                yield at


def _behind_count(view: PageView, start: int, end: int) -> Iterator[int]:
    match = _COUNT_AND_WORDS.match(view.text, start, end)
    if match is not None:
        yield match.end()


def _known_parts(view: PageView, start: int, end: int, known: set[str], lengths: Sequence[int]) -> Iterator[int]:
    """Behind what a piece begins with, and before what it ends with, where that stands alone elsewhere and is glued here."""
    text = view.text[start:end]
    for size in lengths:
        if size < len(text):
            if _is_seam(view.shape, start + size) and text[:size] in known:
                yield start + size
            if _is_seam(view.shape, end - size) and text[-size:] in known:
                yield end - size


def _is_seam(shape: str, at: int) -> bool:
    """Whether nothing stands at a place that a word may end and one begin at."""
    left, right = shape[at - 1], shape[at]
    return left + right not in ("aa", "AA", "Aa", "99") and left not in " \n" and right not in " \n,!.:)"
