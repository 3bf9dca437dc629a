"""Lines of menus, buttons and links at the foot: words that stand side by side on every page of a site (`rules/menus.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.freed import remembered
from qaclean.limits import REMEMBERED
from qaclean.patterns import compile_at_once
from qaclean.rules import literals, load

__all__ = ["begins_menu", "holds_glued_words", "is_menu", "is_menu_word"]

MAX_LINE = 120  # code points
FEWEST = 2  # words
COVERED = 0.75  # of a line's letters
GLUED = 16  # code points behind the first word of a menu that nothing parts
_SPACELESS = "\u2e80"
_GLUED_WORDS = compile_at_once(r"[A-Z][a-z]{2,24}(?:[A-Z][a-z]{2,24}){2}")
_LETTERS = compile_at_once(r"[^\W\d_]")


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return compile_at_once(rf"(?<!\w)(?:{literals(load('menus')['words'])})(?!\w)")


def is_menu(line: str) -> bool:
    """Whether a (folded) line is hardly more than words of a menu.

    >>> is_menu("首页 资讯 问答 论坛"), is_menu("Log in | Sign up"), is_menu("首页的论坛打不开")
    (True, True, False)
    """
    return len(line) <= MAX_LINE and _is_menu(line)


@remembered(REMEMBERED)
def _is_menu(line: str) -> bool:
    found = _words().findall(line.lower())
    if len(found) < FEWEST:
        return False
    return sum(len(_LETTERS.findall(word)) for word in found) >= COVERED * len(_LETTERS.findall(line))


@lru_cache(maxsize=1)
def _single() -> frozenset[str]:
    return frozenset(load("menus")["words"])


def is_menu_word(line: str) -> bool:
    """Whether a (folded) line is one word of a menu, as it is listed.

    >>> is_menu_word("Forums"), is_menu_word("Forums of old")
    (True, False)
    """
    return line.strip().lower() in _single()


@lru_cache(maxsize=1)
def _glued_menu() -> re.Pattern[str]:
    words = [word for word in load("menus")["words"] if word[0] > _SPACELESS and len(word) > 1]
    return compile_at_once(rf"{literals(words)}[^\W\da-zA-Z]{{{GLUED}}}")


def begins_menu(line: str) -> bool:
    """Whether a (folded) line of a script without spaces begins with a word of menus, glued to many others without a mark.

    >>> begins_menu("首页全部问题经济金融企业管理法律法规社会民生"), begins_menu("首页打不开怎么办")
    (True, False)
    """
    return _glued_menu().match(line) is not None


def holds_glued_words(line: str) -> bool:
    """Whether three words with capitals stand in a line with nothing between them, as entries of a menu whose tags were dropped.

    >>> holds_glued_words("StorePhonesWatchesSupport"), holds_glued_words("JavaScript on an iPhone")
    (True, False)
    """
    return len(line) <= MAX_LINE and _GLUED_WORDS.search(line) is not None
