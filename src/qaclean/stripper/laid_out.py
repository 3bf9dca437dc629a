"""Stripping an HTML page: the chain with the weights for HTML labels its lines; repeats of the title and long repeats go.

The layout comes on top of the text's evidence (`layout.py`); a page of which hardly anything would stay is labelled again with a
pull towards `keep`, as dumps are.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from qaclean.html.render import HtmlPage
from qaclean.posts.repeated_elements import Repeat, names_a_date
from qaclean.segments.chain import Scores, Weights, add_scores, best_path, read_weights, sum_scores
from qaclean.segments.document import Document, Removal
from qaclean.segments.signals import Evidence
from qaclean.stripper.content_slot import slot_labels
from qaclean.stripper.layout_features import RUNNING, LineFeatures, layout_features, line_kinds, running_in_main
from qaclean.stripper.piece_scores import BlockScorer
from qaclean.stripper.quote_attributions import quote_attributions
from qaclean.stripper.reasons import explain_drop
from qaclean.stripper.repeated_posts import doubled_posts
from qaclean.stripper.text_features import view_page, zones_of
from qaclean.stripper.veto import CONTENT_CUES

__all__ = ["OF_POST", "DeclaredLines", "agreeing", "label_lines", "strip_html", "strip_lines"]

KEEP, DROP = 0, 1
MIN_SHARE = 0.35  # of the page's code points (`_weight`); less is hardly ever all of its content
MIN_SHARE_OF_POSTS = 0.15  # ... of a page of posts, which has much furniture around each
AGREEMENT = 0.6  # weight of what the other lines of a kind say; cross-validated
PULL, MAX_PULL = 0.5, 6.0
MAX_PULL_OF_NOTHING = 12.0  # ... for a page that would be left empty: a few short lines look like furniture everywhere
CERTAIN = 5.0  # mean margin of the kept lines, with `WHOLE` for all running text of the page; cross-validated, as the next five
WHOLE = 4.0
INSIDE, OUTSIDE = 1.0, 2.0  # for lines in and outside the element that holds the article
MAX_VOICE, MAX_VOICED = 3.0, 200  # margin and code points of a line that count for the element
SPREAD = 1.5  # below the best line of a post of which nothing was kept
MAX_ALONE_IN_POSTS = 0.85  # ... of the paragraphs of a post; cross-validated
ALL_LINK = 0.9  # of a line that is a link
MAX_ALONE = 0.4  # of the elements of one kind side by side; if no more of them are dropped, they are kept too
OF_POST = "tells-of-post"  # rule of a line with a date inside a post
MAX_TOLD = 100  # code points of a line that are looked through for a date
_IN_POSTS = frozenset(
    ("related-heading", "ranking-heading", "comment-form", "prev-next")
)  # zone heads that stand in posts too
MAX_ASKED = 12  # lines between a page's heading and its first answer
_SENTENCE = re.compile(r"[\w)][.!?\u3002\u2026]$")
MIN_SAME = 60  # code points of a line that is not said twice by chance


class DeclaredLines(NamedTuple):
    """Lines that the page's structured data names: of the question, of all posts, of other content."""

    question: tuple[int, int] | None = None
    posts: tuple[tuple[int, int], ...] = ()
    content: tuple[tuple[int, int], ...] = ()


NOTHING_DECLARED = DeclaredLines()
NONE_DOUBLED: Mapping[int, int] = MappingProxyType({})


@lru_cache(maxsize=1)
def _scorer() -> BlockScorer:
    return BlockScorer(read_weights("qaclean.stripper", "html_weights"))


