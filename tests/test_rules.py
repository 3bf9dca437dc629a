"""Rules carry their own examples; here they are run, and repeated to show that they scale linearly."""

from __future__ import annotations

import time
from typing import Any

import pytest

from qaclean.posts.empty_pages import notice_of
from qaclean.records import Reason
from qaclean.rules import load
from qaclean.segments.document import Document, Piece
from qaclean.segments.signals import cue_table, observe
from qaclean.stripper.inline import cut_inside
from qaclean.text.followup_prefixes import DETAIL, FOLLOWUP, find_turns, opening_turn

CUES: list[dict[str, Any]] = load("cues")["cue"]
CUTS: list[dict[str, Any]] = load("inline")["cut"]


def _fired(line: str) -> tuple[str, ...]:
    return observe(Document(line, line, (Piece(0, len(line)),)))[0].fired


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue["id"]))
def test_cue_fires_on_its_hits_and_not_on_its_misses(cue: dict[str, Any]) -> None:
    assert cue["hits"] and cue["misses"]
    for line in cue["hits"]:
        assert cue["id"] in _fired(line), line
    for line in cue["misses"]:
        assert cue["id"] not in _fired(line), line


def test_cue_ids_are_unique_and_their_reasons_are_the_contracts() -> None:
    ids = [cue["id"] for cue in CUES]
    assert len(ids) == len(set(ids))
    assert {cue.reason for cue in cue_table().cues.values()} <= set(Reason.__args__)  # type: ignore[attr-defined]


def test_a_cue_that_is_like_another_is_weighed_as_it_and_has_its_properties() -> None:
    line = "비밀번호를 입력해 주세요"
    (seen,) = observe(Document(line, line, (Piece(0, len(line)),)))
    assert (seen.fired, seen.cues) == (("comment-form-ko",), ("comment-form",))
    own, other = cue_table().cues["comment-form-ko"], cue_table().cues["comment-form"]
    assert (own.marks, own.rank, own.reason) == (other.marks, other.rank, other.reason)


def test_every_cue_is_ranked_and_none_is_like_an_unknown_one() -> None:
    assert {cue.like for cue in cue_table().cues.values()} <= cue_table().cues.keys()
    ranks = [cue["rank"] for cue in CUES if "rank" in cue]
    assert len(ranks) == len(set(ranks))


@pytest.mark.parametrize("line", load("labels")["turn_hits"])
def test_turn_is_found(line: str) -> None:
    turns = find_turns(line, 0, len(line))
    assert turns
    assert {turn.kind for turn in turns} <= {FOLLOWUP, DETAIL}


@pytest.mark.parametrize("line", load("labels")["turn_misses"])
def test_words_like_a_turn_are_none(line: str) -> None:
    assert find_turns(line, 0, len(line)) == []
    assert opening_turn(line) is None


@pytest.mark.parametrize(
    "part", [*load("labels")["turn_hits"], *load("labels")["turn_misses"], "追问", "追问我", "追答", "回答 "]
)
def test_turns_scale_linearly_on_their_own_words_repeated(part: str) -> None:
    def seconds(times: int) -> float:
        line = part * times
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            find_turns(line, 0, len(line))
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(500), seconds(4_000)
    assert large < 24 * small + 0.01  # eight times the text; quadratic would be sixty-four


def _cut_rules(line: str, cut: dict[str, Any]) -> list[str]:
    return [removal.rule for removal in cut_inside(line, 0, len(line), title=cut.get("where") == "title")]


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: str(cut["id"]))
def test_cut_fires_on_its_hits_and_not_on_its_misses(cut: dict[str, Any]) -> None:
    assert cut["hits"] and cut["misses"]
    for line in cut["hits"]:
        assert cut["id"] in _cut_rules(line, cut), line
    for line in cut["misses"]:
        assert cut["id"] not in _cut_rules(line, cut), line
    if "where" in cut:
        assert all(cut["id"] not in _cut_rules(line, {}) for line in cut["hits"])


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: str(cue["id"]))
def test_cues_scale_linearly_on_their_own_words_repeated(cue: dict[str, Any]) -> None:
    def seconds(times: int) -> float:
        line = "".join(cue["hits"]) * times
        best = 9.0
        for _ in range(3):
            start = time.perf_counter()
            _fired(line)
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(2_000), seconds(8_000)
    assert large < 10 * small + 0.01  # four times the text; quadratic would be sixteen


@pytest.mark.parametrize("notice", load("notices")["notice"], ids=lambda notice: str(notice["id"]))
def test_notice_is_told_by_its_hits_and_not_by_its_misses(notice: dict[str, Any]) -> None:
    assert notice["hits"] and notice["misses"]
    for line in notice["hits"]:
        assert notice_of(line), line
    for line in notice["misses"]:
        assert notice_of(line) is None, line
