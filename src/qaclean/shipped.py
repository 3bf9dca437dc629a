"""Files that come with the package beside its modules: rules, weights, profiles. Read by whatever loads the modules, as `importlib.resources` does, whose import alone takes 10 milliseconds."""

from __future__ import annotations

import os
from typing import Any

__all__ = ["find_shipped", "read_shipped", "shipped_names"]


def read_shipped(name: str) -> bytes:
    """What the file holds whose path from the package's folder this is, with `/`. Errors: `OSError` where there is none.

    >>> read_shipped("rules/cues.toml")[:1]
    b'#'
    """
    loader: Any = __spec__.loader
    data: bytes = loader.get_data(os.path.join(os.path.dirname(__file__), *name.split("/")))
    return data


def find_shipped(name: str) -> bytes | None:
    """The same; None where there is none, as of what only a wheel has.

    >>> find_shipped("rules/none.toml") is None
    True
    """
    try:
        return read_shipped(name)
    except OSError:
        return None


def shipped_names(folder: str) -> list[str]:
    """Paths of the files of a folder, as `read_shipped` takes them, sorted.

    >>> "rules/cues.toml" in shipped_names("rules")
    True
    """
    try:
        names = os.listdir(os.path.join(os.path.dirname(__file__), *folder.split("/")))
    except OSError:  # the package stands in an archive
        from importlib.resources import files

        names = [file.name for file in files("qaclean").joinpath(folder).iterdir()]
    return [f"{folder}/{name}" for name in sorted(names)]
