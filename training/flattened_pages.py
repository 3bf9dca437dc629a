"""Saved pages flattened as people flatten them, with the gold text of each carried over to the lines: examples for the chains of dumps.

A line is content where its words stand in the gold text (`training.alignment`), so nothing is annotated anew. Pages whose posts the lines
themselves show are left out: there nothing is weighed. What is damaged, and how, is decided by the page's name alone.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from qaclean.html.render import read_html
from qaclean.posts.found import Wanted, find_posts
from qaclean.repairs.repair import repair
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import observe
from qaclean.text.dates import read_date
from training.alignment import KEEP, line_labels
from training.annotated_pages import Annotated
from training.flattened_blocks import soup_of

__all__ = ["FLATTENERS", "SavedPage", "damaged", "flattened_examples", "site_of"]

MAX_LINES = 700  # a longer page says the same again
MIN_KEPT = 0.2  # of the code points of gold or dump must be found in the lines: else they are not of one age
COST = 0.67  # of a line, against one of an annotated dump; dumps of many lines lose nothing by it
MAX_TOLD = 60  # code points of a line that tells of the page
DAMAGES = ("none", "none", "no-blank-lines", "twice", "first-part", "last-part")
_BLANK = re.compile(r"\n\s*\n")


class SavedPage(NamedTuple):
    """A page to flatten: `site` is its fold, `gold` its content as text, `title` what it is called."""

    name: str
    site: str
    html: str
    gold: str


def _text_of_nodes(html: str) -> str:
    """As `soup.get_text("\\n")`, with white lines left in."""
    return "\n".join(line.strip() for line in soup_of(html).get_text("\n").split("\n"))


def _lines_of_blocks(html: str) -> str:
    """A block a line, as converters of crawls and html-text write it."""
    return "\n".join(read_html(html).layout.lines)


FLATTENERS: Mapping[str, Callable[[str], str]] = {"nodes": _text_of_nodes, "blocks": _lines_of_blocks}


def flattened_examples(pages: Iterable[SavedPage]) -> Iterator[Annotated]:
    """Each page by each flattener, damaged, with labels for its lines; without the pages that show their posts themselves."""
    for page in pages:
        for flattener, flatten in FLATTENERS.items():
            name = f"{page.name}-{flattener}"
            example = _example(name, page, damaged(flatten(page.html), zlib.crc32(name.encode())))
            if example is not None:
                yield example


def damaged(text: str, dice: int) -> str:
    """A dump as it comes out of pipelines: without its blank lines, without repeated lines, only its first or its last part, or whole.

    >>> damaged("a\\n\\nb\\n\\na", 3)
    'a\\nb'
    """
    damage = DAMAGES[dice % len(DAMAGES)]
    if damage == "no-blank-lines":
        return _BLANK.sub("\n", text)
    if damage == "twice":
        return "\n".join(dict.fromkeys(line for line in text.split("\n") if line))
    lines = text.split("\n")
    share = 0.5 + dice // len(DAMAGES) % 40 / 100
    if damage == "first-part":
        return "\n".join(lines[: int(share * len(lines))])
    return "\n".join(lines[int((1 - share) * len(lines)) :] if damage == "last-part" else lines)


def _example(name: str, page: SavedPage, text: str) -> Annotated | None:
    document = cut_lines(repair(text).text)
    evidence = observe(document)
    if not 2 <= len(document.pieces) <= MAX_LINES or find_posts(document, evidence, Wanted())[1].exact:
        return None
    lines = [document.text[piece.start : piece.end] for piece in document.pieces]
    kept = [label == KEEP for label in line_labels(lines, page.gold)]
    held = sum(len(line) for line, keep in zip(lines, kept, strict=True) if keep)
    if held < MIN_KEPT * min(len(page.gold), len(text)):
        return None
    title = _title_of(page.html)
    labels = [[i, _label(line, keep, title)] for i, (line, keep) in enumerate(zip(lines, kept, strict=True))]
    gold = {"kind": "other", "lines": labels, "questions": [], "step_lists": []}
    return Annotated(name, page.site, gold, document, evidence, list(range(len(lines))), COST)


def _title_of(html: str) -> str:
    found = re.search(r"<title[^>]{0,200}>([^<]{1,400})</title>", html, re.IGNORECASE)
    return " ".join(found.group(1).split()) if found else ""


def _label(line: str, kept: bool, title: str) -> str:
    """The corpus' label of a line: what it tells of the page, where it is no content."""
    words = " ".join(line.split())
    if not kept and len(words) >= 4 and (title.startswith(words) or words == title):
        return "title"
    if kept:
        return "body"
    return "metadata" if len(words) <= MAX_TOLD and read_date(words) else "chrome"


def site_of(url: str | None, name: str) -> str:
    """The fold of a page: its host, else its name."""
    return (urlsplit(url).hostname if url else None) or name
