"""Who wrote a how-to, as the lines around it say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qaclean.posts.howto_parts import HowTo
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date
from qaclean.text.named_authors import introduced_name, is_name, named_author

__all__ = ["howto_author"]

ABOVE, BELOW = 160, 30  # lines above the parts, and below, that may say it
MAX_LINE = 120  # code points
OVER_TITLE, BELOW_TITLE = 3, 2  # lines above a title that may say it, and between a title and a name without a label
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
    short: str | None = None
    for i in range(low, min(howto.end + BELOW, len(evidence))):
        if evidence[i].length > MAX_LINE:
            continue
        below = evidence[i + 1].text if i + 1 < len(evidence) else ""
        found = named_author(evidence[i].text, below)
        if found is not None and found[1]:
            return found[0]
        if found is not None and short is None and i < howto.first:
            short = found[0]
    return short or _below_title(evidence, titles) or _introduced(evidence)


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
    """The name that stands below a title, above a date or what is told."""
    for title in titles:
        for i in range(title + 1, min(title + 1 + BELOW_TITLE, len(evidence) - 1)):
            after = evidence[i + 1]
            name = evidence[i].text
            half = name[: len(name) // 2]
            name = half if f"{half} {half}" == name else name
            dated = after.length <= MAX_LINE and names_a_date(after.text)
            if any(word in evidence[title].text for word in name.split()) or not (dated or " " in name):
                continue
            if is_name(name) and (dated or after.running):
                return name
    return None
