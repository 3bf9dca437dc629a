"""Steps of how-to pages: qaclean beside recipe-scrapers' generic mode (what a page declares, no parser of its site), on the same pages in one run.

    python benchmarks/howto_peers.py FILE.jsonl.gz [--every N] [--pages OUT.jsonl]

FILE holds rows of {id, html, url, instructions, ingredients}. A gold instruction is right where one told step has token F1 >= .9 with it (each step
once). Prints steps F1 (of all), the share of instructions and of ingredients that stand whole among what is told (mean of pages), pages on which
nothing is told, and on how many pages qaclean has more of the instructions, and fewer. recipe-scrapers comes with the extra `peers`.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import pathlib
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from accuracy_html import block_text, tokens

import qaclean
from qaclean.records.walk import block_lists, steps_in_depth

Row = dict[str, Any]
NEAR = 0.9  # token F1 of a step that is right


class Told(NamedTuple):
    """What one tool tells of a page: its steps, and all lines among which materials are looked for."""

    steps: list[str]
    lines: list[str]


def of_qaclean(row: Row) -> Told:
    """Steps and lines of a record."""
    page = qaclean.clean(row["html"], media_type="text/html")
    blocks = [block for place in block_lists(page) for block in place.blocks]
    steps = [step.text for block in blocks if block.type == "steps" for step in steps_in_depth(block.steps)]
    loose = [line for block in blocks if block.type != "steps" for line in block_text(block).split("\n")]
    return Told(steps, steps + loose)


def of_recipe_scrapers() -> Callable[[Row], Told]:
    """The generic mode of recipe-scrapers: schema.org alone, for every site."""
    generate = importlib.import_module("recipe_scrapers._factory").SchemaScraperFactory.generate

    def told(row: Row) -> Told:
        scraper = generate(html=row["html"], url=row["url"])
        rows: list[list[str]] = []
        for read in (scraper.instructions_list, scraper.ingredients):
            try:
                rows.append(list(read() or []))
            except Exception:  # a peer's crash is a miss, not a stop
                rows.append([])
        return Told(rows[0], rows[0] + rows[1])

    return told


def hits(wanted: Sequence[str], told: Sequence[str]) -> int:
    """How many of the wanted texts are among those told, each of these once.

    >>> hits(["Boil it.", "Stir."], ["boil it", "boil it", "Serve"])
    1
    """
    pool, found = [tokens(text) for text in told], 0
    for text in wanted:
        want = tokens(text)
        size = sum(want.values())
        near = [2 * sum((want & held).values()) / max(1, size + sum(held.values())) for held in pool]
        if near and max(near) >= NEAR:
            pool.pop(near.index(max(near)))
            found += 1
    return found


def score(row: Row, told: Told) -> Row:
    """The counts of one page."""
    gold = row["instructions"]
    right = hits(gold, told.steps)
    kept = hits(gold, told.lines) / len(gold)
    materials = hits(row["ingredients"], told.lines) / len(row["ingredients"]) if row["ingredients"] else None
    return {"right": right, "told": len(told.steps), "gold": len(gold), "kept": kept, "materials": materials}


def line_of(name: str, rows: Sequence[Row], own: Sequence[Row]) -> str:
    """The line of one tool in the table."""
    right, told, gold = (sum(row[key] for row in rows) for key in ("right", "told", "gold"))
    materials = [row["materials"] for row in rows if row["materials"] is not None]
    more = sum(a["right"] > b["right"] for a, b in zip(own, rows, strict=True))
    fewer = sum(a["right"] < b["right"] for a, b in zip(own, rows, strict=True))
    figures = (2 * right / (told + gold), sum(row["kept"] for row in rows) / len(rows), sum(materials) / len(materials))
    beside = "" if rows is own else f"{more} / {fewer}"
    silent = sum(not row["told"] for row in rows)
    return f"| {name} | " + " | ".join(f"{value:.4f}" for value in figures) + f" | {silent} | {beside} |"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--pages", type=pathlib.Path)
    options = parser.parse_args()
    with gzip.open(options.file, "rt", encoding="utf-8") as lines:
        pages = [json.loads(line) for line in list(lines)[:: options.every]]
    tools: dict[str, Callable[[Row], Told]] = {"qaclean": of_qaclean}
    try:
        tools["recipe-scrapers, generic"] = of_recipe_scrapers()
    except ImportError:
        print("(recipe-scrapers is not installed: pip install '.[peers]')")
    scores = {name: [score(page, tell(page)) for page in pages] for name, tell in tools.items()}
    print(f"{options.file.name}: {len(pages)} pages\n")
    print(
        "| tool | steps F1 | instructions kept | ingredients | pages without steps | qaclean more / fewer steps right |\n|---|---|---|---|---|---|"
    )
    for name, rows in scores.items():
        print(line_of(name, rows, scores["qaclean"]))
    if options.pages is not None:
        table = [{"id": page["id"], **{name: scores[name][n] for name in scores}} for n, page in enumerate(pages)]
        options.pages.write_text("".join(json.dumps(row) + "\n" for row in table), encoding="utf-8")


if __name__ == "__main__":
    main()
