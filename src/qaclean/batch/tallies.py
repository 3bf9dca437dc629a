"""The report of a batch: each part leaves its tally below `.work`, and the end of the run adds them up in the order of the parts."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable

from qaclean.batch.parts import WORK, write_whole
from qaclean.errors import BatchError
from qaclean.report import Tally, report_html

__all__ = ["MANIFEST", "check_report", "tally_of", "write_report"]

MANIFEST = "manifest.json"  # of a run that is done


def tally_of(number: int) -> str:
    """The file of the tally of a part, below the output folder."""
    return os.path.join(WORK, f"tally-{number:05d}.json.gz")


def check_report(path: str | None, out: str) -> None:
    """Refuse a report that could not be written at the end, or of a run whose tallies are gone. Errors: `BatchError`."""
    if path is None:
        return
    folder = os.path.dirname(os.path.realpath(path))
    if os.path.isdir(path) or not (os.path.isdir(folder) or folder == os.path.realpath(out)):
        raise BatchError(f"{path}: no report can be written there; name a file in a folder that is there with --report")
    if os.path.exists(os.path.join(out, MANIFEST)) and not os.path.exists(path):
        raise BatchError(f"{out}: holds a run that is done, without {path}; qaclean report makes one of the inputs")


def write_report(path: str, out: str, numbers: Iterable[int]) -> tuple[int, str]:
    """Add the tallies of the parts up and write the report; its size and SHA-256. Errors: `BatchError` where there is no room."""
    whole = Tally()
    for number in numbers:
        with gzip.open(os.path.join(out, tally_of(number)), "rt", encoding="utf-8") as file:
            whole.merge(Tally.from_json(json.load(file)))
    html = report_html(whole)
    write_whole(path, html)
    data = html.encode("utf-8")
    return len(data), hashlib.sha256(data).hexdigest()
