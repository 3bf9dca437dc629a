"""The path from a source to its record, top to bottom: decode, render, repair, cut into pieces, observe, find posts, strip, parse, emit, account."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from qaclean.decoding.decode import decode, from_text
from qaclean.errors import SourceTooLargeError, UsageError
from qaclean.freed import give_back
from qaclean.html.soup import unwrap_soup
from qaclean.limits import Limits
from qaclean.parser import Result, parse
from qaclean.pipeline.accounting import account, warn_of_a_cut
from qaclean.pipeline.doubt import warn_of_doubt
from qaclean.pipeline.emission import emit_record
from qaclean.pipeline.garble import JUDGED, warn_of_garble
from qaclean.pipeline.page_rules import PageRules, check_profile, rules_of, rules_of_site
from qaclean.pipeline.rendering import read_source, repair_lines
from qaclean.pipeline.suspicions import warn_of_suspicions
from qaclean.posts.found import Found, Wanted, find_posts
from qaclean.records.rows import PageRow
from qaclean.repairs.one_plane import in_one_plane, with_meant
from qaclean.segments.layout import Layout
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.stripper import strip

if TYPE_CHECKING:
    import bs4

    from qaclean.profiles.rule_sets import Rules
    from qaclean.records import Page

__all__ = ["Known", "clean", "clean_row"]

MEDIA_TYPES = (None, "text/plain", "text/html", "text/markdown")


class Known(NamedTuple):
    """What is known about a page besides its source, as `clean` is told it."""

    url: str | None = None
    media_type: str | None = None
    encoding: str | None = None
    profile: str | None = None
    limits: Limits | None = None
    reference_time: datetime | None = None
    rules: Rules = None


def clean(
    source: str | bytes | bs4.Tag,
    *,
    url: str | None = None,
    media_type: str | None = None,
    encoding: str | None = None,
    profile: str | None = None,
    limits: Limits | None = None,
    reference_time: datetime | None = None,
    rules: Rules = None,
) -> Page:
    """Turn one scraped page into its record. Nothing is fetched, nothing is thrown away silently.

    `source`: bytes are decoded (BOM, UTF-8, declared and detected charsets, or `encoding`); a str is taken as decoded;
    of a `bs4.BeautifulSoup` or `bs4.Tag` the markup is read that it writes (`sha256` is that of it in UTF-8, `encoding` the soup's `original_encoding`).
    `media_type`: `text/plain`, `text/html` or `text/markdown`; without it the source is looked at. `profile`: a site profile by name or path,
    or `"none"`; without it one is chosen by host (`url`) and, for HTML, fingerprint. `reference_time`: when the page was
    fetched; only with it are relative dates (`3天前`) read. `rules`: files of rules of your own (`docs/mending.md`), what `qaclean.profiles.rule_sets.load_rules` made of
    them, or `"none"`: not even those of installed packages. Errors: `SourceTooLargeError`, `UndecodableSourceError`, `ProfileError`, `RuleError`, `UsageError`.

    >>> page = clean("怎么退订彩铃?\\n1、编辑短信TD。2、发到客服号。")
    >>> page.questions[0].answers[0].blocks[0].steps[1].text
    '发到客服号。'
    """
    known = Known(url, media_type, encoding, profile, limits, reference_time, rules)
    return build_page(*clean_row(source, known))


def clean_row(source: str | bytes | bs4.Tag, known: Known) -> tuple[PageRow, str]:
    """The record as plain rows, from which `build_page` makes the page, and the text that its spans count in. Errors: as `clean`.

    >>> clean_row("怎么退订彩铃?\\n发短信TD。", Known())[0]["kind"]
    'qa'
    """
    source, media_type, given_as = unwrap_soup(source, known.media_type)
    _check_arguments(source, media_type, known.limits or Limits(), known.reference_time)
    check_profile(known.profile)
    decoded = decode(source, encoding=known.encoding) if isinstance(source, bytes) else from_text(source, given_as)
    read = read_source(decoded, media_type, known.url)
    repaired = repair_lines(read)
    if read.layout is None:
        repaired = in_one_plane(repaired)
    own = rules_of(known.rules, known.profile, known.url, read.layout)
    wanted = Wanted(known.url, known.profile, known.reference_time)
    found, result = _understand(repaired.text, read.layout, wanted, own)
    give_back(len(repaired.text))
    record = emit_record(source, read, repaired, found, result, known.url)
    warn_of_garble(record, with_meant(repaired.text[:JUDGED], repaired.meant))
    del found, result, repaired  # a large page is not held in two forms
    kept = account(record, read.text, read.markdown)
    warn_of_a_cut(record, read.text, kept)
    warn_of_suspicions(record)
    warn_of_doubt(record, read.text, kept)
    return record, read.text


def build_page(record: PageRow, text: str) -> Page:
    """The pydantic page of a record; pydantic is imported by the first one."""
    from qaclean.pipeline.page_records import page_of

    return page_of(record, text)


def _understand(text: str, layout: Layout | None, wanted: Wanted, own: PageRules | None) -> tuple[Found, Result]:
    """In a function of its own, so that pieces and evidence are gone before the record is built."""
    give_back(len(text))
    document = cut_lines(text, layout)
    give_back(len(text))
    if own is not None:
        document = own.with_kept(document)
    evidence = observe(document)
    document, found = find_posts(document, evidence, wanted)
    give_back(len(text))
    removals = strip(document, evidence, found)
    give_back(len(text))
    own = rules_of_site(own, found, wanted.profile)
    if own is not None:
        found, removals = own.mended(document, found, removals)
    return found, parse(document, evidence, removals, found, wanted)


def _check_arguments(
    source: str | bytes, media_type: str | None, limits: Limits, reference_time: datetime | None
) -> None:
    if not isinstance(source, str | bytes):
        raise UsageError(f"source must be str, bytes or a bs4 soup, not {type(source).__name__}; read the file first")
    if media_type not in MEDIA_TYPES:
        raise UsageError(f"media_type must be 'text/plain', 'text/html' or 'text/markdown', not {media_type!r}")
    bound, unit = (limits.max_bytes, "bytes") if isinstance(source, bytes) else (limits.max_characters, "characters")
    if len(source) > bound:
        raise SourceTooLargeError(
            f"the source has {len(source):,} {unit}, the limit is {bound:,}: raise it with Limits or split the source"
        )
    if reference_time is not None and not isinstance(reference_time, datetime):
        raise UsageError(f"reference_time must be a datetime, not {type(reference_time).__name__}")
