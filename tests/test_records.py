"""The records: each field and each column of a row says what it means, in the schemas too; spans say what they count."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from qaclean import records
from qaclean.export.row_schema import ROW_SCHEMAS, Column, Kind, Many, Parts
from qaclean.records import Page, json_schema
from qaclean.records.blocks import Record
from qaclean.records.field_docs import field_docs
from qaclean.records.meanings import REPAIRS, WARNINGS
from qaclean.rules import load
from qaclean.testing import cases

# How modules write the code of a warning: `HARD_CUT = "hard-cut"`, `warnings=(("no-content", ...`, `warning: Warned = ("x-y", ...`.
_CODES = re.compile(
    r"""^(?:HARD_CUT|UNCERTAIN|GARBLED|INVISIBLE)\b[\w, ]* = (.*)|warnings?\b[^\n"]{0,60}(\("[a-z-]+", )|Warned = \(("[a-z-]+")|return (\("[a-z]+(?:-[a-z]+)+", )f?\w*|"""
    r"""Warning\(code=("[a-z-]+")|^ +("rule-timeout"),$""",
    re.MULTILINE,
)
_ONE = re.compile(r'"([a-z-]+)"')
MODELS = Record.__subclasses__()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.__name__))
def test_every_field_says_what_it_means(model: type[BaseModel]) -> None:
    docs = field_docs(model)
    assert list(docs) == list(model.model_fields)
    assert [name for name, meaning in docs.items() if not meaning.endswith((".", "`.", "..."))] == []
    assert "code points" in docs.get("span", "code points")


def test_the_schema_says_it_too() -> None:
    schema = json_schema()
    tables: dict[str, Any] = {"Page": schema, **schema["$defs"]}
    assert set(tables) == {model.__name__ for model in MODELS}
    silent = [
        (n, f) for n, table in tables.items() for f, row in table["properties"].items() if "description" not in row
    ]
    assert silent == []


def columns_in(kind: Kind) -> Iterator[Column]:
    if isinstance(kind, Many):
        yield from columns_in(kind.of)
    elif isinstance(kind, Parts):
        for column in kind.columns:
            yield column
            yield from columns_in(column.kind)


@pytest.mark.parametrize("shape", ROW_SCHEMAS)
def test_every_column_says_what_it_means(shape: str) -> None:
    assert [column.name for column in columns_in(Parts(ROW_SCHEMAS[shape])) if not column.meaning] == []


def test_every_code_is_told_in_words() -> None:
    """What our fixtures and the sources show of codes; a new one needs its line in `qaclean/records/meanings.py`."""
    kinds = {str(rule["kind"]) for rule in load("repairs")["rule"]}
    codes: set[str] = set()
    for case in cases():
        kinds |= {repair.kind for repair in case.expected.repairs}
        codes |= {warning.code for warning in case.expected.warnings}
    for path in (Path(records.__file__).parent.parent).rglob("*.py"):
        codes |= {code for found in _CODES.findall(path.read_text("utf-8")) for code in _ONE.findall("".join(found))}
    assert kinds | {"undecodable", "charset"} == set(REPAIRS)
    assert codes == set(WARNINGS)


def test_without_its_sources_a_schema_is_whole_but_says_less(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_sources(_: object) -> str:
        raise OSError("could not get source code")

    monkeypatch.setattr(inspect, "getsource", no_sources)
    assert json_schema()["properties"].keys() == Page.model_fields.keys()
    assert "description" not in json_schema()["properties"]["kind"]
