"""Rules as data: the TOML files of this folder, and their loader."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["load"]


@cache
def load(name: str) -> dict[str, Any]:
    """The rules of `name`.toml in this package."""
    return tomllib.loads(files("qaclean.rules").joinpath(name + ".toml").read_text("utf-8"))
