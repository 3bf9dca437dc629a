"""Site profiles: where a known site keeps its question, its answers and their fields. One TOML file a site, several generations in it.

    site = "example.com"            # what `Page.site` says
    kind = "qa"                     # qa, thread or howto
    hosts = ["example.com"]         # and their subdomains; empty for an engine that many hosts run
    [[generation]]
    id = "example-2020"
    date = 2020-05-01               # of the evidence
    evidence = ["https://…"]        # saved pages or public scrapers that show the structure
    fingerprints = ["div.answer"]   # selectors (see `selectors.py`), all of which must match
    [generation.select]
    answers = "div.answer"          # the answers, or `posts`: the first of which asks
    …
    [[rule]]                        # what to drop or keep on its pages, HTML, Markdown and dumps alike (`own_rules.py`)

A profile has generations, rules or both; with `extends = "example.com"` it has those of a packaged profile too, behind its own. No code runs.
"""

from __future__ import annotations

import os
import pathlib
import tomllib
from collections.abc import Sequence
from functools import lru_cache
from importlib import metadata, resources
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from qaclean.errors import ProfileError
from qaclean.patterns import compile_at_once
from qaclean.profiles.own_rules import Rule, read_rules
from qaclean.profiles.profile_faults import FIELDS, faults_of_profile
from qaclean.profiles.selectors import MarkupNames, Selector, compile_selector

__all__ = [
    "FIELDS",
    "Generation",
    "Profile",
    "find_profile",
    "host_of",
    "load_profile_file",
    "load_profiles",
    "named_profile",
    "packaged_profiles",
    "parse_toml",
    "profile_of_host",
    "read_text",
]

MAX_FILE = 1_000_000  # bytes
MAX_KEY_PARTS = 20
_DEEP_KEY = compile_at_once(rf"(?:[^\s.=\[\]]{{1,100}}[ \t]{{0,9}}\.[ \t]{{0,9}}){{{MAX_KEY_PARTS}}}")


class Generation(NamedTuple):
    """One generation of a site: fingerprints that must all match, and selectors by field. A page that matches has one of the class words `signs`, where there are any."""

    id: str
    fingerprints: tuple[Selector, ...]
    select: dict[str, Selector]
    evidence: tuple[str, ...]
    date: str
    signs: frozenset[str] = frozenset()


class Profile(NamedTuple):
    """A site: its name, kind, hosts and generations, and rules for its pages."""

    site: str
    kind: str
    hosts: tuple[str, ...]
    generations: tuple[Generation, ...]
    origin: str
    rules: tuple[Rule, ...] = ()


@lru_cache(maxsize=1)
def load_profiles() -> tuple[Profile, ...]:
    """The profiles of entry points of the group `qaclean.profiles` (each gives a path or a callable that gives paths), then the packaged ones.

    >>> any(profile.site == "zhidao.baidu.com" for profile in load_profiles())
    True
    """
    found = [*_installed(), *packaged_profiles()]
    seen: set[str] = set()
    for profile in found:
        if profile.site in seen:
            raise ProfileError(
                f"{profile.origin}: the site {profile.site!r} has a profile already; give it another `site`"
            )
        seen.add(profile.site)
    return tuple(found)


@lru_cache(maxsize=1)
def packaged_profiles() -> tuple[Profile, ...]:
    """Those that come with qaclean."""
    folder = resources.files(__name__)
    files = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml"))
    return tuple(_read(folder.joinpath(name).read_text("utf-8"), name) for name in files)


@lru_cache(maxsize=1)
def _installed() -> tuple[Profile, ...]:
    """Those of entry points, by their names."""
    found = []
    for entry in sorted(metadata.entry_points(group="qaclean.profiles"), key=lambda e: e.name):
        given = entry.load()
        given = given() if callable(given) else given
        for path in [given] if isinstance(given, str | pathlib.Path) else given:
            found.append(load_profile_file(path))
    return tuple(found)


def profile_of_host(host: str) -> Profile | None:
    """The profile with rules whose host this is, or a subdomain of it; None for a host that has none.

    >>> profile_of_host("nowhere.example") is None
    True
    """
    return next((profile for profile in load_profiles() if profile.rules and host and _is_host_of(host, profile)), None)


def load_profile_file(path: str | pathlib.Path) -> Profile:
    """The profile of one TOML file. Errors: `ProfileError` with file and line."""
    return _read(read_text(path), str(path))


def read_text(path: str | pathlib.Path) -> str:
    """The text of a profile or a file of rules. Errors: `ProfileError`."""
    path = pathlib.Path(path)
    try:
        if path.stat().st_size > MAX_FILE:
            raise ProfileError(f"{path}: a profile or a file of rules has at most {MAX_FILE:,} bytes")
        return path.read_text("utf-8")
    except OSError as error:
        raise ProfileError(f"{path}: cannot be read ({error.strerror}); give the path of a TOML file") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"{path}: is not UTF-8; save the file as UTF-8") from error


