"""The digest of everything that qaclean makes of the pages at hand: proves that a change of the code changed no record.

    python benchmarks/digest.py [--corpus DIR] [--every N] [--against FILE] [--write FILE] [--form compiled|pure] [--jobs N]

Cleans every fixture, and every page, dump and case below DIR where it is there (every Nth of a group), and prints one SHA-256 a group over the records as JSON.
`--form`: ends with 2 where that form of the package does not run. `--write` keeps the digest of each document, `--against` names the documents that differ from a kept one; it exits with 1 if any do.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import pathlib
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, NamedTuple

import qaclean

ROOT = pathlib.Path(__file__).resolve().parent.parent
ERROR = "error "  # begins the digest of a document that cannot be cleaned
SHOWN = 20  # names of documents that differ


class Document(NamedTuple):
    """A document to clean; `group` is the set it belongs to."""

    group: str
    name: str
    source: str | bytes
    media_type: str | None = None
    profile: str | None = None


def documents(corpus: pathlib.Path) -> Iterator[Document]:
    """The fixtures, then what stands below the corpus, always in the same order."""
    for path in sorted(ROOT.glob("fixtures/*/*/source.*")):
        yield Document("fixtures", str(path.relative_to(ROOT)), path.read_bytes())
    for path in sorted(ROOT.glob("tests/pages/*.html")):
        yield Document("test-pages", path.name, path.read_bytes(), "text/html")
    for pattern in ("*/text/*.txt", "layouts/*/*.txt", "unlabelled/*.txt", "cases/*/*.txt"):
        for path in sorted(corpus.glob(pattern)):
            yield Document("dumps", str(path.relative_to(corpus)), path.read_bytes(), "text/plain")
    for path in sorted(corpus.glob("html/pages/*.html")):
        yield Document("html", path.stem, path.read_bytes(), "text/html")
        yield Document("html-no-profiles", path.stem, path.read_bytes(), "text/html", "none")
    for path in sorted(corpus.glob("cases/*/*.html")):
        yield Document("html", str(path.relative_to(corpus)), path.read_bytes())
    for path in sorted(corpus.glob("*/*.jsonl.gz")):
        for number, row in enumerate(rows(path)):
            source = row.get("html") or row.get("text") or row.get("content") or ""
            media_type = "text/html" if "html" in row else "text/plain"
            yield Document(f"{path.parent.name}/{path.name}", f"{row.get('id', number)}", source, media_type)


def thinned(found: Iterator[Document], every: int) -> Iterator[Document]:
    """All fixtures, and every Nth document of each other group."""
    seen: Counter[str] = Counter()
    for document in found:
        if document.group == "fixtures" or seen[document.group] % every == 0:
            yield document
        seen[document.group] += 1


def rows(path: pathlib.Path) -> Iterator[dict[str, Any]]:
    """The records of a compressed JSON lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def digest(document: Document) -> tuple[str, str, str]:
    """Group, name and SHA-256 of a document's record; an error counts by its name."""
    try:
        page = qaclean.clean(document.source, media_type=document.media_type, profile=document.profile)
        record = page.model_dump_json()
    except Exception as error:
        record = f"{ERROR}{type(error).__name__}: {error}"
    value = hashlib.sha256(record.encode("utf-8", "surrogatepass")).hexdigest()
    return document.group, document.name, ERROR + value if record.startswith(ERROR) else value


def report(found: dict[str, str], against: pathlib.Path | None) -> int:
    """Print the digest of each group, and what differs from a kept run; the exit code."""
    groups: dict[str, list[str]] = {}
    for name, value in found.items():
        groups.setdefault(name.partition(":")[0], []).append(f"{name} {value}\n")
    for group, lines in groups.items():
        print(f"{hashlib.sha256(''.join(lines).encode()).hexdigest()[:16]} {len(lines):5} {group}")
    failed = sum(value.startswith(ERROR) for value in found.values())
    if failed:  # two runs that fail alike differ in nothing
        print(f"{failed} of {len(found)} documents could not be cleaned")
    if against is None:
        return 0
    known: dict[str, str] = json.loads(against.read_text("utf-8"))
    changed = [name for name, value in found.items() if known.get(name, value) != value]
    print(f"{len(changed)} of {len(found)} documents differ from {against}; {len(found.keys() - known.keys())} are new")
    for name in changed[:SHOWN]:
        print(f"  {name}")
    return int(bool(changed))


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, default=ROOT.parent / "shared/corpus")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--form", choices=("compiled", "pure"))
    parser.add_argument("--against", type=pathlib.Path)
    parser.add_argument("--write", type=pathlib.Path)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    if arguments.form and (arguments.form == "compiled") != qaclean.is_compiled():
        print(f"the {arguments.form} form is not what runs here: {qaclean.__file__}")
        return 2
    with ProcessPoolExecutor(arguments.jobs) as pool:
        results = list(pool.map(digest, thinned(documents(arguments.corpus), arguments.every), chunksize=8))
    found = {f"{group}:{name}": value for group, name, value in results}
    if arguments.write:
        arguments.write.parent.mkdir(parents=True, exist_ok=True)
        arguments.write.write_text(json.dumps(found, indent=0), "utf-8")
    return report(found, arguments.against)


if __name__ == "__main__":
    sys.exit(main())
