"""Where the article of a page with layout ends: above the next one (an element, or a heading with a date), or below the line that names its editor (`rules/articles.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from qaclean.posts.repeated_elements import is_declared_article
from qaclean.rules import load
from qaclean.segments.document import fold
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.text.dates import names_a_date

__all__ = ["article_end", "names_editor"]

MAX_EDITOR = 60  # code points of a line that names an editor
TOLD = 60  # code points of running text above it, below the heading
SENTENCE = 30  # code points of a line with a sentence that tells too
LONG = 600  # code points of running text of each of several articles
_AROUND = " \t\u00a0([【<《/|\u3000"


def article_end(layout: Layout, evidence: Sequence[Evidence], *, posts: bool = False) -> int:
    """The first line behind the page's article, or -1 where nothing shows that it ends; `posts` tells that the page may hold those of a thread."""
    ends = [_below_editor(layout, evidence), _next_article(layout, evidence)]
    if not posts:
        ends.append(_next_dated(layout, evidence))
    return min((row for row in ends if row > 0), default=-1)


def names_editor(line: str) -> bool:
    """Whether a line names the editor of the article above it and says nothing else.

    >>> names_editor("(责任编辑:石榴)"), names_editor("他是责任编辑。")
    (True, False)
    """
    return len(line) <= MAX_EDITOR and line.lstrip(_AROUND).startswith(_starts())


def _below_editor(layout: Layout, evidence: Sequence[Evidence]) -> int:
    told = 0
    for i, (seen, origin) in enumerate(zip(evidence, layout.origins, strict=True)):
        if origin.level == 1:
            told = 0
        elif seen.running or (seen.sentences and seen.length >= SENTENCE):
            told += seen.length
        elif told >= TOLD and names_editor(seen.text):
            return i + 1
    return -1


def _next_article(layout: Layout, evidence: Sequence[Evidence]) -> int:
    """The first line of the second of the page's `<article>` elements that are long and have a heading as high, where it says that it is an article."""
    nodes = layout.nodes
    if nodes.tags.count("article") < 2 or not is_declared_article(layout):
        return -1
    found: list[tuple[int, int]] = []  # its first line, the level of its first heading
    last = -1
    for tag, first, end in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if tag != "article" or first < last:
            continue
        last = end
        if sum(seen.length for seen in evidence[first:end] if seen.running) >= LONG:
            level = next((origin.level for origin in layout.origins[first:end] if origin.level), 0)
            found.append((first, level))
    if len(found) < 2 or not found[0][1] or found[0][1] != found[1][1]:
        return -1
    return found[1][0]


def _next_dated(layout: Layout, evidence: Sequence[Evidence]) -> int:
    """The second of the headings of one level that a line with a date follows, where the first is the page's title and running text stands below both."""
    heads = [
        i
        for i, origin in enumerate(layout.origins[:-2])
        if i and origin.level and not origin.link and any(_dates(seen) for seen in evidence[i + 1 : i + 3])
    ]
    if len(heads) < 2:
        return -1
    first, title = heads[0], fold(layout.head.title)
    below = [i for i in heads[1:] if layout.origins[i].level == layout.origins[first].level]
    if not below or not title.startswith(evidence[first].text) or evidence[first].text in evidence[below[0]].text:
        return -1
    spans = ((first, below[0]), (below[0], below[1] if len(below) > 1 else len(evidence)))
    told = all(sum(_says(seen) for seen in evidence[a:b] if seen.running or seen.sentences) >= TOLD for a, b in spans)
    return below[0] if told else -1


def _says(seen: Evidence) -> int:
    """How much a line says: a wide character as much as two others."""
    return seen.length * (2 if seen.text[:1] > "\u2e80" else 1)


def _dates(seen: Evidence) -> bool:
    return seen.length <= MAX_EDITOR and not seen.running and names_a_date(seen.text)


@lru_cache(maxsize=1)
def _starts() -> tuple[str, ...]:
    return tuple(load("articles")["ends"]["starts"])
