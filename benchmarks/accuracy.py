"""Accuracy on annotated dumps, by kind of page, with the figures of the scorer.

    python benchmarks/accuracy.py --score SCORE.PY DIR... [--worst 10]

DIR holds `text/*.txt` and `gold/*.json`. The scorer is the project's own (`score.py text`); it is run on the whole folder and then
on each kind of page, in folders made for it. Prints Markdown for `docs/accuracy.md`.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile
from collections import defaultdict

FIGURES = ("content_f1", "boilerplate_f1", "question_f1", "answer_f1", "step_f1", "list_complete")


def run_scorer(score: pathlib.Path, folder: pathlib.Path, worst: int = 0) -> str:
    """What the scorer prints for a folder."""
    call = [sys.executable, str(score), "text", str(folder), "--worst", str(worst)]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout


def figures(output: str) -> dict[str, str]:
    """Name to value, as printed."""
    return {m.group(1): m.group(2) for m in re.finditer(r"^(\w+) ([0-9.]+)", output, re.MULTILINE)}


def by_kind(folder: pathlib.Path) -> dict[str, list[pathlib.Path]]:
    """Gold files of each kind of page."""
    kinds: dict[str, list[pathlib.Path]] = defaultdict(list)
    for path in sorted((folder / "gold").glob("*.json")):
        kinds[json.loads(path.read_text("utf-8"))["kind"]].append(path)
    return dict(sorted(kinds.items()))


def row(name: str, pages: int, values: dict[str, str]) -> str:
    """One line of the table; a figure that the pages do not have is a dash."""
    cells = " | ".join(values.get(figure, "–") for figure in FIGURES)
    return f"| {name} | {pages} | {cells} |"


def report(score: pathlib.Path, folder: pathlib.Path, worst: int) -> None:
    """Print the table of a folder and its worst pages."""
    kinds = by_kind(folder)
    whole = run_scorer(score, folder, worst)
    print(f"\n### {folder.name}\n")
    print("| pages | n | " + " | ".join(FIGURES) + " |")
    print("|---" * (len(FIGURES) + 2) + "|")
    print(row("all", sum(map(len, kinds.values())), figures(whole)))
    for kind, golds in kinds.items():
        with tempfile.TemporaryDirectory() as made:
            part = pathlib.Path(made)
            (part / "gold").mkdir()
            (part / "text").symlink_to((folder / "text").resolve())
            for gold in golds:
                (part / "gold" / gold.name).write_bytes(gold.read_bytes())
            print(row(kind, len(golds), figures(run_scorer(score, part))))
    print("\n" + "\n".join(line for line in whole.splitlines() if re.match(r"unaccounted|kept_and", line)))
    print("\nWorst pages:\n")
    print("\n".join("-" + line for line in whole.splitlines() if re.match(r"  [0-9]", line)))


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=pathlib.Path)
    parser.add_argument("--score", type=pathlib.Path, required=True)
    parser.add_argument("--worst", type=int, default=10)
    args = parser.parse_args()
    for folder in args.folders:
        report(args.score, folder, args.worst)


if __name__ == "__main__":
    main()
