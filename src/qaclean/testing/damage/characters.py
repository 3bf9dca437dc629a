"""Damage to single characters: entities, odd spaces, width, readings in brackets, injected letters and marks, lost schemes. The gold keeps the words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from qaclean.testing.damage.dump import Dump, Run, replaced
from qaclean.testing.damage.force import Force

__all__ = [
    "copy_marks",
    "entities",
    "injected_letters",
    "lost_characters",
    "odd_spaces",
    "readings",
    "scheme_loss",
    "width",
    "zero_width",
]

_SPACE = re.compile(r"(?<=\S) (?=\S)")
_SENTENCE_END = re.compile(r"(?<=[^\s。!?!?.])(?=[。!?!?])")
_INSIDE = re.compile(r"(?<=[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3])(?=[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3])")
_COMMA = re.compile(r"(?<=[\u3400-\u9fff])(?=[,、,])")
_LAST_BEFORE_COMMA = re.compile(r"(?<=[\u3400-\u9fff])[\u3400-\u9fff](?=[,,])")
_ADDRESS = re.compile(r"https?://(?=[a-z0-9])")
_HALF, _FULL = ",:?!;", ",:?!;"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("qaclean.testing.damage") / "characters.toml").read_text("utf-8"))


def _each(dump: Dump, pattern: re.Pattern[str], change: Callable[[re.Match[str], Run], Run | str]) -> Dump:
    """Changes the matches inside of content and furniture; addresses of pictures and what stands between blocks stay."""
    runs: list[Run] = []
    for run in dump.runs:
        hit = run.owner >= 0 and dump.blocks[run.owner].role not in ("image", "code")
        runs += replaced(run, pattern, lambda match, run=run: change(match, run)) if hit else [run]  # type: ignore[misc]
    return dump.with_runs(runs)


def _strewn(dump: Dump, pattern: re.Pattern[str], force: Force, made: Callable[[], str]) -> Dump:
    """Puts something at a share of the places; it says nothing."""
    share = force.share()

    def change(match: re.Match[str], run: Run) -> Run | str:
        return Run(made(), run.owner, "") if force.dice.random() < share else Run(match.group(), run.owner)

    return _each(dump, pattern, change)


def entities(dump: Dump, force: Force) -> Dump:
    """Characters as entities, now and then written twice (`&amp;nbsp;`); `bare`: without their ampersand, as some filters leave them."""
    names = _data()["entities"]
    before = "&amp;" if force.strikes("double") else "" if force.strikes("bare") else "&"
    share = force.share()

    def change(match: re.Match[str], run: Run) -> Run | str:
        name = names[match.group()]
        return (
            before + name
            if name in ("amp;", "lt;", "gt;") or force.dice.random() < share
            else Run(match.group(), run.owner)
        )

    pattern = re.compile("[" + re.escape("".join(names)) + "]")
    return _each(dump, pattern, change) if before else _strewn(dump, _SENTENCE_END, force, lambda: "nbsp;")


def odd_spaces(dump: Dump, force: Force) -> Dump:
    """No-break spaces, as they are (`form` U+00A0) or read in a wrong charset, for a share of the `spaces`, and at a `share` of the ends of sentences."""
    form = force.choice("form", "\u00a0")
    share = force.share("spaces" if "spaces" in force.options else "share")

    def space(match: re.Match[str], run: Run) -> Run | str:
        return form if force.dice.random() < share else Run(match.group(), run.owner)

    return _strewn(_each(dump, _SPACE, space), _SENTENCE_END, force, lambda: form)


def width(dump: Dump, force: Force) -> Dump:
    """Punctuation of the other width over the whole page: that is how its words are written then, so the gold says them so."""
    if not force.strikes():
        return dump
    to_full = force.choice("to", "full") == "full"
    pattern = re.compile(f"(?<=[\\u3040-\\u9fff])[{_HALF if to_full else _FULL}]")
    table = str.maketrans(_HALF, _FULL) if to_full else str.maketrans(_FULL, _HALF)
    return _each(dump, pattern, lambda match, run: Run(match.group().translate(table), run.owner))


def readings(dump: Dump, force: Force) -> Dump:
    """Readings in brackets behind characters, as pages of spun text have them."""
    table = _data()["readings"]
    share = force.share()

    def change(match: re.Match[str], run: Run) -> Run | str:
        char = match.group()
        return f"{char}({table[char]})" if force.dice.random() < share else Run(char, run.owner)

    return _each(dump, re.compile("[" + "".join(table) + "]"), change)


def injected_letters(dump: Dump, force: Force) -> Dump:
    """A lone letter before a comma, as copy protection leaves it."""
    return _strewn(dump, _COMMA, force, lambda: force.dice.choice("abdefhknopuv"))


def lost_characters(dump: Dump, force: Force) -> Dump:
    """The character before a comma is lost, as in spun text: nobody can tell it, so the gold has lost it too."""
    share = force.share()

    def change(match: re.Match[str], run: Run) -> Run | str:
        return Run("" if force.dice.random() < share else match.group(), run.owner)

    return _each(dump, _LAST_BEFORE_COMMA, change)


def zero_width(dump: Dump, force: Force) -> Dump:
    """Characters that nobody sees, inside of words."""
    return _strewn(dump, _INSIDE, force, lambda: force.dice.choice("\u200b\u200c\ufeff"))


def copy_marks(dump: Dump, force: Force) -> Dump:
    """Zhidao's hexadecimal copy marks inside of sentences, at a few places of the page."""
    data = _data()["copy_marks"]
    left = force.count("count")
    share = force.share()

    def change(match: re.Match[str], run: Run) -> Run | str:
        nonlocal left
        role = dump.blocks[run.owner].role
        if left < 1 or role not in ("paragraph", "step") or force.dice.random() >= share:
            return Run(match.group(), run.owner)
        left -= 1
        words = "".join(force.dice.choice(data[name]) for name in ("leads", "names", "tails"))
        return Run(f"{words}13{force.dice.getrandbits(20):05x}".encode().hex(), run.owner, "")

    return _each(dump, _INSIDE, change)


def scheme_loss(dump: Dump, force: Force) -> Dump:
    """Addresses in the text lose `https:`, and one slash or both."""
    slashes = force.choice("slashes", "//")
    return _each(dump, _ADDRESS, lambda match, run: slashes) if force.strikes() else dump
