"""The damage model: breaks a page the way scrapers do, and carries its gold along, span by span.

    from qaclean.testing.damage import damage, gold_record, load_page

    page = load_page("page.html")                      # or Block by Block: `CleanPage`
    dump = damage(page, "zhidao-2021", seed=7)
    assert my_reader(dump.text) == gold_record(dump)   # the record contract's form, spans in the dump

On the command line: `python -m qaclean damage FILE --recipe zhidao-2021 --seed 7`. Recipes are data (`recipes.toml`): a flattener, then
operations; `Recipe` makes your own. `intensity` 1 is what a recipe says, 2 double.
"""

from __future__ import annotations

from qaclean.testing.damage.dump import Dump, Run
from qaclean.testing.damage.gold import gold_record
from qaclean.testing.damage.model import PAGE, Block, CleanPage
from qaclean.testing.damage.reading import load_page, page_of_record
from qaclean.testing.damage.recipes import OPERATIONS, Recipe, damage, load_recipe, recipes

__all__ = [
    "OPERATIONS",
    "PAGE",
    "Block",
    "CleanPage",
    "Dump",
    "Recipe",
    "Run",
    "damage",
    "gold_record",
    "load_page",
    "load_recipe",
    "page_of_record",
    "recipes",
]
