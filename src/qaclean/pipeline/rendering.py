"""From a decoded source to the text that spans count in: a dump is that text, a page is rendered; and its repair, line by line."""

from __future__ import annotations

from typing import NamedTuple

from qaclean.decoding.decode import Decoded
from qaclean.html.markup import looks_like_html
from qaclean.html.render import read_html
from qaclean.repairs.repair import Repaired, repair
from qaclean.segments.layout import Layout

__all__ = ["SourceText", "read_source", "repair_lines"]


class SourceText(NamedTuple):
    """The source text of a page: its layout where it is markup, the media type that it was read as, and what decoding says of it.

    `undecodable` are the spans of bytes that are no text, with their hex digits; `warnings` are `(code, message, span or None)`.
    """

    text: str
    layout: Layout | None
    media_type: str
    encoding: str
    undecodable: tuple[tuple[int, int, str], ...]
    warnings: tuple[tuple[str, str, tuple[int, int] | None], ...]


def read_source(decoded: Decoded, media_type: str | None, url: str | None) -> SourceText:
    """The source text, by its media type or, without one, by what it looks like; `url` is the base of addresses."""
    if media_type != "text/html" and (media_type is not None or not looks_like_html(decoded.text)):
        return SourceText(decoded.text, None, "text/plain", decoded.encoding, decoded.undecodable, decoded.warnings)
    rendered = read_html(decoded.text, url)
    # What was said of the markup's characters loses its span.
    warnings = [(code, message, None) for code, message, _ in decoded.warnings]
    warnings += [(code, message, None) for code, message in rendered.warnings]
    return SourceText(rendered.text, rendered.layout, "text/html", decoded.encoding, (), tuple(warnings))


def repair_lines(text: str, layout: Layout | None) -> Repaired:
    """The repaired text; where there is a layout, a repair across lines would lose their places, and none is made."""
    repaired = repair(text)
    if layout is not None and repaired.text.count("\n") != text.count("\n"):
        return Repaired(text, text, ())
    return repaired
