"""What `qaclean learn` is worth: profiles learned from 20 pages of a site, scored on 20 others of it, beside the general rules alone.

    python benchmarks/accuracy_learned.py CORPUS LABELS.JSONL [--keep DIR]

Six sites: saved pages of one Q&A site (CORPUS/html, typed gold) as HTML and flattened by `get_text("\\n")`, dumps of a how-to site (CORPUS/unlabelled, labels of
`training/annotated`), and the three invented sites of `generated_sites.py`. content_f1 and boilerplate_f1 are those of the project's scorer: means over pages of
character F1 over lines that are content and lines that are boilerplate; titles, names and dates count for neither.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import pathlib
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from bs4 import BeautifulSoup  # noqa: E402 scripts beside the package come first
from generated_sites import board_pages, guide_pages, portal_pages  # noqa: E402

import qaclean  # noqa: E402
from qaclean.decoding.decode import decode  # noqa: E402
from qaclean.intake import Source  # noqa: E402
from qaclean.learning import learn  # noqa: E402

LEARNED, SCORED = 20, 20
CONTENT = frozenset(("question", "answer", "body", "step", "section_heading", "image"))
BOILERPLATE = frozenset(("chrome", "sidebar", "related", "comment_form", "ad", "noise"))
SHORT = 6  # code points up to which a line is content only where the gold has just that line


class Page(NamedTuple):
    """A page and what tells the label of each of its lines, by number and words."""

    source: Source
    label: Callable[[int, str], str]


def f1(have: set[int], want: set[int], among: set[int]) -> float:
    """F1 of chosen positions against wanted ones, among those that count."""
    hit, chosen = len(have & want), len(have & among)
    return 2 * hit / (chosen + len(want)) if hit else 0.0


def score(pages: Sequence[Page], profile: str) -> tuple[float, float]:
    """content_f1 and boilerplate_f1."""
    content: list[float] = []
    boilerplate: list[float] = []
    for page in pages:
        source = page.source
        record = qaclean.clean(source.content, url=source.url, media_type=source.media_type, profile=profile)
        text = record.source_text
        want: dict[str, set[int]] = {"content": set(), "boilerplate": set()}
        at = 0
        for number, line in enumerate(text.split("\n")):
            label = page.label(number, line.strip()) if line.strip() else ""
            if label in want:
                want[label].update(i for i in range(at, at + len(line)) if not text[i].isspace())
            at += len(line) + 1
        gone = {i for row in record.removed for i in range(*row.span)}
        solid = {i for i, c in enumerate(text) if not c.isspace()}
        among = want["content"] | want["boilerplate"]
        if want["content"]:
            content.append(f1(solid - gone, want["content"], among))
        if want["boilerplate"]:
            boilerplate.append(f1(gone, want["boilerplate"], among))
    return sum(content) / len(content), sum(boilerplate) / len(boilerplate)


def solid(words: str) -> str:
    """Words without white space, full-width forms as ASCII."""
    return re.sub(r"\s", "", "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in words))


def by_gold(gold: dict[str, Any]) -> Callable[[int, str], str]:
    """Labels by typed gold: what it holds is content, what names its authors and dates counts for neither, the rest is boilerplate."""
    posts = list(gold["questions"]) + [a for q in gold["questions"] for a in q["answers"]]
    texts = [t for post in posts for t in (post.get("body"), post.get("text")) if t] + [gold.get("body") or ""]
    whole = "\n".join(map(solid, texts))
    lines = {solid(line) for words in texts for line in words.split("\n")}
    titles = {solid(t) for t in (gold.get("title"), *(q["text"] for q in gold["questions"])) if t}
    told = {solid(str(v))[:10] for post in posts for v in (post.get("author"), post.get("published")) if v}

    def label(_: int, line: str) -> str:
        words = solid(line)
        if any(title in words for title in titles) or any(len(t) > 1 and t in words for t in told):
            return "other"
        return "content" if words in lines or (len(words) > SHORT and words in whole) else "boilerplate"

    return label


def typed_pages(corpus: pathlib.Path, *, flat: bool) -> Iterator[Page]:
    """Pages of the Q&A site of which the corpus has most, one generation."""
    for path in sorted((corpus / "html/gold").glob("tankle__*.json")):
        raw = (corpus / "html/pages" / f"{path.stem}.html").read_bytes()
        label = by_gold(json.loads(path.read_text("utf-8")))
        if not flat:
            yield Page(Source(path.stem, 0, raw, media_type="text/html"), label)
            continue
        soup = BeautifulSoup(decode(raw).text, "lxml")
        for tag in soup(["script", "style", "noscript", "template"]):
            tag.decompose()
        text = "\n".join(line.strip() for line in soup.get_text("\n").split("\n") if line.strip())
        yield Page(Source(path.stem, 0, text, media_type="text/plain"), label)


def dumps(corpus: pathlib.Path, labels: pathlib.Path, mark: str) -> tuple[list[Page], list[Page]]:
    """Dumps of a site that hold a mark: those without labels, and those with them."""
    known = {row["id"]: row["lines"] for row in map(json.loads, labels.open(encoding="utf-8"))}
    free: list[Page] = []
    held: list[Page] = []
    with gzip.open(corpus / "unlabelled/dumps.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if mark in row["text"]:
                told = by_number(known[row["id"]]) if row["id"] in known else lambda *_: ""
                page = Page(Source(row["id"], 0, row["text"], media_type="text/plain"), told)
                (held if row["id"] in known else free).append(page)
    return free, held


def by_number(lines: str) -> Callable[[int, str], str]:
    """Labels as `training/annotated` writes them: `0 title,1-4 body`."""
    label_of: dict[int, str] = {}
    for part in lines.split(","):
        span, name = part.split(" ")
        first, _, last = span.partition("-")
        label_of.update(dict.fromkeys(range(int(first), int(last or first) + 1), name))

    def label(number: int, _: str) -> str:
        name = label_of.get(number, "")
        return "content" if name in CONTENT else "boilerplate" if name in BOILERPLATE else "other"

    return label


def invented(pages: Iterator[Any], kind: str) -> list[Page]:
    """Pages of an invented site."""

    def labelled(labels: dict[str, str]) -> Callable[[int, str], str]:
        return lambda _, line: labels.get(line, "other")

    return [
        Page(Source(f"{kind}-{n}", 0, page.source, media_type=page.media_type), labelled(dict(page.labels)))
        for n, page in enumerate(itertools.islice(pages, LEARNED + SCORED))
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=pathlib.Path)
    parser.add_argument("labels", type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="a folder for the learned profiles")
    options = parser.parse_args()
    typed, flat = (list(typed_pages(options.corpus, flat=flat)) for flat in (False, True))
    free, held = dumps(options.corpus, options.labels, "百度经验:jingyan.baidu.com")
    sites = {
        "Q&A site, HTML": (typed[:LEARNED], typed[LEARNED : LEARNED + SCORED]),
        "the same, flattened": (flat[40:60], flat[60:80]),
        "how-to site, dumps": (free[:LEARNED], held[:SCORED]),
    }
    drawn = {
        "invented board, HTML": board_pages,
        "invented portal, dumps": portal_pages,
        "invented guides, Markdown": guide_pages,
    }
    for name, draw in drawn.items():
        pages = invented(draw(LEARNED + SCORED), name)
        sites[name] = pages[:LEARNED], pages[LEARNED:]
    print("| site | content_f1 | learned | boilerplate_f1 | learned | certainty |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, (taught, scored)) in enumerate(sites.items()):
            learned = learn((page.source for page in taught), f"site-{number}")
            path = (options.keep or pathlib.Path(folder)) / f"site-{number}.toml"
            path.write_text(learned.text, "utf-8")
            before, after = score(scored, "none"), score(scored, str(path))
            print(
                f"| {name} | {before[0]:.3f} | {after[0]:.3f} | {before[1]:.3f} | {after[1]:.3f} | {learned.certainty:.2f} |"
            )


if __name__ == "__main__":
    main()