@lru_cache(maxsize=16)
def _file_profile(path: str, stamp: tuple[int, int]) -> Profile:
    """A profile's file, read once as long as it stays as it is: every page of a run names it."""
    return load_profile_file(path)


def named_profile(name: str) -> Profile:
    """The profile of a site's name, or of a path. Errors: `ProfileError`."""
    for profile in load_profiles():
        if profile.site == name:
            return profile
    if name.endswith(".toml") or "/" in name:
        try:
            known_as = os.stat(name)
        except (OSError, ValueError):
            return load_profile_file(name)  # says why
        return _file_profile(name, (known_as.st_mtime_ns, known_as.st_size))
    known = ", ".join(profile.site for profile in load_profiles())
    raise ProfileError(f"no profile is called {name!r}: use one of {known}, a path to a TOML file, or 'none'")


def host_of(address: str | None) -> str:
    """The host of an address, or an empty string for what is none.

    >>> host_of("https://zhidao.baidu.com/question/1.html"), host_of("http://[broken")
    ('zhidao.baidu.com', '')
    """
    try:
        return urlsplit(address or "").hostname or ""
    except ValueError:
        return ""


def find_profile(
    root: Any, url: str | None, profiles: Sequence[Profile], names: MarkupNames
) -> tuple[Profile, Generation] | None:
    """The profile and generation of a page: by its host where that has one, by fingerprints alone for engines and pages without address."""
    host = host_of(url)
    known = [profile for profile in profiles if profile.generations]
    by_host = [profile for profile in known if host and _is_host_of(host, profile)]
    for profile in by_host or known:
        for generation in profile.generations:
            if _matches(root, generation, names):
                return profile, generation
    return None


def _is_host_of(host: str, profile: Profile) -> bool:
    return any(host == known or host.endswith("." + known) for known in profile.hosts)


def _matches(root: Any, generation: Generation, names: MarkupNames) -> bool:
    if not names.markup:
        return all(selector.all(root) for selector in generation.fingerprints)
    if generation.signs and generation.signs.isdisjoint(names.classes):  # nearly all generations
        return False
    if not all(selector.may_match(names) for selector in generation.fingerprints):
        return False
    possible = [selector.within(names) for selector in generation.fingerprints]  # without what cannot match
    return all(selector is not None and selector.all(root, names) for selector in possible)


def parse_toml(text: str, origin: str) -> dict[str, Any]:
    """The tables of a profile or a file of rules. Errors: `ProfileError`, also where nesting would take the parser minutes."""
    deep = _DEEP_KEY.search(text)
    if deep is not None:  # a key of thousands of parts takes tomllib minutes
        raise ProfileError(
            f"{origin}: line {text.count(chr(10), 0, deep.start()) + 1}: a key has more than {MAX_KEY_PARTS} parts"
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{origin}: {error}") from error
    except RecursionError:
        raise ProfileError(
            f"{origin}: line {_deepest_line(text)}: values nest too deeply; a profile has two levels"
        ) from None


def _read(text: str, origin: str) -> Profile:
    data = parse_toml(text, origin)
    for fault in faults_of_profile(data, text, (p.site for p in packaged_profiles()) if "extends" in data else ()):
        raise ProfileError(f"{origin}: line {fault.line}: {fault.message}")
    rules = read_rules(data.get("rule", []), text, origin)
    generations = tuple(map(_generation, data.get("generation", [])))
    profile = Profile(data["site"], data["kind"], tuple(data.get("hosts", [])), generations, origin, rules)
    above = (
        next((known for known in packaged_profiles() if known.site == data["extends"]), None)
        if "extends" in data
        else None
    )
    if above is None:
        return profile
    return profile._replace(  # what it extends stands behind its own
        hosts=profile.hosts or above.hosts,
        generations=(*profile.generations, *above.generations),
        rules=(*profile.rules, *above.rules),
    )


def _generation(row: dict[str, Any]) -> Generation:
    fingerprints = tuple(map(compile_selector, row["fingerprints"]))
    return Generation(
        row["id"],
        fingerprints,
        {field: compile_selector(source) for field, source in row.get("select", {}).items()},
        tuple(row.get("evidence", [])),
        str(row.get("date", "")),
        _signs_of(fingerprints),
    )


def _signs_of(fingerprints: Sequence[Selector]) -> frozenset[str]:
    """Class words of which one stands on each page that matches: one of each alternative of a fingerprint that asks for class words in all; the fewest."""
    asking = [selector.needs for selector in fingerprints if all(needs.classes for needs in selector.needs)]
    return min((frozenset(needs.classes[0] for needs in row) for row in asking), key=len, default=frozenset())


def _deepest_line(text: str) -> int:
    """The line with the most opening brackets."""
    counts = [line.count("[") + line.count("{") for line in text.split("\n")]
    return counts.index(max(counts)) + 1
