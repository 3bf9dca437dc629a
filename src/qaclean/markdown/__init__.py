"""The Markdown reader: from a Markdown source to text without markup, with the layout that the markup told.

`read_markdown` makes the page, `looks_like_markdown` sees whether a source without a media type is Markdown.
"""

from __future__ import annotations

from qaclean.markdown.detect import looks_like_markdown
from qaclean.markdown.render import MarkdownPage, read_markdown

__all__ = ["MarkdownPage", "looks_like_markdown", "read_markdown"]
