"""Teasers of a page of markup: lines that break off, each below a title that is a link; three make rows of them, where the page has more to say."""

from __future__ import annotations

from collections.abc import Sequence

from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence

__all__ = ["teasers_of"]

ROWS = 3
SHORTEST = 30  # code points
OWN = 1.0  # times as much running text as in teasers
LINKED = 0.8  # of a title
_CUT = ("...", "…", "...]", "…]", "...)")


def teasers_of(layout: Layout, evidence: Sequence[Evidence]) -> list[int]:
    """The lines that are teasers, in order; none where there are fewer than three, or where the running text below no title is not more.

    >>> from qaclean.html.render import read_html
    >>> from qaclean.segments.lines import cut_lines
    >>> from qaclean.segments.signals import observe
    >>> row = "<h3><a href=/a>Oil for oak</a></h3><p>I asked three people and had four answers, so ...</p>"
    >>> page = read_html("<p>Oil dries by the air that it takes up, which is why a thick coat stays soft for weeks.</p>" * 3 + row * 3)
    >>> teasers_of(page.layout, observe(cut_lines(page.text, page.layout)))
    [4, 6, 8]
    """
    if not layout.named:
        return []
    rows = [
        i
        for i, seen in enumerate(evidence)
        if i and seen.length >= SHORTEST and seen.text.rstrip().endswith(_CUT) and _below_title(layout, evidence, i)
    ]
    if len(rows) < ROWS:
        return []
    told = sum(
        seen.length
        for i, seen in enumerate(evidence)
        if (seen.running or (seen.sentences and seen.length >= SHORTEST)) and not _below_title(layout, evidence, i)
    )
    return rows if told >= OWN * sum(evidence[i].length for i in rows) else []


def _below_title(layout: Layout, evidence: Sequence[Evidence], i: int) -> bool:
    return any(layout.origins[j].link >= LINKED * evidence[j].length > 0 for j in (i - 1, i - 2) if j >= 0)
