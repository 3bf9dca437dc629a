"""`qaclean.testing`, as other people's tests use it: from a checkout, and from the wheel in an environment of its own."""

from __future__ import annotations

import dataclasses
import json
import os
import pickle
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from importlib.metadata import Distribution, distribution
from pathlib import Path

import pytest
import zstandard
from packaging.requirements import Requirement

import qaclean
from qaclean.errors import QacleanError
from qaclean.testing import GROUPS, KNOWN_FAILURES, Case, UnknownCaseError, cases, fixtures_folder, load
from qaclean.testing.__main__ import main
from qaclean.testing.generated import generate

ROOT = Path(__file__).resolve().parent.parent


def test_cases_come_group_by_group_sorted_by_name() -> None:
    names = [case.name for case in cases()]
    assert names == [case.name for group in GROUPS for case in cases(group)]
    assert all(names.count(name) == 1 for name in names)
    for group in GROUPS:
        ours = [name for name in names if name.startswith(group + "/")]
        assert ours == sorted(ours) and len(ours) >= 4


def test_known_failures_come_only_when_asked_for() -> None:
    failures = [case.name for case in cases(KNOWN_FAILURES)]
    assert failures and not {*failures} & {case.name for case in cases()}
    assert load(failures[0]).name == failures[0]


def test_load_gives_the_case_and_its_files() -> None:
    case = load("dumps/answers-with-anchors")
    folder = fixtures_folder() / "dumps" / "answers-with-anchors"
    assert case.source == (folder / "source.txt").read_bytes()
    assert case.expected_json == json.loads((folder / "expected.json").read_text("utf-8"))
    assert case.expected.model_dump(mode="json") == case.expected_json
    assert case.media_type == "text/plain"


