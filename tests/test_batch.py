"""`qaclean batch` as a user runs it: parts, dead letters, manifest; killed and resumed; refused where it must be."""

from __future__ import annotations

import filecmp
import gzip
import hashlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest
import zstandard

import qaclean
from interrupts import interruptible, wait_for_parts
from qaclean.arrow import PAGES, schema_of
from qaclean.batch.run import _locked
from qaclean.command import main
from qaclean.command.batch import _clock
from qaclean.export.rows import SHAPES, rows_of
from qaclean.intake import Fields, Raw, Source, parse
from qaclean.intake.records import dead_letter
from qaclean.testing.generated import generate

COUNT = 150
BAD = {"{broken\n": "broken-json", '{"id": 7}\n': "no-content-field"}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """JSON lines: generated documents, and two bad ones among them."""
    path = tmp_path_factory.mktemp("in") / "documents.jsonl"
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in generate(COUNT, size="short")]
    for number, line in enumerate(BAD):
        lines.insert(40 * number + 20, line)
    path.write_text("".join(lines), "utf-8")
    return path


def start(*words: object, seed: str = "0") -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "qaclean", "batch", *map(str, words)]
    with interruptible():
        return subprocess.Popen(
            command, stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True, env=environment, encoding="utf-8"
        )


def batch(*words: object, seed: str = "0", code: int = 0, stdin: str | None = None) -> str:
    """What a run says on standard error."""
    _, said = (run := start(*words, seed=seed)).communicate(stdin, timeout=120)
    assert run.returncode == code, said
    return said


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """As `batch`, for what is refused before any work begins: in this process, since one of its own costs a second of processor time and shows nothing more."""

    def said(*words: object, code: int = 1) -> str:
        assert main(["batch", *map(str, words)]) == code
        return capsys.readouterr().err

    return said


