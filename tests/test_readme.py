"""The README is run: its Python prints what it says, its commands work, its before and after are true."""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import re
import subprocess
import sys

import pytest

import qaclean
from qaclean.writers import write

ROOT = pathlib.Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
SNIPPETS = re.findall(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", README, re.DOTALL)
COMMANDS = re.findall(r"^\$ python (-m qaclean .*)$", README, re.MULTILINE)


@pytest.mark.parametrize(("code", "printed"), SNIPPETS, ids=range(len(SNIPPETS)))
def test_python_prints_what_the_readme_says(code: str, printed: str) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == printed


@pytest.mark.parametrize("command", COMMANDS)
def test_command_works(command: str) -> None:
    run = subprocess.run(
        [sys.executable, *command.split()],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout


def test_before_and_after() -> None:
    parts = [part for part in re.findall(r"(?:^(?: {4}.*)?\n)+", README, re.MULTILINE) if part.strip()]
    source, shown = (re.sub(r"^ {4}", "", part, flags=re.MULTILINE).strip() for part in parts[:2])
    assert write(qaclean.clean(source), "text").strip() == shown
