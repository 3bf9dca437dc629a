"""Speed of HTML pages: qaclean, its peers and a bare lxml parse of the same pages, side by side in one run, and how time grows with the page.

    python benchmarks/bench_html.py [--corpus DIR]

DIR is the corpus: saved pages of question sites, and pages of varied sites; without it the pages are generated. Prints processor time as a multiple of the bare parse, the median of five
interleaved rounds, and seconds per million characters for threads of 50 to 1,600 posts. Peers come with the extra `peers`; those that are missing are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pathlib
import statistics
import time
from collections.abc import Callable, Sequence

from accuracy_html import PEERS
from lxml import etree

import qaclean

ROUNDS = 5
EVERY = 4  # of the corpus one page in so many
POST = """<li class="post" id="p{0}"><div class="side"><a class="username" href="/u/{1}">User {1}</a><span>Joined 2019</span></div>
<div class="head"><time datetime="2021-03-{2:02d}T10:00:00Z">March {2}</time> <a href="#p{0}">#{0}</a></div>
<div class="text"><p>The pump ran for {0} minutes before the filter clogged again, so I opened it and found sand between the gaskets.</p>
<p>Rinse it, let it dry overnight, and put a drop of oil on the ring before you close it.</p></div>
<ul class="buttons"><li><a href="/like">Like</a></li><li><a href="/quote">Quote</a></li><li><a href="/report">Report</a></li></ul></li>"""
MENU = "<ul class=nav>" + "".join(f"<li><a href=/f/{n}>Forum {n}</a></li>" for n in range(60)) + "</ul>"


def thread(posts: int) -> str:
    """A forum thread as an unknown engine would write it."""
    rows = "\n".join(POST.format(n, n % 17, n % 28 + 1) for n in range(1, posts + 1))
    return f"<html><head><title>Clogged filter - Pumps</title></head><body>{MENU}<h1>Clogged filter</h1><ol>{rows}</ol>{MENU}</body></html>"


def parse(markup: str) -> object:
    """The bare parse that everything is compared with. It is told the charset: at a `<meta charset=gbk>` of a page that was saved in UTF-8 libxml2 ends after some
    eight elements."""
    return etree.fromstring(markup.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))


def clean(markup: str) -> object:
    """qaclean, without a profile."""
    return qaclean.clean(markup, media_type="text/html", profile="none")


def processor_seconds(run: Callable[[str], object], pages: Sequence[str]) -> float:
    """Processor time of one run over all pages."""
    start = time.process_time()
    for page in pages:
        run(page)
    return time.process_time() - start


def extractors() -> dict[str, Callable[[str], object]]:
    """What is measured, by name: the bare parse first."""
    found: dict[str, Callable[[str], object]] = {"bare lxml parse": parse, "qaclean": qaclean_of_html}
    found["qaclean, no profiles"] = clean
    for name, make in {**PEERS, "html_text": _html_text}.items():
        try:
            found[name] = make()
        except ImportError:
            print(f"({name} is not installed: pip install '.[peers]')")
    return found


def _html_text() -> Callable[[str], object]:
    extract: Callable[[str], object] = importlib.import_module("html_text").extract_text
    return extract


def qaclean_of_html(markup: str) -> object:
    """qaclean as it is called."""
    return qaclean.clean(markup, media_type="text/html")


def ratios(pages: Sequence[str], found: dict[str, Callable[[str], object]]) -> dict[str, float]:
    """How many times a bare parse each takes: of rounds in which all take turns the median, of this process's own time."""
    rows = [[processor_seconds(run, pages) for run in found.values()] for _ in range(ROUNDS)]
    return {name: statistics.median(row[i] / row[0] for row in rows) for i, name in enumerate(found)}


def page_sets(corpus: pathlib.Path | None) -> dict[str, list[str]]:
    """The pages by what they are."""
    sets = {"generated threads": [thread(n) for n in (5, 10, 20, 40)]}
    if corpus is not None:
        files = sorted((corpus / "html" / "pages").glob("*.html"))[::EVERY]
        sets["saved question pages"] = [path.read_bytes().decode("utf-8", "replace") for path in files]
        rows = [
            line
            for path in sorted((corpus / "content").glob("*.jsonl.gz"))
            for line in gzip.decompress(path.read_bytes()).splitlines()
        ]
        sets["varied sites"] = [json.loads(line)["html"] for line in rows[::EVERY]]
    return sets


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path)
    sets, found = page_sets(parser.parse_args().corpus), extractors()
    for pages in sets.values():
        for run in found.values():
            run(pages[0])
    measured = {name: ratios(pages, found) for name, pages in sets.items()}
    print(
        "\n| × bare lxml parse |",
        " | ".join(f"{name} ({len(pages)}, {sum(map(len, pages)) / 1e6:.2f} MB)" for name, pages in sets.items()),
        "|",
    )
    print("|---" * (len(sets) + 1) + "|")
    for name in found:
        print(f"| {name} |", " | ".join(f"{measured[pages][name]:.1f}" for pages in sets), "|")
    print("\n| posts | characters | seconds per million characters |\n|---|---|---|")
    for posts in (50, 200, 800, 1600):
        page = thread(posts)
        print(
            f"| {posts} | {len(page)} | {min(processor_seconds(clean, [page]) for _ in range(3)) / len(page) * 1e6:.2f} |"
        )


if __name__ == "__main__":
    main()
