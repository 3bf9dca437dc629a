"""How much memory and time `qaclean learn` takes of many pages of one site.

    python benchmarks/bench_learn.py [PAGES]

Pages of the invented portal, of which no two are the same, are learned from one after the other in this process; prints the pages a second and the peak of the
process's memory, before and after.
"""

from __future__ import annotations

import pathlib
import resource
import sys
import time
from collections.abc import Iterator

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from generated_sites import portal_pages

from qaclean.intake import Source
from qaclean.learning import learn


def peak() -> float:
    """The largest size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def sources(count: int) -> Iterator[Source]:
    """The pages, made when they are asked for."""
    for number, page in enumerate(portal_pages(count)):
        yield Source("portal", number, page.source, media_type=page.media_type)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    learn(sources(20), "portal")  # everything is loaded
    before, began = peak(), time.process_time()
    learned = learn(sources(count), "portal")
    seconds = time.process_time() - began
    print(
        f"{learned.pages:,} pages, {learned.pages / seconds:,.0f} a second (processor time), peak {before:.0f} → {peak():.0f} MiB, certainty {learned.certainty:.2f}"
    )


if __name__ == "__main__":
    main()
