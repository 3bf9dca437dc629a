"""The title of a dump of a whole page above the text that is kept of it: the line whose signs are worth most (`posts/title_signs.py`)."""

from __future__ import annotations

from qaclean.posts.title_heading import title_heading
from qaclean.posts.title_signs import TitlePage, worth_of
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.view import MANY_PIECES, View
from qaclean.text.titles import asks

__all__ = ["keep_title_by_signs"]

LEAST = 4.0  # what a title is worth
MOST_ABOVE = 30  # kept lines that go
MARGIN = 2.0  # that a line is worth more than the first that is kept


def keep_title_by_signs(view: View, labels: Labels) -> Labels:
    """Where a line above the kept running text reads much more like its title than the first kept one, it stays and what is kept above it goes."""
    found = view.found
    known = found.thread or found.howto or found.paper or found.pairs or found.empty
    if view.layout is not None or len(labels) <= MANY_PIECES or known:
        return labels
    if title_heading(view.marked, view.evidence) >= 0:
        return labels
    kept = [i for i, label in enumerate(labels) if label is KEEP]
    told = [i for i in kept if view.evidence[i].running]
    if not told:
        return labels
    page = TitlePage(view.evidence, told[0], told[-1] + 1, [(i, i + 1) for i in told])
    worth = {i: worth_of(signs, "howto") for i, signs in page.candidates()}
    best = max(worth, key=lambda i: (worth[i], i), default=-1)
    if best < 0 or best == kept[0] or (kept[0] not in worth and asks(view.evidence[kept[0]].text)):
        return labels
    if worth[best] < max(LEAST, worth.get(kept[0], 0.0) + MARGIN):
        return labels
    if sum(i < best for i in kept) > MOST_ABOVE:  # what is kept is no menu
        return labels
    return [KEEP if i == best else DROP if i < best and label is KEEP else label for i, label in enumerate(labels)]
