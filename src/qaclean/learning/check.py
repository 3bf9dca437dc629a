"""How good a profile is on pages that it was not learned from: what it drops besides the general rules, whether that recurs, and whether prose is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qaclean.errors import ProfileError, QacleanError, RuleError
from qaclean.intake import Broken, Source
from qaclean.learning.observed import Line, observe_page
from qaclean.learning.shapes import shape_of
from qaclean.learning.tallies import Seen, Tally

__all__ = ["Score", "score_profile"]

SHOWN = 10  # lines of prose that are held to be shown


class Score(NamedTuple):
    """Characters over all pages: in all, those of lines that go with the profile, of these that recur but for numbers on two pages or go without the profile too, those of
    which profile and general rules say the same, and running text that goes by the profile alone; the longest lines of that with the pages they stand on."""

    pages: int
    failed: int
    characters: int
    dropped: int
    recurring: int
    agreed: int
    more: int
    less: int
    prose: int
    lines: tuple[str, ...]

    def report(self) -> str:
        """The score in words.

        >>> print(Score(2, 0, 200, 100, 90, 180, 15, 5, 0, ()).report(), end="")
        2 pages: 90 % of what goes with the profile recurs, or goes without it too
        agreement with the general rules: 90 %; 15 characters more go, 5 stay that went
        prose that goes by the profile alone: 0 characters
        """
        rows = [
            f"{self.pages} pages: {_share(self.recurring, self.dropped)} of what goes with the profile recurs, or goes without it too",
            f"agreement with the general rules: {_share(self.agreed, self.characters)}; {self.more} characters more go, {self.less} stay that went",
            f"prose that goes by the profile alone: {self.prose} characters",
            *(f"  {line}" for line in self.lines),
            *([f"{self.failed} pages failed"] if self.failed else []),
        ]
        return "\n".join(rows) + "\n"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "nothing"


def score_profile(sources: Iterable[Source | Broken], profile: str) -> Score:
    """Score a profile (a name or a path) on pages. Errors: `ProfileError`, `RuleError`; pages that fail are counted."""
    counts: Counter[str] = Counter()
    unsure = Tally()  # dropped lines that the general rules keep: whether they recur is known at the end
    prose: dict[str, str] = {}
    for source in sources:
        try:
            if isinstance(source, Broken):
                raise QacleanError(source.message)
            page = observe_page(source)
            pairs = list(_pairs(page.lines, observe_page(source, profile).lines))
        except (ProfileError, RuleError):
            raise
        except QacleanError:
            counts["failed"] += 1
            continue
        counts["pages"] += 1
        keys = [shape_of(now.text, page.title) or now.text for _, now in pairs]
        for key in sorted({key for key, (was, now) in zip(keys, pairs, strict=True) if now.gone and not was.gone}):
            unsure.on_page(key)
        for key, (was, now) in zip(keys, pairs, strict=True):
            _count(counts, was, now, unsure.seen.get(key))
            if now.gone and not was.gone and now.prose and len(prose) < SHOWN:
                prose.setdefault(now.text, source.place)
    again = sum(seen.characters for _, seen in unsure if seen.pages > 1)
    lines = tuple(f"{place}: {text[:100]}" for text, place in prose.items())
    return Score(
        counts["pages"],
        counts["failed"],
        counts["characters"],
        counts["dropped"],
        counts["sure"] + again,
        counts["agreed"],
        counts["more"],
        counts["less"],
        counts["prose"],
        lines,
    )


def _count(counts: Counter[str], was: Line, now: Line, seen: Seen | None) -> None:
    length = len(now.text)
    counts["characters"] += length
    counts["agreed"] += length * (was.gone is now.gone)
    if not now.gone:
        counts["less"] += length * was.gone
        return
    counts["dropped"] += length
    if was.gone:
        counts["sure"] += length
        return
    counts["more"] += length
    counts["prose"] += length * now.prose
    if seen is not None:
        seen.characters += length


def _pairs(before: Iterable[Line], after: Iterable[Line]) -> Iterator[tuple[Line, Line]]:
    """The lines of a page without and with the profile; one that a rule brought back stands in one of them alone and is left out."""
    held: dict[tuple[str, int], Line] = {}
    times: Counter[str] = Counter()
    for line in before:
        held[line.text, times[line.text]] = line
        times[line.text] += 1
    times.clear()
    for line in after:
        was = held.get((line.text, times[line.text]))
        times[line.text] += 1
        if was is not None:
            yield was, line
