"""A crawler's project from scratch: our wheel installed by pip into an environment of its own, ten lines of test, which pass and which fail readably."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from examples import blocks_of
from wheel_environment import make

ROOT = Path(__file__).resolve().parent.parent
TEST = next(block.text for block in blocks_of("docs/testing.md") if "my_crawler" in block.text)
PARSER = '''"""A small parser of threads, as a crawler has it."""
from bs4 import BeautifulSoup

BODIES = ".postbody .content, .post_body, .message-body .bbWrapper"
NAMES = "p.author .username, p.author .username-coloured, .author_information .largetext, .message-name"
TITLES = ".topic-title, .thead strong, h1.p-title-value"


def words(element):
    for gone in element.select("cite, .bbCodeBlock-title, .bbCodeBlock-expandLink"):
        gone.decompose()
    for quote in element.select("blockquote"):
        quote.replace_with(quote.get_text("") + chr(10))
    return chr(10).join(line.strip() for line in element.get_text("").splitlines() if line.strip())


def parse(source, url):
    soup = BeautifulSoup(source, "lxml")
    title = soup.select_one(TITLES).get_text()
    texts, names = [words(body) for body in soup.select(BODIES)], [name.get_text() for name in soup.select(NAMES)]
    answers = [{"text": text, "author": name} for text, name in zip(texts[1:], names[1:])]
    return {"title": title, "text": "", "questions": [{"text": title, "author": names[0], "answers": answers}]}
'''


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment into which pip installed our wheel; what it depends on is lent by the environment of these tests, no network is needed."""
    return make(wheel, tmp_path_factory.mktemp("project") / "venv")


def run_lines(python: Path, folder: Path, parser: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the ten lines on a parser."""
    (folder / "my_crawler.py").write_text(parser, "utf-8")
    (folder / "test_threads.py").write_text(TEST, "utf-8")
    free = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, "test_threads.py"]
    return subprocess.run(
        command, cwd=folder, env={**free, "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8"
    )


def test_the_wheel_is_what_is_tested(python: Path, tmp_path: Path) -> None:
    code = "import qaclean, qaclean.testing as t; print(qaclean.__file__); print(t.fixtures_folder())"
    free = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    told = subprocess.run(
        [str(python), "-c", code], cwd=tmp_path, env=free, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    assert all(line.startswith(str(python.parent.parent)) for line in told[:2])


def test_ten_lines_of_test_pass(python: Path, tmp_path: Path) -> None:
    assert len([line for line in TEST.splitlines() if line.strip()]) <= 10
    done = run_lines(python, tmp_path, PARSER)
    assert done.returncode == 0 and "3 passed" in done.stdout, done.stdout + done.stderr


def test_a_broken_parser_fails_with_what_differs(python: Path, tmp_path: Path) -> None:
    done = run_lines(
        python,
        tmp_path,
        PARSER.replace("names[1:])]", "names)]"),
    )
    assert done.returncode == 1 and "3 failed" in done.stdout, done.stdout + done.stderr
    lines = [line.removeprefix("E").strip() for line in done.stdout.splitlines() if line.startswith("E")]
    start = next(number for number, line in enumerate(lines) if "the page differs in" in line)
    assert lines[start + 1 : start + 4] == [
        "questions[0].answers[0].author",
        "expected: 'hobelspan'",
        "found:    'Kante'",
    ]


def test_without_the_plug_in_only_its_fixtures_are_missing(python: Path, tmp_path: Path) -> None:
    done = run_lines(python, tmp_path, PARSER, "-p", "no:qaclean")
    assert "fixture 'qaclean_case' not found" in done.stdout
    (tmp_path / "test_plain.py").write_text(
        "from qaclean.testing import load\ndef test_it():\n    assert load('hostile/empty').source == b''\n", "utf-8"
    )
    free = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    command = [str(python), "-m", "pytest", "-q", "-p", "no:qaclean", "-p", "no:cacheprovider", "test_plain.py"]
    assert "1 passed" in subprocess.run(command, cwd=tmp_path, env=free, capture_output=True, text=True).stdout
