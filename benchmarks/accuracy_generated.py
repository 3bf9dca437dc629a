"""Accuracy on generated dumps: pages of every layout and language, broken by every recipe, scored with the gold that they carry.

    python benchmarks/accuracy_generated.py [--pages N] [--jobs N] [--recipe NAME] [--intensities 0 1 2] [--worst N] [--write FILE] [--svg FILE]

N pages (default 10,000) a recipe and intensity; a third of them from the part of the grammar that rules are never made with. Every page depends on its recipe,
layout, language and number alone, so a run with fewer pages gives the first of a longer one. Prints Markdown for `docs/accuracy-generated.md`; `--svg` draws the
heat map. `--worst` names the worst pages of the open part, `--show RECIPE LAYOUT LANGUAGE NUMBER` prints one with what was made of it.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from typing import Any, NamedTuple

import qaclean
from qaclean.testing.damage import Dump, Recipe, damage, load_recipe, recipes
from qaclean.testing.grammar import Part
from qaclean.testing.pages import generate_page

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from draw_heat_map import heat_map
from score_generated import COUNTED, MEANT, Score, f1, score

FIELDS = (*COUNTED, *MEANT)
GOALS = {"question": 0.99, "answer": 0.98, "step": 0.98, "image": 0.995, "boilerplate": 0.95}
DOUBLE_GOAL = 0.90
BATCH = 50  # pages that a process takes at once


class Page(NamedTuple):
    """Which page: the `number`th of a recipe and an intensity."""

    recipe: str
    intensity: float
    number: int

    def place(self) -> tuple[str, str, Part]:
        """Its layout, language and part of the grammar: they go round."""
        recipe, number = load_recipe(self.recipe), self.number
        layout = recipe.layouts[number % len(recipe.layouts)]
        language = recipe.languages[number // len(recipe.layouts) % len(recipe.languages)]
        round_ = number // (len(recipe.layouts) * len(recipe.languages))
        return layout, language, "held" if round_ % 3 == 2 else "open"

    def dump(self) -> Dump:
        """The page, broken."""
        layout, language, part = self.place()
        page = generate_page(layout, language, self.number, part=part)
        return damage(page, self.recipe, self.number, intensity=self.intensity, part=part)


class Scored(NamedTuple):
    """A page and what it is worth."""

    page: Page
    place: tuple[str, str, Part]
    score: Score


def scored(pages: Sequence[Page]) -> list[Scored]:
    """Some pages, cleaned and scored."""
    rows = []
    for page in pages:
        dump = page.dump()
        media = "text/markdown" if page.recipe == "markdown" else "text/plain"
        record = qaclean.clean(dump.text, media_type=media).model_dump(mode="json")
        rows.append(Scored(page, page.place(), score(dump, record)))
    return rows


def figures(rows: Iterable[Scored]) -> dict[str, float | None]:
    """F1 of each field over pages: of all counts, or the mean of pages; None where no page has any."""
    rows = list(rows)
    found: dict[str, float | None] = {}
    for name in COUNTED:
        counts = [sum(row.score.counts[name][n] for row in rows) for n in range(3)]
        found[name] = f1(*counts) if counts[1] + counts[2] else None
    for name in MEANT:
        values = [value for row in rows if (value := row.score.means[name]) is not None]
        found[name] = sum(values) / len(values) if values else None
    return found


def run(chosen: Sequence[Recipe], intensities: Sequence[float], count: int, jobs: int) -> list[Scored]:
    """All pages of these recipes, in order."""
    pages = [Page(r.name, k, n) for r in chosen for k in intensities for n in range(count)]
    batches = [pages[at : at + BATCH] for at in range(0, len(pages), BATCH)]
    if jobs == 1:
        return [*chain.from_iterable(map(scored, batches))]
    with ProcessPoolExecutor(jobs) as pool:
        return [*chain.from_iterable(pool.map(scored, batches))]


def grouped(rows: Iterable[Scored], key: Any) -> dict[Any, list[Scored]]:
    """Rows by a key, in order of their first."""
    groups: dict[Any, list[Scored]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def report(rows: Sequence[Scored]) -> Iterator[str]:
    """The tables, as Markdown."""
    for intensity, mine in sorted(grouped(rows, lambda row: row.page.intensity).items()):
        yield from table(f"intensity {intensity:g}: recipe", grouped(mine, lambda row: row.page.recipe), mine)
    plain = [row for row in rows if row.page.intensity == 1] or list(rows)
    yield from table("default intensity: part of the grammar", grouped(plain, lambda row: row.place[2]))
    yield from table("default intensity: language", grouped(plain, lambda row: row.place[1]))
    yield from table("default intensity: layout", grouped(plain, lambda row: row.place[0]))


def table(label: str, groups: dict[Any, list[Scored]], every: Sequence[Scored] = ()) -> Iterator[str]:
    """One table: a line a group, and one of all."""
    yield f"\n| {label} | pages | {' | '.join(FIELDS)} |"
    yield "|---" * (2 + len(FIELDS)) + "|"
    for name, rows in [*groups.items(), *([("all", list(every))] if every else [])]:
        yield f"| {name} | {len(rows):,} | {' | '.join(map(shown, figures(rows).values()))} |"


def shown(value: float | None) -> str:
    """A figure, cut and not rounded up.

    >>> shown(0.99999), shown(None)
    ('0.999', '–')
    """
    return "–" if value is None else f"{int(value * 1000) / 1000:.3f}"


def reached(rows: Sequence[Scored]) -> Iterator[str]:
    """Which goals are reached."""
    for intensity, goals in ((1.0, GOALS), (2.0, dict.fromkeys(FIELDS, DOUBLE_GOAL))):
        mine = [row for row in rows if row.page.intensity == intensity]
        for name, goal in goals.items():
            groups = grouped(mine, lambda row: row.page.recipe)
            values = {key: figures(group)[name] for key, group in groups.items()}
            below = [key for key, value in values.items() if value is not None and value < goal]
            whole = figures(mine)[name]
            if whole is not None:
                tail = f"; below it: {', '.join(below)}" if below else ""
                yield f"- intensity {intensity:g}, {name}: {shown(whole)}, goal {goal:g}{tail}"


def worst(rows: Sequence[Scored], count: int) -> Iterator[str]:
    """The worst pages of the open part, a line each."""
    mine = [row for row in rows if row.place[2] == "open"]
    for row in sorted(mine, key=lambda row: (-row.score.badness(), row.page))[:count]:
        told: dict[str, Any] = {
            name: counts
            for name, counts in row.score.counts.items()
            if counts[1] != counts[0] or counts[2] != counts[0]
        }
        told |= {name: round(value, 2) for name, value in row.score.means.items() if value is not None and value < 1}
        yield f"{row.score.badness():.2f} {row.page.recipe} {row.page.intensity:g} {row.page.number} {row.place} {told}"


def show(page: Page) -> Iterator[str]:
    """A dump, its gold and its record, for reading."""
    dump = page.dump()
    record = qaclean.clean(dump.text, media_type="text/markdown" if page.recipe == "markdown" else "text/plain")
    yield dump.text
    yield "--- removed: " + json.dumps(
        [(row.reason, row.rule, dump.text[slice(*row.span)][:60]) for row in record.removed], ensure_ascii=False
    )
    yield "--- record\n" + record.to_markdown()
    yield f"--- {record.kind} {score(dump, record.model_dump(mode='json'))}"


def main() -> int:
    """Command line; see the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--recipe", action="append", default=[])
    parser.add_argument("--intensities", type=float, nargs="+", default=[0, 1, 2])
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument(
        "--write", type=pathlib.Path, help="put the tables into this document, below its line `<!-- figures -->`"
    )
    parser.add_argument("--svg", type=pathlib.Path)
    parser.add_argument("--show", nargs=3, metavar=("RECIPE", "INTENSITY", "NUMBER"))
    args = parser.parse_args()
    if args.show:
        print(*show(Page(args.show[0], float(args.show[1]), int(args.show[2]))), sep="\n")
        return 0
    chosen = [load_recipe(name) for name in args.recipe] or list(recipes())
    rows = run(chosen, args.intensities, args.pages, args.jobs)
    lines = [*reached(rows), *report(rows)]
    print(*lines, *worst(rows, args.worst), sep="\n")
    if args.write:
        before = args.write.read_text("utf-8").split("<!-- figures -->")[0]
        args.write.write_text(before + "<!-- figures -->\n\n" + "\n".join(lines) + "\n", "utf-8")
    if args.svg:
        cells = grouped(rows, lambda row: (row.page.recipe, row.page.intensity))
        args.svg.write_text(heat_map({key: figures(group) for key, group in cells.items()}, FIELDS), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
