"""What intake speaks of: raw records, documents and broken records, the columns that hold their parts, the kinds of inputs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.surrogates import speakable

__all__ = ["COMPRESSED", "MAX_RECORD", "Broken", "Fields", "Raw", "Source", "ending_of", "kind_of"]

MAX_RECORD = 64 * 1024 * 1024  # bytes of one record; a longer line is set aside unread
COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
_KINDS = {
    **dict.fromkeys((".jsonl", ".ndjson", ".jsonlines"), "jsonl"),
    ".json": "json",
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
}


class Source(NamedTuple):
    """A document: where it comes from (`input`, `number` in it from 0), its content, and what is known about it.

    `meta` holds what else the record has (`Fields.keep`), or the archive says of it. `fetched` is when an archive says that it was fetched: the reference time of its relative dates, where the run names none.
    `profile` is the site profile that its content needs, whatever the run names.
    """

    input: str
    number: int
    content: str | bytes
    id: str | None = None
    url: str | None = None
    media_type: str | None = None
    fetched: datetime | None = None
    meta: Mapping[str, Any] | None = None
    profile: str | None = None

    @property
    def place(self) -> str:
        """`input#number`; `input@offset` in JSON, where `number` is the byte at which the line or value begins."""
        return _place(self.input, self.number)


class Broken(NamedTuple):
    """A record that is no document: its place, the code and words of the cause, and the record as far as it is worth keeping."""

    input: str
    number: int
    error: str
    message: str
    raw: str | None = None
    id: str | None = None
    url: str | None = None

    @property
    def place(self) -> str:
        """`input#number`; `input@offset` in JSON, where `number` is the byte at which the line or value begins."""
        return _place(self.input, self.number)


def _place(name: str, number: int) -> str:
    separator = "@" if name == "-" or kind_of(name) in ("jsonl", "json") else "#"
    return f"{speakable(name)}{separator}{number}"


class Raw(NamedTuple):
    """A record as it was cut out: `kind` is jsonl (a line), row (a mapping), page (bytes and what is known) or path."""

    input: str
    number: int
    kind: str
    data: Any
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """The columns or keys of a record that hold its parts; dots lead into nested ones. `keep`: further ones that go along as `meta` (None: all).

    `question`, `detail` and `answers` name fields that hold a question, what its asker adds, and its answers (a text or a list of them): a record with a question or
    an answer in them is that question, whatever stands in the others.
    """

    text: str = "text"
    html: str = "html"
    url: str = "url"
    id: str = "id"
    keep: tuple[str, ...] | None = None
    question: tuple[str, ...] = ()
    detail: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def ending_of(path: str) -> str:
    """The ending of a file's name in small letters, that of its compression left out: what the name says of the content.

    >>> ending_of("a/B.CSV.gz"), ending_of("b.html"), ending_of("c.gz"), ending_of("d")
    ('.csv', '.html', '', '')
    """
    stem = os.path.basename(path).lower()
    for ending in COMPRESSED:
        stem = stem.removesuffix(ending)
    return os.path.splitext(stem)[1]


@lru_cache(maxsize=64)  # asked of each record
def kind_of(path: str) -> str:
    """jsonl, json, parquet, warc or page, by the name; of jsonl and json `qaclean.intake.split` looks at the content."""
    return _KINDS.get(ending_of(path), "page")
