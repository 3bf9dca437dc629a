"""Checks of files for `qaclean profiles check`: all faults, the examples of rules, and what is no fault but slow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from qaclean.errors import ProfileError
from qaclean.profiles import packaged_profiles, parse_toml, read_text
from qaclean.profiles.own_rules import Fault, Rule, read_rules
from qaclean.profiles.profile_faults import faults_of_profile
from qaclean.profiles.rule_sets import faults_of_file
from qaclean.rules.repetition import unbounded_repetitions

__all__ = ["Checked", "check_file", "slow_patterns"]


class Checked(NamedTuple):
    """What a file holds: the words of its faults, each with file and line, and its rules, where it has no fault."""

    kind: str
    faults: tuple[str, ...]
    rules: tuple[Rule, ...]


def check_file(path: str) -> Checked:
    """A site profile (it names a `site`, a `kind` or generations) or a file of rules, checked as a whole. Nothing is raised.

    >>> check_file("nowhere.toml").faults[0]
    'nowhere.toml: cannot be read (No such file or directory); give the path of a TOML file'
    """
    try:
        source = read_text(path)
        data = parse_toml(source, path)
    except ProfileError as error:
        return Checked("file", (str(error),), ())
    is_profile = not {"site", "kind", "generation", "extends", "hosts"}.isdisjoint(data)
    found = (
        faults_of_profile(data, source, [profile.site for profile in packaged_profiles()])
        if is_profile
        else faults_of_file(data, source)
    )
    faults = tuple(_words(path, fault) for fault in found)
    rules = () if faults else read_rules(data.get("rule", []), source, path)
    return Checked("site profile" if is_profile else "rules", faults, rules)


def _words(path: str, fault: Fault) -> str:
    return f"{path}: line {fault.line}: {fault.message}"


def slow_patterns(rules: tuple[Rule, ...]) -> Iterator[str]:
    """What repeats without a bound: it may be slow on long lines, and is given up after a second a page."""
    for rule in rules:
        if rule.pattern and (found := unbounded_repetitions(rule.pattern)):
            yield f"{rule.origin}: line {rule.line}: rule {rule.id!r} repeats without a bound: {', '.join(found)}; {{0,20}} instead of * keeps it fast"
