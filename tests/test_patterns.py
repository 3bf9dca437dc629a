"""Patterns compiled on use: the same as compiled ones, and every one in the package is a pattern."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import qaclean
from qaclean.patterns import compile_on_use

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
