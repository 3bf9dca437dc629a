"""Counting while documents go by: exact while it can be, bounded always, and the same of two halves as of the whole."""

from __future__ import annotations

import json
from collections import Counter

import pytest

import qaclean
from qaclean.report import Tally
from qaclean.report.frequent_lines import FrequentLines
from qaclean.report.overview import overview_of
from qaclean.report.rows import Row, removed_lines, row_of
from qaclean.report.sample import Sample, Wish
from qaclean.testing.generated import generate

TEXTS = [row.get("text") or row["html"] for row in generate(60, seed=3)]


def tally_of(texts: list[str], first: int = 0) -> Tally:
    tally = Tally()
    for number, text in enumerate(texts, first):
        tally.add(qaclean.clean(text), f"{number}.txt")
    return tally


def test_counts_are_those_of_the_records() -> None:
    pages = [qaclean.clean(text) for text in TEXTS]
    view = overview_of(tally_of(TEXTS), {})
    assert (view["documents"], sum(view["histogram"]), len(view["rows"])) == (60, 60, 60)
    assert dict(view["kinds"]) == Counter(page.kind for page in pages)
    assert {reason: spans for reason, _, spans, _ in view["reasons"]} == Counter(
        row.reason for page in pages for row in page.removed
    )
    assert (
        sum(size for _, size, _, _ in view["rules"])
        == sum(size for _, size, _, _ in view["reasons"])
        == view["removed"]
    )
    lines = Counter(line for page in pages for line in removed_lines(page))
    assert [row[1] for row in view["lines"]] == [count for _, count in lines.most_common(50)]
    assert view["lines_short"] == 0


def test_two_halves_add_up_to_the_whole() -> None:
    whole = tally_of(TEXTS)
    half, other = tally_of(TEXTS[:25]), tally_of(TEXTS[25:], 25)
    half.merge(Tally.from_json(json.loads(json.dumps(other.as_json()))))
    assert overview_of(half, {}) == overview_of(whole, {})
    assert [*half.sample.best()] == [*whole.sample.best()]


def test_a_row_is_read_as_it_was_written() -> None:
    row = row_of(qaclean.clean(TEXTS[0]), "a.txt")
    assert Row.from_json(json.loads(json.dumps(row.as_json()))) == row


def test_many_lines_are_counted_in_bounded_memory_and_say_what_they_may_lack() -> None:
    table = FrequentLines(capacity=10)
    for number in range(1_000):
        lines = {f"only here {number}": "noise a", **({"often": "share b"} if number % 2 else {})}
        table.add(lines, f"{number}.txt")
        assert len(table._rows) <= 20
    (often,) = table.top(1)
    assert often.line == "often" and often.example == "1.txt"
    assert often.documents <= 500 <= often.documents + table.short
    assert 0 < table.short <= 1_500 / 10


def test_merged_tables_of_lines_keep_their_promise() -> None:
    tables = [FrequentLines(capacity=5), FrequentLines(capacity=5)]
    for number in range(200):
        tables[number % 2].add({f"x{number}": "noise a", "often": "noise a"}, str(number))
    tables[0].merge(FrequentLines.from_json(json.loads(json.dumps(tables[1].as_json())), capacity=5))
    (often,) = tables[0].top(1)
    assert often.line == "often" and often.documents <= 200 <= often.documents + tables[0].short


@pytest.mark.parametrize("step", [1, -1])
def test_a_sample_does_not_depend_on_the_order(step: int) -> None:
    sample = Sample()

    def offer(rank: int) -> None:
        wishes = [Wish("all", 5), Wish("odd", 3, -rank)] if rank % 2 else [Wish("all", 5)]
        sample.offer(rank, wishes, lambda: {"rank": rank})

    for rank in range(100)[::step]:
        offer(rank)
    assert [value["rank"] for value in sample.best()] == [0, 99, 1, 97, 2, 95, 3, 4]


def test_a_document_that_is_not_wanted_is_not_made() -> None:
    sample = Sample()
    sample.offer(1, [Wish("all", 1)], dict)

    def fail() -> dict[str, object]:
        raise AssertionError("made for nothing")

    sample.offer(2, [Wish("all", 1)], fail)


def test_the_list_is_bounded_and_still_holds_what_can_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qaclean.report.tally.LISTED", 10)
    tally = tally_of(TEXTS)
    numbers = [number for number, _ in tally.rows()]
    assert numbers == sorted(set(numbers)) and len(tally._rows) == 10
    assert {found["number"] for found in tally.sample.best()} <= set(numbers)