def label_lines(
    evidence: Sequence[Evidence],
    page: HtmlPage,
    repeats: Sequence[Repeat],
    weights: Weights | None = None,
    declared: DeclaredLines = NOTHING_DECLARED,
) -> list[int]:
    """KEEP (0) or drop (1) for each line."""
    if not evidence:
        return []
    scorer = _scorer() if weights is None else BlockScorer(weights)
    weights = scorer.weights
    scores = _with_layout(scorer.scores(evidence, view_page(evidence)), layout_features(page, repeats), weights)
    scores = agreeing(scores, line_kinds(page))
    labels = best_path(scores, weights)
    posts = bool(repeats) and repeats[0].is_posts
    found = not posts and _is_found(page, scores, labels)
    if found:
        scores = _in_container(page, scores, evidence)
        labels = best_path(scores, weights)
    else:
        least = (MIN_SHARE_OF_POSTS if posts else MIN_SHARE) * _weight(page, evidence, posts=posts)
        pull, most = 0.0, MAX_PULL
        while pull < most and _kept(labels, evidence) < least:
            pull += PULL
            labels = best_path([(row[0] + pull, row[1]) for row in scores], weights)
            if pull == MAX_PULL and most < MAX_PULL_OF_NOTHING and _keeps_nothing(page, labels):
                most = MAX_PULL_OF_NOTHING
        if not posts:
            labels = _no_links_alone(page, labels)
    if not posts:
        labels = [
            KEEP if running and CONTENT_CUES.issuperset(seen.cues) else label
            for running, label, seen in zip(running_in_main(page), labels, evidence, strict=True)
        ]
    else:
        labels = _none_empty(page, repeats[0], scores, labels)
    labels = _whole_code(page, _like_siblings(page, _closed_gaps(page, labels)))
    if repeats and repeats[0].below_article:
        for node in repeats[0].nodes:
            first, last = page.nodes.firsts[node], page.nodes.lasts[node]
            labels[first:last] = [DROP] * (last - first)
    if posts:
        labels = _like_siblings(page, labels, MAX_ALONE_IN_POSTS, ("p",))
        labels = slot_labels(page, repeats[0], labels, declared.posts)
        labels = _as_asked(page, repeats[0], labels, declared.question)
        if repeats[0].word == "answer":
            labels = _asked_in_sentences(page, repeats[0], evidence, labels)
    for first, last in declared.content:
        labels[first:last] = [KEEP] * (last - first)
    return labels


def _weight(page: HtmlPage, evidence: Sequence[Evidence], *, posts: bool) -> int:
    """The code points of which a share must be kept: of a page of posts or of running text those outside links, of a listing all."""
    own = [max(seen.length - origin.link, 0) for seen, origin in zip(evidence, page.origins, strict=True)]
    running = sum(length for length in own if length >= RUNNING)
    return sum(own) if posts or 2 * running >= sum(own) else sum(seen.length for seen in evidence)


def _keeps_nothing(page: HtmlPage, labels: Sequence[int]) -> bool:
    """Whether a page loses all its lines but the title, though most of its text is not linked."""
    kept = [KEEP for line, label in enumerate(labels) if label == KEEP and not (line == 0 and page.head.title)]
    return not kept and 2 * sum(origin.link for origin in page.origins) < len(page.text)


def _no_links_alone(page: HtmlPage, labels: list[int]) -> list[int]:
    """The labels, where more is kept than the title and links; a list of links is no content of its own."""
    kept = [i for i, label in enumerate(labels) if label == KEEP and not (i == 0 and page.head.title)]
    lines = page.text.split("\n")
    if kept and all(page.origins[i].link >= ALL_LINK * len(lines[i]) for i in kept):
        gone = frozenset(kept)
        return [DROP if i in gone else label for i, label in enumerate(labels)]
    return labels


def _as_asked(page: HtmlPage, repeat: Repeat, labels: list[int], asked: tuple[int, int] | None) -> list[int]:
    """The labels, where a declared question stands whole above the answers: of what is above them, it is the content."""
    first = page.nodes.firsts[repeat.nodes[0]]
    if asked is None or asked[1] > first:
        return labels
    return [KEEP if asked[0] <= i < asked[1] else DROP for i in range(first)] + labels[first:]


def _asked_in_sentences(page: HtmlPage, repeat: Repeat, evidence: Sequence[Evidence], labels: list[int]) -> list[int]:
    """The labels, where nothing is kept between a page's heading and its answers: sentences there are the question's own."""
    first = page.nodes.firsts[repeat.nodes[0]]
    heading = max((i for i, origin in enumerate(page.origins[:first]) if origin.level == 1), default=-1)
    between = range(heading + 1, first)
    if heading < 0 or len(between) > MAX_ASKED or any(labels[i] == KEEP for i in between):
        return labels
    new = list(labels)
    for i in between:
        if page.origins[i].link == 0 and _SENTENCE.search(evidence[i].text):
            new[i] = KEEP
    return new


def _none_empty(page: HtmlPage, repeat: Repeat, scores: Sequence[Scores], labels: Sequence[int]) -> list[int]:
    """The labels, where each post keeps the lines that speak most for themselves: nobody posts nothing."""
    new = list(labels)
    for node in repeat.nodes:
        lines = range(page.nodes.firsts[node], page.nodes.lasts[node])
        if lines and all(labels[line] != KEEP for line in lines):
            best = max(scores[line][0] - scores[line][1] for line in lines)
            for line in lines:
                if best > -MAX_PULL and scores[line][0] - scores[line][1] > best - SPREAD:
                    new[line] = KEEP
    return new


def _is_found(page: HtmlPage, scores: Sequence[Scores], labels: Sequence[int]) -> bool:
    """Whether what is kept is an article for certain: its lines speak for themselves, or are most of the page's running text."""
    kept = running = kept_running = 0
    margin = 0.0
    lines = page.text.split("\n")
    for line, origin, row, label in zip(lines, page.origins, scores, labels, strict=True):
        runs = len(line) - origin.link >= RUNNING
        running += runs
        if label == KEEP:
            kept += 1
            kept_running += runs
            margin += row[0] - row[1]
    return kept > 0 and margin / kept + WHOLE * kept_running / max(running, 1) >= CERTAIN


