"""Sets of rules: those of files that a run names, those that packages bring (entry point group `qaclean.rules`), and which of them a page is for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from importlib import metadata
from typing import NamedTuple

from qaclean.errors import ProfileError, RuleError
from qaclean.profiles import parse_toml, read_text
from qaclean.profiles.own_rules import Fault, Rule, faults_of_rules, read_rules

__all__ = ["GROUP", "RuleSet", "Rules", "faults_of_file", "installed_rules", "is_for", "load_rules"]

GROUP = "qaclean.rules"
NONE = "none"


class RuleSet(NamedTuple):
    """The rules of a run, in the order of their files; picklable, for it holds what the files say, not their paths alone.

    `files` are the names of the files with the SHA-256 of each; `installed` tells whether rules that packages bring count too.
    """

    rules: tuple[Rule, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    installed: bool = True


Rules = str | os.PathLike[str] | RuleSet | Sequence[str | os.PathLike[str]] | None
"""What names rules: a file, several, a set that was loaded, or `"none"`: not even those that packages bring."""


def load_rules(given: Rules) -> RuleSet:
    """The rules of one file or of several. Errors: `RuleError` with file and line.

    >>> load_rules("none")
    RuleSet(rules=(), files=(), installed=False)
    """
    if given is None:
        return RuleSet()
    if isinstance(given, RuleSet):
        return given
    paths = [given] if isinstance(given, str | os.PathLike) else list(given)
    installed = NONE not in paths
    read = [_file_rules(os.fspath(path), _stamp(path)) for path in paths if path != NONE]
    rules = tuple(rule for own, _ in read for rule in own)
    files = [(os.path.basename(path), digest) for path, (_, digest) in zip(_named(paths), read, strict=True)]
    return RuleSet(rules, tuple(files), installed)


def _named(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    return [os.fspath(path) for path in paths if path != NONE]


def _stamp(path: str | os.PathLike[str]) -> tuple[int, int]:
    """What changes when a file does; nothing for one that cannot be read, which the reader says."""
    try:
        known = os.stat(path)
    except (OSError, ValueError):
        return (0, 0)
    return (known.st_mtime_ns, known.st_size)


@lru_cache(maxsize=64)
def _file_rules(path: str, stamp: tuple[int, int]) -> tuple[tuple[Rule, ...], str]:
    """The rules of a file and the SHA-256 of its text, read once as long as it stays as it is."""
    try:
        source = read_text(path)
        data = parse_toml(source, path)
    except ProfileError as error:
        raise RuleError(str(error)) from None
    for fault in faults_of_file(data, source):
        raise RuleError(f"{path}: line {fault.line}: {fault.message}")
    return read_rules(data["rule"], source, path), hashlib.sha256(source.encode()).hexdigest()


def faults_of_file(data: dict[str, object], source: str) -> Iterable[Fault]:
    """Everything that is wrong in a file of rules; one of a site profile's keys says what the file is.

    >>> faults_of_file({}, "")
    [Fault(line=1, message='the file holds no [[rule]]')]
    """
    rows = source.split("\n")
    others = [key for key in data if key != "rule"]
    found = [
        Fault(
            next((n for n, row in enumerate(rows, 1) if row.lstrip().startswith((key, f"[[{key}", f"[{key}"))), 1),
            f"unknown key `{key}`: a file of rules holds [[rule]] alone; a site profile goes in with --profile",
        )
        for key in others
    ]
    if "rule" not in data:
        return found or [Fault(1, "the file holds no [[rule]]")]
    return [*found, *faults_of_rules(data["rule"], source)]


@lru_cache(maxsize=1)
def installed_rules() -> tuple[Rule, ...]:
    """The rules of all entry points of the group, by their names: each gives a path, several, or a callable that gives them. Errors: `RuleError`."""
    found: list[Rule] = []
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda entry: entry.name):
        given = entry.load()
        found += load_rules(given() if callable(given) else given).rules
    return tuple(found)


def is_for(rule: Rule, host: str) -> bool:
    """Whether a rule is for pages of a host: one that names none is for all; a name is for its subdomains too, `*` stands for anything.

    >>> from qaclean.profiles.own_rules import read_rules
    >>> rule = read_rules([{"id": "a", "do": "keep", "words": "x", "hosts": ["a.example", "*.b.example"]}], "", "")[0]
    >>> [is_for(rule, host) for host in ("www.a.example", "b.example", "x.b.example", "")]
    [True, False, True, False]
    """
    return not rule.hosts or any(_fits(host, named.lower()) for named in rule.hosts)


def _fits(host: str, named: str) -> bool:
    if "*" in named or "?" in named:
        return fnmatchcase(host, named)
    return bool(host) and (host == named or host.endswith("." + named))
