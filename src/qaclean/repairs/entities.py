"""HTML entities that were left in a text: named, numeric, half, and escaped more than once."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import name2codepoint

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = ["find_entities", "find_residue"]

MAX_ESCAPES = 8  # `&amp;amp;...lt;`: as often as pages were seen escaped, with room
_QUOTES = dict(zip("“‘「『`", "”’」』`", strict=True))  # an entity alone in quotes is spoken about
_DROPPED = compile_on_use(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufdd0-\ufdef\ufff9-\ufffb"
    "\ufffe\uffff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


def find_entities(text: str) -> Iterator[tuple[int, int, str]]:
    """Each entity with the text it stands for: `(start, end, after)`, code points. Linear.

    White space becomes a space (a line feed stays), what a reader would not see becomes nothing, an impossible number U+FFFD.

    >>> list(find_entities("1&amp;nbsp;&lt; 2, AT&T"))
    [(1, 11, ' '), (11, 15, '<')]
    """
    for match in _pattern().finditer(text):
        start, end = match.span()
        if start and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            continue
        after = _meaning(match[1] or match[2])
        if after is not None:
            yield start, end, after


def find_residue(text: str) -> Iterator[tuple[int, int, str]]:
    """Each run of entities that lost their ampersand, where no program writes such a thing: `(start, end, after)`. Linear.

    Behind `amp;` any entity, alone only names that are no words (`nbsp;`), and `quot;` beside a Chinese character.

    >>> list(find_residue("nbsp;nbsp;amp;quot;保存amp;quot;, char lt;"))
    [(0, 19, '  "'), (21, 30, '"')]
    """
    for match in _residue().finditer(text):
        start, end = match.span()
        if start and end < len(text) and _QUOTES.get(text[start - 1]) == text[end]:
            continue
        meanings = [_meaning(part.group(1)) for part in _NAME.finditer(match.group())]
        if None not in meanings:
            yield start, end, "".join(map(str, meanings))


_NAME = compile_on_use(rf"(?:amp;){{0,{MAX_ESCAPES}}}(#?[A-Za-z0-9]+);")


@lru_cache(maxsize=1)
def _residue() -> re.Pattern[str]:
    table = load("repairs")["entities"]
    alone, hanzi = "|".join(table["alone"]), "[\u3400-\u9fff]"
    after_amp = rf"(?:amp;){{1,{MAX_ESCAPES}}}(?:#[0-9]{{2,6}}|#x[0-9a-fA-F]{{2,5}}|[A-Za-z]{{2,8}});"
    quot = f"quot;(?:(?<={hanzi}quot;)|(?={hanzi}))"
    return compile_at_once(
        rf"(?<![&;#A-Za-z0-9_])(?:{after_amp}|(?:{alone});|{quot})+(?!\s?(?:{'|'.join(table['named'])}))"
    )


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    table = load("repairs")["entities"]
    return frozenset(name2codepoint).union(table["punctuation"]).difference(table["code_names"])


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    half = "|".join(load("repairs")["entities"]["half"])
    amp = rf"&(?:(?:amp|AMP|#38|#x26);){{0,{MAX_ESCAPES}}}"
    full = r"(#[0-9]{1,10}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,23});"
    return compile_at_once(rf"{amp}(?:{full}|({half}|#[0-9]{{3,6}})(?![A-Za-z0-9=;]))")


def _meaning(name: str) -> str | None:
    """What `&name;` stands for; None for a name that is no entity."""
    if name[0] != "#" and name not in _names():
        lower = name.lower()
        if not (name.isupper() or name.istitle()) or lower not in _names():
            return None
        name = lower
    meaning = html.unescape(f"&{name};")
    if meaning != "\n" and meaning.isspace():
        return " "
    return _DROPPED.sub("", meaning)
