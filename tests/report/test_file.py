"""The file that `qaclean report` writes: one that needs nothing else, in bounded size, the same each time; and what goes wrong on the way to it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

import qaclean
from qaclean.command import main
from qaclean.records import Reason
from qaclean.report import Tally, report_html
from qaclean.report.page_file import SCRIPTS
from qaclean.testing.generated import generate

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = "怎么退订?</script><script>alert(1)</script><img src=https://pictures.example/a onerror=alert(1)>\n发短信TD。<!--\n\u202e\x1b[2J javascript:alert(1)"


def blocks_of(html: str) -> dict[str, Any]:
    """The data of a report by their names."""
    found = re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', html, re.DOTALL)
    return {name: json.loads(data) for name, data in found}


def report_of(*texts: str, budget: int = 2_950_000) -> str:
    tally = Tally()
    for number, text in enumerate(texts):
        tally.add(qaclean.clean(text), f"{number}.txt")
    return report_html(tally, budget=budget)


def test_the_policy_names_the_one_script_and_the_one_style_and_nothing_else() -> None:
    html = report_of("怎么退订?\n发短信TD。")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)
    (script,) = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    for name, text in (("script-src", script), ("style-src", style)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';") and "unsafe" not in policy and "http" not in policy


def test_nothing_in_the_file_leads_elsewhere() -> None:
    html = report_of("怎么退订?\n发短信TD。")
    assert not re.search(r"<(?:link|img|iframe|object|embed|base|form|a)\b|\b(?:src|href|action)=|@import|url\(", html)
    script = "".join((files("qaclean.report") / "assets" / name).read_text("utf-8") for name in SCRIPTS)
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function|setAttribute\(.(?:src|href|on|style)",
        script,
    )


def test_what_a_page_says_ends_no_element_and_begins_none() -> None:
    html = report_of(HOSTILE)
    assert html.count("<script") == 4 and html.count("</script") == 4  # words, overview, a document, the script
    assert "<img" not in html and "<!--" not in html and "\u202e" not in html and "\x1b" not in html
    assert "⟨U+202E⟩" in "".join(blocks_of(html)["document-0"]["texts"])


def test_the_words_are_there_in_both_languages_and_each_is_used() -> None:
    words = json.loads((files("qaclean.report") / "assets" / "words.json").read_text("utf-8"))
    meanings = {f"reason.{reason}" for reason in get_args(Reason)}
    assert set(words["zh"]) == set(words["en"]) | meanings
    assert all(
        sorted(re.findall(r"\{\d\}", words["zh"][key])) == sorted(re.findall(r"\{\d\}", words["en"][key]))
        for key in words["en"]
    )
    script = "".join((files("qaclean.report") / "assets" / name).read_text("utf-8") for name in SCRIPTS)
    named = set(re.findall(r'"([^"\n]*)"', script))
    groups = ("role.", "kind.", "fact.", "column.", "steps.", "all ")
    assert [key for key in words["en"] if key not in named and not key.startswith(groups)] == []


def test_the_file_is_the_same_each_time() -> None:
    texts = [row.get("text") or row["html"] for row in generate(30, seed=1)]
    assert report_of(*texts) == report_of(*texts)


def test_a_file_over_its_budget_leaves_whole_documents_out_and_says_so() -> None:
    texts = [row.get("text") or row["html"] for row in generate(60, seed=1)]
    html = report_of(*texts, budget=150_000)
    data = blocks_of(html)
    overview = data["overview"]
    assert len(html.encode()) <= 150_000
    assert overview["documents"] == len(overview["rows"]) == 60
    whole = [name for name in data if name.startswith("document-")]
    assert 0 < overview["whole"] == len(whole) < 60
    opened = sorted(row[11] for row in overview["rows"] if row[11] >= 0)
    assert opened == [*range(len(whole))]


def test_the_command_writes_the_report_and_names_what_failed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("怎么退订?\n发短信TD。", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)
    (tmp_path / "lines.jsonl").write_text('{"id": "a", "text": "怎么退订?\\n发短信TD。"}\n{broken\n', "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "qaclean", "report", "good.txt", "bad.txt", "lines.jsonl", "-o", "report.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1 and done.stdout == ""
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["bad.txt", "lines.jsonl@53"]
    data = blocks_of((tmp_path / "report.html").read_text("utf-8"))
    assert (data["overview"]["documents"], data["overview"]["failed"]) == (2, 2)
    assert [name for name, _ in data["overview"]["failures"]] == ["bad.txt", "lines.jsonl@53"]


def test_where_no_input_is_a_page_there_is_no_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.html"
    target.write_text("before", "utf-8")
    assert main(["report", str(tmp_path / "missing.txt"), "-o", str(target)]) == 1
    assert target.read_text("utf-8") == "before"
    assert capsys.readouterr().err.splitlines()[-1] == "qaclean: there is no report: no input became a page"


@pytest.mark.parametrize("words", [[], ["a.txt"], ["a.txt", "-o", "a.txt"], ["a.txt", "-o", "."]])
def test_wrong_usage(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("怎么退订?\n发短信TD。", "utf-8")
    assert main(["report", *words]) == 2
    assert capsys.readouterr().err.count("\n") >= 1


def test_the_commands_of_the_document_work(tmp_path: Path) -> None:
    commands = re.findall(r"^\$ python (.*)$", (ROOT / "docs/report.md").read_text("utf-8"), re.MULTILINE)
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    for command in commands:
        done = subprocess.run([sys.executable, *command.split()], cwd=tmp_path, check=True, capture_output=True)
        assert done.stdout or "-o" in command
    overview = blocks_of((tmp_path / "report.html").read_text("utf-8"))["overview"]
    assert len(commands) > 5 and overview["documents"] > 5 and overview["other"] == "profile=none"


def overview_after(*words: object) -> dict[str, Any]:
    """The overview of the report that the command wrote with these words."""
    path = Path(str(words[words.index("-o") + 1]))
    assert main(["report", *map(str, words)]) == 0
    overview: dict[str, Any] = blocks_of(path.read_text("utf-8"))["overview"]
    return overview


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("怎么退订?\n发短信TD。\n相关阅读:\n怎么开通", "utf-8")
    (tmp_path / "b.txt").write_text("怎么设置优惠券?\n1、打开后台。\n2、选择新建。", "utf-8")
    return tmp_path


def test_records_of_another_run_are_found_by_their_source(shop: Path) -> None:
    pages = [qaclean.clean((shop / name).read_bytes()) for name in ("b.txt", "a.txt")]
    changed = pages[1].model_copy(update={"removed": pages[1].removed[1:]})
    lines = [page.model_dump_json() for page in (pages[0], changed)]
    for target in (shop / "records.jsonl", shop / "parts" / "part-00000.jsonl"):
        target.parent.mkdir(exist_ok=True)
        target.write_text("\n".join(lines) + "\n", "utf-8")
        other = target if target.parent == shop else target.parent
        found = overview_after(shop / "a.txt", shop / "b.txt", "-o", shop / "report.html", "--compare", other)
        assert found["compared"] == {"same": 1, "changed": 1, "alone": 0, "lost": 5, "gained": 0}
        assert [row[0] for row in found["lines_lost"]] == ["相关阅读:"] and found["lines_gained"] == []
        assert found["other"] == str(other) and [row[12] for row in found["rows"]] == [5, 0]


def test_a_source_without_another_record_stands_alone(shop: Path) -> None:
    (shop / "records.jsonl").write_text(qaclean.clean((shop / "a.txt").read_bytes()).model_dump_json(), "utf-8")
    found = overview_after(shop / "a.txt", shop / "b.txt", "-o", shop / "r.html", "--compare", shop / "records.jsonl")
    assert found["compared"] == {"same": 1, "changed": 0, "alone": 1, "lost": 0, "gained": 0}
    assert [len(row) for row in found["rows"]] == [13, 12]


def test_settings_to_compare_with(shop: Path) -> None:
    (shop / "mine.toml").write_text(
        '[[rule]]\nid = "mine"\ndo = "drop"\nreason = "noise"\nwhole = ["2、选择新建。"]\n', "utf-8"
    )
    words = (shop / "a.txt", shop / "b.txt", "-o", shop / "report.html")
    assert overview_after(*words, "--compare", "none")["other"] == "profile=none"
    found = overview_after(*words, "--rules", shop / "mine.toml", "--compare", "rules=none")
    assert found["compared"]["changed"] == 1 and [row[0] for row in found["lines_lost"]] == ["2、选择新建。"]


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("colour=red", "give JSON lines of records, a profile, or settings"),
        ("media-type=pdf", "a media-type is one of"),
        ("no-such-profile", "no-such-profile"),
        ("missing.jsonl", "cannot be read"),
        ("broken.jsonl", "the line at byte 3 cannot be compared with, it is no JSON"),
        ("rows.jsonl", "it is no record of qaclean"),
        ("empty.jsonl", "holds no record"),
    ],
)
def test_what_cannot_be_compared_with(
    other: str, says: str, shop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(shop)
    Path("broken.jsonl").write_text("\n\n\n{", "utf-8")
    Path("rows.jsonl").write_text('{"question": "?"}\n', "utf-8")
    Path("empty.jsonl").write_text("", "utf-8")
    assert main(["report", "a.txt", "-o", "report.html", "--compare", other]) == 2
    assert says in capsys.readouterr().err and not Path("report.html").exists()
