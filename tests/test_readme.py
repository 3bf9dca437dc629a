"""The README is run: its Python prints what it says, its commands work, its before and after are true."""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import re
import shlex
import subprocess
import sys

import pytest

import qaclean
from examples import examples_of
from qaclean.export import write

ROOT = pathlib.Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SNIPPETS = examples_of("README.md")
COMMANDS = re.findall(r"^\$ python (.*)$", README, re.MULTILINE)
CORPUS = [command for command in COMMANDS if "pages" in command.split() or "pages/parts" in command]


@pytest.mark.parametrize(("code", "printed"), SNIPPETS, ids=range(len(SNIPPETS)))
def test_python_prints_what_the_readme_says(code: str, printed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == printed


def run_command(command: str, folder: pathlib.Path) -> subprocess.CompletedProcess[str]:
    run = subprocess.run(
        [sys.executable, *shlex.split(command)],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return run


@pytest.mark.parametrize("command", [command for command in COMMANDS if command not in CORPUS])
def test_command_works(command: str) -> None:
    assert run_command(command, ROOT).stdout


def test_a_corpus_becomes_a_query(tmp_path: pathlib.Path) -> None:
    """The three commands, one after the other, in a folder of their own."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    batch, read, query = CORPUS
    assert re.search(r"^rejected +1$", run_command(batch, tmp_path).stderr, re.MULTILINE)
    rows = run_command(read, tmp_path).stdout.splitlines()
    assert len(rows) == 3 and all("answer_count" in row for row in rows)
    assert "howto" in run_command(query, tmp_path).stdout


def test_before_and_after() -> None:
    parts = [part for part in re.findall(r"(?:^(?: {4}.*)?\n)+", README, re.MULTILINE) if part.strip()]
    source, shown = (re.sub(r"^ {4}", "", part, flags=re.MULTILINE).strip() for part in parts[:2])
    assert write(qaclean.clean(source), "text").strip() == shown
