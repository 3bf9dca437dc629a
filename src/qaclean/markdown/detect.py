"""Whether a source without a media type is Markdown."""

from __future__ import annotations

__all__ = ["looks_like_markdown"]


def looks_like_markdown(text: str) -> bool:
    return False
