"""A slot grammar of pages, by language: what sites, askers, answerers and authors write. All of it was invented for this project.

Each language is a TOML file of rules: a name, and the texts that it may give, with slots: `{thing}` is one of the rule `things`, or the value that the page has fixed;
`{2-60}` a number between the two. In English `{a:thing}` has the article, in Korean `{thing:을}` the particle that its last syllable asks for.
A third of the texts of each rule is held back: rules of qaclean are made with the `open` two thirds, and scored with the `held` third too.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

from qaclean.errors import UsageError

__all__ = ["LANGUAGES", "Grammar", "Part", "load_grammar"]

LANGUAGES = ("zh", "en", "ja", "ko")
Part = Literal["open", "held", "all"]
_SLOT = re.compile(r"\{(?:(\d{1,8})-(\d{1,8})|(a:)?([a-z_0-9]{1,30})(?::(.))?)\}")
_FEWEST = 3  # texts of a rule of which a third can be held back
_DEEPEST = 6  # rules inside of rules
_RO = "로"
_PARTICLES = {"을": ("을", "를"), "이": ("이", "가"), "은": ("은", "는"), "과": ("과", "와"), "으": ("으" + _RO, _RO)}
_HANGUL, _FINALS, _RIEUL = 0xAC00, 28, 8


class Grammar(NamedTuple):
    """The rules of one language, or the part of them that is asked for.

    >>> grammar = load_grammar("zh", "open")
    >>> dice = random.Random(3)
    >>> grammar.say("names", dice) == load_grammar("zh", "open").say("names", random.Random(3))
    True
    """

    language: str
    rules: Mapping[str, tuple[str, ...]]

    def say(self, name: str, dice: random.Random, **fixed: object) -> str:
        """A text of a rule with its slots filled; `fixed` values go before rules of the same name. Errors: `UsageError` for a name that no rule has."""
        return self._fill(self._pick(name, dice), dice, fixed, 0)

    def several(self, name: str, dice: random.Random, count: int, **fixed: object) -> list[str]:
        """Different texts of a rule, as many as it can give up to `count`."""
        rows = self._texts(name)
        chosen = dice.sample(rows, min(count, len(rows)))
        return list(dict.fromkeys(self._fill(row, dice, fixed, 0) for row in chosen))

    def fill(self, text: str, dice: random.Random, **fixed: object) -> str:
        """A text that is given, with its slots filled.

        >>> load_grammar("en").fill("{3-3} of {a:thing}", random.Random(1), thing="kettle")
        '3 of a kettle'
        """
        return self._fill(text, dice, fixed, 0)

    def _texts(self, name: str) -> tuple[str, ...]:
        if name not in self.rules:
            raise UsageError(f"the grammar of {self.language!r} has no rule {name!r}; add one to its TOML file")
        return self.rules[name]

    def _pick(self, name: str, dice: random.Random) -> str:
        return dice.choice(self._texts(name))

    def _fill(self, text: str, dice: random.Random, fixed: Mapping[str, object], depth: int) -> str:
        def slot(match: re.Match[str]) -> str:
            least, most, article, name, particle = match.groups()
            if least:
                return str(dice.randint(int(least), int(most)))
            if name in fixed:
                word = str(fixed[name])
            elif depth < _DEEPEST:
                rule = name if name in self.rules else f"{name}s"
                word = self._fill(self._pick(rule, dice), dice, fixed, depth + 1)
            else:
                raise UsageError(f"the grammar of {self.language!r}: rule {name!r} stands inside of itself")
            return ("an " if word[0] in "aeiou" else "a ") * bool(article) + word + _particle(word, particle)

        return _SLOT.sub(slot, text)


def _particle(word: str, particle: str | None) -> str:
    """The form of a Korean particle behind a word.

    >>> _particle("물", "으"), _particle("사과", "을"), _particle("책", "을")
    ('로', '를', '을')
    """
    if particle is None:
        return ""
    behind_final, behind_vowel = _PARTICLES[particle]
    code = ord(word[-1]) - _HANGUL
    final = code % _FINALS if 0 <= code < 11172 else 0
    return behind_vowel if final == 0 or (particle == "으" and final == _RIEUL) else behind_final


@cache
def load_grammar(language: str, part: Part = "all") -> Grammar:
    """The grammar of a language. `open`: the two thirds that rules may be made with; `held`: the third for scoring alone. Errors: `UsageError`.

    >>> load_grammar("xx")
    Traceback (most recent call last):
    qaclean.errors.UsageError: no grammar of 'xx'; there are zh, en, ja, ko
    """
    if language not in LANGUAGES:
        raise UsageError(f"no grammar of {language!r}; there are {', '.join(LANGUAGES)}")
    rules = tomllib.loads((files("qaclean.testing.grammar") / f"{language}.toml").read_text("utf-8"))
    return Grammar(language, {name: _part(texts, part) for name, texts in rules.items()})


def _part(texts: list[str], part: Part) -> tuple[str, ...]:
    """Every third text is held back, where there are three.

    >>> _part(["a", "b", "c", "d"], "open"), _part(["a", "b", "c", "d"], "held"), _part(["a"], "held")
    (('a', 'b', 'd'), ('c',), ('a',))
    """
    if part == "all" or len(texts) < _FEWEST:
        return tuple(texts)
    return tuple(text for number, text in enumerate(texts, 1) if (number % _FEWEST == 0) == (part == "held"))
