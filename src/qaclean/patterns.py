"""Patterns, compiled when they are made or when the first page needs them; a wheel has what `re` makes of them, so that it is not made at each start.

Half of the time to a first record went into patterns. What `re` compiles to depends on the version of Python, so a wheel keeps it for the one that built it
(`hatch_build.py`), by the text of the pattern: another one, and a checkout, compile as ever.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, cast

from qaclean.shipped import find_shipped

__all__ = ["KEPT", "compile_at_once", "compile_on_use", "kept_in", "python_of"]

KEPT = "patterns.bin"  # in a wheel alone

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Code(NamedTuple):
    """What `re` made of a pattern: its flags, the code as 32-bit words, the number of its groups and their names."""

    flags: int
    words: bytes
    groups: int
    names: dict[str, int]


def python_of() -> tuple[object, ...]:
    """What code of patterns depends on: the Python that runs, and the form of code that its `re` has.

    >>> python_of() == python_of()
    True
    """
    import _sre

    magic: object = getattr(_sre, "MAGIC", None)
    return sys.implementation.name, *sys.version_info[:2], sys.byteorder, magic, getattr(_sre, "CODESIZE", None)


@cache
def _kept() -> Mapping[tuple[str, int], Sequence[Any]]:
    """What the wheel keeps, by pattern and flags."""
    data = find_shipped(KEPT)
    return {} if data is None else kept_in(data)


def kept_in(data: bytes) -> Mapping[tuple[str, int], Sequence[Any]]:
    """What a file of `build_patterns.py` holds, by pattern and flags; nothing where another Python wrote it.

    >>> kept_in(marshal.dumps((("other", 3, 9), {("a", 0): (32, b"", 0, {})})))
    {}
    """
    try:
        python, kept = marshal.loads(data)
    except (EOFError, TypeError, ValueError):  # in a form that this Python does not read
        return {}
    return cast("dict[tuple[str, int], Sequence[Any]]", kept) if python == python_of() else {}


def compile_at_once(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives.

    >>> compile_at_once("[0-9]{2}").findall("12:30")
    ['12', '30']
    """
    kept = _kept().get((pattern, int(flags)))
    return re.compile(pattern, flags) if kept is None else _made_of(pattern, _Code(*kept))


def _made_of(pattern: str, code: _Code) -> re.Pattern[str]:
    """The pattern of its code, as `re` makes it at the end of compiling; `re` looks through the code as through any other."""
    import _sre

    named: list[str | None] = [None] * (code.groups + 1)
    for name, group in code.names.items():
        named[group] = name
    words = memoryview(code.words).cast("I").tolist()
    made: re.Pattern[str] = _sre.compile(pattern, code.flags, words, code.groups, code.names, tuple(named))
    return made


class _OnUse:
    """Stands for a pattern; its methods are the pattern's own from the first call on."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # asked of by copying and the like, not by who wants to match
            raise AttributeError(name)
        compiled = compile_at_once(*self._source)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def compile_on_use(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, compiled when it is used for the first time. A call costs a tenth of a microsecond more: for patterns that most pages never ask.

    >>> compile_on_use("[0-9]{2}").findall("12:30")
    ['12', '30']
    """
    return cast("re.Pattern[str]", _OnUse(pattern, flags))
