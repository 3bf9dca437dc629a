"""Cases read from the fixtures folder: in a checkout the top-level one, in an installed wheel its copy. Nothing here needs pytest."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qaclean.errors import QacleanError

if TYPE_CHECKING:
    from qaclean.records import Page

__all__ = [
    "GROUPS",
    "KNOWN_FAILURES",
    "MEDIA_TYPES",
    "Case",
    "UnknownCaseError",
    "case_folders",
    "case_names",
    "cases",
    "fixtures_folder",
    "load",
    "read_case",
]

# What `cases()` gives.
GROUPS = ("dumps", "layouts", "negative", "hostile", "engines", "sites", "damage", "languages", "markdown")
KNOWN_FAILURES = "known_failures"  # a group that comes only when it is asked for
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".md": "text/markdown"}
COVERS = ("engine", "layout", "damage", "language")  # keys of case.toml that become tags
_KEYS = {*COVERS, "url", "media_type", "charset", "facts"}


class UnknownCaseError(QacleanError, KeyError):
    """No case, group or tag has this name; the message lists near ones."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show its repr


@dataclass(frozen=True)
class Case:
    """One fixture.

    `name` is `group/folder`; `source` the bytes as scraped; `media_type` what they are; `expected_json` the record that
    `clean()` gives, as plain JSON; `note` one or two sentences on what it shows. `url`: where such a page stands, or None;
    `charset`: what its bytes are in, which nobody is told; `tags`: what it covers (`engine:discuz`, `damage:copy-mark`, `negative`);
    `facts`: what a person reads off the page, written by hand, true for any reader of it (`docs/fixtures.md` lists the keys).
    """

    name: str
    source: bytes
    media_type: str
    expected_json: dict[str, Any]
    note: str
    url: str | None = None
    charset: str = "utf-8"
    tags: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> Page:
        """The expected record as a model; compare it with `==` to a page."""
        from qaclean.records import Page

        return Page.model_validate(self.expected_json)

    def clean(self) -> Page:
        """What qaclean makes of the source today.

        >>> load("negative/less-than-is-no-tag").clean().removed
        []
        """
        from qaclean.pipeline import clean

        return clean(self.source, media_type=self.media_type, url=self.url)


def fixtures_folder() -> Path:
    """Where the fixtures are: `fixtures/` of the checkout, or the copy inside the installed package.

    >>> (fixtures_folder() / "negative").is_dir()
    True
    """
    packaged = Path(__file__).with_name("fixtures")
    return packaged if packaged.is_dir() else Path(__file__).resolve().parents[3] / "fixtures"


def cases(group: str | None = None, *, tag: str | None = None, media_type: str | None = None) -> Sequence[Case]:
    """The cases of one group sorted by name, or those of all `GROUPS`; known failures only by their group's name.

    `tag`: only those that have it, with its kind (`"engine:discuz"`) or any of a kind (`"engine"`). `media_type`: only such.
    Errors: `UnknownCaseError` for a group or a tag that no case has.

    >>> sorted({case.name.partition("/")[0] for case in cases()}) == sorted(GROUPS)
    True
    >>> [case.name for case in cases("negative", tag="language:ja")]
    ['negative/kana-beside-words']
    """
    known = (*GROUPS, KNOWN_FAILURES)
    if group is not None and group not in known:
        raise UnknownCaseError(f"no group {group!r}; groups are {', '.join(known)}")
    groups = GROUPS if group is None else (group,)
    found = [read_case(folder) for name in groups for folder in case_folders(name)]
    if tag is not None and not any(_has(case, tag) for case in found):
        raise UnknownCaseError(f"no case has the tag {tag!r}; {_near_tags(tag, found)}")
    return tuple(
        case
        for case in found
        if (tag is None or _has(case, tag)) and (media_type is None or case.media_type == media_type)
    )


def _has(case: Case, tag: str) -> bool:
    return any(own == tag or own.startswith(f"{tag}:") for own in case.tags)


def _near_tags(tag: str, found: Iterable[Case]) -> str:
    known = sorted({own for case in found for own in case.tags})
    near = difflib.get_close_matches(tag, known, n=5, cutoff=0.5)
    return f"near: {', '.join(near)}" if near else f"tags are {', '.join(known)}"


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


def case_names(group: str) -> list[str]:
    """The names of a group's cases, without a look into them."""
    return [_name(folder) for folder in case_folders(group)]


def case_folders(group: str) -> list[Path]:
    """The folders of a group that hold a source, sorted by name."""
    return sorted(path.parent for path in (fixtures_folder() / group).glob("*/source.*"))


def read_case(folder: Path) -> Case:
    """The case in a folder; one without `expected.json` (not generated yet) has an empty record.

    Errors: `QacleanError` where `case.toml` cannot be read or holds a key that no case has.
    """
    source = next(folder.glob("source.*"))
    expected = folder / "expected.json"
    told = _told(folder / "case.toml")
    return Case(
        _name(folder),
        source.read_bytes(),
        told.get("media_type") or MEDIA_TYPES[source.suffix],
        json.loads(expected.read_text("utf-8")) if expected.exists() else {},
        (folder / "note.md").read_text("utf-8").strip(),
        told.get("url"),
        told.get("charset", "utf-8"),
        _tags(folder.parent.name, told),
        told.get("facts", {}),
    )


def _told(path: Path) -> dict[str, Any]:
    """What `case.toml` says of a case; nothing where there is none."""
    if not path.exists():
        return {}
    import tomllib

    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise QacleanError(f"{path}: {error}") from error
    if unknown := sorted({*told} - _KEYS):
        raise QacleanError(f"{path}: unknown key {unknown[0]!r}; keys are {', '.join(sorted(_KEYS))}")
    return told


def _tags(group: str, told: dict[str, Any]) -> tuple[str, ...]:
    """`engine = "discuz"` as `engine:discuz`; a negative or hostile case has its group's name as a tag.

    >>> _tags("hostile", {"damage": ["cut", "control"], "url": "x"})
    ('damage:cut', 'damage:control', 'hostile')
    """
    covered = [(kind, [told[kind]] if isinstance(told[kind], str) else told[kind]) for kind in COVERS if kind in told]
    own = (f"{kind}:{value}" for kind, values in covered for value in values)
    return (*own, *((group,) if group in ("negative", "hostile") else ()))


def _name(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}"


def _ending_alike(name: str, names: list[str]) -> list[str]:
    """Names that match without their group: people remember the folder."""
    folders = {full.partition("/")[2]: full for full in names}
    near = difflib.get_close_matches(name.rpartition("/")[2], folders, n=3, cutoff=0.6)
    return [folders[folder] for folder in near]
