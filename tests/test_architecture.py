"""The architecture holds: who may import whom, no import circle, the limits of shape, and a test for every module where a newcomer looks."""

from __future__ import annotations

import functools
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "benchmarks"))

import shape  # noqa: E402 a script beside the package

SOURCE = ROOT / "src"
TESTS = ROOT / "tests"

# From the bottom up: a package imports packages of rows above its own in this table, never of its own row or below.
LAYERS: tuple[frozenset[str], ...] = tuple(
    map(
        frozenset,
        (
            ("shipped",),
            ("compiled", "errors", "limits", "named_tuples", "patterns", "renderings", "surrogates"),
            ("rules", "records", "workers", "intake", "freed"),
            ("profiles",),
            ("text", "export"),
            ("segments", "repairs", "decoding"),
            ("html",),
            ("markdown", "posts"),
            ("stripper", "parser"),
            ("pipeline",),
            ("cleaner", "report", "testing"),
            ("qaclean",),  # the package's own `__init__`
            ("arrow",),
            ("engines", "learning"),
            ("batch",),
            ("command",),
            ("__main__",),
        ),
    )
)
RANK = {package: rank for rank, layer in enumerate(LAYERS) for package in layer}
READERS = frozenset({"html", "markdown"})  # of markup: only the pipeline chooses one
MAY_READ = frozenset({"html", "markdown", "pipeline"})

# Where the test of a package stands that is not `tests/test_<package>.py` or `tests/<package>/`; several where one would be too long.
TESTED_IN = {
    "errors": ("test_command.py",),
    "limits": ("test_pipeline.py",),
    "shipped": ("test_schema.py",),
    "named_tuples": ("test_shortcuts.py",),
    "freed": ("test_hostile.py",),
    "surrogates": ("test_hostile.py",),
    "records": ("test_export.py", "test_architecture.py"),
    "text": ("test_fields.py", "test_followups.py", "test_vocabulary.py"),
    "posts": (
        "test_fixtures.py",
        "test_html_pages.py",
        "test_fields.py",
        "test_profile_sites.py",
        "test_howtos.py",
    ),
    "parser": (
        "test_steps.py",
        "test_images.py",
        "test_fields.py",
        "test_followups.py",
        "test_roles.py",
        "test_page_kinds.py",
        "test_howtos.py",
    ),
    "workers": ("test_cleaner.py",),
    "engines": ("with_engines/test_pipelines.py", "with_engines/test_tables.py"),
    "qaclean": ("test_readme.py",),
    "renderings": ("test_export.py",),
    "__main__": ("test_command.py",),
}


def package_of(module: str) -> str:
    return module.split(".")[1] if "." in module else module


PACKAGES = sorted({package_of(shape.name_of(path, SOURCE)) for path in SOURCE.rglob("*.py")})


@functools.cache
def measured() -> shape.Shape:
    """The shape of our code, read when a test asks: not in every process that looks which tests there are."""
    return shape.measure(SOURCE)


def test_every_package_has_its_place_in_the_layers() -> None:
    assert set(PACKAGES) == set(RANK)


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_down_the_layers(package: str) -> None:
    """Imports for types alone count too; the stripper and the parser stand in one row: neither imports the other."""
    wrong = [
        f"{module} imports {other}"
        for module, others in measured().imports.items()
        for other in others
        if package_of(module) == package != package_of(other) and RANK[package_of(other)] >= RANK[package]
    ]
    assert wrong == []


def test_the_stripper_and_the_parser_never_import_each_other() -> None:
    pair = {"stripper", "parser"}
    assert [
        m for m, others in measured().imports.items() for o in others if {package_of(m), package_of(o)} == pair
    ] == []


def test_nobody_below_the_segmenter_imports_a_reader_of_markup() -> None:
    wrong = {m for m, others in measured().imports.items() for o in others if package_of(o) in READERS}
    assert {package_of(module) for module in wrong} <= MAY_READ


def test_imports_run_in_no_circle() -> None:
    assert measured().circles == []


def test_modules_and_functions_keep_to_their_limits() -> None:
    assert shape.faults(measured()) == []


def test_functions_stay_short() -> None:
    lengths = sorted(row.lines for row in measured().functions)
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[int(0.95 * (len(lengths) - 1))] <= 26


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_has_its_test_where_one_looks(package: str) -> None:
    usual = [path for path in (TESTS / f"test_{package}.py", TESTS / package) if path.exists()]
    named = TESTED_IN.get(package, ())
    assert usual or named
    assert [name for name in named if not (TESTS / name).is_file()] == []


def test_a_circle_is_found() -> None:
    assert shape.circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [("a", "b", "c")]
