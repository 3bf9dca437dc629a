"""Pairs, chat messages and chunks of a corpus where they are used: loaded by datasets, asked by DuckDB, counted by a tokenizer."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest

from qaclean.testing.generated import generate

COUNT = 300
SHAPES = ("pairs", "chat", "chunks")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A folder with a run of each shape and format: `pairs-jsonl`, `pairs-parquet` and so on."""
    folder = tmp_path_factory.mktemp("corpus")
    rows = [{**row, "score": number} for number, row in enumerate(generate(COUNT, size="short"))]
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "documents.jsonl").write_text("".join(lines), "utf-8")
    for shape in SHAPES:
        for format in ("jsonl", "parquet"):
            out = f"{shape}-{format}"
            command = f"-m qaclean batch documents.jsonl --out {out} --shape {shape} --format {format} --workers 2"
            more = ["--duplicates", "near"] if shape == "pairs" else []
            subprocess.run([sys.executable, *command.split(), *more], check=True, cwd=folder, capture_output=True)
    return folder


def parts(corpus: pathlib.Path, shape: str, format: str) -> list[str]:
    return sorted(map(str, (corpus / f"{shape}-{format}" / "parts").iterdir()))


@pytest.mark.parametrize("shape", SHAPES)
def test_datasets_loads_the_same_of_lines_and_tables(corpus: pathlib.Path, shape: str, tmp_path: pathlib.Path) -> None:
    import datasets

    datasets.disable_progress_bars()
    loaded: list[Any] = [
        datasets.load_dataset(builder, data_files=parts(corpus, shape, format), split="train", cache_dir=str(tmp_path))
        for builder, format in (("json", "jsonl"), ("parquet", "parquet"))
    ]
    lines, table = loaded
    assert len(lines) == len(table) >= COUNT
    assert set(lines.column_names) == set(table.column_names)
    one, other = lines[7], table[7]
    assert json.loads(other.pop("meta")) == {k: v for k, v in one.pop("meta").items() if v is not None}
    assert one == other
    if shape == "chat":
        assert [message["role"] for message in one["messages"]] == ["user", "assistant"]


@pytest.mark.parametrize("format", ["jsonl", "parquet"])
def test_duckdb_asks_for_good_rows(corpus: pathlib.Path, format: str) -> None:
    import duckdb

    folder = corpus / f"pairs-{format}"
    known = f"FROM '{folder}/parts/*.{format}'"
    good = f"{known} WHERE quality.symbol_share < 0.5 AND quality.kept_share > 0.1"
    if (folder / "duplicates.jsonl").stat().st_size:
        good += f" AND id NOT IN (SELECT id FROM '{folder}/duplicates.jsonl')"
    (found,) = duckdb.sql(f"SELECT count(*), count(DISTINCT id), (SELECT count(*) {good}) {known}").fetchall()
    total, ids, kept = found
    assert total == ids >= COUNT and 0 < kept <= total


def test_a_tokenizer_measures_chunks(corpus: pathlib.Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    import qaclean

    lines = (corpus / "chunks-jsonl" / "parts" / "part-00000.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    tokenizer = Tokenizer(models.BPE(unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel()
    tokenizer.train_from_iterator(
        (row["text"] for row in rows), trainers.BpeTrainer(vocab_size=800, special_tokens=["?"], show_progress=False)
    )

    def tokens(text: str) -> int:
        return len(tokenizer.encode(text).ids)

    page = qaclean.clean(next(iter(generate(1, size="short")))["text"])
    small = list(page.chunks(size=40, measure=tokens))
    assert len(small) >= 2
    whole = sum(tokens(chunk["text"]) for chunk in page.chunks(size=10**6, measure=tokens))
    assert sum(tokens(chunk["text"]) for chunk in small) >= 0.8 * whole
    assert sorted(tokens(chunk["text"]) for chunk in small)[len(small) // 2] <= 40
