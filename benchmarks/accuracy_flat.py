"""Flattened dumps, cross-validated by site: flattener by field, beside the shipped weights, and the worst pages.

    python benchmarks/accuracy_flat.py --score SCORE.PY --corpus CORPUS [--folds 2] [--worst 10] [--kept build/held-out]

CORPUS/html holds saved pages with typed gold. All pages of Baidu Zhidao are one site and one fold; the other sites go round the other folds. For each fold
what dumps are weighed by is fitted again without any page of its sites (`training.held_out`), its pages are flattened by the scorer's tools (`score_flat.py`
beside SCORE) and read by that copy. Zhidao's pages are read once more by copies whose boundaries (what cuts a page on one line) never saw the half of
them that is read: what to expect of another page of a known site. `--again` takes the copies that an earlier run left. Prints Markdown for
`docs/accuracy.md`: about ten minutes of processor time.
"""

from __future__ import annotations

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

ROOT = pathlib.Path(__file__).resolve().parent.parent
REFITTED = ("boundaries", "stripper", "pages", "parser", "thread-titles")
FIELDS = ("author", "published", "accepted")
PERIODS = ((2009, "asked 2005 to 2009"), (2012, "asked 2010 to 2012"), (2013, "asked 2013"), (9999, "asked later"))
Row = dict[str, Any]


def site_of(stem: str) -> str:
    """The site of a saved page.

    >>> site_of("tankle__102073778"), site_of("stackexchange__2")
    ('zhidao', 'stackexchange')
    """
    return "zhidao" if "tankle" in stem or "zhidao" in stem else stem.split("__")[0]


def folds_of(stems: Sequence[str], count: int) -> list[list[str]]:
    """Sites by fold: Zhidao alone, the others round the other folds.

    >>> folds_of(["a__1", "tankle__1", "b__1", "c__1", "a__2"], 3)
    [['zhidao'], ['a', 'c'], ['b']]
    """
    others = sorted({site_of(stem) for stem in stems} - {"zhidao"})
    return [["zhidao"], *(others[number :: count - 1] for number in range(count - 1))]


def rows_by(package: pathlib.Path, stems: Sequence[str], corpus: pathlib.Path, score: pathlib.Path) -> list[Row]:
    """The scorer's rows of these pages by all tools, read by the qaclean in `package`."""
    with tempfile.TemporaryDirectory() as made:
        folder = pathlib.Path(made)
        for name, suffix in (("gold", ".json"), ("pages", ".html")):
            (folder / name).mkdir()
            for stem in stems:
                (folder / name / (stem + suffix)).symlink_to((corpus / "html" / name / (stem + suffix)).resolve())
        command = [sys.executable, __file__, "--score", str(score), "--rows", made]
        env = os.environ | {"PYTHONPATH": str(package.resolve())}
        out = subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
    return [json.loads(line) for line in out.splitlines() if line.startswith("{")]


def print_rows(score: pathlib.Path, folder: pathlib.Path) -> None:
    """Print the scorer's rows of a folder as JSON lines (in a process that reads the qaclean to be scored)."""
    sys.path.insert(0, str(score.resolve().parent))
    import flatten  # type: ignore[import-not-found]
    import score_flat  # type: ignore[import-not-found]

    for tool in flatten.ALL:
        for row in score_flat.rows(folder, tool, None):
            print(json.dumps({"tool": tool, **row}))


def figures(rows: Sequence[Row]) -> list[float]:
    """F1 of answers, content, content of the unchanged dump, titles, and the fields of answers found; -1 where there are none."""
    hit, found, gold = (sum(row[key] for row in rows) for key in ("hit", "found", "gold"))
    answers = 2 * hit / (found + gold) if found + gold else 0.0
    means = [sum(row[key] for row in rows) / len(rows) for key in ("content", "keep_all", "title")]
    told = [[value for row in rows for value in row["fields"][field]] for field in FIELDS]
    return [answers, *means, *(sum(values) / len(values) if values else -1.0 for values in told)]


def table(label: str, groups: Iterable[tuple[str, list[Row], list[Row]]]) -> None:
    """Print a table: a line a group, held out and (in brackets) by the shipped weights."""
    print(
        f"\n| {label} | pages | answers | content | unchanged dump | title | author | date | accepted |\n"
        + "|---" * 9
        + "|"
    )
    for name, held, shipped in groups:
        pairs = zip(figures(held), figures(shipped), strict=True)
        cells = [f"{mine:.3f} ({other:.3f})" if mine >= 0 else "–" for mine, other in pairs]
        cells[2] = cells[2].split()[0]
        print(f"| {name} | {len({row['stem'] for row in held})} | {' | '.join(cells)} |")


