"""The path from a source to its record."""

from __future__ import annotations

from qaclean.pipeline.clean_page import clean

__all__ = ["clean"]
