"""The record as JSON: one line, or indented. UTF-8 as it is; only what could break a line is escaped."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from qaclean.export.escapes import for_json_line
from qaclean.export.whole_rows import whole_row
from qaclean.records.rows import PageRow

if TYPE_CHECKING:
    from qaclean.records import Page

__all__ = ["write", "write_row"]


def write(page: Page, *, pretty: bool = False) -> str:
    """The page as the JSON that `qaclean --schema` describes.

    >>> from qaclean import clean
    >>> write(clean("你好")).startswith('{"schema_version":"1"')
    True
    """
    return for_json_line(page.model_dump_json(indent=2 if pretty else None))


def write_row(page: PageRow, *, pretty: bool = False) -> str:
    """What `write` gives, of the plain rows that the page would be made of: nothing of pydantic is needed.

    >>> from qaclean.pipeline.clean_page import Known, build_page, clean_row
    >>> page, text = clean_row("你好", Known())
    >>> write_row(page) == write(build_page(page, text))
    True
    """
    separators = (",", ": ") if pretty else (",", ":")
    written = json.dumps(whole_row(page), ensure_ascii=False, indent=2 if pretty else None, separators=separators)
    return for_json_line(written)
