"""The report of many documents: how long it takes to make, how large it is, and how fast it opens and answers in Chromium.

    python benchmarks/bench_report.py [--documents 10000] [--corpus DIR]

Documents are those of CORPUS/unlabelled/dumps.jsonl.gz over and over, each repeat under a name of its own, or generated ones. The browser part needs selenium and
Chromium with its driver. "Opens" is from the navigation to the end of the load, with the overview drawn; a document "answers" from the press to
the view with its styles and layout computed, the best of three and, where
that is slow, of more, for another process may take the processor meanwhile. The last report is of one document of as many
pieces as are shown.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

import qaclean  # noqa: E402
from qaclean.report import Tally, report_html  # noqa: E402
from qaclean.testing.generated import generate  # noqa: E402
from report.browser import chromium  # noqa: E402 a folder of the tests

AGAIN = 7
SLOW = 50  # ms from which on a document is measured again
OPENED = "return performance.getEntriesByType('navigation')[0].loadEventEnd"
STEP = """let best = Infinity; for (let again = 0; again < 3; again += 1) { location.hash = ""; opened = -1; const began = performance.now(); go(arguments[0]);
document.body.getBoundingClientRect(); best = Math.min(best, performance.now() - began); } return best"""
LIST = """const began = performance.now(); look({ words: arguments[0] }); document.body.getBoundingClientRect(); return performance.now() - began"""


def documents(count: int, corpus: pathlib.Path | None) -> Iterator[str]:
    """Sources of documents."""
    if corpus is None:
        yield from (row.get("text") or row["html"] for row in generate(count))
        return
    with gzip.open(corpus / "unlabelled" / "dumps.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    yield from islice(cycle(texts), count)


def make(count: int, corpus: pathlib.Path | None, path: pathlib.Path) -> None:
    """Clean the documents and write the report, and say what each took."""
    tally = Tally()
    counting = cleaning = 0.0
    for number, text in enumerate(documents(count, corpus)):
        began = time.perf_counter()
        page = qaclean.clean(text)
        cleaned = time.perf_counter()
        tally.add(page, f"crawl/part-{number % 16:02}.jsonl@{number * 2_000}")
        cleaning += cleaned - began
        counting += time.perf_counter() - cleaned
    began = time.perf_counter()
    html = report_html(tally)
    written = time.perf_counter() - began
    path.write_text(html, "utf-8")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count:,} documents: cleaned in {cleaning:.1f} s, counted in {counting:.1f} s, written in {written:.2f} s")
    print(
        f"{len(html.encode()):,} bytes; {most:,.0f} MiB at most; lines of removals counted exactly: {not tally.lines.short}"
    )


def measure(browser: Any, path: pathlib.Path) -> None:
    """What the report takes in the browser."""
    opened = []
    for _ in range(AGAIN):
        browser.get("about:blank")
        browser.get(path.as_uri())
        opened.append(browser.execute_script(OPENED))
    print(f"opens in {statistics.median(opened):,.0f} ms (worst of {AGAIN}: {max(opened):,.0f})")
    whole = int(browser.execute_script("return DATA.whole"))
    steps = [browser.execute_script(STEP, place) for place in range(whole)]
    for _ in range(AGAIN):  # what was slow may have been another process
        slow = [place for place, step in enumerate(steps) if step > SLOW]
        for place in slow:
            steps[place] = min(steps[place], browser.execute_script(STEP, place))
    shown = f"median {statistics.median(steps):.1f} ms, worst {max(steps):.0f} ms"
    print(f"{whole} documents to open; one answers in {shown}")
    browser.execute_script("go(-1)")
    searches = [browser.execute_script(LIST, words) for words in ("a", "怎么", "", "1", "的", "x", "")]
    print(f"the list answers in {statistics.median(searches):.0f} ms (worst: {max(searches):.0f})")


def largest() -> str:
    """A document of more pieces than are shown."""
    steps = (f"{n}、按第{n}个键,&amp; 听到提示音。\n网站导航 | 首页\n" for n in range(1, 2_200))
    return "怎么退订彩铃?\n" + "".join(steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--corpus", type=pathlib.Path)
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        make(options.documents, options.corpus, folder / "report.html")
        with chromium(folder / "profile") as browser:
            measure(browser, folder / "report.html")
            tally = Tally()
            tally.add(qaclean.clean(largest()), "largest.txt")
            (folder / "largest.html").write_text(report_html(tally), "utf-8")
            measure(browser, folder / "largest.html")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
