"""Broken image anchors: finds what is left of `<a …><img …/></a>` in a flattened text and recovers the image.

An anchor lost its tags but kept its parts: addresses, attributes and brackets that touch each other. A *fragment* is a
maximal run of such parts with an address of a known picture host (or an anchor's own attributes) in it, so order, missing
attributes and a cut at any byte do not matter. Up to three copies of the address must agree on the picture's id.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qaclean.text.picture_hosts import image_table, picture_url, with_scheme

__all__ = ["Fragment", "find_fragments"]

_ADDRESS = r"(?:https?:)?/{0,2}[a-z0-9][a-z0-9.-]{2,80}\.(?:com|cn|net|org)(?::[0-9]{1,5})?/[!#-;=?-~]{0,4000}"
_PART = re.compile(
    rf"""
    (?P<attribute>\b(?:target|title|class|esrc|src|data-src|alt|href|width|height|style|rel|id|border)=(?P<quote>["'])
        (?P<value>[^"'<>\n]{{0,4000}})(?:(?P=quote)|$))
  | (?P<address>{_ADDRESS})(?P<tail>"?)
  | (?P<bracket><a\b|<img\b|</a>|/?>|"(?=\s?(?:/?>|[a-z]+=)))
    """,
    re.VERBOSE | re.IGNORECASE,
)
# A cut anchor ends in the middle of a part: `class="ikqb_img_al`, `esr`, `target=`.
_CUT = re.compile(r"""(?:\s?[a-z-]{1,8}(?:=(?:["'][^"'<>\n]{0,4000})?)?)?$""")
_ATTRIBUTE_BEFORE = re.compile(r"""[a-z-]{2,8}=["'][^"'<>\n]{0,300}["']\s?$""")
_CUT_ADDRESS = re.compile(r"\s?(?:/{0,2}|https?:?/{0,2})[a-z0-9.-]{0,80}/?$")
MAX_PARTS = 24  # a whole anchor has about ten; what follows is another anchor
_CUT_NAMES = ("target", "title", "class", "esrc", "src", "alt", "href")
_OWN = ('class="ikqb_img', "esrc=")
_HOST_START = re.compile(
    r"(?:<a\s+(?:[a-z]+=\"[^\"<>\n]{0,200}\"\s?){0,6})?(?:<img\s+)?(?:https?:)?/{0,2}[a-z0-9.-]{0,80}$"
)


# The commonest anchor, whole: the same picture three times. One match instead of a walk over its parts.
_USUAL = re.compile(
    r"""/{0,2}(?P<picture>[a-z0-9.-]{4,60}/[0-9A-Za-z/_.-]{4,200})"
    (?:target="_blank")?(?:title="(?P<title>[^"<>\n]{0,100})")?class="ikqb_img_alink">
    /{0,2}(?P=picture)(?P<query>\?[!#-;=?-~]{1,600})"
    esrc="https://(?P=picture)"/>""",
    re.VERBOSE,
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
    pattern = image_table()[2]
    found: list[Fragment] = []
    at = start
    while True:
        hit = pattern.search(text, at, end)
        if hit is None:
            return found
        usual = _usual(text, max(at, start), hit.start(), end)
        if usual is not None:
            found.append(usual)
            at = usual.end
            continue
        first = _left_edge(text, max(at, start), hit.start())
        parts, last = _parts(text, first, end)
        if last <= hit.start():
            at = hit.end()
            continue
        fragment = _fragment(text, first, last, parts)
        if fragment is not None:
            found.append(fragment)
        at = max(last, hit.end())


def _usual(text: str, floor: int, hit: int, end: int) -> Fragment | None:
    """The fragment of the usual, whole anchor whose host begins at `hit`."""
    first = hit
    while first > floor and hit - first < 2 and text[first - 1] == "/":
        first -= 1
    match = _USUAL.match(text, first, end) if first < hit else None
    url = picture_url(match.group("picture")) if match else None
    if match is None or url is None:
        return None
    return Fragment(first, match.end(), url, url + match.group("query"), match.group("title") or None, None, True)


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
    # An anchor may begin with attributes (`target="_blank"title=…`) whose address was lost.
    while True:
        attribute = _ATTRIBUTE_BEFORE.search(text, max(line, edge - 330), edge)
        if attribute is None:
            return edge
        edge = attribute.start()


def _parts(text: str, start: int, end: int) -> tuple[list[re.Match[str]], int]:
    parts: list[re.Match[str]] = []
    at = start
    closed = False
    while at < end and len(parts) < MAX_PARTS:
        match = _PART.match(text, at, end)
        if match is None and at > start and text[at] in " \t" and not closed:
            match = _PART.match(text, at + 1, end)
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
    return seen >= 2 and _PART.match(text, at) is None


def _cut_end(text: str, at: int, end: int) -> int:
    """A cut anchor takes the begun attribute with it, when the line ends there."""
    line_end = text.find("\n", at, end)
    line_end = end if line_end < 0 else line_end
    rest = text[at:line_end]
    if not rest or len(rest) > 4100:
        return at
    name = rest.strip().partition("=")[0]
    if _CUT.fullmatch(rest) and any(known.startswith(name) for known in _CUT_NAMES):
        return line_end
    host = name.removeprefix("https:").removeprefix("http:").strip("/")
    if _CUT_ADDRESS.fullmatch(rest) and any(known.startswith(host) for known in image_table()[0]):
        return line_end
    return at


def _fragment(text: str, start: int, end: int, parts: list[re.Match[str]]) -> Fragment | None:
    addresses: list[str] = []
    names: dict[str, str] = {}
    for part in parts:
        if part.group("address"):
            addresses.append(part.group("address"))
        elif part.group("attribute"):
            name = part.group("attribute").partition("=")[0].lower()
            value = part.group("value")
            if name in ("esrc", "src", "href", "data-src"):
                addresses.append(value)
            else:
                names.setdefault(name, value)
    raw = text[start:end]
    if len(parts) < 2 and not any(own in raw for own in _OWN):
        return None
    if not addresses and not any(own in raw for own in _OWN):
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
