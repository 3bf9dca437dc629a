"""The record as JSON: one line, or indented. UTF-8 as it is; only what could break a line is escaped."""

from __future__ import annotations

from qaclean.export.escapes import for_json_line
from qaclean.records import Page

__all__ = ["write"]


def write(page: Page, *, pretty: bool = False) -> str:
    """The page as the JSON that `qaclean --schema` describes.

    >>> from qaclean import clean
    >>> write(clean("你好")).startswith('{"schema_version":"1"')
    True
    """
    return for_json_line(page.model_dump_json(indent=2 if pretty else None))
