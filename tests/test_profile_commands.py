"""`qaclean profiles new|check|test`: files to begin with, their faults, and what they change on pages."""

from __future__ import annotations

import json
import pathlib

import pytest

from qaclean.command import main
from qaclean.profiles import load_profile_file
from qaclean.profiles.rule_sets import load_rules

PAGE = "怎么退订彩铃?\n小店周三全场九折\n先编辑短信TD,再发到客服号,等一分钟就可以了,不用打电话。\n上一篇:怎么办理停机\n"
RULES = '[[rule]]\nid = "app"\ndo = "drop"\nwhole = "小店周三全场九折"\n\n[[rule]]\nid = "mine"\ndo = "keep"\nstarts = "上一篇"\n\n[[rule]]\nid = "idle"\ndo = "drop"\nwhole = "无"\n'


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "own.toml").write_text(RULES, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_new_files_have_no_fault_and_are_not_written_over(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["profiles", "new", "a.toml"]) == 0 and main(["profiles", "new", "b.toml", "--site", "b.example"]) == 0
    assert main(["profiles", "check", "a.toml", "b.toml"]) == 0
    assert [rule.id for rule in load_rules("a.toml").rules] == ["app-prompt"]
    assert load_profile_file("b.toml").hosts == ("b.example",)
    before = (folder / "a.toml").read_bytes()
    capsys.readouterr()
    assert main(["profiles", "new", "a.toml"]) == 2 and (folder / "a.toml").read_bytes() == before
    assert "there already" in capsys.readouterr().err


def test_what_a_new_file_shows_in_comments_is_right_too(folder: pathlib.Path) -> None:
    """The marks taken away from all that is no sentence, both files are still without fault."""
    for arguments in ([], ["--site", "b.example"]):
        assert main(["profiles", "new", "new.toml", *arguments]) == 0
        path = folder / "new.toml"
        lines = path.read_text("utf-8").split("\n")
        path.write_text(
            "\n".join(row[2:] if row.startswith("# ") and (" = " in row or row[2] == "[") else row for row in lines),
            "utf-8",
        )
        assert path.read_text("utf-8").count("\n[") > 2 and main(["profiles", "check", "new.toml"]) == 0
        path.unlink()


def test_check_names_every_fault_with_file_and_line(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles", "new", "b.toml", "--site", "b.example"]) == 0
    text = (
        (folder / "b.toml")
        .read_text("utf-8")
        .replace('kind = "qa"', 'kind = "shop"')
        .replace('do = "drop"', 'do = "hide"\ncolour = 1')
    )
    (folder / "b.toml").write_text(text + '\n[[generation]]\nid = "the-ninth"\nfingerprints = ["p >"]\n', "utf-8")
    assert main(["profiles", "check", "b.toml"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 5 and all(row.startswith("b.toml: line ") for row in told)
    lines = text.split("\n")
    for row, words in zip(told, ("shop", "do", "colour", "selects no", "ends with"), strict=True):
        at = int(row.split(":")[1].removeprefix(" line "))
        assert words in row and (at > len(lines) or words in lines[at - 1])


def test_check_tries_examples_and_names_slow_patterns(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "own.toml").write_text(
        '[[rule]]\nid = "a"\ndo = "drop"\nstarts = "广告"\nhits = ["广告:好礼", "好礼"]\nmisses = "广告是什么?"\n\n'
        '[[rule]]\nid = "b"\ndo = "drop"\non = "phrase"\npattern = "a.*b"\nhits = "xaab"\n',
        "utf-8",
    )
    assert main(["profiles", "check", "own.toml"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == [
        "own.toml: line 1: rule 'a' does not fit '好礼' of its `hits`",
        "own.toml: line 1: rule 'a' fits '广告是什么?' of its `misses`",
        "own.toml: line 8: rule 'b' repeats without a bound: .*; {0,20} instead of * keeps it fast (no fault)",
    ]


def test_test_says_what_changes_on_a_page(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["profiles", "test", "page.txt", "--rules", "own.toml"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "page.txt: 8 characters go, 10 stay",
        "  - 2: 小店周三全场九折  [app]",
        "  + 4: 上一篇:怎么办理停机  [mine, was prev-next]",
        "1 pages, 1 changed: 8 characters go, 10 stay",
        "  app: 1×, on 1 of 1 pages  (own.toml: line 1)",
        "  mine: 1×, on 1 of 1 pages  (own.toml: line 6)",
        "  idle: nothing  (own.toml: line 11)",
    ]


def test_test_reads_records_and_goes_on_behind_what_fails(
    folder: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "pages.jsonl").write_text(
        json.dumps({"text": PAGE}) + "\n{broken\n" + json.dumps({"text": "x"}) + "\n", "utf-8"
    )
    assert main(["profiles", "test", "pages.jsonl", "--rules", "own.toml", "--lines", "1"]) == 1
    out, err = capsys.readouterr()
    assert "pages.jsonl@0: 8 characters go" in out and "and 1 more changes" in out and "2 pages, 1 changed" in out
    assert "pages.jsonl@" in err
    assert main(["profiles", "test", "nowhere.txt", "--rules", "own.toml"]) == 2
    assert main(["profiles", "test", "page.txt", "--profile", "nope"]) == 2
    assert main(["profiles", "test", "page.txt"]) == 2


def test_a_profile_is_tested_like_rules(folder: pathlib.Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.toml").write_text(f'site = "a.example"\nkind = "qa"\nhosts = ["a.example"]\n{RULES}', "utf-8")
    assert main(["profiles", "test", "page.txt", "--profile", "a.toml", "--url", "http://a.example/1"]) == 0
    assert "8 characters go, 10 stay" in capsys.readouterr().out