def _in_container(page: HtmlPage, scores: Sequence[Scores], evidence: Sequence[Evidence]) -> list[Scores]:
    """The scores, drawn towards the element that holds what speaks for content and little else."""
    sums = [0.0]
    for row, seen in zip(scores, evidence, strict=True):
        sums.append(sums[-1] + min(max(row[0] - row[1], -MAX_VOICE), MAX_VOICE) * min(seen.length, MAX_VOICED))
    nodes = page.nodes
    held = [sums[b] - sums[a] for a, b in zip(nodes.firsts, nodes.lasts, strict=True)]
    if not held or max(held) <= 0:
        return list(scores)
    best = max(range(len(held)), key=lambda i: (held[i], i))
    first, last = nodes.firsts[best], nodes.lasts[best]
    return [(row[0] + (INSIDE if first <= i < last else -OUTSIDE), row[1]) for i, row in enumerate(scores)]


def _closed_gaps(page: HtmlPage, labels: Sequence[int]) -> list[int]:
    """Short lines among the content they belong to: a heading over kept text, a line between two kept ones of the same parent."""
    new, parents = list(labels), page.nodes.parents
    over = [parents[origin.node] if origin.node >= 0 else -1 for origin in page.origins]
    for i in range(1, len(new) - 1):
        origin = page.origins[i]
        if new[i] == KEEP or labels[i + 1] != KEEP or over[i] != over[i + 1] or over[i] < 0:
            continue
        if origin.level > 1 or (new[i - 1] == KEEP and over[i - 1] == over[i]):
            new[i] = KEEP
    return new


def _whole_code(page: HtmlPage, labels: Sequence[int]) -> list[int]:
    """The labels, where preformatted text of which something is kept, or that stands between kept lines, is kept whole."""
    new = list(labels)
    for code, run in groupby(range(len(new)), key=lambda i: page.origins[i].code):
        lines = list(run)
        beside = new[max(lines[0] - 1, 0)] == KEEP and new[min(lines[-1] + 1, len(new) - 1)] == KEEP
        if code and (beside or any(new[i] == KEEP for i in lines)):
            for i in lines:
                new[i] = KEEP
    return new


def _like_siblings(
    page: HtmlPage, labels: Sequence[int], most: float = MAX_ALONE, tags: Collection[str] = ()
) -> list[int]:
    """A line goes with the elements of its kind (of these tags, or any) beside it, where at most that share of them is dropped: one `dd` of
    a list is no furniture."""
    new, nodes = list(labels), page.nodes
    beside: dict[tuple[int, str, str], list[int]] = {}
    for i, (node, *_) in enumerate(page.origins):
        if node >= 0 and nodes.parents[node] >= 0 and (not tags or nodes.tags[node] in tags):
            beside.setdefault((nodes.parents[node], nodes.tags[node], nodes.names[node]), []).append(i)
    for lines in beside.values():
        dropped = [i for i in lines if new[i] != KEEP]
        if 0 < len(dropped) <= most * len(lines):
            for i in dropped:
                if page.origins[i].link == 0:
                    new[i] = KEEP
    return new


def _with_layout(texts: Sequence[Scores], layouts: Sequence[LineFeatures], weights: Weights) -> list[Scores]:
    """The scores of the text and those of the layout; what lines share is summed once."""
    layout = _without_prefix(weights)
    known: dict[tuple[str, ...], Scores] = {}
    rows = []
    for text, line in zip(texts, layouts, strict=True):
        parts = [text, sum_scores(line.own, layout)]
        for shared in line.shared:
            held = known.get(shared)
            if held is None:
                held = known[shared] = sum_scores(shared, layout)
            parts.append(held)
        rows.append(add_scores(parts, len(weights.labels)))
    return rows


def _without_prefix(weights: Weights) -> Weights:
    """The weights of the layout's features, by their names without `h:`."""
    if weights is _scorer().weights:
        return _layout_weights()
    return weights._replace(features={n[2:]: row for n, row in weights.features.items() if n.startswith("h:")})


@lru_cache(maxsize=1)
def _layout_weights() -> Weights:
    weights = _scorer().weights
    return weights._replace(features={n[2:]: row for n, row in weights.features.items() if n.startswith("h:")})


