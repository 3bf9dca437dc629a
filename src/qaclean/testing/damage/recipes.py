"""Recipes: named chains of damage, as data, and what carries them out."""

from __future__ import annotations

import difflib
import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, NamedTuple

from qaclean.errors import UsageError
from qaclean.testing.damage import characters, lines, mojibake
from qaclean.testing.damage.dump import Dump
from qaclean.testing.damage.flatten import flatten
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.furniture import furniture
from qaclean.testing.damage.model import CleanPage, check_page
from qaclean.testing.grammar import Part

__all__ = ["OPERATIONS", "Operation", "Recipe", "damage", "load_recipe", "recipes"]

Operation = Callable[[Dump, Force], Dump]
MOST_INTENSE = 10.0

# What a recipe may do to a dump, each by its name.
OPERATIONS: Mapping[str, Operation] = MappingProxyType(
    {
        "blank-lines": lines.blank_lines,
        "byte-shift": mojibake.byte_shift,
        "copy-marks": characters.copy_marks,
        "deduplicated": lines.deduplicated,
        "entities": characters.entities,
        "furniture": furniture,
        "garbled": mojibake.garbled,
        "indented": lines.indented,
        "injected-letters": characters.injected_letters,
        "joined": lines.joined,
        "lost-characters": characters.lost_characters,
        "odd-spaces": characters.odd_spaces,
        "readings": characters.readings,
        "repeated-answers": lines.repeated_answers,
        "scheme-loss": characters.scheme_loss,
        "strays": lines.strays,
        "truncated": lines.truncated,
        "width": characters.width,
        "wrapped": lines.wrapped,
        "zero-width": characters.zero_width,
    }
)


class Recipe(NamedTuple):
    """A named chain of damage: how pages are flattened, then the operations in order, each with its options.

    `about` says what comes out; `seen` where such dumps were seen; `layouts` and `languages` which generated pages it suits (`qaclean.testing.pages`).
    """

    name: str
    about: str
    seen: str
    flatten: Mapping[str, Any]
    damage: Sequence[Mapping[str, Any]] = ()
    layouts: Sequence[str] = ("answers",)
    languages: Sequence[str] = ("zh",)


@cache
def recipes() -> tuple[Recipe, ...]:
    """All recipes that we bring, in the order of their file.

    >>> [recipe.name for recipe in recipes()][:2]
    ['zhidao-2021', 'seller-forum']
    """
    rows = tomllib.loads((files("qaclean.testing.damage") / "recipes.toml").read_text("utf-8"))["recipe"]
    return tuple(Recipe(**row) for row in rows)


def load_recipe(name: str) -> Recipe:
    """The recipe of a name. Errors: `UsageError`, with near names.

    >>> load_recipe("zhidao-2012")
    Traceback (most recent call last):
    qaclean.errors.UsageError: no recipe 'zhidao-2012'; near: zhidao-2021; all: python -m qaclean damage --list
    """
    known = {recipe.name: recipe for recipe in recipes()}
    if name not in known:
        near = ", ".join(difflib.get_close_matches(name, known, n=3)) or "none"
        raise UsageError(f"no recipe {name!r}; near: {near}; all: python -m qaclean damage --list")
    return known[name]


def damage(
    page: CleanPage, recipe: Recipe | str, seed: int | str = 0, *, intensity: float = 1.0, part: Part = "all"
) -> Dump:
    """The dump that a scraper would make of a page, with its gold (`Dump.text`, `gold_record(dump)`).

    The same page, recipe, seed and intensity give the same dump. `intensity` from 0 (flattened alone) over 1 (as the recipe says) up: it scales
    chances, shares and counts. `part` is the part of the grammar that furniture is taken from. Errors: `UsageError`.

    >>> from qaclean.testing.damage.model import Block
    >>> page = CleanPage("qa", "zh", ((Block("question", "怎么退订彩铃?", 0),), (Block("paragraph", "发短信TD。", 0, 0),)))
    >>> damage(page, "zhidao-2021", seed=7, intensity=0).text
    '怎么退订彩铃?\\n发短信TD。'
    """
    if not 0 <= intensity <= MOST_INTENSE:
        raise UsageError(f"intensity: a number from 0 to {MOST_INTENSE:g}, not {intensity}")
    chosen = load_recipe(recipe) if isinstance(recipe, str) else recipe
    check_page(page)
    dump = flatten(page, Force(_dice(seed, chosen.name, "flatten"), intensity, chosen.flatten, part))
    for number, options in enumerate(chosen.damage):
        operation = OPERATIONS.get(options.get("op", ""))
        if operation is None:
            raise UsageError(
                f"recipe {chosen.name!r}: no operation {options.get('op')!r}; there are {', '.join(OPERATIONS)}"
            )
        if intensity:
            dump = operation(dump, Force(_dice(seed, chosen.name, number), intensity, options, part))
    return dump


def _dice(*names: object) -> random.Random:
    """Dice of their own for each operation: another recipe's operations, or an added one, leave the others as they were."""
    return random.Random("/".join(map(str, names)))
