"""What is furniture of a site, by what was counted over its pages: lines, shapes, labels, zones and elements that recur, and the region that holds the content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from qaclean.learning.gathered import Gathered
from qaclean.learning.model import Furniture, Known, at_least, names_of
from qaclean.learning.observed import MAX_LENGTH, Observed, names_content
from qaclean.learning.places import with_places
from qaclean.learning.shapes import label_of, shape_of
from qaclean.learning.tallies import Seen
from qaclean.learning.templates import find_templates
from qaclean.learning.zones import find_zones
from qaclean.text.titles import asks

__all__ = ["find_furniture"]

SHORT, LONG = 4, 15  # code points: of a line that says little, and of one that says much
RARE, COMMON = 0.1, 0.25  # shares of the pages
MOSTLY, USUAL, NEARLY = 0.5, 0.6, 0.9  # shares of what the general rules drop
MAX_SHAPES, MAX_LABELS, MAX_TEMPLATES, MAX_LINES = 40, 40, 20, 600
ABOVE = 0.8  # share of the times that a head stands above furniture
_LETTER = re.compile(r"[^\W\d_]")


def find_furniture(gathered: Gathered) -> Furniture:
    """What recurs on enough of the pages and is no part of what people wrote."""
    pages = gathered.pages
    lines = [_known(words, seen) for words, seen in gathered.lines if _is_line(words, seen, pages)][:MAX_LINES]
    found = Furniture(tuple(lines))
    shapes = [_known(words, seen) for words, seen in gathered.shapes if _is_shape(seen, pages)]
    found = found._replace(shapes=tuple(_that_add(shapes, 1, gathered.sample, found)[:MAX_SHAPES]))
    labels = [_known(words, seen) for words, seen in gathered.labels if _is_label(seen, pages)]
    found = found._replace(labels=tuple(_that_add(labels, 2, gathered.sample, found)[:MAX_LABELS]))
    templates = find_templates(gathered.sample, gathered.segments, pages, names_of(found))[:MAX_TEMPLATES]
    found = found._replace(templates=tuple(templates))
    heads = [_known(words, seen) for words, seen in gathered.lines if _is_head(words, seen, pages)]
    found = found._replace(lines=(*found.lines, *_above_furniture(heads, gathered.sample, found)))
    found = found._replace(zones=tuple(find_zones(gathered.sample, found)))
    return with_places(found, gathered) if gathered.markup else found


def _known(words: str, seen: Seen) -> Known:
    return Known(words, seen.pages, seen.gone, seen.times, seen.reason, seen.longest)


def _is_line(words: str, seen: Seen, pages: int) -> bool:
    """Word for word on several pages: where the general rules mostly drop it, where it says much, or where it is nearly everywhere; headings and labels of
    what people wrote recur too."""
    if seen.pages < at_least(RARE, pages) or len(_LETTER.findall(words)) < 2 or len(words) >= MAX_LENGTH:
        return False
    if names_content(words):
        return False
    if asks(words) and seen.pages < at_least(USUAL, pages):  # a page of the site may be called so
        return False
    if seen.gone_share >= MOSTLY and not seen.kept_prose:
        return seen.gone < seen.times or seen.pages >= at_least(COMMON, pages)
    if seen.kept_prose and seen.pages < at_least(USUAL, pages):  # what one wrote and others copied recurs too
        return False
    if 2 * seen.heads >= seen.times:
        return False
    if len(words) >= LONG:
        return True
    return len(words) >= SHORT and seen.pages >= at_least(COMMON, pages) and seen.gone > 0


def _is_shape(seen: Seen, pages: int) -> bool:
    """The same but for its slots: where the general rules mostly drop it."""
    known = seen.gone == seen.times and seen.pages < at_least(USUAL, pages)  # the general rules do without
    return seen.pages >= at_least(RARE, pages) and seen.gone_share >= USUAL and seen.kept_prose == 0 and not known


def _is_label(seen: Seen, pages: int) -> bool:
    """Lines that begin alike: where the general rules nearly always drop them."""
    return seen.pages >= at_least(COMMON, pages) and seen.gone_share >= NEARLY and seen.kept_prose == 0


def _is_head(words: str, seen: Seen, pages: int) -> bool:
    """A line that recurs and looks like a heading, which the general rules may keep."""
    recurs = (
        seen.pages >= at_least(COMMON, pages) and seen.gone_share < MOSTLY and not (asks(words) or names_content(words))
    )
    return recurs and 2 * seen.heads >= seen.times and len(words) >= SHORT and not seen.kept_prose


def _above_furniture(rows: Sequence[Known], sample: Sequence[Observed], found: Furniture) -> list[Known]:
    """Of headings those that nearly always stand right above what goes or is known as furniture, not above what people wrote."""
    names, wanted = names_of(found), {known.words for known in rows}
    above: Counter[str] = Counter()
    times: Counter[str] = Counter()
    for page in sample:
        for line, below in pairwise(page.lines):
            if line.text in wanted:
                times[line.text] += 1
                above[line.text] += below.gone or names.fit(below, page.title)
    return [known for known in rows if times[known.words] and above[known.words] >= ABOVE * times[known.words]]


def _that_add(rows: Sequence[Known], kind: int, sample: Sequence[Observed], found: Furniture) -> list[Known]:
    """The shapes (1) or labels (2) that fit lines of which nothing that was found before knows, and what they add."""
    names = names_of(found)
    adds: Counter[str] = Counter()
    for page in sample:
        for line in page.lines:
            if not names.fit(line, page.title):
                words = shape_of(line.text, page.title) if kind == 1 else label_of(line.text)
                if words is not None and line.text != page.title:
                    adds[words] += 1
    return [known for known in rows if adds[known.words]]
