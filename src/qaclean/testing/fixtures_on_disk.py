"""Cases read from the fixtures folder: in a checkout the top-level one, in an installed wheel its copy."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qaclean.errors import QacleanError
from qaclean.records import Page

__all__ = [
    "GROUPS",
    "KNOWN_FAILURES",
    "Case",
    "UnknownCaseError",
    "case_folders",
    "cases",
    "fixtures_folder",
    "load",
    "read_case",
]

GROUPS = ("dumps", "layouts", "negative", "hostile")
KNOWN_FAILURES = "known_failures"
_MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".md": "text/markdown"}


class UnknownCaseError(QacleanError, KeyError):
    """No case or group has this name; the message lists near ones."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show its repr


@dataclass(frozen=True)
class Case:
    """One fixture.

    `name` is `group/folder`; `source` the bytes as scraped; `media_type` what they are; `expected_json` the record that
    `clean(source, media_type=media_type)` gives, as plain JSON; `note` one or two sentences on what it shows.
    """

    name: str
    source: bytes
    media_type: str
    expected_json: dict[str, Any]
    note: str

    @property
    def expected(self) -> Page:
        """The expected record as a model; compare it with `==` to a page."""
        return Page.model_validate(self.expected_json)


def fixtures_folder() -> Path:
    """Where the fixtures are: `fixtures/` of the checkout, or the copy inside the installed package.

    >>> (fixtures_folder() / "negative").is_dir()
    True
    """
    packaged = Path(__file__).with_name("fixtures")
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "fixtures"


def cases(group: str | None = None) -> Iterator[Case]:
    """The cases of one group sorted by name, or those of all `GROUPS`; known failures only by their name.

    Errors: `UnknownCaseError` for a group that does not exist.

    >>> sorted({case.name.partition("/")[0] for case in cases()})
    ['dumps', 'hostile', 'layouts', 'negative']
    """
    known = (*GROUPS, KNOWN_FAILURES)
    if group is not None and group not in known:
        raise UnknownCaseError(f"no group {group!r}; groups are {', '.join(known)}")
    groups = GROUPS if group is None else (group,)
    return (read_case(folder) for name in groups for folder in case_folders(name))


def load(name: str) -> Case:
    """The case named `group/folder`. Errors: `UnknownCaseError`, with near names.

    >>> load("negative/less-than-is-no-tag").media_type
    'text/plain'
    >>> load("negative/less-then-is-no-tag")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    qaclean.testing.fixtures_on_disk.UnknownCaseError: no case 'negative/less-then-is-no-tag'; near: negative/less-than-is-no-tag, ...
    """
    folders = {_name(folder): folder for group in (*GROUPS, KNOWN_FAILURES) for folder in case_folders(group)}
    if name not in folders:
        near = difflib.get_close_matches(name, folders, n=3, cutoff=0.6) or _ending_alike(name, [*folders])
        raise UnknownCaseError(
            f"no case {name!r}; " + (f"near: {', '.join(near)}" if near else "cases() lists them all")
        )
    return read_case(folders[name])


def case_folders(group: str) -> list[Path]:
    """The folders of a group that hold a source, sorted by name."""
    return sorted(path.parent for path in (fixtures_folder() / group).glob("*/source.*"))


def read_case(folder: Path) -> Case:
    """The case in a folder; one without `expected.json` (not generated yet) has an empty record."""
    source = next(folder.glob("source.*"))
    expected = folder / "expected.json"
    return Case(
        _name(folder),
        source.read_bytes(),
        _MEDIA_TYPES[source.suffix],
        json.loads(expected.read_text("utf-8")) if expected.exists() else {},
        (folder / "note.md").read_text("utf-8").strip(),
    )


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _ending_alike(name: str, names: list[str]) -> list[str]:
    """Names that match without their group: people remember the folder."""
    folders = {full.partition("/")[2]: full for full in names}
    near = difflib.get_close_matches(name.rpartition("/")[2], folders, n=3, cutoff=0.6)
    return [folders[folder] for folder in near]
