"""Who wrote a how-to, as the lines around it say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.howto_parts import HowTo
from qaclean.rules import any_of, load
from qaclean.segments.signals import Evidence
from qaclean.text.dates import find_dates, names_a_date
from qaclean.text.named_authors import introduced_name, is_name, named_author

__all__ = ["howto_author"]

ABOVE, BELOW = 160, 30  # lines above the parts, and below, that may say it
MAX_LINE = 120  # code points
OVER_TITLE, BELOW_TITLE = 3, 2  # lines above a title that may say it, and between a title and a name without a label
_BULLETS = "•*·# \xa0"
TIMES = 2  # that a page says a whole name
_LATER_NAME = r"[^\W\d_a-z][a-z\u00df-\u024f][\w\u2019'-]{1,16}(?<!'s)(?<!\u2019s)(?!\w)"


def howto_author(evidence: Sequence[Evidence], howto: HowTo) -> str | None:
    """The author of a how-to, or None where no line says it: by a label, else right below the title, else by who introduces herself."""
    if not howto.parts:
        return None
    titles: list[int] = []
    low = max(0, howto.first - ABOVE)
    if howto.title is not None:  # the page may say it above too
        title = evidence[howto.title.piece].text.casefold()
        titles = [i for i in range(min(low, howto.title.piece), howto.first) if evidence[i].text.casefold() == title]
        low = max((titles[0] if titles else howto.title.piece) - OVER_TITLE, 0)
    clear, shorts = _labelled(evidence, range(low, min(howto.end + BELOW, len(evidence))), howto.first)
    short = next((name for name in shorts if " " in name), shorts[0] if shorts else None)  # `By Meal` heads a menu
    if clear is not None:
        return next((name for name in shorts if name.startswith(clear + " ")), clear)
    return short or _below_title(evidence, titles) or _introduced(evidence)


def _labelled(evidence: Sequence[Evidence], at: Sequence[int], first: int) -> tuple[str | None, list[str]]:
    """The first name behind a label that says so clearly, and those behind short ones (`By`) above the parts of the how-to."""
    shorts: list[str] = []
    for i in at:
        if evidence[i].length > MAX_LINE:
            continue
        below = evidence[i + 1].text if i + 1 < len(evidence) else ""
        found = named_author(evidence[i].text, below)
        if found is not None and found[1]:
            return found[0], shorts
        if found is not None and i < first and not (" " in found[0] and _is_listed(evidence[i].text)):
            shorts.append(found[0])
    return None, shorts


def _is_listed(line: str) -> bool:
    """Whether a line is an entry of a list: of a menu, or of other pages."""
    return line.lstrip()[:1] in "•*·-"


def _introduced(evidence: Sequence[Evidence]) -> str | None:
    """Who introduces herself on the page first, by the whole name where the page says that more than once."""
    first = next((name for seen in evidence if (name := introduced_name(seen.text))), None)
    if first is None or " " in first:
        return first
    whole = re.compile(rf"\b{re.escape(first)}\s{_LATER_NAME}")
    found = Counter(match[0] for seen in evidence if seen.length <= MAX_LINE for match in whole.finditer(seen.text))
    name, times = max(found.items(), key=lambda row: (row[1], row[0]), default=("", 0))
    return name if times >= TIMES else first


def _below_title(evidence: Sequence[Evidence], titles: Sequence[int]) -> str | None:
    """The name that stands below a title, above a date or what is told, or before the date on its line."""
    for title in titles:
        for i in range(title + 1, min(title + 1 + BELOW_TITLE, len(evidence) - 1)):
            after = evidence[i + 1]
            line = evidence[i].text.strip(_BULLETS)
            before = _before_date(line) if evidence[i].length <= MAX_LINE else ""
            name = before or line
            half = name[: len(name) // 2]
            name = half if f"{half} {half}" == name else name
            dated = bool(before) or (after.length <= MAX_LINE and _is_dated(after.text))
            if any(word in evidence[title].text for word in name.split()) or not (dated or " " in name):
                continue
            if is_name(name) and (dated or after.running):
                return name
    return None


def _before_date(line: str) -> str:
    """What stands before the date of a line, as `Jane Roe` before `3 May 2021`; nothing where other words do."""
    date = next(iter(find_dates(line, short=True)), None)
    return line[: date.start].strip(_BULLETS + "|,-–—") if date is not None and date.start else ""


def _is_dated(line: str) -> bool:
    """Whether a line names a day: a duration (`20 min`) says no moment."""
    return names_a_date(line) and _duration().fullmatch(line.strip(_BULLETS)) is None


@lru_cache(maxsize=1)
def _duration() -> re.Pattern[str]:
    units = any_of(load("sections")["author"]["durations"]).pattern
    return re.compile(
        rf"(?:[0-9]{{1,3}}\s?(?:{units})\.?\s?){{1,2}}(?:\s\w{{1,16}})?|[0-9]{{1,2}}:[0-9]{{2}}", re.IGNORECASE
    )
