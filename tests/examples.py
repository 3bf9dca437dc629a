"""What documents show in Markdown: fenced blocks, with what the text says that they print, and those that say why they are not run.

    ```python           run, in the document's own folder; the block below a line `prints` (`输出`) is what it prints, else it prints nothing
    ```console          `$ command` is run, in that folder; lines below one are what it prints (`...` stands for any words), none: anything

A comment `<!-- not run: why -->` on the line above a block says that it is not run, and why.
"""

from __future__ import annotations

import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

ROOT = pathlib.Path(__file__).resolve().parents[1]
DOCUMENTS = (
    *("README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"),
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
)
_FENCE = re.compile(r"```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_PRINTS = re.compile(r"\n\n(?:prints|输出)\n\n\Z")
_NOT_RUN = re.compile(r"<!-- not run: (.*?) -->\n\Z")


class Block(NamedTuple):
    """A fenced block: its document and line, its language, its text, what it is said to print, and why it is not run."""

    place: str
    language: str
    text: str
    printed: str | None = None
    not_run: str | None = None


class Command(NamedTuple):
    """A line after a prompt, and the lines below it."""

    text: str
    printed: str


def blocks_of(name: str) -> list[Block]:
    """The fenced blocks of a document in order; one that is the output of the block above is no block of its own."""
    text = (ROOT / name).read_text("utf-8")
    found: list[Block] = []
    end = 0
    for fence in _FENCE.finditer(text):
        language, body = fence.groups()
        before = text[end : fence.start()]
        if found and _PRINTS.fullmatch(before):
            found[-1] = found[-1]._replace(printed=body)
        else:
            place = f"{name}:{text.count(chr(10), 0, fence.start()) + 1}"
            mark = _NOT_RUN.search(before)
            found.append(Block(place, language, body, None, mark[1] if mark else None))
        end = fence.end()
    return found


def commands_of(block: Block) -> Iterator[Command]:
    """The commands of a console block, each with its output; one that ends in a backslash goes on."""
    lines = block.text.replace("\\\n", "").splitlines()
    starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
    assert starts[:1] == [0], f"{block.place}: a console block begins with a command behind `$ `"
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(lines[start][2:], "".join(f"{line}\n" for line in lines[start + 1 : end]))


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
