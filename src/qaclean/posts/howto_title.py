"""The title of a how-to in a dump: of the lines above its parts the one whose signs (`title_signs.py`) are worth most.

The worth of each sign (`WORTH`) is learned from saved pages of 209 sites, each flattened by eight tools, as a choice among the lines of each page. Cross-validated by
site it finds 0.824 (resiliparse), 0.893 (`get_text`) and 0.874 (html2text) of the titles that a learned page's lines hold or lack.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qaclean.posts.howto_parts import HowTo
from qaclean.posts.line_words import title_lead
from qaclean.posts.model import TitleSpan
from qaclean.posts.title_heading import title_heading
from qaclean.posts.title_signs import BULLETS, TitlePage
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.titles import PageNames, own_words

__all__ = ["WORTH", "howto_title", "worth_of"]

SITE_NAME = 30  # code points of a line that may be a site's name
MIN_HALF = 4  # code points of a title that is said twice in its line
WORTH = {
    "running text between": -1.7,
    "far away": -1.5,
    "bulleted": -1.4,
    "away": -1.3,
    "value": -1.2,
    "one word": -1.0,
    "numbered": -1.0,
    "begins a part": -1.0,
    "said once": -0.9,
    "many words": -0.8,
    "small letter": -0.8,
    "label": -0.8,
    "full stop": -0.7,
    "said at an end": -0.7,
    "counts": -0.6,
    "words in the parts, one": -0.4,
    "said by many lines": -0.4,
    "within 60 lines": -0.3,
    "within 4 lines": 0.2,
    "running text below": 0.2,
    "words of the first line": 0.3,
    "said in others": 0.4,
    "button below": 0.4,
    "name": 0.4,
    "words told below, several": 0.4,
    "begins the first line": 0.5,
    "others alike": 0.5,
    "words said often": 0.5,
    "first line": 0.6,
    "words told once": 0.7,
    "words told below": 0.7,
    "within 30 lines": 0.8,
    "a part of the first line": 0.8,
    "within 12 lines": 0.9,
    "words told often": 0.9,
    "the first line's words": 0.9,
    "length": 1.0,
    "capitals": 1.1,
    "words said often, each": 1.1,
    "short lines below": 1.1,
    "said by the first line": 1.1,
    "value below": 1.1,
    "lower heading": 1.2,
    "words in the parts": 1.2,
    "author below": 1.4,
    "words in the parts, several": 1.5,
    "words said often, in all": 1.9,
    "first heading": 2.0,
}
_ITEM = re.compile(r"(?P<number>[0-9]{1,2})[.)]\s{1,3}")


def howto_title(document: Document, evidence: Sequence[Evidence], howto: HowTo) -> TitleSpan | None:
    """Where the title stands above the parts of a how-to, or None where nothing there may be one."""
    heading = title_heading(document.layout, evidence)
    if heading >= 0:
        piece = document.pieces[heading]
        return TitleSpan(heading, piece.start + title_lead(evidence[heading].text), piece.end)
    best, at = 0.0, -1
    for i, signs in TitlePage(evidence, howto.first, howto.end, howto.content).candidates():
        worth = worth_of(signs)
        if at < 0 or worth > best:
            best, at = worth, i
    return _span(document, evidence, at) if at >= 0 else None


def worth_of(signs: Mapping[str, float]) -> float:
    """What the signs of a line are worth: the more, the more likely it is the title."""
    return sum(WORTH.get(name, 0.0) * value for name, value in signs.items())


def _span(document: Document, evidence: Sequence[Evidence], at: int) -> TitleSpan:
    """The title's own words in its line: without bullets, the number of a list's item, the site's name, and said once."""
    piece = document.pieces[at]
    words = evidence[at].text.strip(BULLETS)
    start = max(document.folded.find(words, piece.start, piece.end), piece.start)
    lead = title_lead(words)
    item = _ITEM.match(words)
    if item is not None and at and _counts_on(evidence[at - 1].text, int(item["number"])):
        lead = item.end()
    own = words[lead:]
    lines = {seen.text for i, seen in enumerate(evidence) if seen.length <= SITE_NAME and i != at}
    _, length = own_words(own, PageNames(lines=lines))
    half = own[: length // 2].rstrip()
    if len(half) >= MIN_HALF and own[:length] == f"{half} {half}":
        length = len(half)
    return TitleSpan(at, start + lead, start + lead + length)


def _counts_on(above: str, number: int) -> bool:
    """Whether the line above is the item before that of a number: the entries of the way to the page."""
    before = _ITEM.match(above.strip(BULLETS))
    return before is not None and int(before["number"]) == number - 1
