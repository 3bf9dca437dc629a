"""Articles of a page with layout: the element that holds one draws its lines in, and running text in the page's main element stays."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.chain import Scores, best_path
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence, cues_with
from qaclean.stripper.labels import DROP, KEEP, Labels, proof, verdicts
from qaclean.stripper.layout_features import RUNNING, running_in_main
from qaclean.stripper.teasers import teasers_of
from qaclean.stripper.view import View

__all__ = [
    "drawn_into_container",
    "drop_below_article",
    "drop_comments_below",
    "is_certain",
    "keep_declared",
    "keep_running_in_main",
]

CERTAIN = 5.0  # mean margin of the kept lines, with `WHOLE` for all running text of the page; cross-validated, as the next five
WHOLE = 4.0
INSIDE, OUTSIDE = 1.0, 2.0  # for lines in and outside the element that holds the article
MAX_VOICE, MAX_VOICED = 3.0, 200  # margin and code points of a line that count for the element


def is_certain(view: View, labels: Labels) -> bool:
    """Whether what is kept is an article for certain: its lines speak for themselves, or are most of the page's running text."""
    if view.layout is None:
        return False
    kept = running = kept_running = 0
    margin = 0.0
    for line, origin, row, label in zip(view.layout.lines, view.layout.origins, view.scores, labels, strict=True):
        runs = len(line) - origin.link >= RUNNING
        running += runs
        if label is KEEP:
            kept += 1
            kept_running += runs
            margin += row[0] - row[1]
    return kept > 0 and margin / kept + WHOLE * kept_running / max(running, 1) >= CERTAIN


def drawn_into_container(view: View, layout: Layout) -> Labels:
    """The chain's labels, with scores drawn towards the element that holds what speaks for content and little else."""
    return verdicts(best_path(_in_container(layout, view.scores, view.evidence), view.weights))


def _in_container(layout: Layout, scores: Sequence[Scores], evidence: Sequence[Evidence]) -> Sequence[Scores]:
    sums = [0.0]
    teasers = frozenset(teasers_of(layout, evidence))
    for i, (row, seen) in enumerate(zip(scores, evidence, strict=True)):
        voice = -MAX_VOICE if i in teasers else min(max(row[0] - row[1], -MAX_VOICE), MAX_VOICE)
        sums.append(sums[-1] + voice * min(seen.length, MAX_VOICED))
    nodes = layout.nodes
    held = [sums[b] - sums[a] for a, b in zip(nodes.firsts, nodes.lasts, strict=True)]
    if not held or max(held) <= 0:
        return scores
    best = max(range(len(held)), key=lambda i: (held[i], i))
    first, last = nodes.firsts[best], nodes.lasts[best]
    return [(row[0] + (INSIDE if first <= i < last else -OUTSIDE), *row[1:]) for i, row in enumerate(scores)]


def keep_running_in_main(view: View, labels: Labels) -> Labels:
    """The labels, with `keep` for running text without a cue of furniture in the element that holds most of it; a page of posts has others."""
    if view.layout is None or view.elements is not None:
        return labels
    return [
        KEEP if running and cues_with("content").issuperset(seen.cues) else label
        for running, label, seen in zip(running_in_main(view.layout), labels, view.evidence, strict=True)
    ]


def drop_comments_below(view: View, labels: Labels) -> Labels:
    """The labels, without the comments that stand under an article."""
    layout, elements = view.layout, view.found.elements
    if layout is None or not elements or not elements[0].below_article:
        return labels
    new = list(labels)
    for node in elements[0].nodes:
        first, last = layout.nodes.firsts[node], layout.nodes.lasts[node]
        new[first:last] = [DROP] * (last - first)
    return new


def drop_below_article(view: View, labels: Labels) -> Labels:
    """The labels, without what stands behind the end of the page's article, or of its question without answers: the next one, what else to read."""
    end, thread = view.found.article_end, view.found.thread
    if end < 0 or (thread is not None and thread.posts) or KEEP not in labels[:end]:
        return labels
    below = proof("related", "below-article")
    return [*labels[:end], *(below if label is KEEP else label for label in labels[end:])]


def keep_declared(view: View, labels: Labels) -> Labels:
    """The labels, with `keep` for what the page declares as steps or as questions and answers."""
    new = list(labels)
    for first, last in view.found.content:
        new[first:last] = [KEEP] * (last - first)
    return new
