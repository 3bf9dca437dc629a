"""The edges of a broken image anchor: where its parts begin before an address, and what a cut at any byte left of its first and last part."""

from __future__ import annotations

import re
from functools import lru_cache

from qaclean.patterns import compile_at_once
from qaclean.rules import load
from qaclean.text.picture_hosts import picture_hosts

__all__ = ["attribute_names", "cut_closing", "cut_end", "cut_start", "host_start", "opening_before", "parts_before"]

_HOST = compile_at_once(
    r"(?:<a\s+(?:[a-z]+=\"[^\"<>\n]{0,200}\"\s?){0,6})?(?:<img\s+)?(?:https?:)?/{0,2}[a-z0-9.-]{0,80}$"
)
_WITH_NAME = compile_at_once(r"(?:https?:)?/{1,2}[^\s\"'<>/]{0,253}$")
# What may stand before a part: an attribute, an attribute whose value it begins, the end of a tag, the start of one.
_BEFORE = (
    r"""\b(?:{names})=["'][^"'<>\n]{{0,300}}["']\s?$"""
    r"""|\b(?:{names})=["'](?:https?:?/{{0,2}})?$"""
    r"""|["'](\s?/?>\s?)$"""
    r"""|<(?:a|img)\s$"""
)
_OPENINGS = ('<a href="https://', '<img src="https://', '<img class="')
_ATTRIBUTE_TAIL = compile_at_once(r"""[a-z-]{0,8}=["'][^"'<>\n]{0,300}["']\s?>?\s?""")
_ATTRIBUTE_END = compile_at_once(r"""(?<![!-~])([a-z-]{0,8})=["'][^"'<>\n]{0,300}["']\s?>?\s?$""")
# The tail of a value: of any words where the line begins with it, else of what an address is made of.
_VALUE_TAIL = compile_at_once(r"""["']?[^"'<>\n,，。!！?？;；:：、]{0,60}["']\s?(?:/?>)?\s?""")
_ADDRESS_TAIL = compile_at_once(r"""(?<![!-~])[!#-&*-;=?-~]{0,4000}["']\s?(?:/?>)?\s?$""")
# A cut anchor ends in the middle of a part: `class="ikqb_img_al`, `esr`, `target=`.
_CUT = compile_at_once(
    r"""(?:\s?(?:(?:title|alt)=["'][^"'<>\n,，。!！?？;；:：]{0,60}|[a-z-]{1,8}(?:=(?:["'][!#-&(-;=?-~]{0,4000})?)?))?$"""
)
_CUT_ADDRESS = compile_at_once(r"\s?(?:/{0,2}|https?:?/{0,2})[a-z0-9.-]{0,80}/?$")
MOST_PARTS = 24  # that are looked for before an address
WINDOW = 600  # code points before an address in which its anchor begins


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    return compile_at_once(_BEFORE.format(names="|".join(attribute_names())))


@lru_cache(maxsize=1)
def attribute_names() -> tuple[str, ...]:
    """The attributes of an anchor that may be left in a text, the longest first."""
    return tuple(sorted(load("images")["parts"]["attributes"], key=lambda name: (-len(name), name)))


def host_start(text: str, floor: int, hit: int) -> int:
    """Where the address begins whose host holds position `hit`: at its scheme or slashes."""
    window = max(_line_start(text, floor, hit), hit - 300)
    match = _HOST.search(text, max(window, hit - 100), hit)
    start = match.start() if match else hit
    if start > window and text[start - 1] == "@":  # a name before the host: the address is another's
        whole = _WITH_NAME.search(text, window, start)
        return whole.start() if whole else start
    return start


def opening_before(text: str, floor: int, hit: int) -> int:
    """Where the last `<a ` or `<img` begins before `hit`, on its line; -1 where there is none."""
    line = _line_start(text, floor, hit)
    opening = text.rfind("<a ", line, hit)
    return opening if opening >= 0 else text.rfind("<img", line, hit + 4)


def parts_before(text: str, floor: int, edge: int) -> int:
    """Where the first of the parts begins that lead to `edge`: an anchor may have lost the address that came before them.

    >>> text = 'see target="_blank" class="ikqb_img" src="x'
    >>> text[parts_before(text, 0, len(text) - 1):]
    'target="_blank" class="ikqb_img" src="x'
    """
    line, before = _line_start(text, floor, edge), _before()
    for _ in range(MOST_PARTS):
        match = before.search(text, max(line, edge - 330), edge)
        if match is None:
            break
        edge = match.start(1) if match[1] else match.start()
    return edge


def cut_start(text: str, floor: int, first: int) -> int:
    """Where an anchor begins whose first whole part is at `first`: the tail of a cut part before it belongs to it.

    >>> text = '关机。\\nank" title="大图" class="ikqb_img">'
    >>> cut_start(text, 0, text.index("title"))
    4
    """
    line = text.rfind("\n", floor, first) + 1 or floor
    rest = text[max(line, first - 400) : first]
    head = rest.lstrip()
    if not head:
        return first
    tail = _ADDRESS_TAIL.search(text, max(line, first - 4100), first)
    begins_line = first - len(rest) == line
    if begins_line and (_is_opening(head) or _ATTRIBUTE_TAIL.fullmatch(head)):
        return first - len(head)
    if begins_line and (tail is None or tail.group()[0] in "\"'") and _VALUE_TAIL.fullmatch(head):
        return first - len(head)
    attribute = _ATTRIBUTE_END.search(text, max(line, first - 330), first)
    if attribute is not None and any(name.endswith(attribute[1]) for name in attribute_names()):
        tail = attribute
    if tail is None or text.count('"', line, tail.start()) % 2:  # words in quotes before an anchor are the text's
        return first
    return tail.start()


def _is_opening(head: str) -> bool:
    """Whether a line begins with the end of an anchor's opening."""
    return any(opening.endswith((head, head.rstrip())) for opening in _OPENINGS)


def cut_end(text: str, at: int, end: int, names: tuple[str, ...]) -> int:
    """Where a cut anchor ends whose last whole part ends at `at`: the begun part belongs to it, when the line ends there.

    `names`: attributes that an anchor may be cut in.
    """
    line_end = text.find("\n", at, end)
    line_end = end if line_end < 0 else line_end
    rest = text[at:line_end]
    if not rest or len(rest) > 4100:
        return at
    name = rest.strip().partition("=")[0]
    if _CUT.fullmatch(rest) and any(known.startswith(name) for known in names):
        return line_end
    host = name.removeprefix("https:").removeprefix("http:").strip("/")
    if _CUT_ADDRESS.fullmatch(rest) and any(known.startswith(host) for known in picture_hosts()):
        return line_end
    return at


def cut_closing(text: str, at: int, end: int) -> int:
    """Where an anchor ends whose image ends at `at`: a begun `</a>` belongs to it, when the line ends there."""
    for part in ("</a", "</", "<"):
        if text.startswith(part, at, end):
            behind = at + len(part)
            return behind if behind == end or text[behind] == "\n" else at
    return at


def _line_start(text: str, floor: int, hit: int) -> int:
    window = max(floor, hit - WINDOW)
    return text.rfind("\n", window, hit) + 1 or window
