"""Duplicates of a run are named with a reason, ids are unique over inputs, languages are guessed where that is asked for."""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

import pyarrow.parquet as pq
import pytest

from qaclean import Cleaner, MissingExtraError, Options
from qaclean.batch import BatchOptions, run_batch
from qaclean.batch.duplicates import duplicates_among, sketch
from qaclean.cleaner import with_guessed_language

TEXT = "怎么退订彩铃?\n1、编辑短信TD,发送到客服号码。\n2、等确认的短信回来,再按提示回复是。\n3、次月就不再扣费了,可以查一下账单确认。"
ROWS = [TEXT, TEXT.replace("账单", "话费"), f" {TEXT}", "网页打不开怎么办?\n换一个浏览器再试一次。"]


def written(folder: pathlib.Path, **options: Any) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """The manifest, rows and duplicates of a run over two inputs with the same ids."""
    paths = []
    for name in ("a", "b"):
        path = folder / f"{name}.jsonl"
        path.write_text("".join(json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate(ROWS)), "utf-8")
        paths.append(str(path))
    known = BatchOptions(**options)
    summary = run_batch(paths, str(folder / "out"), known)
    again = run_batch(paths, str(folder / "out"), known, resume=True)
    assert again.manifest == summary.manifest
    parts = sorted((folder / "out" / "parts").iterdir())
    lines = [line for part in parts if part.suffix == ".jsonl" for line in part.read_text("utf-8").splitlines()]
    rows = [json.loads(line) for line in lines]
    rows += [row for part in parts if part.suffix == ".parquet" for row in pq.read_table(part).to_pylist()]
    named = folder / "out" / "duplicates.jsonl"
    found = [json.loads(line) for line in named.read_text("utf-8").splitlines()] if named.exists() else []
    return summary.manifest, rows, found


@pytest.mark.parametrize("shape", ["pairs", "chat", "steps", "chunks", "mnbvc"])
def test_ids_are_unique_over_inputs_and_rows_say_where_they_are_from(tmp_path: pathlib.Path, shape: str) -> None:
    _, rows, found = written(tmp_path, shape=shape)
    assert len({row["id"] for row in rows}) == len(rows) >= 6 and found == []
    if shape == "mnbvc":
        more = json.loads(rows[0]["元数据"]["扩展字段"])
        assert more["document_id"] == "0" and len(more["sha256"]) == 64 and more["spans"]
        return
    assert all(row["document_id"] in "0123" and len(row["sha256"]) == 64 and row["spans"] for row in rows)
    assert all(row["quality"]["kept_share"] is not None for row in rows)
    if shape in ("pairs", "chat"):
        assert {"votes", "accepted", "url", "site", "language"} <= rows[0].keys()


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_exact_duplicates_are_named(tmp_path: pathlib.Path, format: str) -> None:
    manifest, rows, found = written(tmp_path, shape="pairs", duplicates="exact", format=format)
    assert manifest["duplicates"] == {"exact": 5} and len(rows) == 8
    assert {row["reason"] for row in found} == {"exact"}
    assert {row["id"] for row in found} | {row["of"] for row in found} <= {row["id"] for row in rows}
    assert "duplicates.jsonl" in [file["name"] for file in manifest["files"]]
    assert not (tmp_path / "out" / ".work").exists()


def test_near_duplicates_are_named(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("rensa")
    manifest, rows, found = written(tmp_path, shape="pages", duplicates="near")
    assert manifest["duplicates"] == {"exact": 5, "near": 1}
    near = next(row for row in found if row["reason"] == "near")
    assert near["of"] == rows[0]["source"]["name"] and 0.8 <= near["similarity"] < 1


def test_a_short_text_is_nearly_nothing_else() -> None:
    lines = [json.dumps(sketch(text, text, near=False)) for text in ("重启一下。", "重启两下。", "重启 一下。")]
    assert [row["id"] for row in duplicates_among(lines)] == ["重启 一下。"]


def test_extras_that_are_missing_are_named_before_any_work(
    tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "x"}\n')
    monkeypatch.setattr("qaclean.batch.plan.version", _no_extra)
    for options in (BatchOptions(duplicates="near"), BatchOptions(cleaning=Options(guess_language=True))):
        with pytest.raises(MissingExtraError, match=r"qaclean\[(duplicates|language)\]"):
            run_batch([str(tmp_path / "a.jsonl")], str(tmp_path / "out"), options)
        assert not list((tmp_path / "out").iterdir())


def _no_extra(package: str) -> str:
    from importlib.metadata import PackageNotFoundError

    if package in ("rensa", "py3langid"):
        raise PackageNotFoundError(package)
    return "1"


SENTENCES = {
    "fr": "Il faut d'abord couper l'eau avant de démonter le robinet.",
    "nl": "Je moet eerst de stekker uit het stopcontact halen.",
    "pl": "Najpierw trzeba zakręcić wodę pod zlewem.",
    "ru": "Сначала нужно перекрыть воду под раковиной.",
    "vi": "Làm thế nào để tẩy vết cà phê trên thảm?",
}


def test_a_language_is_proved_or_none_and_guessed_only_if_asked() -> None:
    assert [Cleaner().clean(text).language for text in SENTENCES.values()] == [None] * len(SENTENCES)
    pytest.importorskip("py3langid")
    pages = [Cleaner(Options(guess_language=True)).clean(text) for text in SENTENCES.values()]
    assert [page.language for page in pages] == list(SENTENCES)
    assert all([warning.code for warning in page.warnings] == ["language-guessed"] for page in pages)


def test_guessing_needs_its_extra_and_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from qaclean.text import guessed_language

    guessed_language._identifier.cache_clear()
    monkeypatch.setitem(sys.modules, "py3langid", None)
    monkeypatch.setitem(sys.modules, "py3langid.langid", None)
    with pytest.raises(MissingExtraError, match=r"qaclean\[language\]"):
        with_guessed_language(Cleaner().clean(SENTENCES["fr"]))
    assert with_guessed_language(Cleaner().clean("怎么退订彩铃?\n发短信TD。")).language == "zh"
