"""The author that a line names: `By Jane Roe`, `Author:` with the name on the line or below, `March 3, 2020 by Jane` (`rules/sections.toml`)."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import literals, load
from qaclean.text.dates import names_a_date
from qaclean.text.section_heads import ends_part, heads_no_howto, is_howto_button, part_of

__all__ = ["introduced_name", "is_name", "named_author", "names_job", "owner_of_card", "said_once", "signs"]

MAX_NAME, MAX_WORDS = 40, 5
GREETING = 80  # code points in which somebody introduces herself
_CUT = compile_on_use(
    r"\s{0,3}(?:[|\u00b7\u2022\u23af,/(\u2014\u2013]|\s-\s|\s{3}|[0-9](?![0-9]{0,4}[a-z]{2})|\bon(?:\s|$)|\bfrom(?:\s|$))",
    re.IGNORECASE,
)
_NO_SITE = r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})\.\s|[!?:;{}#\"]|\S@|@\S|https?"
_NO_NAME = compile_on_use(rf"{_NO_SITE}|\b(?:the|a|this|your|our|my)\s", re.IGNORECASE)
_NO_NAME_OF_SITE = compile_on_use(_NO_SITE, re.IGNORECASE)
_NAME = compile_on_use(r"[^\W\d_][^\W\d_'\u2019.-]{1,16}(?:\s[^\W\d_][\w'\u2019.-]{0,16}){0,3}")
_NUMBER, _BESIDE = compile_at_once(r"(?<!\w)[0-9]"), compile_at_once(r"\s[|@\u2013\u2014-]\s")
_RIGHTS = compile_at_once(r"\s?(?:\u00a9|\([Cc]\))\s?(?=[^\W\d_])")
_BULLETS = "\u2022*#\u00b7 \u00a0_\u00a9"
_EMPHASIS = compile_at_once(r"(?<![^\W_])[*_]{1,3}|[*_]{1,3}(?![^\W_])")  # marks of Markdown around words


def named_author(line: str, below: str = "") -> tuple[str, bool] | None:
    """The author that a line names, or the one `below` it, and whether it says so clearly.

    >>> named_author("Author: Jane Roe"), named_author("By", "Jane Roe"), named_author("By the way, this works."), named_author("Par portion")
    (('Jane Roe', True), ('Jane Roe', False), None, None)
    """
    words, below = _bare(line), _bare(below)
    match = _labels().match(words) or _glued().search(words)
    if match is None:
        return _behind_date(words, below)
    clear = match.lastgroup == "clear"
    rest = words[match.end() :].strip(_BULLETS + ":")
    again = _labels().match(rest) if rest else None
    if again is not None:  # `By Author Jane`
        clear, rest = clear or again.lastgroup == "clear", rest[again.end() :].strip(_BULLETS + ":")
    name = _name(rest) if rest else _name_alone(below, clear=clear)
    if name is None or (not clear and name.isalpha() and name.islower() and name.isascii()):  # `par portion`
        return None
    return name, clear


def _bare(line: str) -> str:
    """A line without bullets around it and marks around its words.

    >>> _bare("* _By_ **Jane Roe** _on_ 3 May"), _bare("mo_lin")
    ('By Jane Roe on 3 May', 'mo_lin')
    """
    words = line.strip(_BULLETS)
    return _EMPHASIS.sub("", words).strip(_BULLETS) if "*" in words or "_" in words else words


def signs(words: str) -> bool:
    """Whether words begin with a label of who wrote something, and more.

    >>> signs(" by Jane Roe"), signs(" by"), signs(" with plums")
    (True, False, False)
    """
    words = words.strip(_BULLETS)
    match = _labels().match(words)
    return match is not None and match.end() < len(words)


def owner_of_card(line: str, below: str) -> str | None:
    """Who holds the rights of a recipe's card: the name alone behind the sign, above the first fact of the card's foot.

    >>> owner_of_card("\u00a9 Jane Roe", "Cuisine: Thai"), owner_of_card("\u00a9 2024 Jane Roe", "Contact")
    ('Jane Roe', None)
    """
    match = _RIGHTS.match(line)
    return _name_alone(_bare(line[match.end() :]), clear=False) if match and ends_part(_bare(below)) else None


def names_job(line: str) -> bool:
    """Whether a line says as what somebody works who writes recipes.

    >>> names_job("Contributing Food Editor"), names_job("Editor's choice: ten plum cakes")
    (True, False)
    """
    words = _bare(line)
    return len(words) <= MAX_NAME and _job().fullmatch(words.casefold()) is not None


def introduced_name(line: str) -> str | None:
    """The name by which somebody introduces herself at the beginning of a line, or None.

    >>> introduced_name("Hi there! I’m Jane, and I bake."), introduced_name("I'm Dutch"), introduced_name("Hi, I'm sure it works.")
    ('Jane', None, None)
    """
    match = _introduction().match(line[:GREETING])
    return match["name"] if match else None


def is_name(line: str) -> bool:
    """Whether a line may be a person's name and nothing else: a few words with capitals.

    >>> is_name("Jane Roe"), is_name("Stir well"), is_name("Serves 4")
    (True, False, False)
    """
    if (
        len(line) > MAX_NAME
        or _NAME.fullmatch(line) is None
        or is_howto_button(line)
        or heads_no_howto(line)
        or part_of(line)
    ):
        return False
    return all(word[0].isupper() for word in line.split())


def said_once(name: str, between: tuple[str, ...] = (" ",)) -> str:
    """A name that is said twice (a picture's text before it), once; `between` is what may part the two.

    >>> said_once("Jane Roe Jane Roe"), said_once("Jane RoeJane Roe", ("", " "))
    ('Jane Roe', 'Jane Roe')
    """
    half = name[: len(name) // 2]
    return half if half and any(half + mark + half == name for mark in between) else name


def _behind_date(words: str, below: str) -> tuple[str, bool] | None:
    """Who is named behind the date of a line, or below it where the label ends the line."""
    match = _later().search(words)
    if match is None or not names_a_date(words[: match.start()]):
        return None
    rest = words[match.end() :]
    name = _name(rest) if rest else _name_alone(below, clear=False)
    return (name, False) if name is not None else None


def _name_alone(line: str, *, clear: bool) -> str | None:
    """The name on a line of its own, with all that belongs to it: `Jane - Her Kitchen`; where the label is `clear`, also one such as `editors of Example`,
    or of one word with a mark."""
    beside = _BESIDE.search(line)
    if clear and line[:1].islower() and any(word[:1].isupper() for word in line.split()):
        return None if (name := _name(line[0].upper() + line[1:])) is None else line[: len(name)]
    if clear and line[-1:] == "!" and " " not in line:
        return None if _name(line[:-1]) is None else line
    if _NUMBER.search(line) or not (beside or " on " in line):
        return _name(line)
    long = len(line) > MAX_NAME or line.count(" ") > MAX_WORDS + 1
    who, site = (line[: beside.start()], line[beside.end() :]) if beside else (line, "")
    no_name = _NO_NAME.search(who) or _NO_NAME_OF_SITE.search(site)
    return None if long or no_name or not line[0].isupper() or part_of(line) else line


def _name(words: str) -> str | None:
    if _ends().match(words):
        return None
    behind = _ends().search(words, 2)
    words = words[: behind.start()] if behind else words
    team = _teams().search(words, 2)
    words = words[: team.start()] if team else words
    cut = _CUT.search(words, 1)
    name = (words[: cut.start()] if cut else words).strip(" *_-")
    who, _, site = name.partition(" @ ")  # `Jane @ Her Kitchen`
    long = len(name) > MAX_NAME or max(who.count(" "), site.count(" ")) >= MAX_WORDS
    if long or len(name) < 2 or _NO_NAME.search(name) or part_of(name):
        return None
    name = said_once(name)
    cased = name[0].lower() != name[0].upper()
    return name if name[0].isupper() or (name.isalnum() and " " not in name) or not cased else None


@lru_cache(maxsize=1)
def _labels() -> re.Pattern[str]:
    data = load("sections")["author"]
    clear, short = literals(data["clear"]), literals(data["short"])
    return compile_at_once(
        rf"(?:(?P<clear>{clear})|(?P<short>{short}))(?=[\s::\u00a0*]|$|(?-i:(?<=[a-z])[A-Z][a-z]))", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _glued() -> re.Pattern[str]:
    """A short label glued behind the text of a picture: `Headshot of Jane RoeBy Jane Roe`."""
    words = "|".join(word.capitalize() for word in load("sections")["author"]["short"] if len(word) > 1)
    return compile_at_once(rf"(?<=[a-z])(?P<short>{words})(?=\s[A-Z][a-z])")


@lru_cache(maxsize=1)
def _introduction() -> re.Pattern[str]:
    """A greeting of a few words or none, the words that introduce, a name, and what parts it from the rest."""
    words = "|".join(map(re.escape, load("sections")["author"]["introduces"]))
    name = r"(?P<name>[^\W\d_a-z][\w-]{1,16}(?:\s[^\W\d_a-z][\w'\u2019-]{1,16}){0,2})"
    return compile_at_once(
        rf"(?:(?P<hail>[^.:;]{{0,24}}[!.,\u2013\u2014-]\s?)|\w{{2,9}}\s)?(?i:{words})\s{name}"
        r"(?=\s?[,.!\u2013\u2014;:(&-]|\s[a-z]{1,4}\s|(?(hail)$|(?!)))"
    )


@lru_cache(maxsize=1)
def _job() -> re.Pattern[str]:
    """A job, up to two words before it, and others beside it."""
    jobs = literals(load("sections")["author"]["jobs"])
    one = rf"(?:[\w-]{{2,14}}\s){{0,2}}(?:{jobs})"
    return compile_at_once(
        rf"{one}(?:\s?[&+,/|]\s?{one}|\s(?:and|und|et|y|e|og|och|en)\s{one}){{0,2}}|(?:{jobs})\s?[&+,/|]\s?[\w -]{{3,24}}"
    )


@lru_cache(maxsize=1)
def _later() -> re.Pattern[str]:
    """A short label behind a date."""
    return compile_at_once(rf"(?<=[\s)])(?:{literals(load('sections')['author']['short'])}):?(?:\s|$)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _teams() -> re.Pattern[str]:
    """Who else wrote something: two words behind a name, of which the last says so."""
    return compile_at_once(
        rf"\s\w{{1,4}}\s\w{{2,24}}\s(?:{literals(load('sections')['author']['teams'])})$", re.IGNORECASE
    )


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """What ends a name, also glued to it."""
    data = load("page_facts")["author"]
    behind, months = literals(data["behind"]), literals(data["months"])
    return compile_at_once(
        rf"\s?(?:{behind})(?![a-z])|(?<=[a-z])(?=[A-Z][a-z]{{2,16}}:)|\s?(?:{months})\.?(?=\s?[0-9])"
    )
