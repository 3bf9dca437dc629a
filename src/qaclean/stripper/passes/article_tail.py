"""What hangs below an article, in its own element too: who edited it, whose rights it has, codes to scan, what else to read; and rows of teasers.

A tail is what stands below the last running text that none of its words begins (`rules/articles.toml`). Rows of teasers are lines that
break off, each below a title that is a link.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.segments.signals import Evidence, cues_for
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.teasers import teasers_of
from qaclean.stripper.view import View

__all__ = ["drop_article_tail", "drop_teasers"]

MAX_LINE = 160  # code points of a line of a tail
RUNNING = 30  # code points outside links of a line with a sentence: the article's
ABOVE = 5  # lines in which the facts of an article stand above it
SEVERAL, SHORT = 3, 30  # lines of a tail among which short ones go, and code points of these
MAX_HEAD, LINKED = 60, 0.8  # code points of a heading of a tail, and the share of what stands below it in links
TOLD = 100  # code points of the article above its tail
_AROUND = " \t\u00a0\u3000([【<《/|▼▲↓★●■◆—-"


class _Tail(NamedTuple):
    facts: re.Pattern[str]
    lines: re.Pattern[str]
    anywhere: re.Pattern[str]
    heads: re.Pattern[str]
    shares: re.Pattern[str]


@lru_cache(maxsize=1)
def _tail() -> _Tail:
    data = load("articles")["tail"]
    return _Tail(*(compile_at_once(data[name]) for name in ("facts", "lines", "anywhere", "heads", "shares")))


def drop_article_tail(view: View, labels: Labels) -> Labels:
    """The labels, without the tail of the page's article; pages of posts, how-tos and pairs have none."""
    layout, found = view.layout, view.found
    if layout is None or view.elements is not None or found.thread is not None or found.howto is not None or found.faq:
        return labels
    words = _tail()
    new = list(labels)
    kept = [i for i, label in enumerate(labels) if label is KEEP and i >= int(view.titled)]
    told = sum(view.evidence[i].length for i in kept if _tells(view.evidence[i], layout.origins[i].link))
    _drop_above(view, new, kept[:ABOVE] if len(kept) > ABOVE else [])
    if told < TOLD:
        return new
    below: list[int] = []
    told_related = linked = length = 0  # lines below that are told to be related, and code points of all of them
    for i in reversed(kept):
        seen, link = view.evidence[i], layout.origins[i].link
        text = seen.text.lstrip(_AROUND)
        if (seen.length <= MAX_LINE and words.heads.match(text)) or (below and _heads_links(view, i, linked, length)):
            for j in (i, *below[told_related:]):
                new[j] = proof("related", "below-article")
            told_related = len(below) + 1
        elif seen.length <= MAX_LINE and words.facts.match(text):
            new[i] = proof("metadata", "article-tail")
        elif seen.length <= MAX_LINE and (words.lines.match(text) or words.anywhere.search(text)):
            new[i] = proof("site_chrome", "article-tail")
        elif _tells(seen, link):
            break
        below.append(i)
        linked, length = linked + link, length + seen.length
    _drop_between(view, new, kept)
    return new


def _heads_links(view: View, at: int, linked: int, length: int) -> bool:
    """Whether a heading that names what is related, or where to share, stands above links alone, by the code points below it: the article ended before it."""
    seen, layout = view.evidence[at], view.layout
    if layout is None or not layout.origins[at].level or seen.length > MAX_HEAD:
        return False
    if (cues_for("related") | cues_for("share")).isdisjoint(seen.cues) and not _tail().shares.match(seen.text.lower()):
        return False
    return linked >= LINKED * length


def _drop_between(view: View, labels: Labels, kept: list[int]) -> None:
    """Counts, names and buttons below the first line of a tail of several go with it: lines that are short and say nothing."""
    tail = [i for i in kept if labels[i] is not KEEP]
    layout = view.layout
    if layout is None or len(tail) < SEVERAL:
        return
    for i in kept[kept.index(tail[0]) :]:
        seen, origin = view.evidence[i], layout.origins[i]
        said = seen.sentences or seen.running or origin.code or origin.table or origin.level
        if labels[i] is KEEP and seen.length <= SHORT and not said:
            labels[i] = proof("site_chrome", "article-tail")


def _drop_above(view: View, labels: Labels, kept: list[int]) -> None:
    """What tells of the article and its rights stands above its text too."""
    words = _tail()
    for i in kept:
        text = view.evidence[i].text.lstrip(_AROUND)
        if labels[i] is not KEEP or view.evidence[i].length > MAX_LINE // 2:
            continue
        if words.facts.match(text):
            labels[i] = proof("metadata", "article-tail")
        elif words.lines.match(text) or words.anywhere.search(text):
            labels[i] = proof("site_chrome", "article-tail")


def _tells(seen: Evidence, link: int) -> bool:
    return seen.length - link >= RUNNING and bool(seen.sentences or seen.running)


def drop_teasers(view: View, labels: Labels) -> Labels:
    """The labels, without rows of teasers beside an article that has more to say."""
    layout = view.layout
    if layout is None or view.elements is not None or view.found.thread is not None:
        return labels
    rows = [i for i in teasers_of(layout, view.evidence) if labels[i] is KEEP]
    if not rows:
        return labels
    new = list(labels)
    gone = proof("related", "teaser")
    for i in rows:
        new[i] = gone
        above = i - 1 if layout.origins[i - 1].link else i - 2
        new[above : i + 1] = [gone if label is KEEP else label for label in new[above : i + 1]]
    return new
