"""Differences of records are told field by field, with the text around."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from qaclean.testing import assert_page_equal, differences, load, outline

CASE = load("sites/phpbb-3")


@pytest.fixture
def record() -> dict[str, Any]:
    return copy.deepcopy(CASE.expected_json)


def message(found: Any, expected: Any, **options: Any) -> str:
    with pytest.raises(AssertionError) as error:
        assert_page_equal(found, expected, **options)
    return str(error.value)


def test_pages_records_and_cases_are_compared_with_each_other(record: dict[str, Any]) -> None:
    page = CASE.clean()
    for found in (page, record, CASE):
        for expected in (page, record, CASE):
            assert_page_equal(found, expected)
            assert differences(found, expected) == []


def test_a_field_is_told_by_its_path_with_both_values(record: dict[str, Any]) -> None:
    record["questions"][0]["answers"][1]["author"] = None
    assert message(record, CASE) == (
        "the page differs from sites/phpbb-3 in 1 field\nquestions[0].answers[1].author\n  expected: 'Kante'\n  found:    null"
    )


def test_of_long_texts_what_stands_around_the_place_is_told(record: dict[str, Any]) -> None:
    block = record["questions"][0]["body"][0]
    block["text"] = block["text"].replace("nach links weg", "nach rechts weg\nund")
    told = message(record, CASE)
    assert "…bei 45 Grad läuft das Blatt nach ⟦links⟧ weg" in told.replace("'", "") or "⟦links weg⟧" in told
    assert "rechts weg\\nund" in told
    assert max(map(len, told.splitlines())) < 200


def test_a_missing_member_does_not_make_those_behind_it_differ(record: dict[str, Any]) -> None:
    gone = record["questions"][0]["answers"].pop(0)
    rows = differences(record, CASE)
    assert [row.path for row in rows] == ["questions[0].answers[0]"]
    assert gone["blocks"][0]["text"][:20] in rows[0].expected and rows[0].found == "nothing"
    assert [row.expected for row in differences(CASE, record)] == ["nothing"]


def test_keys_are_left_out_or_chosen(record: dict[str, Any]) -> None:
    record["source"]["sha256"] = ""
    record["questions"][0]["answers"][0]["votes"] = 7
    assert {row.path for row in differences(record, CASE)} == {"source.sha256", "questions[0].answers[0].votes"}
    assert [row.path for row in differences(record, CASE, ignore=["sha256"])] == ["questions[0].answers[0].votes"]
    assert differences(record, CASE, only=["text", "author"]) == []
    record["questions"][0]["answers"][0]["author"] = "x"
    assert [row.path for row in differences(record, CASE, only=["text", "author"])] == [
        "questions[0].answers[0].author"
    ]
    assert len(differences(record, CASE, only=["questions"])) == 2


def test_keys_and_types_that_one_record_lacks_are_told() -> None:
    assert [str(row) for row in differences({"a": 1}, {"b": 1})] == [
        "b\n  expected: 1\n  found:    no such field",
        "a\n  expected: no such field\n  found:    1",
    ]
    assert [row.path for row in differences({"a": True}, {"a": 1})] == ["a"]
    assert [row.path for row in differences({"a": "b"}, {"a": ["b"]})] == ["a"]


def test_of_many_differences_the_first_are_told_and_the_others_counted() -> None:
    told = message({"rows": [{"n": n} for n in range(50)]}, {"rows": [{"n": n + 100} for n in range(50)]})
    assert told.startswith("the page differs in 50 fields") and told.endswith("… and 30 more")


def test_the_outline_has_what_any_parser_gives() -> None:
    told = outline(CASE)
    assert told == outline(CASE.expected_json) == outline(CASE.clean())
    assert told["title"] == CASE.facts["title"]
    (question,) = told["questions"]
    assert [answer["author"] for answer in question["answers"]] == CASE.facts["authors"]
    assert question["answers"][1]["text"].endswith("Es war der Flansch, ein Krümel Harz. Danke!")
