"""Labels of a Markdown page: the chain's for its text, revised by what the markup told of the lines.

The page's title is a heading, whatever stands above it; a list of nothing but links is navigation; a block of code is kept whole. Named passes, in order,
each from labels to labels.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from qaclean.html.render import LineOrigin, Nodes
from qaclean.segments.signals import Evidence

__all__ = ["MarkdownLines", "title_line"]

KEEP, DROP = 0, 1
CODE, TABLE = LineOrigin._fields.index("code"), LineOrigin._fields.index("table") + 1
ALL_LINK = 0.9  # of a line that is a link
MIN_LINKS = 3  # lines of links that are a list of them
BETWEEN = 3  # code points between two links of a line
OWN = 30  # mean code points outside links of the items of a list of links
MAX_NAME = 40  # code points of a heading that names a zone
FURNITURE = frozenset(
    ("related-heading", "ranking-heading", "comment-form", "prev-next", "expert-box", "sharing", "promotion")
)
MIN_TITLE = 4  # columns
MAX_TITLE = 200
MIN_ECHO = 4  # code points of a heading that is said again
LOWEST = 3  # level of a heading that may be the title
MAX_HEADINGS = 40  # that are looked at


class MarkdownLines(NamedTuple):
    """What the passes look at: evidence, origin and number of links of each line, the elements around them, the title that the file's head declares,
    and the lines that lead to the site's front page."""

    evidence: Sequence[Evidence]
    origins: Sequence[LineOrigin]
    nodes: Nodes
    declared: str
    link_counts: Sequence[int]
    homes: frozenset[int]

    def revise(self, labels: list[int]) -> tuple[list[int], int]:
        """The labels after all passes, and the line that is the title or -1."""
        if not labels:
            return labels, -1
        title = title_line(self)
        labels = whole_lists(self, whole_code(self, labels))
        labels = no_furniture_sections(self, labels, title)
        labels = no_link_lists(self, labels)
        return titled(self, labels, title), title


def title_line(lines: MarkdownLines) -> int:
    """The line that is the page's title, or -1: the heading that the declared title names, the declared title itself, or the heading that is most
    likely one: of a high level, the first of it, said again on the page, no link to the site's front page."""
    headings = [i for i, origin in enumerate(lines.origins) if 1 <= origin.level <= LOWEST and i not in lines.homes]
    if lines.declared:
        named = [i for i in headings if _names(lines.evidence[i].text, lines.evidence[0].text)]
        return named[0] if named else 0
    texts = [seen.text for seen in lines.evidence]
    best, chosen = 0, -1
    known: set[int] = set()
    for i in headings[:MAX_HEADINGS]:
        level, words = lines.origins[i].level, texts[i]
        if not MIN_TITLE <= sum(1 + (c > "\u2e7f") for c in words) <= MAX_TITLE:
            continue
        echoed = len(words) >= MIN_ECHO and any(words in text for text in (*texts[:i], *texts[i + 1 :]))
        points = 2 * (LOWEST - level) + (level not in known) + 3 * echoed
        known.add(level)
        if points > best:
            best, chosen = points, i
    return chosen


def _names(heading: str, title: str) -> bool:
    return len(heading) <= len(title) and (
        title.startswith(heading) or (heading in title and 2 * len(heading) > len(title))
    )


def titled(lines: MarkdownLines, labels: list[int], title: int) -> list[int]:
    """The title stays, and what stands above it goes; but not running text that is more than what stands below."""
    if title < 0:
        return labels
    running = [seen.length if seen.running else 0 for seen in lines.evidence]
    keeps = sum(running[:title]) > sum(running[title:])
    above = [KEEP if label == KEEP and running[i] and keeps else DROP for i, label in enumerate(labels[:title])]
    return [*above, KEEP, *labels[title + 1 :]]


def no_furniture_sections(lines: MarkdownLines, labels: list[int], title: int) -> list[int]:
    """What stands under a heading that names related pages, a ranking or a form goes, up to the next heading of its level; running text is judged by
    itself."""
    new = list(labels)
    under = 0  # level of the heading that names furniture
    for i, (origin, seen) in enumerate(zip(lines.origins, lines.evidence, strict=True)):
        if origin.level and i != title and (not under or origin.level <= under):
            named = seen.length <= MAX_NAME and not FURNITURE.isdisjoint(seen.cues)
            under = origin.level if named else 0
        elif i == title:
            under = 0
        if under and not (seen.running and origin.link == 0):
            new[i] = DROP
    return new


def no_link_lists(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """Lists whose items are links, lines of several links, and links one below the other are no content."""
    new = list(labels)
    for first, last in _link_lists(lines):
        new[first:last] = [DROP] * (last - first)
    for linked, run in groupby(range(len(new)), key=lambda i: _is_link(lines, i)):
        rows = list(run)
        many = any(lines.link_counts[i] >= MIN_LINKS for i in rows)
        if linked and (len(rows) >= MIN_LINKS or many):
            for i in rows:
                new[i] = DROP
    return new


def _link_lists(lines: MarkdownLines) -> list[tuple[int, int]]:
    """The lines of each list, the outermost, of which links are the greater part."""
    nodes = lines.nodes
    solid = [0, *accumulate(seen.length for seen in lines.evidence)]
    linked = [0, *accumulate(origin.link for origin in lines.origins)]
    begun = [0, *accumulate(origin.begins and origin.link > 0 for origin in lines.origins)]
    found, at = [], 0
    for tag, first, last in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if tag not in ("ul", "ol") or first < at:
            continue
        links, rest = linked[last] - linked[first], solid[last] - solid[first]
        if begun[last] - begun[first] > 1 and 2 * links > rest and rest - links <= OWN * (last - first):
            found.append((first, last))
            at = last
    return found


def _is_link(lines: MarkdownLines, index: int) -> bool:
    """Whether a line is links, and what stands between them."""
    origin, count = lines.origins[index], lines.link_counts[index]
    length = max(lines.evidence[index].length, 1)
    return not origin.level and origin.link >= ALL_LINK * (length - BETWEEN * max(count - 1, 0)) and origin.link > 0


def whole_lists(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """A list of which half is kept is kept whole, but for lines that name furniture or are links."""
    new, nodes, at = list(labels), lines.nodes, 0
    for tag, first, last in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if tag not in ("ul", "ol") or first < at or last - first < 2:
            continue
        at = last
        own = [i for i in range(first, last) if not lines.evidence[i].cues and lines.origins[i].link == 0]
        if own and 2 * sum(new[i] == KEEP for i in own) >= len(own):
            for i in own:
                new[i] = KEEP
    return new


def whole_code(lines: MarkdownLines, labels: list[int]) -> list[int]:
    """Code, or a table, of which something is kept, or that stands between kept lines, is kept whole."""
    new = list(labels)
    for (code, table), run in groupby(range(len(new)), key=lambda i: lines.origins[i][CODE:TABLE]):
        rows = list(run)
        beside = new[max(rows[0] - 1, 0)] == KEEP and new[min(rows[-1] + 1, len(new) - 1)] == KEEP
        if (code or table) and (beside or any(new[i] == KEEP for i in rows)):
            for i in rows:
                new[i] = KEEP
    return new
