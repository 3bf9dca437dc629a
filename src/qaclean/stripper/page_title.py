"""What stands around a page's own words in its declared title: the site's name, the section's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from qaclean.profiles import host_of
from qaclean.segments.document import Removal, fold
from qaclean.segments.layout import Layout
from qaclean.segments.signals import Evidence
from qaclean.stripper.view import View
from qaclean.text.titles import split_title

__all__ = ["BETWEEN", "own_title", "title_affixes"]

BETWEEN = " \t-|\u00b7_\u2014\u2013\u00bb:\u2022"  # characters that part a title's own words from a site's name
_SEGMENTS = re.compile(r"\s[-|\u00b7\u2014\u2013\u00bb\u2022:]\s|_")
MIN_HEADING = 4  # code points of a heading that names the page
SITE_NAME = 30  # code points of a line that may be a site's name
MAX_HEADINGS = 40


def title_affixes(view: View, layout: Layout) -> list[Removal]:
    """The removals inside the first piece, the title: what stands before and behind the page's own words."""
    piece, line = view.document.pieces[0], view.evidence[0].text
    start, end = _own_span(view, layout)
    return [
        Removal(piece.start + a, piece.start + b, "site_chrome", "title-suffix")
        for a, b in ((0, start), (end, len(line)))
        if line[a:b].strip()
    ]


def own_title(view: View, layout: Layout) -> str:
    """The page's own words of its declared title."""
    start, end = _own_span(view, layout)
    return view.evidence[0].text[start:end].strip()


def _own_span(view: View, layout: Layout) -> tuple[int, int]:
    line = view.evidence[0].text
    own = _named(line, _known_names(view)) or _own_heading(layout, view.evidence, line)
    start = line.find(own) if own else 0
    return start, start + len(own) if own else split_title(line).length


def _known_names(view: View) -> Sequence[str]:
    """What the page is called for certain: a profile reads it, or the page declares it."""
    thread = view.found.thread
    return (thread.title,) if thread is not None and thread.title else view.found.declared.names


def _named(line: str, names: Sequence[str]) -> str:
    """The longest of the names that the title holds at its start, or as a good part of it."""
    held = [
        name
        for name in map(fold, names)
        if name in line
        and MIN_HEADING <= len(name) < len(line)
        and (line.startswith(name) or 3 * len(name) > len(line))
    ]
    return max(held, key=len, default="")


def _own_heading(layout: Layout, evidence: Sequence[Evidence], title: str) -> str:
    """What of the title is the page's own: a heading (or `og:title`) that the title holds, else what stands before the site's name."""
    named = fold(layout.head.meta.get("og:title", ""))
    found = [e.text for e, o in zip(evidence[1:], layout.origins[1:], strict=True) if 1 <= o.level <= 2]
    held = [
        words
        for words in [*found[:MAX_HEADINGS], named]
        if (len(words) >= MIN_HEADING or title[len(words) : len(words) + 1].strip(BETWEEN) == "")
        and len(words) <= len(title)
        and (title.startswith(words) or (words in title and 2 * len(words) > len(title)))
    ]
    if held:
        return max(held, key=len)
    site = fold(layout.head.meta.get("og:site_name", ""))
    if site and title.endswith(site) and len(site) < len(title):
        return title[: -len(site)].rstrip(BETWEEN)
    return _before_site(title, layout, {e.text for e in evidence[1:] if e.length < SITE_NAME})


def _before_site(title: str, layout: Layout, short: Collection[str]) -> str:
    """The title without a last segment that names the site: the page's host spells it, or a short line of the page is just it."""
    address = layout.head.canonical or layout.head.meta.get("og:url", "")
    host = re.sub(r"[^a-z0-9]", "", host_of(address).lower())
    segments = _SEGMENTS.split(title)
    last = re.sub(r"[^a-z0-9]", "", segments[-1].lower())
    if len(segments) > 1 and ((len(last) >= 4 and last in host) or segments[-1] in short):
        return title[: title.rindex(segments[-1])].rstrip(BETWEEN)
    return ""
