"""Examples for the chain of HTML pages: the lines of a rendered page, their features, and `keep` or `drop` by alignment with the gold text."""

from __future__ import annotations

import gzip
import json
import pathlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from qaclean.decoding.decode import decode
from qaclean.html.render import read_html
from qaclean.posts.element_threads import element_thread
from qaclean.posts.found import Found
from qaclean.posts.repeated_elements import RepeatedElements, find_repeated_elements
from qaclean.repairs.repair import repair
from qaclean.segments.chain import Weights
from qaclean.segments.document import Document
from qaclean.segments.layout import Layout
from qaclean.segments.lines import cut_lines
from qaclean.segments.signals import Evidence, observe
from qaclean.stripper import label_pieces
from qaclean.stripper.layout_features import layout_features, line_kinds
from qaclean.stripper.piece_scores import PieceScorer
from qaclean.stripper.text_features import piece_features
from qaclean.stripper.view import view_page
from qaclean.text.dates import read_date
from training.alignment import DROP, KEEP, line_labels, tokens
from training.crf import Example

__all__ = [
    "LABELS",
    "HtmlExample",
    "Rendered",
    "content_examples",
    "content_rows",
    "example_of",
    "fitted",
    "labelled",
    "page_f1",
    "read_folder",
    "typed_pages",
]

LABELS = ("keep", "drop")
MIN_PAGES = 6  # a feature of fewer pages is a site's own
UNKNOWN = -1
CHUNK = 48  # lines fitted as one sequence
MIN_HELD = 0.35  # of a post stands in the gold: the gold knows the post
MAX_FIELD = 60  # code points of a line of a post that is no text: a date, a name, a rank
HEAD_LINES, HEAD_TOKENS = 6, 5  # of a post: short lines there are its head


class Rendered(NamedTuple):
    """A page as the reader gives it, its lines as blocks, and the records that it repeats."""

    page: Layout
    document: Document
    repeats: list[RepeatedElements]


class HtmlExample(NamedTuple):
    """A page with its line features and labels, its lines and the tokens of its gold. Pages of one site go into one fold."""

    name: str
    site: str
    example: Example
    lines: list[str]
    gold: Counter[str]
    evidence: Sequence[Evidence]
    rendered: Rendered


def example_of(name: str, page: Layout, gold: str, url: str | None = None) -> HtmlExample:
    """Features and labels of one page; its site is the host of `url`, else its name. Lines are read as they were rendered."""
    text = "\n".join(page.lines)
    document = cut_lines(repair(text).text, page)
    if len(document.pieces) != len(page.origins):  # a repair took a line away
        document = cut_lines(text, page)
    rendered = Rendered(page, document, find_repeated_elements(page))
    lines = _lines(document)
    labels = _in_records(rendered, lines, line_labels(lines, gold))
    return labelled(name, (urlsplit(url).hostname if url else None) or name, rendered, labels, gold)


def _lines(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.pieces]


def _in_records(rendered: Rendered, lines: Sequence[str], labels: list[int]) -> list[int]:
    """The labels, put right inside posts: names and dates are no content although some gold has them, and where the gold gives only a
    thread's first posts nothing is known of the rest (`UNKNOWN`)."""
    if not rendered.repeats or not rendered.repeats[0].is_posts:
        return labels
    labels, nodes = list(labels), rendered.page.nodes
    ranges = [(nodes.firsts[n], nodes.lasts[n]) for n in rendered.repeats[0].nodes]
    known = -1
    for k, (first, last) in enumerate(ranges):
        whole = sum(len(lines[i]) for i in range(first, last))
        held = sum(len(lines[i]) for i in range(first, last) if labels[i] == KEEP) / max(whole, 1)
        known = k if held >= MIN_HELD else known
        for i in range(first, last):
            if labels[i] == KEEP and _is_field(lines[i], i - first):
                labels[i] = DROP
    for first, last in ranges[known + 1 :]:
        labels[first:last] = [UNKNOWN] * (last - first)
    return labels


def _is_field(line: str, place: int) -> bool:
    """A date, or a few words at a post's head."""
    if len(line) >= MAX_FIELD:
        return False
    return bool(read_date(line)) or (place < HEAD_LINES and len(tokens(line)) < HEAD_TOKENS)


