"""Broken image anchors: finds what is left of `<a …><img …/></a>` in a flattened text and recovers the image.

An anchor lost its tags but kept its parts: addresses, attributes and brackets that touch each other. A *fragment* is a
maximal run of such parts with an address of a known picture host (or an anchor's own attributes) in it, so order, missing
attributes and a cut at any byte do not matter. Up to three copies of the address must agree on the picture's id.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.parser.anchor_edges import (
    attribute_names,
    cut_closing,
    cut_end,
    cut_start,
    host_start,
    opening_before,
    parts_before,
)
from qaclean.patterns import compile_at_once
from qaclean.rules import any_of, load
from qaclean.text.picture_hosts import picture_url, with_scheme

__all__ = ["Fragment", "find_fragments"]

# Of a usual host, its scheme lost or not; or of any, a hostile one too.
_ADDRESS = r"(?:(?:https?:)?/{0,2}[a-z0-9][a-z0-9.-]{2,80}\.(?:com|cn|net|org)(?::[0-9]{1,5})?|https?:/{1,2}[^\s\"'<>/]{1,253})/[!#-;=?-~]{0,4000}"
# An attribute that holds an address: of what addresses are made of; of other characters where more of the anchor follows its quotation mark; or cut before that mark, where running words go on.
_PART = r"""
    (?P<attribute>\b(?:(?:{names})=(?P<quote>["'])(?P<value>[^"'<>\n]{{0,4000}})(?P=quote)
      |(?:{addresses})=(?P<mark>["'])(?:(?P<link>[!#-&(-;=?-~]{{0,4000}})(?P=mark)
        |(?P<spaced>[^"'<>\n]{{0,4000}})(?P=mark)(?=\s?(?:/?>|<|[a-z-]{{1,20}}=["']|$))
        |(?P<cut>[!#-&(-;=?-~]{{0,4000}}))))
  | (?P<address>{address})(?P<tail>"?)
  | (?P<bracket><a\b|<img\b|</a>|/?>|"(?=\s?(?:/?>|[a-z]+=)))
"""
MAX_RAW = 1_000  # code points of a doubtful fragment that its record keeps
MAX_PARTS = 24  # a whole anchor has about ten; what follows is another anchor


class _Shapes(NamedTuple):
    """The tables of `rules/images.toml`: whole shapes by their triggers, a part of any other anchor, and the names of its parts."""

    triggers: re.Pattern[str]
    whole: dict[str, tuple[re.Pattern[str], ...]]
    part: re.Pattern[str]
    addresses: frozenset[str]
    own: tuple[str, ...]
    cut: tuple[str, ...]


@lru_cache(maxsize=1)
def _shapes() -> _Shapes:
    data = load("images")
    parts = data["parts"]
    whole: dict[str, tuple[re.Pattern[str], ...]] = dict.fromkeys(parts["triggers"], ())
    for row in data["shape"]:
        pattern = compile_at_once(row["pattern"], re.VERBOSE)
        for trigger in row["triggers"]:
            whole[trigger] = (*whole.get(trigger, ()), pattern)
    part = compile_at_once(
        _PART.format(
            names="|".join(name for name in attribute_names() if name not in parts["addresses"]),
            addresses="|".join(name for name in attribute_names() if name in parts["addresses"]),
            address=_ADDRESS,
        ),
        re.VERBOSE | re.IGNORECASE | re.MULTILINE,
    )
    return _Shapes(
        any_of(list(whole)), whole, part, frozenset(parts["addresses"]), tuple(parts["own"]), tuple(parts["cut"])
    )


class Fragment(NamedTuple):
    """The leftover of one anchor at `[start, end)`.

    `url` is the original picture with its scheme, or None where no address is safe; `thumbnail_url` the processed one.
    `sure` is false where the copies of the address disagree, or none is safe; `raw` is then what the page has.
    """

    start: int
    end: int
    url: str | None
    thumbnail_url: str | None
    title: str | None
    alt: str | None
    sure: bool
    raw: str = ""


def may_hold_fragments(text: str) -> bool:
    """A cheap test: can any part of a text hold a fragment?"""
    return _shapes().triggers.search(text) is not None


def find_fragments(text: str, start: int, end: int) -> list[Fragment]:
    """All fragments in `text[start:end]`, left to right. Linear in the length.

    >>> host = "iknow-pic.cdn.bcebos.com"
    >>> t = f'看图 /{host}/ab12"target="_blank"class="ikqb_img_alink">/{host}/ab12?x=1"esrc="https://{host}/ab12"/> 完'
    >>> [(f.url, t[f.end:]) for f in find_fragments(t, 0, len(t))]
    [('https://iknow-pic.cdn.bcebos.com/ab12', ' 完')]
    """
    shapes = _shapes()
    found: list[Fragment] = []
    at = floor = start
    while True:
        hit = shapes.triggers.search(text, at, end)
        if hit is None:
            return found
        whole = _whole(text, floor, hit, end)
        if whole is not None:
            found.append(whole)
            at = floor = whole.end
            continue
        first = _first_part(text, floor, hit.start())
        parts, last = _parts(text, first, end)
        if last <= hit.start():
            at = hit.end()
            continue
        fragment = _fragment(text, first, last, parts)
        if fragment is not None:
            begun = cut_start(text, floor, first)
            raw = text[begun : min(last, begun + MAX_RAW)] if fragment.raw else ""
            found.append(fragment._replace(start=begun, raw=raw))
            floor = last
        at = max(last, hit.end())


def _whole(text: str, floor: int, hit: re.Match[str], end: int) -> Fragment | None:
    """The fragment of the whole shape that begins at a trigger, or at the slashes before it."""
    patterns = _shapes().whole[hit.group()]
    first = hit.start()
    while patterns and first > floor and hit.start() - first < 2 and text[first - 1] == "/":
        first -= 1
    for pattern in patterns:
        match = pattern.match(text, first, end) or pattern.match(text, hit.start(), end)
        url = picture_url(match["address"]) if match else None
        if match is not None and url is not None:
            named = {name: value for name, value in match.groupdict().items() if value}
            thumbnail = url + named["query"] if "query" in named else None
            return Fragment(match.start(), match.end(), url, thumbnail, named.get("title"), named.get("alt"), True)
    return None


def _parts(text: str, start: int, end: int) -> tuple[list[re.Match[str]], int]:
    parts: list[re.Match[str]] = []
    at, closed, pattern = start, False, _shapes().part
    while at < end and len(parts) < MAX_PARTS:
        match = pattern.match(text, at, end)
        if match is None and at > start and text[at] in " \t" and not closed:
            match = pattern.match(text, at + 1, end)
        if match is None:
            break
        parts.append(match)
        at = match.end()
        if match.group("bracket") in ("/>", "</a>") or (match.group("bracket") == ">" and _ends_here(text, at, parts)):
            closed = True
            if not text.startswith(("</a>", '"'), at):
                break
    if parts:
        at = cut_closing(text, at, end) if closed else cut_end(text, at, end, _shapes().cut)
    return parts, at


def _first_part(text: str, floor: int, hit: int) -> int:
    """Where the parts that lead to `hit` begin."""
    edge = host_start(text, floor, hit)
    opening = opening_before(text, floor, hit)
    if opening >= 0:
        parts, last = _parts(text, opening, hit + 1)
        if parts and last >= edge:
            return opening
    return parts_before(text, floor, edge)


def _ends_here(text: str, at: int, parts: list[re.Match[str]]) -> bool:
    """`>` ends the image tag when an image address was read; else it ends the `<a>` and the image follows."""
    seen = sum(1 for part in parts if part.group("address") or (_value_of(part) or "").startswith(("http", "/")))
    return seen >= 2 and _shapes().part.match(text, at) is None


def _value_of(part: re.Match[str]) -> str | None:
    """The value of a part that is an attribute, cut or whole."""
    return next((value for value in part.group("value", "link", "spaced", "cut") if value is not None), None)


def _fragment(text: str, start: int, end: int, parts: list[re.Match[str]]) -> Fragment | None:
    shapes = _shapes()
    addresses: list[str] = []
    whole = 0  # of them that were not cut before their quotation mark
    names: dict[str, str] = {}
    for part in parts:
        if part.group("address"):
            addresses.append(part.group("address"))
            whole += 1
        elif part.group("attribute"):
            name = part.group("attribute").partition("=")[0].lower()
            value = _value_of(part) or ""
            if name in shapes.addresses:
                addresses.append(value)
                whole += part.group("cut") is None
            else:
                names.setdefault(name, value)
    raw = text[start:end]
    if len(parts) < 2 and not any(own in raw for own in shapes.own):
        return None
    if not addresses and not any(own in raw for own in shapes.own):
        return None
    url, thumbnail, sure = _agree(addresses)
    sure = sure and whole > 0
    title, alt = names.get("title") or None, names.get("alt") or None
    return Fragment(start, end, url, thumbnail, title, alt, sure, "" if sure else raw)


def _agree(addresses: list[str]) -> tuple[str | None, str | None, bool]:
    """The picture most copies name; a cut copy is a prefix of a whole one and votes for it."""
    safe = [(picture_url(a), a) for a in addresses]
    urls = [url for url, _ in safe if url is not None]
    if not urls:
        return None, None, False
    votes = {url: sum(_same_picture(url, other) for other in urls) for url in urls}
    best = max(votes, key=lambda url: (votes[url], len(url), "/pic/item/" in url, url))
    thumbnail = next(
        (with_scheme(a) for url, a in safe if url is not None and "?" in a and _same_picture(best, url)), None
    )
    return best, thumbnail, votes[best] == len(urls) == len(addresses)


def _same_picture(one: str, other: str) -> bool:
    return one == other or _id(one) == _id(other) or one.startswith(other) or other.startswith(one)


def _id(url: str) -> str:
    return url.rpartition("/")[2]
