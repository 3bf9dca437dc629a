"""Train the weights that label the lines of HTML pages (keep or drop), and cross-validate them.

    python benchmarks/train_html.py [--content FILE]... [--html DIR]... [--folds 3] [--penalty 1.0] [--worst N] [--write]

FILE is a `.jsonl.gz` of {id, url, html, gold_text}; DIR holds `pages/*.html` and typed `gold/*.json`. Lines are labelled by aligning
them with the gold text. The figures are token F1 of the kept lines, page by page. Needs numpy and scipy.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import re
import zlib
from collections import Counter, defaultdict
from itertools import accumulate
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import train_chains
from train_chains import Example

from qaclean.decoding.decode import decode
from qaclean.html.render import HtmlPage, Nodes, read_html
from qaclean.posts.repeated_elements import Repeat, find_repeats
from qaclean.repairs.repair import repair
from qaclean.segments.chain import Weights
from qaclean.segments.document import Document
from qaclean.segments.lines import read_text
from qaclean.segments.signals import Evidence, observe
from qaclean.stripper.laid_out import label_lines
from qaclean.stripper.layout_features import layout_features
from qaclean.stripper.text_features import block_features
from qaclean.text.dates import read_date

TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]|[^\W\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]+"
)
LABELS = ("keep", "drop")
MIN_PAGES = 6  # a feature of fewer pages is a site's own
SHINGLE = 3
UNKNOWN = -1
CHUNK = 48  # lines fitted as one sequence
FURNITURE = (100, 40, 15, 6)  # percent of the furniture's lines that a shortened page keeps
SHORT_LINES = 12  # of content that a shortened page keeps for certain
SHORT_COST = 0.4  # of a line of a shortened page, against one of a whole page: with 1.0 articles lost by it, with 0.2 nothing is gained
_CLAUSE = re.compile(r"[。!?;.!?;,,](?=\s|\w|$)")


class HtmlExample(NamedTuple):
    """A page with its line features and labels, its lines and gold tokens."""

    name: str
    site: str
    example: Example
    lines: list[str]
    gold: Counter[str]
    evidence: tuple[Evidence, ...]
    page: HtmlPage
    repeats: list[Repeat]


def tokens(text: str) -> list[str]:
    """As the scorer counts them."""
    return TOKEN.findall(text.lower())


def line_labels(lines: list[str], gold: str) -> list[int]:
    """0 for a line whose words stand in the gold text, in order where it is short."""
    words = tokens(gold)
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(words) - SHINGLE + 1):
        where[tuple(words[i : i + SHINGLE])].append(i)
    whole = Counter(" ".join(tokens(line)) for line in gold.split("\n"))
    labels = []
    cursor = -1
    for line in lines:
        own = tokens(line)
        keep = False
        if len(own) >= SHINGLE:
            rows = [where.get(tuple(own[i : i + SHINGLE])) for i in range(len(own) - SHINGLE + 1)]
            hits = [row for row in rows if row]
            keep = len(hits) >= 0.6 * len(rows)
            if keep and len(own) < 8 and cursor >= 0:
                keep = any(abs(at - cursor) < 400 for at in hits[0]) or whole[" ".join(own)] > 0
            if keep:
                later = [at for at in hits[-1] if at >= cursor]
                cursor = (later or hits[-1])[0] + SHINGLE
        elif own and cursor >= 0:
            keep = words[cursor : cursor + len(own)] == own
            cursor += len(own) if keep else 0
        labels.append(0 if keep else 1)
    return labels


def in_records(page: HtmlPage, repeats: list[Repeat], lines: list[str], labels: list[int]) -> list[int]:
    """The labels, put right inside posts: names and dates are no content although some gold has them, and where the gold gives only a
    thread's first posts nothing is known of the rest (`UNKNOWN`)."""
    if not repeats or not repeats[0].is_posts:
        return labels
    labels = list(labels)
    ranges = [(page.nodes.firsts[n], page.nodes.lasts[n]) for n in repeats[0].nodes]
    held = []
    for first, last in ranges:
        whole = sum(len(lines[i]) for i in range(first, last))
        held.append(sum(len(lines[i]) for i in range(first, last) if labels[i] == 0) / max(whole, 1))
        for i in range(first, last):
            if (
                labels[i] == 0
                and len(lines[i]) < 60
                and (read_date(lines[i]) or (i - first < 6 and len(tokens(lines[i])) < 5))
            ):
                labels[i] = 1
    covered = [i for i, share in enumerate(held) if share >= 0.35]
    for first, last in ranges[covered[-1] + 1 if covered else 0 :]:
        labels[first:last] = [UNKNOWN] * (last - first)
    return labels


