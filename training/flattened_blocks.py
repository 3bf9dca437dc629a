"""Saved pages flattened as tools do, with what each place between two text nodes was: the boundary of two blocks, an inline element, nothing."""

from __future__ import annotations

import enum
import gzip
import json
import pathlib
import re
import warnings
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, XMLParsedAsHTMLWarning
from bs4.element import CData, NavigableString, Tag

__all__ = ["Flattened", "Kind", "decidable", "flattened_pages", "soup_of"]

MAX_SPACED = 22_000  # code points; a longer page says the same again
RUNNING = 20  # code points of a block that may be running text
_BLOCKS = frozenset(
    [
        "html",
        "head",
        "title",
        "body",
        "div",
        "p",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "blockquote",
        "form",
        "fieldset",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "figure",
        "figcaption",
        "br",
        "hr",
        "address",
        "details",
        "summary",
        "option",
        "select",
        "textarea",
        "button",
        "input",
        "center",
        "legend",
        "optgroup",
        "iframe",
        "dir",
        "menu",
    ]
)
_UNSEEN = ("script", "style", "noscript", "template")
_SENTENCE = re.compile(r"[。！？]|[.!?](?:\s|$)|[，,;；]\s?\w")
_CLAUSE = re.compile(r"[。！？]|[.!?](?:\s|$)|[，,;；]")
_STOP = re.compile(r"[.!?。！？…][\"'”’)）」]?$")
_SPACELESS = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")


class Kind(enum.IntEnum):
    """What stands between two text nodes. `NEUTRAL`: inline elements outside running text (links of a menu), paragraphs that nothing parts but a
    sentence's end: cut or not, both are right."""

    NONE = 0
    INLINE = 1
    NEUTRAL = 2
    BLOCK = 3


class Flattened(NamedTuple):
    """A flattened page: its name and site, whether text nodes were parted by spaces, the text, and the kind of boundary by offset.

    An offset is the start of white space, or a place between two characters.
    """

    name: str
    site: str
    spaced: bool
    text: str
    kinds: dict[int, Kind]


def flattened_pages(corpus: pathlib.Path, ours: Sequence[pathlib.Path] = ()) -> Iterator[Flattened]:
    """Each page of the corpora, and of files of ours, twice: text nodes joined with a space on one line, and joined with nothing. Every third page of
    how-tos is left out: it is kept to score with."""
    for name, site, html in _pages(corpus, ours):
        nodes = _text_nodes(html)
        text, kinds = _spaced(nodes)
        if len(text) <= MAX_SPACED:
            yield Flattened(name, site, True, text, decidable(text, kinds))
            text, kinds = _joined(nodes)
            yield Flattened(name, site, False, text, decidable(text, kinds))


