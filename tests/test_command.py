"""The command line, run as users run it: exit codes, messages, files, pipes, terminals."""

from __future__ import annotations

import contextlib
import errno
import gzip
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import qaclean
from interrupts import interruptible
from qaclean.command import main
from qaclean.command.batch import build_parser as build_batch_parser
from qaclean.command.options import SUFFIXES, build_parser
from qaclean.pipeline.clean_page import Known, clean_row
from qaclean.records import Page
from qaclean.records.models import SCHEMA_VERSION
from qaclean.records.rows import PageRow

SOURCE_TREE = Path(__file__).resolve().parent.parent
POSIX = os.name == "posix"
ROOT = POSIX and os.geteuid() == 0
QUESTION = "问:阳台上的薄荷怎么过冬?\n答:剪短枝条,搬进室内,少浇水。\n"
DEADLINE = 60  # seconds that a command may take in these tests before it counts as hanging

posix = pytest.mark.skipif(not POSIX, reason="needs POSIX signals, links or terminals")


def environment() -> dict[str, str]:
    return {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}


def command(*arguments: str | bytes | Path) -> list[str]:
    return [sys.executable, "-m", "qaclean", *map(os.fsdecode, arguments)]


def run(
    *arguments: str | bytes | Path, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    done = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, cwd=cwd, env=environment(), timeout=DEADLINE
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def start(*arguments: str | Path, **streams: Any) -> subprocess.Popen[bytes]:
    with interruptible():
        return subprocess.Popen(command(*arguments), env=environment(), **streams)


def records(output: bytes) -> list[Page]:
    return [Page.model_validate_json(line) for line in output.decode().splitlines()]


def message(done: subprocess.CompletedProcess[bytes]) -> str:
    """The single line on standard error, without the program's name."""
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1, lines
    assert lines[0].startswith("qaclean: ")
    return lines[0].removeprefix("qaclean: ")


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "mint.txt"
    path.write_text(QUESTION, encoding="utf-8")
    return path


# Records


def test_a_file_becomes_one_json_line(dump: Path) -> None:
    done = run(dump)
    assert (done.returncode, done.stderr) == (0, b"")
    (page,) = records(done.stdout)
    assert page.source.name == str(dump)
    assert page.questions[0].text == "阳台上的薄荷怎么过冬?"
    assert "薄荷".encode() in done.stdout, "letters are not escaped"


def test_the_command_prints_what_the_library_returns(dump: Path) -> None:
    expected = qaclean.clean(dump.read_bytes(), url="https://ask.example/7").model_dump(mode="json")
    expected["source"]["name"] = str(dump)
    done = run("--url", "https://ask.example/7", dump)
    assert json.loads(done.stdout) == expected


def test_standard_input(dump: Path) -> None:
    done = run("-", stdin=dump.read_bytes())
    assert done.returncode == 0
    (page,) = records(done.stdout)
    assert (page.source.name, len(page.questions)) == ("-", 1)


def test_inputs_come_out_in_the_order_given_also_twice(dump: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.dat"
    other.write_text("茶有六类。", encoding="utf-8")
    done = run(other, dump, "-", dump, stdin=b"")
    assert [page.source.name for page in records(done.stdout)] == [str(other), str(dump), "-", str(dump)]


def test_a_record_is_one_line_for_every_reader(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_text("茶\u2028有\u2029六\u0085类\x0b。\x0c\n", encoding="utf-8")
    assert len(run(path).stdout.decode().splitlines()) == 1


def test_json_is_one_array(dump: Path, tmp_path: Path) -> None:
    done = run("--format", "json", dump, dump)
    assert [page["source"]["name"] for page in json.loads(done.stdout)] == [str(dump)] * 2
    nothing = run("--format", "json", tmp_path / "missing.txt")
    assert (json.loads(nothing.stdout), nothing.returncode) == ([], 1)


def test_pretty_json(dump: Path) -> None:
    for format in ("jsonl", "json", "schema-org"):
        pretty = run("--pretty", "--format", format, dump).stdout
        assert pretty.count(b"\n") > 10
        assert json.loads(pretty) == json.loads(run("--format", format, dump).stdout)


@pytest.mark.parametrize(("format", "separator"), [("text", "\n\n" + "-" * 72 + "\n\n"), ("markdown", "\n\n---\n\n")])
def test_pages_to_read_are_separated(dump: Path, format: str, separator: str) -> None:
    once = run("--format", format, dump).stdout.decode()
    twice = run("--format", format, dump, dump).stdout.decode()
    assert once.endswith("\n") and not once.endswith("\n\n")
    assert twice == once + separator.removeprefix("\n") + once


def test_explain_stands_instead_of_the_record_or_after_one_to_read(dump: Path) -> None:
    report = run("--explain", dump).stdout.decode()
    assert "Removed: " in report and "marker" in report and report.startswith(str(dump))
    text = run("--format", "text", dump).stdout.decode()
    assert run("--format", "text", "--explain", dump).stdout.decode() == f"{text}\n{report}"


def undescribed(value: Any) -> Any:
    """A schema without its descriptions, which are put in from the docstrings of the models."""
    if isinstance(value, dict):
        return {
            name: undescribed(part)
            for name, part in value.items()
            if not isinstance(part, str) or name != "description"
        }
    return [undescribed(part) for part in value] if isinstance(value, list) else value


def test_schema(tmp_path: Path) -> None:
    known = json.loads(run("--schema").stdout)
    said = undescribed(known)
    assert {**said, **undescribed(Page.model_json_schema(mode="serialization"))} == said
    assert known["$id"] == f"urn:qaclean:page:{SCHEMA_VERSION}" and known["$schema"].endswith("2020-12/schema")
    assert json.loads(run("schema").stdout) == known
    target = tmp_path / "schema.json"
    assert run("--schema", "-o", target).returncode == 0
    assert json.loads(target.read_bytes())["title"] == "Page"


def test_the_encoding_is_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(QUESTION.encode("gb18030"))
    (page,) = records(run("--encoding", "gb18030", path).stdout)
    assert (page.questions[0].text, page.repairs) == ("阳台上的薄荷怎么过冬?", [])


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], {"url": None, "media_type": None, "encoding": None, "profile": None}),
        (["--media-type", "html", "--profile", "none"], {"media_type": "text/html", "profile": "none"}),
        (["--media-type", "text"], {"media_type": "text/plain"}),
        (["--media-type", "text/plain", "--encoding", "gbk"], {"media_type": "text/plain", "encoding": "gbk"}),
        (["--url", "https://ask.example/"], {"url": "https://ask.example/"}),
        (["--reference-time", "2017-05-20T14:30"], {"reference_time": datetime(2017, 5, 20, 14, 30)}),
    ],
)
def test_what_is_known_is_passed_on(
    arguments: list[str], expected: dict[str, object], dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[dict[str, object]] = []
    real = clean_row

    def noting(source: bytes, known: Known) -> tuple[PageRow, str]:
        calls.append(known._asdict())
        return real(source, Known())

    monkeypatch.setattr("qaclean.pipeline.clean_page.clean_row", noting)
    assert main([*arguments, str(dump)]) == 0
    assert main([*arguments, "--format", "text", str(dump)]) == 0
    assert [{key: call[key] for key in expected} for call in calls] == [expected, expected]


def test_a_record_of_json_needs_no_pydantic(dump: Path) -> None:
    code = f"import sys; from qaclean.command import main; assert main([{str(dump)!r}]) == 0; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "qaclean.pipeline.clean_page" in loaded
    assert not loaded & {"pydantic", "lxml", "importlib.metadata", "importlib.resources"}


# Folders


def _tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(QUESTION, encoding="utf-8")


def _names(done: subprocess.CompletedProcess[bytes], root: Path) -> list[str]:
    return [Path(page.source.name or "").relative_to(root).as_posix() for page in records(done.stdout)]


def test_a_folder_is_searched_in_sorted_order_for_pages(tmp_path: Path) -> None:
    pages = [f"{at}{suffix}" for at, suffix in enumerate(SUFFIXES)]
    _tree(
        tmp_path,
        *pages,
        "b/a.txt",
        "b/c/a.TXT",
        "a/z.txt",
        ".hidden.txt",
        ".git/a.txt",
        "photo.png",
        "b/notes.json",
        "txt",
    )
    done = run(tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert _names(done, tmp_path) == [*pages, "a/z.txt", "b/a.txt", "b/c/a.TXT"]


@posix
def test_links_are_followed_once_and_never_in_circles(tmp_path: Path) -> None:
    _tree(tmp_path, "a/one.txt", "b/two.txt")
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "b" / "again.txt").symlink_to(tmp_path / "b" / "two.txt")
    (tmp_path / "c").symlink_to(tmp_path / "b")
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    done = run(tmp_path)
    assert done.returncode == 0
    assert _names(done, tmp_path) == ["a/one.txt", "b/again.txt"]


@posix
def test_a_dangling_link_in_a_folder_is_named(tmp_path: Path) -> None:
    _tree(tmp_path, "one.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    done = run(tmp_path)
    assert (done.returncode, _names(done, tmp_path)) == (1, ["one.txt"])
    assert "gone.txt: no such file" in message(done)


def test_a_folder_without_pages_fails_and_says_what_would_be_a_page(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"x")
    done = run(tmp_path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "holds no pages" in message(done) and "*.txt" in message(done)


# Inputs that fail, and inputs that only look like it


def test_each_failing_input_is_named_and_the_rest_is_done(dump: Path, tmp_path: Path) -> None:
    missing, picture = tmp_path / "missing.txt", tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = run(missing, dump, picture, dump)
    assert done.returncode == 1
    assert len(records(done.stdout)) == 2
    lines = done.stderr.decode().splitlines()
    assert lines[0] == f"qaclean: {missing}: no such file or folder; check the path"
    assert lines[1].startswith(f"qaclean: {picture}: ") and "PNG" in lines[1]
    assert len(lines) == 2


@pytest.mark.parametrize("content", [b"", b"\n \t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_honest_empty_page(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(content)
    done = run(path)
    assert (done.returncode, done.stderr) == (0, b"")
    (page,) = records(done.stdout)
    assert (page.kind, page.questions, page.body) == ("none", [], [])


def test_a_path_below_a_file(dump: Path) -> None:
    done = run(dump / "page.txt")
    assert done.returncode == 1
    assert "page.txt: " in message(done) and "check the path" in message(done)


@posix
@pytest.mark.skipif(ROOT, reason="root may read everything")
def test_an_unreadable_file_and_folder(dump: Path, tmp_path: Path) -> None:
    dump.chmod(0)
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    for path in (dump, closed):
        done = run(path)
        assert done.returncode == 1
        assert "permission denied" in message(done)


def test_an_input_without_permission_says_so(
    dump: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    assert main([str(dump)]) == 1
    assert capfd.readouterr().err == f"qaclean: {dump}: permission denied; make it readable or leave it out\n"


def test_the_wrong_encoding_is_a_message_or_a_record_with_warnings(dump: Path) -> None:
    done = run("--encoding", "utf-32", dump)
    pages = records(done.stdout)
    assert (done.returncode == 1 and message(done)) or (pages and pages[0].warnings)


def test_an_unknown_encoding_is_wrong_usage(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = run("--encoding", "utf-99", "-o", target, dump)
    assert done.returncode == 2
    assert "utf-99" in message(done)
    assert sorted(os.listdir(tmp_path)) == ["mint.txt"]


def test_twenty_megabytes_on_one_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    sentence = "薄荷喜欢阳光,冬天要少浇水。".encode()
    path.write_bytes(sentence * (20_000_000 // len(sentence)))
    done = run(path)
    assert (done.returncode, done.stderr) == (0, b"")
    (page,) = records(done.stdout)
    assert page.source.length == len(path.read_text(encoding="utf-8"))


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    done = run(path)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "larger than 64 MiB" in message(done) and "split" in message(done)


@posix
def test_an_endless_device_is_refused() -> None:
    assert "larger than 64 MiB" in message(run("/dev/zero"))


def test_a_fault_of_qaclean_costs_one_input_only(
    dump: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    real = clean_row

    def faulty(source: bytes, known: Known) -> tuple[PageRow, str]:
        if source == b"bad":
            raise RecursionError("too deep\x1b[2J")
        return real(source, known)

    bad = dump.with_name("bad.txt")
    bad.write_bytes(b"bad")
    monkeypatch.setattr("qaclean.pipeline.clean_page.clean_row", faulty)
    assert main([str(bad), str(dump)]) == 1
    out, err = capfd.readouterr()
    assert len(out.splitlines()) == 1
    assert (
        err == f"qaclean: {bad}: qaclean itself failed on it (RecursionError: too deep\\u001b[2J); please report it\n"
    )


@posix
def test_file_names_cannot_act_on_a_terminal(tmp_path: Path) -> None:
    name = "a\x1b]0;x\x07\r\n\u202eb\udcff.txt"
    done = run(os.fsencode(tmp_path / name))
    assert done.returncode == 1
    assert message(done).isprintable()
    assert "a\\u001b]0;x\\u0007\\u000d\\u000a\\u202eb\\xff.txt: no such file" in message(done)


@posix
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS file names are UTF-8")
def test_a_file_name_that_is_not_utf8_is_in_the_record(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(path, "wb") as file:
        file.write(QUESTION.encode())
    (page,) = records(run(path).stdout)
    assert (page.source.name or "").endswith("/caf\\xe9.txt")


def test_a_nul_in_a_path(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["a\0b.txt"]) == 1
    assert capfd.readouterr().err == "qaclean: a\\u0000b.txt: this is no path; check it for stray characters\n"


# Usage


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "at least one PATH"),
        (["--format", "xml", "x"], "xml"),
        (["--form", "text", "x"], "--form"),
        (["--no-such\x1b[2J", "x"], "--no-such\\u001b[2J"),
        (["-", "-"], "twice"),
        ([""], "empty"),
        (["--schema", "x"], "--schema takes no PATH"),
        (["--pretty", "--format", "text", "x"], "--pretty"),
        (["--pretty", "--explain", "x"], "--pretty"),
        (["--explain", "--format", "jsonl", "x"], "--explain"),
        (["--url", "https://ask.example/", "x", "y"], "--url"),
        (["--url", "https://ask.example/", "."], "--url"),
        (["--media-type", "pdf", "x"], "pdf"),
        (["--reference-time", "yesterday", "x"], "ISO 8601"),
        (["-o", "", "x"], "-o"),
        (["-o", ".", "x"], "folder"),
        (["-o", "no/such/folder/x", "x"], "no folder"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_one_line(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in message(done)
    assert message(done).endswith("see: qaclean --help")
    assert os.listdir(tmp_path) == []


def test_version_is_that_of_the_package() -> None:
    done = run("--version")
    form = "compiled" if qaclean.is_compiled() else "pure Python"
    assert (done.returncode, done.stdout.decode()) == (0, f"qaclean {qaclean.__version__} ({form})\n")


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_version_and_help_load_no_heavy_module(option: str) -> None:
    code = (
        "import sys; from qaclean.command import main; main([sys.argv[1]]);"
        "sys.exit(', '.join({'pydantic', 'lxml', 'regex', 'bs4'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, option], capture_output=True, env=environment(), timeout=DEADLINE
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_version_starts_fast() -> None:
    """The goal of the command line: under 1.5 times the time of importing what the core needs. The best of five runs each."""
    ours = min(_seconds(command("--version")) for _ in range(5))
    theirs = min(_seconds([sys.executable, "-c", "import pydantic, lxml.html, regex"]) for _ in range(5))
    assert ours < 1.5 * theirs


def _seconds(arguments: Sequence[str]) -> float:
    before = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True, env=environment(), timeout=DEADLINE)
    return time.perf_counter() - before


def _options() -> Iterator[tuple[str, str | None]]:
    for action in build_parser()._actions:
        yield (action.option_strings or [action.metavar if isinstance(action.metavar, str) else ""])[-1], action.help


def test_help_describes_every_option_and_teaches() -> None:
    text = run("--help").stdout.decode()
    for name, description in _options():
        assert name in text
        assert description and len(description) > 7, f"{name} needs a description"
    for promise in ("examples:", "exit codes:", "130", *SUFFIXES):
        assert promise in text
    for words in ([], ["batch"], ["schema"]):
        lines = run(*words, "--help").stdout.decode().splitlines()
        assert max(map(len, lines)) <= 102 and len(lines) <= 50  # one screen


def test_every_example_of_the_help_is_valid() -> None:
    lines = run("--help").stdout.decode().split("examples:\n")[1].split("\nother")[0].splitlines()
    examples = [line.split("qaclean ")[1].split("  ")[0].split() for line in lines]
    assert len(examples) >= 5
    for example in examples:
        if example[0] == "batch":
            build_batch_parser().parse_args(example[1:])
        else:
            build_parser().parse_args(example)


@pytest.mark.skipif(not (SOURCE_TREE / "README.md").exists(), reason="no README beside these tests")
def test_the_readme_names_every_option() -> None:
    readme = (SOURCE_TREE / "README.md").read_text(encoding="utf-8")
    assert [name for name, _ in _options() if name not in readme] == []


# Output files


def test_output_goes_to_the_file_and_nowhere_else(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    done = run(dump, "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert target.read_bytes() == run(dump).stdout
    assert not POSIX or stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(os.listdir(tmp_path)) == ["mint.txt", "out.jsonl"]


def test_a_dash_as_output_is_standard_output(dump: Path) -> None:
    assert run(dump, "-o", "-").stdout == run(dump).stdout


def test_the_rest_is_written_when_some_inputs_fail_and_nothing_when_all_do(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    assert run(tmp_path / "missing.txt", dump, "-o", target).returncode == 1
    whole = target.read_bytes()
    assert len(records(whole)) == 1
    assert run(tmp_path / "missing.txt", "-o", target).returncode == 1
    assert target.read_bytes() == whole
    assert sorted(os.listdir(tmp_path)) == ["mint.txt", "out.jsonl"]


@pytest.mark.parametrize("spelling", ["mint.txt", "./mint.txt", "sub/../mint.txt", "link.txt", "new.txt"])
def test_an_output_that_is_an_input_is_refused(spelling: str, dump: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    if POSIX:
        (tmp_path / "link.txt").symlink_to(dump)
    elif spelling == "link.txt":
        pytest.skip("needs links")
    given = "." if spelling == "new.txt" else "mint.txt"
    done = run(given, "-o", spelling, cwd=tmp_path)
    assert done.returncode == 2
    assert "one of the inputs" in message(done)
    assert dump.read_text(encoding="utf-8") == QUESTION
    assert not (tmp_path / "new.txt").exists()


def test_an_output_that_is_standard_input_is_refused(dump: Path) -> None:
    with dump.open("rb") as file:
        done = subprocess.run(
            command("-", "-o", dump), stdin=file, capture_output=True, env=environment(), timeout=DEADLINE
        )
    assert done.returncode == 2
    assert dump.read_text(encoding="utf-8") == QUESTION


def test_records_beside_their_pages_are_fine(dump: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run(tmp_path, "-o", tmp_path / "out.jsonl").returncode == 0
        assert len(records((tmp_path / "out.jsonl").read_bytes())) == 1


@posix
def test_a_link_as_output_stays_a_link(dump: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("old")
    link.symlink_to(real)
    assert run(dump, "-o", link).returncode == 0
    assert link.is_symlink()
    assert len(records(real.read_bytes())) == 1


@posix
def test_a_device_as_output_is_not_replaced(dump: Path) -> None:
    assert run(dump, "-o", "/dev/null").returncode == 0
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert run(dump, "-o", "/dev/stdout").stdout == run(dump).stdout


@pytest.mark.parametrize("call", ["os.fsync", "os.replace", "os.open"])
def test_a_failing_write_leaves_the_old_file_and_nothing_else(
    call: str, dump: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "out.jsonl"
    target.write_text("old")
    monkeypatch.setattr(call, fail)
    code = main([str(dump), "-o", str(target)])
    monkeypatch.undo()
    assert code == 1
    assert capfd.readouterr().err.startswith(f"qaclean: cannot write {target}: no space left on device; ")
    assert target.read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["mint.txt", "out.jsonl"]


@posix
@pytest.mark.parametrize(("blow", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_killed_run_leaves_the_old_file_and_nothing_else(
    blow: signal.Signals, code: int, dump: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with start(dump, "-", "-o", target, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        _wait_for(lambda: any(path.stat().st_size for path in tmp_path.glob(".qaclean-*")))
        process.send_signal(blow)
        _, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, b"Traceback" in err) == (code, False)
    assert target.read_text() == "old"
    assert sorted(os.listdir(tmp_path)) == ["mint.txt", "out.jsonl"]


def _wait_for(condition: Any) -> None:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


def test_the_handler_of_sigterm_is_put_back(dump: Path, tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert main([str(dump), "-o", str(tmp_path / "out.jsonl")]) == 0
    assert signal.getsignal(signal.SIGTERM) is before


def test_an_output_file_can_be_written_from_any_thread(dump: Path, tmp_path: Path) -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(main([str(dump), "-o", str(tmp_path / "out.jsonl")])))
    thread.start()
    thread.join(DEADLINE)
    assert codes == [0]


# Pipes, signals, terminals


@posix
def test_a_record_is_written_when_it_is_ready_and_an_interrupt_is_quiet(dump: Path) -> None:
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with start(dump, "-", **pipes) as process:
        assert process.stdout is not None
        (page,) = records(process.stdout.readline())  # while standard input is still open
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=DEADLINE)
    assert page.source.name == str(dump)
    assert (process.returncode, out, err) == (130, b"", b"qaclean: interrupted\n")


@pytest.mark.parametrize(
    "arguments", [["--format", "jsonl"], ["--format", "json"], ["--explain"], ["--help"], ["--schema"]]
)
def test_a_closed_pipe_is_no_error(arguments: list[str], dump: Path) -> None:
    paths = [] if arguments[0] in ("--help", "--schema") else [str(dump)] * 50
    reading, writing = os.pipe()
    os.close(reading)
    with start(*arguments, *paths, stdout=writing, stderr=subprocess.PIPE) as process:
        os.close(writing)
        _, err = process.communicate(timeout=DEADLINE)
    assert (process.returncode, err) == (0, b"")


def test_a_reader_that_leaves_early_is_no_error(dump: Path) -> None:
    with start(*[dump] * 200, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        assert len(records(process.stdout.readline())) == 1
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(DEADLINE) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["--version"], ["--schema"], ["-"]])
def test_a_full_disk_is_a_message(arguments: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        process = start(*arguments, stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=DEADLINE)
    assert process.returncode == 1
    assert err.decode().startswith("qaclean: cannot write standard output: no space left on device; ")
    assert err.count(b"\n") == 1


@posix
@pytest.mark.parametrize(("closing", "code"), [(">&-", 1), ("2>&-", 1), ("<&-", 1), (">&- 2>&- <&-", 1)])
def test_closed_standard_streams(closing: str, code: int, tmp_path: Path) -> None:
    line = f'exec "$0" -m qaclean "$1" {closing}'
    done = subprocess.run(
        ["sh", "-c", line, sys.executable, str(tmp_path / "missing.txt")], capture_output=True, env=environment()
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stderr


@posix
@pytest.mark.parametrize(
    "options", [["--format", "jsonl"], ["--format", "text"], ["--format", "markdown"], ["--explain"]]
)
def test_a_terminal_gets_no_control_characters(options: list[str], tmp_path: Path) -> None:
    attack = "\x1b[2J\x1b]52;c;eA==\x07\x9b31m\u202e\r"
    path = tmp_path / "attack.txt"
    path.write_text(f"问:薄荷{attack}怎么过冬?\n答:搬{attack}进室内。\n", encoding="utf-8")
    code, shown = _on_a_terminal(*options, path)
    assert code == 0
    assert len(shown) > 20
    assert all(character.isprintable() for character in shown.replace("\r\n", "")), ascii(shown)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["batch", "dumps", "--out", "x", "--nope"],
        ["batch", "dumps", "--out", "x", "--format"],
        ["schema", "--format"],
        ["profiles", "check", "--nope"],
        ["fixtures", "list", "--nope"],
        ["damage", "--nope"],
        ["learn", "--nope"],
        ["report", "--nope"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_words_that_cannot_act_on_a_terminal(
    arguments: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    with contextlib.suppress(SystemExit):
        assert main([*arguments, "\x1b[2J\x9b31m\u202e"]) == 2
    told = capfd.readouterr().err
    assert told.startswith("qaclean: ") and told.endswith("--help\n")
    assert told.rstrip("\n").isprintable(), ascii(told)


@posix
def test_json_on_a_terminal_is_the_same_json(dump: Path) -> None:
    _, shown = _on_a_terminal(dump)
    assert json.loads(shown) == json.loads(run(dump).stdout)


def _on_a_terminal(*arguments: str | Path) -> tuple[int, str]:
    """The exit code, and what a terminal as standard output and standard error would get."""
    import pty

    controller, terminal = pty.openpty()
    with start(*arguments, stdin=subprocess.DEVNULL, stdout=terminal, stderr=terminal) as process:
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # EIO: the other side is closed
            while part := os.read(controller, 65536):
                shown += part
        os.close(controller)
        return process.wait(DEADLINE), shown.decode()


def test_the_locale_changes_nothing(dump: Path) -> None:
    plain = {**environment(), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command(dump), capture_output=True, env=plain, timeout=DEADLINE)
    assert (done.returncode, done.stdout) == (0, run(dump).stdout)


def test_main_returns_its_exit_code(dump: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert [main([str(dump)]), main(["--version"]), main([]), main(["missing.txt"])] == [0, 0, 2, 1]
    assert len(capfd.readouterr().out.splitlines()) == 2


def test_a_file_of_many_documents_is_its_documents(tmp_path: Path) -> None:
    rows = [
        {"body": "怎么退订彩铃?\n发短信TD。", "uri": "https://example.org/1"},
        {"text": "x"},
        {"body": "怎么开通?\n打电话。"},
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), "utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    for name in ("a.json", "b.jsonl"):
        done = run(name, "--text-field", "body", "--url-field", "uri", cwd=tmp_path)
        pages = [json.loads(line) for line in done.stdout.decode().splitlines()]
        assert [page["title"] for page in pages] == ["怎么退订彩铃?", "怎么开通?"]
        assert [page["url"] for page in pages] == ["https://example.org/1", None]
        assert pages[0]["source"]["name"].startswith(f"{name}@")
        assert done.returncode == 1 and "neither 'body' nor 'html' (but 'text')" in message(done)


def test_a_file_of_documents_that_holds_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n", "utf-8")
    done = run("a.jsonl", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"") and "holds no record" in message(done)


@pytest.mark.parametrize(
    ("name", "content", "way_out"),
    [
        ("t.csv", "a,b\n1,2\n", "JSON lines"),
        ("page.mht", "MIME-Version: 1.0\n", "save it as HTML"),
        ("page.txt", "From: <Saved by Blink>\nMIME-Version: 1.0\n", "save it as HTML"),
    ],
)
def test_what_is_no_page_is_refused_with_the_way_out(tmp_path: Path, name: str, content: str, way_out: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    done = run(name, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, b"") and way_out in message(done)


# Other commands


@pytest.mark.parametrize("shape", ["table", "pairs", "chat", "chunks"])
def test_schemas_of_rows(shape: str) -> None:
    known = json.loads(run("schema", "--shape", shape).stdout)
    columns = run("schema", "--shape", shape, "--format", "arrow").stdout.decode().splitlines()
    assert columns[0] == known["$id"]
    assert [line.split(":")[0] for line in columns[1:] if not line.startswith(" ")] == [*known["properties"]]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_commands_and_options(shell: str) -> None:
    script = run("completion", shell).stdout.decode()
    for word in ("batch", "schema", "reference-time", "max-shard-mb", "parquet", "schema-org"):
        assert word in script
    if shell == "bash" and shutil.which("bash"):
        words = f'{script}\nCOMP_WORDS=(qaclean batch --sh); COMP_CWORD=2; _qaclean; echo "${{COMPREPLY[@]}}"'
        assert subprocess.run(["bash", "-c", words], capture_output=True, text=True).stdout.split() == ["--shape"]
    assert run("completion", "tcsh").returncode == 2


def test_what_is_done_is_told_on_request(dump: Path) -> None:
    assert run(dump).stderr == b""
    told = run("-v", dump).stderr.decode()
    assert "INFO qaclean.command" in told and "mint.txt" in told


def test_a_compressed_page_is_unpacked(tmp_path: Path) -> None:
    (tmp_path / "mint.txt.gz").write_bytes(gzip.compress(QUESTION.encode()))
    (page,) = records(run(tmp_path / "mint.txt.gz").stdout)
    assert page.questions[0].text == "阳台上的薄荷怎么过冬?"
    (tmp_path / "t.csv.gz").write_bytes(gzip.compress(b"a,b\n1,2\n"))
    assert "JSON lines" in message(run(tmp_path / "t.csv.gz"))
