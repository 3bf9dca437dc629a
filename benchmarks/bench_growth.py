"""How time and memory grow with what a page repeats: documents of every kind of `tests/repeats.py` in doubling sizes.

    python benchmarks/bench_growth.py [--sizes 0.25,0.5,1] [--kinds WORD] [--after KIND] [--limit 120] [--corpus DIR]

Each document is cleaned in a process of its own, which ends after LIMIT seconds of processor time. A row: the processor seconds of each size (MB of UTF-8), how many times the time of the
last size is that of the size before it, for each doubling between the two, and the peak of memory of the last one, over that of the start, as a multiple of the document's own bytes (UTF-8).
With `--corpus` whole real documents come first: its dumps, and its saved pages, one behind the other as often as it takes.
"""

from __future__ import annotations

import argparse
import gc
import math
import pathlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable

from bench_documents import Document, read_dumps, read_pages

TESTS = pathlib.Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))


ONE_LINE = "whole: dumps on one line"


def _on_one_line(document: Document) -> Document:
    """As `get_text(" ")` gives it."""
    return document._replace(source=b" ".join(document.source.split(b"\n")))


WHOLE: dict[str, tuple[Callable[[pathlib.Path | None], list[Document]], str]] = {
    "whole: dumps": (read_dumps, "text/plain"),
    ONE_LINE: (lambda corpus: [*map(_on_one_line, read_dumps(corpus))], "text/plain"),
    "whole: pages": (read_pages, "text/html"),
}


def joined(documents: list[Document], size: int, end: str = "\n") -> str:
    """Whole documents, each in other words of its first line, up to `size` bytes; `end` stands behind each."""
    parts: list[str] = []
    length = 0
    while length < size:
        document = documents[len(parts) % len(documents)]
        parts.append(f"{len(parts)}{end}{document.source.decode('utf-8', 'replace')}{end}")
        length += len(document.source)
    return "".join(parts)


def source_of(name: str, size: int, corpus: pathlib.Path | None) -> tuple[str, str]:
    """The document of a kind and of about `size` bytes, and its media type; the kind's first page is cleaned, which loads rules and weights."""
    import qaclean
    from repeats import KINDS

    if name in WHOLE:
        read, media_type = WHOLE[name]
        documents = read(corpus)
        qaclean.clean(documents[0].source, media_type=media_type)
        return joined(documents, size, " " if name == ONE_LINE else "\n"), media_type
    kind = KINDS[name]
    sample = kind.make(20_000)
    qaclean.clean(sample[:500], media_type=kind.media_type)
    return kind.make(size * len(sample) // len(sample.encode("utf-8", "surrogatepass"))), kind.media_type


def one(name: str, size: int, limit: int, corpus: pathlib.Path | None) -> None:
    """Clean the document of a kind and of `size` bytes, and print processor seconds, KiB over the start, bytes."""
    from bench_memory import resident

    import qaclean
    from qaclean.freed import give_back
    from qaclean.limits import LARGE

    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
    source, media_type = source_of(name, size, corpus)
    gc.collect()
    give_back(len(source) + LARGE)  # else what making the document left free would be taken for room that was there
    before = resident() // 1024
    start = time.process_time()
    qaclean.clean(source, media_type=media_type)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(seconds, peak, len(source.encode("utf-8", "surrogatepass")))


def measured(name: str, size: int, limit: int, corpus: pathlib.Path | None) -> tuple[float, float] | None:
    """Seconds and the peak over the document, or None over the limit."""
    command = [sys.executable, __file__, "--one", name, "--sizes", str(size), "--limit", str(limit)]
    command += ["--corpus", str(corpus)] if corpus else []
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode < 0:  # stopped at the limit
        return None
    if run.returncode:
        raise SystemExit(f"{name}: {run.stderr}")
    seconds, peak, length = run.stdout.split()
    return float(seconds), 1024 * float(peak) / float(length)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="0.25,0.5,1", help="MB of UTF-8")
    parser.add_argument("--kinds", default="", help="only kinds whose name holds this")
    parser.add_argument("--after", default="", help="only kinds behind this one")
    parser.add_argument("--limit", type=int, default=120, help="seconds of processor time for a document")
    parser.add_argument("--corpus", type=pathlib.Path, help="real documents, joined, too")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one(options.one, int(options.sizes), options.limit, options.corpus)
        return
    from repeats import KINDS

    sizes = [float(size) for size in options.sizes.split(",")]
    print(f"{'kind':36s}" + "".join(f"{size:>9g}" for size in sizes) + f"{'growth':>9s}{'peak':>9s}")
    names = [*(WHOLE if options.corpus else ()), *KINDS]
    for name in (n for n in names[names.index(options.after) + 1 if options.after else 0 :] if options.kinds in n):
        rows: list[tuple[float, float] | None] = []
        for size in sizes:
            rows.append(measured(name, int(1e6 * size), options.limit, options.corpus))
            if rows[-1] is None:
                break
        cells = [f"{row[0]:9.2f}" if row else f"{f'>{options.limit}':>9s}" for row in rows]
        told = ""
        if len(rows) > 1 and rows[-1] and rows[-2]:
            times = rows[-1][0] / max(rows[-2][0], 0.005)
            told = f"{times ** (1 / math.log2(sizes[-1] / sizes[-2])):8.2f}x{rows[-1][1]:8.1f}x"
        print(f"{name:36s}" + "".join(cells) + told, flush=True)


if __name__ == "__main__":
    main()
