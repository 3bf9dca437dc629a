"""`qaclean batch --report`: the same report as of `qaclean report`, however many workers there are and however often the run was killed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from interrupts import wait_for_parts
from qaclean.testing.generated import generate


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("in")
    lines = [json.dumps(row, ensure_ascii=False) for row in generate(90, size="short")]
    lines[40:40] = ["{broken", '{"id": 7}']
    (folder / "documents.jsonl").write_text("\n".join(lines), "utf-8")
    return folder / "documents.jsonl"


def qaclean(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "qaclean", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def expected(documents: Path) -> str:
    path = documents.parent / "expected.html"
    assert qaclean("report", documents, "-o", path).returncode == 1, "two documents are broken"
    return path.read_text("utf-8")


@pytest.mark.parametrize("workers", [1, 2])
def test_the_report_of_a_batch_is_that_of_the_command(
    documents: Path, expected: str, tmp_path: Path, workers: int
) -> None:
    out = tmp_path / "run"
    words = ("--report", out / "report.html", "--workers", workers, "--max-shard-mb", 0.02)
    done = qaclean("batch", documents, "--out", out, *words)
    assert done.returncode == 0, done.stderr
    assert (out / "report.html").read_text("utf-8") == expected
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["parts"] > 3 and "report.html" in [file["name"] for file in manifest["files"]]
    assert not (out / ".work").exists()


def test_a_killed_run_ends_with_the_same_report(documents: Path, expected: str, tmp_path: Path) -> None:
    out, report = tmp_path / "run", tmp_path / "report.html"
    words = ["batch", str(documents), "--out", str(out), "--report", str(report), "--max-shard-mb", "0.02"]
    run = subprocess.Popen([sys.executable, "-m", "qaclean", *words], stderr=subprocess.DEVNULL)
    wait_for_parts(out, 2)
    run.kill()
    run.wait()
    assert not report.exists()
    done = qaclean(*words, "--resume")
    assert done.returncode == 0 and "were done already" in done.stderr
    assert report.read_text("utf-8") == expected


def test_what_is_refused(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "run"
    done = qaclean("batch", documents, "--out", out, "--report", tmp_path / "nowhere" / "report.html")
    assert done.returncode == 1 and "in a folder that is there" in done.stderr and not out.exists()
    assert qaclean("batch", documents, "--out", out).returncode == 0
    later = qaclean("batch", documents, "--out", out, "--resume", "--report", tmp_path / "report.html")
    assert later.returncode == 1 and "report" in later.stderr
