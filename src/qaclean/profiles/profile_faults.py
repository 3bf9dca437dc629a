"""Everything that is wrong in a site profile, each fault with its line: the loader stops at the first, `qaclean profiles check` lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qaclean.errors import ProfileError
from qaclean.profiles.own_rules import Fault, faults_of_rules
from qaclean.profiles.selectors import compile_selector

__all__ = ["FIELDS", "KINDS", "faults_of_profile"]

KINDS = ("qa", "thread", "howto")
FIELDS = frozenset(
    (
        *("title", "question", "question_body", "question_author", "question_published", "answers", "posts"),
        *("answer_body", "accepted", "author", "published", "votes", "followups", "furniture", "body"),
    )
)
_KEYS = {"site", "name", "kind", "hosts", "generation", "extends", "rule"}
_GENERATION_KEYS = {"id", "date", "evidence", "fingerprints", "select"}


def faults_of_profile(data: Mapping[str, Any], source: str, sites: Iterable[str]) -> Iterator[Fault]:
    """The faults of a profile's tables; `source` is the file's text, `sites` are those of the packaged profiles, which it may extend.

    >>> [*faults_of_profile({"site": "a.example", "kind": "shop"}, 'site = "a.example"\\nkind = "shop"', ())][0]
    Fault(line=2, message="`kind` is 'shop', use one of qa, thread, howto")
    """
    yield from _only(data, _KEYS, source)
    site, kind = data.get("site"), data.get("kind")
    if not isinstance(site, str) or not site:
        yield Fault(1, '`site` is missing: give the site\'s name, such as "example.com"')
    if not isinstance(kind, str) or kind not in KINDS:
        yield _fault(source, "kind", f"`kind` is {kind!r}, use one of {', '.join(KINDS)}")
    yield from _strings(data.get("hosts", []), "hosts", source)
    if "rule" in data:
        yield from faults_of_rules(data["rule"], source)
    above = data.get("extends")
    if "extends" in data and above not in (known := tuple(sites)):
        yield _fault(source, "extends", f"no packaged profile is called {above!r}: use one of {', '.join(known)}")
    generations = data.get("generation", [])
    if not isinstance(generations, list) or not (generations or data.get("rule") or above):
        yield Fault(1, "no [[generation]]: give at least one with fingerprints and selectors, or a [[rule]]")
        return
    names: set[str] = set()
    for row in generations:
        yield from _of_generation(row, source)
        name = row.get("id") if isinstance(row, dict) else None
        if isinstance(name, str) and name in names:
            yield _fault(source, name, f"two generations are called {name!r}")
        elif isinstance(name, str):
            names.add(name)


def _of_generation(row: object, source: str) -> Iterator[Fault]:
    yield from _only(row, _GENERATION_KEYS, source)
    if not isinstance(row, dict):
        return
    select = row.get("select", {})
    yield from _only(select, FIELDS, source)
    name = row.get("id")
    if not isinstance(name, str) or not name:
        yield Fault(1, "a generation has no `id`")
        return
    fingerprints = row.get("fingerprints", [])
    yield from (
        wrong := [
            *_strings(fingerprints, "fingerprints", source),
            *_strings(row.get("evidence", []), "evidence", source),
        ]
    )
    if not wrong and not fingerprints:
        yield _fault(source, name, f"generation {name!r} has no fingerprints: name what only its pages have")
    if not isinstance(select, dict):
        return
    if not {"answers", "posts", "body"} & set(select):
        yield _fault(source, name, f"generation {name!r} selects no `answers`, `posts` or `body`")
    for selector in (*select.values(), *(() if wrong else fingerprints)):
        yield from _of_selector(selector, source)


def _of_selector(selector: object, source: str) -> Iterator[Fault]:
    if not isinstance(selector, str):
        yield Fault(1, f"a selector is {type(selector).__name__}: write it as a string, alternatives with commas")
        return
    try:
        compile_selector(selector)
    except ProfileError as error:
        yield _fault(source, selector, str(error))


def _strings(rows: object, key: str, source: str) -> Iterator[Fault]:
    if not isinstance(rows, list) or not all(isinstance(row, str) and row for row in rows):
        yield _fault(source, key, f"`{key}` is a list of strings")


def _only(data: object, known: Iterable[str], source: str) -> Iterator[Fault]:
    if not isinstance(data, dict):
        yield Fault(1, f"a table is {type(data).__name__}: write it under its heading, such as [generation.select]")
        return
    for key in data:
        if key not in known:
            yield _fault(source, key, f"unknown key `{key}`: use {', '.join(sorted(known))}")


def _fault(source: str, words: str, message: str) -> Fault:
    """A fault at the first line that has the words."""
    return Fault(next((number for number, row in enumerate(source.split("\n"), 1) if words in row), 1), message)
