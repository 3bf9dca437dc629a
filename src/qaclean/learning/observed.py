"""A page as learning sees it: its lines, what the general rules make of each, and the places of its elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from qaclean.decoding.decode import decode, from_text
from qaclean.intake import Source
from qaclean.parser.headings import find_headings, is_heading_line
from qaclean.pipeline.page_rules import rules_of, rules_of_site
from qaclean.pipeline.rendering import read_source, repair_lines
from qaclean.posts.found import Found, Wanted, find_posts
from qaclean.profiles import host_of
from qaclean.profiles.rule_sets import RuleSet
from qaclean.segments.document import Document, Removal
from qaclean.segments.layout import Layout
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import Evidence, cues_with, observe
from qaclean.stripper import strip
from qaclean.stripper.own_cues import plain
from qaclean.surrogates import without_surrogates
from qaclean.text.section_heads import part_of

__all__ = ["Line", "Observed", "names_content", "observe_page"]

MAX_LINES = 3000  # of a page that are looked at
MAX_LENGTH = 300  # code points of a line that are held
_NUMBERING = re.compile(r"[\W\d_]{0,4}(?:\w{1,8}[ ]?)?[\d一二三四五六七八九十]{1,4}[\W_]{0,3}")
_NAME = re.compile(r"[a-zA-Z][\w-]{1,60}")
_NO_SLOTS = dict.fromkeys(
    range(0xE000, 0xE003), "\ufffd"
)  # what stands for slots (`shapes.py`) and is no text of a site
_COUNTED = re.compile(r"[0-9]{3}")


class Line(NamedTuple):
    """A line: its text as rules compare it whole, whether it goes (and why), whether it is running text, whether it heads or numbers what people wrote, and the
    elements with a name of their own that it stands in, as selectors, the outermost first."""

    text: str
    gone: bool
    reason: str
    prose: bool
    heads: bool
    places: tuple[str, ...]


class Observed(NamedTuple):
    """The lines of a page, its title and its host; `markup` tells whether it is HTML."""

    lines: tuple[Line, ...]
    title: str
    host: str
    markup: bool


def observe_page(source: Source, profile: str | None = "none", rules: RuleSet | None = None) -> Observed:
    """What a document shows, by the general rules alone unless a profile is named. Errors: as in `qaclean.clean`.

    >>> page = observe_page(Source("a.txt", 0, "怎么办?\\n先关机,等一分钟再打开,一般就好了。\\n上一篇:停机"))
    >>> [(line.text, line.gone, line.reason) for line in page.lines][2]
    ('上一篇:停机', True, 'related')
    """
    content = source.content
    decoded = decode(content) if isinstance(content, bytes) else from_text(content)
    read = read_source(decoded, source.media_type, source.url)
    own = rules_of(rules, profile, source.url, read.layout)
    document = cut_lines(repair_lines(read).text, read.layout)
    if own is not None:
        document = own.with_kept(document)
    evidence = observe(document)
    document, found = find_posts(document, evidence, Wanted(source.url, profile, source.fetched))
    removals = strip(document, evidence, found)
    own = rules_of_site(own, found, profile)
    if own is not None:
        found, removals = own.mended(document, found, removals)
    lines = _lines(document, evidence, removals)
    layout = read.layout if read.layout is not None and read.layout.named else None
    host = host_of(source.url or (layout.head.canonical if layout else ""))
    return Observed(tuple(lines), _title(lines, layout, found), host, layout is not None)


def _title(lines: Sequence[Line], layout: Layout | None, found: Found) -> str:
    """The words that the page is called by: those of its title line up to the site's name."""
    if found.title_span is not None and found.title_span.piece < len(lines):
        return lines[found.title_span.piece].text
    first = next((line.text for line in lines if not line.gone), "")
    return first if layout is None or not layout.head.title else first[:MAX_LENGTH]


def _lines(document: Document, evidence: Sequence[Evidence], removals: Sequence[Removal]) -> list[Line]:
    rows: list[Line] = []
    layout = document.layout if document.layout is not None and document.layout.named else None
    names = _Names(layout) if layout is not None else None
    at = 0
    for index, (piece, seen) in enumerate(zip(document.pieces[:MAX_LINES], evidence, strict=False)):
        taken, reason = 0, ""
        while at < len(removals) and removals[at].start < piece.end:
            if removals[at].start >= piece.start:
                taken += removals[at].end - removals[at].start
                reason = reason or removals[at].reason
            at += 1
        words = plain(document.text[piece.start : min(piece.end, piece.start + MAX_LENGTH)])
        text = without_surrogates(" ".join(words.translate(_NO_SLOTS).split()))
        below = evidence[index + 1].text if index + 1 < len(evidence) else ""
        gone = 2 * taken >= piece.end - piece.start
        heads = _heads(text, below[:MAX_LENGTH], seen)
        rows.append(Line(text, gone, reason if gone else "", seen.running, heads, names.of(index) if names else ()))
    return rows


def _heads(text: str, below: str, seen: Evidence) -> bool:
    """Whether a line is a label, a heading or a number of what people wrote."""
    return not cues_with("content").isdisjoint(seen.cues) or names_content(text) or is_heading_line(text, below)


def names_content(text: str) -> bool:
    """Whether a line is in words what heads or numbers content.

    >>> names_content("注意事项:"), names_content("步骤 3"), names_content("猜你喜欢")
    (True, True, False)
    """
    if part_of(text) or _NUMBERING.fullmatch(text):
        return True
    found = find_headings(text, 0, len(text))
    return bool(found and found[0].start == 0 and found[0].end == len(text))


class _Names:
    """The selectors of a page's elements, each made once."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.chains: dict[int, tuple[str, ...]] = {-1: ()}

    def of(self, piece: int) -> tuple[str, ...]:
        """Those around a piece, the outermost first."""
        waiting: list[int] = []
        node = self.layout.origins[piece].node
        while node not in self.chains:
            waiting.append(node)
            node = self.layout.nodes.parents[node]
        chain = self.chains[node]
        for node in reversed(waiting):
            name = _selector(self.layout.nodes.elements[node])
            chain = self.chains[node] = (*chain, name) if name and name not in chain else chain
        return chain


def _selector(element: Any) -> str:
    """`tag#id` or `tag.class`, by names that are not counted; an empty text for an element that has none."""
    if not isinstance(element.tag, str) or element.tag in ("html", "body"):
        return ""
    own = element.get("id") or ""
    if _is_name(own):
        return f"{element.tag}#{own}"
    words = [word for word in (element.get("class") or "").split() if _is_name(word)]
    return f"{element.tag}.{'.'.join(words[:2])}" if words else ""


def _is_name(word: str) -> bool:
    return _NAME.fullmatch(word) is not None and _COUNTED.search(word) is None
