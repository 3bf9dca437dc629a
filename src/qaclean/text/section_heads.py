"""Heads of the parts of a how-to: what is needed, what to do, and what ends such a part (`rules/sections.toml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import any_of, literals, load

__all__ = [
    "Part",
    "begins_part",
    "ends_part",
    "heads_advice",
    "heads_no_howto",
    "heads_tools",
    "is_howto_button",
    "is_remark",
    "may_begin_head",
    "names_unmeasured",
    "opens_note",
    "part_of",
    "speaks_of_site",
    "tabs_below",
]

Part = Literal["steps", "materials", "ends", ""]
MAX_HEAD = 60  # code points of a line that may be a head
MAX_NOTE = 16  # ... of the label of a note
MIN_BUTTON = 9  # ... of a button that shows what a longer line is
MAX_BEGUN = 90  # ... of one that goes on
_AROUND = " \t\u00a0:*#_\u3002.!?\u2022\u25aa\u25ba\u27a4\uff1a\uff1f[]【】▼■◆"
_SERVED = compile_on_use(  # for how many people a list is
    r"[\s(\uff08:-]{1,3}(?:[^\W\d_]{2,8}\.?\s)?[0-9]{1,2}(?:\s?[-\u2013/]\s?[0-9]{1,2})?\s?[^\W\d_]{0,12}\.?[)\uff09]?$"
)


def part_of(line: str) -> Part:
    """Which part of a how-to a line is the head of, by its whole words.

    >>> part_of("Instructions:"), part_of("Zutaten"), part_of("Method of payment"), part_of("Zutaten f\u00fcr 4 Portionen")
    ('steps', 'materials', '', 'materials')
    """
    if len(line) > MAX_HEAD:
        return ""
    words = line.strip(_AROUND).casefold()
    return _whole().get(words, "") or _part_for_some(words)


def may_begin_head(character: str) -> bool:
    """A cheap test: whether `part_of` knows words that begin with a letter.

    >>> may_begin_head("Z"), may_begin_head("X")
    (True, False)
    """
    return character.casefold()[:1] in _firsts_of_heads()


def _part_for_some(words: str) -> Part:
    """`materials` where a head says for how many: `Ingredients (serves 4)`."""
    if words[:1] not in _firsts_of_materials():
        return ""
    served = _SERVED.search(words)
    if served is None or _whole().get(words[: served.start()].strip(_AROUND)) != "materials":
        return ""
    return "materials"


def begins_part(line: str) -> Part:
    """Which part the words are of that a line begins with, or where a language has them behind, ends with; weaker than `part_of`.

    >>> begins_part("How to make lemon curd"), begins_part("It is easy"), begins_part("\u51c9\u9762\u7684\u505a\u6cd5")
    ('steps', '', 'steps')
    """
    if len(line) > MAX_BEGUN:
        return ""
    words = line.strip(_AROUND).casefold()
    starts, endings = _begun()
    if words.endswith(endings):
        return next(part for ending, part in _endings().items() if words.endswith(ending))
    if not words.startswith(starts):
        return ""
    return next(part for start, part in _starts().items() if words.startswith(start))


def ends_part(line: str) -> bool:
    """Whether a line ends a part of a how-to: as the head of what stands below, or by its label.

    >>> ends_part("Tip: use fresh ones, they are better."), ends_part("Tip the bowl out.")
    (True, False)
    """
    return begins_part(line) == "ends" or line[:40].lstrip(_AROUND).casefold().startswith(_labels())


def speaks_of_site(line: str) -> bool:
    """Whether a line speaks to the readers of a site or of its rights, as no step does.

    >>> speaks_of_site("Bitte hinterlasst einen Kommentar."), speaks_of_site("Sign the cake with icing.")
    (True, False)
    """
    return _spoken().search(line.casefold()) is not None


def opens_note(line: str) -> bool:
    """Whether a line is the label of one note and nothing else, as stands before a remark in the middle of what is told.

    >>> opens_note("Tip:"), opens_note("Tips"), opens_note("Tip: use a whisk.")
    (True, False, False)
    """
    return len(line) <= MAX_NOTE and line.casefold().rstrip() in _words_of("notes", "whole")


def heads_tools(line: str) -> bool:
    """Whether a line heads a short list of things without amounts.

    >>> heads_tools("Tools:"), heads_tools("Ingredients")
    (True, False)
    """
    return len(line) <= MAX_HEAD and line.strip(_AROUND).casefold() in _words_of("materials", "tools")


def heads_advice(line: str) -> bool:
    """Whether a line heads what a how-to tells besides its steps.

    >>> heads_advice("Tips:"), heads_advice("Nutrition")
    (True, False)
    """
    return len(line) <= MAX_NOTE and line.strip(_AROUND).casefold() in _words_of("advice", "whole")


def is_howto_button(line: str) -> bool:
    """Whether a line is a button or a switch of a how-to's page and nothing else.

    >>> is_howto_button("Jump to Recipe"), is_howto_button("Print the label")
    (True, False)
    """
    return len(line) <= MAX_HEAD and line.strip(_AROUND).casefold() in _buttons()


def heads_no_howto(line: str) -> bool:
    """Whether a line above a how-to does not name it: a word of a menu, or a button and more.

    >>> heads_no_howto("Recipes"), heads_no_howto("Jump to recipe Print"), heads_no_howto("Recipe for plum cake")
    (True, True, False)
    """
    words = line[:MAX_HEAD].strip(_AROUND).casefold()
    return words in _words_of("menus", "whole") or words.startswith(_long_buttons())


def names_unmeasured(line: str) -> bool:
    """Whether a line begins with what is needed without an amount, as salt is, or names something and what it is for.

    >>> names_unmeasured("salt and pepper"), names_unmeasured("herbs to serve"), names_unmeasured("finely chopped")
    (True, True, False)
    """
    if _begins_with(line, _words_of("unmeasured", "whole")):
        return True
    words = line[:MAX_HEAD].casefold()
    served = _served().search(words)
    return (
        served is not None
        and words[0].isalpha()
        and "(" not in words[: served.start()]
        and not is_remark(line, begun=True)
    )


def is_remark(line: str, *, begun: bool = False) -> bool:
    """Whether a line is what is said of a material below its name, or, where `begun`, begins so.

    >>> is_remark("finely chopped"), is_remark("Or frozen, not thawed", begun=True), is_remark("Chopped mint", begun=True)
    (True, True, False)
    """
    if line.strip(_AROUND).casefold() in _words_of("remarks", "whole"):
        return True
    return begun and _begins_with(line, _words_of("remarks", "starts"))


def _begins_with(line: str, those: frozenset[str]) -> bool:
    """Whether the first words of a line, up to three, are some of those."""
    words = line[:MAX_HEAD].casefold().replace(",", " ").split()
    return bool(words) and any(" ".join(words[:n]) in those for n in (1, 2, 3))


def tabs_below(heads: Mapping[int, str]) -> set[int]:
    """The heads of steps right below one of materials, where other steps stand above under a head of their own: a row of buttons."""
    steps = sorted(i for i, part in heads.items() if part == "steps")
    own = [i for i in steps if heads.get(i - 1) != "materials" and i + 1 not in heads]
    return {i for i in steps if heads.get(i - 1) == "materials" and own and own[0] < i}


@lru_cache(maxsize=8)
def _words_of(name: str, key: str) -> frozenset[str]:
    return frozenset(load("sections")[name][key])


@lru_cache(maxsize=1)
def _served() -> re.Pattern[str]:
    return compile_at_once(rf"(?<=\w)[,\s]{{1,3}}(?:{literals(load('sections')['unmeasured']['served'])})(?!\w)")


@lru_cache(maxsize=1)
def _buttons() -> frozenset[str]:
    return frozenset(load("sections")["buttons"]["whole"])


@lru_cache(maxsize=1)
def _long_buttons() -> tuple[str, ...]:
    return tuple(words for words in _buttons() if len(words) >= MIN_BUTTON)


@lru_cache(maxsize=1)
def _labels() -> tuple[str, ...]:
    return tuple(words.casefold() for words in load("sections")["ends"]["labels"])


@lru_cache(maxsize=1)
def _spoken() -> re.Pattern[str]:
    return any_of(load("sections")["ends"]["spoken"])


@lru_cache(maxsize=1)
def _whole() -> dict[str, Part]:
    data = load("sections")
    parts: tuple[Part, ...] = ("ends", "materials", "steps")
    return {
        words.casefold().strip(_AROUND): part
        for part in parts
        for words in (*data[part]["whole"], *data[part].get("tools", ()))
    }


@lru_cache(maxsize=1)
def _firsts_of_materials() -> frozenset[str]:
    return frozenset(words[:1] for words, part in _whole().items() if part == "materials")


@lru_cache(maxsize=1)
def _firsts_of_heads() -> frozenset[str]:
    return frozenset(words[:1] for words in _whole())


@lru_cache(maxsize=1)
def _begun() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """With what heads begin, and with what they end."""
    return tuple(_starts()), tuple(_endings())


@lru_cache(maxsize=1)
def _starts() -> dict[str, Part]:
    data = load("sections")
    parts: tuple[Part, ...] = ("ends", "materials", "steps")
    return {words.casefold(): part for part in parts for words in data[part]["starts"]}


@lru_cache(maxsize=1)
def _endings() -> dict[str, Part]:
    data = load("sections")
    parts: tuple[Part, ...] = ("materials", "steps")
    return {words.casefold(): part for part in parts for words in data[part]["endings"]}