def labelled(name: str, site: str, rendered: Rendered, labels: list[int], gold: str) -> HtmlExample:
    """Features of a page whose labels are known."""
    lines = _lines(rendered.document)
    evidence = observe(rendered.document)
    layout = [*layout_features(rendered.page, rendered.repeats, line_kinds(rendered.page))]
    features = [
        [*text, *(f"h:{name}" for name in row.names())]
        for text, row in zip(piece_features(evidence), layout, strict=True)
    ]
    sizes = [len(line) for line in lines]
    costs = [0.4 + min(size, 400) / 100 for size in sizes]
    example = Example(name, features, labels, costs, sizes)
    return HtmlExample(name, site, example, lines, Counter(tokens(gold)), evidence, rendered)


def content_rows(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    """Rows of a `.jsonl.gz` of `{id, url, html, gold_text}`."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def content_examples(rows: Iterable[tuple[str, dict[str, Any]]]) -> list[HtmlExample]:
    """Those rows that have gold, as examples, each with the prefix that goes before its id."""
    return [
        example_of(
            f"{prefix}{row['id']}", read_html(row["html"], row.get("url")).layout, row["gold_text"], row.get("url")
        )
        for prefix, row in rows
        if row["gold_text"]
    ]


def read_folder(folder: pathlib.Path, names: Sequence[str] = ()) -> list[HtmlExample]:
    """Pages with typed gold: `pages/*.html` and `gold/*.json`; all, or those named."""
    return [example_of(name, read_html(html).layout, gold) for name, html, gold in typed_pages(folder, names)]


def typed_pages(folder: pathlib.Path, names: Sequence[str] = ()) -> Iterator[tuple[str, str, str]]:
    """Name, markup and gold content of the same."""
    for stem in sorted(names) or sorted(path.stem for path in (folder / "gold").glob("*.json")):
        gold = json.loads((folder / "gold" / f"{stem}.json").read_text("utf-8"))
        yield stem, decode((folder / "pages" / f"{stem}.html").read_bytes()).text, gold_text(gold)


def gold_text(gold: dict[str, Any]) -> str:
    """The content of a typed gold record."""
    texts = [gold.get("body") or ""]
    for question in gold["questions"]:
        texts += [question.get("body") or "", *(answer["text"] for answer in question["answers"])]
    return "\n".join(text for text in texts if text)


def page_f1(page: HtmlExample, labels: Sequence[int]) -> float:
    """Token F1 of the kept lines against the gold."""
    kept = Counter(tokens("\n".join(line for line, label in zip(page.lines, labels, strict=True) if label == KEEP)))
    if not kept and not page.gold:
        return 1.0
    hit = sum((kept & page.gold).values())
    return 2 * hit / (sum(kept.values()) + sum(page.gold.values())) if hit else 0.0


def labels_by(page: HtmlExample, weights: Weights) -> list[int]:
    """The labels that the stripper gives with these weights."""
    layout, repeats = page.rendered.page, page.rendered.repeats
    document = cut_lines("\n".join(page.lines), layout)
    view = view_page(document, page.evidence, Found(element_thread(layout, repeats), repeats), PieceScorer(weights))
    return [int(verdict.label) for verdict in label_pieces(view)]


def fitted(pages: Sequence[HtmlExample]) -> list[Example]:
    """What the learner gets: features of enough pages, and pages cut into runs of at most `CHUNK` lines without the unknown ones.

    The chain only looks at neighbours, and short runs are fitted together.
    """
    seen = Counter(name for page in pages for name in {n for row in page.example.features for n in row})
    cut = []
    for page in pages:
        features = [[n for n in row if seen[n] >= MIN_PAGES] for row in page.example.features]
        cut += _runs(page.example._replace(features=features))
    return cut


def _runs(e: Example) -> list[Example]:
    runs = []
    start = 0
    for at in range(len(e.gold) + 1):
        ends = at == len(e.gold) or e.gold[at] == UNKNOWN
        if at - start == CHUNK or ends:
            part = slice(start, at)
            if at > start:
                runs.append(Example(e.name, e.features[part], e.gold[part], e.costs[part], e.sizes[part]))
            start = at + (at < len(e.gold) and e.gold[at] == UNKNOWN)
    return runs