def agreeing(scores: Sequence[Scores], kinds: Sequence[tuple[str, str]]) -> list[Scores]:
    """The scores, with a share of the mean of all lines of their kind: a template treats its elements alike."""
    sums: dict[tuple[str, str], list[float]] = {}
    for row, kind in zip(scores, kinds, strict=True):
        total = sums.setdefault(kind, [0.0, 1.0])
        total[0] += min(max(row[0] - row[1], -MAX_PULL), MAX_PULL)
        total[1] += 1
    return [
        (row[0] + AGREEMENT * sums[kind][0] / sums[kind][1], row[1]) for row, kind in zip(scores, kinds, strict=True)
    ]


def _kept(labels: Sequence[int], evidence: Sequence[Evidence]) -> int:
    return sum(e.length for e, label in zip(evidence, labels, strict=True) if label == KEEP)


def strip_html(
    document: Document,
    evidence: Sequence[Evidence],
    page: HtmlPage,
    repeats: Sequence[Repeat],
    *,
    titled: bool,
    declared: DeclaredLines = NOTHING_DECLARED,
) -> list[Removal]:
    """The removals of a rendered page; with `titled` its first line is the page's title and stays."""
    labels = label_lines(evidence, page, repeats, declared=declared)
    posts = bool(repeats) and repeats[0].is_posts
    doubled = doubled_posts(page, repeats[0], labels) if posts else {}
    ranges = _post_lines(page, repeats) if posts else []
    quoted = frozenset(i for i, origin in enumerate(page.origins) if origin.quote or origin.code or origin.table)
    told = quote_attributions(page, evidence)
    return _removals(
        document, evidence, labels, None, titled=titled, quoted=quoted, doubled=doubled, told=told, posts=ranges
    )


def _post_lines(page: HtmlPage, repeats: Sequence[Repeat]) -> list[tuple[int, int]]:
    """The range of lines of each post."""
    return [(page.nodes.firsts[node], page.nodes.lasts[node]) for node in repeats[0].nodes]


def strip_lines(
    document: Document, evidence: Sequence[Evidence], page: HtmlPage, keep: Sequence[bool], rule: str, *, titled: bool
) -> list[Removal]:
    """The removals of a page whose content lines are known; `rule` is what knows them."""
    labels = [KEEP if kept else DROP for kept in keep]
    return _removals(document, evidence, labels, rule, titled=titled, told=quote_attributions(page, evidence))


def _removals(
    document: Document,
    evidence: Sequence[Evidence],
    labels: list[int],
    known: str | None,
    *,
    titled: bool,
    quoted: Collection[int] = (),
    doubled: Mapping[int, int] = NONE_DOUBLED,
    told: Collection[int] = (),
    posts: Sequence[tuple[int, int]] = (),
) -> list[Removal]:
    """The removals of the lines that are not kept, and of those said twice: of posts shown twice (`doubled` lines, each with the other
    place), and of long lines; quotes, code and tables (`quoted` lines) may say a line again; `told` lines say whose words it has;
    `posts` are the lines of each post."""
    posted = {index for first, last in posts for index in range(first, last)}
    begins = {first for first, _ in posts}
    if titled and labels:
        labels[0] = KEEP
    zones = zones_of(evidence)
    title = evidence[0].text if titled and evidence else ""
    said: dict[str, int] = {}
    removals: list[Removal] = []
    above = ""
    for index, (block, seen) in enumerate(zip(document.blocks, evidence, strict=True)):
        if (
            known is None
            and labels[index] == KEEP
            and index
            and titled
            and seen.length >= 4
            and title.startswith(seen.text)
        ):
            removals.append(Removal(block.start, block.end, "duplicate", "title-again"))
        elif index in doubled or (
            known is None
            and labels[index] == KEEP
            and seen.length >= MIN_SAME
            and seen.text in said
            and index not in quoted
        ):
            fuller = document.blocks[doubled.get(index, said.get(seen.text, index))]
            removals.append(Removal(block.start, block.end, "duplicate", f"said-at-{fuller.start}-{fuller.end}"))
        elif labels[index] == KEEP and index in told:
            removals.append(Removal(block.start, block.end, "metadata", "quote-attribution"))
        elif labels[index] == KEEP:
            said.setdefault(seen.text, index)
            above = ""
        else:
            reason, rule, above = (
                _explain_in_post(seen, "" if index in begins else above)
                if index in posted
                else explain_drop(seen, zones[index], False, above)
            )
            removals.append(Removal(block.start, block.end, reason, known or rule))
    return removals


def _explain_in_post(seen: Evidence, above: str) -> tuple[str, str, str]:
    """Reason, rule and zone head of a line that goes from a post: a line with a date tells of it, and what names a zone of the page
    (`Top`, `Search`) names none here."""
    reason, rule, head = explain_drop(seen, "inside", names_a_date(seen.text[:MAX_TOLD]), above)
    return reason, OF_POST if rule == "weighed-metadata" else rule, head if head in _IN_POSTS else ""
