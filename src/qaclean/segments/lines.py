"""Lines as pieces: cuts a text at its line ends, and aligns a layout with what repairs left of the lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.freed import give_back
from qaclean.limits import LARGE
from qaclean.named_tuples import made_of
from qaclean.segments.code_runs import find_code_runs
from qaclean.segments.columns import held_pieces
from qaclean.segments.consent import find_consent, may_ask
from qaclean.segments.document import CONSENT_TEXT, PAGE_SCRIPT, Document, Piece, Removal, fold
from qaclean.segments.layout import NO_ORIGIN, Layout, Nodes, PlacedImage
from qaclean.segments.page_scripts import find_page_scripts
from qaclean.segments.segmenter import segment
from qaclean.segments.wrapped import join_wrapped

__all__ = ["cut_lines", "read_text"]

_piece = made_of(Piece)


def cut_lines(text: str, layout: Layout | None = None) -> Document:
    """The document of a text: with a layout a line a piece, as it was rendered; a dump's lines may hold several (`segmenter.py`)."""
    if layout is None:
        document = join_wrapped(read_text(text))
        give_back(len(text))
        return segment(document)
    document = _cut(text)
    layout = _aligned(document, layout)
    coded = (
        piece._replace(code=origin.code) if origin.code else piece
        for piece, origin in zip(document.pieces, layout.origins, strict=True)
    )
    return document._replace(pieces=held_pieces(coded, len(text)), layout=layout)


def _aligned(document: Document, layout: Layout) -> Layout:
    """The layout with one origin a piece: a repair may have emptied a line, or made a line end of a character."""
    if len(document.pieces) == len(layout.origins):
        return layout
    lines = _line_numbers(document, layout)
    piece_of = {line: index for index, line in enumerate(lines)}
    count = len(layout.lines) + 1
    following = [0] * (count + 1)
    following[count] = len(lines)
    for line in range(count - 1, -1, -1):
        following[line] = piece_of.get(line, following[line + 1])
    nodes = layout.nodes._replace(
        firsts=[following[n] for n in layout.nodes.firsts], lasts=[following[n] for n in layout.nodes.lasts]
    )
    images = (image._replace(line=following[min(image.line, count)]) for image in layout.images)
    counts = layout.link_counts
    return layout._replace(
        lines=tuple(document.text[piece.start : piece.end] for piece in document.pieces),
        origins=tuple(layout.origins[line] if line < len(layout.origins) else NO_ORIGIN for line in lines),
        nodes=nodes,
        images=tuple(_in_item(image, nodes, document.pieces) for image in images),
        link_counts=tuple(counts[line] if line < len(counts) else 0 for line in lines) if counts else (),
        homes=frozenset(piece_of[line] for line in layout.homes if line in piece_of),
    )


def _in_item(image: PlacedImage, nodes: Nodes, pieces: Sequence[Piece]) -> PlacedImage:
    """An image at the end of its list item where the line that it stood in is gone (a caption that a repair took), not in the next item."""
    node = image.node
    while node >= 0 and nodes.tags[node] != "li":
        node = nodes.parents[node]
    if node < 0 or not nodes.firsts[node] < nodes.lasts[node] <= image.line:
        return image
    last = nodes.lasts[node] - 1
    return image._replace(line=last, offset=pieces[last].end - pieces[last].start)


def _line_numbers(document: Document, layout: Layout) -> list[int]:
    """The line of the layout that each piece is, from 0."""
    lines, at, line = [], 0, 0
    own = {number: index for index, number in enumerate(layout.numbers)}
    for piece in document.pieces:
        line += document.text.count("\n", at, piece.start)
        line += document.text.count("\r", at, piece.start) if own else 0
        at = piece.start
        lines.append(own.get(line, line))
    return lines


def read_text(text: str) -> Document:
    """Cut `text` at line feeds (and carriage returns) into pieces; empty lines only count as gaps.

    U+2028, U+0085, VT and FF stay inside a line: they are no line ends of a dump (hostile case 8). Runs of code
    are numbered, scripts of the page itself and consent texts are set aside.

    >>> [(b.start, b.end, b.indent, b.gap) for b in read_text("问\\n\\n  答 \\n").pieces]
    [(0, 1, 0, 0), (5, 6, 2, 1)]
    """
    lines = [line for line in _rows(text) if line.strip()]
    aside = _set_aside(text, lines)
    if aside:
        lines = [line for index, line in enumerate(lines) if index not in aside]
    runs = find_code_runs(lines)
    del lines  # before the pieces are made: of a large page they lie closer then
    give_back(len(text))
    document = _cut(text)
    if not runs and not aside:
        return document
    codes = {index: count for count, run in enumerate(runs, start=1) for index in range(run.first, run.last)}
    kept = (piece for index, piece in enumerate(document.pieces) if index not in aside)
    pieces = (piece._replace(code=codes[index]) if index in codes else piece for index, piece in enumerate(kept))
    taken = (Removal(p.start, p.end, *aside[index]) for index, p in enumerate(document.pieces) if index in aside)
    return document._replace(pieces=held_pieces(pieces, len(text)), aside=tuple(taken))


def _set_aside(text: str, lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """Which lines are the page's own scripts or ask for consent, with reason and rule: furniture whatever stands around it, and often the longest lines of a page."""
    asking = find_consent(lines) if may_ask(text) else ()
    rules = dict.fromkeys(asking, ("site_chrome", CONSENT_TEXT))
    return rules | dict.fromkeys(find_page_scripts(lines), ("noise", PAGE_SCRIPT))


def _rows(text: str) -> Iterator[str]:
    """The text between line ends; a Windows line end is one, and as long as it was. Of a large text no more than a part is held as lines: what is made of them lies closer then."""
    at = 0
    while at <= len(text):
        end = text.find("\n", at + LARGE)
        end = len(text) if end < 0 else end
        part = text[at:end]
        if part.endswith("\r") and end < len(text):
            part = f"{part[:-1]} "
        yield from part.replace("\r\n", " \n").replace("\r", "\n").split("\n")
        at = end + 1


def _cut(text: str) -> Document:
    """The document without a look at what its lines are."""
    return Document(text, fold(text), held_pieces(_lines_as_pieces(text), len(text)))


def _lines_as_pieces(text: str) -> Iterator[Piece]:
    at = gap = 0
    for line in _rows(text):
        body = line.strip()
        if body:
            indent = line.find(body[0])
            start = at + indent
            yield _piece((start, start + len(body), indent, gap, 0, 0))
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
