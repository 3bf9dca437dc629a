"""A build step of a wheel (`hatch_build.py` runs it): writes what `re` of this Python makes of the patterns that cleaning asks for (`qaclean.patterns`).

    python build_patterns.py FIXTURES FILE

Which patterns there are show the modules, imported, and the fixtures, cleaned.
"""

from __future__ import annotations

import importlib
import marshal
import pkgutil
import re
import sys
from pathlib import Path
from typing import Any
from unittest import mock

from qaclean import patterns

FOLDERS = (
    "decoding",
    "html",
    "markdown",
    "parser",
    "pipeline",
    "posts",
    "profiles",
    "records",
    "repairs",
    "rules",
    "segments",
    "stripper",
    "text",
)
KINDS = {".txt": "text/plain", ".html": "text/html", ".md": "text/markdown"}


def asked_patterns(fixtures: Path) -> set[tuple[str, int]]:
    """Patterns and flags that modules ask for where they are imported, and where the fixtures are cleaned."""
    asked: set[tuple[str, int]] = set()
    on_use = patterns.compile_on_use

    def at_once(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.add((pattern, int(flags)))
        return re.compile(pattern, flags)

    def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
        asked.add((pattern, int(flags)))
        return on_use(pattern, flags)

    with mock.patch.object(patterns, "compile_at_once", at_once), mock.patch.object(patterns, "compile_on_use", later):
        for folder in FOLDERS:
            package = importlib.import_module(f"qaclean.{folder}")
            for module in pkgutil.walk_packages(package.__path__, f"qaclean.{folder}."):
                importlib.import_module(module.name)
        import qaclean

        for path in sorted(fixtures.glob("*/*/source.*")):
            if path.suffix in KINDS:
                qaclean.clean(path.read_bytes(), media_type=KINDS[path.suffix], rules="none")
    return asked


def codes_of(asked: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[Any, ...]]:
    """What `re` makes of each, as `qaclean.patterns` reads it."""
    import _sre

    made: list[tuple[int, list[int], int, dict[str, int]]] = []
    compiled = _sre.compile

    def noted(pattern: str, flags: int, code: list[int], groups: int, names: dict[str, int], ordered: Any) -> Any:
        made.append((flags, code, groups, names))
        return compiled(pattern, flags, code, groups, names, ordered)

    codes = {}
    re.purge()
    with mock.patch.object(_sre, "compile", noted):
        for pattern, given in sorted(asked):
            made.clear()
            re.compile(pattern, given)
            ((flags, words, groups, names),) = made
            packed = b"".join(word.to_bytes(4, sys.byteorder) for word in words)
            codes[pattern, given] = (flags, packed, groups, dict(names))
    return codes


def as_written(codes: dict[tuple[str, int], tuple[Any, ...]]) -> bytes:
    """The file of these codes, for this Python."""
    content: Any = (patterns.python_of(), codes)
    return marshal.dumps(content, 4)


def main() -> None:
    """Command line."""
    fixtures, file = map(Path, sys.argv[1:])
    file.write_bytes(as_written(codes_of(asked_patterns(fixtures))))


if __name__ == "__main__":
    main()