def example_of(name: str, page: HtmlPage, gold: str, url: str | None = None) -> HtmlExample:
    """Features and labels of one page. Lines are read as they were rendered. Pages of one host are of one site, and go into one fold."""
    document = read_text(repair(page.text).text)
    if len(document.blocks) != len(page.origins):  # a repair took a line away
        document = read_text(page.text)
    lines = [document.text[block.start : block.end] for block in document.blocks]
    repeats = find_repeats(page)
    labels = in_records(page, repeats, lines, line_labels(lines, gold))
    site = (urlsplit(url).hostname if url else None) or name
    return labelled(name, site, page, document, repeats, labels, gold)


def labelled(
    name: str, site: str, page: HtmlPage, document: Document, repeats: list[Repeat], labels: list[int], gold: str
) -> HtmlExample:
    """Features of a page whose labels are known."""
    lines = [document.text[block.start : block.end] for block in document.blocks]
    evidence = observe(document)
    layout = layout_features(page, repeats)
    features = [
        [*text, *(f"h:{name}" for name in row.names())]
        for text, row in zip(block_features(evidence), layout, strict=True)
    ]
    sizes = [len(line) for line in lines]
    costs = [0.4 + min(size, 400) / 100 for size in sizes]
    return HtmlExample(
        name,
        site,
        Example(name, features, labels, costs, sizes),
        lines,
        Counter(tokens(gold)),
        evidence,
        page,
        repeats,
    )


def shortened(whole: HtmlExample) -> HtmlExample | None:
    """The page as it would be with little to say: lines cut to their first words, runs of furniture and late content left out.

    Saved pages are mostly long ones; from them alone the weights learn that short lines are furniture, and a question with an answer of ten
    words is lost. What is cut is decided by the page's name and the line's number alone.
    """
    labels = whole.example.gold
    chosen: list[int] = []
    furniture = FURNITURE[zlib.crc32(whole.name.encode()) % len(FURNITURE)]
    kept, going = 0, True
    for i, label in enumerate(labels):
        dice = zlib.crc32(f"{whole.name}/{i}".encode()) % 10_000
        if i == 0 or label != labels[i - 1]:
            going = i == 0 or dice % 100 < (60 if label == 1 else 95)
        kept += label == 0
        here = dice // 100 < furniture if label == 1 else kept <= SHORT_LINES or dice % 3 == 0
        if i == 0 or (going and here):
            chosen.append(i)
    if not any(labels[i] == 0 for i in chosen):
        return None
    rendered = whole.page.text.split("\n")
    cut = [first_words(rendered[i], zlib.crc32(f"{whole.name}:{i}".encode())) if i else rendered[i] for i in chosen]
    nodes, moved = remaining_nodes(whole.page.nodes, set(chosen), len(labels))
    origins = []
    for i, text in zip(chosen, cut, strict=True):
        origin = whole.page.origins[i]
        origins.append(origin._replace(link=min(len(text), origin.link), node=moved.get(origin.node, -1)))
    page = whole.page._replace(text="\n".join(cut), origins=tuple(origins), nodes=nodes, images=())
    document = read_text(page.text)
    if len(document.blocks) != len(cut):
        return None
    new = [labels[i] for i in chosen]
    gold = "\n".join(text for text, label in zip(cut, new, strict=True) if label == 0)
    made = labelled(f"{whole.name}-short", whole.site, page, document, find_repeats(page), new, gold)
    return made._replace(example=made.example._replace(costs=[SHORT_COST * cost for cost in made.example.costs]))


def remaining_nodes(nodes: Nodes, lines: set[int], count: int) -> tuple[Nodes, dict[int, int]]:
    """The nodes that hold some of `lines` (of `count`), which are numbered anew, and the new index of each old one."""
    before = [0, *accumulate(i in lines for i in range(count))]
    kept = [n for n, (a, b) in enumerate(zip(nodes.firsts, nodes.lasts, strict=True)) if before[b] > before[a]]
    moved = {old: new for new, old in enumerate(kept)}
    return Nodes(
        [moved.get(nodes.parents[n], -1) for n in kept],
        [nodes.tags[n] for n in kept],
        [nodes.names[n] for n in kept],
        [before[nodes.firsts[n]] for n in kept],
        [before[nodes.lasts[n]] for n in kept],
        [nodes.elements[n] for n in kept],
    ), moved


