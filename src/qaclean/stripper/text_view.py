"""What a page's text shows as a whole: zones, runs of short pieces, zone heads, echoes and repeats; computed once a page.

The features of the chain (`text_features.py`) and several passes read it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from operator import add, itemgetter
from typing import NamedTuple

from qaclean.segments.columns import texts_of
from qaclean.segments.said_again import count_again
from qaclean.segments.signals import Evidence, cues_for, cues_with
from qaclean.text.titles import asks, split_title, title_kind

__all__ = ["ECHO_WORDS", "HEAD", "TAIL", "TextView", "place_of", "view_text", "view_zones", "zones_of"]

SHORT = 22
HEAD = 10  # pieces
HELD = 12  # code points; shorter lines stand in others by chance
HELD_MOST = 2000
HELD_PIECES = 200  # a longer page is not searched for lines inside lines
ECHO_WINDOW = 4000  # code points
ECHO_WORDS = 30
TAIL = (0, 1, 2, 4, 8, 16)  # bins of distances and runs, in pieces
_PAGE_SIZES = (6, 14, 40)  # pieces
_head = itemgetter(slice(HELD))
_BEFORE, _AFTER = (tuple(f"{zone}{far}" for far in range(len(TAIL) + 1)) for zone in ("before", "after"))


class TextView(NamedTuple):
    """What a page shows as a whole, computed once: per block its zone, run of short lines, zone head, echo and repeats (`count_again`)."""

    zones: list[str]
    runs: list[int]
    heads: list[str]
    echoes: list[int]
    crumb: int
    held: dict[int, str]
    repeats: Counter[str]
    title: str
    pairs: frozenset[str]
    manner: str


def view_text(evidence: Sequence[Evidence]) -> TextView:
    """The view of a page. Linear in the number of blocks."""
    shapes = [e.running for e in evidence]
    lines = texts_of(evidence)
    repeats = count_again(lambda: lines, len(lines))
    return TextView(
        zones_of(evidence),
        _short_runs(evidence),
        _heads(evidence, shapes),
        _head_echoes(evidence),
        next(
            (i for i, e in enumerate(evidence[:HEAD]) if e.cues and not cues_for("breadcrumb").isdisjoint(e.cues)), -1
        ),
        _held(evidence, repeats),
        repeats,
        _title_words(evidence),
        _pairs_of(_title_words(evidence)),
        _page_manner(evidence),
    )


def view_zones(evidence: Sequence[Evidence]) -> TextView:
    """The zones alone, for a page of which nothing is weighed."""
    return TextView(zones_of(evidence), [], [], [], -1, {}, Counter(), "", frozenset(), "")


def place_of(zone: str) -> str:
    """A zone without its distance: `before`, `inside`, `after`, `norunning`."""
    return zone.rstrip("0123456789")


def _page_manner(evidence: Sequence[Evidence]) -> str:
    """What the page's title and size say of it as a whole."""
    if not evidence:
        return ""
    parts = split_title(evidence[0].text)
    kind = title_kind(evidence[0].text) or ("site" if parts.suffix else "no")
    asking = "asks" if asks(evidence[0].text[: parts.length]) else "tells"
    return f"{kind}:{asking}:{bisect_right(_PAGE_SIZES, len(evidence))}"


def zones_of(evidence: Sequence[Evidence]) -> list[str]:
    """Where each block stands: before, inside or after the page's running text, and how far from it."""
    first = next((i for i, e in enumerate(evidence) if e.running), len(evidence))
    behind = next((i for i, e in enumerate(reversed(evidence)) if e.running), len(evidence))
    last = len(evidence) - 1 - behind
    return [_zone(i, first, last) for i in range(len(evidence))]


def _zone(i: int, first: int, last: int) -> str:
    if last < 0:
        return "norunning"
    if i < first:
        return _BEFORE[bisect_right(TAIL, first - i)]
    if i > last:
        return _AFTER[bisect_right(TAIL, i - last)]
    return "inside"


def _short_runs(evidence: Sequence[Evidence]) -> list[int]:
    """For each block the length of the run of short lines without a sentence that it stands in (0: none)."""
    short = [e.length < SHORT and e.sentences == 0 for e in evidence]
    runs = [0] * len(short)
    start = 0
    for i in range(len(short) + 1):
        if i < len(short) and short[i]:
            continue
        for k in range(start, i):
            runs[k] = i - start
        start = i + 1
    return runs


def _held(evidence: Sequence[Evidence], repeats: Counter[str]) -> dict[int, str]:
    """Blocks whose words another block says too: those it repeats (`again`), begins (`cut`) or holds (`inside`)."""
    whole = _beginning(evidence) if len(evidence) <= HELD_PIECES else ""
    lines = texts_of(evidence)
    begins = count_again(lambda: map(_head, lines), len(lines))
    first = lines[:HELD_PIECES]
    alike: dict[str, list[str]] = {}  # the first lines, by what they begin with
    for line in first:
        alike.setdefault(line[:HELD], []).append(line)
    found = {}
    for i, e in enumerate(evidence):
        if not HELD <= e.length <= HELD_MOST:
            continue
        text = e.text
        core = text[:-3].rstrip(".…") if text.endswith(("...", "…")) else text
        if repeats[text] > 1:
            found[i] = "again"
        elif begins[core[:HELD]] > 1 and _begins_several(
            core, alike.get(core[:HELD], ()) if len(core) >= HELD else first
        ):
            found[i] = "cut"
        elif whole.count(core) > 1:
            found[i] = "inside"
    return found


def _begins_several(core: str, lines: Sequence[str]) -> bool:
    return sum([line.startswith(core) for line in lines]) > 1


def _heads(evidence: Sequence[Evidence], running: Sequence[bool]) -> list[str]:
    """For each block the last zone head above it with no running text between, and how far above."""
    out = []
    head, distance, zones = "", 0, cues_with("under")
    for e, runs in zip(evidence, running, strict=True):
        out.append(f"under:{head}:{bisect_right(TAIL, distance)}" if head else "")
        if runs:
            head = ""
        elif e.cues and e.length < 40:
            found = next((cue for cue in e.cues if cue in zones), None)
            if found:
                head, distance = found, 0
        distance += 1
    return out


def _beginning(evidence: Sequence[Evidence]) -> str:
    """The first `ECHO_WINDOW` code points of the page's lines."""
    lines, size = [], 0
    for e in evidence:
        lines.append(e.text)
        size += e.length + 1
        if size > ECHO_WINDOW:
            break
    return "\n".join(lines)[:ECHO_WINDOW]


def _head_echoes(evidence: Sequence[Evidence]) -> list[int]:
    """For each of the first blocks: how often the rest of the page says the same words (a title comes back)."""
    head = evidence[:HEAD]
    rest = _beginning(evidence)
    return [min(rest.count(e.text[:ECHO_WORDS]) - 1, 2) if 4 <= e.length <= 60 else 0 for e in head]


def _title_words(evidence: Sequence[Evidence]) -> str:
    return evidence[0].text[:40] if evidence and evidence[0].length >= 4 else ""


def _pairs_of(words: str) -> frozenset[str]:
    """The pairs of neighbouring characters of some words."""
    return frozenset(map(add, words, words[1:]))
