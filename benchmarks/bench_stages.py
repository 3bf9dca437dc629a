"""Where the time of a page goes: processor seconds and Python calls of each stage of `clean`, on real dumps or HTML pages.

    python benchmarks/bench_stages.py [--corpus DIR] [--html] [--rounds 3]

DIR is `../shared/corpus`: its dumps (`text/text`, `unlabelled/dumps.jsonl.gz`) or its pages (`html/pages`); without it our fixtures are taken.
The stages are the functions that `qaclean.pipeline.clean_page` calls, in its order. Seconds are those of the best round; calls are counted in a
pass of its own (`sys.setprofile`), Python functions alone, a line of the source (a kilobyte of an HTML page). What is left is the path itself.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

from bench_documents import Document, read_dumps, read_pages
from bench_dumps import print_table

import qaclean
from qaclean.pipeline import clean_page

STAGES = (
    *("decode", "from_text", "read_source", "repair_lines", "cut_lines", "observe", "find_posts", "strip", "parse"),
    *("emit_record", "warn_of_garble", "account", "warn_of_a_cut", "warn_of_doubt", "build_page"),
)


class Stopwatch:
    """Processor seconds by stage while the stages of the path are wrapped in it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def around(self, stage: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, timed."""

        def timed(*args: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return run(*args, **named)
            finally:
                self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start

        return timed


class CallCounter:
    """Calls of Python functions by stage, told by `sys.setprofile`."""

    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()
        self._stage = "path"

    def around(self, stage: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The stage, its calls counted as its own."""

        def counted(*args: Any, **named: Any) -> Any:
            self._stage = stage
            try:
                return run(*args, **named)
            finally:
                self._stage = "path"

        return counted

    def profile(self, _frame: FrameType, event: str, _argument: object) -> None:
        """What `sys.setprofile` calls."""
        if event == "call":
            self.calls[self._stage] += 1


def clean_all(documents: Sequence[Document], around: Callable[[str, Callable[..., Any]], Callable[..., Any]]) -> float:
    """Processor seconds of all documents with every stage wrapped; the path is put back as it was."""
    plain = {stage: getattr(clean_page, stage) for stage in STAGES}
    try:
        for stage, run in plain.items():
            setattr(clean_page, stage, around(stage, run))
        start = time.process_time()
        for document in documents:
            qaclean.clean(document.source, media_type=document.media_type)
        return time.process_time() - start
    finally:
        for stage, run in plain.items():
            setattr(clean_page, stage, run)


def best_of(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Seconds by stage of the round that took least in all; `path` is what no stage took."""
    best: dict[str, float] = {}
    for _ in range(rounds):
        watch = Stopwatch()
        total = clean_all(documents, watch.around)
        watch.seconds["path"] = total - sum(watch.seconds.values())
        if not best or total < sum(best.values()):
            best = watch.seconds
    return best


def calls_of(documents: Sequence[Document]) -> Counter[str]:
    """Python calls by stage in one pass."""
    counter = CallCounter()
    sys.setprofile(counter.profile)
    try:
        clean_all(documents, counter.around)
    finally:
        sys.setprofile(None)
    return counter.calls


def stage_rows(seconds: dict[str, float], calls: Counter[str], units: float, unit: str) -> Iterator[list[str]]:
    """One row a stage in the order of the path, shares of the whole, and calls a unit."""
    yield ["stage", "ms", "share", f"calls a {unit}"]
    for stage in [*STAGES, "path"]:
        if stage in seconds:
            share = seconds[stage] / sum(seconds.values())
            yield [stage, f"{1000 * seconds[stage]:.0f}", f"{100 * share:.1f} %", f"{calls[stage] / units:.1f}"]
    yield ["all", f"{1000 * sum(seconds.values()):.0f}", "100.0 %", f"{calls.total() / units:.1f}"]


def main(argv: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="../shared/corpus, instead of our fixtures")
    parser.add_argument("--html", action="store_true", help="HTML pages instead of dumps")
    parser.add_argument("--rounds", type=int, default=3, help="rounds; the best one is shown (default: 3)")
    arguments = parser.parse_args(argv)
    documents = (read_pages if arguments.html else read_dumps)(arguments.corpus)
    size = sum(len(document.source) for document in documents)
    units = size / 1000 if arguments.html else sum(document.source.count(b"\n") + 1 for document in documents)
    clean_all(documents[:3], lambda _, run: run)  # rules and patterns are loaded
    seconds, calls = best_of(documents, arguments.rounds), calls_of(documents)
    print(f"{len(documents)} documents, {size / 1e6:.2f} MB, Python {sys.version.split()[0]}\n")
    print_table([*stage_rows(seconds, calls, units, "kilobyte" if arguments.html else "line")])


if __name__ == "__main__":
    main()
