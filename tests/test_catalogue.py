"""The catalogue matches the folder, and `qaclean fixtures` gives the cases to those who write in other languages."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from qaclean.command import main
from qaclean.testing import GROUPS, KNOWN_FAILURES, cases, fixtures_folder, load
from qaclean.testing.catalogue import catalogue

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "fixtures.md").read_text("utf-8")
EVERY = [case for group in (*GROUPS, KNOWN_FAILURES) for case in cases(group)]


def test_the_catalogue_matches_the_folder() -> None:
    assert catalogue() == PAGE, "run `make fixtures`, and read what changed"


def test_every_case_has_its_place_in_the_catalogue_and_every_link_leads_to_one() -> None:
    heads = re.findall(r"^### (\S+)$", PAGE, re.MULTILINE)
    assert heads == [case.name for case in EVERY]
    places = {re.sub(r"[^\w-]", "", head) for head in heads}
    assert {*re.findall(r"\]\(#([^)]+)\)", PAGE)} <= places


def test_every_folder_with_files_is_a_case() -> None:
    folders = {
        path.parent
        for path in fixtures_folder().rglob("*")
        if path.is_file() and path.parent.parent != fixtures_folder().parent
    }
    known = {fixtures_folder() / case.name for case in EVERY} | {fixtures_folder() / "corpus"}
    assert folders - known == set()


def test_there_are_cases_of_all_kinds() -> None:
    assert len(EVERY) >= 80
    languages = {tag.partition(":")[2] for case in EVERY for tag in case.tags if tag.startswith("language:")}
    assert {"zh-Hans", "zh-Hant", "en", "ja", "ko", "de", "fr", "es"} <= languages
    assert {case.media_type for case in EVERY} == {"text/plain", "text/html", "text/markdown"}


# The command


def test_cases_are_listed_by_group_and_tag(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fixtures", "list", "--tag", "engine:discuz"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [case.name for case in cases(tag="engine:discuz")]
    assert main(["fixtures", "list", "--group", "negative", "--group", "hostile", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["name"] for row in told] == [case.name for group in ("negative", "hostile") for case in cases(group)]
    assert told[0]["note"] and told[0]["tags"]


def test_a_case_is_shown_whole_or_in_part(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    case = load("sites/discuz-x")
    parts = {}
    for part in ("source", "record", "facts", "note"):
        done = subprocess.run(
            [sys.executable, "-m", "qaclean", "fixtures", "show", case.name, "--part", part], capture_output=True
        )
        assert done.returncode == 0, done.stderr
        parts[part] = done.stdout
    assert parts["source"] == case.source
    assert json.loads(parts["record"]) == case.expected_json and json.loads(parts["facts"]) == case.facts
    assert parts["note"].decode().strip() == case.note
    whole = subprocess.run(
        [sys.executable, "-m", "qaclean", "fixtures", "show", case.name], capture_output=True
    ).stdout.decode()
    assert case.note in whole and "charset: gb18030" in whole and "Gives: thread" in whole


def test_cases_are_copied_as_they_lie_and_told_in_an_index(tmp_path: Path) -> None:
    target = tmp_path / "pages"
    assert main(["fixtures", "copy", str(target), "--group", "hostile", "--group", "sites"]) == 0
    index = json.loads((target / "cases.json").read_text("utf-8"))
    copied = [case for group in ("hostile", "sites") for case in cases(group)]
    assert [row["name"] for row in index] == [case.name for case in copied]
    for case in copied:
        (source,) = (target / case.name).glob("source.*")
        assert source.read_bytes() == case.source
        assert json.loads((target / case.name / "expected.json").read_text("utf-8")) == case.expected_json


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["show", "sites/discus-x"], "near: sites/discuz-x"),
        (["show"], "name a case"),
        (["copy"], "name a folder"),
        (["list", "--tag", "engine:phpb"], "engine:phpbb"),
        (["list", "--group", "site"], "groups are dumps"),
        (["copy", "."], "holds something already"),
    ],
)
def test_wrong_usage_is_answered_with_the_way_out(
    words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fixtures", *words]) == 2
    assert says in capsys.readouterr().err


def test_a_folder_named_fixtures_is_still_read_as_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "a.txt").write_text("问:怎么退订?\n答:发短信。\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["fixtures", "-o", "out.jsonl"]) == 0
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["questions"][0]["text"] == "怎么退订?"