def files(folder: pathlib.Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def same(one: pathlib.Path, other: pathlib.Path) -> bool:
    names = files(one)
    return names == files(other) and filecmp.cmpfiles(one, other, names, shallow=False) == (names, [], [])


def manifest(folder: pathlib.Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def check(folder: pathlib.Path) -> dict[str, Any]:
    """The manifest of a finished run, which must be true."""
    found = manifest(folder)
    counts = found["counts"]
    assert counts["records"] == counts["pages"] + counts["filtered"] + counts["rejected"]
    assert sum(found["kinds"].values()) == counts["pages"] + counts["filtered"]
    assert sum(found["errors"].values()) == counts["rejected"]
    assert sorted(file["name"] for file in found["files"]) == [
        name for name in files(folder) if name != "manifest.json"
    ]
    for file in found["files"]:
        data = (folder / file["name"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["size"], file["sha256"])
    return found


@pytest.fixture(scope="module")
def undisturbed(documents: pathlib.Path, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A run into parquet that nothing disturbed."""
    out = tmp_path_factory.mktemp("out") / "run"
    batch(documents, "--out", out, "--format", "parquet", "--workers", 2, "--max-shard-mb", 0.02)
    return out


def test_counts_files_and_dead_letters(documents: pathlib.Path, undisturbed: pathlib.Path) -> None:
    found = check(undisturbed)
    assert found["counts"]["records"] == COUNT + len(BAD)
    assert found["errors"] == {"broken-json": 1, "no-content-field": 1}
    assert found["inputs"][0]["sha256"] == hashlib.sha256(documents.read_bytes()).hexdigest()
    assert found["reasons"]["hot_content"] > 50
    assert found["rules"]["tag-line"] > 50
    letters = [json.loads(line) for line in (undisturbed / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert [letter["error"] for letter in letters] == list(BAD.values())
    data = documents.read_bytes()
    for letter, line in zip(letters, BAD, strict=True):
        offset = int(letter["place"].rsplit("@", 1)[1])
        assert data[offset:].startswith(line.encode())


def test_parquet_holds_what_clean_gives(undisturbed: pathlib.Path) -> None:
    table = ds.dataset(undisturbed / "parts").to_table()
    assert table.schema.equals(PAGES)
    rows = {row["id"]: row for row in table.to_pylist()}
    for document in generate(COUNT, size="short"):
        media_type = "text/html" if "html" in document else None
        page = qaclean.clean(document.get("html") or document["text"], url=document["url"], media_type=media_type)
        row = rows.pop(document["id"])
        named = page.model_copy(update={"source": page.source.model_copy(update={"name": row["place"]})})
        assert row["record"] == named.model_dump_json()
        assert (row["status"], row["url"], row["title"]) == ("ok", document["url"], page.title)
    assert not rows


@pytest.mark.parametrize(("workers", "seed"), [(1, "1"), (3, "2")])
def test_workers_and_hash_seed_change_no_byte(
    documents: pathlib.Path, undisturbed: pathlib.Path, tmp_path: pathlib.Path, workers: int, seed: str
) -> None:
    batch(
        documents,
        "--out",
        tmp_path / "run",
        "--format",
        "parquet",
        "--workers",
        workers,
        "--max-shard-mb",
        0.02,
        seed=seed,
    )
    assert same(undisturbed, tmp_path / "run")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_run_leaves_whole_files_and_goes_on(
    documents: pathlib.Path, undisturbed: pathlib.Path, tmp_path: pathlib.Path, number: signal.Signals
) -> None:
    out = tmp_path / "run"
    words = (documents, "--out", out, "--format", "parquet", "--workers", 2, "--max-shard-mb", 0.02)
    run = start(*words)
    wait_for_parts(out, 2)
    run.send_signal(number)
    began = time.monotonic()
    run.communicate()
    assert time.monotonic() - began < 2
    assert run.returncode == {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130}[number]
    assert not (out / "manifest.json").exists()
    for part in (out / "parts").iterdir():
        assert part.read_bytes() == (undisturbed / "parts" / part.name).read_bytes()
    said = batch(*words, "--resume")
    assert "were done already" in said
    assert same(undisturbed, out)


def test_resume_of_a_finished_run_changes_nothing(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    words = (documents, "--out", tmp_path / "run", "--workers", 1)
    batch(*words)
    before = {name: (tmp_path / "run" / name).stat().st_mtime_ns for name in files(tmp_path / "run")}
    assert "1 parts were done already" in batch(*words, "--resume")
    assert {name: (tmp_path / "run" / name).stat().st_mtime_ns for name in files(tmp_path / "run")} == before


def test_a_part_that_was_lost_is_made_again(
    documents: pathlib.Path, undisturbed: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    out = tmp_path / "run"
    words = (documents, "--out", out, "--format", "parquet", "--workers", 2, "--max-shard-mb", 0.02)
    run = start(*words)
    wait_for_parts(out, 3)
    run.kill()
    run.communicate()
    for part in (out / "parts").iterdir():
        part.unlink()
    batch(*words, "--resume")
    assert same(undisturbed, out)


def test_what_is_refused(documents: pathlib.Path, tmp_path: pathlib.Path, refused: Callable[..., str]) -> None:
    copy = tmp_path / "in" / "documents.jsonl"
    copy.parent.mkdir()
    copy.write_bytes(documents.read_bytes())
    out = tmp_path / "run"
    batch(copy, "--out", out, "--workers", 1)
    assert "holds a run already" in refused(copy, "--out", out)
    said = refused(copy, "--out", out, "--resume", "--shape", "pairs")
    assert 'options.shape was "pages", is "pairs"' in said
    known = manifest(out)
    (out / "manifest.json").write_text(json.dumps({**known, "versions": {**known["versions"], "lxml": "1.0"}}), "utf-8")
    assert 'versions.lxml was "1.0", is ' in refused(copy, "--out", out, "--resume")
    copy.write_bytes(copy.read_bytes()[:-1])
    said = refused(copy, "--out", out, "--resume")
    assert "inputs[0].sha256 was" in said and "inputs[0].size was" in said
    assert "lies together with the input" in refused(copy.parent, "--out", copy.parent / "run")
    assert "lies together with the input" in refused(out / "parts", "--out", out, "--resume")
    assert "is not empty" in refused(documents, "--out", tmp_path)
    assert "no such file" in refused(tmp_path / "none", "--out", tmp_path / "new")
    assert "cannot be written" in refused(copy, "--out", copy / "new")
    assert "standard input cannot be read again" in refused("-", "--out", tmp_path / "new", "--resume")
    for words in (
        ["--filter", "kind=novel"],
        ["--max-shard-mb", "0"],
        ["--format", "markdown", "--shape", "pairs"],
        ["--format", "csv"],
    ):
        refused(copy, "--out", tmp_path / "new", *words, code=2)


def test_two_runs_in_one_folder_are_refused(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    with _locked(str(tmp_path / "run")):  # as another run holds it
        assert "another run is at work in it" in batch(documents, "--out", tmp_path / "run", "--workers", 1, code=1)
    batch(documents, "--out", tmp_path / "run", "--workers", 1)


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_in_lines_and_in_parquet_hold_the_same(
    documents: pathlib.Path, tmp_path: pathlib.Path, shape: str
) -> None:
    for format in ("jsonl.zst", "parquet"):
        batch(documents, "--out", tmp_path / format, "--format", format, "--shape", shape, "--workers", 1)
        check(tmp_path / format)
    data = zstandard.decompress(
        (tmp_path / "jsonl.zst" / "parts" / "part-00000.jsonl.zst").read_bytes(), max_output_size=1 << 30
    )
    lines = [json.loads(line) for line in data.decode().splitlines()]
    rows = pq.read_table(tmp_path / "parquet" / "parts" / "part-00000.parquet").to_pylist()
    if shape == "pages":
        assert [
            {"id": row["id"], **json.loads(row["record"]), "quality": row["quality"], "meta": row["meta"]}
            for row in rows
        ] == lines
    elif shape == "table":  # lines hold the record itself
        assert [{**row, "record": json.loads(row["record"])} for row in rows] == lines
    else:
        assert rows == lines
    assert len(lines) >= 100
    page = qaclean.clean(next(iter(generate(1)))["text"])
    assert shape == "pages" or all(schema_of(row) for row in rows_of(page, shape, "1"))


def test_markdown_is_a_file_a_page(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    batch(documents, "--out", tmp_path / "run", "--format", "markdown", "--workers", 1)
    pages = sorted((tmp_path / "run" / "parts" / "part-00000").iterdir())
    assert len(pages) == COUNT
    assert pages[0].name == "000000-0-0.md"  # the first, and its id
    assert "\n# " in pages[0].read_text("utf-8")


def test_filters(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    words = ["--filter", "kind=howto,qa", "--filter", "answers=1", "--filter", "language=zh"]
    batch(documents, "--out", tmp_path / "run", "--workers", 1, *words)
    found = manifest(tmp_path / "run")
    rows = [
        json.loads(line) for line in (tmp_path / "run" / "parts" / "part-00000.jsonl").read_text("utf-8").splitlines()
    ]
    assert len(rows) == found["counts"]["pages"] == COUNT - found["counts"]["filtered"]
    assert {(row["kind"], row["language"]) for row in rows} == {("howto", "zh"), ("qa", "zh")}
    assert all(question["answers"] for row in rows for question in row["questions"])
    said = batch(documents, "--out", tmp_path / "none", "--workers", 1, "--filter", "language=de", code=3)
    assert "filtered out" in said
    assert manifest(tmp_path / "none")["counts"]["pages"] == 0


def test_dead_letters_go_where_they_are_told_and_can_be_fed_in_again(tmp_path: pathlib.Path) -> None:
    source, letters = tmp_path / "in.jsonl", tmp_path / "letters.jsonl"
    source.write_text('{"text": "怎么办?\\n重启。"}\n{"text": "怎么', "utf-8")
    batch(source, "--out", tmp_path / "run", "--rejects", letters, "--workers", 1)
    assert not (tmp_path / "run" / "rejects.jsonl").exists()
    row = json.loads(letters.read_text("utf-8"))
    assert row["raw"] == '{"text": "怎么'
    batch(letters, "--out", tmp_path / "again", "--workers", 1, code=3)
    assert (tmp_path / "again" / "rejects.jsonl").exists()
    letters.write_text(json.dumps({**row, "raw": row["raw"] + '改?\\n重来。"}'}, ensure_ascii=False) + "\n", "utf-8")
    batch(letters, "--out", tmp_path / "mended", "--workers", 1)
    assert manifest(tmp_path / "mended")["counts"]["pages"] == 1


@pytest.fixture(scope="module")
def heavy() -> Iterator[str]:
    """A document that takes long and much memory: three megabytes of different lines."""
    yield "".join(row.get("text", "") for row in generate(1200))


@pytest.mark.parametrize(
    ("limit", "error"), [(("--limit-seconds", 1.5), "timeout"), (("--limit-mb", 1), "cannot begin")]
)
def test_limits_hold(tmp_path: pathlib.Path, heavy: str, limit: tuple[str, float], error: str) -> None:
    rows = [{"text": "怎么办?\n重启。"}, {"text": heavy}, {"text": "怎么改?\n重来。"}]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    if error == "cannot begin":  # a limit that no worker can keep is said, and is no dead letter
        assert error in batch(tmp_path / "in.jsonl", "--out", tmp_path / "run", "--workers", 1, *limit, code=1)
        return
    batch(tmp_path / "in.jsonl", "--out", tmp_path / "run", "--workers", 1, *limit)
    found = check(tmp_path / "run")
    assert found["errors"] == {error: 1} and found["counts"]["pages"] == 2
    assert json.loads((tmp_path / "run" / "rejects.jsonl").read_text("utf-8"))["text"] == heavy


def test_standard_input_and_folders(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    batch("-", "--out", tmp_path / "piped", "--workers", 1, stdin=documents.read_text("utf-8"))
    assert check(tmp_path / "piped")["counts"]["pages"] == COUNT
    folder = tmp_path / "pages"
    folder.mkdir()
    for row in generate(5, size="short"):
        name, text = ("html", row["html"]) if "html" in row else ("txt.gz", row["text"])
        (folder / f"{row['id']}.{name}").write_bytes(
            gzip.compress(text.encode()) if name == "txt.gz" else text.encode()
        )
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    batch(folder, "--out", tmp_path / "run", "--workers", 1)
    found = check(tmp_path / "run")
    assert found["counts"]["pages"] == 5 and found["errors"] == {"undecodable-source": 1}
    letter = json.loads((tmp_path / "run" / "rejects.jsonl").read_text("utf-8"))
    assert letter["place"] == f"{folder}/picture.txt#0" and "base64" in letter


def test_the_table_and_the_clock(documents: pathlib.Path, tmp_path: pathlib.Path) -> None:
    said = batch(documents, "--out", tmp_path / "run", "--workers", 1)
    shown = {line.rsplit(None, 1)[0].strip(): line.rsplit(None, 1)[1] for line in said.splitlines() if "  " in line}
    assert shown["records"] == str(COUNT + 2) and shown["rejected"] == "2" and shown["error broken-json"] == "1"
    assert [_clock(seconds) for seconds in (0, 59.6, 3661)] == ["0:00:00", "0:01:00", "1:01:01"]


@pytest.mark.parametrize(
    ("lines", "options", "says"),
    [
        ('{"body": "怎么办?"}\n' * 3, [], "all 3 records were rejected (no-content-field)"),
        ("", [], "hold no record"),
        (
            '{"text": "今天下雨,我们在家里看书,晚上吃了面条。"}\n',
            ["--shape", "pairs"],
            "no page has a row of this shape (no-question)",
        ),
    ],
)
def test_a_run_that_writes_nothing_says_why(tmp_path: pathlib.Path, lines: str, options: list[str], says: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(lines, "utf-8")
    assert says in batch(path, "--out", tmp_path / "out", "--workers", 1, *options, code=3)


def test_pages_without_a_row_are_counted(tmp_path: pathlib.Path) -> None:
    texts = ["怎么退订彩铃?\n发短信TD。", "今天下雨,我们在家里看书,晚上吃了面条。", "问题:怎么退订彩铃?"]
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"text": text} for text in texts], ensure_ascii=False, indent=1), "utf-8")
    batch(path, "--out", tmp_path / "out", "--workers", 1, "--shape", "steps", code=3)
    assert manifest(tmp_path / "out")["rowless"] == {"no-steps": 3}
    batch(path, "--out", tmp_path / "pairs", "--workers", 1, "--shape", "pairs")
    found = manifest(tmp_path / "pairs")
    assert sum(found["rowless"].values()) == found["counts"]["pages"] - found["counts"]["rows"] == 2


@pytest.mark.parametrize(
    ("options", "says"),
    [(["--out", "-"], "names a folder"), (["--out", "x", "--filter", "language=chinese"], "such as zh")],
)
def test_usage_that_could_only_disappoint(
    tmp_path: pathlib.Path, options: list[str], says: str, refused: Callable[..., str]
) -> None:
    (tmp_path / "in.jsonl").write_text('{"text": "怎么办?"}\n', "utf-8")
    assert says in refused(tmp_path / "in.jsonl", *options, code=2)


@pytest.mark.parametrize("shape", ["pages", "pairs", "steps", "chat", "mnbvc", "chunks"])
@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_further_fields_go_along_in_every_shape(tmp_path: pathlib.Path, shape: str, format: str) -> None:
    row = {
        "text": "怎么退订彩铃?\n1、编辑短信。\n2、发出去。",
        "id": "7",
        "score": 3,
        "tags": ["a", {"b": None}],
        "crawl": {"day": 1},
    }
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(row, ensure_ascii=False) + "\n", "utf-8")
    words = ["--format", format, "--shape", shape, "--workers", 1]

    def metas(name: str, *more: object) -> list[Any]:
        batch(path, "--out", tmp_path / name, *words, *more)
        parts = tmp_path / name / "parts"
        if format == "parquet":
            found = ds.dataset(parts).to_table().column("meta").to_pylist()
            return [value and json.loads(value) for value in found]
        return [json.loads(line)["meta"] for line in (parts / "part-00000.jsonl").read_text("utf-8").splitlines()]

    all_of = {"score": 3, "tags": ["a", {"b": None}], "crawl": {"day": 1}}
    assert set(map(str, metas("all"))) == {str(all_of)}
    assert set(map(str, metas("some", "--keep-fields", "score, none-such"))) == {str({"score": 3})}
    assert set(metas("none", "--keep-fields", "none")) == {None}


def test_a_dead_letter_keeps_its_further_fields() -> None:
    source = parse(Raw("a.jsonl", 0, "row", {"text": "x", "id": 1, "score": 3}), Fields())
    assert isinstance(source, Source) and source.meta == {"score": 3}
    letter = dead_letter(source, Fields(), "timeout", "too slow")
    again = parse(Raw("b.jsonl", 0, "row", letter), Fields(keep=("score",)))
    assert isinstance(again, Source) and (again.content, again.id, again.meta) == ("x", "1", {"score": 3})
