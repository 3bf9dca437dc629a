"""Inputs of the training: files and folders that `manifest.toml` names, each with the SHA-256 of what was trained with.

Most lie below a folder of corpora that is not part of this project, some are ours, some are released packages. An input that is not there, or is
another one than the manifest says, is an error: weights could not come out the same.
"""

from __future__ import annotations

import hashlib
import pathlib
import re
import tomllib
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin

__all__ = [
    "MANIFEST",
    "Input",
    "InputError",
    "Manifest",
    "Places",
    "Recipe",
    "check",
    "digest",
    "every_site",
    "files_of",
    "packages",
    "pin",
    "read_manifest",
]

ROOT = pathlib.Path(__file__).resolve().parent.parent
MANIFEST = ROOT / "training" / "manifest.toml"
PYPI, NPM = "https://pypi.org/simple/{}/", "https://registry.npmjs.org/{0}/-/{1}-{2}.tgz"


class InputError(Exception):
    """An input is missing or is not what the manifest names."""


class Input(NamedTuple):
    """One input. `kind` says how it is read (see `training.recipes`), `path` where it lies below the corpora (or below the project with
    `ours`), `names` which of a folder's pages are read, `labels` the file (below the project) with the labels of public dumps, of which
    the first `rows` are read (0: all), of generated pages the recipes, how many pages of each (`rows`), and their `languages`; a released package has `package`, `version` and `registry` instead."""

    id: str
    kind: str
    sha256: str
    path: str = ""
    names: tuple[str, ...] = ()
    ours: bool = False
    labels: str = ""
    rows: int = 0
    languages: tuple[str, ...] = ()
    package: str = ""
    version: str = ""
    registry: str = ""


class Recipe(NamedTuple):
    """How one weights file is made: the chain, how it is fitted, the inputs in order (one named twice counts twice). `copies`: with shortened copies
    of HTML pages; `lean`: what is taken from the worth of each block's first label once the others are fitted."""

    id: str
    file: str
    chain: str
    penalty: float
    iterations: int
    sha256: str
    inputs: tuple[str, ...]
    copies: bool = False
    lean: float = 0.0


class Manifest(NamedTuple):
    """All inputs and all weights files."""

    inputs: dict[str, Input]
    recipes: dict[str, Recipe]


class Places(NamedTuple):
    """Where the corpora lie, and where archives of packages are kept once they were fetched."""

    corpus: pathlib.Path
    archives: pathlib.Path


def read_manifest(path: pathlib.Path = MANIFEST) -> Manifest:
    """The manifest.

    >>> sorted(read_manifest().recipes)
    ['boundaries', 'howto-titles', 'html', 'pages', 'parser', 'stripper', 'thread-titles']
    """
    data = tomllib.loads(path.read_text("utf-8"))
    inputs = {name: Input(id=name, **_tuples(row)) for name, row in data["input"].items()}
    recipes = {name: Recipe(id=name, **_tuples(row)) for name, row in data["weights"].items()}
    return Manifest(inputs, recipes)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def files_of(given: Input, places: Places) -> list[pathlib.Path]:
    """The files of an input, in the order in which they are read."""
    if given.package:
        return [_archive(given, places.archives)]
    base = (ROOT if given.ours else places.corpus) / given.path
    if given.labels:
        return [base, ROOT / given.labels]
    if given.kind == "generated":
        return sorted([*base.glob("grammar/*.toml"), *base.glob("damage/*.toml")])
    if given.kind == "folder":
        return sorted(base.iterdir()) if base.is_dir() else [base]
    if not base.is_dir():
        return [base]
    if given.kind == "fixtures":
        return [base / name / file for name in given.names for file in ("lines.json", "source.txt")]
    if given.kind == "marked":
        return [base / name / "source.html" for name in given.names]
    if given.kind == "given":
        return [
            path for name in given.names for path in (base / "gold" / f"{name}.json", base / "seeds" / f"{name}.txt")
        ]
    folder, suffix = ("pages", ".html") if (base / "pages").is_dir() else ("text", ".txt")
    return [path for name in given.names for path in (base / "gold" / f"{name}.json", base / folder / (name + suffix))]


def check(given: Input, places: Places) -> list[pathlib.Path]:
    """The files of an input, after a look at their digest. Raises `InputError`."""
    files = files_of(given, places)
    for path in files:
        if not path.is_file():
            raise InputError(f"{given.id}: there is no {path}; give the folder of corpora with --corpus")
    found = digest(files)
    if found != given.sha256:
        raise InputError(f"{given.id}: its files have the digest {found}, training/manifest.toml names {given.sha256}")
    return files


def digest(files: Sequence[pathlib.Path]) -> str:
    """SHA-256 of one file, or of the names and digests of several."""
    if len(files) == 1:
        return hashlib.sha256(files[0].read_bytes()).hexdigest()
    rows = [f"{path.parent.name}/{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n" for path in files]
    return hashlib.sha256("".join(rows).encode()).hexdigest()


def pin(manifest: pathlib.Path, ids: dict[str, str]) -> None:
    """Write new digests into the manifest: `ids` gives for a table (`input.x`, `weights.y`) its SHA-256."""
    out, table = [], ""
    for line in manifest.read_text("utf-8").splitlines():
        head = re.match(r"\[([a-z0-9.-]{1,80})\]", line)
        table = head[1] if head else table
        out.append(f'sha256 = "{ids[table]}"' if line.startswith("sha256 =") and table in ids else line)
    manifest.write_text("\n".join(out) + "\n", "utf-8")


def _archive(given: Input, folder: pathlib.Path) -> pathlib.Path:
    """The source archive of a released package: kept in `folder`, fetched where it is not there."""
    path = folder / f"{given.package.split('/')[-1]}-{given.version}{'.tgz' if given.registry == 'npm' else '.tar.gz'}"
    if not path.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_fetched(_address(given)))
    return path


def _address(given: Input) -> str:
    if given.registry == "npm":
        return NPM.format(given.package, given.package.split("/")[-1], given.version)
    index = PYPI.format(given.package)
    links = re.findall(r'href="([^"]{1,500})"', _fetched(index).decode("utf-8"))
    archive = f"/{given.package}-{given.version}.tar.gz"
    return urljoin(index, next(str(link) for link in links if archive in link))


def _fetched(address: str) -> bytes:
    with urllib.request.urlopen(address) as answer:
        data: bytes = answer.read()
    return data


def every_site(site: str) -> bool:
    """Nothing is held out: pages of any site are trained with."""
    del site
    return True


def packages(manifest: Manifest) -> Iterator[Input]:
    """The inputs that are released packages."""
    return (row for row in manifest.inputs.values() if row.package)
