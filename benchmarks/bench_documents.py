"""The documents that speed is measured on: real dumps and saved pages of a corpus, else our fixtures and generated pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import NamedTuple

from qaclean.testing import cases
from qaclean.testing.generated import generate

__all__ = ["Document", "read_dumps", "read_pages"]


GENERATED = 200  # documents, of which some are HTML


class Document(NamedTuple):
    """One page to clean: bytes as they lie on disk."""

    source: bytes
    media_type: str


def read_dumps(corpus: Path | None) -> list[Document]:
    """Real dumps of the corpus, or our fixtures."""
    if corpus is None:
        return [Document(case.source, "text/plain") for case in cases("dumps")]
    texts = [path.read_bytes() for path in sorted((corpus / "text" / "text").glob("*.txt"))]
    with gzip.open(corpus / "unlabelled" / "dumps.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts += [json.loads(line)["text"].encode("utf-8") for line in lines]
    return [Document(text, "text/plain") for text in texts]


def read_pages(corpus: Path | None) -> list[Document]:
    """Saved pages of the corpus, or generated ones."""
    if corpus is None:
        return [Document(row["html"].encode("utf-8"), "text/html") for row in generate(GENERATED) if "html" in row]
    return [Document(path.read_bytes(), "text/html") for path in sorted((corpus / "html" / "pages").glob("*.html"))]
