"""Examples in Markdown: Python code, and what the text says that it prints."""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[1]
_EXAMPLE = re.compile(r"```python\n(.*?)```\n\nprints\n\n```\n(.*?)```", re.DOTALL)


def examples_of(name: str) -> list[tuple[str, str]]:
    """Code and output of each example of a file below the project."""
    found: list[tuple[str, str]] = _EXAMPLE.findall((ROOT / name).read_text("utf-8"))
    return found


def printed_by(code: str, folder: pathlib.Path) -> str:
    """Run an example as a script of its own in `folder`; its output."""
    script = folder / "example.py"
    script.write_text(code, "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "HF_HOME": str(folder / "hugging-face")}
    run = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout
