"""The title of a how-to in a dump: of the lines above it the one that the page's first line, its `<title>`, says too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from qaclean.posts.line_words import title_lead
from qaclean.posts.model import TitleSpan
from qaclean.posts.title_heading import title_heading
from qaclean.segments.document import Document
from qaclean.segments.signals import Evidence
from qaclean.text.section_heads import part_of

__all__ = ["howto_title"]

MIN_TITLE, MAX_TITLE = 4, 140
SHARED = 0.8  # of a line's words that the first line has too
BEGINS = 30  # what it is worth that the first line begins with a line, in code points
HELD = 0.3  # of the first line that a title is, for certain
SAME = 5  # times that a title stands there alone
LONG = 80  # code points of a title that no first line says
REACH = 120  # lines around the beginning of the how-to
NEAR, NEAR_WORTH = 15, 4
EACH, MOST = 4, 5  # what each line is worth that says a title again, and how many count
TOP, BOTTOM = 3, 25  # lines at the ends of a page
_NO_END = (".", ":", ",", "!", "…", "?")
_COUNTS = re.compile(r"[0-9][.,][0-9]|^[0-9]+ |kcal|[{}@|]")
_BULLETS = "\u2022*#\u00b7\u25aa \u00a0"
_WORD = re.compile(r"\w+")


def howto_title(document: Document, evidence: Sequence[Evidence], below: int) -> TitleSpan | None:
    """Where the title stands above piece `below`, which begins the how-to: the line that the page's first one (a dump's `<title>`) says
    too, else the one that the lines around say most."""
    heading = title_heading(document.layout, evidence)
    if heading >= 0:
        piece = document.pieces[heading]
        return TitleSpan(heading, piece.start + title_lead(evidence[heading].text), piece.end)
    lines = [seen.text.strip(_BULLETS) if seen.length <= MAX_TITLE else "" for seen in evidence]
    may = [
        i
        for i in range(1, below)
        if len(lines[i]) >= MIN_TITLE and not lines[i].endswith(_NO_END) and not part_of(lines[i])
    ]
    first = evidence[0].text.casefold()
    words = set(_WORD.findall(first))
    at = _best((i, _worth(lines[i].casefold(), first, words)) for i in may)
    if at < 0 or HELD * len(first) > len(lines[at]):
        again = _best((i, _said_again(lines, i, below)) for i in may if below - i <= REACH)
        at = again if again >= 0 else at
    if at < 0:
        return None
    piece = document.pieces[at]
    start = max(document.folded.find(lines[at], piece.start, piece.end), piece.start)
    return TitleSpan(at, start, start + len(lines[at]))


def _best(rows: Iterable[tuple[int, float]]) -> int:
    """The first row of the greatest worth, or -1."""
    best, at = 0.0, -1
    for i, worth in rows:
        if worth > best:
            best, at = worth, i
    return at


def _said_again(lines: Sequence[str], at: int, below: int) -> float:
    """How much the lines around the beginning of the how-to say a line again; 0 for one that the page's ends say (a site's name) or hardly any."""
    line = lines[at].casefold()
    if len(line) > LONG or (" " not in line and line.isascii()) or _COUNTS.search(line):
        return 0.0
    ends = [*range(min(TOP, below - 1)), *range(max(below, len(lines) - BOTTOM), len(lines))]
    if any(line in lines[i].casefold() for i in ends if i != at):
        return 0.0
    near = range(max(0, below - REACH), min(len(lines), below + REACH))
    same = sum(lines[i].casefold() == line for i in near if i != at)
    said = sum(line in lines[i].casefold() for i in near if i != at)
    if same > SAME or said < 1:
        return 0.0
    return EACH * min(said, MOST) + min(len(line), 40) / 4 + (NEAR_WORTH if below - at <= NEAR else 0)


def _worth(line: str, first: str, words: set[str]) -> float:
    """How much a line says of the first one; 0 for one that says something else."""
    if line in first:
        return len(line) + (BEGINS if first.startswith(line) else 0)
    own = _WORD.findall(line)
    shared = sum(word in words for word in own)
    return len(line) * shared / len(own) if len(own) > 1 and shared >= SHARED * len(own) else 0.0
