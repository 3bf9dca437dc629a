"""Generated pages on one line, with what each place between two text nodes was: what saved pages of few sites in a language cannot teach of where its blocks end.

They come from the open part of the grammar alone, and are other pages than those that are scored (`training/generated_pages.py`). What is learned of them is what
stands beside a place (scripts, marks, dates, cues), never their words: those are of one writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qaclean.testing.damage import Dump, damage, load_recipe
from qaclean.testing.damage.model import TOLD
from qaclean.testing.pages import generate_page
from training.flattened_blocks import Flattened, Kind, decidable
from training.generated_pages import FIRST

__all__ = ["SITE", "generated_lines"]

SITE = "generated"  # what the names of their sites begin with
SITES = 10  # a language: pages of one grammar count as those of so many sites


def generated_lines(recipes: Sequence[str], pages: int, languages: Sequence[str]) -> Iterator[Flattened]:
    """So many pages of each recipe in each language, their layouts going round.

    >>> page = next(generated_lines(["one-line"], 1, ["ja"]))
    >>> page.site, page.spaced, "\\n" in page.text, sorted({kind.name for kind in page.kinds.values()})
    ('generated-ja-0', True, False, ['BLOCK', 'NEUTRAL'])
    """
    for name in recipes:
        layouts = load_recipe(name).layouts
        for language in languages:
            for number in range(FIRST, FIRST + pages):
                page = generate_page(layouts[number % len(layouts)], language, number, part="open")
                dump = damage(page, load_recipe(name), number, part="open")
                text, kinds = dump.text, decidable(dump.text, _kinds(dump))
                site = f"{SITE}-{language}-{number % SITES}"
                yield Flattened(f"{name}-{language}-{number - FIRST}", site, " " in text, text, kinds)


def _kinds(dump: Dump) -> dict[int, Kind]:
    """What stands between two blocks, by where it begins; names and dates of one post may be cut or not."""
    kinds: dict[int, Kind] = {}
    at, last, edge = 0, -1, 0
    for run in dump.runs:
        if run.owner >= 0 and run.text.strip():
            if last >= 0 and run.owner != last:
                told = dump.blocks[last].role in TOLD and dump.blocks[run.owner].role in TOLD
                kinds[edge] = Kind.NEUTRAL if told else Kind.BLOCK
            last, edge = run.owner, at + len(run.text.rstrip())
        at += len(run.text)
    return kinds
