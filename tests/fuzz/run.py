"""Clean fuzzed documents for some minutes and count what went wrong; each failing document is kept.

    python tests/fuzz/run.py [--minutes 1] [--seed 1] [--workers 2] [--keep build/fuzz]

A failure is an exception that is none of ours, a broken invariant (`tests/invariants.py`), or a document that takes longer than SLOW seconds of processor
time. Prints a table of counts; the exit code is 1 where there was any failure. The numbers of the documents go on where the seed's last run ended only
if `--first` says so: by default a run of one seed begins with the same documents.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import pathlib
import sys
import time
import traceback
from collections import Counter
from typing import Any

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

import qaclean  # noqa: E402
from fuzz.documents import Document, document  # noqa: E402 a folder beside the package
from invariants import broken  # noqa: E402

SLOW = 2.0  # seconds of processor time for at most ten thousand characters
ROUND = 60.0  # seconds, after which the count so far is told


def fault_of(document: Document) -> str | None:
    """What is wrong with the page of a document, without its places so that faults of a kind are counted together; None where all is well."""
    start = time.process_time()
    try:
        page = qaclean.clean(document.source, media_type=document.media_type)
        words = next(broken(page), None)
    except qaclean.QacleanError:
        return None
    except Exception as error:  # what we look for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {pathlib.Path(place.filename).stem}.{place.name}"
    if time.process_time() - start > SLOW:
        return "slow"
    return None if words is None else "".join(c for c in words.partition("[")[0] if not c.isdigit())


def work(seed: int, first: int, step: int, seconds: float, keep: str) -> dict[str, Any]:
    """Clean every `step`th document from number `first` on."""
    counts: Counter[str] = Counter()
    characters = 0
    end = time.monotonic() + seconds
    at = first
    while time.monotonic() < end:
        for number in range(at, at + 50 * step, step):
            made = document(seed, number)
            characters += len(made.source)
            fault = fault_of(made)
            counts[fault or "well"] += 1
            if fault is not None and counts[fault] <= 5:
                _keep(pathlib.Path(keep), seed, made, fault)
        at += 50 * step
    return {"counts": counts, "characters": characters, "next": at}


def _keep(folder: pathlib.Path, seed: int, document: Document, fault: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    source = document.source
    data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
    name = f"{seed}-{document.number}"
    (folder / f"{name}.source").write_bytes(data)
    row = {"fault": fault, "media_type": document.media_type, "text": isinstance(source, str)}
    (folder / f"{name}.json").write_text(json.dumps(row), "utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep", default="build/fuzz", help="folder for the documents that failed")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    characters = 0
    following = [options.first + n for n in range(options.workers)]
    end = time.monotonic() + 60 * options.minutes
    with multiprocessing.Pool(options.workers) as pool:
        while (left := end - time.monotonic()) > 0:
            seconds = min(left, ROUND)
            jobs = [(options.seed, first, options.workers, seconds, options.keep) for first in following]
            rows = pool.starmap(work, jobs)
            following = [row["next"] for row in rows]
            characters += sum(row["characters"] for row in rows)
            total = sum((row["counts"] for row in rows), total)
            print(f"{total.total():,} documents, {total.total() - total['well']:,} faults", file=sys.stderr, flush=True)
    print(f"{'documents':60s} {total.total():>12,}\n{'characters':60s} {characters:>12,}")
    for fault, count in total.most_common():
        print(f"{fault:60s} {count:>12,}")
    print(f"{'go on with --first':60s} {max(following):>12,}")
    return int(set(total) != {"well"})


if __name__ == "__main__":
    sys.exit(main())
