"""The byline of a flattened how-to, in pieces: below its title its author, a word (`Posted on`, `发布于`) and a day stand on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import literals, load
from qaclean.segments.signals import Evidence
from qaclean.text.dates import find_dates

__all__ = ["byline_below", "labels_day", "name_of_byline"]

BELOW = 10  # lines below the title
MAX_LINE, MAX_NAME = 40, 20  # code points
_AROUND = " \t:|·•,-–—()[]"
_NAME = compile_at_once(r"[^\W\d_][\w .'’-]{1,19}")


def byline_below(evidence: Sequence[Evidence], title: int, first: int) -> list[int]:
    """The pieces of the byline between the title and the first running line above the parts, which begin at `first`: a label, the day below it, the name above."""
    held: list[int] = []
    for i in range(title + 1, min(title + 1 + BELOW, first, len(evidence))):
        if evidence[i].running:
            break
        below = evidence[i + 1].text if i + 1 < len(evidence) else ""
        if labels_day(evidence[i].text) and _is_day(below):
            above = [i - 1] if i - 1 > title and name_of_byline(evidence, i) else []
            held += [*above, i, i + 1]
    return held


def name_of_byline(evidence: Sequence[Evidence], label: int) -> str | None:
    """The name on the line above that of a label, or None where that is none."""
    line = evidence[label - 1].text.strip(_AROUND) if label else ""
    if not 1 < len(line) <= MAX_NAME or _NAME.fullmatch(line) is None or labels_day(line):
        return None
    cased = line[0].lower() != line[0].upper()
    return line if not cased or (line[0].isupper() and " " in line) else None


def labels_day(line: str) -> bool:
    """Whether a line is only a word behind which a day is told.

    >>> labels_day("发布于"), labels_day("Last updated on:"), labels_day("Update the list")
    (True, True, False)
    """
    return len(line) <= MAX_LINE and _label().fullmatch(line.strip(_AROUND)) is not None


def _is_day(line: str) -> bool:
    """Whether a line is a day, with its time or without, and nothing else."""
    if len(line) > MAX_LINE:
        return False
    spans = [*find_dates(line, short=True)]
    return len(spans) == 1 and not (line[: spans[0].start] + line[spans[0].end :]).strip(_AROUND)


@lru_cache(maxsize=1)
def _label() -> re.Pattern[str]:
    data = load("page_facts")
    words = literals([*data["names"]["published"], *data["names"]["updated"]])
    return compile_at_once(rf"(?:{words})(?:\s(?:{literals(data['byline']['glue'])}|date))?", re.IGNORECASE)
