"""`docs/pipelines.md` is run: each engine's example, as a script of its own, prints what the document says."""

from __future__ import annotations

import pathlib
import re

import pytest

from examples import blocks_of, printed_by

FIRST, *OTHERS = [(block.text, block.printed) for block in blocks_of("docs/pipelines.md") if block.language == "python"]
OF_ENGINES = {
    engine[1]: (code, printed) for code, printed in OTHERS if (engine := re.search(r"qaclean\.engines\.(\w+)", code))
}


@pytest.mark.parametrize("engine", OF_ENGINES)
def test_an_example_prints_what_the_document_says(engine: str, tmp_path: pathlib.Path) -> None:
    assert printed_by(FIRST[0], tmp_path) == FIRST[1]
    code, printed = OF_ENGINES[engine]
    assert printed_by(code, tmp_path) == printed


def test_each_engine_has_an_example() -> None:
    folder = pathlib.Path(__file__).resolve().parents[2] / "src" / "qaclean" / "engines"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "ray_jobs"}
    assert modules == set(OF_ENGINES)
