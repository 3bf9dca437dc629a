"""`docs/pipelines.md` is run: what needs no engine here, the rest in `with_engines`."""

from __future__ import annotations

import pathlib

import pytest

from examples import examples_of, printed_by


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return tmp_path_factory.mktemp("docs")


EXAMPLES = [example for example in examples_of("docs/pipelines.md") if "qaclean.engines" not in example[0]]


@pytest.mark.parametrize(("code", "printed"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_prints_what_the_document_says(code: str, printed: str, folder: pathlib.Path) -> None:
    assert printed_by(code, folder) == printed


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 5
