"""From a decoded source to the text that spans count in: a dump is that text, a page is rendered; and its repair, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from qaclean.decoding.decode import LOST, Decoded
from qaclean.pipeline.undecodable import surrogates_in, traced
from qaclean.repairs.repair import LINE_ENDS, Repaired, compose, in_lines, repair
from qaclean.segments.layout import Layout
from qaclean.surrogates import without_surrogates

if TYPE_CHECKING:
    from qaclean.markdown.render import MarkdownPage

MESSAGE = "the markup of the page came escaped (&lt;div&gt;); it was read as markup"

__all__ = ["SourceText", "read_source", "repair_lines"]


class SourceText(NamedTuple):
    """The source text of a page: its layout where it is markup, the media type that it was read as, and what decoding says of it.

    A page of Markdown is its own source text, and `markdown` is what was read of it. `undecodable` are the spans of bytes that are no text, with their hex digits; `warnings` are `(code, message, span or None)`.
    """

    text: str
    layout: Layout | None
    media_type: str
    encoding: str
    undecodable: tuple[tuple[int, int, str], ...]
    warnings: tuple[tuple[str, str, tuple[int, int] | None], ...]
    markdown: MarkdownPage | None = None


def read_source(decoded: Decoded, media_type: str | None, url: str | None) -> SourceText:
    """The source text, by its media type or, without one, by what it looks like; `url` is the base of addresses. A reader is imported when a page asks for it."""
    escaped = _unescaped(decoded) if media_type is None else None
    if escaped is not None:
        decoded = escaped
    seen = media_type or _media_type(decoded.text)
    if seen == "text/plain":
        return SourceText(decoded.text, None, seen, decoded.encoding, decoded.undecodable, decoded.warnings)
    if seen == "text/markdown":
        from qaclean.markdown.render import read_markdown

        page = read_markdown(decoded.text, url)
        layout = page.layout
        return SourceText(decoded.text, layout, seen, decoded.encoding, decoded.undecodable, decoded.warnings, page)
    from qaclean.html.glued_amounts import with_parted_amounts
    from qaclean.html.render import read_html
    from qaclean.pipeline.declared_only import with_declared_only

    markup = without_surrogates(decoded.text)
    rendered = with_declared_only(with_parted_amounts(read_html(markup, url)))
    # What was said of the markup's characters loses its span.
    warnings = [(code, message, None) for code, message, _ in decoded.warnings]
    warnings += [(code, message, None) for code, message in rendered.warnings]
    runs = [
        *(run for run in decoded.undecodable if decoded.text[run[0] : run[1]] == LOST),
        *(surrogates_in(decoded.text) if markup is not decoded.text else ()),
    ]
    lost = traced(markup, sorted(runs), rendered.text) if runs else ()
    return SourceText(rendered.text, rendered.layout, "text/html", decoded.encoding, lost, tuple(warnings))


def _unescaped(decoded: Decoded) -> Decoded | None:
    """The source with its markup, which came escaped, and a warning that says so; None for any other, and where bytes of it are no text: their places would be lost."""
    if "&" not in decoded.text[:64] or decoded.undecodable:
        return None
    from qaclean.html.detect import unescaped_markup

    markup = unescaped_markup(decoded.text)
    return (
        None
        if markup is None
        else decoded._replace(text=markup, warnings=(*decoded.warnings, ("escaped-markup", MESSAGE, None)))
    )


def _media_type(text: str) -> str:
    """What a source looks like."""
    from qaclean.html.detect import looks_like_html

    if looks_like_html(text):
        return "text/html"
    from qaclean.markdown.detect import looks_like_markdown

    return "text/markdown" if looks_like_markdown(text) else "text/plain"


def repair_lines(read: SourceText) -> Repaired:
    """The repaired text, without the markup of Markdown; where there is a layout, a repair across lines would lose their places, and it is not made."""
    text = read.markdown.rendered.text if read.markdown is not None else read.text
    repaired = repair(text)
    if read.layout is not None and any(repaired.text.count(end) != text.count(end) for end in LINE_ENDS):
        repaired = in_lines(repaired)
    return compose(read.markdown.rendered, repaired) if read.markdown is not None else repaired
