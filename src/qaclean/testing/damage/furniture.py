"""Furniture of sites, put around and into a dump from the grammar of its language: sidebars, comment forms, menus, adverts, footers."""

from __future__ import annotations

import random
from collections.abc import Mapping

from qaclean.errors import UsageError
from qaclean.testing.damage.dump import Dump, Run, lines_of
from qaclean.testing.damage.force import Force
from qaclean.testing.damage.model import Block, Role
from qaclean.testing.grammar import LANGUAGES, Grammar, load_grammar

__all__ = ["PLACES", "furniture", "furniture_blocks", "grammar_of"]

# Of each kind of furniture: where it stands, its reason, and the fewest and most lines of its rule.
PLACES: Mapping[str, tuple[str, Role, int, int]] = {
    "site_chrome": ("top", "site_chrome", 1, 2),
    "navigation": ("top", "navigation", 1, 3),
    "share": ("bottom", "share", 1, 1),
    "comment_forms": ("bottom", "comment_form", 1, 4),
    "footer": ("bottom", "footer", 1, 4),
    "previous_next": ("bottom", "navigation", 1, 2),
    "related": ("bottom", "related", 3, 8),
    "hot": ("bottom", "hot_content", 3, 8),
    "adverts": ("between", "advert", 1, 1),
}


def grammar_of(language: str, force: Force) -> Grammar:
    """The grammar of a dump's language; English where there is none."""
    return load_grammar(language if language in LANGUAGES else "en", force.part)


def furniture_blocks(kind: str, grammar: Grammar, dice: random.Random, thing: str) -> list[Block]:
    """The lines of one kind of furniture. Errors: `UsageError` for a kind that there is none of.

    >>> [block.role for block in furniture_blocks("related", load_grammar("en"), random.Random(1), "kettle")]
    ['related', 'related', 'related', 'related', 'related']
    """
    if kind not in PLACES:
        raise UsageError(f"no furniture {kind!r}; there are {', '.join(PLACES)}")
    _, role, least, most = PLACES[kind]
    count = dice.randint(least, most)
    things = grammar.several("things", dice, 3)
    fixed = {"thing2": things[0], "site": grammar.say("sites", dice), **_date(dice)}
    if kind not in ("related", "hot"):
        return [Block(role, text) for text in grammar.several(kind, dice, count, **fixed, related=thing)]
    head = grammar.say(f"{kind}_heads", dice, **fixed)
    rows = grammar.several("related", dice, count, **fixed)
    blocks = [Block(role, head)]
    teasers = kind == "hot" and dice.random() < 0.4
    for row in rows:
        blocks.append(Block(role, row, steps=0))
        blocks += [Block(role, grammar.say("teasers", dice, **fixed))] * teasers
    return blocks


def _date(dice: random.Random) -> dict[str, object]:
    return {"y": dice.randint(2006, 2023), "mm": f"{dice.randint(1, 12):02}", "dd": f"{dice.randint(1, 28):02}"}


def furniture(dump: Dump, force: Force) -> Dump:
    """Puts each of `kinds` into the dump, by its chance: lines above, below, or between its lines."""
    grammar = grammar_of(dump.language, force)
    thing = grammar.say("things", force.dice)
    blocks, lines = list(dump.blocks), lines_of(dump.runs)
    shown = {block.text for block in blocks}
    top: list[list[Run]] = []
    for kind in force.options["kinds"]:
        if not force.strikes():
            continue
        made = [row for row in furniture_blocks(kind, grammar, force.dice, thing) if row.text not in shown]
        rows = [[Run(block.text, len(blocks) + number)] for number, block in enumerate(made)]
        blocks += made
        place = PLACES[kind][0]
        if place == "top":
            top += rows
        elif place == "bottom":
            lines += rows
        else:
            at = force.dice.randrange(len(lines) + 1)
            lines[at:at] = rows
    return dump._replace(blocks=tuple(blocks)).with_lines([*top, *lines])
