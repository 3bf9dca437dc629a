"""Broken image anchors: finds what is left of `<a …><img …/></a>` in a flattened text and recovers the image.

An anchor lost its tags but kept its parts: addresses, attributes and brackets that touch each other. A *fragment* is a
maximal run of such parts with an address of a known picture host (or an anchor's own attributes) in it, so order, missing
attributes and a cut at any byte do not matter. Up to three copies of the address must agree on the picture's id.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from qaclean.rules import any_of, load
from qaclean.text.picture_hosts import picture_hosts, picture_url, with_scheme

__all__ = ["Fragment", "find_fragments"]

_ADDRESS = r"(?:https?:)?/{0,2}[a-z0-9][a-z0-9.-]{2,80}\.(?:com|cn|net|org)(?::[0-9]{1,5})?/[!#-;=?-~]{0,4000}"
_PART = r"""
    (?P<attribute>\b(?:{names})=(?P<quote>["'])(?P<value>[^"'<>\n]{{0,4000}})(?:(?P=quote)|$))
  | (?P<address>{address})(?P<tail>"?)
  | (?P<bracket><a\b|<img\b|</a>|/?>|"(?=\s?(?:/?>|[a-z]+=)))
"""
# A cut anchor ends in the middle of a part: `class="ikqb_img_al`, `esr`, `target=`.
_CUT = re.compile(r"""(?:\s?[a-z-]{1,8}(?:=(?:["'][^"'<>\n]{0,4000})?)?)?$""")
_ATTRIBUTE_BEFORE = r"""\b(?:{names})=["'][^"'<>\n]{{0,300}}["']\s?$"""
_OPENING = re.compile(r"""\b[a-z-]{2,8}=["']$""")
# What is left of an attribute, of its value or of an address of which the first part was cut away: `rget="_blank" `, `g_alink" `, `s.com/11ab3d5f"`.
_CUT_BEFORE = re.compile(
    r"""(?<![A-Za-z0-9"])(?:(?P<name>[a-z]{0,7})="[^"<>\n]{0,200}|"?(?P<value>[a-z_]{0,16})|(?:[a-z.]{0,40}/)?(?P<id>[0-9a-f]{1,64}))"\s?>?$"""
)
_VALUES = ("_blank", "ikqb_img_alink", "ikqb_img")
_CUT_ADDRESS = re.compile(r"\s?(?:/{0,2}|https?:?/{0,2})[a-z0-9.-]{0,80}/?$")
MAX_PARTS = 24  # a whole anchor has about ten; what follows is another anchor
_HOST_START = re.compile(
    r"(?:<a\s+(?:[a-z]+=\"[^\"<>\n]{0,200}\"\s?){0,6})?(?:<img\s+)?(?:https?:)?/{0,2}[a-z0-9.-]{0,80}$"
)


class _Shapes(NamedTuple):
    """The tables of `rules/images.toml`: whole shapes by their triggers, a part of any other anchor, and the names of its parts."""

    triggers: re.Pattern[str]
    whole: dict[str, tuple[re.Pattern[str], ...]]
    part: re.Pattern[str]
    before: re.Pattern[str]
    names: tuple[str, ...]
    addresses: frozenset[str]
    own: tuple[str, ...]
    cut: tuple[str, ...]


@lru_cache(maxsize=1)
def _shapes() -> _Shapes:
    data = load("images")
    parts = data["parts"]
    whole: dict[str, tuple[re.Pattern[str], ...]] = dict.fromkeys(parts["triggers"], ())
    for row in data["shape"]:
        pattern = re.compile(row["pattern"], re.VERBOSE)
        for trigger in row["triggers"]:
            whole[trigger] = (*whole.get(trigger, ()), pattern)
    names = "|".join(sorted(parts["attributes"], key=lambda name: (-len(name), name)))
    part = re.compile(_PART.format(names=names, address=_ADDRESS), re.VERBOSE | re.IGNORECASE)
    return _Shapes(
        any_of(list(whole)),
        whole,
        part,
        re.compile(_ATTRIBUTE_BEFORE.format(names=names)),
        tuple(parts["attributes"]),
        frozenset(parts["addresses"]),
        tuple(parts["own"]),
        tuple(parts["cut"]),
    )


class Fragment(NamedTuple):
    """The leftover of one anchor at `[start, end)`.

    `url` is the original picture with its scheme, or None where no address is safe; `thumbnail_url` the processed one.
    `sure` is false where the copies of the address disagree.
    """

    start: int
    end: int
    url: str | None
    thumbnail_url: str | None
    title: str | None
    alt: str | None
    sure: bool


def find_fragments(text: str, start: int, end: int) -> list[Fragment]:
    """All fragments in `text[start:end]`, left to right. Linear in the length.

    >>> host = "iknow-pic.cdn.bcebos.com"
    >>> t = f'看图 /{host}/ab12"target="_blank"class="ikqb_img_alink">/{host}/ab12?x=1"esrc="https://{host}/ab12"/> 完'
    >>> [(f.url, t[f.end:]) for f in find_fragments(t, 0, len(t))]
    [('https://iknow-pic.cdn.bcebos.com/ab12', ' 完')]
    """
    shapes = _shapes()
    found: list[Fragment] = []
    at = start
    while True:
        hit = shapes.triggers.search(text, at, end)
        if hit is None:
            return found
        whole = _whole(text, max(at, start), hit, end)
        if whole is not None:
            found.append(whole)
            at = whole.end
            continue
        first = _left_edge(text, max(at, start), hit.start())
        parts, last = _parts(text, first, end)
        if last <= hit.start():
            at = hit.end()
            continue
        fragment = _fragment(text, first, last, parts)
        opened = _OPENING.search(text, max(start, hit.start() - 12), hit.start()) is not None
        if fragment is not None and (
            fragment.url or not opened
        ):  # no picture is safe here: an address that tells nothing stays text
            floor = found[-1].end if found else start
            found.append(fragment._replace(start=_cut_start(text, floor, fragment.start)))
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


def _left_edge(text: str, floor: int, hit: int) -> int:
    """Where the parts that lead to `hit` begin: an opening tag, attributes, the start of the address."""
    window = max(floor, hit - 600)
    line = text.rfind("\n", window, hit) + 1 or window
    opening = text.rfind("<a ", line, hit)
    if opening < 0:
        opening = text.rfind("<img", line, hit + 4)
    candidates = [opening] if opening >= 0 else []
    match = _HOST_START.search(text, max(line, hit - 100), hit)
    edge = match.start() if match else hit
    for candidate in candidates:
        parts, last = _parts(text, candidate, hit + 1)
        if parts and last >= edge:
            return candidate
    opening_of = _OPENING.search(
        text, max(line, edge - 12), edge
    )  # `class="` before what only an anchor has, `href="` before an address
    edge = opening_of.start() if opening_of else edge
    # An anchor may begin with attributes (`target="_blank"title=…`) whose address was lost.
    while True:
        attribute = _shapes().before.search(text, max(line, edge - 330), edge)
        if attribute is None:
            return edge
        edge = attribute.start()


def _cut_start(text: str, floor: int, start: int) -> int:
    """Where an anchor begins whose first attribute or address was cut: the rest of that stands right before its parts."""
    line = max(text.rfind("\n", floor, start) + 1, floor, start - 120)
    match = _CUT_BEFORE.search(text, line, start)
    if match is None or text.count('"', line, match.start()) % 2:
        return start
    if match["name"] is not None:
        cut = any(name.endswith(match["name"]) for name in _shapes().names)
    elif match["value"] is not None:
        cut = any(value.endswith(match["value"]) for value in _VALUES)
    else:
        cut = "/" in match.group() or not match["id"].isalpha()
    return match.start() if cut else start


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
    if not closed and parts:
        at = _cut_end(text, at, end)
    return parts, at


def _ends_here(text: str, at: int, parts: list[re.Match[str]]) -> bool:
    """`>` ends the image tag when an image address was read; else it ends the `<a>` and the image follows."""
    seen = sum(1 for part in parts if part.group("address") or (part.group("value") or "").startswith(("http", "/")))
    return seen >= 2 and _shapes().part.match(text, at) is None


def _cut_end(text: str, at: int, end: int) -> int:
    """A cut anchor takes the begun attribute with it, when the line ends there."""
    line_end = text.find("\n", at, end)
    line_end = end if line_end < 0 else line_end
    rest = text[at:line_end]
    if not rest or len(rest) > 4100:
        return at
    name = rest.strip().partition("=")[0]
    if _CUT.fullmatch(rest) and any(known.startswith(name) for known in _shapes().cut):
        return line_end
    host = name.removeprefix("https:").removeprefix("http:").strip("/")
    if _CUT_ADDRESS.fullmatch(rest) and any(known.startswith(host) for known in picture_hosts()):
        return line_end
    return at


def _fragment(text: str, start: int, end: int, parts: list[re.Match[str]]) -> Fragment | None:
    shapes = _shapes()
    addresses: list[str] = []
    names: dict[str, str] = {}
    for part in parts:
        if part.group("address"):
            addresses.append(part.group("address"))
        elif part.group("attribute"):
            name = part.group("attribute").partition("=")[0].lower()
            value = part.group("value")
            if name in shapes.addresses:
                addresses.append(value)
            else:
                names.setdefault(name, value)
    raw = text[start:end]
    if len(parts) < 2 and not any(own in raw for own in shapes.own):
        return None
    if not addresses and not any(own in raw for own in shapes.own):
        return None
    url, thumbnail, sure = _agree(addresses)
    return Fragment(start, end, url, thumbnail, names.get("title") or None, names.get("alt") or None, sure)


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
