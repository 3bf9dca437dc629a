"""Patterns compiled on use or read from a wheel: the same as compiled ones, and every one in the package is a pattern."""

from __future__ import annotations

import importlib
import marshal
import pkgutil
import re

import pytest

import qaclean
from build_patterns import as_written, codes_of
from qaclean import patterns
from qaclean.patterns import compile_at_once, compile_on_use, kept_in

SKIPPED = ("qaclean.engines.", "qaclean.__main__")
MODULES = [m.name for m in pkgutil.walk_packages(qaclean.__path__, "qaclean.") if not m.name.startswith(SKIPPED)]


def test_it_is_compiled_by_the_first_call_and_not_before() -> None:
    wrong = compile_on_use("(")
    with pytest.raises(re.error):
        wrong.search("")
    digits = compile_on_use("(?P<hour>[0-9]{2}):x", re.IGNORECASE)
    assert digits.search("12:X") is not None
    assert digits.sub("", "a12:Xb") == "ab"
    assert (digits.pattern, digits.groupindex["hour"]) == ("(?P<hour>[0-9]{2}):x", 1)


def test_every_pattern_of_a_module_is_one() -> None:
    for name in MODULES:
        for value in vars(importlib.import_module(name)).values():
            if type(value).__name__ == "_OnUse":
                assert isinstance(value.groups, int)


ASKED = {
    (r"(?i)straße|(?P<day>[0-9]{1,2})\.(?P<month>[㐀-鿿]+)", 0),
    (r"[^\W\d_\u0e00-\U0010ffff]{2}(?=x)", 0),
    ("a # b", int(re.VERBOSE)),
    ("^ß$", int(re.IGNORECASE | re.MULTILINE)),
}


def test_a_kept_pattern_is_the_compiled_one(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = kept_in(as_written(codes_of(ASKED)))
    assert {*kept} == ASKED
    monkeypatch.setattr(patterns, "_kept", lambda: kept)
    for pattern, flags in ASKED:
        re.purge()
        made, compiled = compile_at_once(pattern, flags), re.compile(pattern, flags)
        assert made is not compiled
        assert made == compiled  # flags and code
        assert (made.groups, made.groupindex) == (compiled.groups, compiled.groupindex)
    assert compile_at_once(min(ASKED)[0]).sub(r"\g<day>", "STRASSE 12.月") == re.sub(
        min(ASKED)[0], r"\g<day>", "STRASSE 12.月"
    )


def test_patterns_that_are_not_kept_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_kept", dict)
    with pytest.raises(re.error):
        compile_at_once("(")
    assert compile_at_once("A", re.IGNORECASE).match("a") is not None


def test_what_another_python_or_nobody_wrote_is_not_read() -> None:
    written = as_written(codes_of({("a", 0)}))
    assert kept_in(written)
    python, codes = marshal.loads(written)
    for other in (marshal.dumps(((*python, 1), codes)), b"", b"\x00", written[:-9]):
        assert kept_in(other) == {}
