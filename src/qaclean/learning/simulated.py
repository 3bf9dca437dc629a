"""How sure what was learned is: learned from one half of the pages, it is tried on the lines of the other half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from qaclean.learning.model import Furniture, names_of
from qaclean.learning.observed import Observed

__all__ = ["Simulated"]

FEW, SOME = 0.8, 0.95  # certainty below which it is low, and fair


class Simulated:
    """Characters that the rules drop on pages that they were not learned from, and how many of them are furniture for another reason as well."""

    def __init__(self) -> None:
        self.dropped = self.sure = self.prose = 0

    def add(self, found: Furniture, pages: Sequence[Observed], own: Furniture) -> None:
        """Try what was found on pages of the other half; `own` is what these pages show by themselves."""
        again = names_of(own)
        names, drops = names_of(found), {known.words for known in found.drops}
        keeps = {known.words for known in found.keeps}
        on_pages = Counter(text for page in pages for text in {line.text for line in page.lines})
        for page in pages:
            for line in page.lines:
                places = set(line.places)
                outside = found.region is not None and bool(places) and found.region.words not in places
                if not (names.fit(line, page.title) or places & drops or outside) or places & keeps:
                    continue
                self.dropped += len(line.text)
                if line.gone or on_pages[line.text] > 1 or again.fit(line, page.title):
                    self.sure += len(line.text)
                elif line.prose:
                    self.prose += len(line.text)

    @property
    def certainty(self) -> float:
        """The share of what they drop that the general rules drop too, or that recurs on the other half by itself."""
        return self.sure / self.dropped if self.dropped else 0.0

    def remarks(self) -> list[str]:
        """The same in words."""
        if not self.dropped:
            return [
                "Certainty: none. What half of the pages has in common, the other half does not show; more pages are needed."
            ]
        word = "low" if self.certainty < FEW else "fair" if self.certainty < SOME else "high"
        said = (
            f"Certainty: {self.certainty:.2f} ({word}). Learned from one half of the pages, the rules drop {self.dropped} characters of the other half:"
            f" {self.sure} of them go by the general rules too or recur there, {self.prose} are running text that the general rules keep."
        )
        return [said]
