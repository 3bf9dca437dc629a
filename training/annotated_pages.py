"""Annotated pages: dumps with a label for every line, read as qaclean reads them.

Gold is in the form of the corpus README: `lines` labels every non-empty line, `questions` names question lines and answer ranges,
`step_lists` the first characters of list markers. Labels of public dumps stand in `annotated/*.jsonl` by the document's id (see the README there);
the dumps (documents of baidu/DuReader's demo data, Apache-2.0, rows of `id` and `text`) are not part of this project.

    python -m training.annotated_pages DUMPS.JSONL.GZ OUT [--labels training/annotated/dumps.jsonl] [--rows 0:60]

joins labels and dumps to a folder that `score.py text` reads.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import pathlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from qaclean.repairs.repair import repair
from qaclean.segments.document import Document
from qaclean.segments.lines import read_text
from qaclean.segments.signals import Evidence, observe
from qaclean.text.titles import split_title

__all__ = ["LABELS", "Annotated", "annotated", "read_dumps", "record_lines", "unpack", "write_pages"]

LABELS = pathlib.Path(__file__).resolve().parent / "annotated" / "labels.jsonl"
Gold = dict[str, Any]


class Annotated(NamedTuple):
    """A page with its gold. `lines` gives for each block the number that the gold knows it by; pages of one `site` go into one fold.
    `cost` is that of a wrong line against one of another page."""

    name: str
    site: str
    gold: Gold
    document: Document
    evidence: Sequence[Evidence]
    lines: list[int]
    cost: float = 1.0


def annotated(name: str, text: str, gold: Gold) -> Annotated:
    """A page read; its site is what the title's suffix names, else the page itself.

    >>> gold = {"lines": [[0, "question"], [1, "answer"]]}
    >>> page = annotated("a", "怎么关机?_天天问答网\\n拔掉电源。", gold)
    >>> page.site, page.lines
    ('天天问答网', [0, 1])
    """
    repaired = repair(text)
    document = read_text(repaired.text)
    lines = [text.count("\n", 0, repaired.to_source(block.start)) for block in document.pieces]
    return Annotated(name, _site(document) or name, gold, document, observe(document), lines)


def _site(document: Document) -> str:
    if not document.pieces:
        return ""
    first = document.pieces[0]
    return split_title(document.folded[first.start : first.end]).suffix.strip(" _-|")


def read_dumps(dumps: pathlib.Path, labels: pathlib.Path = LABELS) -> Iterator[Annotated]:
    """Public dumps that we have labels of, in the order of the labels."""
    for text, gold in labelled_dumps(dumps, labels):
        yield annotated(gold["file"].removesuffix(".txt"), text.removeprefix("\ufeff"), gold)


def labelled_dumps(dumps: pathlib.Path, labels: pathlib.Path = LABELS) -> Iterator[tuple[str, Gold]]:
    """Text and gold of the same. Labels whose dump is not there are left out."""
    opener = gzip.open if dumps.suffix == ".gz" else open
    with opener(dumps, "rt", encoding="utf-8", newline="\n") as rows:
        texts = {row["id"]: row["text"] for row in map(json.loads, rows)}
    for row in map(json.loads, labels.read_text("utf-8").splitlines()):
        if row["id"] in texts:
            yield texts[row["id"]], unpack(row)


def unpack(row: dict[str, Any]) -> Gold:
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


def record_lines(record: Gold, text: str) -> Gold:
    """Gold of lines from a page's gold record, which gives the line of each question and the removed lines with their reasons.

    >>> record = {"kind": "qa", "questions": [{"line": 0}], "removed_lines": {"2": "hot_content"}}
    >>> record_lines(record, "a?\\n\\nb\\nc")["lines"]
    [[0, 'question'], [2, 'chrome'], [3, 'answer']]
    """
    removed = {int(line): reason for line, reason in record["removed_lines"].items()}
    asked = [question["line"] for question in record["questions"]]
    lines: list[list[Any]] = []
    answers: dict[int, list[int]] = {line: [] for line in asked}
    for number in (i for i, line in enumerate(text.split("\n")) if line.strip()):
        last = max((line for line in asked if line < number), default=-1)
        if number in removed:
            lines.append([number, "metadata" if removed[number] == "metadata" else "chrome"])
        elif number in answers:
            lines.append([number, "question"])
        else:
            lines.append([number, "answer" if last >= 0 else "body"])
            answers.get(last, []).append(number)
    questions = [{"line": line, "answers": [[held[0], held[-1]]] if held else []} for line, held in answers.items()]
    kind = "howto-article" if record["kind"] == "howto" else "qa-multi"
    return {"kind": kind, "lines": lines, "questions": questions, "step_lists": []}


def write_pages(
    dumps: pathlib.Path, out: pathlib.Path, labels: pathlib.Path = LABELS, rows: slice = slice(None)
) -> int:
    """The labelled dumps (of these rows of the labels) as `text/*.txt` and `gold/*.json`, for the scorer; the number of pages written."""
    (out / "text").mkdir(parents=True, exist_ok=True)
    (out / "gold").mkdir(exist_ok=True)
    written = 0
    for text, gold in itertools.islice(labelled_dumps(dumps, labels), rows.start, rows.stop):
        (out / "text" / gold["file"]).write_bytes(text.encode("utf-8"))
        name = gold["file"].removesuffix(".txt")
        (out / "gold" / f"{name}.json").write_text(json.dumps(gold, ensure_ascii=False), "utf-8")
        written += 1
    return written


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dumps", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--labels", type=pathlib.Path, default=LABELS)
    parser.add_argument("--rows", default=":", help="first and last of the labels' rows, as in 0:60")
    args = parser.parse_args()
    first, _, last = args.rows.partition(":")
    rows = slice(int(first) if first else None, int(last) if last else None)
    print(write_pages(args.dumps, args.out, args.labels, rows))


if __name__ == "__main__":
    main()
