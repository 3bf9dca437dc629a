"""Places of a site's HTML: elements of which all goes, elements that hold what people wrote, and the one that holds all content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.learning.gathered import Gathered
from qaclean.learning.model import Furniture, Known, Names, at_least, names_of
from qaclean.learning.observed import Observed
from qaclean.learning.tallies import Seen

__all__ = ["with_places"]

MAX_PLACES = 24
RARE, OFTEN, EVERYWHERE = 0.15, 0.3, 0.95  # shares of the pages
SURELY, MOSTLY, ALL = 0.97, 0.8, 0.995  # shares of characters
OWN = 0.05  # share of a place's lines that others do not say for it
MIN_OUTSIDE = 0.1  # share of the characters that stand outside of a region


def with_places(found: Furniture, gathered: Gathered) -> Furniture:
    """What was found, with the places of elements."""
    rows = [(words, seen) for words, seen in gathered.places if seen.characters]
    drops = _outermost([row for row in rows if _is_dropped(row[1], gathered.pages)], gathered.sample)
    keeps = _holding([row for row in rows if _is_kept(row[1], gathered.pages)], gathered.sample, names_of(found), drops)
    return found._replace(
        drops=tuple(_known(*row) for row in drops),
        keeps=tuple(_known(*row) for row in keeps),
        region=_region(rows, gathered),
    )


def _known(words: str, seen: Seen) -> Known:
    return Known(words, seen.pages, seen.gone, seen.times, seen.reason, seen.longest)


def _is_dropped(seen: Seen, pages: int) -> bool:
    """An element of which the general rules drop all but odd lines, and keep no running text."""
    surely = seen.gone_characters >= SURELY * seen.characters and seen.gone > 0
    return seen.pages >= at_least(RARE, pages) and surely and seen.kept_prose == 0


def _is_kept(seen: Seen, pages: int) -> bool:
    """An element of which the general rules keep most, running text among it."""
    kept = seen.characters - seen.gone_characters
    return seen.pages >= at_least(OFTEN, pages) and kept >= MOSTLY * seen.characters and 2 * seen.kept_prose >= kept


_Row = tuple[str, Seen]


def _outermost(rows: Sequence[_Row], sample: Sequence[Observed]) -> list[_Row]:
    """Of places inside of one another the outer ones, as far as they say all that the inner do."""
    chosen = {words for words, _ in rows}
    lines, own = Counter[str](), Counter[str]()
    for page in sample:
        for line in page.lines:
            inside = [place for place in line.places if place in chosen]
            lines.update(inside)
            own.update(inside[:1])
    return [row for row in rows if own[row[0]] > OWN * lines[row[0]]][:MAX_PLACES]


def _holding(rows: Sequence[_Row], sample: Sequence[Observed], names: Names, drops: Sequence[_Row]) -> list[_Row]:
    """Of places that hold what people wrote the outermost in which nothing stands that recurs or is dropped."""
    furniture = {words for words, _ in drops}
    unclean: set[str] = set()
    for page in sample:
        for line in page.lines:
            if names.fit(line, page.title) or not furniture.isdisjoint(line.places):
                unclean.update(line.places)
    return _outermost([row for row in rows if row[0] not in unclean], sample)


def _region(rows: Sequence[_Row], gathered: Gathered) -> Known | None:
    """The largest element that is on nearly every page, leaves something out, and outside of which nothing is kept but the declared title."""
    best: tuple[int, Known] | None = None
    for words, seen in rows:
        if seen.pages < EVERYWHERE * gathered.pages:
            continue
        kept = inside = characters = within = 0
        for page in gathered.sample:
            for line in page.lines[1:]:
                characters += len(line.text)
                kept += 0 if line.gone else len(line.text)
                if words in line.places:
                    within += len(line.text)
                    inside += 0 if line.gone else len(line.text)
        if (
            kept
            and inside >= ALL * kept
            and within <= (1 - MIN_OUTSIDE) * characters
            and (best is None or within > best[0])
        ):
            best = within, _known(words, seen)
    return best[1] if best else None
