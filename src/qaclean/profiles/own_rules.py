"""Rules of the user's own: what a `[[rule]]` of a rules file or of a site profile says, read and checked.

[[rule]]
id = "app-prompt"               # what the record's removals say
do = "drop"                     # or "keep", which wins over every drop
on = "line"                     # a whole line (the default); "phrase": these words alone; "zone": from this line on; "element", "outside": of HTML
whole = ["Open in the app"]     # the line is just this; `starts`, `ends`, `words` (anywhere), `pattern` (of the package regex)
reason = "advert"               # one of the contract's
hosts = ["forum.example"]       # and its subdomains, or a glob such as "*.example"; left out: all pages
hits = ["Open in the app"]      # lines that `qaclean profiles check` tries the rule on, and `misses`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import regex

from qaclean.errors import ProfileError
from qaclean.patterns import compile_at_once
from qaclean.profiles.selectors import compile_selector
from qaclean.rules.schema import Keys, faults
from qaclean.rules.value_types import flag, integer, one_of, text, texts

__all__ = ["REASONS", "Fault", "Rule", "faults_of_rules", "read_rules"]

REASONS = (
    *("site_chrome", "navigation", "breadcrumb", "metadata", "tags", "hot_content", "related", "comment_form"),
    *("advert", "share", "footer", "image_alt", "duplicate", "noise", "markup", "marker"),
)
LITERALS = ("whole", "starts", "ends", "words")
LINE, PHRASE, ZONE, ELEMENT, OUTSIDE = PLACES = ("line", "phrase", "zone", "element", "outside")
_RESERVED = frozenset(("tells-of-post", "post-head", "post-button", "unplaced"))  # the parser reads these
_HEADER = compile_at_once(r"[ \t]{0,20}\[\[[ \t]{0,20}rule[ \t]{0,20}\]\]")


class Fault(NamedTuple):
    """What is wrong in a file, and its line (from 1)."""

    line: int
    message: str


class Rule(NamedTuple):
    """A rule: a cue of the user's own, and what happens where it stands.

    Literals are as written; `lines` is how many lines behind its head a zone holds at most (0: no bound), `until` how the line begins that ends it, `to_end` that nothing does.
    `origin` and `line` tell where the rule stands.
    """

    id: str
    keeps: bool
    on: str
    reason: str
    whole: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    words: tuple[str, ...]
    pattern: str
    until: tuple[str, ...]
    lines: int
    to_end: bool
    select: str
    hosts: tuple[str, ...]
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    origin: str
    line: int


def _identifier(value: object) -> str:
    """An id as removals name it."""
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,60}", value, re.ASCII):
        return "is no id (letters, digits, . _ and -)"
    return "means something else in records; choose another" if value in _RESERVED else ""


def _some(value: object) -> str:
    """A text, or a list of texts."""
    wrong = text(value) and texts(value)
    rows = [value] if isinstance(value, str) else value
    return wrong or ("has a text of white space" if isinstance(rows, list) and not all(map(str.strip, rows)) else "")


def _pattern(value: object) -> str:
    """A pattern of the package `regex`."""
    if not isinstance(value, str) or not value:
        return "is no pattern"
    try:
        compiled = regex.compile(value)
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        return f"is no pattern: {error}"
    return "fits an empty line: say what must stand there" if compiled.fullmatch("", timeout=1.0) else ""


def _selector(value: object) -> str:
    """A selector of `profiles.selectors`."""
    if not isinstance(value, str):
        return "is no selector"
    try:
        compile_selector(value)
    except ProfileError as error:
        return f"is no selector: {error}"
    return "reads an attribute: name elements" if "@" in value else ""


_KEYS = Keys(
    {"id": _identifier, "do": one_of("drop", "keep")},
    {
        "on": one_of(*PLACES),
        "reason": one_of(*REASONS),
        **dict.fromkeys((*LITERALS, "until", "hosts", "hits", "misses"), _some),
        "pattern": _pattern,
        "lines": integer,
        "to_end": flag,
        "select": _selector,
    },
)


def read_rules(rows: Sequence[Mapping[str, Any]], source: str, origin: str) -> tuple[Rule, ...]:
    """The rules of a file's tables, which `faults_of_rules` finds no fault in; `source` is the file's text.

    >>> source = '[[rule]]\\nid = "ad"\\ndo = "drop"\\nwhole = "Advert"'
    >>> rule = read_rules([{"id": "ad", "do": "drop", "whole": "Advert"}], source, "a.toml")[0]
    >>> rule.on, rule.whole, rule.reason, rule.line
    ('line', ('Advert',), 'site_chrome', 1)
    """
    places = _headers(source)
    return tuple(_rule(row, origin, places[i] if i < len(places) else 1) for i, row in enumerate(rows))


def _rule(row: Mapping[str, Any], origin: str, line: int) -> Rule:
    several = {key: _listed(row.get(key, ())) for key in (*LITERALS, "until", "hosts", "hits", "misses")}
    return Rule(
        id=row["id"],
        keeps=row["do"] == "keep",
        on=row.get("on", LINE),
        reason=row.get("reason", "site_chrome"),
        pattern=row.get("pattern", ""),
        lines=row.get("lines", 0),
        to_end=bool(row.get("to_end")),
        select=row.get("select", ""),
        origin=origin,
        line=line,
        **several,
    )


def _listed(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def faults_of_rules(rows: object, source: str) -> Iterator[Fault]:
    """Everything that is wrong in the tables `[[rule]]` of a file, each with its line.

    >>> [*faults_of_rules([{"id": "ad", "do": "hide", "whole": "x"}], '[[rule]]\\nid = "ad"\\ndo = "hide"')]
    [Fault(line=3, message="rule 'ad': `do` is none of drop, keep")]
    """
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield Fault(_line_with(source, "rule"), "`rule` is no list of rules: write [[rule]]")
        return
    places = [*_headers(source), len(source.split("\n")) + 1]
    seen: set[str] = set()
    for number, row in enumerate(rows):
        first, last = (places[number], places[number + 1]) if number + 1 < len(places) else (1, places[-1])
        name = str(row.get("id", number + 1))
        found = [(key, wrong) for _, key, wrong in faults(row, _KEYS, frozenset(), name)]
        found += [("id", "stands twice in the file")] if name in seen else []
        seen.add(name)
        for key, wrong in found or _contradictions(row):
            line = _line_with(source, key, first, last) if key else first
            yield Fault(line, f"rule {name!r}: {f'`{key}` ' if key else ''}{wrong}")


def _contradictions(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What makes no sense together in a rule whose values are right."""
    on = row.get("on", LINE)
    cues = [key for key in (*LITERALS, "pattern") if key in row]
    by_element = on in (ELEMENT, OUTSIDE)
    if by_element != ("select" in row):
        yield ("on", f"is {on!r} and needs `select`") if by_element else ("select", 'needs on = "element" or "outside"')
    if by_element and cues:
        yield cues[0], f"says nothing of an {on}: it is chosen by `select`"
    if not by_element and not cues:
        yield "", f"has none of {', '.join(LITERALS)}, pattern: say what the line holds"
    if on == PHRASE and "whole" in row:
        yield "whole", 'is the whole line, no phrase in it: use `words`, or on = "line"'
    ends = [key for key in ("until", "lines", "to_end") if key in row]
    if on != ZONE and ends:
        yield ends[0], 'belongs to a zone: on = "zone"'
    if on == ZONE and not ends:
        yield "", "is a zone without an end: say `until`, `lines`, or to_end = true"
    if "to_end" in row and len(ends) > 1:
        yield "to_end", f"goes not with `{ends[0]}`: a zone has one end"
    if row["do"] == "keep" and "reason" in row:
        yield "reason", "is for what is dropped"


def _headers(source: str) -> list[int]:
    """The lines of a file's `[[rule]]`, from 1."""
    return [number for number, line in enumerate(source.split("\n"), 1) if _HEADER.match(line)]


def _line_with(source: str, key: str, first: int = 1, last: int | None = None) -> int:
    """The line that sets a key, in lines `[first, last)`; `first` where none does."""
    rows = source.split("\n")[first - 1 : None if last is None else last - 1]
    found = (i for i, row in enumerate(rows) if re.match(rf"[ \t]{{0,20}}{re.escape(key)}[ \t]{{0,20}}=", row))
    return first + next(found, 0)
