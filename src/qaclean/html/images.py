"""The images of an HTML page: the largest candidate of each `<img>`, lazily loaded ones included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from qaclean.patterns import compile_at_once, compile_on_use
from qaclean.segments.layout import PlacedImage
from qaclean.text.picture_hosts import looks_like_picture_host, picture_url

__all__ = ["image_at", "image_of", "safe_url"]

# Attributes that hold the picture while `src` holds a placeholder, the surest first (lazysizes, Discuz!, Zhihu, Baidu, WordPress plugins).
_LAZY = (
    "esrc",
    "zoomfile",
    "file",
    "data-original",
    "data-actualsrc",
    "data-src",
    "data-lazy-src",
    "data-url",
    "data-echo",
    "data-lazyload",
    "_src",
    "original",
)
_PLACEHOLDER = compile_on_use(
    r"(?i)(?:^|[/_.-])(?:blank|spacer|loading|placeholder|transparent|lazy|grey|none|dot|pixel|1x1|empty|white|clear)[a-z0-9_-]{0,12}\.(?:gif|png|svg|jpe?g)(?:$|\?)"
)
_MAY_PLACEHOLD = compile_on_use(
    r"(?i)[/_.-](?:blank|spacer|loading|placeholder|transparent|lazy|grey|none|dot|pixel|1x1|empty|white|clear)"
)
_MAY_PICTURE = compile_on_use(r"(?i)\.(?:jpe?g|png|gif|webp|bmp|avif)")
_PICTURE = compile_at_once(r"(?i)\.(?:jpe?g|png|gif|webp|bmp|avif)(?:$|\?)")
_SIZE = compile_at_once(r"\s([0-9.]{1,8})([wx])$")
_PLAIN = compile_at_once(
    r"https?://[A-Za-z0-9.-]{1,200}/[A-Za-z0-9._~%/-]{0,2000}(?:\?[A-Za-z0-9._~%/=&-]{1,2000})?"
)  # nothing to join or read
_UNSAFE = compile_at_once(r"(?i)[a-z%][a-z0-9%+.\s-]{0,20}:|[^/?#]{0,80}\\\\|[^/?#]{0,8}//[^/?#]{0,200}@")
_EMPTY = compile_at_once(r"(?i)data:image|about:|blob:|cid:")  # placeholders, and pictures that stayed elsewhere
# What a browser would percent-encode, and what makes an address look like another: quotes, controls, bidi and invisible characters.
_DECEIVING = compile_at_once(
    "[\x00-\x20\x7f-\xa0\xad\"'`<>^{|}\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]"
)
MAX_URL = 4000  # code points
MAX_RAW = 1_000  # code points of an unsafe address that its record keeps
SMALL = 48  # pixels; a smaller picture is a smiley, an icon or an avatar
_DECORATION = compile_on_use(
    r"(?i)smil(?:ie|ey)|emoji|emoticon|avatar|\bicons?\b|[/_-]icons?[/_.-]|/face/|badge|favicon|captcha|/logo|spinner|sprite|rank_|level_"
)

_DECORATIVE = (
    *("smil", "emoji", "emoticon", "avatar", "icon", "/face/", "badge", "captcha", "/logo", "spinner", "sprite"),
    *("rank_", "level_"),
)  # of which each match of the pattern holds one


def image_of(element: Any, base: str | None) -> PlacedImage | None:
    """The image of an `<img>` element, or None where it has no safe address. Its place is filled in later.

    >>> from lxml import etree
    >>> image_of(etree.HTML("<img src='blank.gif' data-src='//img.example/a.jpg'>").find(".//img"), None).url
    'https://img.example/a.jpg'
    """
    given = dict(element.items())  # one call of lxml for all its attributes
    if _is_decoration(given):
        return None
    shown = safe_url(given.get("src"), base)
    largest = safe_url(_largest(given.get("srcset") or given.get("data-srcset")), base)
    lazy = next((url for name in _LAZY if (told := given.get(name)) and (url := safe_url(told, base))), None)
    url = lazy or largest or shown
    if url is None:
        return _unsafe(given)
    if url == shown and _is_placeholder(url):
        return None
    thumbnail = shown if shown and shown != url and not _is_placeholder(shown) else None
    original = _linked_picture(element, base)
    return _image(url, thumbnail, original, given.get("alt"), given.get("title"))


def image_at(address: str, linked: str, alt: str, title: str, base: str | None) -> PlacedImage | None:
    """The image at an address, or None where that is not safe, a placeholder or a decoration; `linked` is where the link around it leads.

    >>> image_at("/a.png", "", "", "", "https://x.example/b/").url, image_at("https://x.example/avatar/1.png", "", "", "", None)
    ('https://x.example/a.png', None)
    """
    url = safe_url(address, base)
    if url is None or _DECORATION.search(f"{address[:300]} {alt[:60]}") or _is_placeholder(url):
        return None
    target = safe_url(linked, base)
    original = target if target and _is_picture(target) else None
    return _image(url, None, original, alt, title)


def _is_placeholder(url: str) -> bool:
    """Whether the path of an address names a placeholder; few addresses hold such a word at all."""
    return _MAY_PLACEHOLD.search(url) is not None and _PLACEHOLDER.search(urlsplit(url).path) is not None


def _is_picture(url: str) -> bool:
    """Whether the path of an address has the ending of a picture."""
    return _MAY_PICTURE.search(url) is not None and _PICTURE.search(urlsplit(url).path) is not None


def _image(url: str, thumbnail: str | None, original: str | None, alt: str | None, title: str | None) -> PlacedImage:
    """The image, by the address of its original where that is known."""
    if original and original != url:
        url, thumbnail = original, url
    known = picture_url(url)
    if known is not None and known != url:
        url, thumbnail = known, thumbnail or url
    doubtful = url[:MAX_RAW] if known is None and looks_like_picture_host(url) else None
    return PlacedImage(0, 0, -1, url, thumbnail, _words(alt), _words(title), doubtful)


def _unsafe(given: Mapping[str, str]) -> PlacedImage | None:
    """The image of an element with these attributes whose address is none that a record may hold: the page's words for it are kept."""
    for name in ("src", *_LAZY):
        address = (given.get(name) or "").strip()
        if _UNSAFE.match(address) and not _EMPTY.match(address):
            return PlacedImage(
                0, 0, -1, None, None, _words(given.get("alt")), _words(given.get("title")), address[:MAX_RAW]
            )
    return None


