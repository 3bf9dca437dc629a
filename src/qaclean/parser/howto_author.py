"""Who wrote a how-to, as the lines around it say."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.howto_parts import HowTo
from qaclean.segments.signals import Evidence
from qaclean.text.named_authors import named_author

__all__ = ["howto_author"]

ABOVE, BELOW = 160, 30  # lines above the parts, and below, that may say it
MAX_LINE = 120  # code points


def howto_author(evidence: Sequence[Evidence], howto: HowTo) -> str | None:
    """The author of a how-to, or None where no line says it."""
    if not howto.parts:
        return None
    low = max(0, howto.first - ABOVE)
    if howto.title is not None:  # the page may say it above too
        title = evidence[howto.title.piece].text.casefold()
        rows = range(min(low, howto.title.piece), howto.title.piece)
        low = next((i for i in rows if evidence[i].text.casefold() == title), howto.title.piece)
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
    return short
