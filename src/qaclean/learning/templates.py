"""Templates of lines: segments that recur, with slots of anything between them, such as `…, in business for 7 years, sells …`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qaclean.learning.model import Known, Names, at_least
from qaclean.learning.observed import Observed
from qaclean.learning.shapes import ANY, NUMBER, letters_of
from qaclean.learning.tallies import Seen, Tally

__all__ = ["find_templates", "segments_of"]

COMMON, USUAL = 0.25, 0.6  # shares of the pages
SOME = 0.3  # share of a template's lines that the general rules drop
FIXED = 0.3  # share of a line that its template says
MIN_SEGMENT, MIN_FIXED = 3, 6  # letters
MAX_SEGMENTS = 12
FEW = 3  # different lines that make a template
_SEGMENT = re.compile(r"[^,.;:!?。、|/()\[\]\s]{1,80}[,.;:!?。、|/()\[\]\s]{0,3}")
_NUMBERS = re.compile(r"[0-9]{1,12}")


def segments_of(line: str) -> list[str]:
    """The parts of a line up to its marks, numbers as slots; no more than a template holds.

    >>> [part.replace(NUMBER, "N") for part in segments_of("老木匠师傅,从业12年,随叫随到。")]
    ['老木匠师傅,', '从业N年,', '随叫随到。']
    """
    return _SEGMENT.findall(_NUMBERS.sub(NUMBER, line))[: MAX_SEGMENTS + 1]


def find_templates(sample: Sequence[Observed], segments: Tally, pages: int, names: Names) -> list[Known]:
    """The templates of lines that nothing else knows: on many pages, saying much of each of their lines, with nothing kept as running text that others do not say too."""
    known = {
        words for words, seen in segments if seen.pages >= at_least(COMMON, pages) and letters_of(words) >= MIN_SEGMENT
    }
    found: dict[str, Seen] = {}
    texts: dict[str, set[str]] = {}
    for page in sample:
        on_page: set[str] = set()
        for line in page.lines:
            if line.text == page.title or names.fit(line, page.title):
                continue
            template = _template(line.text, known)
            if template is None:
                continue
            seen = found.setdefault(template, Seen())
            seen.pages += template not in on_page
            on_page.add(template)
            seen.add(line)
            if len(texts.setdefault(template, set())) < FEW:
                texts[template].add(line.text)
    rows = [
        Known(words, seen.pages * pages // max(1, len(sample)), seen.gone, seen.times, seen.reason, seen.longest)
        for words, seen in found.items()
        if len(texts[words]) == FEW and _recurs(seen, len(sample))
    ]
    return sorted(rows, key=lambda row: (-row.pages, row.words))


def _recurs(seen: Seen, pages: int) -> bool:
    if seen.kept_prose:
        return False
    return seen.pages >= at_least(COMMON, pages) and (seen.gone_share >= SOME or seen.pages >= at_least(USUAL, pages))


def _template(line: str, known: set[str]) -> str | None:
    """The template of a line by the segments that are known; None where they do not say enough of it, or all."""
    parts = segments_of(line)
    if len(parts) > MAX_SEGMENTS or "".join(parts) != _NUMBERS.sub(NUMBER, line):
        return None
    shape = ""
    for part in parts:
        if part in known:
            shape += part
        elif not shape.endswith(ANY):
            shape += ANY
    fixed = shape.replace(ANY, "")
    if ANY not in shape or letters_of(fixed) < MIN_FIXED or len(fixed) < FIXED * len(line):
        return None
    return shape
