"""Every document is run: its Python prints what it says, its commands work, its data can be read; engines' examples are run in `with_engines`."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import logging
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest

from examples import DOCUMENTS, ROOT, Block, Command, blocks_of, commands_of
from qaclean.command import main

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
SHOWN = {"", "text", "xml"}  # blocks of these are looked at, not run
SHELL = re.compile(r"[|;<>&$`*]")  # what only a shell understands
PROGRAM = re.compile(r"(?:\$ )?(?:qaclean|python3?|pip|make|git) (?!.*  )")  # a row of a table has wider gaps
PROGRESS = re.compile(r"qaclean: [\d,]+ records, .* a second.*")
MOST_NOT_RUN = 3  # of all documents together

CHINESE = "README.zh-CN.md"  # shows, block for block, what README.md shows (test_documented.py), which is run


def is_of_an_engine(block: Block) -> bool:
    return "qaclean.engines" in block.text


@pytest.mark.parametrize("document", [name for name in DOCUMENTS if name != CHINESE])
def test_what_a_document_shows_is_so(document: str, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Block by block, in one folder that begins with our fixtures and what the first blocks make."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    monkeypatch.chdir(tmp_path)
    for block in blocks_of(document):
        if block.not_run is None and not is_of_an_engine(block):
            with naming(block.place):
                look_at(block)


@contextlib.contextmanager
def naming(place: str) -> Iterator[None]:
    """A failure inside tells the place in the document."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"shown in {place}")
        raise


def look_at(block: Block) -> None:
    if block.language == "python":
        assert printed_inside(block.text, block.place) == (block.printed or "")
    elif block.language == "console":
        for command in commands_of(block):
            run(command)
    elif block.language == "toml":
        tomllib.loads(block.text)
    elif block.language == "json":
        json.loads(block.text)
    else:
        assert block.language in SHOWN, f"{block.language}: say in tests/test_docs.py how such a block is checked"
        assert not hidden_commands(block.text), "commands stand in ```console blocks, which are run"


def hidden_commands(text: str) -> list[str]:
    return [line for line in text.splitlines() if PROGRAM.match(line.split(" #")[0].strip())]


def printed_inside(code: str, place: str) -> str:
    """What a piece of Python prints, run in this process as a script is."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, place, "exec"), {"__name__": "__main__"})
    return out.getvalue()


def run(command: Command) -> None:
    """A command of ours in this process, one of a shell in its own; `make` and `pip` would change more than a folder: what they name is looked up."""
    program, *words = ["sh"] if SHELL.search(unquoted(command.text)) else shlex.split(command.text, comments=True)
    if program == "make":
        assert set(words) - {word for word in words if "=" in word} <= TARGETS
    elif program == "pip":
        check_install(words)
    else:
        code, printed = output_of(program, words, command.text)
        assert code == 0, printed
        if command.printed:
            assert matches(command.printed, printed), printed


def unquoted(text: str) -> str:
    return re.sub(r"'[^']*'|\"(?:\\.|[^\"\\])*\"", "", text)


def check_install(words: list[str]) -> None:
    """`pip install` of this project names extras that there are."""
    assert words[0] == "install"
    for word in words[1:]:
        if found := re.fullmatch(r"(?:\.|qaclean)\[([\w,-]+)\]", word):
            assert set(found[1].split(",")) <= set(PROJECT["optional-dependencies"])


def output_of(program: str, words: list[str], text: str) -> tuple[int, str]:
    """Exit code and output, what is printed on standard error too."""
    if program == "python" and words[:1] == ["-c"]:
        return 0, printed_inside(words[1], text)
    if program == "python" and words[:2] == ["-m", "qaclean"]:
        program, words = "qaclean", words[2:]
    if program == "qaclean":
        return in_this_process(words)
    path = os.pathsep.join([str(pathlib.Path(sys.executable).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; qaclean() {{ "{sys.executable}" -m qaclean "$@"; }}; {text}'],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env={**os.environ, "PATH": path, "PYTHONIOENCODING": "utf-8"},
        check=False,
        timeout=120,
    )
    return done.returncode, done.stdout


def in_this_process(words: list[str]) -> tuple[int, str]:
    written = io.BytesIO()
    out = io.TextIOWrapper(written, "utf-8", write_through=True)
    logger = logging.getLogger("qaclean")
    handlers, level = logger.handlers, logger.level
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            code = main(words)
    finally:
        logger.handlers, logger.level = handlers, level
    return code, written.getvalue().decode("utf-8")


def matches(wanted: str, printed: str) -> bool:
    """The same lines, `...` for any words, whatever white space ends them, but those that tell how far a slow machine is."""
    return doctest.OutputChecker().check_output(_comparable(wanted), _comparable(printed), doctest.ELLIPSIS)


def _comparable(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines() if not PROGRESS.fullmatch(line))


def test_few_blocks_are_not_run_and_each_says_why() -> None:
    marked = [block for document in DOCUMENTS for block in blocks_of(document) if block.not_run is not None]
    assert [block.place for block in marked if len((block.not_run or "").split()) < 5] == []
    assert len(marked) <= MOST_NOT_RUN
    texts = [(ROOT / document).read_text("utf-8") for document in DOCUMENTS]
    assert len(marked) == sum(len(re.findall("^<!-- not run", text, re.MULTILINE)) for text in texts)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_command_hides_in_an_indented_block(document: str) -> None:
    lines = (ROOT / document).read_text("utf-8").splitlines()
    assert hidden_commands("\n".join(line for line in lines if line.startswith("    "))) == []


def test_a_wrong_output_a_failing_command_and_an_unknown_target_are_found(tmp_path: pathlib.Path) -> None:
    (tmp_path / "page.txt").write_text("怎么退订彩铃?\n发短信TD。\n", "utf-8")
    with contextlib.chdir(tmp_path):
        run(Command("qaclean --format text page.txt", "Q: 怎么退订彩铃?\n...\n"))
        run(Command("cat page.txt | qaclean --format text -; echo $?", "Q: 怎么退订彩铃?\n\nA: 发短信TD。\n0\n"))
        for text, printed in (
            ("qaclean --format text page.txt", "Q: 怎么订购彩铃?\n...\n"),
            ("qaclean missing.txt", ""),
            ("qaclean missing.txt | cat", ""),
            ("make tests", ""),
            ("pip install 'qaclean[rays]'", ""),
        ):
            with pytest.raises(AssertionError):
                run(Command(text, printed))
    with pytest.raises(AssertionError):
        look_at(Block("here", "text", "$ qaclean page.txt\n"))
