"""Lines as pieces: cuts a text at its line ends, and aligns a layout with what repairs left of the lines."""

from __future__ import annotations

from qaclean.segments.document import Document, Piece, fold
from qaclean.segments.layout import NO_ORIGIN, Layout

__all__ = ["cut_lines", "read_text"]


def cut_lines(text: str, layout: Layout | None = None) -> Document:
    """The document of a text, a line a piece; with the layout that its lines were rendered with, where there is one."""
    document = read_text(text)
    return document if layout is None else document._replace(layout=_aligned(document, layout))


def _aligned(document: Document, layout: Layout) -> Layout:
    """The layout with one origin a piece: a repair may have emptied a line, or made a line end of a character."""
    if len(document.pieces) == len(layout.origins):
        return layout
    lines = _line_numbers(document)
    piece_of = {line: index for index, line in enumerate(lines)}
    count = len(layout.lines) + 1
    following = [0] * (count + 1)
    following[count] = len(lines)
    for line in range(count - 1, -1, -1):
        following[line] = piece_of.get(line, following[line + 1])
    return layout._replace(
        lines=tuple(document.text[piece.start : piece.end] for piece in document.pieces),
        origins=tuple(layout.origins[line] if line < len(layout.origins) else NO_ORIGIN for line in lines),
        nodes=layout.nodes._replace(
            firsts=[following[n] for n in layout.nodes.firsts], lasts=[following[n] for n in layout.nodes.lasts]
        ),
        images=tuple(image._replace(line=following[min(image.line, count)]) for image in layout.images),
    )


def _line_numbers(document: Document) -> list[int]:
    """The line of each piece, from 0."""
    lines, at, line = [], 0, 0
    for piece in document.pieces:
        line += document.text.count("\n", at, piece.start)
        at = piece.start
        lines.append(line)
    return lines


def read_text(text: str) -> Document:
    """Cut `text` at line feeds (and carriage returns) into pieces; empty lines only count as gaps.

    U+2028, U+0085, VT and FF stay inside a line: they are no line ends of a dump (hostile case 8).

    >>> [(b.start, b.end, b.indent, b.gap) for b in read_text("问\\n\\n  答 \\n").pieces]
    [(0, 1, 0, 0), (5, 6, 2, 1)]
    """
    pieces: list[Piece] = []
    at = gap = 0
    for line in text.replace("\r", "\n").split("\n"):
        body = line.strip()
        if body:
            indent = line.find(body[0])
            start = at + indent
            pieces.append(Piece(start, start + len(body), indent, gap))
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
    return Document(text, fold(text), tuple(pieces))