def first_words(line: str, dice: int) -> str:
    """A line cut after its first clause, or in its middle."""
    wide = not line.isascii()
    most = (6 + dice % 14) if wide else (12 + dice % 40)
    if len(line) <= most:
        return line
    clause = _CLAUSE.search(line, 3, 2 * most)
    end = clause.end() if clause else most
    return line[:end].rstrip() or line[:most].strip() or line


def read_content(path: pathlib.Path) -> list[HtmlExample]:
    """Pages of a content file."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        return [
            example_of(
                f"{path.name[:2]}{row['id']}", read_html(row["html"], row.get("url")), row["gold_text"], row.get("url")
            )
            for row in map(json.loads, rows)
            if row["gold_text"]
        ]


def read_folder(folder: pathlib.Path) -> list[HtmlExample]:
    """Pages with typed gold."""
    pages = []
    for path in sorted((folder / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        page = read_html(decode((folder / "pages" / f"{path.stem}.html").read_bytes()).text)
        pages.append(example_of(path.stem, page, gold_text(gold)))
    return pages


def gold_text(gold: dict[str, Any]) -> str:
    """The content of a typed gold record."""
    texts = [gold.get("body") or ""]
    for question in gold["questions"]:
        texts += [question.get("body") or "", *(answer["text"] for answer in question["answers"])]
    return "\n".join(text for text in texts if text)


def page_f1(page: HtmlExample, labels: list[int]) -> float:
    """Token F1 of the kept lines."""
    kept = Counter(tokens("\n".join(line for line, label in zip(page.lines, labels, strict=True) if label == 0)))
    if not kept and not page.gold:
        return 1.0
    hit = sum((kept & page.gold).values())
    return 2 * hit / (sum(kept.values()) + sum(page.gold.values())) if hit else 0.0


def pruned(pages: list[HtmlExample]) -> list[Example]:
    """Examples without the features that only a few pages have."""
    seen = Counter(name for page in pages for name in {n for row in page.example.features for n in row})
    return [
        page.example._replace(features=[[n for n in row if seen[n] >= MIN_PAGES] for row in page.example.features])
        for page in pages
    ]


def chunks(examples: list[Example]) -> list[Example]:
    """Examples cut into runs of at most `CHUNK` lines: the chain only looks at neighbours, and short runs are fitted together."""
    cut = []
    for e in examples:
        start = 0
        for at in range(len(e.gold) + 1):
            if at - start == CHUNK or at == len(e.gold) or e.gold[at] == UNKNOWN:
                part = slice(start, at)
                if at > start:
                    cut.append(Example(e.name, e.features[part], e.gold[part], e.costs[part], e.sizes[part]))
                start = at + (at < len(e.gold) and e.gold[at] == UNKNOWN)
    return cut


def labels_of(page: HtmlExample, weights: Weights) -> list[int]:
    """The labels that the stripper gives with these weights."""
    return label_lines(page.evidence, page.page, page.repeats, weights)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--content", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--html", type=pathlib.Path, action="append", default=[])
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--penalty", type=float, default=4.0)
    parser.add_argument("--iterations", type=int, default=80)
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--short", action="store_true", help="train with a shortened copy of each page besides")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    train_chains.MAX_ITERATIONS = arguments.iterations
    groups = {path.name: read_content(path) for path in arguments.content}
    groups |= {str(folder): read_folder(folder) for folder in arguments.html}
    pages = [page for group in groups.values() for page in group]
    copies = [copy for page in pages if (copy := shortened(page)) is not None]
    groups["shortened copies"] = copies
    trained = [*pages, *copies] if arguments.short else pages
    pages = [*pages, *copies]
    if arguments.folds:
        scores: dict[str, float] = {}
        for fold in range(arguments.folds):
            train = [page for page in trained if zlib.crc32(page.site.encode()) % arguments.folds != fold]
            weights = train_chains.train(chunks(pruned(train)), LABELS, arguments.penalty)
            for page in pages:
                if zlib.crc32(page.site.encode()) % arguments.folds == fold:
                    scores[page.name] = page_f1(page, labels_of(page, weights))
        for name, group in groups.items():
            best = sum(page_f1(page, page.example.gold) for page in group) / len(group)
            print(
                f"{name}: {sum(scores[p.name] for p in group) / len(group):.4f} over {len(group)} pages; with the gold labels {best:.4f}"
            )
        for name, score in sorted(scores.items(), key=lambda row: row[1])[: arguments.worst]:
            print(f"  {score:.3f} {name}")
    if arguments.write:
        weights = train_chains.train(chunks(pruned(trained)), LABELS, arguments.penalty)
        train_chains.write_weights(train_chains.SOURCES / "stripper/html_weights.json", weights)


if __name__ == "__main__":
    main()