def _pages(corpus: pathlib.Path, ours: Sequence[pathlib.Path]) -> Iterator[tuple[str, str, str]]:
    for path in sorted((corpus / "html/pages").glob("*.html")):
        zhidao = "tankle" in path.name or "zhidao" in path.name
        yield path.stem, "zhidao" if zhidao else path.stem.split("__")[0], _decode(path.read_bytes())
    for name in ("unlabelled/pages", "content/forum", "content/other", "howto/pages"):
        with gzip.open(corpus / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, row in enumerate(map(json.loads, lines)):
                host = row.get("site") or urlsplit(row.get("url") or "").netloc.removeprefix("www.")
                if not (name.startswith("howto") and number % 3 == 2):
                    yield row["id"], host or row["id"], row["html"]
    for path in ours:
        yield path.parent.name, path.parent.name, _decode(path.read_bytes())


def decidable(text: str, kinds: dict[int, Kind]) -> dict[int, Kind]:
    """The kinds, without the boundaries that look as places inside a paragraph do: between two running texts, a space behind a sentence's end, or none
    where the next word needs none. To cut there or not are both right."""
    ends = [0, *sorted({*(at for at, kind in kinds.items() if kind == Kind.BLOCK), *_line_ends(text)}), len(text)]
    out = dict(kinds)
    for before, at, behind in zip(ends, ends[1:], ends[2:], strict=False):
        left, right = text[before:at].strip(), text[at:behind].strip()
        if (
            out.get(at) == Kind.BLOCK
            and min(len(left), len(right)) >= RUNNING
            and (text[at].isspace() or _SPACELESS.match(right) is not None)
            and _STOP.search(left) is not None
            and _CLAUSE.search(right) is not None
        ):
            out[at] = Kind.NEUTRAL
    return out


def _line_ends(text: str) -> Iterator[int]:
    return (match.start() for match in re.finditer("\n", text))


def _decode(raw: bytes) -> str:
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


def soup_of(html: str) -> BeautifulSoup:
    """The page as lxml parses it, without what no reader sees."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(html, "lxml")
    for tag in soup(_UNSEEN):
        tag.decompose()
    return soup


def _text_nodes(html: str) -> list[tuple[str, Kind]]:
    """The text nodes as `get_text` sees them, each with the kind of the boundary before it."""
    soup = soup_of(html)
    nodes: list[tuple[str, Kind]] = []
    prose: dict[int, bool] = {}
    pending = Kind.NONE
    work: list[tuple[bool, Tag | NavigableString, Tag]] = [(False, soup, soup)]
    while work:
        closing, node, block = work.pop()
        if isinstance(node, Tag):
            pending = max(pending, Kind.BLOCK if node.name in _BLOCKS else _inline_kind(block, prose))
            if not closing:
                inner = node if node.name in _BLOCKS else block
                work.append((True, node, block))
                work.extend(
                    (False, child, inner)
                    for child in reversed(node.contents)
                    if isinstance(child, Tag | NavigableString)
                )
        elif type(node) in (NavigableString, CData):
            nodes.append((str(node), pending))
            pending = _inline_kind(block, prose)
    return nodes


def _inline_kind(block: Tag, prose: dict[int, bool]) -> Kind:
    if id(block) not in prose:
        prose[id(block)] = _is_prose(block)
    return Kind.INLINE if prose[id(block)] else Kind.NEUTRAL


def _is_prose(block: Tag) -> bool:
    """Whether a block holds running text: sentences, few links, and most of it its own."""
    text = block.get_text()
    if len(text) <= 30 or _SENTENCE.search(text) is None:
        return False
    outer = block.name in ("body", "html", "div", "td", "table", "tr", "[document]")
    links = 0 if block.name in ("body", "html") else sum(len(link.get_text()) for link in block.find_all("a"))
    own = len("".join(block.find_all(string=True, recursive=False)).strip()) if outer else len(text)
    return links < 0.5 * len(text.strip()) and own > 0.3 * min(len(text.strip()), 200)


def _spaced(nodes: list[tuple[str, Kind]]) -> tuple[str, dict[int, Kind]]:
    """As `get_text(" ")` with all white space folded."""
    parts: list[str] = []
    kinds: dict[int, Kind] = {}
    at, pending = 0, Kind.NONE
    for text, kind in nodes:
        pending = max(pending, kind)
        for number, word in enumerate(text.split()):
            if parts:
                kinds[at] = Kind.NONE if number else pending
                at += 1
            parts.append(word)
            at += len(word)
            pending = Kind.NONE
    return " ".join(parts), kinds


def _joined(nodes: list[tuple[str, Kind]]) -> tuple[str, dict[int, Kind]]:
    """As `get_text()`, lines trimmed and empty ones left out."""
    marks: dict[int, Kind] = {}
    at = 0
    for text, kind in nodes:
        if at and kind:
            marks[at] = max(marks.get(at, Kind.NONE), kind)
        at += len(text)
    lines: list[str] = []
    kinds: dict[int, Kind] = {}
    source = start = 0
    for raw in "".join(text for text, _ in nodes).split("\n"):
        line = raw.strip()
        if line:
            shift = source + raw.find(line[0])
            kinds.update(_kinds_of_line(line, shift, start, marks))
            lines.append(line)
            start += len(line) + 1
        source += len(raw) + 1
    return "\n".join(lines), kinds


def _kinds_of_line(line: str, shift: int, start: int, marks: dict[int, Kind]) -> Iterator[tuple[int, Kind]]:
    for gap in re.finditer(r"\s+", line):
        inside = range(shift + gap.start(), shift + gap.end() + 1)
        yield start + gap.start(), max(marks.get(at, Kind.NONE) for at in inside)
    for at in range(1, len(line)):
        if shift + at in marks and not line[at].isspace() and not line[at - 1].isspace():
            yield start + at, marks[shift + at]
