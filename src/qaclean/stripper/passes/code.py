"""Code stays whole; the buttons beside it go, and so do the scripts and style sheets of the page itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from qaclean.segments.code_runs import is_button
from qaclean.segments.document import PAGE_SCRIPT, Piece
from qaclean.segments.page_scripts import find_page_scripts
from qaclean.stripper.labels import KEEP, Labels, proof
from qaclean.stripper.view import View

__all__ = ["drop_code_buttons", "drop_page_scripts", "keep_code"]


def keep_code(view: View, labels: Labels) -> Labels:
    """Code is kept whole: with layout, where something of a preformatted block is kept or it stands between kept pieces; in a dump always."""
    layout = view.layout
    if layout is None:
        return [KEEP if piece.code else label for label, piece in zip(labels, view.document.pieces, strict=True)]
    new = _kept_whole(labels, [origin.pre for origin in layout.origins])
    return _kept_whole(new, [0 if origin.pre else origin.code for origin in layout.origins])


def _kept_whole(labels: Labels, numbers: Sequence[int]) -> Labels:
    """The labels, where what has one number goes together."""
    new = list(labels)
    for number, run in groupby(range(len(new)), key=lambda i: numbers[i]):
        lines = list(run)
        beside = new[max(lines[0] - 1, 0)] is KEEP and new[min(lines[-1] + 1, len(new) - 1)] is KEEP
        if number and (beside or any(new[i] is KEEP for i in lines)):
            for i in lines:
                new[i] = KEEP
    return new


def drop_code_buttons(view: View, labels: Labels) -> Labels:
    """A piece right beside code that only serves to copy or show it goes."""
    pieces = view.document.pieces
    if not any(piece.code for piece in pieces):
        return labels
    new = list(labels)
    for i, piece in enumerate(pieces):
        if not piece.code and _beside_code(pieces, i) and is_button(view.document.text[piece.start : piece.end]):
            new[i] = proof("site_chrome", "copy-button")
    return new


def drop_page_scripts(view: View, labels: Labels) -> Labels:
    """Scripts and style sheets of the page itself go, where the page does not show them as code; of a dump they are no pieces."""
    layout = view.document.layout
    if layout is None:
        return labels
    found = find_page_scripts(layout.lines)
    scripts = {i for i in found if not layout.origins[i].pre}
    return [proof("noise", PAGE_SCRIPT) if i in scripts else label for i, label in enumerate(labels)]


def _beside_code(pieces: Sequence[Piece], index: int) -> bool:
    return pieces[max(index - 1, 0)].code > 0 or pieces[min(index + 1, len(pieces) - 1)].code > 0
