"""Many documents from files: text, HTML, JSON and JSON lines, parquet, WARC and WET, plain or compressed, with the place of each.

Reading has two steps, so that the cheap one can run in one process and the dear one in many: `split` cuts an input into raw records, `parse`
makes a document of each. A broken record is a `Broken` with its place; the rest is read.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator

from qaclean.errors import SourceError
from qaclean.intake.model import Broken, Fields, Raw, Source, kind_of
from qaclean.intake.streams import Meter

__all__ = ["Broken", "Fields", "Raw", "Source", "find_inputs", "kind_of", "parse", "read", "split"]


def read(path: str | os.PathLike[str], fields: Fields | None = None) -> Iterator[Source | Broken]:
    """The documents of a file, of a folder's files or of all that a glob finds, each with its place.

    >>> import tempfile, pathlib
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.jsonl").write_text('{"text": "怎么办?"}\\n{broken\\n', "utf-8")
    >>> [(type(row).__name__, row.number) for row in read(folder)]
    [('Source', 0), ('Broken', 23)]
    """
    for name in find_inputs([os.fspath(path)]):
        for raw in split(name):
            yield parse(raw, fields or Fields())


def find_inputs(paths: list[str]) -> list[str]:
    """The files that paths, folders and globs name, sorted within each. Errors: `SourceError` for what is not there."""
    found: list[str] = []
    for path in paths:
        if path == "-" or os.path.isfile(path):
            rows = [path]
        elif os.path.isdir(path):
            rows = sorted(
                os.path.join(folder, name)
                for folder, folders, names in os.walk(path)
                for name in names
                if not name.startswith(".")
                and not os.path.basename(folder).startswith(".")
                and _is_file(os.path.join(folder, name))
            )
        else:
            rows = sorted(name for name in glob.glob(path, recursive=True) if os.path.isfile(name))
        if not rows:
            raise SourceError(f"{path}: there is no such file; give a file, a folder or a glob in quotes")
        found += rows
    return list(dict.fromkeys(found))


def _is_file(path: str) -> bool:
    """Whether a name of a folder is a file, or a link to one that may be missing: pipes and devices would be waited for."""
    return os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))


def split(path: str, start: int = 0, end: int | None = None, meter: Meter | None = None) -> Iterator[Raw]:
    """The raw records of one input; of an uncompressed JSON lines file those whose line begins in `[start, end)` bytes.

    The number of such a record counts bytes of the uncompressed file: it is where its line begins. `meter` tells how far the reading has come.
    """
    kind = "jsonl" if path == "-" else kind_of(path)
    if kind in ("jsonl", "json"):
        from qaclean.intake.json_values import holds_values, split_values
        from qaclean.intake.lines import split_lines

        if path != "-" and end is None and holds_values(path):
            yield from split_values(path, meter)
            return

        yield from split_lines(path, start, end, meter)
    elif kind == "parquet":
        from qaclean.intake.columns import split_rows

        yield from split_rows(path)
    elif kind == "warc":
        from qaclean.intake.archives import split_archive

        yield from split_archive(path, meter)
    else:
        yield Raw(path, 0, "path", path)


def parse(raw: Raw, fields: Fields) -> Source | Broken:
    """The document that a raw record is."""
    from qaclean.intake.records import parse_record

    return parse_record(raw, fields)
