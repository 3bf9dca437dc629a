"""Main content of HTML pages: qaclean beside the extractors that are installed, on the same pages in one run, with times.

    python benchmarks/accuracy_html.py FILE.jsonl.gz... [--pages OUT.jsonl]

FILE holds rows of {id, html, gold_text, lang}. Prints for each extractor the mean token F1, on how many pages qaclean is better and worse than it
(by more than .02), and seconds as a multiple of a bare lxml parse; then the best of the peers picked page by page. OUT gets a row for each page with
the token F1 of each extractor. The peers come with the extra `peers`; those that are missing are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pathlib
import re
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from lxml import etree

import qaclean
from qaclean.records import Block, Page
from qaclean.records.walk import block_lists, steps_in_depth

TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]|[^\W\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7a3]+"
)
Extractor = Callable[[str], str]
Row = dict[str, Any]
MARGIN = 0.02  # of token F1 by which one is better


def tokens(text: str) -> Counter[str]:
    """As the scorer counts them."""
    return Counter(TOKEN.findall(text.lower()))


def token_f1(text: str, gold: str) -> float:
    """Token F1 of two texts."""
    one, other = tokens(text), tokens(gold)
    if not one and not other:
        return 1.0
    hit = sum((one & other).values())
    return 2 * hit / (sum(one.values()) + sum(other.values())) if hit else 0.0


def block_text(block: Block) -> str:
    """The words of a block."""
    if block.type == "steps":
        return "\n".join(step.text for step in steps_in_depth(block.steps))
    if block.type == "list":
        return "\n".join(block.items)
    if block.type == "table":
        return "\n".join(" ".join(row) for row in block.rows)
    return "" if block.type == "image" else block.text


def content(page: Page) -> str:
    """The main content of a record, without its title, as the peers give it."""
    places = [place for place in block_lists(page) if place.followup is None]
    return "\n".join(block_text(block) for place in places for block in place.blocks)


def extractors() -> dict[str, Extractor]:
    """qaclean and the peers that can be imported."""
    found: dict[str, Extractor] = {
        "qaclean": lambda html: content(qaclean.clean(html, media_type="text/html")),
        "qaclean, no profiles": lambda html: content(qaclean.clean(html, media_type="text/html", profile="none")),
    }
    for name, make in PEERS.items():
        try:
            found[name] = make()
        except ImportError:
            print(f"({name} is not installed: pip install '.[peers]')")
    return found


def _module(name: str) -> Any:
    return importlib.import_module(name)


def _trafilatura(**options: bool) -> Extractor:
    extract = _module("trafilatura").extract
    return lambda html: extract(html, **options) or ""


def _resiliparse() -> Extractor:
    extract = _module("resiliparse.extract.html2text").extract_plain_text
    return lambda html: str(extract(html, main_content=True))


def _readability() -> Extractor:
    document = _module("readability").Document
    parse = _module("lxml.html").fromstring
    return lambda html: str(parse(document(html).summary()).text_content())


def _justext() -> Extractor:
    justext = _module("justext")
    stops = justext.get_stoplist("English")
    return lambda html: "\n".join(p.text for p in justext.justext(html, stops) if not p.is_boilerplate)


def _newspaper() -> Extractor:
    article = _module("newspaper").article
    return lambda html: str(article("https://page.example/", input_html=html).text)


PEERS: dict[str, Callable[[], Extractor]] = {
    "trafilatura": _trafilatura,
    "trafilatura, favor_precision": lambda: _trafilatura(favor_precision=True),
    "trafilatura, favor_recall": lambda: _trafilatura(favor_recall=True),
    "resiliparse, main content": _resiliparse,
    "readability-lxml": _readability,
    "jusText": _justext,
    "newspaper4k": _newspaper,
}


def seconds_of_lxml(pages: list[str]) -> float:
    """A bare parse of all pages: the unit of the times."""
    started = time.perf_counter()
    for html in pages:
        etree.fromstring(html.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    return time.perf_counter() - started


def scores_of(name: str, extract: Extractor, rows: list[Row]) -> tuple[list[float], float]:
    """The token F1 of one extractor on each page, and the seconds of all."""
    extract(rows[0]["html"])
    started = time.perf_counter()
    texts = []
    for row in rows:
        try:
            texts.append(extract(row["html"]))
        except Exception:  # a peer's crash is a miss, not a stop
            texts.append("")
    spent = time.perf_counter() - started
    return [token_f1(text, row["gold_text"]) for text, row in zip(texts, rows, strict=True)], spent


def better_and_worse(own: list[float], other: list[float]) -> str:
    """On how many pages one is better than the other, and worse.

    >>> better_and_worse([0.9, 0.5, 0.7], [0.8, 0.51, 0.9])
    '1 / 1'
    """
    pairs = list(zip(own, other, strict=True))
    return f"{sum(a > b + MARGIN for a, b in pairs)} / {sum(b > a + MARGIN for a, b in pairs)}"


def report(path: pathlib.Path) -> list[Row]:
    """Print the table of one file; the scores of its pages."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    unit = min(seconds_of_lxml([row["html"] for row in rows]) for _ in range(3))
    scores: dict[str, list[float]] = {}
    print(
        f"\n{path.name}: {len(rows)} pages\n\n| extractor | token F1 | qaclean better / worse | × lxml |\n|---|---|---|---|"
    )
    for name, extract in extractors().items():
        scores[name], spent = scores_of(name, extract, rows)
        beside = "" if name == "qaclean" else better_and_worse(scores["qaclean"], scores[name])
        print(f"| {name} | {sum(scores[name]) / len(rows):.4f} | {beside} | {spent / unit:.1f} |", flush=True)
    peers = [values for name, values in scores.items() if not name.startswith("qaclean")]
    if peers:
        best = [max(values) for values in zip(*peers, strict=True)]
        beside = better_and_worse(scores["qaclean"], best)
        print(f"| best peer, page by page | {sum(best) / len(rows):.4f} | {beside} | |")
    return [
        {"file": path.name, "id": row["id"], **{name: round(scores[name][n], 4) for name in scores}}
        for n, row in enumerate(rows)
    ]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", type=pathlib.Path, nargs="+")
    parser.add_argument("--pages", type=pathlib.Path)
    options = parser.parse_args()
    rows = [row for path in options.files for row in report(path)]
    if options.pages is not None:
        options.pages.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
