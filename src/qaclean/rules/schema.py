"""What each rules file may say: keys, types, examples that every rule must carry, bounded repetition in patterns.

`check` names the file, the rule, its line where it is known, and what is wrong. The schemas are in `schemas.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from qaclean.errors import RuleError
from qaclean.rules.value_types import Check

__all__ = ["Keys", "Open", "Rows", "Spec", "check", "faults"]


class Keys(NamedTuple):
    """A table: keys that it must have and may have, each with its type; of each group in `any_of` at least one stands in it."""

    required: Mapping[str, Spec]
    optional: Mapping[str, Spec] = {}
    any_of: tuple[tuple[str, ...], ...] = ()


class Rows(NamedTuple):
    """An array of tables, the rules of a file: each with an `id` of its own."""

    keys: Keys


class Open(NamedTuple):
    """A table whose keys are words of the rules themselves."""

    value: Spec


Spec = Check | Keys | Rows | Open


def check(
    file: str,
    data: Mapping[str, Any],
    schema: Keys | None,
    source: str = "",
    *,
    unasked: frozenset[Check] = frozenset(),
) -> None:
    """Raise `RuleError` for the first fault in the rules of `file`.toml; `source` is its text, to name a line. Types in `unasked` are not looked at.

    >>> from qaclean.rules.value_types import texts
    >>> check("titles", {"asks": []}, Keys({"asks": texts}))
    Traceback (most recent call last):
    qaclean.errors.RuleError: rules/titles.toml: `asks` is no list with at least one text
    """
    if schema is None:
        raise RuleError(f"rules/{file}.toml: no schema; add one to qaclean/rules/schemas.py")
    for rule, key, wrong in faults(data, schema, unasked):
        where = f"rules/{file}.toml{_line_of(source, rule, key)}"
        raise RuleError(f"{where}: {f'rule {rule!r}: ' if rule else ''}{f'`{key}` ' if key else ''}{wrong}")


def faults(
    data: Mapping[str, Any], keys: Keys, unasked: frozenset[Check], rule: str = ""
) -> Iterator[tuple[str, str, str]]:
    """Rule, key and fault of everything that is wrong in a table; unknown keys and wrong types before what is missing."""
    known = {**keys.required, **keys.optional}
    for key, value in data.items():
        if key not in known:
            yield rule, key, f"is unknown; known are {', '.join(known)}"
            continue
        yield from _faults_of(known[key], key, value, rule, unasked)
    for key in keys.required:
        if key not in data:
            yield rule, key, "is missing"
    for any_of in keys.any_of:
        if not any(key in data for key in any_of):
            yield rule, "", f"has none of {', '.join(any_of)}"


def _faults_of(
    spec: Spec, key: str, value: object, rule: str, unasked: frozenset[Check]
) -> Iterator[tuple[str, str, str]]:
    if isinstance(spec, Rows):
        yield from _faults_of_rows(spec, key, value, unasked)
    elif not isinstance(spec, (Keys, Open)):
        if spec not in unasked and (wrong := spec(value)):
            yield rule, key, wrong
    elif not isinstance(value, dict):
        yield rule, key, "is no table"
    elif isinstance(spec, Keys):
        yield from faults(value, spec, unasked, key)
    else:
        for word, said in value.items():
            yield from _faults_of(spec.value, f"{key}.{word}", said, rule, unasked)


def _faults_of_rows(rows: Rows, key: str, value: object, unasked: frozenset[Check]) -> Iterator[tuple[str, str, str]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield "", key, f"is no list of rules; write [[{key}]]"
        return
    ids: set[str] = set()
    for place, row in enumerate(value, 1):
        rule = str(row.get("id", f"{key} {place}"))
        if rule in ids:
            yield rule, "id", "stands twice"
        ids.add(rule)
        yield from faults(row, rows.keys, unasked, rule)


def _line_of(source: str, rule: str, key: str) -> str:
    """`:12`, the line of a rule, or of a key where it is of none; nothing where it is not found."""
    wanted = f'id = "{rule}"' if f'id = "{rule}"' in source else f"{key} =" if not rule else f"[{rule}]"
    lines = [place for place, line in enumerate(source.split("\n"), 1) if line.startswith(wanted)]
    return f":{lines[-1]}" if lines else ""
