"""The text reader: cuts a flattened dump into line blocks."""

from __future__ import annotations

from qaclean.segments.document import Block, Document, fold

__all__ = ["read_text"]


def read_text(text: str) -> Document:
    """Cut `text` at line feeds (and carriage returns) into blocks; empty lines only count as gaps.

    U+2028, U+0085, VT and FF stay inside a line: they are no line ends of a dump (hostile case 8).

    >>> [(b.start, b.end, b.indent, b.gap) for b in read_text("问\\n\\n  答 \\n").blocks]
    [(0, 1, 0, 0), (5, 6, 2, 1)]
    """
    blocks: list[Block] = []
    at = gap = 0
    for line in text.replace("\r", "\n").split("\n"):
        body = line.strip()
        if body:
            indent = line.find(body[0])
            start = at + indent
            blocks.append(Block(start, start + len(body), indent, gap))
            gap = 0
        else:
            gap += 1
        at += len(line) + 1
    return Document(text, fold(text), tuple(blocks))
