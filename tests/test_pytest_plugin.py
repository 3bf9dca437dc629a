"""The pytest plug-in, in test runs of its own: cases by marker and option, the comparison, the server; and what it costs a run that does not use it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qaclean.testing import cases

PLUGIN = "qaclean.testing.pytest_plugin"


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project whose runs load the plug-in by its name, whatever is installed here."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_ADDOPTS", f"-p {PLUGIN} --strict-markers")
    return pytester


def names_of(result: pytest.RunResult) -> list[str]:
    """The cases that a test ran for."""
    return [line.partition("[")[2].rstrip("]") for line in result.stdout.lines if "::test_" in line and "[" in line]


def collected(run: pytest.Pytester, source: str) -> list[str]:
    run.makepyfile(source)
    return names_of(run.runpytest_subprocess("--collect-only", "-q"))


@pytest.mark.parametrize(
    ("marker", "wanted"),
    [
        ('"hostile"', [case.name for case in cases("hostile")]),
        ('tag="engine:phpbb"', [case.name for case in cases(tag="engine:phpbb")]),
        ('"sites", tag="engine:discourse"', ["sites/discourse-app", "sites/discourse-crawler"]),
        ('"sites/mybb-1.8", "hostile/empty", "sites/mybb-1.8"', ["sites/mybb-1.8", "hostile/empty"]),
        ('"sites", "negative", media_type="text/plain"', [case.name for case in cases("negative")]),
    ],
)
def test_a_marker_chooses_the_cases(run: pytest.Pytester, marker: str, wanted: list[str]) -> None:
    source = f"import pytest\n@pytest.mark.qaclean_cases({marker})\ndef test_it(qaclean_case): pass\n"
    assert collected(run, source) == wanted


def test_an_option_chooses_where_no_marker_does(run: pytest.Pytester) -> None:
    source = "def test_it(qaclean_case): pass\n"
    assert collected(run, source) == [case.name for case in cases()]
    run.makeini("[pytest]\nqaclean_cases = negative sites/nodebb-1\n")
    assert {*collected(run, source)} == {*(case.name for case in cases("negative")), "sites/nodebb-1"}


def test_an_unknown_name_stops_the_run_and_near_ones_are_told(run: pytest.Pytester) -> None:
    run.makepyfile("import pytest\n@pytest.mark.qaclean_cases('sites/mybb')\ndef test_it(qaclean_case): pass\n")
    result = run.runpytest_subprocess()
    assert result.ret == pytest.ExitCode.INTERRUPTED or result.ret == pytest.ExitCode.USAGE_ERROR
    assert "sites/mybb-1.8" in str(result.stdout) + str(result.stderr)


def test_cases_comparison_and_server_are_fixtures(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        import urllib.request
        import pytest, qaclean

        @pytest.mark.qaclean_cases("sites/vbulletin-3", "hostile/gb18030")
        def test_served_bytes_give_the_record(qaclean_case, qaclean_server, assert_page_equal):
            client = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            with client.open(qaclean_server.url_of(qaclean_case, "wrong-charset")) as response:
                body = response.read()
            assert_page_equal(qaclean.clean(body, media_type=qaclean_case.media_type, url=qaclean_case.url), qaclean_case)

        @pytest.mark.qaclean_cases("sites/nodebb-1")
        def test_broken(qaclean_case, assert_page_equal):
            record = qaclean_case.clean().model_dump(mode="json")
            record["questions"][0]["answers"][0]["votes"] = None
            assert_page_equal(record, qaclean_case)
        """
    )
    result = run.runpytest_subprocess()
    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "E*the page differs from sites/nodebb-1 in 1 field",
            "E*questions[[]0].answers[[]0].votes",
            "E*expected: 8",
            "E*found: *null",
        ]
    )
    assert "comparison.py" not in str(result.stdout)  # the traceback ends at the test


def test_a_run_that_does_not_use_it_imports_its_module_alone(run: pytest.Pytester) -> None:
    run.makepyfile(
        """
        import sys
        def test_it():
            ours = {name for name in sys.modules if name.split(".")[0] == "qaclean"}
            assert ours == {"qaclean", "qaclean.renderings", "qaclean.testing", "qaclean.testing.pytest_plugin"}
            assert not {"pydantic", "lxml", "regex", "bs4", "http.server"} & {*sys.modules}
        """
    )
    run.runpytest_subprocess().assert_outcomes(passed=1)


def test_the_loaders_need_no_pytest() -> None:
    code = (
        "import sys; sys.modules['pytest'] = None; from qaclean.testing import cases, load, assert_page_equal;"
        "case = load('sites/nodebb-1'); assert_page_equal(case.clean(), case); print(len(cases('negative')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == str(len(cases("negative"))), done.stderr