def test_case_is_frozen_and_goes_to_other_processes() -> None:
    case = load("hostile/empty")
    assert pickle.loads(pickle.dumps(case)) == case
    with pytest.raises(dataclasses.FrozenInstanceError):
        case.name = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("dumps/answer-with-anchors", "dumps/answers-with-anchors"),
        ("answers-with-anchors", "dumps/answers-with-anchors"),
        ("layouts/less-than-is-no-tag", "negative/less-than-is-no-tag"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(name: str, near: str) -> None:
    with pytest.raises(UnknownCaseError, match=re.escape(near)):
        load(name)


@pytest.mark.parametrize(
    "name", ["", "dumps", "dumps/", "../pyproject.toml", "dumps/../dumps/answers-with-anchors", "xyz"]
)
def test_a_name_never_leads_out_of_the_fixtures(name: str) -> None:
    with pytest.raises(UnknownCaseError, match="no case"):
        load(name)


def test_an_unknown_group_is_refused_at_once_and_the_groups_named() -> None:
    with pytest.raises(UnknownCaseError, match=r"dumps, layouts, negative, hostile, .*known_failures"):
        cases("dump")
    assert issubclass(UnknownCaseError, QacleanError) and issubclass(UnknownCaseError, KeyError)


def test_cases_are_a_sequence_filtered_by_tag_and_media_type() -> None:
    found = cases()
    assert len(found) == len([*found]) == len([*found]) and found[0] == load(found[0].name)
    assert {case.media_type for case in cases(media_type="text/html")} == {"text/html"}
    floors = cases(tag="layout:floors")
    assert floors and all("layout:floors" in case.tags for case in floors)
    assert 0 < len(cases(tag="engine:phpbb")) < len(cases(tag="engine"))
    assert [case.name for case in cases(tag="negative")] == [case.name for case in cases("negative")]


def test_an_unknown_tag_is_answered_with_near_ones() -> None:
    with pytest.raises(UnknownCaseError, match="engine:phpbb"):
        cases(tag="engine:phpb")
    with pytest.raises(UnknownCaseError, match="no case has the tag"):
        cases("negative", tag="engine")


def test_what_is_known_of_a_case_is_read_from_its_file(copied: Path) -> None:
    told = copied / "dumps/one/case.toml"
    told.write_text(
        'url = "https://a.example/1"\ncharset = "gbk"\ndamage = ["cut", "copy-mark"]\n[facts]\nanswers = [1]\n', "utf-8"
    )
    case = load("dumps/one")
    assert (case.url, case.charset, case.tags) == ("https://a.example/1", "gbk", ("damage:cut", "damage:copy-mark"))
    assert case.facts == {"answers": [1]} and case.clean().url == "https://a.example/1"
    for words, says in (('colour = "red"', "unknown key 'colour'"), ("url = ", "case.toml")):
        told.write_text(words, "utf-8")
        with pytest.raises(QacleanError, match=says):
            load("dumps/one")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small fixtures folder of its own, with one case in two groups."""
    tmp_path = tmp_path / "fixtures"
    tmp_path.mkdir()
    for group in (*GROUPS, KNOWN_FAILURES):
        (tmp_path / group).mkdir()
    for group, text in (("dumps", "怎么退订?\n发短信就行,不用打电话。"), ("negative", "先\0关机,\0再拔电源。")):
        folder = tmp_path / group / "one"
        folder.mkdir()
        (folder / "source.txt").write_bytes(text.encode())
        (folder / "note.md").write_text("A note.\n", "utf-8")
    monkeypatch.setattr("qaclean.testing.fixtures_on_disk.fixtures_folder", lambda: tmp_path)
    return tmp_path


def test_update_writes_records_but_never_a_damaged_negative(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 1
    assert not (copied / "dumps/one/expected.json").exists()
    assert main(["--update"]) == 1
    told = capsys.readouterr().out
    assert "dumps/one: new\n" in told and "negative/one: new (refused" in told
    assert not (copied / "negative/one/expected.json").exists()
    case: Case = next(iter(cases("dumps")))
    assert case.expected_json == qaclean.clean(case.source, media_type="text/plain").model_dump(mode="json")


def test_update_writes_the_catalogue_of_a_checkout_anew(copied: Path) -> None:
    assert main(["--update"]) == 1 and not (copied.parent / "docs").exists()
    page = copied.parent / "docs" / "fixtures.md"
    page.parent.mkdir()
    page.touch()
    main(["--update"])
    assert "### dumps/one\n" in page.read_text("utf-8")


def test_update_says_which_fields_changed_and_then_nothing(copied: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--update"])
    path = copied / "dumps/one/expected.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "views": 7, "title": "?"}), "utf-8")
    capsys.readouterr()
    main(["--update"])
    assert "dumps/one: title, views\n" in capsys.readouterr().out
    main([])
    assert "dumps/one" not in capsys.readouterr().out


# The wheel


def closure(names: list[str]) -> dict[str, Distribution]:
    """Installed distributions that `names` need, themselves included."""
    found: dict[str, Distribution] = {}
    pending = [Requirement(name) for name in names]
    while pending:
        requirement = pending.pop()
        if requirement.name in found or (requirement.marker and not requirement.marker.evaluate({"extra": ""})):
            continue
        found[requirement.name] = distribution(requirement.name)
        pending += [Requirement(line) for line in found[requirement.name].requires or ()]
    return found


def top_entries(installed: Distribution) -> Iterator[Path]:
    """What a distribution put into site-packages, at the top."""
    tops = {file.parts[0] for file in installed.files or () if file.parts[0] not in ("..", "__pycache__")}
    return (Path(str(installed.locate_file(top))) for top in sorted(tops))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel and what its metadata asks for, and nothing else. No network needed."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    interpreter = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ask = [str(interpreter), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)  # a pure wheel is installed by unpacking it (PEP 427)
        metadata = message_from_bytes(next(archive.read(n) for n in archive.namelist() if n.endswith("/METADATA")))
    needs = [need for need in metadata.get_all("Requires-Dist", []) if "extra ==" not in need]
    for installed in closure(needs).values():
        for entry in top_entries(installed):
            (packages / entry.name).symlink_to(entry)
    return interpreter


def answer(python: Path, code: str, tmp_path: Path) -> str:
    """What `code` prints there, started in an empty folder without any PYTHON... variable of ours."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run([str(python), "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_wheel_holds_the_package_its_data_and_every_fixture_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {*archive.namelist()}
    package = {f"qaclean/{path.relative_to(ROOT / 'src/qaclean').as_posix()}" for path in sources(ROOT / "src/qaclean")}
    fixtures = {
        f"qaclean/testing/fixtures/{path.relative_to(ROOT / 'fixtures').as_posix()}"
        for path in sources(ROOT / "fixtures")
    }
    assert "qaclean/py.typed" in package
    assert not {*package, *fixtures} - names
    assert not {name.split("/")[0] for name in names if ".dist-info/" not in name} - {"qaclean"}


def sources(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)


def test_wheel_gives_the_same_cases_from_its_own_copy(python: Path, tmp_path: Path) -> None:
    code = (
        "import json, qaclean.testing as t; assert 'site-packages' in str(t.fixtures_folder()), t.fixtures_folder();"
        "print(json.dumps([[c.name, len(c.source), c.expected.kind] for c in t.cases()]))"
    )
    assert json.loads(answer(python, code, tmp_path)) == [[c.name, len(c.source), c.expected.kind] for c in cases()]


def test_wheel_cleans_with_nothing_but_the_declared_dependencies(python: Path, tmp_path: Path) -> None:
    code = (
        "import qaclean; from qaclean.testing import load; c = load('dumps/answers-with-anchors');"
        "print(qaclean.clean(c.source).model_dump(mode='json')['questions'] == c.expected_json['questions'])"
    )
    assert answer(python, code, tmp_path) == "True"


def test_wheel_is_typed_and_installs_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
        entries = archive.read(entry).decode("utf-8")
        assert "qaclean = qaclean.command:main" in entries
        assert "[pytest11]\nqaclean = qaclean.testing.pytest_plugin" in entries
        assert "qaclean/py.typed" in archive.namelist()


def test_the_corpus_holds_generated_documents_and_one_broken_line() -> None:
    data = zstandard.decompress((fixtures_folder() / "corpus" / "documents.jsonl.zst").read_bytes())
    lines = data.decode("utf-8").splitlines()
    broken = lines.pop(100)
    assert [json.loads(line) for line in lines] == list(generate(200))
    with pytest.raises(ValueError):
        json.loads(broken)
