"""A cleaner over a stream, and the worker processes under it: same pages, same order, and nothing that one document does stops the rest."""

from __future__ import annotations

import pathlib
import pickle
import subprocess
import sys
from collections.abc import Iterator

import pytest

import qaclean
from misbehaving import DieAtOnce, DieOnce, Misbehaving, Slow
from qaclean import Cleaner, Options, Source, WorkerError
from qaclean.testing.generated import generate
from qaclean.workers import Job, WorkerPool

TEXTS = [row.get("html") or row["text"] for row in generate(80, size="short")]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_a_stream_gives_the_pages_that_clean_gives(workers: int) -> None:
    outcomes = list(Cleaner().pipe(TEXTS, workers=workers))
    assert [outcome.page for outcome in outcomes] == [qaclean.clean(text) for text in TEXTS]
    assert [outcome.source.number for outcome in outcomes] == list(range(len(TEXTS)))


def test_without_order_all_come() -> None:
    outcomes = Cleaner().pipe(TEXTS, workers=2, ordered=False)
    assert sorted(outcome.source.number for outcome in outcomes) == list(range(len(TEXTS)))


def test_a_cleaner_can_be_pickled() -> None:
    cleaner = pickle.loads(pickle.dumps(Cleaner(Options(media_type="text/plain", profile="none"))))
    assert cleaner.options == Options(media_type="text/plain", profile="none")
    assert cleaner.clean(TEXTS[0]) == qaclean.clean(TEXTS[0], media_type="text/plain")


def test_a_stream_is_read_as_it_is_needed() -> None:
    taken = []

    def endless() -> Iterator[str]:
        while True:
            taken.append(1)
            yield TEXTS[0]

    stream = Cleaner().pipe(endless(), workers=2)
    assert next(stream).page is not None
    stream.close()  # type: ignore[attr-defined]
    assert len(taken) < 1000


def test_documents_that_hang_swell_die_or_fail_cost_themselves_alone() -> None:
    texts = [*TEXTS[:3], "hang", *TEXTS[3:6], "swell", "die", "fail", *TEXTS[6:9]]
    outcomes = list(Misbehaving().pipe(texts, workers=2, limit_seconds=5, limit_mb=600))
    errors = {
        outcome.source.content: outcome.error
        for outcome in outcomes
        if isinstance(outcome.source, Source) and outcome.error
    }
    assert errors == {"hang": "timeout", "swell": "memory", "die": "died-sigsegv", "fail": "internal"}
    assert [outcome.page for outcome in outcomes if outcome.page] == [qaclean.clean(text) for text in TEXTS[:9]]


def test_an_undecodable_source_is_an_outcome() -> None:
    outcome = Cleaner().outcome(Source("", 0, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8))
    assert (outcome.page, outcome.error) == (None, "undecodable-source")


def test_a_worker_that_is_killed_from_outside_costs_nothing(tmp_path: pathlib.Path) -> None:
    jobs = [Job(number, tuple(range(number * 3, number * 3 + 3))) for number in range(3)]
    with WorkerPool(DieOnce(tmp_path), 2) as pool:
        results = dict(pool.run(jobs))
    assert results == {job.number: list(job.payload) for job in jobs}


def test_workers_that_cannot_begin_are_an_error() -> None:
    with WorkerPool(DieAtOnce(), 1) as pool, pytest.raises(WorkerError, match="cannot begin"):
        list(pool.run([Job(0, ())]))


def test_who_waits_for_order_holds_no_more_than_a_window() -> None:
    with WorkerPool(Slow(), 2) as pool:
        seen = [number for number, _ in pool.run((Job(number, ()) for number in range(40)), window=5)]
    assert (set(seen[:4]), seen[4]) == ({1, 2, 3, 4}, 0)  # number 0 takes a second
    assert sorted(seen) == list(range(40))


def test_a_script_without_the_main_guard_works(tmp_path: pathlib.Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "import qaclean\nprint(sum(o.page is not None for o in qaclean.Cleaner().pipe(['怎么办?\\n重启。'] * 3, workers=2)))\n",
        "utf-8",
    )
    run = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == "3"
