"""The title that the first kept span of a page without a thread makes, and the site's name behind it."""

from __future__ import annotations

from qaclean.parser.kept_spans import KeptSpan
from qaclean.segments.document import Removal
from qaclean.text.titles import TitleParts, split_title

__all__ = ["cut_suffix", "title_parts"]

MAX_TITLE = 80  # code points; a longer first line is text, not a title


def title_parts(text: str, first: KeptSpan) -> TitleParts | None:
    """The title a page's first piece makes, or None where it is text."""
    line = text[first.start : first.end]
    if first.asks is not None or len(line) > 160:
        return None
    parts = split_title(line)
    own = line[: parts.length]
    if parts.suffix or (len(own) <= MAX_TITLE and not own.endswith(("。", ".", ";", ";", ",", ","))):
        return parts
    return None


def cut_suffix(text: str, pieces: list[KeptSpan], parts: TitleParts) -> tuple[list[KeptSpan], Removal]:
    """The pieces, the first without the site's name behind the title, and its removal."""
    first = pieces[0]
    end = first.start + parts.length
    at = end
    while text[at].isspace():
        at += 1
    return [first._replace(end=end), *pieces[1:]], Removal(at, first.end, "site_chrome", "title-suffix")
