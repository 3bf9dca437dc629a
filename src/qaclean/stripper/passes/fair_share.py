"""A fair share of the page is kept: where hardly anything would stay, the pieces are labelled again with a pull towards `keep`.

A chain that has once begun to drop tends to go on. The pull grows until a fair share stays or it is spent (a page may be all furniture).
Shares and pulls were set under cross-validation on annotated pages: content F1 of dumps 0.900 without, 0.919 with.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import islice

from qaclean.segments.chain import best_path
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import DROP, KEEP, Label, Labels, verdicts
from qaclean.stripper.layout_features import RUNNING
from qaclean.stripper.passes.articles import drawn_into_container, is_certain
from qaclean.stripper.passes.path_summary import path_summaries
from qaclean.stripper.passes.veto import veto
from qaclean.stripper.view import View

__all__ = ["keep_fair_share"]

MIN_SHARE = 0.35  # of a dump's code points after the first piece, of a page's as `_weight` counts them
MIN_SHARE_OF_POSTS = 0.15  # ... of a page of posts, which has much furniture around each
# Code points and sentences of a line that is no notice, where no other tells anything.
MIN_ONLY_LINE, MIN_ONLY_SENTENCES = 150, 3
PULL = 0.5
MAX_PULL = 4.0  # in a dump
MAX_PULL_OF_PAGE = 6.0  # ... on a page with layout
MAX_PULL_OF_NOTHING = 12.0  # ... that would be left empty: a few short lines look like furniture everywhere
ALL_LINK = 0.9  # of a line that is a link


def keep_fair_share(view: View, labels: Labels) -> Labels:
    """The labels, with a fair share kept; an article that is certain has its share, and draws in what stands in its element."""
    layout, posts = view.layout, view.elements is not None
    if layout is None:
        return _of_dump(view, labels)
    if not posts and is_certain(view, labels):
        return drawn_into_container(view, layout)
    labels = _of_page(view, layout, labels)
    return labels if posts else _no_links_alone(view, layout, labels)


def _of_dump(view: View, labels: Labels) -> Labels:
    """Pieces without a cue of furniture are drawn; each time running text that nothing speaks against stays."""
    again = frozenset(path_summaries(view.evidence))
    if _share_kept(labels, view.evidence, again) >= MIN_SHARE:
        return [KEEP] if _is_all_text(view.evidence) else labels
    pull = 0.0
    free = [cues_with("content").issuperset(e.cues) for e in view.evidence]
    while pull < MAX_PULL and _share_kept(labels, view.evidence, again) < MIN_SHARE:
        pull += PULL
        pulled = (
            [row[Label.KEEP] + pull * is_free, *row[Label.DROP :]]
            for row, is_free in zip(view.scores, free, strict=True)
        )
        labels = veto(verdicts(best_path(pulled, view.weights)), view.evidence, view.text)
    if _share_kept(labels, view.evidence, again) > 0:
        return labels
    told = [i > 0 and i not in again and _tells(seen) for i, seen in enumerate(view.evidence)]
    return [KEEP if tells else label for tells, label in zip(told, labels, strict=True)]


def _is_all_text(evidence: Sequence[Evidence]) -> bool:
    """Whether a page on one line tells something: whatever furniture hangs on it, without the line nothing would be left."""
    return len(evidence) == 1 and _tells(evidence[0])


def _tells(seen: Evidence) -> bool:
    """Whether a line tells something where no other does, whatever cues stand in it."""
    return seen.length >= MIN_ONLY_LINE and seen.sentences >= MIN_ONLY_SENTENCES


def _share_kept(labels: Labels, evidence: Sequence[Evidence], again: Container[int]) -> float:
    """Of the lines below the first, without those that say `again` what stands below them."""
    lengths = [0 if i in again else e.length for i, e in enumerate(islice(evidence, 1, None), 1)]
    whole = sum(lengths)
    kept = sum([length for length, label in zip(lengths, labels[1:], strict=True) if label is KEEP])
    return kept / whole if whole else 1.0


def _of_page(view: View, layout: Layout, labels: Labels) -> Labels:
    posts = view.elements is not None
    least = (MIN_SHARE_OF_POSTS if posts else MIN_SHARE) * _weight(layout, view.evidence, posts=posts)
    pull, most = 0.0, MAX_PULL_OF_PAGE
    while pull < most and sum(e.length for e, v in zip(view.evidence, labels, strict=True) if v is KEEP) < least:
        pull += PULL
        labels = verdicts(best_path(((row[0] + pull, *row[1:]) for row in view.scores), view.weights))
        if pull == MAX_PULL_OF_PAGE and most < MAX_PULL_OF_NOTHING and _keeps_nothing(view, layout, labels):
            most = MAX_PULL_OF_NOTHING
    return labels


def _weight(layout: Layout, evidence: Sequence[Evidence], *, posts: bool) -> int:
    """The code points of which a share must be kept: of a page of posts or of running text those outside links, of a listing all."""
    own = [max(seen.length - origin.link, 0) for seen, origin in zip(evidence, layout.origins, strict=True)]
    running = sum(length for length in own if length >= RUNNING)
    return sum(own) if posts or 2 * running >= sum(own) else sum(seen.length for seen in evidence)


def _keeps_nothing(view: View, layout: Layout, labels: Labels) -> bool:
    """Whether a page loses all its lines but the title, though most of its text is not linked."""
    first = int(view.titled)
    return KEEP not in labels[first:] and 2 * layout.linked < sum(map(len, layout.lines)) + len(layout.lines) - 1


def _no_links_alone(view: View, layout: Layout, labels: Labels) -> Labels:
    """The labels, where more is kept than the title and links; a list of links is no content of its own."""
    first = int(view.titled)
    kept = [i for i, label in enumerate(labels) if label is KEEP and i >= first]
    if kept and all(layout.origins[i].link >= ALL_LINK * len(layout.lines[i]) for i in kept):
        gone = frozenset(kept)
        return [DROP if i in gone else label for i, label in enumerate(labels)]
    return labels