def _is_decoration(given: Mapping[str, str]) -> bool:
    for side in ("width", "height"):
        size = (given.get(side) or "").removesuffix("px")
        if size.isdecimal() and 0 < int(size[:6]) < SMALL:
            return True
    said = f"{given.get('class') or ''} {(given.get('src') or '')[:300]} {(given.get('id') or '')}"
    return _is_decorative(said)


def _is_decorative(said: str) -> bool:
    """Whether the names and the address of a picture tell a decoration; most tell nothing, which literals show sooner than the pattern."""
    if said.isascii():
        small = said.lower()
        if not any(map(small.__contains__, _DECORATIVE)):
            return False
    return _DECORATION.search(said) is not None


def safe_url(address: str | None, base: str | None) -> str | None:
    """The absolute http or https address, or None. An address without scheme gets https.

    >>> safe_url("//a.example/b.png", None), safe_url("javascript:alert(1)", None), safe_url("c.png", "https://a.example/d/")
    ('https://a.example/b.png', None, 'https://a.example/d/c.png')
    >>> safe_url('https://a.example/b"onerror=c d', None)
    'https://a.example/b%22onerror=c%20d'
    """
    if not address:
        return None
    address = address.strip()
    if _PLAIN.fullmatch(address) and len(address) <= MAX_URL:
        return address
    if (
        not address
        or len(address) > MAX_URL
        or address[:5].lower() == "data:"
        or any(c in address for c in "\\\t\n\r<>")
    ):
        return None
    try:
        url = urljoin(base or "", address)
        if url.startswith("//"):
            url = "https:" + url
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or parts.username is not None:
            return None
    except ValueError:
        return None
    return _DECEIVING.sub(lambda match: quote(match.group(), errors="replace"), url)


def _largest(candidates: str | None) -> str | None:
    """The largest of a `srcset`."""
    best, size = None, -1.0
    for candidate in (candidates or "")[: 4 * MAX_URL].split(", "):
        match = _SIZE.search(candidate.strip())
        width = float(match.group(1)) if match and match.group(1).count(".") <= 1 and match.group(1) != "." else 1.0
        address = candidate.strip().split(" ")[0].rstrip(",")
        if address and width > size:
            best, size = address, width
    return best


def _linked_picture(element: Any, base: str | None) -> str | None:
    """The picture that a link around a thumbnail leads to."""
    parent = element.getparent()
    if parent is None or parent.tag != "a":
        return None
    url = safe_url(parent.get("href"), base)
    return url if url and _is_picture(url) else None


def _words(text: str | None) -> str | None:
    return " ".join(text.split())[:500] or None if text else None
