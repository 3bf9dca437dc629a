"""The pytest plug-in: our cases, a server of them, and a comparison of records as fixtures of your tests.

Loaded by its entry point; `-p no:qaclean` leaves it out. A run that uses none of its fixtures imports nothing of qaclean but this module.

    @pytest.mark.qaclean_cases("sites", tag="engine:discuz")
    def test_my_parser(qaclean_case, assert_page_equal):
        assert_page_equal(my_parser(qaclean_case.source), qaclean_case)

Without the marker `qaclean_case` is each case of the groups and names of the ini option `qaclean_cases`, by default all but known failures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from qaclean.testing.fixtures_on_disk import Case
    from qaclean.testing.server import CaseServer

__all__ = [
    "assert_page_equal",
    "pytest_addoption",
    "pytest_configure",
    "pytest_generate_tests",
    "qaclean_case",
    "qaclean_server",
]

_MARKER = "qaclean_cases(*names, tag=None, media_type=None): the cases that the fixture qaclean_case is, by groups or names and by what they cover"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The ini option."""
    parser.addini(
        "qaclean_cases", "groups or names of the cases that qaclean_case is where a test does not say", "args", []
    )


def pytest_configure(config: pytest.Config) -> None:
    """The marker."""
    config.addinivalue_line("markers", _MARKER)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test that asks for `qaclean_case` runs for each of the cases that it names."""
    if "qaclean_case" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("qaclean_cases")
    names = [*marker.args] if marker else []
    filters = marker.kwargs if marker else {}
    found = _chosen(names or metafunc.config.getini("qaclean_cases"), **filters)
    metafunc.parametrize("qaclean_case", found, ids=[case.name for case in found], indirect=True)


def _chosen(names: Sequence[str], tag: str | None = None, media_type: str | None = None) -> list[Case]:
    """The cases of groups and names, in their order, each once. Errors: `pytest.UsageError`."""
    from qaclean.testing.fixtures_on_disk import UnknownCaseError, cases, load

    try:
        single = [load(name) for name in names if "/" in name]
        several = [case for name in names if "/" not in name for case in cases(name, tag=tag, media_type=media_type)]
        found = [*single, *several] if names else cases(tag=tag, media_type=media_type)
    except UnknownCaseError as error:
        raise pytest.UsageError(f"qaclean_cases: {error}") from error
    return [*{case.name: case for case in found}.values()]


@pytest.fixture
def qaclean_case(request: pytest.FixtureRequest) -> Case:
    """One of qaclean's cases: bytes of a page, what is known of it, and the record that it should give."""
    case: Case = request.param
    return case


@pytest.fixture(scope="session")
def qaclean_server() -> Iterator[CaseServer]:
    """A server on the loopback that serves the cases as sites do: see `qaclean.testing.server.CaseServer`."""
    from qaclean.testing.server import CaseServer

    with CaseServer() as server:
        yield server


@pytest.fixture(scope="session")
def assert_page_equal() -> Callable[..., None]:
    """`assert_page_equal(found, expected, only=(), ignore=())`: fails with what differs, field by field."""
    from qaclean.testing.comparison import assert_page_equal as compare

    return compare
