"""The title that the first kept span of a page without a thread makes, and the site's name behind it."""

from __future__ import annotations

from qaclean.parser.kept_spans import KeptSpan
from qaclean.segments.document import Document, Removal
from qaclean.text.titles import TitleParts, split_title

__all__ = ["cut_suffix", "is_marked_title", "title_parts", "titled_spans"]

MIN_SAID = 2  # code points of a title that a line of the page says again
MAX_TITLE = 80  # code points; a longer first line is text, not a title


def title_parts(document: Document, first: KeptSpan) -> TitleParts | None:
    """The title a page's first piece makes, or None where it is text. What the markup calls the title is one, however long it is."""
    line = document.folded[first.start : first.end]
    named = document.layout is not None and document.layout.named
    if named and first.asks is None and is_marked_title(document, first.piece):
        return TitleParts(len(line), "")  # its own words alone are kept
    if first.asks is not None or len(line) > 160:
        return None
    parts = split_title(line)
    own = line[: parts.length]
    if parts.suffix or (len(own) <= MAX_TITLE and not own.endswith(("。", ".", ";", ";", ",", ","))):
        return parts
    return None


def is_marked_title(document: Document, piece: int) -> bool:
    """Whether a piece of a page of markup is its declared title, or the heading of an HTML page that stands for it."""
    layout = document.layout
    if layout is None or not layout.head.title:
        return False
    return piece == 0 or (layout.named and layout.origins[piece].level in (1, 2))


def cut_suffix(document: Document, pieces: list[KeptSpan], parts: TitleParts) -> tuple[list[KeptSpan], Removal]:
    """The pieces, the first without the site's name behind the title, and its removal."""
    first, text = pieces[0], document.text
    end = first.start + (_said_again(document, first) or parts.length)
    at = end
    while text[at].isspace():
        at += 1
    return [first._replace(end=end), *pieces[1:]], Removal(at, first.end, "site_chrome", "title-suffix")


def _said_again(document: Document, first: KeptSpan) -> int:
    """The length of the first segment of a line (`Chain_how to mend it_Two Wheels`), where it is a line of the page too; else 0."""
    segment, bar, _ = document.folded[first.start : first.end].partition("_")
    own = segment.rstrip()
    if not bar or len(own) < MIN_SAID:
        return 0
    below = (document.folded[p.start : p.end] for p in document.pieces if p.start >= first.end)
    return len(own) if own in below else 0


def titled_spans(
    document: Document, spans: list[KeptSpan], extra: list[Removal], first: int
) -> tuple[KeptSpan | None, list[KeptSpan], list[Removal]]:
    """The title above piece `first`, the spans below it, and the removals with that of the site's name."""
    parts = title_parts(document, spans[0]) if spans and spans[0].piece < first else None
    if parts is None:
        return None, spans, extra
    if parts.suffix:
        spans, cut = cut_suffix(document, spans, parts)
        extra = [*extra, cut]
    return spans[0], spans[1:], extra
