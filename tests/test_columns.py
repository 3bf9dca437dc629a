"""Large pages: their pieces, what is seen of them and their scores are held in columns, and their records are those of rows."""

from __future__ import annotations

import pathlib
import tracemalloc
from collections.abc import Sequence
from typing import Any

import pytest

import qaclean
from qaclean.limits import LARGE
from qaclean.segments import columns, evened, said_again
from qaclean.segments.columns import held_evidence, held_pieces, held_scores, held_spans, texts_of
from qaclean.segments.document import Piece
from qaclean.segments.evened import words_beside
from qaclean.segments.evidence import Evidence
from qaclean.segments.lines import read_text
from qaclean.segments.said_again import count_again, times_of_each
from qaclean.segments.signals import observe
from repeats import KINDS

SOURCES = sorted(pathlib.Path(__file__).resolve().parent.parent.glob("fixtures/*/*/source.*"))
LINES = "怎么换灯泡?\n\n  先断电,再拧下旧的。\n网站地图\n回复(2)\nTake the old one out. Then wait!\n"


@pytest.fixture
def in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page is held as a large one."""
    monkeypatch.setattr(columns, "LARGE", 0)
    monkeypatch.setattr(columns, "SHORT", 0)
    monkeypatch.setattr(said_again, "MANY", 0)
    monkeypatch.setattr(evened, "MANY", 0)


@pytest.mark.parametrize("path", SOURCES[::3], ids=lambda path: path.parent.name)
def test_the_record_of_a_page_is_the_same(path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = path.read_bytes()
    usual = qaclean.clean(source)
    monkeypatch.setattr(columns, "LARGE", 0)
    monkeypatch.setattr(columns, "SHORT", 0)
    monkeypatch.setattr(said_again, "MANY", 0)
    monkeypatch.setattr(evened, "MANY", 0)
    assert qaclean.clean(source).model_dump() == usual.model_dump()


def test_columns_are_sequences_of_the_same_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    document = read_text(LINES)
    evidence = observe(document)
    monkeypatch.setattr(columns, "LARGE", 0)
    monkeypatch.setattr(columns, "SHORT", 0)
    pieces = held_pieces(document.pieces, len(LINES))
    seen = held_evidence(evidence, document._replace(pieces=pieces))
    both: tuple[tuple[Sequence[Any], Sequence[Any]], ...] = (
        (document.pieces, pieces),
        (evidence, seen),
        ([e.text for e in evidence], texts_of(seen)),
    )
    for rows, held in both:
        assert not isinstance(held, tuple | list)
        assert len(held) == len(rows) == 5
        assert [*held] == [*rows] == [held[i] for i in range(5)]
        assert [*held[1:4]] == [*rows[1:4]]
        assert held[-1] == rows[-1]
        assert [*reversed(held)] == [*reversed(rows)]
        with pytest.raises(IndexError):
            held[5]
    assert [type(row) for row in (pieces[0], next(iter(pieces)), *pieces[:1])] == [Piece] * 3
    assert [type(row) for row in (seen[0], next(iter(seen)), *seen[:1])] == [Evidence] * 3
    assert [*held_spans([(0, 3), (4, 5)], 9)] == [(0, 3), (4, 5)]
    assert [*held_scores([(0.1, -2.5)] * 5, 2, seen)] == [(0.1, -2.5)] * 5
    assert held_scores([(0.1, -2.5)], 2, evidence) == [(0.1, -2.5)]


@pytest.mark.usefixtures("in_columns")
def test_a_page_without_a_piece_has_columns_too() -> None:
    document = read_text(" \n")
    assert not [*document.pieces]
    assert not [*observe(document)]
    assert qaclean.clean("\n").questions == []


def test_only_lines_that_are_not_very_short_are_held_in_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "LARGE", 0)
    short, long = (read_text(f"{line}\n" * 9) for line in ("Reply", "Take the old one out. Then wait!"))
    assert isinstance(short.pieces, tuple) and isinstance(observe(short), tuple)
    assert not isinstance(long.pieces, tuple) and not isinstance(observe(long), tuple)


def test_how_often_words_come_is_told_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["a", "ab", "ca", "ab", "ab", "bc"]
    usual = times_of_each(words)
    monkeypatch.setattr(said_again, "MANY", 0)
    monkeypatch.setattr(evened, "MANY", 0)
    assert [*times_of_each(words)] == [*usual] == [1, 3, 1, 3, 3, 1]
    assert times_of_each(["a"] * 300) == bytearray([said_again.MOST]) * 300


def test_words_beside_very_many_places_are_those_of_few(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "1 Oak and 27 Ash 3"
    places = [(1, 2), (5, 6), (9, 10), (12, 13), (16, 17)]
    usual = words_beside(text, places, 3)
    monkeypatch.setattr(evened, "MANY", 0)
    before, behind = words_beside(text, places, 3)
    assert ([*before], [*behind]) == usual == (["0", "Oak", "and", " 00", "Ash"], ["Oak", "and", "00 ", "Ash", "0"])
    assert (behind[-1], before[1:3], len(before)) == ("0", ["Oak", "and"], 5)


def test_words_that_come_once_are_not_counted_of_a_large_page() -> None:
    words = ["Reply", "Oil it.", "Reply", "Like", "Like", "Like"]
    assert count_again(lambda: words, said_again.MANY) == {"Reply": 2, "Like": 3}
    assert count_again(lambda: iter(words), said_again.MANY - 1) == {"Reply": 2, "Oil it.": 1, "Like": 3}


@pytest.mark.usefixtures("in_columns")
def test_what_is_held_of_a_line_is_small() -> None:
    source = KINDS["text: lines of one word"].make(LARGE)
    read_text(source)
    tracemalloc.start()
    document = read_text(source)
    evidence = observe(document)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(evidence) > 50_000
    assert held < 80 * len(evidence) + len(source.encode())  # 24 bytes and 32 for each, and what was remembered
