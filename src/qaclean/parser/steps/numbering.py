"""The numbering styles of `rules/numbering.toml`, compiled: numerals and their values, forms of markers, one pattern for all of them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from qaclean.patterns import compile_at_once
from qaclean.rules import characters_of, literals, load

__all__ = ["SPACES", "Numbering", "Numerals", "Style", "chinese_number", "numbering"]

SPACES = " \t\u3000\u00a0"
_SPACE = r"[ \t\u3000\u00a0]"
_TEN = "\u5341"
_BEFORE_GLUED = frozenset(
    "(\u3002;!?\u2026>"
)  # and white space: a bare numeral glued to words stands behind nothing else


class Style(NamedTuple):
    """A form of marker. `list` is the style of its markers, "" where that is their numerals'."""

    id: str
    alone: bool
    list: str
    prior: float
    before_digit: float


class Numerals(NamedTuple):
    """What is counted with: the place of each character, how several make a number, and what a marker does not stand behind.

    `plain` is the style of a numeral with nothing but a closing bracket.
    """

    id: str
    order: dict[str, int]
    value: str
    not_behind: frozenset[str]
    plain: Style | None


class Numbering(NamedTuple):
    """All of `rules/numbering.toml`. `pattern` finds numerals, its last group is one of `styles`, or none where brackets or words decide.

    `numerals` are by character; `counts_as`: the style whose lists those of another may go on.
    """

    pattern: re.Pattern[str]
    numerals: dict[str, Numerals]
    styles: dict[str, Style]
    counts_as: dict[str, str]
    delimiters: str
    delimiter_scores: dict[str, float]
    priors: dict[str, float]
    ordinal: str
    ordinal_steps: re.Pattern[str]
    ordinal_tail: re.Pattern[str]
    step_words: tuple[str, ...]
    names: tuple[str, ...]
    name_ends: frozenset[str]
    before_glued: frozenset[str]
    units: frozenset[str]
    verbs: tuple[str, ...]
    figures: str
    step_box: re.Pattern[str]
    step_box_prior: float

    def number(self, numeral: str) -> int:
        """The value of a numeral; 0 for none.

        >>> [numbering().number(n) for n in ("12", "\u4e8c\u5341\u4e00", "\u2462", "b")]
        [12, 21, 3, 2]
        """
        row = self.numerals[numeral[0]]
        if row.value == "decimal":
            return int(numeral)
        return chinese_number(numeral, row.order) if row.value == "chinese" else row.order.get(numeral, 0)


def chinese_number(numeral: str, digits: dict[str, int]) -> int:
    """Value of a Chinese numeral below 100, from those of its digits; 0 for none.

    >>> digits = {c: i for i, c in enumerate("\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341", 1)}
    >>> [chinese_number(n, digits) for n in ("\u4e09", "\u5341", "\u5341\u4e8c", "\u4e8c\u5341", "\u4e8c\u5341\u4e00")]
    [3, 10, 12, 20, 21]
    """
    if _TEN not in numeral:
        return digits[numeral] if len(numeral) == 1 else 0
    tens, _, ones = numeral.partition(_TEN)
    return (digits.get(tens, 0) if tens else 1) * 10 + (digits.get(ones, 0) if ones else 0)


@lru_cache(maxsize=1)
def numbering() -> Numbering:
    """The table of `rules/numbering.toml`."""
    data = load("numbering")
    rows, styles = data["numerals"], data["style"]
    not_behind = data["not_behind"]
    ordinal, named = data["ordinal"], data["named"]
    steps = literals(ordinal["steps"])
    words = literals([*ordinal["steps"], *ordinal["others"]])
    pattern, groups = _pattern(rows, styles)
    by_id = {row["id"]: _style(row) for row in styles}
    kinds = [_numerals(row, not_behind, [s for s in styles if row["id"] in s["numerals"]], by_id) for row in rows]
    return Numbering(
        pattern=compile_at_once(pattern),
        numerals={character: kind for kind in kinds for character in kind.order},
        styles={group: by_id[style] for group, style in groups.items()},
        counts_as={row["list"]: row["counts_as"] for row in styles if "counts_as" in row},
        delimiters="".join({c for row in styles for c in _behind(row)}) + SPACES,
        delimiter_scores=data["delimiters"],
        priors={form: data[form]["prior"] for form in ("paren", "ordinal", "named")},
        ordinal=ordinal["before"],
        ordinal_steps=compile_at_once(rf"{_SPACE}?(?:{steps})"),
        ordinal_tail=compile_at_once(rf"{_SPACE}?(?:{words})?{_SPACE}?[\u3001.,:;]?"),
        step_words=tuple(ordinal["steps"]),
        names=tuple(named["words"]),
        name_ends=frozenset(word[-1] for word in named["words"]),
        before_glued=frozenset(word[-1] for word in named["words"]) | {ordinal["before"]} | _BEFORE_GLUED,
        units=frozenset(data["quantities"]["units"]),
        verbs=tuple(data["quantities"]["verbs"]),
        figures=data["quantities"]["figures"],
        step_box=compile_at_once(data["step_box"]["before"]),
        step_box_prior=data["step_box"]["prior"],
    )


