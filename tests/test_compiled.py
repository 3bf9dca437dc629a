"""What is compiled, where it is asked for, and how the package tells which form runs. That both give the same bytes: `make test-compiled`."""

from __future__ import annotations

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
    """Surrogates in literals: mypyc 1.18 refuses them; a pattern writes them as an escape of its own."""
    for name in modules():
        tree = compile((ROOT / name).read_text("utf-8"), name, "exec")
        assert not _surrogates(tree.co_consts), name


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
