"""Comments below a how-to that count from 1 and say when they were written."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.posts.model import Range
from qaclean.posts.step_shapes import lead_of
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date

__all__ = ["numbered_comments"]

FEWEST_COMMENTS = 3
LAST_COMMENT = 3  # lines of the last comment
MAX_NAMED = 120  # code points of a line that says who wrote a comment


def numbered_comments(evidence: Sequence[Evidence], end: int) -> Range | None:
    """The comments behind line `end` that count from 1 and say when they were written, each in its first line or the next; None for none."""
    found: list[int] = []
    for i in range(end, len(evidence)):
        number = lead_of(evidence[i].text)[1] if evidence[i].length <= MAX_NAMED else None
        if number == len(found) + 1 and any(
            names_a_date(seen.text) for seen in evidence[i : i + 2] if seen.length <= MAX_NAMED
        ):
            found.append(i)
    return (found[0], min(found[-1] + LAST_COMMENT, len(evidence))) if len(found) >= FEWEST_COMMENTS else None
