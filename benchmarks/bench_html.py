"""Speed of HTML pages: qaclean and a bare lxml parse of the same pages, side by side in one run, and how time grows with the page.

    python benchmarks/bench_html.py [--pages DIR]

DIR holds `*.html` files (saved pages); without it the pages are generated. Prints seconds as a multiple of the bare parse, processor time, best of five rounds in turn, and
seconds per million characters for threads of 50 to 1,600 posts.
"""

from __future__ import annotations

import argparse
import pathlib
import time
from collections.abc import Callable, Sequence

from lxml import etree

import qaclean

ROUNDS = 5
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
    """The bare parse that everything is compared with."""
    return etree.fromstring(markup.encode(), etree.HTMLParser(huge_tree=True))


def clean(markup: str) -> object:
    """qaclean, without a profile."""
    return qaclean.clean(markup, media_type="text/html", profile="none")


def processor_seconds(run: Callable[[str], object], pages: Sequence[str]) -> float:
    """Processor time of one run over all pages."""
    start = time.process_time()
    for page in pages:
        run(page)
    return time.process_time() - start


def ratio(pages: Sequence[str]) -> float:
    """How many times a bare parse takes what a cleaning takes: the best of rounds, in turn, of this process's own time."""
    rounds = [(processor_seconds(parse, pages), processor_seconds(clean, pages)) for _ in range(ROUNDS)]
    return min(cleaned for _, cleaned in rounds) / min(parsed for parsed, _ in rounds)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=pathlib.Path)
    arguments = parser.parse_args()
    sets = {"generated threads": [thread(n) for n in (5, 10, 20, 40)]}
    if arguments.pages:
        files = sorted(arguments.pages.glob("*.html"))
        sets["saved pages"] = [path.read_bytes().decode("utf-8", "replace") for path in files]
    print("\n| HTML pages | n | MB | × bare lxml parse |\n|---|---|---|---|")
    for name, pages in sets.items():
        clean(pages[0])
        print(f"| {name} | {len(pages)} | {sum(map(len, pages)) / 1e6:.2f} | {ratio(pages):.1f} |")
    print("\n| posts | characters | seconds per million characters |\n|---|---|---|")
    for posts in (50, 200, 800, 1600):
        page = thread(posts)
        print(
            f"| {posts} | {len(page)} | {min(processor_seconds(clean, [page]) for _ in range(3)) / len(page) * 1e6:.2f} |"
        )


if __name__ == "__main__":
    main()
