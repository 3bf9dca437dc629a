"""What Markdown tells of its lines: the title is a heading, a list of links is navigation, a section of furniture ends with the next heading.

The chain has judged the words of such a page as those of a dump. These passes do nothing on other pages.
"""

from __future__ import annotations

from itertools import accumulate, groupby

from qaclean.posts.title_heading import title_heading
from qaclean.segments.layout import Layout
from qaclean.segments.signals import cues_with
from qaclean.stripper.labels import DROP, KEEP, Labels
from qaclean.stripper.view import View

__all__ = [
    "drop_above_title",
    "drop_furniture_sections",
    "drop_link_lists",
    "keep_headings",
    "keep_lists",
    "keep_paragraphs",
    "keep_tables",
]

ALL_LINK = 0.9  # of a line that is a link
MIN_LINES = 3  # of a paragraph
MIN_LINKS = 3  # lines of links that are a list of them
BETWEEN = 3  # code points between two links of a line
OWN = 30  # mean code points outside links of the items of a list of links
MAX_NAME = 40  # code points of a heading that names a zone
_LISTS = ("ul", "ol")
_COLONS = (":", "\uff1a")


def keep_tables(view: View, labels: Labels) -> Labels:
    """A data table of which something is kept, or that stands between kept lines, is kept whole."""
    marked = view.marked
    if marked is None:
        return labels
    new = list(labels)
    for table, run in groupby(range(len(new)), key=lambda i: marked.origins[i].table):
        rows = list(run)
        beside = new[max(rows[0] - 1, 0)] is KEEP and new[min(rows[-1] + 1, len(new) - 1)] is KEEP
        if table and (beside or any(new[i] is KEEP for i in rows)):
            for i in rows:
                new[i] = KEEP
    return new


def keep_paragraphs(view: View, labels: Labels) -> Labels:
    """A paragraph of several lines of which half is kept is kept whole, but for lines that hold links: it is what one person wrote."""
    marked = view.marked
    if marked is None:
        return labels
    new = list(labels)
    for node, run in groupby(range(len(new)), key=lambda i: marked.origins[i].node):
        rows = list(run)
        if node >= 0 and len(rows) >= MIN_LINES and 2 * sum(new[i] is KEEP for i in rows) >= len(rows):
            for i in rows:
                if marked.origins[i].link == 0:
                    new[i] = KEEP
    return new


def keep_lists(view: View, labels: Labels) -> Labels:
    """A list of which half is kept, of a counted one any item, or which stands in running text, is kept whole, but for lines that name furniture or hold links."""
    marked = view.marked
    if marked is None:
        return labels
    new, at = list(labels), 0
    for tag, first, last in zip(marked.nodes.tags, marked.nodes.firsts, marked.nodes.lasts, strict=True):
        if tag not in _LISTS or first < at or last - first < 2:
            continue
        at = last
        own = [i for i in range(first, last) if not view.evidence[i].cues and marked.origins[i].link == 0]
        kept = sum(new[i] is KEEP for i in own)
        if not kept and len(own) == last - first and _is_announced(view, new, first, last):
            new[first - 1 : last] = [KEEP] * (last - first + 1)
        elif kept and (tag == "ol" or 2 * kept >= len(own)):
            for i in own:
                new[i] = KEEP
    return new


def _is_announced(view: View, labels: Labels, first: int, last: int) -> bool:
    """Whether the line above a list ends with a colon, and is kept or stands, with the list, between kept lines."""
    above = view.evidence[first - 1] if first else None
    if above is None or above.cues or not above.text.endswith(_COLONS):
        return False
    return labels[first - 1] is KEEP or (first > 1 and labels[first - 2] is KEEP and labels[last : last + 1] == [KEEP])


def keep_headings(view: View, labels: Labels) -> Labels:
    """A heading over kept text stays, unless it names furniture or is a link."""
    marked = view.marked
    if marked is None:
        return labels
    new = list(labels)
    for i in range(len(new) - 2, -1, -1):  # from below: a heading may stand over another
        origin, seen = marked.origins[i], view.evidence[i]
        if origin.level and new[i + 1] is KEEP and not seen.cues and not origin.link:
            new[i] = KEEP
    return new


def drop_furniture_sections(view: View, labels: Labels) -> Labels:
    """What stands under a heading that names other pages or a form goes, up to the next heading of its level; running text without links is
    judged by itself."""
    marked = view.marked
    if marked is None:
        return labels
    title, furniture = title_heading(view.marked, view.evidence), cues_with("in_posts")
    new = list(labels)
    under = 0  # level of the heading that names furniture
    for i, (origin, seen) in enumerate(zip(marked.origins, view.evidence, strict=True)):
        if i == title:
            under = 0
        elif origin.level and (not under or origin.level <= under):
            named = seen.length <= MAX_NAME and not furniture.isdisjoint(seen.cues)
            under = origin.level if named else 0
        if under and not (seen.running and origin.link == 0):
            new[i] = DROP
    return new


def drop_link_lists(view: View, labels: Labels) -> Labels:
    """Lists whose items are links, lines of several links, and links one below the other are no content."""
    marked = view.marked
    if marked is None:
        return labels
    new = list(labels)
    for first, last in _link_lists(view, marked):
        new[first:last] = [DROP] * (last - first)
    for linked, run in groupby(range(len(new)), key=lambda i: _is_link(view, marked, i)):
        rows = list(run)
        if linked and (len(rows) >= MIN_LINKS or any(marked.link_counts[i] >= MIN_LINKS for i in rows)):
            for i in rows:
                new[i] = DROP
    return new


def drop_above_title(view: View, labels: Labels) -> Labels:
    """The title's heading stays, and what stands above it goes; but not running text that is more than what stands below."""
    title = title_heading(view.marked, view.evidence)
    if title < 0:
        return labels
    running = [seen.length if seen.running else 0 for seen in view.evidence]
    keeps = sum(running[:title]) > sum(running[title:])
    above = [KEEP if label is KEEP and running[i] and keeps else DROP for i, label in enumerate(labels[:title])]
    kept = [label if label is not KEEP and label.reason else new for label, new in zip(labels, above, strict=False)]
    return [*kept, KEEP, *labels[title + 1 :]]


def _link_lists(view: View, marked: Layout) -> list[tuple[int, int]]:
    """The lines of each list, the outermost, of which links are the greater part."""
    nodes = marked.nodes
    solid = list(accumulate((seen.length for seen in view.evidence), initial=0))
    linked = list(accumulate((origin.link for origin in marked.origins), initial=0))
    begun = list(accumulate((origin.begins and origin.link > 0 for origin in marked.origins), initial=0))
    found, at = [], 0
    for tag, first, last in zip(nodes.tags, nodes.firsts, nodes.lasts, strict=True):
        if tag not in _LISTS or first < at:
            continue
        links, whole = linked[last] - linked[first], solid[last] - solid[first]
        if begun[last] - begun[first] > 1 and 2 * links > whole and whole - links <= OWN * (last - first):
            found.append((first, last))
            at = last
    return found


def _is_link(view: View, marked: Layout, index: int) -> bool:
    """Whether a line is links, and what stands between them."""
    origin, count = marked.origins[index], marked.link_counts[index]
    length = view.evidence[index].length - BETWEEN * max(count - 1, 0)
    return not origin.level and origin.link > 0 and origin.link >= ALL_LINK * length
