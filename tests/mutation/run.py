"""Put a sample of faults into the stripper, the parser and the ledger, one at a time, and count those that a test notices.

    python tests/mutation/run.py [--sample 200] [--seed 1] [--seconds 20] [--scopes stripper parser ledger]

Each fault is a changed operator, condition, number or call, or a statement left out (`faults.py`). The tests are collected once; for each fault a copy of
this process (POSIX only) runs those that call the changed function, the quickest first, until one fails, for at most SECONDS of processor time by their
usual time: what survives here may be noticed by a test that was not run. What takes ten times as long counts as noticed. Survivors are listed with their lines.
"""

from __future__ import annotations

import argparse
import functools
import gc
import importlib
import json
import os
import pathlib
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from types import CodeType, FrameType, FunctionType
from typing import Any, NamedTuple

import pytest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

import qaclean  # noqa: E402
from mutation.faults import Fault, code_with, faults_of  # noqa: E402 a folder beside the package

PACKAGE = pathlib.Path(qaclean.__file__).parent
SCOPES = {
    "stripper": ("stripper/**/*.py",),
    "parser": ("parser/**/*.py",),
    "ledger": ("pipeline/ledger.py", "pipeline/accounting.py", "pipeline/emission.py"),
}
# Tests that start processes, read documents or the code itself: slow, and not about these parts.
APART = (
    *(
        "architecture",
        "arrow",
        "batch",
        "case_server",
        "catalogue",
        "cleaner",
        "command",
        "compiled",
        "damage",
        "decoding",
    ),
    *("docs", "documented", "duplicates", "learning", "new_project", "own_rules", "profile_commands", "pytest_plugin"),
    *("readme", "rows", "schema", "testing", "training", "vocabulary"),
)
SLOWER = 10  # times the usual time of the tests


class Reached(NamedTuple):
    """A test: its number, its usual processor time in seconds, the functions of the package that it calls, by file and first line."""

    number: int
    seconds: float
    functions: frozenset[tuple[str, int]]


class Sampler:
    """Takes the place of pytest's loop over the tests."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.outcomes: list[tuple[str, Fault, str]] = []
        self._failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        qaclean.clean("the first page loads weights and rules")
        self.items, self._plugins = session.items, session.config.pluginmanager
        reached = [Reached(n, s, frozenset(map(tuple, f))) for n, s, f in _in_a_copy(self._usual, 3600) or ()]
        for scope, fault in sample(self.options):
            outcome = self._outcome(fault, reached)
            self.outcomes.append((scope, fault, outcome))
            print(outcome[0], end="", flush=True)
        print()
        return True

    def _usual(self) -> list[tuple[int, float, list[tuple[str, int]]]]:
        self._plugins.unregister(name="terminalreporter")
        found = []
        for number in range(len(self.items)):
            seen: set[CodeType] = set()
            start = time.process_time()
            sys.settrace(lambda frame, event, _, seen=seen: _note(frame, seen))  # type: ignore[misc]
            self._run(number)
            sys.settrace(None)
            if not self._failed:
                ours = {(c.co_filename, c.co_firstlineno) for c in seen if c.co_filename.startswith(str(PACKAGE))}
                found.append((number, time.process_time() - start, sorted(ours)))
            self._failed = False
        return found

    def _run(self, number: int) -> None:
        item = self.items[number]
        item.ihook.pytest_runtest_protocol(item=item, nextitem=None)

    def _outcome(self, fault: Fault, reached: Sequence[Reached]) -> str:
        try:
            live, code = function_of(fault), code_with(fault)
        except (AttributeError, TypeError, ValueError):
            return "? not changed"
        if code.co_code == live.__code__.co_code and code.co_consts == live.__code__.co_consts:
            return "= the same code"
        place = (live.__code__.co_filename, live.__code__.co_firstlineno)
        tests = sorted((row for row in reached if place in row.functions), key=lambda row: (row.seconds, row.number))
        if not tests:
            return "- not reached"
        told = _in_a_copy(lambda: self._notices(live, code, tests), 5 + SLOWER * self.options.seconds)
        return "! endless or dead" if told is None else ". noticed" if told else "S survived"

    def _notices(self, live: FunctionType, code: CodeType, tests: Sequence[Reached]) -> bool:
        self._plugins.unregister(name="terminalreporter")
        _forget(live.__module__)
        live.__code__ = code
        left = self.options.seconds
        for row in tests:
            if left < 0:
                break
            left -= row.seconds
            self._run(row.number)
            if self._failed:
                return True
        return False


def _note(frame: FrameType, seen: set[CodeType]) -> None:
    seen.add(frame.f_code)


def _forget(module: str) -> None:
    """Nothing that the module's functions remember holds any more."""
    for row in gc.get_objects():
        if isinstance(row, functools._lru_cache_wrapper) and getattr(row, "__module__", "") == module:
            row.cache_clear()


