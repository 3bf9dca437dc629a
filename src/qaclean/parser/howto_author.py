"""Who wrote a how-to, as the lines around it say."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.howto_parts import HowTo
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date
from qaclean.text.named_authors import is_name, named_author

__all__ = ["howto_author"]

ABOVE, BELOW = 160, 30  # lines above the parts, and below, that may say it
MAX_LINE = 120  # code points
BELOW_TITLE = 2  # lines between a title and a name without a label


def howto_author(evidence: Sequence[Evidence], howto: HowTo) -> str | None:
    """The author of a how-to, or None where no line says it: by a label, else right below the title."""
    if not howto.parts:
        return None
    titles: list[int] = []
    low = max(0, howto.first - ABOVE)
    if howto.title is not None:  # the page may say it above too
        title = evidence[howto.title.piece].text.casefold()
        titles = [i for i in range(min(low, howto.title.piece), howto.first) if evidence[i].text.casefold() == title]
        low = titles[0] if titles else howto.title.piece
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
    return short or _below_title(evidence, titles)


def _below_title(evidence: Sequence[Evidence], titles: Sequence[int]) -> str | None:
    """The name that stands below a title, above a date or what is told."""
    for title in titles:
        for i in range(title + 1, min(title + 1 + BELOW_TITLE, len(evidence) - 1)):
            after = evidence[i + 1]
            name = evidence[i].text
            if any(word in evidence[title].text for word in name.split()):
                continue
            if is_name(name) and (after.running or (after.length <= MAX_LINE and names_a_date(after.text))):
                return name
    return None
