"""The user's own rules on a page: they come last, when all else is decided, so that each changes what it names and nothing beside it.

A keep wins over every drop, the user's and ours. Lines are the pieces of the page: those of a dump, or what one block of markup shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from qaclean.profiles.own_rules import ELEMENT, LINE, OUTSIDE, PHRASE, ZONE, Rule
from qaclean.segments.columns import held_pieces
from qaclean.segments.document import Document, Piece, Removal
from qaclean.segments.layout import Layout
from qaclean.stripper.own_cues import Patience, finder_of, plain

__all__ = ["OwnRules", "keep_set_aside", "mend"]


class OwnRules(NamedTuple):
    """The rules for a page, and the time that their patterns take on it."""

    rules: tuple[Rule, ...]
    patience: Patience

    def of(self, on: str, *, keeps: bool) -> tuple[Rule, ...]:
        """Those of a kind."""
        return tuple(rule for rule in self.rules if rule.on == on and rule.keeps is keeps)


def keep_set_aside(document: Document, own: OwnRules) -> Document:
    """The document of a dump, where what the segmenter took out is a piece again if a rule keeps the line or words in it."""
    if not document.aside or not any(rule.keeps for rule in own.rules):
        return document
    lines, phrases = finder_of(own.of(LINE, keeps=True)), finder_of(own.of(PHRASE, keeps=True))
    back: list[Removal] = []
    for removal in document.aside:
        text = document.text[removal.start : removal.end]
        line = plain(text)
        if lines.find(line, text, own.patience) or phrases.spans(line, text, own.patience):
            back.append(removal)
    if not back:
        return document
    pieces = sorted([*document.pieces, *(Piece(removal.start, removal.end) for removal in back)])
    aside = tuple(removal for removal in document.aside if removal not in back)
    return document._replace(pieces=held_pieces(pieces, len(document.text)), aside=aside)


def mend(document: Document, removals: Sequence[Removal], own: OwnRules) -> list[Removal]:
    """The removals as the rules will have them: in order, never overlapping."""
    decided = {**_verdicts(document, own, keeps=False), **_verdicts(document, own, keeps=True)}
    drops, keeps = finder_of(own.of(PHRASE, keeps=False)), finder_of(own.of(PHRASE, keeps=True))
    phrased = bool(own.of(PHRASE, keeps=False) or own.of(PHRASE, keeps=True))
    mended: list[Removal] = []
    for index, piece, before in _by_piece(document, removals, mended):
        rule = decided.get(index)
        if rule is not None and rule.keeps:
            continue
        inside = before if rule is None else [_taken(piece.start, piece.end, rule)]
        if phrased:
            text = document.text[piece.start : piece.end]
            line = plain(text)
            gone, stays = drops.spans(line, text, own.patience), keeps.spans(line, text, own.patience)
            inside = _without(_with(inside, gone, piece), stays, piece)
        mended += [row for removal in inside if (row := _trimmed(document.text, removal)) is not None]
    return sorted(mended)


def _by_piece(
    document: Document, removals: Sequence[Removal], others: list[Removal]
) -> Iterator[tuple[int, Piece, list[Removal]]]:
    """Each piece with the removals inside it; those that stand in none go to `others`."""
    at = 0
    for index, piece in enumerate(document.pieces):
        inside: list[Removal] = []
        while at < len(removals) and removals[at].start < piece.end:
            (inside if removals[at].start >= piece.start else others).append(removals[at])
            at += 1
        yield index, piece, inside
    others += removals[at:]


def _verdicts(document: Document, own: OwnRules, *, keeps: bool) -> dict[int, Rule]:
    """The rules that keep (or drop) whole pieces, by piece: of elements, of zones, of lines, the most precise last."""
    found: dict[int, Rule] = {}
    for on in (OUTSIDE, ELEMENT):
        if document.layout is not None and document.layout.named:
            for rule in reversed(own.of(on, keeps=keeps)):
                found.update(dict.fromkeys(_pieces_of(rule, document.layout), rule))
    lines, zones = own.of(LINE, keeps=keeps), own.of(ZONE, keeps=keeps)
    if not lines and not zones:
        return found
    line_finder, head_finder = finder_of(lines), finder_of(zones)
    texts = [document.text[piece.start : piece.end] for piece in document.pieces]
    plains = list(map(plain, texts))
    for at, (line, text) in enumerate(zip(plains, texts, strict=True)):
        head = head_finder.find(line, text, own.patience) if zones else None
        if head is not None:
            found.update(dict.fromkeys(range(at, _zone_end(plains, at, head)), head))
    for at, (line, text) in enumerate(zip(plains, texts, strict=True)):
        if lines and (named := line_finder.find(line, text, own.patience)) is not None:
            found[at] = named
    return found


def _zone_end(lines: Sequence[str], head: int, rule: Rule) -> int:
    """The line behind a zone; where the line that should end it does not come, the head alone is the zone."""
    last = len(lines) if rule.to_end or not rule.lines else min(len(lines), head + 1 + rule.lines)
    if not rule.until:
        return last
    ends = tuple(plain(word).strip() for word in rule.until)
    # with a bound of lines the end may be the very line behind them
    return next((at for at in range(head + 1, min(len(lines), last + 1)) if lines[at].startswith(ends)), head + 1)


def _pieces_of(rule: Rule, layout: Layout) -> list[int]:
    """The pieces that stand in the elements of a rule, or outside of them; the declared title, which no element shows, stands nowhere."""
    from qaclean.profiles.selectors import compile_selector  # a page of markup has loaded it

    node_of = {element: index for index, element in enumerate(layout.nodes.elements)}
    inside: set[int] = set()
    seen: set[Any] = set()
    for element in compile_selector(rule.select).all(layout.root) if layout.root is not None else ():
        if element in seen:  # inside one that was looked at: elements that nest are walked once
            continue
        below = list(element.iter())
        seen.update(below)
        nodes = [node_of[one] for one in below if one in node_of]
        for node in nodes:
            inside.update(range(layout.nodes.firsts[node], layout.nodes.lasts[node]))
        if not nodes:
            inside.update(_lines_of(element, node_of, layout))
    first = int(bool(layout.head.title))
    if rule.on == ELEMENT:
        return sorted(piece for piece in inside if piece >= first)
    return [piece for piece in range(first, len(layout.lines)) if piece not in inside] if inside else []


def _lines_of(element: Any, node_of: Mapping[Any, int], layout: Layout) -> Iterator[int]:
    """The lines that hold an inline element and nothing else."""
    words = " ".join("".join(element.itertext()).split())
    block = next((above for above in element.iterancestors() if above in node_of), None)
    if words and block is not None:
        node = node_of[block]
        yield from (
            at for at in range(layout.nodes.firsts[node], layout.nodes.lasts[node]) if layout.lines[at] == words
        )


def _taken(start: int, end: int, rule: Rule) -> Removal:
    return Removal(start, end, rule.reason, rule.id, silent=True)


def _with(inside: list[Removal], gone: Sequence[tuple[int, int, Rule]], piece: Piece) -> list[Removal]:
    """The removals of a piece with the phrases that go, where nothing else has taken them."""
    rows = list(inside)
    for first, last, rule in gone:
        start, end = piece.start + first, piece.start + last
        for taken in sorted(rows):
            if taken.start <= start < taken.end:
                start = taken.end
            elif start < taken.start < end:
                rows.append(_taken(start, taken.start, rule))
                start = taken.end
        if start < end:
            rows.append(_taken(start, end, rule))
    return sorted(rows)


def _without(inside: list[Removal], stays: Sequence[tuple[int, int, Rule]], piece: Piece) -> list[Removal]:
    """The removals of a piece without the phrases that stay; what is left of one names the rule that kept them."""
    for first, last, rule in stays:
        start, end = piece.start + first, piece.start + last
        rows: list[Removal] = []
        for removal in inside:
            if removal.end <= start or end <= removal.start:
                rows.append(removal)
                continue
            parts = ((removal.start, start), (end, removal.end))
            rows += [removal._replace(start=a, end=b, rule=rule.id) for a, b in parts if a < b]
        inside = rows
    return inside


def _trimmed(text: str, removal: Removal) -> Removal | None:
    """A removal without white space around it; None where nothing else is in it."""
    words = text[removal.start : removal.end]
    if not words.strip():
        return None
    start = removal.start + len(words) - len(words.lstrip())
    return removal._replace(start=start, end=start + len(words.strip()))
