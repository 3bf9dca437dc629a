"""The writers: one page becomes text in one of the formats that `FORMATS` names.

A new format is one module with `write(page, pretty=False) -> str` and one line in `FORMATS`. Writers load on first use,
so that the command line can name them all and still start fast.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from qaclean.errors import UsageError

if TYPE_CHECKING:
    from qaclean.records import Page

__all__ = ["FORMATS", "REPORT", "Format", "Writer", "find_writer", "write"]


class Writer(Protocol):
    """What a format's module has under the name `write`."""

    def __call__(self, page: Page, *, pretty: bool = False) -> str:
        """The text of one page, without a line break at its end; `pretty` indents JSON, other formats ignore it."""


class Format(NamedTuple):
    """A format: its module, what it is for, and what stands before, between and after the pages of one output."""

    module: str
    meaning: str
    is_json: bool = False
    opening: str = ""
    separator: str = ""
    closing: str = ""


_RULE = "\n" + "-" * 72 + "\n\n"

FORMATS: dict[str, Format] = {
    "jsonl": Format("jsonl", "one JSON object a line, one line a page", is_json=True),
    "json": Format(
        "jsonl", "one JSON array of all pages", is_json=True, opening="[\n", separator=",\n", closing="\n]\n"
    ),
    "markdown": Format(
        "markdown", "CommonMark to read or publish; page text cannot act as markup", separator="\n---\n\n"
    ),
    "text": Format("text", "plain text to read", separator=_RULE),
    "schema-org": Format("schema_org", "JSON-LD for search engines, one object a line", is_json=True),
}

REPORT = Format("explain", "what was removed and repaired, and why", separator="\n" + "=" * 72 + "\n\n")


def find_writer(format: Format) -> Writer:
    """The `write` function of a format; its module is imported now."""
    return cast(Writer, importlib.import_module(f"qaclean.export.{format.module}").write)


def write(page: Page, format: str = "jsonl", *, pretty: bool = False) -> str:
    """One page in one of `FORMATS`, without a line break at its end. Errors: `UsageError` for an unknown format.

    >>> from qaclean import clean
    >>> write(clean("雨后的空气为什么清新?\\n因为雨水带走了灰尘。"), "text").splitlines()[0]
    'Q: 雨后的空气为什么清新?'
    """
    if format not in FORMATS:
        raise UsageError(f"format must be one of {', '.join(FORMATS)}, not {format!r}")
    return find_writer(FORMATS[format])(page, pretty=pretty)