def _in_a_copy(work: Callable[[], Any], seconds: float) -> Any:
    """What `work` gives in a copy of this process, as JSON can hold it; None where that died or took over the seconds of processor time."""
    reader, writer = os.pipe()
    if (child := os.fork()) == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 1))
        null = os.open(os.devnull, os.O_RDWR)
        for stream in range(3):
            os.dup2(null, stream)
        try:
            data = json.dumps(work()).encode()
            with os.fdopen(writer, "wb") as pipe:
                pipe.write(data)
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    return json.loads(data) if data else None


def function_of(fault: Fault) -> FunctionType:
    """The function that runs, below what decorators made of it. Errors: `AttributeError`, `TypeError` where it cannot be found."""
    path = pathlib.Path(fault.path).relative_to(PACKAGE.parent).with_suffix("")
    found: Any = importlib.import_module(".".join(path.parts))
    for part in fault.function.split("."):
        found = vars(found)[part] if isinstance(found, type) else getattr(found, part)
    found = getattr(found, "fget", None) or getattr(found, "func", None) or getattr(found, "__func__", found)
    while hasattr(found, "__wrapped__"):
        found = found.__wrapped__
    if not isinstance(found, FunctionType):
        raise TypeError(fault.function)
    return found


def sample(options: argparse.Namespace) -> Iterator[tuple[str, Fault]]:
    """Faults of each scope, as many as its share of all; the same for a seed."""
    known = {
        scope: [fault for glob in SCOPES[scope] for path in sorted(PACKAGE.glob(glob)) for fault in faults_of(path)]
        for scope in options.scopes
    }
    chance = random.Random(options.seed)
    whole = sum(map(len, known.values()))
    for scope, faults in known.items():
        wanted = min(len(faults), max(options.sample // 10, round(options.sample * len(faults) / whole)))
        print(f"{scope}: {wanted} of {len(faults)} faults")
        yield from ((scope, fault) for fault in sorted(chance.sample(faults, wanted)))


def table(outcomes: Sequence[tuple[str, Fault, str]], scopes: Sequence[str]) -> Iterator[str]:
    """Noticed and survived, a line each scope and survivor."""
    for scope in scopes:
        rows = [outcome[0] for name, _, outcome in outcomes if name == scope]
        noticed, missed = sum(row in ".!" for row in rows), sum(row in "S-" for row in rows)
        share = noticed / max(1, noticed + missed)
        yield f"{scope:10s} {noticed:5d} noticed {missed:5d} not, of them {rows.count('-')} in code that no test calls: {share:.1%}"
    for _, fault, outcome in outcomes:
        if outcome[0] in "S-?":
            line = pathlib.Path(fault.path).read_text("utf-8").splitlines()[fault.line - 1].strip()
            place = f"{pathlib.Path(fault.path).relative_to(PACKAGE)}:{fault.line}"
            yield f"{outcome[2:]:12s} {place} {fault.function}: {fault.words}: {line}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20.0, help="processor time of the tests for one fault")
    parser.add_argument("--scopes", nargs="+", default=list(SCOPES), choices=list(SCOPES))
    parser.add_argument("--tests", nargs="+", help="test files (default: all that are about these parts)")
    options = parser.parse_args()
    apart = {f"test_{name}.py" for name in APART}
    files = options.tests or [str(p) for p in sorted(TESTS.glob("test_*.py")) if p.name not in apart]
    sampler = Sampler(options)
    words = [
        "-q",
        "-W",
        "ignore:Module already imported",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:faulthandler",
        "-k",
        "not linear and not scale",
        *files,
    ]
    code = pytest.main([*words, *([] if options.tests else [str(TESTS / "stripper")])], plugins=[sampler])
    print(*table(sampler.outcomes, options.scopes), sep="\n")
    return int(code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) or not sampler.outcomes)


if __name__ == "__main__":
    sys.exit(main())
