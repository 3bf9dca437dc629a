"""Records of another run, found again by the digest of their source: JSON lines as `python -m qaclean` and `qaclean batch` write them.

In memory stands where each record begins, not the records.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator

from pydantic import ValidationError

from qaclean.errors import UsageError
from qaclean.records import Page

__all__ = ["OtherRecords"]


class OtherRecords:
    """The records of a JSON lines file, or of the `*.jsonl` files below a folder. Errors: `UsageError` where one holds something else.

    >>> import tempfile, qaclean
    >>> page = qaclean.clean("怎么退订?\\n发短信。")
    >>> with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
    ...     _ = file.write(page.model_dump_json().encode() + b"\\n")
    ...     file.flush()
    ...     OtherRecords(file.name).of(page) == page
    True
    """

    def __init__(self, path: str) -> None:
        self._places: dict[str, list[tuple[str, int]]] = {}
        for name in _files(path):
            for start, line in _lines(name):
                digest = _record(name, start, line).source.sha256
                self._places.setdefault(digest, []).append((name, start))
        if not self._places:
            raise UsageError(f"--compare {path}: holds no record; give JSON lines that qaclean wrote")

    def of(self, page: Page) -> Page | None:
        """The other record of the source of a page; of several the next one each time. None where there is none."""
        places = self._places.get(page.source.sha256)
        if not places:
            return None
        name, start = places.pop(0) if len(places) > 1 else places[0]
        with open(name, "rb") as file:
            file.seek(start)
            return _record(name, start, file.readline())


def _files(path: str) -> list[str]:
    if not os.path.isdir(path):
        return [path]
    found = (os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names)
    return sorted(name for name in found if name.endswith(".jsonl"))


def _lines(name: str) -> Iterator[tuple[int, bytes]]:
    try:
        with open(name, "rb") as file:
            start = 0
            for line in file:
                if line.strip():
                    yield start, line
                start += len(line)
    except OSError as error:
        raise UsageError(f"--compare {name}: cannot be read ({error.strerror}); check the path") from error


def _record(name: str, start: int, line: bytes) -> Page:
    try:
        return Page.model_validate(json.loads(line))
    except (ValidationError, ValueError) as error:
        why = "it is no JSON" if not isinstance(error, ValidationError) else "it is no record of qaclean"
        raise UsageError(
            f"--compare {name}: the line at byte {start} cannot be compared with, {why}; give JSON lines that qaclean wrote, whole pages"
        ) from error
