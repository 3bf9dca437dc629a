"""Rebuild annotated pages from a file of dumps and our labels, in the form that `train_chains.py` and `accuracy.py` read.

    python benchmarks/annotated_pages.py DUMPS.jsonl[.gz] OUT

The dumps are documents of baidu/DuReader's demo data (Apache-2.0), rows of `id` and `text`; they are not part of this project.
`annotated/labels.jsonl` holds what we annotated, by the document's id: the label of every line, questions with their answers' lines,
list items as line and offset. OUT gets `text/*.txt` and `gold/*.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import pathlib
from typing import Any

LABELS = pathlib.Path(__file__).resolve().parent / "annotated" / "labels.jsonl"


def unpack(row: dict[str, Any]) -> dict[str, Any]:
    """The gold of a page, its lines spelled out.

    >>> unpack({"page": "a", "kind": "other", "lines": "0 title,1-2 body", "questions": [], "step_lists": []})["lines"]
    [[0, 'title'], [1, 'body'], [2, 'body']]
    """
    lines = []
    for part in row["lines"].split(","):
        span, label = part.split()
        first, _, last = span.partition("-")
        lines += [[line, label] for line in range(int(first), int(last or first) + 1)]
    questions = [{"line": line, "answers": answers} for line, answers in row["questions"]]
    lists = [{"items": len(starts), "starts": starts} for starts in row["step_lists"]]
    return {
        "file": row["page"] + ".txt",
        "kind": row["kind"],
        "lines": lines,
        "questions": questions,
        "step_lists": lists,
        "images": [],
        "metadata": {},
    }


def rebuild(dumps: pathlib.Path, out: pathlib.Path) -> int:
    """Write the pages and their gold; the number of pages written. Labels whose dump is not there are left out."""
    opener = gzip.open if dumps.suffix == ".gz" else open
    with opener(dumps, "rt", encoding="utf-8", newline="\n") as rows:
        texts = {row["id"]: row["text"] for row in map(json.loads, rows)}
    (out / "text").mkdir(parents=True, exist_ok=True)
    (out / "gold").mkdir(exist_ok=True)
    written = 0
    for row in map(json.loads, LABELS.read_text("utf-8").splitlines()):
        if row["id"] in texts:
            (out / "text" / f"{row['page']}.txt").write_bytes(texts[row["id"]].encode("utf-8"))
            (out / "gold" / f"{row['page']}.json").write_text(json.dumps(unpack(row), ensure_ascii=False), "utf-8")
            written += 1
    return written


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    args = parser.parse_args()
    print(f"{rebuild(args.dumps, args.out)} pages written to {args.out}")


if __name__ == "__main__":
    main()
