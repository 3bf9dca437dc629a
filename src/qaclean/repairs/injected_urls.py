"""Web addresses that a site strewed into its text, so that copies name it: in odd spellings, or in the middle of words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.rules import load

__all__ = ["find_addresses"]

_ADDRESS = compile_on_use(
    r"[(（\[【]?(?<![A-Za-z0-9@./])(?:https?://)?((?:[A-Za-z0-9-]{1,40}\.){1,3}(?:com|cn|net|org|cc)(?:\.cn)?)"
    r"(?![A-Za-z0-9@./?=_-])[)）\]】]?",
    re.IGNORECASE,
)
_ODD = compile_on_use(r"\b(?!www|WWW|Www)[wW]{3}\.|\.(?!com|COM|Com)[cC][oO][mM]\b|\.(?!net|NET|Net)[nN][eE][tT]\b")
_HANZI = compile_on_use("[\u3400-\u9fff]")
_NAMES = compile_at_once(r"\.(?:[cC](?:[oO][mM]|[nN]|[cC])|[nN][eE][tT]|[oO][rR][gG])")  # each address has one
MIN_PLACES = 2  # places of one host that must prove it
MAX_PAIRS = 16  # pairs of characters that are looked up for a host: each is a search through the page
MAX_HOSTS = 16  # hosts of a page that are looked at


def find_addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """Each injected address, with its brackets: `(start, end, "")`, code points. Linear but for the pairs looked up.

    Proof: the page spells one host in several ways, one of them as nobody types it (`wWw.`, `.cOm`); or one host stands between
    two characters at least twice that belong together elsewhere on the page (`设www.example.com置`).

    >>> text = "先打开设(wWw.example.cOm)置,再看(www.eXamplE.com)说明"
    >>> [text[start:end] for start, end, _ in find_addresses(text)]
    ['(wWw.example.cOm)', '(www.eXamplE.com)']
    >>> list(find_addresses("登录www.example.com的首页,在www.example.com上注册"))
    []
    """
    if len([*islice(_NAMES.finditer(text), MIN_PLACES)]) < MIN_PLACES:
        return
    hosts: dict[str, list[re.Match[str]]] = defaultdict(list)
    for match in _all_addresses(text):
        hosts[match[1].lower()].append(match)
    found: list[re.Match[str]] = []
    for places in [*hosts.values()][:MAX_HOSTS]:
        if len(places) >= MIN_PLACES:
            found += places if _spelt_oddly(places) else _in_words(text, places)
    yield from sorted((*_with_both_brackets(match), "") for match in found)


def _all_addresses(text: str) -> Iterator[re.Match[str]]:
    """The addresses of the lines that hold one: no address goes across the end of a line, and most lines have none."""
    end = 0
    for name in _NAMES.finditer(text):
        if name.start() >= end:
            start, end = text.rfind("\n", end, name.start()) + 1 or end, text.find("\n", name.start())
            end = len(text) if end < 0 else end
            yield from _ADDRESS.finditer(text, start, end)


def _spelt_oddly(places: Iterable[re.Match[str]]) -> bool:
    spellings = {match[1] for match in places}
    return len(spellings) > 1 and any(_ODD.search(spelling) for spelling in spellings)


def _in_words(text: str, places: list[re.Match[str]]) -> list[re.Match[str]]:
    """The places inside words, if they are different words and half of all places."""
    pairs = {}
    own = load("repairs")["addresses"]
    for match in places:
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if _HANZI.match(before) and _HANZI.match(after) and before not in own["before"] and after not in own["after"]:
            pairs[match] = before + after
    known = {pair for pair in list(dict.fromkeys(pairs.values()))[:MAX_PAIRS] if pair in text}
    inside = [match for match, pair in pairs.items() if pair in known]
    return inside if len(known) >= MIN_PLACES and 2 * len(inside) >= len(places) else []


def _with_both_brackets(match: re.Match[str]) -> tuple[int, int]:
    """The span without a bracket that has no partner."""
    start, end = match.span()
    opens, closes = match.group()[0] in "(（[【", match.group()[-1] in ")）]】"
    return start + (opens and not closes), end - (closes and not opens)