def _behind(style: dict[str, Any]) -> set[str]:
    """The characters of what stands behind a numeral and is part of its marker."""
    return {
        *characters_of(style.get("delimiters", "")),
        *"".join(style.get("words", ())),
        *(".:" if "words" in style else ""),
    }


def _numerals(row: dict[str, Any], not_behind: str, styles: list[dict[str, Any]], by_id: dict[str, Style]) -> Numerals:
    value = row.get("value", "order")
    plain = next((by_id[style["id"]] for style in styles if "before" not in style and "words" not in style), None)
    order = {character: place for place, character in enumerate(characters_of(row["characters"]), 1)}
    return Numerals(row["id"], order, value, frozenset(characters_of(row.get("not_behind", not_behind))), plain)


def _style(row: dict[str, Any]) -> Style:
    return Style(
        row["id"], row.get("alone", False), row.get("list", ""), row.get("prior", 0.0), row.get("before_digit", 0.0)
    )


def _pattern(rows: list[dict[str, Any]], styles: list[dict[str, Any]]) -> tuple[str, dict[str, str]]:
    """One pattern for all numerals, and the style of each of its groups.

    The first character alone is a class, so that the engine skips to numerals; which it is, the look-behinds tell; numerals that are
    written alike share a branch.
    """
    branches: dict[tuple[int, str], str] = {}
    for row in rows:
        key = (row.get("longest", 1), _forms(row, [style for style in styles if row["id"] in style["numerals"]]))
        branches[key] = branches.get(key, "") + row["characters"]
    groups: dict[str, str] = {}

    def named(match: re.Match[str]) -> str:
        groups[f"{match['id']}_{len(groups)}"] = match["id"]
        return f"(?P<{[*groups][-1]}>"

    alternatives = [
        _branch(characters, longest, re.sub(r"\(\?P<(?P<id>\w+)>", named, forms))
        for (longest, forms), characters in branches.items()
    ]
    return f"[{''.join(branches.values())}](?:{'|'.join(alternatives)})", groups


def _branch(characters: str, longest: int, forms: str) -> str:
    if longest == 1:
        return f"(?<=[{characters}])(?:{forms})"
    return f"(?<=[{characters}])(?<![{characters}][{characters}])[{characters}]{{0,{longest - 1}}}(?:{forms})"


def _forms(row: dict[str, Any], styles: list[dict[str, Any]]) -> str:
    """What may stand behind a numeral: a closing bracket, delimiters, words, what is no part of the marker."""
    apart = f"(?![{row['not_before']}])" if "not_before" in row else ""
    alone = [f"(?P<{style['id']}>)" for style in styles if style.get("alone")]
    if alone:
        return alone[0]
    forms = [rf"(?={_SPACE}?\){apart})"]
    for style in styles:
        if "delimiters" in style:
            unless = f"(?!{style['unless']})" if "unless" in style else ""
            space = _SPACE + "?" if style.get("spaced") else ""
            forms.append(
                f"(?P<{style['id']}>{space}[{re.escape(''.join(characters_of(style['delimiters'])))}]{apart}{unless})"
            )
    for style in styles:
        if "words" in style:
            forms.append(rf"(?P<{style['id']}>{_SPACE}?(?:{literals(style['words'])})[.:]?)")
    if "followed_by" in row:
        forms.append(f"(?={row['followed_by']})")
    forms.extend(f"(?P<{style['id']}>(?={style['before']}))" for style in styles if "before" in style)
    return "|".join(forms)
