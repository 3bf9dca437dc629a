"""The title of a dump of one question: the only line above what is kept that asks, right above the line that says who asked it, or when."""

from __future__ import annotations

from qaclean.segments.signals import Evidence, cues_for
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.view import View
from qaclean.text.columns import columns_of
from qaclean.text.dates import names_a_date
from qaclean.text.menus import is_menu
from qaclean.text.titles import asks, greets

__all__ = ["keep_asked_title"]

REACH = 60  # lines from the top
BELOW = 3  # lines below it, of which one has the date
LEAST, MOST = 13, 160  # columns
MOST_ABOVE = 6  # kept lines above it that go: more are text


def keep_asked_title(view: View, labels: Labels) -> Labels:
    """Where no kept line asks above the running text, the line above that asks stays, if it is the only one; short lines kept above it go."""
    found = view.found
    if view.layout is not None or found.thread or found.howto or found.paper or found.pairs or found.empty:
        return labels
    kept = [i for i, label in enumerate(labels) if label is KEEP]
    first = next((i for i in kept if view.evidence[i].running), -1)
    above = [i for i in kept if i < first]
    if not 0 < first <= REACH or len(above) > MOST_ABOVE or asks(view.evidence[kept[0]].text):
        return labels
    asking = [i for i in range(first) if _may_be(view.evidence[i])]
    texts = {view.evidence[i].text for i in asking}
    if not asking or len(texts) > 1 or not _is_dated_below(view, asking[-1], first):
        return labels
    at = asking[-1]
    if any(asks(view.evidence[i].text) for i in above if i != at) or _is_listed(view, at):
        return labels
    return [KEEP if i == at else DROP if i < at and label is KEEP else label for i, label in enumerate(labels)]


def _may_be(seen: Evidence) -> bool:
    """Whether a line may be the title: it asks, whole."""
    text = seen.text
    if not LEAST <= columns_of(text) <= MOST or greets(text) or is_menu(text) or names_a_date(text):
        return False
    return text.endswith("?") or (asks(text) and seen.sentences <= 1 and not seen.cues)


def _is_dated_below(view: View, at: int, first: int) -> bool:
    """Whether the line that says when it was asked stands right below, above the running text."""
    return any(names_a_date(view.evidence[i].text) for i in range(at + 1, min(at + 1 + BELOW, first + 1)))


def _is_listed(view: View, at: int) -> bool:
    """Whether a head of other pages stands above a line: it may be an entry of theirs."""
    heads = cues_for("related") | cues_for("hot_content")
    return any(not heads.isdisjoint(view.evidence[i].fired) for i in range(at))