def period_of(stem: str, corpus: pathlib.Path) -> str:
    """When a page was asked, from the first year that its gold tells."""
    gold = json.loads((corpus / "html/gold" / f"{stem}.json").read_text("utf-8"))
    times = [q.get("published") for q in gold["questions"]] + [
        a.get("published") for q in gold["questions"] for a in q["answers"]
    ]
    year = min((int(time[:4]) for time in times if time and time[:4].isdigit()), default=0)
    return next(name for last, name in PERIODS if year <= last) if year else "asked at no known time"


def badness(row: Row) -> float:
    """Of a dump of a page: how far its answers and its content are from right."""
    wrong = row["found"] + row["gold"]
    return float(1 - row["content"]) + (1 - 2 * float(row["hit"]) / wrong if wrong else 0.0)


def worst_pages(rows: Sequence[Row], count: int) -> None:
    """Print the pages that come out worst over all tools, each with its worst dump."""
    by_page: dict[str, list[Row]] = {}
    for row in rows:
        by_page.setdefault(row["stem"], []).append(row)
    print(
        "\n| page | answers, all tools | content, all tools | worst by | answers | content | found, of gold | kind |\n"
        + "|---" * 8
        + "|"
    )
    order = sorted(by_page, key=lambda stem: -sum(map(badness, by_page[stem])) / len(by_page[stem]))
    for stem in order[:count]:
        mine = by_page[stem]
        low = max(mine, key=badness)
        whole, one = figures(mine), figures([low])
        print(
            f"| {stem} | {whole[0]:.2f} | {whole[1]:.2f} | {low['tool']} | {one[0]:.2f} | {one[1]:.2f} | {low['hit']} of {low['found']}, {low['gold']} | {low['kind']} |"
        )


def held_rows(
    folds: Sequence[tuple[str, list[str], list[str]]], files: Sequence[str], args: argparse.Namespace
) -> list[Row]:
    """The rows of each fold (name of its copy, what is held out, the pages to score), read by a copy that never saw it."""
    rows: list[Row] = []
    for name, held, stems in folds:
        copy = args.kept / name
        if not args.again:
            command = [sys.executable, "-m", "training.held_out", str(copy.resolve()), *held, "--files", *files]
            subprocess.run([*command, "--corpus", str(args.corpus.resolve())], check=True, cwd=ROOT)
        rows += rows_by(copy, stems, args.corpus, args.score)
    return rows


def report(held: list[Row], shipped: list[Row], corpus: pathlib.Path, worst: int) -> None:
    """Print all tables."""
    tools = list(dict.fromkeys(row["tool"] for row in held))

    def part(rows: list[Row], zhidao: bool, tool: str = "") -> list[Row]:
        return [row for row in rows if (site_of(row["stem"]) == "zhidao") == zhidao and tool in ("", row["tool"])]

    for label, zhidao in (("Baidu Zhidao", True), ("other sites", False)):
        table(label, [(tool or "all", part(held, zhidao, tool), part(shipped, zhidao, tool)) for tool in [*tools, ""]])
    periods = {stem: period_of(stem, corpus) for stem in {row["stem"] for row in part(held, True)}}
    groups = [
        (
            name,
            [r for r in held if periods.get(r["stem"]) == name],
            [r for r in shipped if periods.get(r["stem"]) == name],
        )
        for name in sorted(set(periods.values()))
    ]
    table("Baidu Zhidao, all tools", groups)
    worst_pages(held, worst)


def main() -> None:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--score", type=pathlib.Path, required=True)
    parser.add_argument("--corpus", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--worst", type=int, default=10)
    parser.add_argument("--kept", type=pathlib.Path, default=ROOT / "build/held-out")
    parser.add_argument("--again", action="store_true", help="score the copies of an earlier run")
    parser.add_argument("--rows", type=pathlib.Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.rows:
        print_rows(args.score, args.rows)
        return
    stems = sorted(path.stem for path in (args.corpus / "html/gold").glob("*.json"))
    shipped = rows_by(ROOT / "src", stems, args.corpus, args.score)
    folds = [
        (str(number), sites, [stem for stem in stems if site_of(stem) in sites])
        for number, sites in enumerate(folds_of(stems, args.folds))
    ]
    report(held_rows(folds, REFITTED, args), shipped, args.corpus, args.worst)
    zhidao = [stem for stem in stems if site_of(stem) == "zhidao"]
    halves = [(f"half-{first}", zhidao[first::2], zhidao[first::2]) for first in range(2)]
    known = held_rows(halves, ["boundaries"], args)
    tools = list(dict.fromkeys(row["tool"] for row in known))
    table(
        "Baidu Zhidao, its other pages known",
        [
            (
                tool,
                [r for r in known if r["tool"] == tool],
                [r for r in shipped if r["tool"] == tool and site_of(r["stem"]) == "zhidao"],
            )
            for tool in tools
        ],
    )


if __name__ == "__main__":
    main()
