"""What is compiled, where it is asked for, and how the package tells which form runs. That both give the same bytes: `make test-compiled`."""

from __future__ import annotations

import ast
import tomllib
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import pytest

import qaclean
from hatch_build import modules_of
from qaclean import compiled

ROOT = Path(__file__).parent.parent
HOOK = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["hooks"]["custom"]


def modules() -> list[str]:
    return list(modules_of(ROOT, HOOK["folders"], HOOK["modules"], HOOK["apart"]))


def test_every_folder_that_is_compiled_is_there() -> None:
    for name in (*HOOK["folders"], *HOOK["modules"], *HOOK["apart"]):
        assert (ROOT / "src/qaclean" / name).exists(), name


def test_neither_models_nor_the_path_nor_packages_are_compiled() -> None:
    found = modules()
    assert "src/qaclean/segments/chain.py" in found
    assert "src/qaclean/records/models.py" not in found  # pydantic builds its classes at run time
    assert "src/qaclean/pipeline/clean_page.py" not in found  # benchmarks wrap its stages
    assert not [name for name in found if name.endswith("__init__.py")]
    assert found == sorted(found)


def test_what_mypyc_cannot_compile_is_in_no_module() -> None:
    """Surrogates in literals: mypyc 1.18 refuses them; a pattern writes them as an escape of its own. `x in (*a, *b)` stops it too."""
    for name in modules():
        source = (ROOT / name).read_text("utf-8")
        assert not _surrogates(compile(source, name, "exec").co_consts), name
        assert not _membership_in_stars(source), name


def _membership_in_stars(source: str) -> list[int]:
    """The lines of `in` whose right side is a display with a star."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for operator, side in zip(node.ops, node.comparators, strict=True)
        if isinstance(operator, ast.In | ast.NotIn)
        and isinstance(side, ast.Tuple | ast.List | ast.Set)
        and any(isinstance(part, ast.Starred) for part in side.elts)
    ]


def test_membership_in_stars_is_found() -> None:
    assert _membership_in_stars("a in (*b, *c)") == [1]
    assert _membership_in_stars("a in b or a in (1, 2)") == []


def _surrogates(constants: tuple[object, ...]) -> list[str]:
    found = []
    for constant in constants:
        if isinstance(constant, str) and any("\ud800" <= character <= "\udfff" for character in constant):
            found.append(repr(constant))
        found += _surrogates(getattr(constant, "co_consts", ()))
    return found


@pytest.mark.parametrize("form", ["pure", "compiled"])
def test_the_form_is_told_by_the_file_that_would_be_imported(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "segments"
    folder.mkdir()
    (folder / "chain.py").touch()
    if form == "compiled":
        (folder / f"chain{EXTENSION_SUFFIXES[0]}").touch()
    monkeypatch.setattr(compiled, "__file__", str(tmp_path / "compiled.py"))
    assert qaclean.is_compiled() is (form == "compiled")
